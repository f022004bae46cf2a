//! Opening whatever bytes there are: by their content, not by a name.

use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::Path;

use super::compressed::Compressed;
use super::opened::Opened;
use super::pipe::stream_of;
use super::sigmf;
use super::signature::{HEAD, Kind, bytes_to_tell, recognize};
use super::{AudioSource, Facts, wav};
use crate::error::{Error, Result};
use crate::units::Hertz;

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
    let cannot_open = |error| Error::io("cannot open", error);
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
    match recognize(&head(&mut file)?, "file")? {
        Kind::Riff | Kind::Aiff | Kind::Au => wav::open_file(file).map(|plain| Opened::plain(plain, true)),
        kind => Compressed::open_file(kind, &file).map(Opened::compressed),
    }
}

/// Opens a stream, such as standard input.
///
/// # Errors
/// As [`open`].
pub fn open_stream(mut reader: Box<dyn Read + Send>) -> Result<Opened> {
    let head = head(&mut reader)?;
    let kind = recognize(&head, "input")?;
    let reader = Cursor::new(head).chain(reader);
    match kind {
        Kind::Riff | Kind::Aiff | Kind::Au => wav::open_stream(reader).map(|plain| Opened::plain(plain, false)),
        kind => Compressed::open(kind, reader).map(Opened::compressed),
    }
}

fn head(reader: &mut impl Read) -> Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    loop {
        let more = bytes_to_tell(&head);
        let read = reader.by_ref().take(more as u64).read_to_end(&mut head);
        let got = read.map_err(|error| Error::io("cannot read", error))?;
        if got < more || more == 0 {
            return Ok(head);
        }
    }
}
