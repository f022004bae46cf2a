//! What is said of an analysis that cannot be, word for word: the catalogue's continuation.

use super::catalogue::folder;
use super::entry::{Entry, check, entry};

const WINDOWS: &[Entry] = &[
    entry(
        "export good.wav --window gaussian:0",
        2,
        "specgram: --window: 'gaussian:0' is not a valid window: STD must be a number above 0 samples",
    ),
    entry(
        "export good.wav --window dpss:512",
        2,
        "specgram: good.wav: --window dpss:512 is too wide: NW must be below half the window length, 1024",
    ),
    entry(
        "export good.wav --window hann:2",
        2,
        "specgram: --window: 'hann:2' is not a valid window: hann takes no parameter",
    ),
    entry(
        "export good.wav --window-length 2 --symmetric",
        2,
        "specgram: good.wav: --window-length 2 is too short for hann: all values are 0",
    ),
];

const FRAMES: &[Entry] = &[
    entry(
        "export good.wav --nfft 8192 --boundary even",
        2,
        "specgram: good.wav: --boundary even mirrors 4096 samples at each end, but the input has only 3000",
    ),
    entry(
        "export good.wav --preset spek",
        2,
        "specgram: --preset: 'spek' is not a preset (available: scipy, matplotlib, librosa, sox, tensorflow)",
    ),
    entry(
        "export good.wav --nfft 64 --end 32samples -o out.npy",
        0,
        "specgram: warning: good.wav: input (32 samples) is shorter than the window (64); zero-padded, levels read low\nhint: for a window that fits: --nfft 32",
    ),
];

const VALUES: &[Entry] = &[
    entry(
        "export good.wav --mode complex -o out.csv",
        2,
        "specgram: out.csv: --format csv cannot hold complex values: use npz or npy, or mode magnitude or angle",
    ),
    entry(
        "render good.wav --mode complex",
        2,
        "specgram: good.wav: --mode complex cannot be drawn: use magnitude, angle or phase",
    ),
    entry("export good.wav --mode complex --db", 2, "specgram: --db requires mode psd or magnitude, got complex"),
    entry(
        "render good.wav --mode phase --db-range -9:0",
        2,
        "specgram: --db-range requires --mode psd or magnitude, got phase: phases have no decibels",
    ),
    entry(
        "render good.wav --mode phase --pool max",
        2,
        "specgram: --pool max requires --mode psd or magnitude, got phase: phases are not pooled",
    ),
    entry(
        "export good.wav --db --db-ref 0",
        2,
        "specgram: --db-ref: '0' is not a decibel reference: use a number above 0, or max",
    ),
    entry("export good.wav --db --amin -1", 2, "specgram: --amin must be a finite number of at least 0, got -1"),
    entry(
        "export good.wav --db --top-db nan",
        2,
        "specgram: --top-db must be a finite number of at least 0 dB, got NaN",
    ),
];

const BANDS: &[Entry] = &[
    entry("export good.wav --mel 0", 2, "specgram: good.wav: --mel must be at least 1, got 0"),
    entry("export good.wav --fmin 1k", 2, "specgram: --fmin requires --mel: without it an export has all bins"),
    entry("export good.wav --mel 70000", 2, "specgram: good.wav: --mel must be at most 65536, got 70000"),
    entry(
        "export good.wav --mel 9 --fmin 3khz --fmax 2khz",
        2,
        "specgram: good.wav: --fmin must be at least 0 and below the highest frequency, 2000 Hz, got 3000 Hz",
    ),
    entry(
        "export good.wav --mel 9 --fmax 4001",
        2,
        "specgram: good.wav: --fmax must be at most half the sample rate, 4000 Hz, got 4001 Hz",
    ),
    entry(
        "export good.wav --mel 9 --mode phase",
        2,
        "specgram: good.wav: --mel requires mode psd or magnitude, got phase",
    ),
    entry("export good.wav --mel 9 --sides two", 2, "specgram: good.wav: --mel requires a one-sided spectrum"),
    // As many as librosa.filters.mel(sr=8000, n_fft=64, n_mels=64) leaves empty.
    entry(
        "export good.wav --nfft 64 --hop 8 --mel 64 -o out.npz",
        0,
        "specgram: warning: good.wav: 15 of 64 mel bands are too narrow to hold a bin and read 0\nhint: a longer --nfft has narrower bins",
    ),
];

const INPUTS: &[Entry] = &[
    entry("export empty.wav --raw s16le --rate 8k", 1, "specgram: empty.wav: the input has no samples"),
    entry("export good.wav --raw s16le --rate 0", 2, "specgram: good.wav: --rate must be above 0 Hz, got 0"),
    entry(
        "export good.wav --raw cf32le --rate 8k --channels 2",
        2,
        "specgram: good.wav: --channels must be 1 for cf32le, one complex signal of I and Q, got 2",
    ),
    entry(
        "export good.wav --raw cf32le --rate 8k --sides one",
        2,
        "specgram: good.wav: --sides must be two for complex input: one would drop its negative frequencies",
    ),
    entry(
        "render good.wav --raw cf32le --rate 8k --freq-scale mel",
        2,
        "specgram: good.wav: --fmin must be at least 0 Hz on a mel axis, got -4000 Hz: use a linear axis, or start at 0",
    ),
    entry(
        "render good.wav --raw cf32le --rate 2M --center-frequency 1090M --fmax 500k",
        2,
        "specgram: good.wav: --fmax 500000 Hz is outside the band from 1089 MHz to 1091 MHz: limits are absolute frequencies, not offsets from the centre",
    ),
    entry(
        "render good.wav --raw cf32le --rate 2M --center-frequency 1090M --fmin 1091M",
        2,
        "specgram: good.wav: --fmin 1091 MHz is outside the band from 1089 MHz to 1091 MHz: limits are absolute frequencies, not offsets from the centre",
    ),
    entry("render good.wav -q -v", 2, "specgram: --quiet and --verbose exclude each other"),
    entry(
        "export short.wav --raw s24le --rate 1 --nfft 2 -o out.npy",
        0,
        "specgram: warning: short.wav: ignored 1 byte at the end: not a whole sample\nspecgram: warning: short.wav: input (1 sample) is shorter than the window (2); zero-padded, levels read low",
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
