//! SigMF recordings, in two files.

use specgram::source;

use super::hear;
use crate::program::Folder;

fn recording(metadata: &str, data: &[u8]) -> Folder {
    let folder = Folder::new();
    folder.write("r.sigmf-meta", metadata);
    folder.write("r.sigmf-data", data);
    folder
}

fn metadata(datatype: &str, more: &str) -> String {
    format!(
        r#"{{"global": {{"core:datatype": "{datatype}", "core:sample_rate": 1000000.0, "core:version": "1.2.0"{more}}},
            "captures": [{{"core:sample_start": 0, "core:frequency": 437500000.0}}], "annotations": []}}"#
    )
}

#[test]
fn either_half_opens_the_recording() {
    let data: Vec<u8> = [0.5_f32, -0.25, 1.0, 0.0].iter().flat_map(|x| x.to_le_bytes()).collect();
    let folder = recording(&metadata("cf32_le", r#", "core:hw": "A receiver""#), &data);
    for half in ["r.sigmf-meta", "r.sigmf-data"] {
        let opened = source::open(&folder.path(half)).unwrap();
        let spec = opened.source.spec().clone();
        assert_eq!((spec.complex, spec.channels, spec.length, opened.center.0), (true, 2, Some(2), 437.5e6));
        assert_eq!(opened.facts.texts[..], [("Hardware".to_owned(), "A receiver".to_owned())]);
        let heard = hear(Ok(opened), 10).unwrap();
        assert_eq!((heard.container, heard.encoding, heard.rate), ("SigMF", "complex float", 1e6));
        assert_eq!(heard.channels, [[0.5, 1.0], [-0.25, 0.0]]);
    }
}

#[test]
fn real_samples_have_channels_and_no_centre() {
    let folder = recording(&metadata("ri16_be", r#", "core:num_channels": 2"#), &[0x40, 0, 0xC0, 0, 0, 0, 0x20, 0]);
    let opened = source::open(&folder.path("r.sigmf-meta")).unwrap();
    assert_eq!((opened.source.spec().complex, opened.center.0), (false, 0.0));
    assert_eq!(hear(Ok(opened), 10).unwrap().channels, [[0.5, 0.0], [-0.5, 0.25]]);
}

#[test]
fn the_axis_is_around_the_centre_frequency() {
    let folder = recording(&metadata("cu8", ""), &[128; 512]);
    let export = ["export", "r.sigmf-meta", "--nfft", "4", "--format", "csv"];
    let table = folder.run(&export, b"").done();
    let first_column = |text: &str| -> Vec<f64> {
        text.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect()
    };
    assert_eq!(first_column(table.text()), [437.0e6, 437.25e6, 437.5e6, 437.75e6]);
    let moved = folder.run(&[&export[..], &["--center-frequency", "0"]].concat(), b"").done();
    assert_eq!(first_column(moved.text()), [-500e3, -250e3, 0.0, 250e3]);
}

#[test]
fn what_is_missing_or_foreign_is_named() {
    let told = |metadata: &str| {
        let folder = recording(metadata, b"");
        source::open(&folder.path("r.sigmf-meta")).err().expect("refused").to_string()
    };
    assert_eq!(told("{}"), "metadata without 'core:datatype'");
    assert_eq!(told(r#"{"global": {"core:datatype": "cf32_le"}}"#), "metadata without 'core:sample_rate'");
    assert_eq!(told(&metadata("cu16_le", "")), "SigMF with samples of type 'cu16_le' is not supported");
    assert_eq!(told(&metadata("ci8", r#", "core:num_channels": 2"#)), "SigMF with 2 complex channels; 1 is read");
    assert!(told("nonsense").starts_with("metadata that are no JSON (expected "));
    let alone = Folder::new();
    let path = alone.write("r.sigmf-meta", metadata("cu8", ""));
    assert!(source::open(&path).err().unwrap().to_string().starts_with("cannot open the data: "));
}
