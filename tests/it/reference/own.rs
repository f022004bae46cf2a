//! The arrays of `tests/reference/spectra.npz`: signals of this project, always available.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use specgram::scale::{Bins, MelNorm, MelOptions, MelScale};
use specgram::units::{Hertz, SampleRate};

use super::arrays::{AXES, Array, Tolerance, difference, open_archive};
use super::command::{Verdicts, export};

/// Case, its signal, its sample rate, and the flags of `specgram export` that reproduce it.
const CASES: [(&str, &str, u32, &str); 46] = [
    ("scipy_defaults", "noise", 10_000, "--preset scipy"),
    ("scipy_short", "short", 10_000, "--preset scipy"),
    ("hann_zeropad", "chirp", 8000, "--nfft 64 --window-length 32 --overlap 10"),
    (
        "hamming_odd",
        "chirp",
        8000,
        "--nfft 51 --window-length 45 --overlap 5 --window hamming --detrend linear --scaling spectrum",
    ),
    ("kaiser", "two_tones", 1024, "--nfft 64 --overlap 32 --window kaiser:8.6 --scaling spectrum"),
    ("flattop", "two_tones", 1024, "--nfft 128 --overlap 0 --window flattop --scaling spectrum"),
    ("gaussian", "two_tones", 1024, "--nfft 64 --overlap 48 --window gaussian:9.5 --detrend constant"),
    ("dpss", "noise", 10_000, "--nfft 64 --overlap 0 --window dpss:2.5"),
    ("chebwin", "noise", 10_000, "--nfft 64 --overlap 0 --window chebwin:80"),
    ("boxcar_density", "dc_nyquist", 1000, "--nfft 40 --overlap 0 --window boxcar"),
    (
        "boxcar_spectrum",
        "dc_nyquist",
        1000,
        "--nfft 40 --overlap 20 --window boxcar --detrend constant --scaling spectrum",
    ),
    ("impulse", "impulse", 1000, "--nfft 32 --overlap 24"),
    ("silence", "silence", 48_000, "--nfft 32 --overlap 10"),
    ("faint", "faint", 4096, "--nfft 32 --overlap 10"),
    ("complex", "noise", 10_000, "--nfft 32 --overlap 10 --scaling spectrum --mode complex"),
    ("magnitude", "noise", 10_000, "--nfft 32 --overlap 10 --scaling spectrum --mode magnitude"),
    ("angle", "noise", 10_000, "--nfft 32 --overlap 10 --mode angle"),
    ("phase", "noise", 10_000, "--nfft 32 --overlap 10 --mode phase"),
    ("magnitude_density", "noise", 10_000, "--nfft 32 --overlap 10 --mode magnitude"),
    ("two_sided", "noise", 10_000, "--nfft 32 --overlap 10 --sides two"),
    ("two_sided_odd", "noise", 10_000, "--nfft 31 --overlap 0 --sides two"),
    ("iq", "iq", 2000, "--nfft 32 --overlap 10"),
    ("iq_odd_complex", "iq", 2000, "--nfft 31 --overlap 0 --mode complex"),
    ("iq_detrended", "iq", 2000, "--nfft 32 --overlap 10 --detrend linear"),
    (
        "stft_zeros",
        "chirp",
        8000,
        "--duration 301samples --nfft 64 --window-length 50 --overlap 30 --scaling spectrum --mode complex \
         --boundary zeros --pad-tail",
    ),
    (
        "stft_even",
        "chirp",
        8000,
        "--duration 301samples --nfft 64 --window-length 50 --overlap 30 --scaling spectrum --mode complex \
         --boundary even --pad-tail",
    ),
    (
        "stft_odd",
        "chirp",
        8000,
        "--duration 301samples --nfft 64 --window-length 50 --overlap 30 --scaling spectrum --mode complex \
         --boundary odd --pad-tail",
    ),
    (
        "stft_constant",
        "chirp",
        8000,
        "--duration 301samples --nfft 64 --window-length 50 --overlap 30 --scaling spectrum --mode complex \
         --boundary constant --pad-tail",
    ),
    (
        "stft_padded",
        "noise",
        10_000,
        "--duration 333samples --nfft 33 --overlap 11 --scaling spectrum --mode complex --pad-tail",
    ),
    ("mlab_defaults", "noise", 10_000, "--preset matplotlib"),
    (
        "mlab_zeropad",
        "noise",
        10_000,
        "--preset matplotlib --nfft 64 --window-length 50 --overlap 25 --detrend linear --scaling spectrum",
    ),
    ("mlab_magnitude", "noise", 10_000, "--preset matplotlib --mode magnitude --window-length 64 --overlap 32"),
    ("mlab_complex", "noise", 10_000, "--preset matplotlib --mode complex --window-length 64 --overlap 32"),
    ("mlab_phase", "noise", 10_000, "--preset matplotlib --mode phase --window-length 64 --overlap 32"),
    ("mlab_two_sided", "noise", 10_000, "--preset matplotlib --sides two --window-length 64 --overlap 32"),
    ("librosa_stft", "chirp", 8000, "--preset librosa --mode complex --nfft 64 --window-length 50 --hop 25"),
    ("librosa_odd_own_hop", "chirp", 8000, "--preset librosa --mode complex --nfft 63 --window-length 50"),
    ("librosa_defaults", "chirp", 8000, "--preset librosa"),
    ("mel_slaney", "chirp", 8000, "--preset librosa --mode psd --nfft 128 --hop 25 --mel 20"),
    (
        "mel_htk",
        "chirp",
        8000,
        "--preset librosa --mode psd --nfft 128 --hop 25 --mel 12 --mel-scale htk --mel-norm none --fmin 100 --fmax 3k",
    ),
    (
        "db_max_top",
        "chirp",
        8000,
        "--preset librosa --mode psd --nfft 128 --hop 25 --db --db-ref max --amin 1e-10 --top-db 60",
    ),
    ("db_one", "chirp", 8000, "--preset librosa --mode psd --nfft 128 --hop 25 --db --amin 1e-8"),
    ("db_magnitude", "chirp", 8000, "--preset librosa --nfft 128 --hop 25 --db --db-ref 2.5 --amin 1e-4 --top-db 50"),
    ("tensorflow", "noise", 10_000, "--preset tensorflow --window-length 100 --hop 40"),
    ("tensorflow_odd", "noise", 10_000, "--preset tensorflow --window-length 99 --hop 31"),
    ("tensorflow_power_of_two", "noise", 10_000, "--preset tensorflow --window-length 64 --hop 64"),
];

