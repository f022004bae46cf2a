//! Opening an input of any kind, by its contents and not by its name.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use super::audio::AudioSource;
use super::compressed::{Compressed, id3v2, resync};
use super::decoder::Decoder;
use super::fault::cannot_open;
use super::opened::Opened;
use super::pipe::stream_of;
use super::signature::{HEAD, Kind, bytes_needed, lacks_signature, recognize};
use super::{Facts, sigmf, wav};
use crate::error::{ArchiveKind, Error, Remedy, Result};
use crate::units::Hertz;

/// The maximum size of tags before a file.
const MAX_TAGS: usize = 1 << 24;
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
    let kind = kind_of(&mut head, &mut file, "file")?;
    if let Some((kind, tags)) = after_tags(kind, &mut head, &mut file)? {
        let total = metadata.len().checked_sub(tags);
        return open_as(kind, Cursor::new(head).chain(file), total);
    }
    match kind {
        Kind::Riff | Kind::Aiff | Kind::Au => wav::open_file(file).map(|plain| Opened::plain(plain, true)),
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
    let after = after_tags(kind, &mut head, &mut reader)?;
    let (kind, tags) = after.unwrap_or((kind, 0));
    open_as(kind, Cursor::new(head).chain(reader), total.map(|total| total.saturating_sub(tags)))
}

/// Opens a reader without seeking, of `total` bytes if known.
fn open_as(kind: Kind, reader: impl Read + Send + 'static, total: Option<u64>) -> Result<Opened> {
    match kind {
        Kind::Riff | Kind::Aiff | Kind::Au => wav::open_stream(reader, total).map(|plain| Opened::plain(plain, false)),
        kind => Compressed::open(kind, reader).map(Opened::compressed),
    }
}

/// The kind of file after ID3 tags, and the size of the tags, which are removed from `head`. `None` if the file's
/// demuxer handles tags itself, or if its kind is unknown.
fn after_tags(kind: Kind, head: &mut Vec<u8>, reader: &mut impl Read) -> Result<Option<(Kind, u64)>> {
    if kind != Kind::Id3 {
        return Ok(None);
    }
    let mut at = 0;
    while let Some(size) = head.get(at..).and_then(id3v2) {
        at = at.saturating_add(usize::try_from(size).unwrap_or(usize::MAX));
        if at > MAX_TAGS {
            return Ok(None);
        }
        extend(head, reader, at + HEAD)?;
    }
    let after = head.get(at..).and_then(|after| recognize(after, "input").ok());
    let after = after.filter(|kind| !matches!(kind, Kind::Id3 | Kind::Mpeg | Kind::Adts | Kind::Flac));
    Ok(after.map(|kind| {
        head.drain(..at);
        (kind, at as u64)
    }))
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
