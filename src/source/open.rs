//! Opening whatever bytes there are: by their content, not by a name.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;

use super::{AudioSource, Facts, Wav};
use crate::error::{Error, Result};

/// Bytes by which a kind is told.
const HEAD: usize = 64;
/// Bytes below which there is no kind to tell.
const SHORTEST: usize = 12;

/// An input that is open, at its first sample.
pub struct Opened {
    /// The samples.
    pub source: Box<dyn AudioSource>,
    /// What the input says about itself.
    pub facts: Facts,
}

impl Opened {
    fn wav(wav: Wav) -> Self {
        let facts = wav.facts().clone();
        Self { source: Box::new(wav), facts }
    }
}

/// Opens a file; of a pipe or a device in its place, the stream.
///
/// # Errors
/// [`Error::Io`] where it cannot be read or is a directory,
/// [`Error::Unsupported`] naming the kind where it is not audio that is read
/// here, and as [`Wav::open`].
pub fn open(path: &Path) -> Result<Opened> {
    let cannot_open = |error| Error::io("cannot open", error);
    let metadata = fs::metadata(path).map_err(cannot_open)?;
    if metadata.is_dir() {
        return Err(cannot_open(io::Error::new(io::ErrorKind::IsADirectory, "it is a directory")));
    }
    let mut file = File::open(path).map_err(cannot_open)?;
    if !metadata.is_file() {
        return open_stream(Box::new(file));
    }
    recognize(&head(&mut file)?, "file")?;
    file.rewind().map_err(|error| Error::io("cannot read", error))?;
    Wav::open_file(file).map(Opened::wav)
}

/// Opens a stream, such as standard input.
///
/// # Errors
/// As [`open`].
pub fn open_stream(mut reader: Box<dyn Read + Send>) -> Result<Opened> {
    let head = head(&mut reader)?;
    recognize(&head, "input")?;
    Wav::open(Cursor::new(head).chain(reader), None).map(Opened::wav)
}

fn head(reader: &mut impl Read) -> Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    reader.take(HEAD as u64).read_to_end(&mut head).map_err(|error| Error::io("cannot read", error))?;
    Ok(head)
}

/// How a kind of file begins: bytes at an offset, then what it is called.
type Signature = (usize, &'static [u8], &'static str);

/// Audio that other programs read.
const AUDIO: [Signature; 22] = [
    (0, b"fLaC", "FLAC"),
    (0, b"OggS", "Ogg"),
    (0, b"ID3", "MP3"),
    (0, b"\xFF\xFB", "MP3"),
    (0, b"\xFF\xFA", "MP3"),
    (0, b"\xFF\xF3", "MP3"),
    (0, b"\xFF\xF2", "MP3"),
    (0, b"\xFF\xF1", "AAC"),
    (0, b"\xFF\xF9", "AAC"),
    (8, b"AIFF", "AIFF"),
    (8, b"AIFC", "AIFF"),
    (0, b"caff", "CAF"),
    (0, b".snd", "AU"),
    (4, b"ftyp", "MP4"),
    (0, b"\x1A\x45\xDF\xA3", "Matroska or WebM"),
    (0, b"NIST_1A", "NIST SPHERE"),
    (0, b"MThd", "MIDI"),
    (0, b"wvpk", "WavPack"),
    (0, b"MAC ", "Monkey's Audio"),
    (0, b"#!AMR", "AMR"),
    (0, b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", "Windows Media"),
    (0, b"DSD ", "DSD"),
];

/// What else people have by mistake.
const OTHER: [Signature; 17] = [
    (0, b"\x89PNG", "a PNG picture"),
    (0, b"\xFF\xD8\xFF", "a JPEG picture"),
    (0, b"GIF8", "a GIF picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (8, b"WEBP", "a WebP picture"),
    (8, b"AVI ", "an AVI video"),
    (8, b"ACON", "an animated cursor"),
    (8, b"RMID", "a MIDI file"),
    (0, b"%PDF", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive"),
    (0, b"\x1F\x8B", "a gzip archive"),
    (0, b"7z\xBC\xAF", "a 7z archive"),
    (0, b"\x93NUMPY", "a NumPy array"),
    (0, b"\x89HDF", "an HDF5 file"),
    (0, b"\x7FELF", "a program"),
    (0, b"<svg", "an SVG picture"),
];

/// Passes what begins as a member of the RIFF family; says what anything else is.
fn recognize(head: &[u8], what: &str) -> Result<()> {
    let unsupported = |text: String| Err(Error::Unsupported(text));
    let begins = |(at, bytes, _): &&Signature| head.get(*at..).is_some_and(|rest| rest.starts_with(bytes));
    if head.is_empty() {
        return Err(Error::Malformed(format!("the {what} is empty")));
    }
    if head.len() < SHORTEST {
        return Err(Error::Malformed(format!("the {what} ends after {} bytes, too short for audio", head.len())));
    }
    if let Some((.., kind)) = OTHER.iter().find(begins) {
        return unsupported(format!("{kind}, not audio"));
    }
    if let Some((.., kind)) = AUDIO.iter().find(begins) {
        return unsupported(format!("{kind} is not supported yet"));
    }
    if [&b"RIFF"[..], b"RIFX", b"RF64", b"BW64", b"riff"].iter().any(|name| head.starts_with(name)) {
        return Ok(());
    }
    if is_text(head) {
        return unsupported("text, not audio".into());
    }
    let shown: Vec<String> = head.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    unsupported(format!("no kind of audio that is known here (it begins with the bytes {})", shown.join(" ")))
}

/// Whether bytes are UTF-8 without controls but white space; a character may be cut at the end.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && text.chars().all(|c| !c.is_control() || c.is_ascii_whitespace())
}
