//! Opening MP4 and Matroska.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::num::NonZero;

use symphonia::core::codecs::audio::well_known::CODEC_ID_MP3;
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::FormatOptions;
use symphonia::core::formats::probe::{Hint, Probe};
use symphonia::core::io::{MediaSource, MediaSourceStream, ReadOnlySource};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::units::TimeBase;
use symphonia::default::formats::{IsoMp4Reader, MkvReader};

use super::matroska::{self, Trims};
use super::mp4::{self, Edits};
use super::packets::{Container, SPARE_BYTES};
use super::timing::Times;
use super::tracks::{AudioTrack, TrackEncoding, choose, others};
use crate::error::{Error, Result};
use crate::source::compressed::demux::{Demuxer, Track};
use crate::source::compressed::fault::{cannot_read, damaged, not_decoded};
use crate::source::compressed::lengths::Lengths;
use crate::source::compressed::names::not_supported;
use crate::source::compressed::tags;
use crate::source::guard::guarded;
use crate::source::signature::Kind;
use crate::warning::Warning;

/// Opens a regular file with seeking, to read its index.
///
/// # Errors
/// [`Error::Malformed`] for a broken header, [`Error::Unsupported`] for an encoding that is not read, [`Error::Limit`]
/// for tables beyond what is read here, [`Error::Io`].
pub(in super::super) fn open(kind: Kind, file: &File) -> Result<Box<dyn Demuxer>> {
    let bytes = file.metadata().map_err(cannot_read)?.len();
    open_as(kind, file, Box::new(from_start(file)?), Some(bytes))
}

/// Opens a regular file without seeking, in which way truncated files can often still be read.
///
/// # Errors
/// As [`open`].
pub(in super::super) fn forward(kind: Kind, file: &File) -> Result<Box<dyn Demuxer>> {
    open_as(kind, file, Box::new(ReadOnlySource::new(from_start(file)?)), None)
}

/// Opens a file through `medium`; `bytes` are those of the file, if the reader can seek.
fn open_as(kind: Kind, file: &File, medium: Box<dyn MediaSource>, bytes: Option<u64>) -> Result<Box<dyn Demuxer>> {
    let index = keeping_position(file, |file| Index::read(kind, file))?;
    let tracks = index.audio_tracks();
    let tracks = tracks.as_deref();
    let stream = MediaSourceStream::new(medium, Default::default());
    let probe = || probe(kind).probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default());
    let mut reader = guarded(probe).map_err(|fault| unreadable(kind, tracks, fault))?;
    let (listed, mut parameters) = choose(kind, reader.as_ref(), tracks)?;
    let mut warnings: Vec<Warning> = Vec::new();
    let (mut edits, mut trims, mut common_start) = (Edits::default(), Trims::default(), Vec::new());
    let (mut fragments, mut codec_delay) = (None, 0);
    let is_open = match index {
        Index::Mp4(index) => {
            let movie = index.movie.as_deref().unwrap_or_default();
            if let Some(bits) = mp4::big_endian_bits(movie, listed.id) {
                return Err(not_supported("MP4", &format!("{bits}-bit big-endian PCM")));
            }
            if parameters.codec == CODEC_ID_MP3 {
                let layer = |file: &mut File| mp4::layer(file, movie, listed.id).map_err(cannot_read);
                parameters.codec = keeping_position(file, layer)?.unwrap_or(CODEC_ID_MP3);
            }
            (edits, fragments) = (Edits::of(movie, listed.id), index.fragments(listed.id));
            warnings.extend(index.warning);
            warnings.extend(edits.ignored.map(|edits| Warning::EditsIgnored { edits }));
            index.is_open
        }
        Index::Matroska(tracks) => {
            common_start = tracks.common_start(listed.id)?;
            codec_delay = tracks.delay(listed.id);
            trims = keeping_position(file, |file| Trims::read(file, listed.id).map_err(cannot_read))?;
            trims.is_open
        }
    };
    warnings.extend(others(&listed, reader.as_ref(), tracks));
    let time_base = match fragments {
        // The reader applies the clock of a fragment's index to the whole file.
        Some((_, clock)) => NonZero::new(clock).map(TimeBase::from_recip),
        None => listed.time_base,
    };
    let clock = time_base.map(|clock| (clock.numer.get(), clock.denom.get()));
    let begins = fragments.map_or(0.0, |(begins, clock)| begins as f64 / f64::from(clock.max(1)));
    let known = tracks.and_then(|tracks| tracks.iter().find(|known| known.id == listed.id));
    let texts = tags::texts(reader.as_mut(), known.map(|known| known.uid));
    let text = texts.iter().find(|(name, _)| name.ends_with("iTunSMPB")).map(|(_, text)| text);
    let times = Times {
        clock: clock.unwrap_or((1, 1)),
        length: listed.num_frames.filter(|_| fragments.is_none()),
        delay: edits.delay + begins,
        codec_delay,
        gapless: text.filter(|_| kind == Kind::Mp4 && edits.lead.is_none()).and_then(|text| mp4::gapless(text)),
        edits,
    };
    Ok(Box::new(Container {
        kind,
        reader,
        id: listed.id,
        lengths: Lengths::new(&parameters, clock),
        track: Track { container: kind.name(), samples: times.length, parameters, texts },
        times,
        budget: bytes.map_or(u64::MAX, |bytes| bytes.saturating_add(SPARE_BYTES)),
        common_start,
        trims,
        is_open,
        warnings,
    }))
}

