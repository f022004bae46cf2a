//! Presets that have no reference arrays of their own, and flags beside presets.

use crate::program::{Folder, run, wav_of_floats};
use crate::reference::arrays::archive;

#[test]
fn the_preset_of_sox_reads_a_full_scale_sine_as_zero_decibels() {
    let sound =
        run(&["synth", "--tone", "1000", "--rate", "16000", "--duration", "1", "--bits", "f64"], b"").done().stdout;
    let arrays = archive(run(&["export", "--preset", "sox", "--db", "--format", "npz", "-q"], &sound).done().stdout);
    // 513 rows, 100 frames a second, and 1000 Hz on bin 64.
    assert_eq!(arrays["S"].shape, [513, (16_000 - 1024) / 160 + 1]);
    let row = &arrays["S"].values[64 * arrays["S"].shape[1]..][..arrays["S"].shape[1]];
    assert!(row.iter().all(|level| level.abs() < 1e-3), "{row:?}");
    assert!((arrays["t"].values[1] - arrays["t"].values[0] - 0.01).abs() < 1e-12);
}

#[test]
fn a_flag_overrides_a_preset() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(1000, 1, &[0.5; 3000]));
    let export = |flags: &[&str]| {
        archive(folder.run(&[&["export", "in.wav", "--format", "npz", "-q"], flags].concat(), b"").done().stdout)
    };
    let plain = export(&["--nfft", "256", "--window", "hann", "--overlap", "32"]);
    let scipy = export(&["--preset", "scipy", "--window", "hann", "--detrend", "none"]);
    assert!(plain["S"] == scipy["S"] && plain["t"] == scipy["t"]);
    let librosa = export(&[
        "--preset",
        "librosa",
        "--boundary",
        "none",
        "--mode",
        "psd",
        "--scaling",
        "density",
        "--nfft",
        "512",
        "--window-align",
        "left",
    ]);
    assert!(librosa["S"] == export(&["--nfft", "512", "--hop", "128"])["S"]);
    // matplotlib keeps its overlap of 128 samples, whatever the window.
    assert_eq!(export(&["--preset", "matplotlib", "--window-length", "512"])["S"].shape, [257, (3000 - 512) / 384 + 1]);
    // A DFT longer than scipy's window pads it.
    assert_eq!(export(&["--preset", "scipy", "--nfft", "1000"])["t"].values[0], 0.128);
    folder
        .run(&["export", "in.wav", "--preset", "matplotlib", "--window-length", "100"], b"")
        .failed(2)
        .with_stderr("--overlap must be below the window length, ");
}

#[test]
fn the_preset_of_scipy_shortens_its_window_for_a_pipe_too() {
    let sound = wav_of_floats(1000, 1, &[0.5; 100]);
    let arrays = archive(run(&["export", "--preset", "scipy", "--format", "npz"], &sound).done().silent().stdout);
    assert_eq!((arrays["S"].shape.clone(), arrays["t"].values.clone()), (vec![51, 1], vec![0.05]));
    // The others pad the sound, and say so.
    let padded = run(&["export", "--preset", "matplotlib", "--format", "npz"], &sound).done();
    assert_eq!(
        archive(padded.with_stderr("input (100 samples) is shorter than the window (256)").stdout)["S"].shape,
        [129, 1]
    );
}
