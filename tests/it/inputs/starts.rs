//! Late starts in containers, and damage in them, as FFmpeg writes them.
//!
//! These tests do nothing unless FFmpeg is installed.

use std::path::{Path, PathBuf};
use std::process::Command;

use specgram::source::{self, AudioSource};

use super::damage::reported;
use super::mpeg::{JOINT, with_other_windows};
use super::{Decoded, decode};
use crate::program::{Folder, wav_of_floats};
use crate::shared;

/// Samples per channel: more than passing over packets needs to be worthwhile, several times.
const LENGTH: usize = 150_000;

/// Files in containers, and FFmpeg's flags for them. The AAC has no noise from a generator.
const FILES: [(&str, &[&str]); 17] = [
    ("aac.m4a", &["-c:a", "aac", "-aac_pns", "0"]),
    ("aac.mka", &["-c:a", "aac", "-aac_pns", "0"]),
    (
        "aac.mp4",
        &["-c:a", "aac", "-aac_pns", "0", "-movflags", "empty_moov+default_base_moof", "-frag_duration", "500000"],
    ),
    ("alac.m4a", &["-c:a", "alac"]),
    ("alac.mka", &["-c:a", "alac"]),
    ("alac.caf", &["-c:a", "alac"]),
    ("flac.mka", &["-c:a", "flac"]),
    ("flac.mp4", &["-c:a", "flac", "-strict", "-2"]),
    ("mp2.mka", &["-c:a", "mp2"]),
    ("mp3.mka", &["-c:a", "libmp3lame", "-b:a", "64k"]),
    ("mp3.mp4", &["-c:a", "libmp3lame", "-b:a", "64k"]),
    ("vorbis.mka", &["-c:a", "libvorbis"]),
    ("pcm.mka", &["-c:a", "pcm_s16le"]),
    ("pcm.mov", &["-c:a", "pcm_s16le"]),
    ("pcm.caf", &["-c:a", "pcm_s16be"]),
    ("ulaw.mov", &["-c:a", "pcm_mulaw"]),
    ("ima.caf", &["-c:a", "adpcm_ima_qt"]),
];

/// Converts a file of the folder.
fn ffmpeg(folder: &Folder, from: &str, to: &str, flags: &[&str]) -> PathBuf {
    let path = folder.path(to);
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-y", "-i"]).arg(folder.path(from)).args(flags).arg(&path);
    assert!(command.status().expect("FFmpeg").success(), "{to}");
    path
}

/// Noise from a linear congruential generator, on two channels.
fn noise() -> Vec<u8> {
    let mut state = 1_u32;
    let samples = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 24) as f32 - 0.5
    });
    wav_of_floats(44100, 2, &samples.take(2 * LENGTH).collect::<Vec<_>>())
}

fn decode_from(path: &Path, start: u64) -> Decoded {
    let mut opened = source::open(path).unwrap();
    assert_eq!(opened.source.skip(start).unwrap(), start, "{}", path.display());
    decode(Ok(opened), 4096).unwrap()
}

#[test]
fn a_late_start_in_a_container_gives_the_samples_of_the_whole() {
    if !shared::has_program("ffmpeg", "-version") {
        return;
    }
    let folder = Folder::new();
    folder.write("noise.wav", noise());
    for (name, flags) in FILES {
        let path = ffmpeg(&folder, "noise.wav", name, flags);
        let whole = decode_from(&path, 0);
        for start in [40_000, 77_777, LENGTH - 1000] {
            let late = decode_from(&path, start as u64);
            for (whole, late) in whole.channels.iter().zip(&late.channels) {
                assert!(whole[start..] == late[..], "{name} from {start}: {} samples", late.len());
            }
            assert_eq!(reported(&late), reported(&whole), "{name} from {start}");
        }
    }
}

#[test]
fn a_damaged_frame_of_flac_in_a_container_is_silence() {
    let (mut file, alone) = (super::bytes("flac.mka"), super::decode_file("flac.mka"));
    // The second frame of 1152 samples, in its middle.
    let frames: Vec<usize> = (0..file.len() - 1).filter(|&at| file[at] == 0xFF && file[at + 1] == 0xF8).collect();
    let [_, second, third, ..] = frames[..] else { panic!("{frames:?}") };
    file[(second + third) / 2] ^= 0x10;
    let decoded = super::decode_stream(file).unwrap();
    for (channel, alone) in decoded.channels.iter().zip(&alone.channels) {
        assert!(channel[..] == [&alone[..1152], &[0.0; 1152], &alone[2304..]].concat());
    }
    assert_eq!(reported(&decoded), ["1152 samples are missing; replaced by silence"]);
}

#[test]
fn joint_stereo_without_coupling_is_decoded_in_a_container_too() {
    if !shared::has_program("ffmpeg", "-version") {
        return;
    }
    let folder = Folder::new();
    folder.write("joint.mp3", with_other_windows(JOINT).repeat(20));
    let decoded = decode_from(&ffmpeg(&folder, "joint.mp3", "joint.mka", &["-c:a", "copy"]), 0);
    assert_eq!((reported(&decoded), decoded.channels[0].len()), (vec![], 20 * 1152));
}
