//! File extensions of recordings, by which folders are searched. Files that are named are read whatever their extension.

use std::path::Path;

use super::decoder::Decoder;

/// Extensions of the formats that are read natively, in lower case. Of a SigMF recording, only the metadata are listed,
/// so that a pair is one input.
const NATIVE: &[&str] = &[
    "aac",
    "adts",
    "afc",
    "aif",
    "aifc",
    "aiff",
    "au",
    "bwf",
    "caf",
    "fla",
    "flac",
    "m4a",
    "m4b",
    "m4r",
    "mka",
    "mkv",
    "mov",
    "mp1",
    "mp2",
    "mp3",
    "mp4",
    "mpga",
    "oga",
    "ogg",
    "opus",
    "rf64",
    "sigmf-meta",
    "snd",
    "w64",
    "wav",
    "wave",
    "weba",
    "webm",
];

/// Extensions of further formats that FFmpeg reads.
const FFMPEG: &[&str] = &[
    "3gp", "ac3", "aea", "amr", "ape", "asf", "avi", "dff", "dsf", "dts", "eac3", "flv", "m4v", "mpc", "mpeg", "mpg",
    "ra", "rm", "shn", "spx", "thd", "ts", "tta", "voc", "wma", "wmv", "wv",
];

/// Extensions of headerless samples.
const RAW: &[&str] = &[
    "bin", "cf32", "cfile", "complex", "cs16", "cs32", "cs8", "cu16", "cu8", "dat", "f32", "f64", "fc32", "iq", "pcm",
    "raw", "s16", "s8", "sc16", "sw", "u8",
];

/// Whether a file's extension, in any case, is that of a recording that this decoder reads, or of headerless samples if
/// those are expected.
pub fn is_recording(path: &Path, decoder: Decoder, is_raw: bool) -> bool {
    let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else { return false };
    let extension = extension.to_ascii_lowercase();
    let is_in = |list: &[&str]| list.contains(&extension.as_str());
    is_in(NATIVE) || (decoder != Decoder::Native && is_in(FFMPEG)) || (is_raw && is_in(RAW))
}
