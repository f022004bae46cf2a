//! Text metadata of a recording, from tags of any format.

use symphonia::core::formats::FormatReader;
use symphonia::core::meta::{RawValue, StandardTag, Tag};

use crate::source::facts::Texts;

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
            for (name, value) in revision.media.tags.iter().filter_map(text) {
                texts.push(&name, &value);
            }
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
