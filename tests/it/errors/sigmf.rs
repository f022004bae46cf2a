//! What is said of SigMF recordings, word for word: the catalogue's continuation.

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
    report("notype.sigmf-meta", "?"),
    report("notype.sigmf-data", "?"),
    report("type5.sigmf-meta", "?"),
    report("foreign.sigmf-meta", "?"),
    report("norate.sigmf-meta", "?"),
    report("ratenull.sigmf-meta", "?"),
    report("rate0.sigmf-meta", "?"),
    report("rate.sigmf-meta", "?"),
    report("channels0.sigmf-meta", "?"),
    report("channels2.sigmf-meta", "?"),
    report("channels9.sigmf-meta", "?"),
    report("channels1e300.sigmf-meta", "?"),
    report("inner.sigmf-meta", "?"),
    report("late.sigmf-meta", "?"),
    report("centre.sigmf-meta", "?"),
    report("dataset.sigmf-meta", "?"),
    report("dataset5.sigmf-meta", "?"),
    report("elsewhere.sigmf-meta", "?"),
    report("header.sigmf-meta", "?"),
    report("trailing.sigmf-meta", "?"),
    report("nothing.sigmf-meta", "?"),
    report("list.sigmf-meta", "?"),
    report("text.sigmf-meta", "?"),
    report("captures.sigmf-meta", "?"),
    report("alone.sigmf-data", "?"),
    report("long.sigmf-meta", "?"),
];

const PARTS: &[Report] = &[
    report("joined.sigmf-meta", "?"),
    report("begun.sigmf-meta", "?"),
    report("ended.sigmf-meta", "?"),
    report("real.sigmf-meta", "?"),
    report("partial.sigmf-meta", "?"),
];

#[test]
fn recordings_that_cannot_be_read() {
    check_reports(&folder(), REFUSED);
}

#[test]
fn recordings_that_are_read_in_part() {
    check_reports(&folder(), PARTS);
}

#[cfg(unix)]
#[test]
fn halves_that_are_no_files_are_not_waited_for() {
    const PIPES: &[Report] = &[report("joined.sigmf-meta", "?"), report("begun.sigmf-data", "?")];
    let folder = folder();
    for name in ["joined.sigmf-data", "begun.sigmf-meta"] {
        let path = folder.path(name);
        std::fs::remove_file(&path).expect("the file");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    }
    check_reports(&folder, PIPES);
}
