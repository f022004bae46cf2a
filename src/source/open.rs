//! Opening whatever bytes there are: by their content, not by a name.

use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::Path;

use super::compressed::{Compressed, begun};
use super::opened::Opened;
use super::pipe::stream_of;
use super::sigmf;
use super::signature::{HEAD, Kind, bytes_to_tell, is_unmarked, recognize};
use super::{AudioSource, Facts, wav};
use crate::error::{Error, Result};
use crate::units::Hertz;

/// Bytes in which the packets of a piece of a stream are looked for.
const SEARCHED: usize = 1 << 14;

impl Opened {
    fn plain((source, facts): (Box<dyn AudioSource>, Facts), length_is_certain: bool) -> Self {
        Self { source, facts, length_is_certain, center: Hertz(0.0), files: Vec::new() }
    }

    fn compressed(compressed: Compressed) -> Self {
        let facts = compressed.facts().clone();
        Self { source: Box::new(compressed), facts, length_is_certain: false, center: Hertz(0.0), files: Vec::new() }
    }
}

/// Opens a file; of a pipe or a device in its place, the stream.
///
/// # Errors
/// [`Error::Io`] where it cannot be read or is a directory,
/// [`Error::Unsupported`] naming the kind where it is not audio that is read here,
/// [`Error::Malformed`] and [`Error::Limit`] where its header is damaged or hostile.
pub fn open(path: &Path) -> Result<Opened> {
    let cannot_open = |error| cannot_open("cannot open", path, error);
    let metadata = fs::metadata(path).map_err(cannot_open)?;
    if metadata.is_dir() {
        return Err(cannot_open(io::Error::new(io::ErrorKind::IsADirectory, "it is a directory")));
    }
    let mut file = File::open(path).map_err(cannot_open)?;
    if !metadata.is_file() {
        return open_stream(stream_of(file));
    }
    if let Some((metadata, data)) = sigmf::halves(path) {
        return sigmf::open(&metadata, &data);
    }
    if sigmf::is_archive(path) {
        let text = "a SigMF archive; its parts can be read once they are unpacked (tar -xf)";
        return Err(Error::Unsupported(text.to_owned()));
    }
    let mut head = head(&mut file)?;
    match kind_of(&mut head, &mut file, "file")? {
        Kind::Riff | Kind::Aiff | Kind::Au => wav::open_file(file).map(|plain| Opened::plain(plain, true)),
        kind => Compressed::open_file(kind, &file).map(Opened::compressed),
    }
}

/// The error of a file that the system does not open. A link that leads nowhere is not a name that is not there.
pub fn cannot_open(context: &str, path: &Path, error: io::Error) -> Error {
    match fs::read_link(path) {
        Ok(target) if error.kind() == io::ErrorKind::NotFound => {
            let reason = format!("it is a link to {}, which is not there", target.display());
            Error::io(context, io::Error::new(error.kind(), reason))
        }
        _ => Error::io(context, error),
    }
}

/// Opens a stream, such as standard input.
///
/// # Errors
/// As [`open`].
pub fn open_stream(mut reader: Box<dyn Read + Send>) -> Result<Opened> {
    let mut head = head(&mut reader)?;
    let kind = kind_of(&mut head, &mut reader, "input")?;
    let reader = Cursor::new(head).chain(reader);
    match kind {
        Kind::Riff | Kind::Aiff | Kind::Au => wav::open_stream(reader).map(|plain| Opened::plain(plain, false)),
        kind => Compressed::open(kind, reader).map(Opened::compressed),
    }
}

fn head(reader: &mut impl Read) -> Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    loop {
        let wanted = head.len() + bytes_to_tell(&head);
        let had = head.len();
        extend(&mut head, reader, wanted)?;
        if head.len() < wanted || wanted == had {
            return Ok(head);
        }
    }
}

/// The kind that `head` begins; where that tells of none, of packets a little further on, up to which it is extended.
fn kind_of(head: &mut Vec<u8>, reader: &mut impl Read, what: &str) -> Result<Kind> {
    match recognize(head, what) {
        Err(unknown) if is_unmarked(head) => {
            extend(head, reader, SEARCHED)?;
            begun(head).ok_or(unknown)
        }
        known => known,
    }
}

/// Reads on until there are so many bytes, or no more.
fn extend(head: &mut Vec<u8>, reader: &mut impl Read, count: usize) -> Result<()> {
    let missing = count.saturating_sub(head.len()) as u64;
    reader.take(missing).read_to_end(head).map_err(|error| Error::io("cannot read", error))?;
    Ok(())
}
