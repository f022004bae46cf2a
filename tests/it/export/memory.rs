//! An export keeps blocks of the matrix in memory, never all of it.

#![cfg(target_os = "linux")]

use crate::program::{Folder, Output, finish, wav_of_floats};

/// KiB of address space for a run: one with two threads takes about 60 MiB.
const ADDRESSES: u64 = 96 << 10;

/// Runs the program with no more memory than that.
fn confined(folder: &Folder, arguments: &str, stdin: &[u8]) -> Output {
    let line = format!("ulimit -v {ADDRESSES}; exec \"$0\" {arguments}");
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &line, env!("CARGO_BIN_EXE_specgram")]).current_dir(folder.path(""));
    // Otherwise every thread reserves 64 MiB of addresses and more that it does not use.
    shell.env("MALLOC_ARENA_MAX", "1");
    finish(shell, stdin)
}

#[test]
fn a_matrix_larger_than_memory_is_exported() {
    let folder = Folder::new();
    // 400 000 samples, a frame from nearly each, 33 rows: 105.6 MB of doubles, or twice that of complex values.
    let samples: Vec<f32> = (0..400_000).map(|n| (n % 97) as f32 / 97.0).collect();
    let sound = wav_of_floats(8000, 1, &samples);
    folder.write("in.wav", &sound);
    let doubles = 33 * (400_000 - 63) * 8;
    let bins = "--nfft 64 --hop 1 --threads 1 -q";
    for (arguments, bytes) in [
        (format!("in.wav {bins} --mode complex -o out.npy"), 2 * doubles),
        (format!("in.wav {bins} --mode complex -o out.npz"), 2 * doubles),
        // A pipe of uncertain length, so that the array goes to a temporary file.
        (format!("- {bins} --mode complex -o out.npz"), 2 * doubles),
        (format!("in.wav {bins} --db --db-ref max -o out.npy"), doubles),
        ("in.wav --window-length 64 --nfft 512 --hop 1 --mel 33 --threads 1 -q -o out.npy".to_owned(), doubles),
        // As text every number is at least as long.
        (format!("in.wav {bins} -o out.csv"), doubles),
    ] {
        confined(&folder, &format!("export {arguments}"), &sound).done().silent();
        let output = arguments.split(' ').next_back().unwrap();
        let length = std::fs::metadata(folder.path(output)).unwrap().len();
        assert!(length > bytes, "{arguments}: {length} bytes for {bytes}");
        assert!(bytes > ADDRESSES << 10, "the limit is less than the matrix");
        std::fs::remove_file(folder.path(output)).unwrap();
    }
}
