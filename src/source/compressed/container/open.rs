//! Opening a container and choosing its audio track.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::num::NonZero;

use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_MP3;
use symphonia::core::formats::probe::{Hint, Probe};
use symphonia::core::formats::{FormatOptions, Track as Listed};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::units::TimeBase;
use symphonia::default::formats::{CafReader, IsoMp4Reader, MkvReader};

use super::appended;
use super::caf::{Extent, PatchedCaf};
use super::choose::choose;
use super::lengths::Lengths;
use super::matroska::{self, Outline, Trims};
use super::mp4::{self, Edits, Fragments, Gapless};
use super::packets::{Container, SPARE_BYTES, structure_warnings};
use super::timing::Times;
use super::tracks::{AudioTrack, TrackIndex};
use super::unreadable::unreadable;
use crate::error::{Error, Result};
use crate::source::compressed::demux::{Demuxer, Track};
use crate::source::compressed::medium::{Forward, cannot_read};
use crate::source::compressed::names::not_supported;
use crate::source::compressed::tags;
use crate::source::facts::Texts;
use crate::source::guard::guarded;
use crate::source::signature::Kind;

/// Opens a regular file with seeking, to read its index.
///
/// # Errors
/// [`Error::Malformed`] for a broken header, [`Error::Unsupported`] for an encoding that is not read, [`Error::Limit`]
/// for tables beyond what is read here, [`Error::Io`].
pub(in super::super) fn open(kind: Kind, file: &File) -> Result<Box<dyn Demuxer>> {
    let extent = match kind {
        Kind::Caf => Some(keeping_position(file, |file| Extent::of(file).map_err(cannot_read))?),
        _ => None,
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
    Opening { kind, medium, extent, has_index: true }.open(file)
}

/// Opens a regular file without seeking, in which way truncated files can often still be read.
///
/// # Errors
/// As [`open`].
pub(in super::super) fn forward(kind: Kind, file: &File) -> Result<Box<dyn Demuxer>> {
    let medium = Box::new(Forward::new(from_start(file)?));
    Opening { kind, medium, extent: None, has_index: false }.open(file)
}

/// What is to be opened.
struct Opening {
    kind: Kind,
    medium: Box<dyn MediaSource>,
    extent: Option<Extent>,
    /// Whether the demuxer can seek.
    has_index: bool,
}

impl Opening {
    fn open(self, file: &File) -> Result<Box<dyn Demuxer>> {
        let Self { kind, medium, extent, has_index } = self;
        if kind == Kind::Mp4 {
            keeping_position(file, mp4::check)?;
        }
        let tracks = audio_tracks(kind, file)?;
        let tracks = tracks.as_deref();
        let stream = MediaSourceStream::new(medium, Default::default());
        let probe = || probe(kind).probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default());
        let mut reader = guarded(probe).map_err(|fault| unreadable(kind, tracks, fault))?;
        let (listed, mut parameters) = choose(kind, reader.as_ref(), tracks)?;
        let ends = match extent {
            Some(extent) => (extent.second(), keeping_position(file, |file| extent.trailing(file))?),
            None if has_index => keeping_position(file, |file| ends(kind, file))?,
            None => (None, None),
        };
        let index = keeping_position(file, |file| Index::of(kind, file, &listed, &mut parameters))?;
        let extent = extent.filter(|_| has_index);
        let warnings =
            structure_warnings(kind, extent.as_ref(), index.fragments.as_ref(), index.outline, ends, &index.edits);
        let fragments = index.fragments.as_ref();
        let time_base = match fragments {
            // The demuxer applies the clock of a fragment's index to the whole file.
            Some(fragments) => NonZero::new(fragments.clock).map(TimeBase::from_recip),
            None => listed.time_base,
        };
        let clock = time_base.map(|clock| (clock.numer.get(), clock.denom.get()));
        let counts_samples = clock.zip(parameters.sample_rate).is_some_and(|(clock, rate)| clock == (1, rate));
        let begins = fragments.map_or(0.0, |fragments| fragments.begins as f64 / f64::from(fragments.clock.max(1)));
        let known = tracks.and_then(|tracks| tracks.iter().find(|known| known.id == listed.id));
        let texts = tags::texts(reader.as_mut(), known.map(|known| known.uid));
        let gapless = if kind == Kind::Mp4 && index.lead.is_none() { gapless(&texts) } else { None };
        let lead = match (kind, gapless) {
            (Kind::Caf, _) => u64::from(listed.delay.unwrap_or(0)),
            (_, Some(gapless)) if counts_samples => gapless.delay,
            _ => index.lead.unwrap_or(0),
        };
        let times = Times {
            clock: clock.unwrap_or((1, 1)),
            length: listed.num_frames.filter(|_| fragments.is_none()),
            lead,
            delay: index.delay + begins,
            padding: u64::from(listed.padding.unwrap_or(0)),
            codec_delay: index.trims.delay,
            gapless,
            edits: index.edits,
            is_fragmented: fragments.is_some(),
        };
        let track_index = TrackIndex::of(&listed, reader.as_ref(), tracks);
        let lengths = Lengths::new(&parameters, clock);
        let bytes = if has_index { Some(file.metadata().map_err(cannot_read)?.len()) } else { None };
        Ok(Box::new(Container {
            kind,
            reader,
            id: listed.id,
            track: Track { container: kind.name(), samples: times.length, parameters, texts },
            times,
            track_index,
            budget: bytes.map_or(u64::MAX, |bytes| bytes.saturating_add(SPARE_BYTES)),
            common_start: index.common_start,
            trims: index.trims,
            // Without a clock that counts samples, the duration of gaps is unknown.
            gaps: index.fragments.filter(|_| counts_samples).map(|fragments| fragments.gaps).unwrap_or_default(),
            is_open: index.is_open || index.outline == Outline::Open,
            extent,
            warnings,
            lengths,
            next: None,
            end: None,
        }))
    }
}

