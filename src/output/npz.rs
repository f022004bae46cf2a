//! NumPy's archive of named arrays.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::array::{ArrayAxes, ArrayShape, ArrayWriter, temporary_error, write_error};
use super::array_format::ArrayFormat;
use super::npy;
use crate::error::{Error, Result};
use crate::frames::FrameSink;
use crate::parameter::Parameter;

/// The format.
pub(super) const FORMAT: ArrayFormat = ArrayFormat {
    name: "npz",
    about: "S, f, t and the parameters, as a NumPy archive",
    complex: true,
    channels: true,
    axes: true,
    open: |sink, shape, frames| Ok(Box::new(Npz::new(sink, shape, frames)?)),
    find_stamp: Some(find_stamp),
};

/// `S` \[frequency, time\], with separate channels \[channel, frequency, time\], `f` in hertz, `t` in seconds, and
/// every parameter as a zero-dimensional array; uncompressed.
pub(super) struct Npz<W: Write + Seek> {
    archive: ZipWriter<Muted<W>>,
    spectra: Spectra,
}

/// The destination of S. An archive contains a checksum of each array including its header, so S can be added only when
/// its shape is known.
enum Spectra {
    /// The archive, with this many frames.
    Promised(u64),
    /// A temporary file, until the end.
    Kept(BufWriter<File>),
}

/// A sink that accepts everything after a failure: a dropped archive tries to finish, and prints to standard error if
/// it cannot.
struct Muted<W> {
    sink: W,
    /// The archive's assumed position, after a failure of the sink.
    pretended: Option<u64>,
    at: u64,
}

impl<W: Write> Write for Muted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(at) = &mut self.pretended {
            *at += bytes.len() as u64;
            return Ok(bytes.len());
        }
        let written = self.sink.write(bytes);
        match &written {
            Ok(count) => self.at += *count as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => self.pretended = Some(self.at),
        }
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.pretended.is_some() {
            return Ok(());
        }
        self.sink.flush().inspect_err(|_| self.pretended = Some(self.at))
    }
}

impl<W: Seek> Seek for Muted<W> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        if let Some(at) = &mut self.pretended {
            *at = match to {
                io::SeekFrom::Start(place) => place,
                io::SeekFrom::Current(by) => at.saturating_add_signed(by),
                io::SeekFrom::End(_) => *at,
            };
            return Ok(*at);
        }
        let place = self.sink.seek(to);
        match &place {
            Ok(place) => self.at = *place,
            Err(_) => self.pretended = Some(self.at),
        }
        place
    }
}

impl<W: Write + Seek> Npz<W> {
    /// Writes to `sink`; `frames` is the number of frames, if it is certain.
    pub(super) fn new(sink: W, shape: &ArrayShape, frames: Option<u64>) -> Result<Self> {
        let mut archive = ZipWriter::new(Muted { sink, pretended: None, at: 0 });
        let spectra = match frames {
            Some(frames) => {
                begin(&mut archive, "S", npy::element(shape), &shape.lengths(frames))?;
                Spectra::Promised(frames)
            }
            None => Spectra::Kept(BufWriter::new(tempfile::tempfile().map_err(temporary_error)?)),
        };
        Ok(Self { archive, spectra })
    }
}

impl<W: Write + Seek> FrameSink for Npz<W> {
    fn frames(&mut self, numbers: &[f64]) -> Result<()> {
        match &mut self.spectra {
            Spectra::Promised(_) => npy::write_doubles(&mut self.archive, numbers),
            Spectra::Kept(file) => npy::write_doubles(file, numbers),
        }
    }
}

impl<W: Write + Seek> ArrayWriter for Npz<W> {
    fn finish(self: Box<Self>, axes: &ArrayAxes<'_>) -> Result<()> {
        let Self { mut archive, spectra } = *self;
        match spectra {
            Spectra::Promised(frames) if frames == axes.frames() => {}
            Spectra::Promised(frames) => {
                return Err(Error::malformed(format!("the input ends after {} of {frames} frames", axes.frames())));
            }
            Spectra::Kept(file) => {
                let mut file = file.into_inner().map_err(|error| temporary_error(error.into_error()))?;
                file.rewind().map_err(temporary_error)?;
                begin(&mut archive, "S", npy::element(axes.shape), &axes.lengths())?;
                io::copy(&mut BufReader::new(file), &mut archive).map_err(write_error)?;
            }
        }
        vector(&mut archive, "f", axes.rows() as u64, axes.frequencies())?;
        vector(&mut archive, "t", axes.frames(), axes.times())?;
        for (name, value) in axes.parameters {
            scalar(&mut archive, name, value)?;
        }
        archive.finish().map_err(zip_error)?.flush().map_err(write_error)
    }
}

/// Begins an array of the archive.
fn begin<W: Write + Seek>(archive: &mut ZipWriter<Muted<W>>, name: &str, element: &str, shape: &[u64]) -> Result<()> {
    // 64-bit sizes: it is not known beforehand whether 4 GiB suffice.
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).large_file(true);
    archive.start_file(format!("{name}.npy"), options).map_err(zip_error)?;
    archive.write_all(&npy::header(element, shape)).map_err(write_error)
}

/// Writes a whole one-dimensional array.
fn vector<W: Write + Seek>(
    archive: &mut ZipWriter<Muted<W>>,
    name: &str,
    length: u64,
    values: impl Iterator<Item = f64>,
) -> Result<()> {
    begin(archive, name, "<f8", &[length])?;
    let mut sink = BufWriter::new(archive);
    for value in values {
        sink.write_all(&value.to_le_bytes()).map_err(write_error)?;
    }
    sink.flush().map_err(write_error)
}

/// Writes a zero-dimensional array.
fn scalar<W: Write + Seek>(archive: &mut ZipWriter<Muted<W>>, name: &str, value: &Parameter) -> Result<()> {
    let (element, bytes) = match value {
        Parameter::Text(text) => {
            // NumPy stores texts in UTF-32.
            (
                format!("<U{}", text.chars().count().max(1)),
                text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
            )
        }
        Parameter::Number(number) => ("<f8".to_owned(), number.to_le_bytes().to_vec()),
        Parameter::Count(count) => ("<u8".to_owned(), count.to_le_bytes().to_vec()),
        Parameter::Flag(flag) => ("|b1".to_owned(), vec![u8::from(*flag)]),
    };
    begin(archive, name, &element, &[])?;
    archive.write_all(&bytes).map_err(write_error)
}

fn zip_error(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) => write_error(error),
        other => Error::encode(other),
    }
}

/// The text in the array `stamp`, at most a kilobyte.
fn find_stamp(file: File) -> Option<String> {
    let mut archive = ZipArchive::new(BufReader::new(file)).ok()?;
    let array = archive.by_name("stamp.npy").ok()?;
    let mut bytes = Vec::new();
    array.take(1 << 10).read_to_end(&mut bytes).ok()?;
    // Magic, version, and the length of the header.
    let [low, high] = *bytes.get(8..10)?.first_chunk()?;
    let text = bytes.get(10 + usize::from(u16::from_le_bytes([low, high]))..)?;
    text.as_chunks().0.iter().map(|unit| char::from_u32(u32::from_le_bytes(*unit))).collect()
}
