//! What is said of an analysis that cannot be, word for word: the catalogue's continuation.

use super::catalogue::folder;
use super::entry::{Entry, check, entry};

const WINDOWS: &[Entry] = &[
    entry(
        "export good.wav --window gaussian:0",
        2,
        "specgram: --window: gaussian:0: STD must be a number above 0 samples",
    ),
    entry(
        "export good.wav --window gaussian:x",
        2,
        "specgram: --window: gaussian:x: STD must be a number above 0 samples",
    ),
    entry(
        "export good.wav --window kaiser:-1",
        2,
        "specgram: --window: kaiser:-1: BETA must be a number from 0 to 1000000",
    ),
    entry(
        "export good.wav --window kaiser:1e7",
        2,
        "specgram: --window: kaiser:1e7: BETA must be a number from 0 to 1000000",
    ),
    entry("export good.wav --window tukey:1.5", 2, "specgram: --window: tukey:1.5: ALPHA must be a number from 0 to 1"),
    entry("export good.wav --window tukey:nan", 2, "specgram: --window: tukey:nan: ALPHA must be a number from 0 to 1"),
    entry(
        "export good.wav --window dpss:0",
        2,
        "specgram: --window: dpss:0: NW must be a number above 0 and below half the window's length",
    ),
    entry(
        "export good.wav --window dpss:512",
        2,
        "specgram: good.wav: dpss:512 needs more samples: NW must be below half the window's length, 1024",
    ),
    entry(
        "export good.wav --window chebwin:0",
        2,
        "specgram: --window: chebwin:0: DB must be a number above 0 and at most 300 dB",
    ),
    entry(
        "export good.wav --window chebwin:301",
        2,
        "specgram: --window: chebwin:301: DB must be a number above 0 and at most 300 dB",
    ),
    entry(
        "export good.wav --window hann:2",
        2,
        "specgram: --window: hann:2: the hann window takes no parameter, but '2' is given",
    ),
    entry(
        "export good.wav --window-length 2 --symmetric",
        2,
        "specgram: good.wav: a window of 2 samples is too short for hann: its values are all 0",
    ),
    entry(
        "export good.wav --nfft 512 --window-length 513",
        2,
        "specgram: a window of 513 samples does not fit an FFT of 512: --window-length must be 1 to --nfft",
    ),
];

const FRAMES: &[Entry] = &[
    entry(
        "export good.wav --nfft 8192 --boundary even",
        2,
        "specgram: good.wav: --boundary even mirrors 4096 samples at each end, and the input has 3000",
    ),
    entry(
        "render good.wav --nfft 6001 --boundary odd",
        2,
        "specgram: good.wav: --boundary odd mirrors 3000 samples at each end, and the input has 3000",
    ),
    entry(
        "render --nfft 8192 --boundary odd < good.wav",
        2,
        "specgram: standard input: --boundary odd mirrors 4096 samples at each end, and the input has 3000",
    ),
    entry(
        "export good.wav --preset matplotlib --window-length 128",
        2,
        "specgram: an overlap of 128 samples leaves no hop: --overlap must be below the window's 128",
    ),
    entry("export good.wav --overlap -5", 2, "specgram: --overlap: '-5' is not an overlap such as 900, 75% or auto"),
    entry("export good.wav --overlap -5%", 2, "specgram: --overlap: '-5%' is not an overlap of 0% to less than 100%"),
    entry(
        "export good.wav --preset spek",
        2,
        "specgram: --preset: no preset is called 'spek' (there are scipy, matplotlib, librosa, sox, tensorflow)",
    ),
    entry(
        "export good.wav --nfft 64 --end 32samples -o out.npy",
        0,
        "specgram: warning: good.wav: 32 samples fill no window of 64; padded with zeros, it reads low: a shorter --nfft helps",
    ),
    entry(
        "export good.wav --nfft 64 --end 1samples -o out.npy",
        0,
        "specgram: warning: good.wav: 1 sample fills no window of 64; padded with zeros, it reads low: a shorter --nfft helps",
    ),
    entry(
        "export good.wav --nfft 64 --end 97samples -o out.npy",
        0,
        "specgram: warning: good.wav: 1 sample at the end fills no frame and is left out",
    ),
];

const VALUES: &[Entry] = &[
    entry(
        "export good.wav --mode complex -o out.csv",
        2,
        "specgram: out.csv: csv holds real numbers: write complex values as npz or npy, or choose --mode magnitude or angle",
    ),
    entry(
        "export good.wav --mode complex -o out.json",
        2,
        "specgram: out.json: json holds real numbers: write complex values as npz or npy, or choose --mode magnitude or angle",
    ),
    entry(
        "render good.wav --mode complex",
        2,
        "specgram: good.wav: a picture cannot show complex values: --mode magnitude, angle or phase can",
    ),
    entry(
        "export good.wav --mode complex --db",
        2,
        "specgram: complex values have no decibels: --db goes with --mode psd or magnitude",
    ),
    entry(
        "export good.wav --mode angle --db",
        2,
        "specgram: phases have no decibels: --db does not go with --mode angle",
    ),
    entry(
        "export good.wav --preset tensorflow --db",
        2,
        "specgram: complex values have no decibels: --db goes with --mode psd or magnitude",
    ),
    entry(
        "render good.wav --mode phase --db-range -9:0",
        2,
        "specgram: phases have no decibels: --db-range does not go with --mode phase",
    ),
    entry(
        "render good.wav --mode phase --pool max",
        2,
        "specgram: phases are not pooled: --pool max does not go with --mode phase",
    ),
    entry("export good.wav --db --db-ref 0", 2, "specgram: --db-ref: '0' is not a reference: a number above 0, or max"),
    entry(
        "export good.wav --db --db-ref -1",
        2,
        "specgram: --db-ref: '-1' is not a reference: a number above 0, or max",
    ),
    entry("export good.wav --db --amin -1", 2, "specgram: --amin -1 is not a number of at least 0"),
    entry("export good.wav --db --top-db nan", 2, "specgram: --top-db NaN is not a number of at least 0"),
];