/// What the demuxer does not report of a track.
struct Index {
    /// `None` without an edit list that states it.
    lead: Option<u64>,
    delay: f64,
    edits: Edits,
    fragments: Option<Fragments>,
    is_open: bool,
    common_start: Vec<u8>,
    trims: Trims,
    outline: Outline,
}

impl Index {
    /// Reads it from the file, and corrects the parameters.
    fn of(kind: Kind, file: &mut File, listed: &Listed, parameters: &mut AudioCodecParameters) -> Result<Self> {
        let track = listed.id;
        let mut index = Self {
            lead: None,
            delay: 0.0,
            edits: Edits::default(),
            fragments: None,
            is_open: false,
            common_start: Vec::new(),
            trims: Trims::default(),
            outline: Outline::Stated,
        };
        match kind {
            Kind::Mp4 => {
                index.fragments = Fragments::of(file, track)?;
                let movie = mp4::movie(file).map_err(cannot_read)?.unwrap_or_default();
                if let Some(bits) = mp4::big_endian_bits(&movie, track) {
                    return Err(not_supported("MP4", &format!("{bits}-bit big-endian PCM")));
                }
                if parameters.codec == CODEC_ID_MP3 {
                    let layer = mp4::layer(file, &movie, track).map_err(cannot_read)?;
                    parameters.codec = layer.unwrap_or(CODEC_ID_MP3);
                }
                index.delay = mp4::delay(&movie, track).unwrap_or(0.0);
                index.edits = Edits::of(&movie, track);
                index.lead = mp4::lead(&movie, track);
                index.is_open = mp4::is_open(file).map_err(cannot_read)?;
            }
            Kind::Matroska => {
                index.common_start = matroska::common_start(file, track)?;
                index.trims = Trims::of_track(file, track).map_err(cannot_read)?;
                index.outline = Outline::of(file, &mut index.trims).map_err(cannot_read)?;
            }
            _ => {}
        }
        Ok(index)
    }
}

/// What iTunes states among the texts.
fn gapless(texts: &Texts) -> Option<Gapless> {
    texts.iter().find(|(name, _)| name.ends_with("iTunSMPB")).and_then(|(_, text)| Gapless::of(text))
}

/// The byte offset of a second file, and a warning about other trailing data.
fn ends(kind: Kind, file: &mut File) -> Result<(Option<u64>, Option<crate::warning::Warning>)> {
    let second = appended::second_file(kind, file).map_err(cannot_read)?;
    let trailing = if second.is_none() { appended::trailing(kind, file)? } else { None };
    Ok((second, trailing))
}

/// The audio tracks of a file, if its index lists them.
fn audio_tracks(kind: Kind, file: &File) -> Result<Option<Vec<AudioTrack>>> {
    keeping_position(file, |file| match kind {
        Kind::Mp4 => Ok(mp4::movie(file).map_err(cannot_read)?.map(|movie| mp4::audio_tracks(&movie))),
        Kind::Matroska => matroska::audio_tracks(file).map_err(cannot_read),
        _ => Ok(None),
    })
}

/// Calls `ask` with the file and restores its position, because a demuxer may be reading it.
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
        Kind::Caf => probe.register_format::<CafReader<'_>>(),
        Kind::Mp4 => probe.register_format::<IsoMp4Reader<'_>>(),
        _ => probe.register_format::<MkvReader<'_>>(),
    }
    probe
}
