//! SigMF recordings, in two files.

use specgram::source;
use specgram::warning::Warning;

use super::decode;
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
        let decoded = decode(Ok(opened), 10).unwrap();
        assert_eq!((decoded.container, decoded.encoding, decoded.rate), ("SigMF", "complex float", 1e6));
        assert_eq!(decoded.channels, [[0.5, 1.0], [-0.25, 0.0]]);
    }
}

#[test]
fn real_samples_have_channels_and_no_centre() {
    let folder = recording(&metadata("ri16_be", r#", "core:num_channels": 2"#), &[0x40, 0, 0xC0, 0, 0, 0, 0x20, 0]);
    let opened = source::open(&folder.path("r.sigmf-meta")).unwrap();
    assert_eq!((opened.source.spec().complex, opened.center.0), (false, 0.0));
    let decoded = decode(Ok(opened), 10).unwrap();
    assert_eq!(decoded.channels, [[0.5, 0.0], [-0.5, 0.25]]);
    assert_eq!(decoded.warnings, [Warning::CenterIgnored { hertz: 437.5e6 }]);
    let said = "ignored the centre frequency of 437500000 Hz: the samples are real";
    assert_eq!(decoded.warnings[0].to_string(), said);
    let at_zero = metadata("ri16_be", "").replace("437500000.0", "0");
    let at_zero = source::open(&recording(&at_zero, &[0; 8]).path("r.sigmf-meta")).unwrap();
    assert_eq!(at_zero.source.report().warnings, []);
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
fn missing_or_unknown_fields_are_named() {
    let reported = |metadata: &str| {
        let folder = recording(metadata, b"");
        source::open(&folder.path("r.sigmf-meta")).err().expect("refused").to_string()
    };
    assert_eq!(reported("{}"), "no 'core:datatype' in the metadata");
    assert_eq!(reported(r#"{"global": {"core:datatype": "cf32_le"}}"#), "no 'core:sample_rate' in the metadata");
    assert_eq!(reported(&metadata("cu16_le", "")), "SigMF with samples of type 'cu16_le' is not supported");
    assert_eq!(
        reported(&metadata("ci8", r#", "core:num_channels": 2"#)),
        "SigMF with 2 complex channels is not supported; supported: 1"
    );
    assert!(reported("nonsense").starts_with("invalid JSON in the metadata (expected "));
    let alone = Folder::new();
    let path = alone.write("r.sigmf-meta", metadata("cu8", ""));
    assert!(source::open(&path).err().unwrap().to_string().starts_with("cannot open data file r.sigmf-data: "));
}

/// The error for a recording that cannot be read.
fn refusal(metadata: &str) -> String {
    let folder = recording(metadata, &[0; 16]);
    source::open(&folder.path("r.sigmf-meta")).err().expect("refused").to_string()
}

#[test]
fn invalid_numbers_are_refused_with_the_number() {
    let rate =
        |rate: &str| refusal(&format!(r#"{{"global": {{"core:datatype": "rf32_le", "core:sample_rate": {rate}}}}}"#));
    assert_eq!(rate("0"), "'core:sample_rate' in the metadata must be above 0 Hz, got 0");
    assert_eq!(rate("-48000"), "'core:sample_rate' in the metadata must be above 0 Hz, got -48000");
    assert_eq!(rate("\"fast\""), "'core:sample_rate' in the metadata must be a number, got 'fast'");
    assert!(rate("1e400").starts_with("invalid JSON in the metadata (number out of range"), "{}", rate("1e400"));
    assert!(rate("NaN").starts_with("invalid JSON in the metadata ("));
    let channels = |number: &str| refusal(&metadata("ri8", &format!(r#", "core:num_channels": {number}"#)));
    assert_eq!(channels("0"), "'core:num_channels' in the metadata must be between 1 and 65536, got 0");
    assert_eq!(channels("-2"), "'core:num_channels' in the metadata must be a whole number of at least 0, got -2");
    assert_eq!(channels("1.5"), "'core:num_channels' in the metadata must be a whole number of at least 0, got 1.5");
    assert_eq!(
        channels("9223372036854775808"),
        "'core:num_channels' in the metadata must be a whole number of at least 0, got 9.223372036854776e18"
    );
    assert_eq!(channels("100000"), "'core:num_channels' in the metadata must be between 1 and 65536, got 100000");
    assert_eq!(channels("[1]"), "'core:num_channels' in the metadata must be a number, got an array");
    let far = refusal(&metadata("ci8", "").replace("437500000.0", "-1e300"));
    assert_eq!(far, "'core:frequency' in the metadata must be between -1e15 and 1e15 Hz, got -1e300");
    let before = |number: &str| {
        refusal(&metadata("ri8", "").replace("\"core:sample_start\": 0", &format!("\"core:header_bytes\": {number}")))
    };
    assert_eq!(before("-1"), "'core:header_bytes' in the metadata must be a whole number of at least 0, got -1");
    assert_eq!(before("1e9"), "'core:header_bytes' in the metadata is 1000000000, but the data file has 16 bytes");
    let behind = refusal(&metadata("ri8", r#", "core:trailing_bytes": 1e12"#));
    assert_eq!(behind, "'core:trailing_bytes' in the metadata is 1000000000000, but the data file has 16 bytes");
    let both = metadata("ri8", r#", "core:trailing_bytes": 5"#);
    let both = refusal(&both.replace("\"core:sample_start\": 0", "\"core:header_bytes\": 12"));
    assert_eq!(both, "'core:trailing_bytes' in the metadata is 5, but the data file has 4 bytes after the header");
}

#[test]
fn metadata_of_any_shape_make_a_short_message() {
    for hostile in [
        "[]".to_owned(),
        format!("\"{}\"", "x".repeat(100_000)),
        format!(r#"{{"global": "{}"}}"#, "\u{1b}[31m".repeat(1000)),
        r#"{"global": {}, "captures": {"core:frequency": 1}}"#.to_owned(),
        r#"{"global": {"core:datatype": {"core:datatype": "cu8"}}}"#.to_owned(),
        format!(r#"{{"global": {{"core:datatype": "{}"}}}}"#, "c".repeat(100_000)),
        format!(r#"{{"annotations": {}"#, "[".repeat(1_000_000)),
    ] {
        let reported = refusal(&hostile);
        assert!(reported.chars().count() < 250 && !reported.contains(char::is_control), "{reported}");
    }
    for (json, found) in [("[]", "sequence"), ("null", "null"), (r#"{"global": 1}"#, "integer `1`")] {
        let reported = refusal(json);
        let expected = format!("invalid SigMF metadata (invalid type: {found}, expected an object ");
        assert!(reported.starts_with(&expected), "{reported}");
    }
}

#[test]
fn endless_annotations_are_skipped() {
    let annotations = vec![r#"{"core:sample_start": 1}"#; 100_000].join(",");
    let long = metadata("cu8", "").replace("\"annotations\": []", &format!("\"annotations\": [{annotations}]"));
    assert!(long.len() > 2_000_000);
    let folder = recording(&long, &[128; 8]);
    assert_eq!(source::open(&folder.path("r.sigmf-meta")).unwrap().source.spec().length, Some(4));
}

#[test]
fn captures_out_of_order_are_reported() {
    let reported = |captures: &str| -> Vec<String> {
        let all =
            format!(r#"{{"global": {{"core:datatype": "cu8", "core:sample_rate": 1e6}}, "captures": {captures}}}"#);
        let folder = recording(&all, &[128; 8]);
        let opened = source::open(&folder.path("r.sigmf-meta")).unwrap();
        assert_eq!(opened.source.spec().length, Some(4));
        opened.source.report().warnings.iter().map(ToString::to_string).collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(reported("[]"), none);
    assert_eq!(reported(r#"[{"core:frequency": 1e9}]"#), none);
    assert_eq!(
        reported(r#"[{"core:frequency": 1e9}, {"core:frequency": 1e9}]"#),
        ["2 captures are joined; time between them is not shown"]
    );
    assert_eq!(
        reported(r#"[{"core:frequency": 1e9}, {"core:frequency": 2e9}, {}]"#),
        ["3 captures with different centre frequencies are joined; the frequency axis is correct only for the first"]
    );
    assert_eq!(
        reported(r#"[{"core:sample_start": 3}]"#),
        ["the first capture starts at sample 3; earlier samples are included"]
    );
    assert_eq!(
        reported(r#"[{"core:sample_start": 4}]"#),
        ["the first capture starts at sample 4, past the end of the data; all samples are included"]
    );
}

#[test]
fn real_samples_have_no_axis_to_retune() {
    let retuned = metadata("ru8", "").replace("}],", r#"}, {"core:frequency": 1e9}],"#);
    let folder = recording(&retuned, &[128; 8]);
    let reported = source::open(&folder.path("r.sigmf-meta")).unwrap().source.report().warnings;
    assert_eq!(
        reported,
        [Warning::CapturesJoined { captures: 2, is_retuned: false }, Warning::CenterIgnored { hertz: 437.5e6 }]
    );
}

#[test]
fn captures_are_counted_from_the_first_sample_of_the_whole_recording() {
    let later = |start: u32, more: &str| {
        let text =
            metadata("ru8", more).replace("\"core:sample_start\": 0", &format!("\"core:sample_start\": {start}"));
        let folder = recording(&text, &[128; 8]);
        source::open(&folder.path("r.sigmf-meta")).map(|opened| opened.source.report().warnings.len())
    };
    // One is of the centre frequency.
    assert_eq!(later(1000, r#", "core:offset": 1000"#).unwrap(), 1);
    assert_eq!(later(1000, r#", "core:offset": 2000"#).unwrap(), 1);
    assert_eq!(later(1002, r#", "core:offset": 1000"#).unwrap(), 2);
    let reported = refusal(
        &metadata("ri8", "").replace("\"core:sample_start\": 0", "\"core:sample_start\": 2, \"core:header_bytes\": 5"),
    );
    assert_eq!(reported, "SigMF with headers between its captures is not supported");
}

#[test]
fn a_byte_order_mark_and_names_in_capitals_do_no_harm() {
    let folder = Folder::new();
    folder.write("R.SIGMF-META", format!("\u{feff}{}", metadata("ru8", "")));
    folder.write("R.SIGMF-DATA", [192; 4]);
    for half in ["R.SIGMF-META", "R.SIGMF-DATA"] {
        let opened = source::open(&folder.path(half)).unwrap();
        assert_eq!(opened.files, [folder.path("R.SIGMF-META"), folder.path("R.SIGMF-DATA")]);
        assert_eq!(decode(Ok(opened), 10).unwrap().channels, [[0.5; 4]]);
    }
    folder.write("Mix.SigMF-Meta", metadata("ru8", ""));
    folder.write("Mix.SigMF-Data", [192; 3]);
    for half in ["Mix.SigMF-Meta", "Mix.SigMF-Data"] {
        assert_eq!(decode(source::open(&folder.path(half)), 10).unwrap().channels, [[0.5; 3]]);
    }
    folder.write("R.SIGMF", b"R/R.sigmf-meta");
    let reported = source::open(&folder.path("R.SIGMF")).err().unwrap().to_string();
    assert_eq!(reported, "SigMF archives are not supported");
}

#[cfg(unix)]
#[test]
fn metadata_that_are_not_a_regular_file_do_not_block() {
    let folder = recording(&metadata("ru8", ""), &[128; 8]);
    let path = folder.path("r.sigmf-meta");
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
    let reported = source::open(&folder.path("r.sigmf-data")).err().unwrap().to_string();
    assert_eq!(reported, "metadata file r.sigmf-meta must be a regular file");
    std::fs::remove_file(&path).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    assert_eq!(source::open(&folder.path("r.sigmf-data")).err().unwrap().to_string(), reported);
}

#[test]
fn data_of_another_name_may_have_bytes_around_their_samples() {
    let folder = Folder::new();
    let around = r#", "core:dataset": "tape.bin", "core:trailing_bytes": 3"#;
    let text = metadata("ri16_le", around).replace("\"core:sample_start\": 0", "\"core:header_bytes\": 5");
    let path = folder.write("r.sigmf-meta", text);
    folder.write("tape.bin", [9, 9, 9, 9, 9, 0, 0x40, 0, 0xC0, 9, 9, 9]);
    for block in [1, 10] {
        let decoded = decode(source::open(&path), block).unwrap();
        assert_eq!((decoded.length, decoded.channels, decoded.warnings.len()), (Some(2), vec![vec![0.5, -0.5]], 1));
    }
    let mut skipped = source::open(&path).unwrap().source;
    assert_eq!((skipped.skip(1).unwrap(), skipped.skip(5).unwrap(), skipped.read(&mut [0; 2]).unwrap()), (1, 1, 0));
}

#[test]
fn data_are_sought_beside_the_metadata_and_nowhere_else() {
    for name in ["/etc/passwd", "../r.sigmf-data", "sub/r.sigmf-data", "..", "", "a\\u0000/b"] {
        let reported = refusal(&metadata("ri8", &format!(r#", "core:dataset": "{name}""#)));
        assert!(reported.starts_with("'core:dataset' in the metadata must be a file name, got "), "{name}: {reported}");
    }
    let folder = recording(&metadata("ri8", r#", "core:dataset": "folder""#), b"");
    std::fs::create_dir(folder.path("folder")).unwrap();
    let reported = source::open(&folder.path("r.sigmf-meta")).err().unwrap().to_string();
    assert_eq!(reported, "data file folder must be a regular file");
}

#[test]
fn raw_reads_the_data_whatever_the_metadata_say() {
    let folder = recording(&metadata("cf32_le", ""), &[64; 4000]);
    let raw = ["export", "r.sigmf-data", "--raw", "u8", "--rate", "1000", "--nfft", "4", "--format", "csv"];
    let table = folder.run(&raw, b"").done();
    // Half of 1000 Hz is the last of three rows below that of the times.
    assert_eq!(table.text().lines().count(), 4);
    assert!(table.text().lines().last().unwrap().starts_with("500,"), "{}", table.text());
}

#[test]
fn info_shows_the_metadata() {
    let data: Vec<u8> = [0.5_f32, 0.0, -0.25, 0.0].iter().flat_map(|x| x.to_le_bytes()).collect();
    let folder = recording(&metadata("cf32_le", r#", "core:description": "A beacon""#), &data);
    let reported = folder.run(&["info", "r.sigmf-meta"], b"").done().silent();
    for line in ["container    SigMF", "complex float, 32-bit", "1000000 Hz", "(2 samples per channel)", "A beacon"] {
        assert!(reported.text().contains(line), "no {line:?} in {}", reported.text());
    }
}
