//! Natural order, patterns and lists, without the program.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use specgram::batch::{Found, MemorySize, Pattern, Separator, natural_order, read_list};
use specgram::source::Channels;

fn sorted(names: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    names.sort_by(|a, b| natural_order(OsStr::new(a), OsStr::new(b)));
    names
}

#[test]
fn numbers_in_names_count() {
    assert_eq!(sorted(&["file10", "file2", "File1", "file02", "file"]), ["file", "File1", "file02", "file2", "file10"]);
    assert_eq!(sorted(&["a10b2", "a10b10", "a9b99"]), ["a9b99", "a10b2", "a10b10"]);
    // Longer than any machine integer.
    let (less, more) = ("99999999999999999999999", "100000000000000000000000");
    assert_eq!(sorted(&[more, less]), [less, more]);
}

proptest! {
    #[test]
    fn natural_order_is_total(mut names in prop::collection::vec("[0-2a-bA]{0,5}", 3)) {
        names.sort_by(|a, b| natural_order(OsStr::new(a), OsStr::new(b)));
        let order = |a: usize, b: usize| natural_order(OsStr::new(&names[a]), OsStr::new(&names[b]));
        prop_assert!(order(0, 1).is_le() && order(1, 2).is_le() && order(0, 2).is_le());
        prop_assert_eq!(order(0, 1), order(1, 0).reverse());
        prop_assert_eq!(order(0, 1).is_eq(), names[0] == names[1]);
    }
}

fn expanded(pattern: &str, input: &str, channel: Option<Channels>) -> PathBuf {
    let input = Found { path: input.into(), folder: None };
    Pattern::new(Path::new(pattern)).unwrap().path(&input, 7, channel, "png")
}

#[test]
fn placeholders_are_parts_of_the_inputs_path() {
    let pattern = "{{o}}/{dir}/{name}-{stem}-{ext}-{n}-{channel}.png";
    let expected = "{o}/a/b/x.y.wav-x.y-wav-7-2.png";
    assert_eq!(expanded(pattern, "a/b/x.y.wav", Some(Channels::One(1))), Path::new(expected));
    // A file without a folder is in this one, not in the root.
    assert_eq!(expanded("{dir}/{stem}.png", "x.wav", None), Path::new("./x.png"));
    // Braces in a file's own name stay as they are.
    assert_eq!(expanded("{stem}.png", "{n}.wav", None), Path::new("{n}.png"));
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_kept() {
    use std::os::unix::ffi::OsStrExt;
    let input = Found { path: OsStr::from_bytes(b"d/\xff.wav").into(), folder: None };
    let path = Pattern::new(Path::new("{stem}.png")).unwrap().path(&input, 1, None, "png");
    assert_eq!(path.as_os_str().as_bytes(), b"\xff.png");
}

#[test]
fn wrong_patterns_are_errors() {
    for (pattern, reason) in [
        ("{x}.png", "unknown placeholder {x}"),
        ("a{.png", "a single {"),
        ("a}.png", "a single }"),
        ("{stem}/", "add the name of the file"),
        ("{stem", "a single {"),
    ] {
        let error = Pattern::new(Path::new(pattern)).unwrap_err();
        assert!(error.is_misuse() && error.to_string().contains(reason), "{pattern}: {error}");
    }
}

#[test]
fn lists_have_lines_or_zeros() {
    let lines = read_list(&b"a b.wav\r\n\nc\xc3\xa9.wav"[..], Separator::Line).unwrap();
    assert_eq!(lines, [Path::new("a b.wav"), Path::new("cé.wav")]);
    let names = read_list(&b"a\nb.wav\0c\0"[..], Separator::Null).unwrap();
    assert_eq!(names, [Path::new("a\nb.wav"), Path::new("c")]);
}

#[test]
fn amounts_of_memory_have_units() {
    for (text, bytes) in [("1000", 1000), ("2k", 2048), ("1.5M", 3 << 19), ("2GiB", 2 << 30), ("2GB", 2_000_000_000)] {
        assert_eq!(text.parse::<MemorySize>().unwrap(), MemorySize(bytes), "{text}");
    }
    for text in ["", "M", "1X", "1Mi", "-1", "1e9", "2 GiBs"] {
        assert!(text.parse::<MemorySize>().is_err(), "{text}");
    }
}
