//! Damages valid files and reads the results, in this process, fast.
//!
//! Usage: `mutate COUNT SEED FILE…` reads COUNT files made from the given ones. Each may take 2 s and the whole process
//! 256 MiB. Files that break these rules are written to the working directory.

use std::collections::BTreeMap;
use std::fs;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use specgram_fuzz::{MEMORY, Outcome, drain, allow_decoder_panics, play, refused};

/// Time that one file may take.
const MOST_TIME: Duration = Duration::from_secs(2);

/// Pseudo-random numbers: SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    /// A number below `end`, which is above 0; half of the time a small one, for headers come first.
    fn below(&mut self, end: usize) -> usize {
        let end = if self.next() & 1 == 0 { end.min(256) } else { end };
        (self.next() % end as u64) as usize
    }
}

/// Numbers that often break parsers.
const ODD: [u32; 10] = [0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];

/// Damages a file in a few places.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..1 + random.below(6) {
        if bytes.is_empty() {
            return;
        }
        let at = random.below(bytes.len());
        let some = 1 + random.below((bytes.len() - at).min(4096));
        match random.next() % 8 {
            0 => bytes[at] ^= 1 << (random.next() % 8),
            1 => bytes[at] = random.next() as u8,
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..at + some)),
            4 => {
                let again = bytes[at..at + some].to_vec();
                bytes.splice(at..at, again);
            }
            5 => {
                let noise: Vec<u8> = (0..some.min(64)).map(|_| random.next() as u8).collect();
                bytes.splice(at..at, noise);
            }
            6 => bytes[at..at + some].fill(0),
            _ => {
                let odd = ODD[random.below(ODD.len())];
                let odd = if random.next() & 1 == 0 { odd.to_le_bytes() } else { odd.to_be_bytes() };
                let end = (at + 4).min(bytes.len());
                bytes[at..end].copy_from_slice(&odd[..end - at]);
            }
        }
    }
}

/// Opens bytes as a file, which may be read back and forth.
fn play_file(path: &std::path::Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes).expect("a folder to write to");
    match specgram::source::open(path) {
        Ok(mut opened) => drain(opened.source.as_mut()),
        Err(error) => refused(&error),
    }
}

fn main() {
    allow_decoder_panics();
    let mut arguments = std::env::args().skip(1);
    let mut number = || arguments.next().and_then(|text| text.parse::<u64>().ok()).expect("COUNT SEED FILE…");
    let (count, seed) = (number(), number());
    let files: Vec<Vec<u8>> = arguments.map(|path| fs::read(path).expect("a file")).collect();
    let scratch = std::env::temp_dir().join(format!("specgram-mutate-{}", std::process::id()));
    let mut outcomes = BTreeMap::new();
    let (mut slowest, mut faults) = (Duration::ZERO, 0);
    for index in 0..count {
        let mut random = Random(seed.wrapping_mul(1 << 32).wrapping_add(index));
        let mut bytes = files[index as usize % files.len()].clone();
        damage(&mut bytes, &mut random);
        // If memory runs out, this is the file that caused it.
        fs::write("last.bin", &bytes).expect("a folder to write to");
        let start = Instant::now();
        let outcome = catch_unwind(|| if index % 4 == 0 { play_file(&scratch, &bytes) } else { play(bytes.clone()) });
        let time = start.elapsed();
        slowest = slowest.max(time);
        let name = match outcome {
            _ if time > MOST_TIME => "too slow",
            Ok(Outcome::Played) => "played",
            Ok(Outcome::Refused) => "refused",
            Ok(Outcome::Broke) => "refused after some samples",
            Err(_) => "panicked",
        };
        if matches!(name, "too slow" | "panicked") {
            faults += 1;
            fs::write(format!("{}-{seed}-{index}.bin", name.replace(' ', "_")), &bytes).expect("a folder to write to");
        }
        *outcomes.entry(name).or_insert(0) += 1;
    }
    let _ = fs::remove_file(scratch);
    let _ = fs::remove_file("last.bin");
    println!("{outcomes:?}; slowest {slowest:?}; most memory {} MiB", MEMORY.max_allocated() >> 20);
    std::process::exit(i32::from(faults > 0));
}
