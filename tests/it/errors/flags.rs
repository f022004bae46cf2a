//! What is said of flags that make no sense.

use super::catalogue::folder;
use super::entry::{Entry, check, entry};

const FLAGS: &[Entry] = &[
    entry(
        "draw good.wav",
        2,
        "specgram: there is no command 'draw'\n\
         hint: 'specgram help' lists the commands",
    ),
    entry(
        "rendr good.wav",
        2,
        "specgram: there is no command 'rendr'\n\
         hint: did you mean 'render'?",
    ),
    entry(
        "render good.wav --colourmap hot",
        2,
        "specgram: there is no flag --colourmap\n\
         hint: did you mean '--colormap'?",
    ),
    entry(
        "render good.wav --colormap hut",
        2,
        "specgram: --colormap: no colormap is called 'hut'; did you mean 'hot'? (there are viridis, magma, inferno, plasma, cividis, turbo, gray, jet, hot, twilight)",
    ),
    entry(
        "render good.wav --window han",
        2,
        "specgram: --window: no window is called 'han'; did you mean 'hann'? (there are boxcar, bartlett, cosine, hann, hamming, blackman, blackmanharris, nuttall, flattop, bohman, parzen, gaussian, kaiser, tukey, dpss, chebwin)",
    ),
    entry(
        "render good.wav --window kaiser:x",
        2,
        "specgram: --window: kaiser:x: BETA must be a number from 0 to 1000000",
    ),
    entry("render good.wav --nfft 1", 2, "specgram: an FFT of 1 is too short: --nfft must be at least 2"),
    entry("render good.wav --nfft many", 2, "specgram: --nfft: 'many' is not a whole number of samples"),
    entry("render good.wav --hop 10ms", 2, "specgram: --hop: '10ms' is not a whole number of samples"),
    entry(
        "render good.wav --nfft 64 --window-length 65",
        2,
        "specgram: a window of 65 samples does not fit an FFT of 64: --window-length must be 1 to --nfft",
    ),
    entry(
        "render good.wav --nfft 99999999999",
        2,
        "specgram: an FFT of 99999999999 samples is longer than the limit of 16777216",
    ),
    entry(
        "render good.wav --overlap 1024",
        2,
        "specgram: an overlap of 1024 samples leaves no hop: --overlap must be below the window's 1024",
    ),
    entry("render good.wav --overlap 100%", 2, "specgram: --overlap: '100%' is not an overlap of 0% to less than 100%"),
    entry(
        "render good.wav --overlap much",
        2,
        "specgram: --overlap: 'much' is not an overlap such as 900, 75% or auto",
    ),
    entry("render good.wav --overlap 50% --hop 9", 2, "specgram: --overlap and --hop exclude each other"),
    entry("render good.wav --hop 0", 2, "specgram: a hop of 0 samples never moves: --hop must be at least 1"),
    entry(
        "render good.wav --scaling loud",
        2,
        "specgram: --scaling: no scaling is called 'loud' (there are density, spectrum, dbfs, none)",
    ),
    entry("render good.wav --channel 2", 2, "specgram: good.wav: there is no channel 2: the input has 1 channel"),
    entry(
        "render good.wav --channel 0",
        2,
        "specgram: --channel: '0' is not mix, left, right, all or a channel from 1",
    ),
    entry(
        "render good.wav --start 9",
        2,
        "specgram: good.wav: the start at 9 s (sample 72000) is beyond the input's end at 0.375 s (sample 3000)",
    ),
    entry(
        "render good.wav --start 0.3 --end 0.2",
        2,
        "specgram: good.wav: the end at 0.2 s (sample 1600) is not after the start at 0.3 s (sample 2400)",
    ),
    entry(
        "render good.wav --duration 0.00001",
        2,
        "specgram: good.wav: a duration of 0 samples at 8000 Hz: at least 1 is needed",
    ),
    entry("render good.wav --end 1 --duration 1", 2, "specgram: --end and --duration exclude each other"),
    entry(
        "render good.wav --start 1:2:3:4",
        2,
        "specgram: --start: '1:2:3:4' is not a time such as 90, 1:30, 00:01:30.5 or 8192samples",
    ),
    entry(
        "render good.wav --fmin 3k --fmax 2k",
        2,
        "specgram: good.wav: the frequency range 3000 Hz to 2000 Hz is empty: --fmin must be below --fmax",
    ),
    entry("render good.wav --fmin -5", 2, "specgram: good.wav: --fmin -5 Hz is below 0"),
    entry(
        "render good.wav --fmin 0 --freq-scale log",
        2,
        "specgram: good.wav: a logarithmic axis cannot begin at 0 Hz: give an --fmin above 0, or take a linear one",
    ),
    entry(
        "render good.wav --freq-scale cubic",
        2,
        "specgram: --freq-scale: no frequency scale is called 'cubic' (there are linear, log, mel, mel-htk, bark, erb)",
    ),
    entry("render good.wav --size big", 2, "specgram: --size: 'big' is not a size in pixels such as 1200x600"),
    entry(
        "render good.wav --size 100000x100000",
        2,
        "specgram: a figure of 100000x100000 pixels is too large: at most 32767 a side and 100000000 in all",
    ),
    entry("render good.wav --size 0x600", 2, "specgram: a size of 0x600 pixels is not at least 1x1"),
    entry("render good.wav --plot-size 600x0", 2, "specgram: a size of 600x0 pixels is not at least 1x1"),
    entry("render good.wav --size -1x600", 2, "specgram: --size: '-1x600' is not a size in pixels such as 1200x600"),
    entry(
        "render good.wav --size 20000x200 -o out.webp",
        1,
        "specgram: out.webp: a WebP of 20000x200 pixels: its sides are at most 16384",
    ),
    entry(
        "render good.wav --theme transparent -o out.png -o out.jpg",
        2,
        "specgram: out.jpg: JPEG has no transparency: choose --theme light or dark, or another format",
    ),
    entry(
        "render good.wav --theme transparent --view surface",
        2,
        "specgram: a surface has no transparent theme: choose --theme light or dark",
    ),
    entry(
        "render good.wav --view surface --panel waveform",
        2,
        "specgram: a surface shows one channel and has no panels",
    ),
    entry(
        "render good.wav --view surface --elevation 91",
        2,
        "specgram: a view from -60° and 91° up: --azimuth is from -360 to 360, --elevation from 0 to 90",
    ),
    entry(
        "render good.wav --json",
        2,
        "specgram: standard output cannot take both the figure and --json: name a file with -o",
    ),
    entry(
        "render good.wav --format gif",
        2,
        "specgram: no format is called 'gif'; did you mean 'tif'? (there are png, svg, pdf, jpg, webp, tif)",
    ),
    entry("render good.wav --font-size 3", 2, "specgram: a font size of 3 pixels is not between 4 and 200"),
    entry("render good.wav --dpi 0", 2, "specgram: --dpi: '0' is not a number of pixels per inch from 1 to 10000"),
    entry("render good.wav --zoom 0", 2, "specgram: a zoom of 0 is not between 0.1 and 100"),
    entry(
        "render good.wav --db-range 0:-100",
        2,
        "specgram: --db-range: a level range from 0 dB to -100 dB is empty: the lower end comes first, as in -100:0",
    ),
    entry("render good.wav --db-range loud", 2, "specgram: --db-range: 'loud' is not a level range such as -100:0"),
    entry("render good.wav --linear --db-range -90:0", 2, "specgram: --linear and --db-range exclude each other"),
    entry("render good.wav --title A --no-title", 2, "specgram: --title and --no-title exclude each other"),
    entry("render good.wav --threads 0", 2, "specgram: --threads: '0' is not at least 1"),
    entry(
        "render good.wav more.wav",
        2,
        "specgram: 'more.wav' is one argument too many\n\
         hint: 'specgram help' and 'specgram COMMAND --help' tell what there is",
    ),
    entry("render --demo good.wav", 2, "specgram: --demo and INPUT exclude each other"),
    entry(
        "export good.wav --overlap auto",
        2,
        "specgram: --overlap auto fits a picture, and an export has none: give samples or percent",
    ),
    entry(
        "info",
        2,
        "specgram: FILE is missing\n\
         hint: 'specgram help' and 'specgram COMMAND --help' tell what there is",
    ),
    entry("synth --bits 12", 2, "specgram: --bits: '12' is none of 16, 24, 32, f32, f64"),
    entry(
        "synth --tone 9k",
        2,
        "specgram: a tone of 9000 Hz is not between 0 Hz and 5000 Hz, half the rate of 10000 Hz",
    ),
    entry("render good.wav --hop 1 --hop 2", 2, "specgram: --hop is given twice"),
    entry("render good.wav --nfft", 2, "specgram: --nfft needs a value"),
    entry(
        "render good.wav --raw s17 --rate 8k",
        2,
        "specgram: --raw: no raw format is called 's17' (there are u8, s8, s16le, s16be, s24le, s24be, s32le, s32be, f32le, f32be, f64le, f64be, cu8, cs8, cs16le, cf32le, cf64le)",
    ),
    entry(
        "render good.wav --raw s16le",
        2,
        "specgram: headerless input needs both --raw and --rate\n\
         hint: 'specgram help' and 'specgram COMMAND --help' tell what there is",
    ),
    entry(
        "render good.wav --channels 2",
        2,
        "specgram: headerless input needs both --raw and --rate\n\
         hint: 'specgram help' and 'specgram COMMAND --help' tell what there is",
    ),
    entry(
        "render -dashed.wav",
        2,
        "specgram: there is no flag -d\n\
         hint: for the file of that name: ./-dashed.wav",
    ),
    entry("render good.wav --azimuth 30", 2, "specgram: --azimuth is for --view surface: a heatmap has no viewer"),
    entry("render good.wav --raw s16le --rate -1", 2, "specgram: good.wav: a sample rate of -1 Hz is not above 0"),
    entry(
        "render good.wav --raw cu8 --rate 8k --channels 2",
        2,
        "specgram: good.wav: cu8 is one complex signal: I and Q are its two parts, and --channels 2 asks for more",
    ),
    entry(
        "render good.wav --center-frequency 1M",
        2,
        "specgram: --center-frequency is for complex input, such as --raw cf32le: real input has its own 0 Hz",
    ),
    entry("export good.wav --mel 0", 2, "specgram: good.wav: 0 mel bands are none: --mel must be at least 1"),
    entry(
        "render good.wav --raw cu8 --rate 8k --center-frequency 1e300",
        2,
        "specgram: --center-frequency: 1e300 Hz is beyond the limit of 1e15 Hz",
    ),
    entry("export good.wav --tapers 4:7", 2, "specgram: --tapers is for --transform multitaper"),
    entry(
        "render good.wav --transform stft --taper-weights uniform",
        2,
        "specgram: --taper-weights is for --transform multitaper",
    ),
    entry(
        "export good.wav --transform cqt",
        2,
        "specgram: --transform: no transform is called 'cqt' (there are stft, multitaper)",
    ),
    entry(
        "export good.wav --transform multitaper --tapers 4:",
        2,
        "specgram: --tapers: '4:' is not NW:K, a number above 0 and a count of tapers, such as 4:7",
    ),
    entry(
        "export good.wav --transform multitaper --tapers -1:1",
        2,
        "specgram: --tapers: '-1:1' is not NW:K, a number above 0 and a count of tapers, such as 4:7",
    ),
    entry(
        "export good.wav --transform multitaper --tapers 2:5",
        2,
        "specgram: NW = 2 allows 1 to 4 tapers (2NW), got 5",
    ),
    entry(
        "export good.wav --transform multitaper --nfft 8",
        2,
        "specgram: tapers of NW = 4 need more samples: NW must be below half the window's length, 8",
    ),
    entry(
        "export good.wav --transform multitaper --preset scipy",
        2,
        "specgram: --preset does not go with --transform multitaper: no preset has tapers",
    ),
    entry(
        "render good.wav --transform multitaper --window hann",
        2,
        "specgram: --window does not go with --transform multitaper: --tapers sets its windows",
    ),
    entry(
        "render good.wav --transform multitaper --symmetric",
        2,
        "specgram: --symmetric does not go with --transform multitaper: tapers always are",
    ),
    entry(
        "export good.wav --transform multitaper --mode complex",
        2,
        "specgram: --mode complex does not go with --transform multitaper: tapers estimate power, --mode psd",
    ),
    entry(
        "render good.wav --transform multitaper --scaling dbfs",
        2,
        "specgram: --scaling dbfs does not go with --transform multitaper: tapers estimate a density, --scaling density",
    ),
    entry("synth --rate 0", 2, "specgram: a sample rate of 0 Hz is not above 0"),
    entry("synth --duration 0", 2, "specgram: the duration is less than one sample at 10000 Hz"),
    entry("synth --channels 0", 2, "specgram: a signal needs at least 1 channel"),
    entry(
        "synth --chirp 100",
        2,
        "specgram: --chirp: '100' is not a chirp such as 20:8k or 20:8k:log (there are linear, log, quadratic)",
    ),
    entry("synth --noise blue", 2, "specgram: --noise: no noise is called 'blue' (there are white, pink, brown)"),
    entry("synth --impulse 99", 2, "specgram: an impulse at sample 990000 is outside the 100000 samples of the signal"),
];

#[test]
fn flags_that_make_no_sense() {
    check(&folder(), FLAGS);
}
