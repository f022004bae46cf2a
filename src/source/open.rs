//! Opening an input of any kind, by its contents and not by its name.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use super::audio::AudioSource;
use super::compressed::{Compressed, resync};
use super::decoder::Decoder;
use super::fault::cannot_open;
use super::front_tags::FrontTags;
use super::opened::Opened;
use super::pipe::stream_of;
use super::signature::{HEAD, Kind, bytes_needed, lacks_signature, recognize};
use super::{Facts, sigmf, wav};
use crate::error::{ArchiveKind, Error, Remedy, Result};
use crate::units::Hertz;

/// Bytes to search for frames in a fragment of a stream.
const SEARCHED: usize = 1 << 14;

impl Opened {
    fn plain((source, facts): (Box<dyn AudioSource>, Facts), length_is_certain: bool) -> Self {
        Self { source, facts, length_is_certain, center: Hertz(0.0), files: Vec::new(), decoder: Decoder::Native }
    }

    fn compressed(compressed: Compressed) -> Self {
        let facts = compressed.facts().clone();
        Self {
            source: Box::new(compressed),
            facts,
            length_is_certain: false,
            center: Hertz(0.0),
            files: Vec::new(),
            decoder: Decoder::Native,
        }
    }
}

/// Opens a file; a pipe or a device is opened as a stream.
///
/// # Errors
/// [`Error::Io`] if it cannot be read or is a directory, [`Error::Unsupported`] with the name of the kind if it is not
/// a supported audio format, [`Error::Malformed`] and [`Error::Limit`] if its header is damaged or hostile.
pub fn open(path: &Path) -> Result<Opened> {
    let cannot_open = |error| cannot_open("cannot open", path, error);
    let metadata = fs::metadata(path).map_err(cannot_open)?;
    if metadata.is_dir() {
        return Err(cannot_open(io::Error::new(io::ErrorKind::IsADirectory, "is a directory")));
    }
    let mut file = File::open(path).map_err(cannot_open)?;
    if !metadata.is_file() {
        return open_stream(stream_of(file));
    }
    if let Some((metadata, data)) = sigmf::halves(path) {
        return sigmf::open(&metadata, &data);
    }
    if sigmf::is_archive(path) {
        let unpack = Remedy::UnpackArchive { kind: ArchiveKind::Tar };
        return Err(Error::unsupported("SigMF archives are not supported").with_remedy(unpack));
    }
    let mut head = head(&mut file)?;
    let mut kind = kind_of(&mut head, &mut file, "file")?;
    if kind == Kind::Id3 {
        let tags = FrontTags::pass(head, &mut file)?;
        kind = recognize(&tags.following, "file").unwrap_or(Kind::Id3);
        if !reads_tags(kind) {
            let total = metadata.len().checked_sub(tags.size);
            return open_as(kind, Cursor::new(tags.following).chain(file), total);
        }
    }
    match kind {
        Kind::Riff | Kind::Aiff | Kind::Au => wav::open_file(file).and_then(|contents| opened(contents, true)),
        kind => Compressed::open_file(kind, &file).map(Opened::compressed),
    }
}

/// Opens a regular file whose header begins at byte `offset`; its bytes are read like those of a stream of known length.
///
/// # Errors
/// As [`open`].
pub fn open_at(mut file: File, offset: u64) -> Result<Opened> {
    let cannot_read = |error| Error::io("cannot read", error);
    let total = file.metadata().map_err(cannot_read)?.len().saturating_sub(offset);
    file.seek(SeekFrom::Start(offset)).map_err(cannot_read)?;
    open_reader(Box::new(file), Some(total))
}

/// Opens a stream, such as standard input.
///
/// # Errors
/// As [`open`].
pub fn open_stream(reader: Box<dyn Read + Send>) -> Result<Opened> {
    open_reader(reader, None)
}

/// Opens a reader without seeking, of `total` bytes if known, by its contents.
fn open_reader(mut reader: Box<dyn Read + Send>, total: Option<u64>) -> Result<Opened> {
    let mut head = head(&mut reader)?;
    let kind = kind_of(&mut head, &mut reader, "input")?;
    if kind != Kind::Id3 {
        return open_as(kind, Cursor::new(head).chain(reader), total);
    }
    let tags = FrontTags::pass(head, &mut reader)?;
    let kind = recognize(&tags.following, "input").unwrap_or(Kind::Id3);
    if reads_tags(kind) {
        return open_as(kind, tags.replayed(reader), total);
    }
    let total = total.map(|total| total.saturating_sub(tags.size));
    open_as(kind, Cursor::new(tags.following).chain(reader), total)
}

/// What follows a header of samples, or of MPEG audio.
fn opened(contents: wav::Contents, length_is_certain: bool) -> Result<Opened> {
    match contents {
        wav::Contents::Samples(source, facts) => Ok(Opened::plain((source, facts), length_is_certain)),
        wav::Contents::Mpeg(embedded) => Compressed::open_embedded(embedded).map(Opened::compressed),
    }
}

/// Whether the demuxer of this kind reads ID3 tags in front of it itself.
fn reads_tags(kind: Kind) -> bool {
    matches!(kind, Kind::Id3 | Kind::Mpeg | Kind::Adts | Kind::Flac)
}

/// Opens a reader without seeking, of `total` bytes if known.
fn open_as(kind: Kind, reader: impl Read + Send + 'static, total: Option<u64>) -> Result<Opened> {
    match kind {
        Kind::Riff | Kind::Aiff | Kind::Au => {
            wav::open_stream(reader, total).and_then(|contents| opened(contents, false))
        }
        kind => Compressed::open(kind, reader).map(Opened::compressed),
    }
}

fn head(reader: &mut impl Read) -> Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    loop {
        let wanted = head.len() + bytes_needed(&head);
        let had = head.len();
        extend(&mut head, reader, wanted)?;
        if head.len() < wanted || wanted == had {
            return Ok(head);
        }
    }
}

/// The kind of file that begins with `head`. Without a signature, searches for frames in the following bytes, which are
/// appended to `head`.
fn kind_of(head: &mut Vec<u8>, reader: &mut impl Read, what: &str) -> Result<Kind> {
    match recognize(head, what) {
        Err(unknown) if lacks_signature(head) => {
            extend(head, reader, SEARCHED)?;
            resync(head).ok_or(unknown)
        }
        known => known,
    }
}

/// Reads until `head` has `count` bytes, or up to the end.
fn extend(head: &mut Vec<u8>, reader: &mut impl Read, count: usize) -> Result<()> {
    let missing = count.saturating_sub(head.len()) as u64;
    reader.take(missing).read_to_end(head).map_err(|error| Error::io("cannot read", error))?;
    Ok(())
}
