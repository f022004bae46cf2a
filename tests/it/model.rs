//! Random pictures against a model of them: plain, slow, and written from `src/docs/numbers.md` alone.
//!
//! The model shares no code with the program. A seed determines a signal, its format and all flags; the compiled
//! program draws the bare raster, and every pixel must have the colour that the definition gives its cell. If the
//! model's value is so near to the border of a colour that rounding may put it on either side, both are accepted.
//!
//! `cargo test --test it -- model` draws some two hundred pictures. For more, and for one again:
//!
//! ```text
//! SPECGRAM_MODEL_PICTURES=5000 cargo test --test it -- model
//! SPECGRAM_MODEL_SEED=123 cargo test --test it -- model
//! ```

mod case;
mod colors;
mod draw;
mod flags;
mod input;
mod phase;
mod picture;
mod random;
mod span;
mod transform;
mod window;

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use case::Case;
use colors::Colors;

use crate::golden::Picture;
use crate::program::Folder;

/// The default number of pictures.
const PICTURES: u64 = 200;

/// The number of disagreements shown in full.
const SHOWN: usize = 5;

#[test]
fn random_pictures_are_those_of_the_model() {
    let number = |name: &str| {
        std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap_or_else(|error| panic!("{name}: {error}")))
    };
    let (first, end) = match number("SPECGRAM_MODEL_SEED") {
        Some(seed) => (seed, seed + 1),
        None => (0, number("SPECGRAM_MODEL_PICTURES").unwrap_or(PICTURES)),
    };
    let (next, faults) = (AtomicU64::new(first), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= end {
                        break;
                    }
                    if let Err(fault) = check(seed) {
                        faults.lock().unwrap().push((seed, fault));
                    }
                }
            });
        }
    });
    let mut faults = faults.into_inner().unwrap();
    faults.sort();
    let seeds: Vec<u64> = faults.iter().map(|(seed, _)| *seed).collect();
    let shown: Vec<String> = faults.into_iter().take(SHOWN).map(|(_, fault)| fault).collect();
    assert!(seeds.is_empty(), "{} pictures differ, of the seeds {seeds:?}:\n{}", seeds.len(), shown.join("\n"));
}

/// Draws a picture and compares it with the model's.
fn check(seed: u64) -> Result<(), String> {
    let (case, colors) = Case::random(seed);
    let folder = Folder::new();
    let mut line = case.command_line();
    let stdin = if case.piped { &case.input.bytes[..] } else { &[] };
    if !case.piped {
        folder.write("input", &case.input.bytes);
        line.insert(1, "input".to_owned());
    }
    let output = folder.run(&line, stdin);
    let place = if case.piped { "a pipe" } else { "a file" };
    let reported = format!(
        "seed {seed}: {} samples x {} at {} Hz, {:?}, from {place}: specgram {}",
        case.input.length(),
        case.input.channels.len(),
        case.input.rate,
        case.input.encoding,
        line.join(" ")
    );
    if output.code != Some(0) {
        return Err(format!("{reported}\n  {output:?}"));
    }
    let picture = Picture::decode(&output.stdout);
    if (picture.width, picture.height) != (case.width, case.height) {
        return Err(format!("{reported}\n  {} x {} pixels", picture.width, picture.height));
    }
    let table = case.colormap.table();
    let actual = |column: usize, row: usize| picture.pixels[(case.height - 1 - row) * case.width + column];
    let differing = |expected: &Vec<Vec<Colors>>| -> Vec<String> {
        let pixels = (0..case.width).flat_map(|column| (0..case.height).map(move |row| (column, row)));
        let wrong = pixels.filter(|&(column, row)| {
            let fits = |index: u8| [table[usize::from(index)].as_slice(), &[255]].concat() == actual(column, row);
            !expected[column][row].indices().any(fits)
        });
        let tell = |(column, row): (usize, usize)| {
            let ([red, ..], Colors { first, last }) = (actual(column, row), expected[column][row]);
            format!("column {column}, row {row}: red {red} for colours {first} to {last}")
        };
        wrong.map(tell).collect()
    };
    let best = colors.iter().map(differing).min_by_key(Vec::len).expect("a range of colours");
    if best.is_empty() {
        return Ok(());
    }
    // For inspection.
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("model-{seed}"));
    std::fs::write(&kept, &case.input.bytes).map_err(|error| format!("{}: {error}", kept.display()))?;
    let reported = format!("{reported}\n  input: {}", kept.display());
    let (count, all) = (best.len(), case.width * case.height);
    Err(format!("{reported}\n  {count} of {all} pixels: {}", best.into_iter().take(4).collect::<Vec<_>>().join("; ")))
}