/// What a file lists apart from its packets.
enum Index {
    Mp4(mp4::Index),
    Matroska(matroska::Tracks),
}

impl Index {
    fn read(kind: Kind, file: &mut File) -> Result<Self> {
        file.rewind().map_err(cannot_read)?;
        match kind {
            Kind::Mp4 => mp4::Index::of(file).map(Self::Mp4),
            _ => matroska::Tracks::read(file).map(Self::Matroska).map_err(cannot_read),
        }
    }

    /// The audio tracks, if they are listed.
    fn audio_tracks(&self) -> Option<Vec<AudioTrack>> {
        match self {
            Self::Mp4(index) => index.movie.as_deref().map(mp4::audio_tracks),
            Self::Matroska(tracks) => tracks.audio(),
        }
    }
}

/// Calls `ask` with the file and restores its position, because a reader may be using it.
fn keeping_position<T>(file: &File, ask: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    let mut file = file.try_clone().map_err(cannot_read)?;
    let stands = file.stream_position().map_err(cannot_read)?;
    let answer = ask(&mut file)?;
    file.seek(SeekFrom::Start(stands)).map_err(cannot_read)?;
    Ok(answer)
}

/// A handle to the same file, rewound; both share one position.
fn from_start(file: &File) -> Result<File> {
    let mut file = file.try_clone().map_err(cannot_read)?;
    file.rewind().map_err(cannot_read)?;
    Ok(file)
}

/// A probe for one kind only, so that other kinds are never detected in the same bytes.
fn probe(kind: Kind) -> Probe {
    let mut probe = Probe::new();
    match kind {
        Kind::Mp4 => probe.register_format::<IsoMp4Reader<'_>>(),
        _ => probe.register_format::<MkvReader<'_>>(),
    }
    probe
}

/// Maps a reader's error about a header; `tracks` are the audio tracks, if the file's index lists them.
fn unreadable(kind: Kind, tracks: Option<&[AudioTrack]>, fault: Fault) -> Error {
    let name = kind.name();
    // The reader reports unknown sample sizes of PCM as invalid data.
    let first = tracks.and_then(|tracks| tracks.first());
    let is_plain = first.is_some_and(|first| matches!(first.encoding, TrackEncoding::Encoding("PCM")));
    match fault {
        Fault::Unsupported(_) if kind == Kind::Mp4 && tracks.is_none() => {
            Error::malformed("MP4 without its index (no 'moov' box); the file is truncated")
        }
        Fault::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Error::malformed(format!("{name} without audio; the file is damaged or truncated"))
        }
        Fault::IoError(error) if error.kind() != io::ErrorKind::InvalidInput => cannot_read(error),
        Fault::Unsupported(_) if kind == Kind::Mp4 => not_decoded(name, &fault),
        Fault::DecodeError(_) if kind == Kind::Mp4 && is_plain => not_decoded(name, &fault),
        fault => damaged(name, &fault),
    }
}