/// Two FFTs of some hundred points each, relative to the strongest value.
const FFT_ROUNDING: f64 = 1e-13;

/// Angles of the weakest bins of noise, some 40 dB below the strongest.
const PHASES: Tolerance = Tolerance::new(0.0, 1e-10);

/// The same, where −π is as near to π as can be.
const ANGLES: Tolerance = Tolerance { turns: true, ..PHASES };

/// Decibels, 60 below the strongest.
const DECIBELS: Tolerance = Tolerance::new(0.0, 1e-7);

fn tolerance(case: &str, expected: &Array) -> Tolerance {
    match case {
        "angle" => ANGLES,
        "phase" | "mlab_phase" => PHASES,
        _ if case.starts_with("db_") => DECIBELS,
        _ => {
            let strongest = expected.values.iter().fold(0.0, |strongest: f64, value| strongest.max(value.abs()));
            Tolerance::new(1e-9, FFT_ROUNDING * strongest)
        }
    }
}

fn spectra() -> std::collections::HashMap<String, Array> {
    open_archive(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/spectra.npz"))
}

#[test]
fn every_case_of_our_own_is_reproduced_by_a_command_line() {
    let arrays = spectra();
    let cases: HashSet<&str> = arrays.keys().filter_map(|key| key.strip_suffix(".S")).collect();
    assert_eq!(cases, CASES.iter().map(|(case, ..)| *case).collect(), "the table and the file have the same cases");
    let folder = tempfile::tempdir().unwrap();
    let mut verdicts = Verdicts::default();
    for (case, signal, rate, flags) in CASES {
        let samples = &arrays[&format!("{signal}.x")];
        let path = folder.path().join(signal);
        let bytes: Vec<u8> = samples.values.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        fs::write(&path, bytes).unwrap();
        let format = if samples.complex { "cf64le" } else { "f64le" };
        let got = export(&path, &format!("--raw {format} --rate {rate} {flags}"));
        let expected = &arrays[&format!("{case}.S")];
        verdicts.note(case, "S", difference(&got["S"], expected, tolerance(case, expected)));
        for axis in ["f", "t"] {
            if let Some(expected) = arrays.get(&format!("{case}.{axis}")) {
                verdicts.note(case, axis, difference(&got[axis], expected, AXES));
            }
        }
    }
    verdicts.settle();
}

#[test]
fn mel_filters_are_those_of_librosa() {
    let arrays = spectra();
    let bins = Bins::Even { count: 65, first: 0.0, width: 8000.0 / 128.0 };
    let mut verdicts = Verdicts::default();
    for (case, bands, scale, norm, low, high) in [
        ("mel_slaney", 20, MelScale::Slaney, MelNorm::Slaney, 0.0, None),
        ("mel_htk", 12, MelScale::Htk, MelNorm::None, 100.0, Some(Hertz(3000.0))),
    ] {
        let options = MelOptions { bands, scale, norm, low: Hertz(low), high };
        let bank = options.bank(&bins, SampleRate::new(8000.0).unwrap()).unwrap();
        let weights = (0..bands).flat_map(|band| (0..65).map(move |bin| (band, bin)));
        let values = weights.map(|(band, bin)| bank.weight(band, bin)).collect();
        let got = Array { shape: vec![bands, 65], complex: false, values };
        // Differences of frequencies that nearly cancel.
        let tolerance = Tolerance::new(1e-11, 1e-15);
        verdicts.note(case, "fb", difference(&got, &arrays[&format!("{case}.fb")], tolerance));
    }
    verdicts.settle();
}
