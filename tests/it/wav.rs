//! The reader of the RIFF family.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use serde_json::Value;
use specgram::source::{self, AudioSource, ByteOrder, Channels, SampleFormat, Wav, pcm};
use specgram::warning::Warning;
use specgram::{Error, Result};

#[test]
fn every_odd_file_behaves_as_its_manifest_expects() {
    let Some(shared) = std::env::var_os("SPECGRAM_SHARED") else { return };
    let folder = PathBuf::from(shared).join("reference/badwav");
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    for file in manifest["files"].as_array().unwrap() {
        let name = file["file"].as_str().unwrap();
        match source::open(&folder.join(name)) {
            Ok(mut o) => {
                println!("ok {} {name} {:?} {:?} {:?}", file["expect"], o.source.spec(), o.facts, o.source.warnings());
            }
            Err(e) => println!("ERR {} {name} {e}", file["expect"]),
        }
        let _ = Channels::Mix;
    }
}
