//! Many inputs in one run: the plan, the run and its report, what is up to date, the shared range, records.

mod names;
mod plan;
mod range;
mod records;
mod resumed;
mod run;
mod sheet;

use crate::program::{Folder, run};

/// A folder `in` with recordings: `2.wav`, `10.wav` and `sub/3.WAV`.
fn recordings() -> Folder {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path("in/sub")).unwrap();
    for (name, frequency) in [("in/2.wav", "1000"), ("in/10.wav", "2000"), ("in/sub/3.WAV", "3000")] {
        folder.write(name, sound(frequency));
    }
    folder
}

/// A second of a tone in noise.
fn sound(frequency: &str) -> Vec<u8> {
    run(&["synth", "--fm", frequency, "--duration", "1", "--rate", "16000"], b"").done().stdout
}

/// The files below a folder, by their paths, sorted.
fn tree(folder: &Folder, root: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder.path(&next)) else { continue };
        for entry in entries {
            let entry = entry.unwrap();
            let name = format!("{next}/{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() { folders.push(name) } else { found.push(name) }
        }
    }
    found.sort();
    found
}
