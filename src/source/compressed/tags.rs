//! Texts about a recording, from whatever tags there are.

use symphonia::core::formats::FormatReader;
use symphonia::core::meta::{RawValue, StandardTag, Tag};

use crate::source::facts::Texts;

/// All texts that are known before the first sample.
pub(super) fn texts(reader: &mut dyn FormatReader) -> Texts {
    let mut texts = Texts::default();
    let mut metadata = reader.metadata();
    loop {
        if let Some(revision) = metadata.current() {
            let of_tracks = revision.per_track.iter().flat_map(|track| &track.metadata.tags);
            for tag in revision.media.tags.iter().chain(of_tracks) {
                push(&mut texts, tag);
            }
        }
        if metadata.pop().is_none() {
            return texts;
        }
    }
}

fn push(texts: &mut Texts, tag: &Tag) {
    let value = match &tag.raw.value {
        RawValue::String(text) => text.to_string(),
        RawValue::StringList(texts) => texts.join(", "),
        RawValue::SignedInt(number) => number.to_string(),
        RawValue::UnsignedInt(number) => number.to_string(),
        RawValue::Float(number) => number.to_string(),
        _ => return,
    };
    texts.push(tag.std.as_ref().and_then(name_of).unwrap_or(&tag.raw.key), &value);
}

/// What a tag is called in the other containers too.
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
