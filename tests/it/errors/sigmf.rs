//! The exact messages about SigMF recordings.

use super::entry::{Report, check_reports, report};
use crate::program::Folder;

/// Recordings by their name, the fields of `global` but for a usual rate, the captures and the bytes of data.
const RECORDINGS: &[(&str, &str, &str, usize)] = &[
    ("type5", r#""core:datatype": 5"#, "", 100),
    ("foreign", r#""core:datatype": "cu16_le""#, "", 100),
    ("ratenull", r#""core:datatype": "cu8", "core:sample_rate": null"#, "", 100),
    ("rate0", r#""core:datatype": "cu8", "core:sample_rate": 0"#, "", 100),
    ("rate", r#""core:datatype": "cu8", "core:sample_rate": -1e300"#, "", 100),
    ("channels0", r#""core:datatype": "ri8", "core:num_channels": 0"#, "", 100),
    ("channels2", r#""core:datatype": "ci8", "core:num_channels": 2"#, "", 100),
    ("channels9", r#""core:datatype": "ri8", "core:num_channels": 99999"#, "", 100),
    ("channels1e300", r#""core:datatype": "ri8", "core:num_channels": 1e300"#, "", 100),
    ("inner", r#""core:datatype": "ri8""#, r#"{}, {"core:header_bytes": 4}"#, 100),
    ("late", r#""core:datatype": "ri8""#, r#"{"core:sample_start": 9, "core:header_bytes": 4}"#, 100),
    ("centre", r#""core:datatype": "cu8""#, r#"{"core:frequency": 1e300}"#, 100),
    ("dataset", r#""core:datatype": "ri8", "core:dataset": "../other""#, "", 100),
    ("dataset5", r#""core:datatype": "ri8", "core:dataset": 5"#, "", 100),
    ("elsewhere", r#""core:datatype": "ri8", "core:dataset": "none.bin""#, "", 100),
    ("header", r#""core:datatype": "ri8""#, r#"{"core:header_bytes": 101}"#, 100),
    ("trailing", r#""core:datatype": "ri8", "core:trailing_bytes": 2"#, r#"{"core:header_bytes": 99}"#, 100),
    ("nothing", r#""core:datatype": "ri8""#, "", 0),
    ("joined", r#""core:datatype": "ri8""#, "{}, {}", 100),
    ("begun", r#""core:datatype": "ri8""#, r#"{"core:sample_start": 9}"#, 100),
    ("ended", r#""core:datatype": "ri8""#, r#"{"core:sample_start": 100}"#, 100),
    ("real", r#""core:datatype": "ri8""#, r#"{"core:frequency": 1e9}"#, 100),
    ("partial", r#""core:datatype": "ri16_le""#, "", 101),
];

fn folder() -> Folder {
    let folder = Folder::new();
    for (name, global, captures, bytes) in RECORDINGS {
        let rate = if global.contains("sample_rate") { "" } else { r#", "core:sample_rate": 8000"# };
        let metadata = format!(r#"{{"global": {{{global}{rate}}}, "captures": [{captures}]}}"#);
        folder.write(&format!("{name}.sigmf-meta"), metadata);
        folder.write(&format!("{name}.sigmf-data"), vec![1; *bytes]);
    }
    folder.write("notype.sigmf-meta", r#"{"global": {"core:sample_rate": 8000}}"#);
    folder.write("notype.sigmf-data", [1; 100]);
    folder.write("norate.sigmf-meta", r#"{"global": {"core:datatype": "cu8"}}"#);
    folder.write("list.sigmf-meta", "[]");
    folder.write("text.sigmf-meta", r#"{"global": "loud"}"#);
    folder.write("captures.sigmf-meta", r#"{"captures": {}}"#);
    folder.write("alone.sigmf-data", [1; 100]);
    let long = std::fs::File::create(folder.path("long.sigmf-meta")).expect("a file");
    long.set_len((1 << 26) + 1).expect("room");
    folder
}

const REFUSED: &[Report] = &[
    report("notype.sigmf-meta", "no 'core:datatype' in the metadata"),
    report("notype.sigmf-data", "no 'core:datatype' in the metadata"),
    report("type5.sigmf-meta", "'core:datatype' in the metadata must be a string, got 5"),
    report("foreign.sigmf-meta", "SigMF with samples of type 'cu16_le' is not supported"),
    report("norate.sigmf-meta", "no 'core:sample_rate' in the metadata"),
    report("ratenull.sigmf-meta", "'core:sample_rate' in the metadata must be a number, got null"),
    report("rate0.sigmf-meta", "'core:sample_rate' in the metadata must be above 0 Hz, got 0"),
    report("rate.sigmf-meta", "'core:sample_rate' in the metadata must be above 0 Hz, got -1e300"),
    report("channels0.sigmf-meta", "'core:num_channels' in the metadata must be between 1 and 65536, got 0"),
    report("channels2.sigmf-meta", "SigMF with 2 complex channels is not supported; supported: 1"),
    report("channels9.sigmf-meta", "'core:num_channels' in the metadata must be between 1 and 65536, got 99999"),
    report(
        "channels1e300.sigmf-meta",
        "'core:num_channels' in the metadata must be a whole number of at least 0, got 1e300",
    ),
    report("inner.sigmf-meta", "SigMF with headers between its captures is not supported"),
    report("late.sigmf-meta", "SigMF with headers between its captures is not supported"),
    report("centre.sigmf-meta", "'core:frequency' in the metadata must be between -1e15 and 1e15 Hz, got 1e300"),
    report("dataset.sigmf-meta", "'core:dataset' in the metadata must be a file name, got '../other'"),
    report("dataset5.sigmf-meta", "'core:dataset' in the metadata must be a string, got 5"),
    report("elsewhere.sigmf-meta", "cannot open data file none.bin: No such file or directory"),
    report("header.sigmf-meta", "'core:header_bytes' in the metadata is 101, but the data file has 100 bytes"),
    report(
        "trailing.sigmf-meta",
        "'core:trailing_bytes' in the metadata is 2, but the data file has 1 byte after the header",
    ),
    report("nothing.sigmf-meta", "the input has no samples"),
    report("list.sigmf-meta", "invalid SigMF metadata (invalid type: sequence, expected an object at line 1 column 0)"),
    report(
        "text.sigmf-meta",
        "invalid SigMF metadata (invalid type: string \"loud\", expected an object at line 1 column 17)",
    ),
    report(
        "captures.sigmf-meta",
        "invalid SigMF metadata (invalid type: map, expected a list of captures at line 1 column 13)",
    ),
    report("alone.sigmf-data", "cannot open metadata file alone.sigmf-meta: No such file or directory\nNameRawFormat"),
    report("long.sigmf-meta", "length of the metadata exceeds the limit of 67108864 bytes"),
];

const PARTS: &[Report] = &[
    report("joined.sigmf-meta", "captures_joined: 2 captures are joined; time between them is not shown"),
    report(
        "begun.sigmf-meta",
        "capture_starts_late: the first capture starts at sample 9; earlier samples are included",
    ),
    report(
        "ended.sigmf-meta",
        "capture_starts_late: the first capture starts at sample 100, past the end of the data; all samples are included",
    ),
    report("real.sigmf-meta", "center_ignored: ignored the centre frequency of 1000000000 Hz: the samples are real"),
    report("partial.sigmf-meta", "partial_sample!: ignored 1 byte at the end: not a whole sample"),
];

#[test]
fn unreadable_recordings() {
    check_reports(&folder(), REFUSED);
}

#[test]
fn partially_read_recordings() {
    check_reports(&folder(), PARTS);
}

#[cfg(unix)]
#[test]
fn a_recording_half_that_is_not_a_regular_file_does_not_block() {
    const PIPES: &[Report] = &[
        report("joined.sigmf-meta", "data file joined.sigmf-data must be a regular file"),
        report("begun.sigmf-data", "metadata file begun.sigmf-meta must be a regular file\nNameRawFormat"),
    ];
    let folder = folder();
    for name in ["joined.sigmf-data", "begun.sigmf-meta"] {
        let path = folder.path(name);
        std::fs::remove_file(&path).expect("the file");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    }
    check_reports(&folder, PIPES);
}
