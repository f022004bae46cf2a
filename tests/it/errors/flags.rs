//! What is said of flags that make no sense.

use super::catalogue::folder;
use super::entry::{Entry, check, entry};

const FLAGS: &[Entry] = &[
    entry(
        "draw good.wav",
        2,
        "specgram: unknown command 'draw'\n\
         hint: 'specgram help' lists the commands",
    ),
    entry(
        "rendr good.wav",
        2,
        "specgram: unknown command 'rendr'\n\
         hint: did you mean 'render'?",
    ),
    entry(
        "render good.wav --colourmap hot",
        2,
        "specgram: unknown flag --colourmap\n\
         hint: did you mean '--colormap'?",
    ),
    entry(
        "render good.wav --colormap hut",
        2,
        "specgram: --colormap: 'hut' is not a colormap; did you mean 'hot'? (available: viridis, magma, inferno, plasma, cividis, turbo, gray, jet, hot, twilight)",
    ),
    entry(
        "render good.wav --window han",
        2,
        "specgram: --window: 'han' is not a window; did you mean 'hann'? (available: boxcar, bartlett, cosine, hann, hamming, blackman, blackmanharris, nuttall, flattop, bohman, parzen, gaussian, kaiser, tukey, dpss, chebwin)",
    ),
    entry("render good.wav --nfft 1", 2, "specgram: --nfft must be at least 2 samples, got 1"),
    entry("render good.wav --nfft many", 2, "specgram: --nfft must be a whole number of samples, got 'many'"),
    entry("render good.wav --hop 10ms", 2, "specgram: --hop must be a whole number of samples, got '10ms'"),
    entry(
        "render good.wav --nfft 64 --window-length 65",
        2,
        "specgram: --window-length must be 1 to 64 samples, the FFT length, got 65",
    ),
    entry(
        "render good.wav --nfft 99999999999",
        2,
        "specgram: FFT length is 99999999999 samples; the limit is 16777216",
    ),
    entry(
        "render good.wav --overlap 1024",
        2,
        "specgram: --overlap must be below the window length, 1024 samples, got 1024",
    ),
    entry(
        "render good.wav --overlap much",
        2,
        "specgram: --overlap: 'much' is not an overlap such as 900, 75% or auto",
    ),
    entry("render good.wav --overlap 50% --hop 9", 2, "specgram: --overlap and --hop exclude each other"),
    entry("render good.wav --hop 0", 2, "specgram: --hop must be at least 1 sample, got 0"),
    entry(
        "render good.wav --scaling loud",
        2,
        "specgram: --scaling: 'loud' is not a scaling (available: density, spectrum, dbfs, none)",
    ),
    entry("render good.wav --channel 2", 2, "specgram: good.wav: --channel 2 does not exist: the input has 1 channel"),
    entry(
        "render good.wav --channel 0",
        2,
        "specgram: --channel: '0' is not mix, left, right, all or a channel number from 1",
    ),
    entry(
        "render good.wav --start 9",
        2,
        "specgram: good.wav: --start at 9 s (sample 72000) is past the end of the input at 0.375 s (sample 3000)",
    ),
    entry(
        "render good.wav --start 0.3 --end 0.2",
        2,
        "specgram: good.wav: --end at 0.2 s (sample 1600) is not after the start at 0.3 s (sample 2400)",
    ),
    entry(
        "render good.wav --duration 0.00001",
        2,
        "specgram: good.wav: --duration must be at least 1 sample at 8000 Hz, got 0",
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
        "specgram: good.wav: --fmin must be below the highest frequency, 2000 Hz, got 3000 Hz",
    ),
    entry("render good.wav --fmin -5", 2, "specgram: good.wav: --fmin must be at least 0 Hz, got -5 Hz"),
    entry(
        "render good.wav --fmin 0 --freq-scale log",
        2,
        "specgram: good.wav: --fmin must be above 0 Hz on a logarithmic axis, got 0 Hz",
    ),
    entry("render good.wav --size big", 2, "specgram: --size: 'big' is not a size in pixels such as 1200x600"),
    entry(
        "render good.wav --size 100000x100000",
        2,
        "specgram: longest side of a figure of 100000x100000 pixels is 100000 pixels; the limit is 32767",
    ),
    entry("render good.wav --size 0x600", 2, "specgram: --size must be at least 1x1 pixels, got 0x600"),
    entry("render good.wav --plot-size 600x0", 2, "specgram: --plot-size must be at least 1x1 pixels, got 600x0"),
    entry(
        "render good.wav --size 20000x200 -o out.webp",
        1,
        "specgram: out.webp: longest side of a WebP of 20000x200 pixels is 20000 pixels; the limit is 16384",
    ),
    entry(
        "render good.wav --theme transparent -o out.png -o out.jpg",
        2,
        "specgram: out.jpg: --theme must be light or dark for JPEG: it has no transparency",
    ),
    entry(
        "render good.wav --theme transparent --view surface",
        2,
        "specgram: --theme must be light or dark for a surface: it cannot be transparent",
    ),
    entry(
        "render good.wav --view surface --panel waveform",
        2,
        "specgram: --view surface shows one channel and has no panels",
    ),
    entry(
        "render good.wav --view surface --elevation 91",
        2,
        "specgram: --elevation must be between 0 and 90 degrees, got 91",
    ),
    entry("render good.wav --json", 2, "specgram: --json needs standard output: name a file for the figure with -o"),
    entry(
        "render good.wav --format gif",
        2,
        "specgram: --format: 'gif' is not a format; did you mean 'tif'? (available: png, svg, pdf, jpg, webp, tif)",
    ),
    entry("render good.wav --font-size 3", 2, "specgram: --font-size must be between 4 and 200 pixels, got 3"),
    entry("render good.wav --dpi 0", 2, "specgram: --dpi: '0' is not a number of pixels per inch from 1 to 10000"),
    entry("render good.wav --zoom 0", 2, "specgram: --zoom must be between 0.1 and 100, got 0"),
    entry(
        "render good.wav --db-range 0:-100",
        2,
        "specgram: --db-range must go from low to high, as in -100:0, got 0:-100",
    ),
    entry("render good.wav --db-range loud", 2, "specgram: --db-range: 'loud' is not a level range such as -100:0"),
    entry("render good.wav --linear --db-range -90:0", 2, "specgram: --linear and --db-range exclude each other"),
    entry("render good.wav --title A --no-title", 2, "specgram: --title and --no-title exclude each other"),
    entry("render good.wav --threads 0", 2, "specgram: --threads must be at least 1, got 0"),
    entry(
        "render good.wav more.wav",
        2,
        "specgram: unexpected argument 'more.wav'\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
    ),
    entry("render --demo good.wav", 2, "specgram: --demo and INPUT exclude each other"),
    entry(
        "export good.wav --overlap auto",
        2,
        "specgram: --overlap auto requires a picture: use samples or percent for an export",
    ),
    entry(
        "info",
        2,
        "specgram: FILE is missing\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
    ),
    entry(
        "synth --bits 12",
        2,
        "specgram: --bits: '12' is not a sample format; did you mean '16'? (available: 16, 24, 32, f32, f64)",
    ),
    entry(
        "synth --tone 9k",
        2,
        "specgram: --tone must be between 0 Hz and 5000 Hz, half the rate of 10000 Hz, got 9000 Hz",
    ),
    entry("render good.wav --hop 1 --hop 2", 2, "specgram: --hop is given twice"),
    entry("render good.wav --nfft", 2, "specgram: --nfft needs a value"),
    entry(
        "render good.wav --raw s16le",
        2,
        "specgram: headerless input needs both --raw and --rate\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
    ),
    entry(
        "render good.wav --channels 2",
        2,
        "specgram: headerless input needs both --raw and --rate\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
    ),
    entry(
        "render -dashed.wav",
        2,
        "specgram: unknown flag -d\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
    ),
    entry("render good.wav --azimuth 30", 2, "specgram: --azimuth requires --view surface, got heatmap"),
    entry("render good.wav --raw s16le --rate -1", 2, "specgram: good.wav: --rate must be above 0 Hz, got -1"),
    entry(
        "render good.wav --raw cu8 --rate 8k --channels 2",
        2,
        "specgram: good.wav: --channels must be 1 for cu8, one complex signal of I and Q, got 2",
    ),
    entry(
        "render good.wav --center-frequency 1M",
        2,
        "specgram: good.wav: --center-frequency requires complex (IQ) input, such as raw cf32le",
    ),
    entry(
        "render good.wav --raw cu8 --rate 8k --center-frequency 1e300",
        2,
        "specgram: good.wav: --center-frequency must be within ±1e15 Hz, got 1e300 Hz",
    ),
    entry("export good.wav --tapers 4:7", 2, "specgram: --tapers requires --transform multitaper"),
    entry(
        "render good.wav --transform stft --taper-weights uniform",
        2,
        "specgram: --taper-weights requires --transform multitaper",
    ),
    entry(
        "export good.wav --transform cqt",
        2,
        "specgram: --transform: 'cqt' is not a transform (available: stft, multitaper)",
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
        "specgram: --tapers must be 1 to 4 for an NW of 2, got 5",
    ),
    entry(
        "export good.wav --transform multitaper --nfft 8",
        2,
        "specgram: --tapers must have an NW below half the window length, 8 samples, got 4",
    ),
    entry(
        "export good.wav --transform multitaper --preset scipy",
        2,
        "specgram: --preset requires the stft transform: no preset has tapers",
    ),
    entry(
        "render good.wav --transform multitaper --window hann",
        2,
        "specgram: --window requires the stft transform: tapers take its place",
    ),
    entry(
        "render good.wav --transform multitaper --symmetric",
        2,
        "specgram: --symmetric requires the stft transform: tapers are always symmetric",
    ),
    entry(
        "export good.wav --transform multitaper --mode complex",
        2,
        "specgram: --mode must be psd for tapers, got complex",
    ),
    entry(
        "render good.wav --transform multitaper --scaling dbfs",
        2,
        "specgram: --scaling must be density for tapers, got dbfs",
    ),
    entry("synth --rate 0", 2, "specgram: --rate must be above 0 Hz, got 0"),
    entry("synth --duration 0", 2, "specgram: --duration must be at least 1 sample at 10000 Hz"),
    entry("synth --channels 0", 2, "specgram: --channels must be at least 1, got 0"),
    entry(
        "synth --chirp 100",
        2,
        "specgram: --chirp: '100' is not a chirp such as 20:8k or 20:8k:log (sweeps: linear, log, quadratic)",
    ),
    entry("synth --impulse 99", 2, "specgram: --impulse at sample 990000 is outside the 100000 samples of the signal"),
];

#[test]
fn flags_that_make_no_sense() {
    check(&folder(), FLAGS);
}
