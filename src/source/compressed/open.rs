//! Opening a container and choosing its audio track.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::num::NonZero;

use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_MP3;
use symphonia::core::formats::probe::{Hint, Probe};
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::units::TimeBase;
use symphonia::default::formats::{AdtsReader, CafReader, FlacReader, IsoMp4Reader, MkvReader, MpaReader, OggReader};
use symphonia::default::meta::Id3v2Reader;

use super::super::guard::guarded;
use super::caf::{Extent, PatchedCaf};
use super::fault::unreadable;
use super::frame_stream::{self, FrameStream};
use super::matroska::{self, Outline, Trims};
use super::medium::{Forward, cannot_read};
use super::mp4::{self, Fragments};
use super::names::not_supported;
use super::ogg::{self, Notes, Sorted};
use super::tracks::{AudioTrack, TrackIndex, no_readable_track};
use super::{appended, flac, names};
use crate::error::{Error, Result};
use crate::source::signature::Kind;
use crate::warning::Warning;

/// An open container and the properties of its audio track.
pub(super) struct Container {
    pub(super) kind: Kind,
    pub(super) reader: Box<dyn FormatReader>,
    pub(super) track: Track,
    pub(super) parameters: AudioCodecParameters,
    /// Ticks of the track's clock before its start, if the container counts them separately.
    pub(super) lead: u64,
    /// Seconds of the file before the track begins, if the container states them separately.
    pub(super) delay: f64,
    /// The position of the track among the audio tracks.
    pub(super) track_index: TrackIndex,
    /// The track's number in tags.
    pub(super) uid: Option<u64>,
    /// The size of the file, if the demuxer can seek in it.
    pub(super) bytes: Option<u64>,
    /// Whether the track's length covers all the data.
    pub(super) is_whole: bool,
    /// The chunk layout of a CAF file.
    pub(super) extent: Option<Extent>,
    /// The fragments of an MP4 file.
    pub(super) fragments: Option<Fragments>,
    /// Effects of an MP4 edit list other than cutting the start.
    pub(super) edits: mp4::Edits,
    /// How the elements of a Matroska file end.
    pub(super) outline: Outline,
    /// Padding in the packets of Matroska.
    pub(super) trims: Trims,
    /// Whether an MP4 file does not state where it ends.
    pub(super) is_open: bool,
    /// The prefix that was stripped from all packets of Matroska.
    pub(super) common_start: Vec<u8>,
    /// A warning about trailing data.
    pub(super) trailing: Option<Warning>,
    /// The byte offset of another file, which is ignored.
    pub(super) second: Option<u64>,
    /// The source of frames without a container.
    pub(super) frame_stream: Option<FrameStream>,
    /// Observations about Ogg pages.
    pub(super) notes: Option<Notes>,
    /// Observations about FLAC frames.
    pub(super) flac: Option<flac::Notes>,
}

/// Opens a regular file with seeking, to read its index.
pub(super) fn file(kind: Kind, file: &File) -> Result<Container> {
    let bytes = file.metadata().map_err(cannot_read)?.len();
    let extent = if kind == Kind::Caf {
        Some(keeping_position(file, |file| Extent::of(file).map_err(cannot_read))?)
    } else {
        None
    };
    let medium: Box<dyn MediaSource> = match extent {
        Some(extent) if !extent.has_samples() => {
            return Err(Error::malformed("CAF without samples (no 'data' chunk)"));
        }
        Some(Extent { unsupported_bits: Some(bits), .. }) => {
            return Err(not_supported(kind.name(), &format!("{bits}-bit PCM")));
        }
        Some(extent) => Box::new(PatchedCaf::new(from_start(file)?, extent).map_err(cannot_read)?),
        None => Box::new(from_start(file)?),
    };
    let container = container(kind, medium, Some(bytes), audio_tracks(kind, file)?.as_deref())?;
    let second = match extent {
        Some(extent) => extent.second(),
        None => keeping_position(file, |file| appended::second_file(kind, file).map_err(cannot_read))?,
    };
    let trailing = match extent {
        Some(extent) => keeping_position(file, |file| extent.trailing(file))?,
        None if second.is_none() => keeping_position(file, |file| appended::trailing(kind, file))?,
        None => None,
    };
    with_index(Container { extent, second, trailing, ..container }, file)
}

/// Opens a regular file without seeking.
pub(super) fn forward(kind: Kind, file: &File) -> Result<Container> {
    let mut container = match audio_tracks(kind, file)? {
        Some(tracks) => container(kind, Box::new(Forward::new(from_start(file)?)), None, Some(&tracks))?,
        None => {
            let missing = match kind {
                Kind::Mpeg | Kind::Id3 => {
                    keeping_position(file, |file| frame_stream::missing(file).map_err(cannot_read))?
                }
                _ => VecDeque::new(),
            };
            front_to_back(kind, from_start(file)?, missing)?
        }
    };
    if let Some(end) = container.frame_stream.as_ref().and_then(FrameStream::stated_end) {
        container.is_whole = !keeping_position(file, |file| appended::file_follows(file, end).map_err(cannot_read))?;
    }
    with_index(container, file)
}

