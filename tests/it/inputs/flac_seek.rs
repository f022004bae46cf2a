//! Starts in the middle of FLAC, and mutated files.

use std::io::{Cursor, Read};
use std::path::Path;

use rand_pcg::Pcg32;
use rand_pcg::rand_core::{Rng, SeedableRng};
use specgram::source::{self, AudioSource};

use super::bytes;
use super::flac::checksum;
use super::flac_frames::{Coding, frame, header};
use crate::program::Folder;
use crate::reads::bytes_read;

/// Samples of a frame, and frames: too many to be read unnoticed.
const BLOCK: usize = 4096;
const FRAMES: usize = 300;

/// The header and the frames of 16-bit noise, which count samples or frames.
fn long(counts_samples: bool, seed: u64) -> (Vec<u8>, Vec<Vec<u8>>) {
    let rng = &mut Pcg32::seed_from_u64(seed);
    let frames = (0..FRAMES).map(|at| {
        let samples: Vec<i64> = (0..BLOCK).map(|_| i64::from(rng.next_u32() as i16)).collect();
        let value = if counts_samples { at * BLOCK } else { at } as u64;
        frame((value, counts_samples), &[samples], (16, 0), &Coding::Verbatim, rng)
    });
    let frames = frames.collect();
    let least = BLOCK as u16 - u16::from(counts_samples);
    (header((least, BLOCK as u16), (16, 1), (FRAMES * BLOCK) as u64, [0; 16]), frames)
}

/// The bytes of all samples from number `start` on.
fn rest(mut source: Box<dyn AudioSource>, start: u64) -> Vec<u8> {
    assert_eq!(source.skip(start).unwrap(), start);
    let mut rest = Vec::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let got = source.read(&mut buffer).unwrap();
        rest.extend(&buffer[..got]);
        if got < buffer.len() {
            return rest;
        }
    }
}

fn of_file(path: &Path, start: u64) -> Vec<u8> {
    rest(source::open(path).unwrap().source, start)
}

/// Starts that lie everywhere, at the borders of frames and beside them.
fn starts() -> Vec<u64> {
    let length = (FRAMES * BLOCK) as u64;
    let block = BLOCK as u64;
    let near = [0, 1, block - 1, block, block + 1, length / 2, length - block - 1, length - block, length - 1, length];
    near.into_iter().chain((1..20).map(|at| at * 61_803)).collect()
}

