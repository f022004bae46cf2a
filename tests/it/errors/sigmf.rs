//! What is said of SigMF recordings, word for word: the catalogue's continuation.

use super::entry::{Entry, check, entry};
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

const REFUSED: &[Entry] = &[
    entry("info notype.sigmf-meta", 1, "specgram: notype.sigmf-meta: metadata without 'core:datatype'"),
    entry("info notype.sigmf-data", 1, "specgram: notype.sigmf-data: metadata without 'core:datatype'"),
    entry("info type5.sigmf-meta", 1, "specgram: type5.sigmf-meta: the metadata's 'core:datatype' is no text"),
    entry(
        "info foreign.sigmf-meta",
        1,
        "specgram: foreign.sigmf-meta: SigMF with samples of type 'cu16_le', which is not read here",
    ),
    entry("info norate.sigmf-meta", 1, "specgram: norate.sigmf-meta: metadata without 'core:sample_rate'"),
    entry(
        "info ratenull.sigmf-meta",
        1,
        "specgram: ratenull.sigmf-meta: the metadata's 'core:sample_rate' is no number",
    ),
    entry("info rate0.sigmf-meta", 1, "specgram: rate0.sigmf-meta: the metadata say a sample rate of 0 Hz"),
    entry("info rate.sigmf-meta", 1, "specgram: rate.sigmf-meta: the metadata say a sample rate of -1e300 Hz"),
    entry("info channels0.sigmf-meta", 1, "specgram: channels0.sigmf-meta: the metadata say 0 channels"),
    entry("info channels2.sigmf-meta", 1, "specgram: channels2.sigmf-meta: SigMF with 2 complex channels; 1 is read"),
    entry("info channels9.sigmf-meta", 1, "specgram: channels9.sigmf-meta: 99999 channels; at most 65536 are read"),
    entry(
        "info channels1e300.sigmf-meta",
        1,
        "specgram: channels1e300.sigmf-meta: the metadata say a 'core:num_channels' of 1e300",
    ),
    entry(
        "info inner.sigmf-meta",
        1,
        "specgram: inner.sigmf-meta: SigMF with headers between its captures, which are not read here",
    ),
    entry(
        "info late.sigmf-meta",
        1,
        "specgram: late.sigmf-meta: SigMF with headers between its captures, which are not read here",
    ),
    entry("info centre.sigmf-meta", 1, "specgram: centre.sigmf-meta: the metadata say a centre frequency of 1e300 Hz"),
    entry(
        "info dataset.sigmf-meta",
        1,
        "specgram: dataset.sigmf-meta: the metadata's 'core:dataset', '../other', is no name of a file",
    ),
    entry("info dataset5.sigmf-meta", 1, "specgram: dataset5.sigmf-meta: the metadata's 'core:dataset' is no text"),
    entry(
        "info elsewhere.sigmf-meta",
        1,
        "specgram: elsewhere.sigmf-meta: cannot open the data, none.bin: No such file or directory",
    ),
    entry(
        "info header.sigmf-meta",
        1,
        "specgram: header.sigmf-meta: the metadata say a 'core:header_bytes' of 101, where the data have 100 bytes",
    ),
    entry(
        "info trailing.sigmf-meta",
        1,
        "specgram: trailing.sigmf-meta: the metadata say a 'core:trailing_bytes' of 2, where the data have 1 byte behind their header",
    ),
    entry("info nothing.sigmf-meta", 1, "specgram: nothing.sigmf-meta: the input holds no samples"),
    entry(
        "info list.sigmf-meta",
        1,
        "specgram: list.sigmf-meta: metadata that are JSON, but not SigMF (invalid type: sequence, expected an object at line 1 column 0)",
    ),
    entry(
        "info text.sigmf-meta",
        1,
        "specgram: text.sigmf-meta: metadata that are JSON, but not SigMF (invalid type: string \"loud\", expected an object at line 1 column 17)",
    ),
    entry(
        "info captures.sigmf-meta",
        1,
        "specgram: captures.sigmf-meta: metadata that are JSON, but not SigMF (invalid type: map, expected a list of captures at line 1 column 13)",
    ),
    entry(
        "info alone.sigmf-data",
        1,
        "specgram: alone.sigmf-data: cannot open the metadata, alone.sigmf-meta: No such file or directory\n\
         hint: samples without their metadata are drawn with --raw FORMAT --rate HZ",
    ),
    entry("info long.sigmf-meta", 1, "specgram: long.sigmf-meta: the metadata are longer than 67108864 bytes"),
];

const PARTS: &[Entry] = &[
    entry(
        "info joined.sigmf-meta",
        0,
        "specgram: warning: joined.sigmf-meta: its 2 captures are read as one, though time may have passed between them",
    ),
    entry(
        "info begun.sigmf-meta",
        0,
        "specgram: warning: begun.sigmf-meta: its first capture begins at sample 9; what comes before is read as part of it",
    ),
    entry(
        "info ended.sigmf-meta",
        0,
        "specgram: warning: ended.sigmf-meta: its first capture begins at sample 100; the data end before it and are read as part of it",
    ),
    entry(
        "info real.sigmf-meta",
        0,
        "specgram: warning: real.sigmf-meta: the centre frequency of 1000000000 Hz is ignored: real samples have their own 0 Hz",
    ),
    entry(
        "info partial.sigmf-meta",
        0,
        "specgram: warning: partial.sigmf-meta: 1 byte at the end makes no whole sample and is left out",
    ),
];

#[test]
fn recordings_that_cannot_be_read() {
    check(&folder(), REFUSED);
}

#[test]
fn recordings_that_are_read_in_part() {
    check(&folder(), PARTS);
}

#[cfg(unix)]
#[test]
fn halves_that_are_no_files_are_not_waited_for() {
    const PIPES: &[Entry] = &[
        entry(
            "info joined.sigmf-meta",
            1,
            "specgram: joined.sigmf-meta: the data, joined.sigmf-data, are no regular file",
        ),
        entry(
            "info begun.sigmf-data",
            1,
            "specgram: begun.sigmf-data: the metadata, begun.sigmf-meta, are no regular file",
        ),
    ];
    let folder = folder();
    for name in ["joined.sigmf-data", "begun.sigmf-meta"] {
        let path = folder.path(name);
        std::fs::remove_file(&path).expect("the file");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    }
    check(&folder, PIPES);
}
