//! Files that are cut short, joined, or damaged within.

use specgram::source;

use super::{Heard, LENGTH, bytes, hear, hear_stream};
use crate::program::Folder;

/// Reads bytes as a file of its own.
fn hear_as_file(bytes: &[u8]) -> specgram::Result<Heard> {
    let folder = Folder::new();
    hear(source::open(&folder.write("input", bytes)), 1000)
}

fn told(heard: &Heard) -> Vec<String> {
    heard.warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_cut_short_is_read_as_far_as_it_goes_with_a_warning() {
    let claimed = format!("of {LENGTH} that the header claims");
    for (name, least, warning) in [
        ("flac.flac", 0, claimed.as_str()),
        ("flac.ogg", 0, "the data end inside a packet"),
        ("flac.mka", 0, "the data end inside a packet"),
        ("pcm.aiff", 1700, &claimed),
        ("float.au", 1700, &claimed),
        ("mp3.mp3", 1000, &claimed),
        ("vorbis.ogg", 0, "the data end inside a packet"),
        ("aac.aac", 1000, "the data end inside a packet"),
    ] {
        let whole = bytes(name);
        let cut = &whole[..whole.len() * 6 / 10 + whole.len() / 4 * usize::from(name == "flac.flac")];
        for (way, heard) in [("file", hear_as_file(cut)), ("pipe", hear_stream(cut.to_vec()))] {
            match heard {
                Ok(heard) => {
                    let length = heard.channels[0].len();
                    assert!((least..LENGTH).contains(&length), "{name} as a {way}: {length} samples");
                    assert!(told(&heard).iter().any(|text| text.contains(warning)), "{name}: {:?}", told(&heard));
                }
                // The only packet is what was cut.
                Err(error) => assert!(least == 0, "{name} as a {way}: {error}"),
            }
        }
    }
}