const BANDS: &[Entry] = &[
    entry("export good.wav --mel 0", 2, "specgram: good.wav: 0 mel bands are none: --mel must be at least 1"),
    entry("export good.wav --mel -1", 2, "specgram: --mel: '-1' is not a whole number"),
    entry(
        "export good.wav --fmin 1k",
        2,
        "specgram: --fmin bounds the bands of --mel: without them an export has all bins",
    ),
    entry(
        "export good.wav --fmax 1k",
        2,
        "specgram: --fmax bounds the bands of --mel: without them an export has all bins",
    ),
    entry("export good.wav --mel 70000", 2, "specgram: good.wav: 70000 mel bands are more than 65536"),
    entry(
        "export good.wav --mel 9 --fmin 3khz --fmax 2khz",
        2,
        "specgram: good.wav: mel bands from 3000 Hz to 2000 Hz are empty: --fmin must be at least 0 and below --fmax",
    ),
    entry(
        "export good.wav --mel 9 --fmax 4001",
        2,
        "specgram: good.wav: --fmax 4001 Hz is above half the sample rate, 4000 Hz",
    ),
    entry("export good.wav --mel 9 --fmax 2m", 2, "specgram: --fmax: '2m' is not a frequency such as 440, 8k or 2.4M"),
    entry(
        "export good.wav --mel 9 --mode phase",
        2,
        "specgram: good.wav: mel bands add up power or magnitude: --mel does not go with --mode phase",
    ),
    entry(
        "export good.wav --mel 9 --sides two",
        2,
        "specgram: good.wav: mel bands lie above 0 Hz: --mel needs a one-sided spectrum",
    ),
    // As many as librosa.filters.mel(sr=8000, n_fft=64, n_mels=64) leaves empty.
    entry(
        "export good.wav --nfft 64 --hop 8 --mel 64 -o out.npz",
        0,
        "specgram: warning: good.wav: 15 of 64 mel bands are too narrow to hold a bin and read 0; a longer --nfft helps",
    ),
];

const INPUTS: &[Entry] = &[
    entry("export empty.wav --raw s16le --rate 8k", 1, "specgram: empty.wav: the input holds no samples"),
    entry("render - --raw s16le --rate 8k < empty.wav", 1, "specgram: standard input: the input holds no samples"),
    entry("export good.wav --raw s16le --rate 0", 2, "specgram: good.wav: a sample rate of 0 Hz is not above 0"),
    entry(
        "export good.wav --raw cf32le --rate 8k --channels 2",
        2,
        "specgram: good.wav: cf32le is one complex signal: I and Q are its two parts, and --channels 2 asks for more",
    ),
    entry(
        "export good.wav --raw cf32le --rate 8k --sides one",
        2,
        "specgram: good.wav: complex input has two sides: --sides one would leave out its negative frequencies",
    ),
    entry(
        "render good.wav --raw cf32le --rate 8k --freq-scale mel",
        2,
        "specgram: good.wav: a mel axis cannot begin at -4000 Hz: negative frequencies need a linear one, or --fmin 0",
    ),
    entry(
        "render good.wav --raw cf32le --rate 8k --freq-scale log",
        2,
        "specgram: good.wav: a logarithmic axis cannot begin at -4000 Hz: give an --fmin above 0, or take a linear one",
    ),
    entry(
        "render good.wav --raw cf32le --rate 2M --center-frequency 1090M --fmax 500k",
        2,
        "specgram: good.wav: --fmax 500000 Hz is outside of the band from 1089 MHz to 1091 MHz: \
         limits are true frequencies, not distances from the centre",
    ),
    entry(
        "render good.wav --raw cf32le --rate 2M --center-frequency 1090M --fmin 1091M",
        2,
        "specgram: good.wav: --fmin 1091 MHz is outside of the band from 1089 MHz to 1091 MHz: \
         limits are true frequencies, not distances from the centre",
    ),
    entry(
        "render good.wav --center-frequency 1M",
        2,
        "specgram: --center-frequency is for complex input, such as --raw cf32le: real input has its own 0 Hz",
    ),
    entry("render good.wav -q -v", 2, "specgram: the argument '--quiet' cannot be used with '--verbose'"),
    entry("-q render good.wav --verbose", 2, "specgram: the argument '--quiet' cannot be used with '--verbose'"),
    entry(
        "export short.wav --raw s24le --rate 1 --nfft 2 -o out.npy",
        0,
        "specgram: warning: short.wav: 1 byte at the end makes no whole sample and is left out\n\
         specgram: warning: short.wav: 1 sample fills no window of 2; padded with zeros, it reads low: a shorter --nfft helps",
    ),
];

#[test]
fn windows_that_cannot_be() {
    check(&folder(), WINDOWS);
}

#[test]
fn frames_that_cannot_be() {
    check(&folder(), FRAMES);
}

#[test]
fn values_that_have_no_place_or_no_decibels() {
    check(&folder(), VALUES);
}

#[test]
fn bands_that_cannot_be() {
    check(&folder(), BANDS);
}

#[test]
fn inputs_that_cannot_be_analysed_so() {
    check(&folder(), INPUTS);
}
