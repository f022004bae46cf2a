//! The rooms of the house and the order they stand in: a module imports only from those above it.

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground floor up; a module may use itself and whatever stands earlier.
const ROOMS: [&str; 25] = [
    "error",
    "memory",
    "choice",
    "warning",
    "real",
    "units",
    "grid",
    "window",
    "stft",
    "quantity",
    "scale",
    "pool",
    "spectrogram",
    "frames",
    "source",
    "pipeline",
    "level",
    "colormap",
    "font",
    "figure",
    "backend",
    "output",
    "job",
    "cli",
    "main",
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The room a file under `src` belongs to: its folder, or its own stem.
fn room_of(path: &Path) -> String {
    let first = path.iter().next().unwrap().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that one line of code names through `crate::` or, in the binary, `specgram::`.
fn rooms_named(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap();
    let mut named = Vec::new();
    for prefix in ["crate::", "specgram::"] {
        for (at, _) in code.match_indices(prefix) {
            let rest = &code[at + prefix.len()..];
            if let Some(list) = rest.strip_prefix('{') {
                named.extend(list.split(',').map(|item| first_word(item.trim())));
            } else {
                named.push(first_word(rest));
            }
        }
    }
    named
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

#[test]
fn no_module_imports_from_a_room_above_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    let mut faults = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&source).unwrap();
        let room = room_of(relative);
        if room == "lib" {
            continue;
        }
        let floor = ROOMS.iter().position(|name| *name == room);
        let Some(floor) = floor else {
            faults.push(format!("{} is in no room of the list", relative.display()));
            continue;
        };
        for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            for named in rooms_named(line) {
                let above = ROOMS.iter().position(|name| *name == named).is_some_and(|other| other > floor);
                if above {
                    faults.push(format!("{}:{}: {room} imports {named}", relative.display(), number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "imports that point upward:\n{}", faults.join("\n"));
}

#[test]
fn the_reader_of_imports_sees_them() {
    assert_eq!(rooms_named("use crate::figure::Layout;"), ["figure"]);
    assert_eq!(rooms_named("let x = crate::pool::Pool::new(crate::grid::Grid::new());"), ["pool", "grid"]);
    assert_eq!(rooms_named("use crate::{error, output};"), ["error", "output"]);
    assert_eq!(rooms_named("// see crate::output"), Vec::<&str>::new());
}

#[test]
fn texts_of_the_library_name_no_flag() {
    let mut files = Vec::new();
    rust_files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
    files.retain(|path| !path.components().any(|part| part.as_os_str() == "cli"));
    assert!(files.len() > 100);
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines().map(str::trim_start).filter(|line| !line.starts_with("//")) {
            let named = line.match_indices("--").any(|(at, _)| {
                let next = line[at + 2..].chars().next();
                line[..at].contains('"') && next.is_some_and(|letter| letter.is_ascii_lowercase())
            });
            assert!(!named, "{}: {line}", path.display());
        }
    }
}