/// The audio tracks of a file, if its index lists them.
fn audio_tracks(kind: Kind, file: &File) -> Result<Option<Vec<AudioTrack>>> {
    keeping_position(file, |file| match kind {
        Kind::Mp4 => Ok(mp4::movie(file).map_err(cannot_read)?.map(|movie| mp4::audio_tracks(&movie))),
        Kind::Matroska => matroska::audio_tracks(file).map_err(cannot_read),
        _ => Ok(None),
    })
}

/// Adds properties that the demuxer does not report.
fn with_index(mut container: Container, file: &File) -> Result<Container> {
    keeping_position(file, |file| {
        add_index(&mut container, file)?;
        Ok(container)
    })
}

fn add_index(container: &mut Container, file: &mut File) -> Result<()> {
    let track = container.track.id;
    match container.kind {
        // With seeking, the demuxer would guess the length. Without, it handles a file like a stream.
        Kind::Ogg => container.track.num_frames = ogg::end(file, track).map_err(cannot_read)?,
        Kind::Mp4 => {
            container.fragments = Fragments::of(file, track)?;
            let movie = mp4::movie(file).map_err(cannot_read)?.unwrap_or_default();
            if let Some(bits) = mp4::big_endian_bits(&movie, track) {
                return Err(not_supported("MP4", &format!("{bits}-bit big-endian PCM")));
            }
            if container.parameters.codec == CODEC_ID_MP3 {
                let layer = mp4::layer(file, &movie, track).map_err(cannot_read)?;
                container.parameters.codec = layer.unwrap_or(CODEC_ID_MP3);
            }
            container.delay = mp4::delay(&movie, track).unwrap_or(0.0);
            container.edits = mp4::Edits::of(&movie, track);
            if let Some(fragments) = &container.fragments {
                // The demuxer applies the length and clock of a fragment's index to the whole file.
                container.track.num_frames = None;
                container.delay += fragments.begins as f64 / f64::from(fragments.clock.max(1));
                container.track.time_base = NonZero::new(fragments.clock).map(TimeBase::from_recip);
            }
            container.lead = mp4::lead(&movie, track).unwrap_or(0);
            container.is_open = mp4::is_open(file).map_err(cannot_read)?;
        }
        Kind::Matroska => {
            container.common_start = matroska::common_start(file, track)?;
            container.trims = Trims::of_track(file, track).map_err(cannot_read)?;
            container.outline = Outline::of(file, &mut container.trims).map_err(cannot_read)?;
        }
        _ => {}
    }
    Ok(())
}

/// Calls `ask` with the file and restores its position, because a demuxer may be reading it.
fn keeping_position<T>(file: &File, ask: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    let mut file = file.try_clone().map_err(cannot_read)?;
    let stands = file.stream_position().map_err(cannot_read)?;
    let answer = ask(&mut file)?;
    file.seek(SeekFrom::Start(stands)).map_err(cannot_read)?;
    Ok(answer)
}

/// Opens a stream.
pub(super) fn stream(kind: Kind, reader: impl Read + Send + 'static) -> Result<Container> {
    front_to_back(kind, reader, VecDeque::new())
}

/// Opens a reader without seeking; `missing` are the numbers of missing frames without a container, where known.
fn front_to_back(kind: Kind, reader: impl Read + Send + 'static, missing: VecDeque<Option<u64>>) -> Result<Container> {
    match kind {
        Kind::Mpeg | Kind::Adts => open_next(kind, FrameStream::new(reader, missing)),
        Kind::Id3 => {
            let notes = flac::Notes::default();
            let container = open_next(kind, FrameStream::new(flac::FlacStream::new(reader, notes.clone()), missing))?;
            let kind = match container.reader.format_info().short_name {
                "flac" => Kind::Flac,
                "aac" => Kind::Adts,
                _ => Kind::Mpeg,
            };
            Ok(Container { kind, flac: Some(notes), ..container })
        }
        Kind::Flac => {
            let notes = flac::Notes::default();
            let stream = flac::FlacStream::new(reader, notes.clone());
            Ok(Container { flac: Some(notes), ..container(kind, Box::new(Forward::new(stream)), None, None)? })
        }
        Kind::Ogg => {
            let notes = Notes::default();
            let sorted = Sorted::new(Forward::new(reader), notes.clone());
            let opened = container(kind, Box::new(sorted), None, None).map_err(|error| match notes.foreign() {
                Some(_) if matches!(error, Error::Io { .. }) => error,
                Some(Some(encoding)) => not_supported(kind.name(), encoding),
                Some(None) => no_readable_track(kind.name(), None),
                None => error,
            });
            Ok(Container { notes: Some(notes), ..opened? })
        }
        _ => container(kind, Box::new(Forward::new(reader)), None, None),
    }
}