#[test]
fn a_late_start_gives_the_samples_of_the_whole() {
    let folder = Folder::new();
    for counts_samples in [false, true] {
        let (head, frames) = long(counts_samples, 1);
        let whole = [&head[..], &frames.concat()].concat();
        let tag = [&b"TAG"[..], &[b' '; 125]].concat();
        let unknown = [&head[..21], &[head[21] & 0xF0, 0, 0, 0, 0], &head[26..], &frames.concat()].concat();
        let missing = [&head[..], &frames[..70].concat(), &frames[90..].concat()].concat();
        let mut damaged = whole.clone();
        for at in [1_000_000, 1_500_000, 2_000_000, 2_000_001] {
            damaged[at] ^= 0x10;
        }
        let another =
            [&whole[..], &[&long(counts_samples, 2).0[..], &long(counts_samples, 2).1.concat()].concat()].concat();
        let padded = [&head[..], &frames[..200].concat(), &[1; 800_000], &frames[200..].concat()].concat();
        for (what, file) in [
            ("whole", whole.clone()),
            ("tagged", [whole, tag].concat()),
            ("of unknown length", unknown),
            ("with missing frames", missing),
            ("with damaged frames", damaged),
            ("with another file behind", another),
            ("with other data between", padded),
        ] {
            let path = folder.write("in.flac", &file);
            let all = of_file(&path, 0);
            assert_eq!(all.len(), 2 * FRAMES * BLOCK, "{what}");
            for start in starts() {
                let expected = &all[2 * start as usize..];
                assert!(of_file(&path, start) == expected, "{what}: a file from sample {start}");
                let stream = source::open_stream(Box::new(Cursor::new(file.clone()))).unwrap().source;
                assert!(rest(stream, start) == expected, "{what}: a stream from sample {start}");
            }
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_late_start_reads_little_of_a_file() {
    let folder = Folder::new();
    for counts_samples in [false, true] {
        let (head, frames) = long(counts_samples, 1);
        let path = folder.write("in.flac", [&head[..], &frames.concat()].concat());
        let size = (FRAMES * BLOCK * 2) as u64;
        for (start, most) in [(FRAMES * BLOCK - 100, size / 4), (FRAMES * BLOCK - 10 * BLOCK, size / 3)] {
            let (_, read) = bytes_read(|| of_file(&path, start as u64));
            assert!(read < most, "{read} bytes of {size} from sample {start}");
        }
    }
}

/// Changes a few bytes, cuts, removes or repeats a piece.
fn mutate(file: &mut Vec<u8>, rng: &mut Pcg32) {
    let mut below = |most: usize| rng.next_u32() as usize % most.max(1);
    for _ in 0..1 + below(4) {
        let (at, size) = (below(file.len()), below(40));
        let end = (at + size).min(file.len());
        match below(8) {
            0 => file.truncate(at.max(50)),
            1 => drop(file.drain(at..end)),
            2 => {
                let piece = file[at..end].to_vec();
                let to = below(file.len());
                file.splice(to..to, piece);
            }
            3 => file[at..end].fill([0, 0xFF][below(2)]),
            _ => file[at] ^= 1 << below(8),
        }
        if file.len() < 8 {
            break;
        }
    }
}

/// Makes the checksums of a frame right again, so that its damage reaches the decoder.
fn mended(mut frame: Vec<u8>, header: usize) -> Vec<u8> {
    frame[header - 1] = checksum(&frame[..header - 1], 8, 0x07) as u8;
    let end = frame.len() - 2;
    let sum = checksum(&frame[..end], 16, 0x8005) as u16;
    frame[end..].copy_from_slice(&sum.to_be_bytes());
    frame
}

/// A small file of `width` bits with one kind of damage: anywhere, or within frames whose checksums are right.
fn mutant(width: u32, rng: &mut Pcg32) -> Vec<u8> {
    let mut frames = Vec::new();
    let layout = [1, 8, 9, 10][rng.next_u32() as usize % 4];
    let is_mended = rng.next_u32() & 1 == 0;
    for at in 0..3 {
        let channels: Vec<Vec<i64>> =
            (0..2).map(|_| (0..96).map(|_| rng.next_u32() as i64 >> 20 & 0x3F).collect()).collect();
        let coding = match rng.next_u32() % 4 {
            0 => Coding::Verbatim,
            1 => Coding::Linear(vec![16000, -8000, 77], 13),
            order => Coding::Fixed(order as usize),
        };
        let mut frame = frame((at, false), &channels, (width, layout), &coding, rng);
        if is_mended {
            for _ in 0..1 + rng.next_u32() % 3 {
                let byte = rng.next_u32() as usize % frame.len();
                // Not the bytes that state how long the header is.
                if byte >= 5 {
                    frame[byte] = rng.next_u32() as u8;
                }
            }
            frame = mended(frame, 8);
        }
        frames.extend(frame);
    }
    let mut file = [header((96, 96), (width, 2), 288, [1; 16]), frames].concat();
    if !is_mended {
        mutate(&mut file, rng);
    }
    file
}

/// Reads to the end, and returns the bytes and the number of warnings.
fn outcome(reader: Box<dyn Read + Send>) -> Option<(Vec<u8>, usize)> {
    let mut source = source::open_stream(reader).ok()?.source;
    let (mut all, mut buffer) = (Vec::new(), vec![0; 1 << 16]);
    loop {
        let got = source.read(&mut buffer).expect("bytes that can be read");
        // Numbers may state that very much is missing.
        if all.len() < 1 << 22 {
            all.extend(&buffer[..got]);
        }
        if got < buffer.len() {
            return Some((all, source.report().warnings.len()));
        }
    }
}

/// As many cases as `PROPTEST_CASES` states, or a few.
fn cases() -> u64 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(3000)
}

#[test]
fn mutated_files_end_without_a_panic() {
    let whole = bytes("flac.flac");
    let mut played = 0;
    for case in 0..cases() {
        let rng = &mut Pcg32::seed_from_u64(case);
        let file = match case % 3 {
            0 => {
                let mut file = whole.clone();
                mutate(&mut file, rng);
                file
            }
            1 => mutant(32, rng),
            _ => mutant(16, rng),
        };
        played += u64::from(outcome(Box::new(Cursor::new(file))).is_some());
    }
    assert!(played > cases() / 2, "{played} of {} play", cases());
}

#[test]
fn hostile_frames_are_read_in_linear_time() {
    let rng = &mut Pcg32::seed_from_u64(1);
    let silent = |value: u64, rng: &mut Pcg32| {
        let mut frame = frame((value, true), &vec![vec![0; 65_535]; 8], (32, 7), &Coding::Verbatim, rng);
        let end = frame.len() - 1;
        frame[end] ^= 1;
        frame
    };
    // Damaged frames that could be huge, all with one number or with numbers that rise.
    let equal = silent(0, rng).repeat(20_000);
    let rising: Vec<u8> = (0..500).flat_map(|at| silent(at * 65_535 % (1 << 20), rng)).collect();
    // One header after another without samples, and the beginnings of files and tags.
    let heads = [0xFF, 0xF9, 0x10, 0x70, 0, 0].repeat(100_000);
    let tags = b"APETAGEX\xd0\x07\0\0\0\0\0\0\0\0\0\0\0\0\0\x80\0\0\0\0\0\0\0\0fLaCTAG".repeat(10_000);
    for frames in [equal, rising, heads, tags] {
        let file = [header((16, 65_535), (32, 8), 1 << 24, [0; 16]), frames].concat();
        outcome(Box::new(Cursor::new(file)));
    }
}
