//! Text metadata of a recording, from tags of any format.

use std::io::{self, Cursor};

use symphonia::core::formats::FormatReader;
use symphonia::core::formats::probe::ProbeableMetadata;
use symphonia::core::io::{BufReader, MediaSourceStream};
use symphonia::core::meta::{
    METADATA_ID_NULL, MetadataBuilder, MetadataInfo, MetadataOptions, MetadataRevision, RawValue, StandardTag, Tag,
};
use symphonia::default::meta::Id3v2Reader;
use symphonia::default::meta::embedded::vorbis::read_vorbis_comment;

use super::window::Window;
use crate::source::facts::Texts;
use crate::source::guard::guarded;

/// The maximum size of an ID3v2 tag whose texts are read, pictures included.
const MAX_ID3V2: u64 = 1 << 26;

/// Per-track statistics that some muxers write for programs.
const STATISTICS: [&str; 8] = [
    "DURATION",
    "BPS",
    "NUMBER_OF_FRAMES",
    "NUMBER_OF_BYTES",
    "SOURCE_ID",
    "_STATISTICS_TAGS",
    "_STATISTICS_WRITING_APP",
    "_STATISTICS_WRITING_DATE_UTC",
];

/// All texts known before the first sample: those of the file, and those of the given track that the file's do not
/// cover.
pub(super) fn texts(reader: &mut dyn FormatReader, track: Option<u64>) -> Texts {
    let (mut texts, mut for_track) = (Texts::default(), Vec::new());
    let mut metadata = reader.metadata();
    loop {
        if let Some(revision) = metadata.current() {
            push(&mut texts, revision);
            let own = revision.per_track.iter().filter(|tagged| Some(tagged.track_id) == track);
            for_track.extend(own.flat_map(|tagged| &tagged.metadata.tags).filter_map(text));
        }
        if metadata.pop().is_none() {
            break;
        }
    }
    for (name, value) in for_track {
        // The tag name follows its target and an `@`.
        let is_statistic = name.rsplit('@').next().is_some_and(|name| STATISTICS.contains(&name));
        if !is_statistic && texts.iter().all(|(known, _)| *known != name) {
            texts.push(&name, &value);
        }
    }
    texts
}

/// Moves past the ID3v2 tag of `size` bytes ahead; returns its texts, of a broken one those before the damage.
///
/// # Errors
/// Those of reading.
pub(super) fn pass_id3v2(window: &mut Window, size: u64) -> io::Result<Texts> {
    let mut texts = Texts::default();
    if size <= MAX_ID3V2 {
        window.fill(size as usize)?;
        let tag: Vec<u8> = window.ahead().iter().take(size as usize).copied().collect();
        let medium = MediaSourceStream::new(Box::new(Cursor::new(tag)), Default::default());
        let read = guarded(|| Id3v2Reader::try_probe_new(medium, MetadataOptions::default())?.read_all());
        read.iter().for_each(|read| push(&mut texts, &read.revision));
    }
    window.skip(size)?;
    Ok(texts)
}

/// The texts of a Vorbis comment, as FLAC and Ogg hold it; of a broken one, those before the damage.
pub(super) fn vorbis_comment(comment: &[u8]) -> Texts {
    let info = MetadataInfo { metadata: METADATA_ID_NULL, short_name: "", long_name: "" };
    let mut builder = MetadataBuilder::new(info);
    let comment = complete(comment).unwrap_or_default();
    // What was read before an error counts.
    let _ = guarded(|| read_vorbis_comment(&mut BufReader::new(&comment), &mut builder, &mut Vec::new()));
    let mut texts = Texts::default();
    push(&mut texts, &builder.build());
    texts
}

/// A Vorbis comment without its vendor and reduced to its complete entries, because the reader allocates whatever
/// length an entry states.
fn complete(comment: &[u8]) -> Option<Vec<u8>> {
    let entry = |bytes: &[u8]| {
        let size = u32::from_le_bytes(*bytes.first_chunk()?) as usize;
        (size <= bytes.len() - 4).then_some(4 + size)
    };
    let (count, entries) = comment.get(entry(comment)?..)?.split_first_chunk()?;
    let (mut complete, mut end) = (0_u32, 0);
    while complete < u32::from_le_bytes(*count) {
        let Some(size) = entry(&entries[end..]) else { break };
        (complete, end) = (complete + 1, end + size);
    }
    Some([&[0; 4], &complete.to_le_bytes()[..], &entries[..end]].concat())
}

/// Adds the texts of the file.
fn push(texts: &mut Texts, revision: &MetadataRevision) {
    for (name, value) in revision.media.tags.iter().filter_map(text) {
        texts.push(&name, &value);
    }
}

/// The name and value of a textual or numeric tag.
fn text(tag: &Tag) -> Option<(String, String)> {
    let value = match &tag.raw.value {
        RawValue::String(text) => text.to_string(),
        RawValue::StringList(texts) => texts.join(", "),
        RawValue::SignedInt(number) => number.to_string(),
        RawValue::UnsignedInt(number) => number.to_string(),
        RawValue::Float(number) => number.to_string(),
        _ => return None,
    };
    Some((tag.std.as_ref().and_then(name_of).unwrap_or(&tag.raw.key).to_owned(), value))
}

/// The common name of a standard tag.
fn name_of(tag: &StandardTag) -> Option<&'static str> {
    Some(match tag {
        StandardTag::Album(_) => "Album",
        StandardTag::Artist(_) => "Artist",
        StandardTag::Comment(_) => "Comment",
        StandardTag::Composer(_) => "Composer",
        StandardTag::Copyright(_) => "Copyright",
        StandardTag::Description(_) => "Description",
        StandardTag::Encoder(_) => "Software",
        StandardTag::Genre(_) => "Genre",
        StandardTag::RecordingDate(_) | StandardTag::ReleaseDate(_) => "Date",
        StandardTag::TrackNumber(_) => "Track",
        StandardTag::TrackTitle(_) => "Title",
        _ => return None,
    })
}