/// Opens the next file of frames without a container.
pub(super) fn open_next(kind: Kind, packets: FrameStream) -> Result<Container> {
    let opened =
        container(kind, Box::new(packets.clone()), None, None).map_err(|error| match packets.fault(kind.name()) {
            Some(fault) if !matches!(error, Error::Io { .. }) => fault,
            _ => error,
        });
    let mut opened = opened?;
    opened.track.num_frames = opened.track.num_frames.filter(|_| packets.false_count().is_none());
    Ok(Container { frame_stream: Some(packets), ..opened })
}

/// A handle to the same file, rewound; both share one position.
fn from_start(file: &File) -> Result<File> {
    let mut file = file.try_clone().map_err(cannot_read)?;
    file.rewind().map_err(cannot_read)?;
    Ok(file)
}

fn container(
    kind: Kind,
    medium: Box<dyn MediaSource>,
    bytes: Option<u64>,
    tracks: Option<&[AudioTrack]>,
) -> Result<Container> {
    let stream = MediaSourceStream::new(medium, Default::default());
    let open = || probe(kind).probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default());
    let reader = guarded(open).map_err(|fault| unreadable(kind, tracks, fault))?;
    let (track, parameters) = choose(kind, reader.as_ref(), tracks)?;
    let track_index = TrackIndex::of(&track, reader.as_ref(), tracks);
    let known = tracks.and_then(|tracks| tracks.iter().find(|known| known.id == track.id));
    let lead = if kind == Kind::Caf { u64::from(track.delay.unwrap_or(0)) } else { 0 };
    Ok(Container {
        kind,
        reader,
        track,
        parameters,
        lead,
        delay: 0.0,
        track_index,
        uid: known.map(|known| known.uid),
        bytes,
        is_whole: true,
        extent: None,
        edits: mp4::Edits::default(),
        outline: Outline::Stated,
        trims: Trims::default(),
        fragments: None,
        is_open: false,
        common_start: Vec::new(),
        trailing: None,
        second: None,
        frame_stream: None,
        notes: None,
        flac: None,
    })
}

/// A probe for one kind only, so that other kinds are never detected in the same bytes.
fn probe(kind: Kind) -> Probe {
    let mut probe = Probe::new();
    match kind {
        Kind::Flac => probe.register_format::<FlacReader<'_>>(),
        Kind::Ogg => probe.register_format::<OggReader<'_>>(),
        Kind::Mpeg => probe.register_format::<MpaReader<'_>>(),
        Kind::Adts => probe.register_format::<AdtsReader<'_>>(),
        Kind::Caf => probe.register_format::<CafReader<'_>>(),
        Kind::Mp4 => probe.register_format::<IsoMp4Reader<'_>>(),
        Kind::Matroska => probe.register_format::<MkvReader<'_>>(),
        Kind::Id3 => {
            probe.register_metadata::<Id3v2Reader<'_>>();
            probe.register_format::<MpaReader<'_>>();
            probe.register_format::<AdtsReader<'_>>();
            probe.register_format::<FlacReader<'_>>();
        }
        Kind::Riff | Kind::Aiff | Kind::Au => {}
    }
    probe
}

/// Chooses the track to decode: the container's default, or the first with a known encoding; `tracks` are the audio
/// tracks, where known.
pub(super) fn choose(
    kind: Kind,
    reader: &dyn FormatReader,
    tracks: Option<&[AudioTrack]>,
) -> Result<(Track, AudioCodecParameters)> {
    let codecs = symphonia::default::get_codecs();
    let parameters_of = |track: &Track| {
        let parameters = track.codec_params.as_ref().and_then(CodecParameters::audio).cloned()?;
        let known = tracks.and_then(|tracks| tracks.iter().find(|known| known.id == track.id));
        Some(match known {
            Some(known) => known.complete(parameters),
            None => parameters,
        })
    };
    let readable = |track: &&Track| {
        parameters_of(track).is_some_and(|parameters| codecs.get_audio_decoder(parameters.codec).is_some())
    };
    let track =
        reader.default_track(TrackType::Audio).filter(readable).or_else(|| reader.tracks().iter().find(readable));
    if let Some((track, parameters)) = track.and_then(|track| Some((track, parameters_of(track)?))) {
        return Ok((track.clone(), parameters));
    }
    let name = kind.name();
    let foreign = reader.tracks().iter().find_map(parameters_of);
    let encoding = foreign.and_then(|parameters| names::encoding(parameters.codec));
    Err(encoding.map_or_else(|| no_readable_track(name, tracks), |encoding| not_supported(name, encoding)))
}
