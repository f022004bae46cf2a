//! Which inputs have which outputs, and what is refused before any work.

use super::{recordings, tree};
use crate::program::Folder;

/// The lines of `render --dry-run`.
fn planned(folder: &Folder, args: &[&str]) -> Vec<String> {
    let args = [&["render", "--dry-run"], args].concat();
    let out = folder.run(&args, b"").done().silent();
    String::from_utf8(out.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn a_folder_gives_its_recordings_in_natural_order_and_its_tree() {
    let folder = recordings();
    folder.write("in/notes.txt", "no recording");
    folder.write("in/.hidden.wav", "hidden");
    std::fs::create_dir(folder.path("in/.hidden")).unwrap();
    folder.write("in/.hidden/4.wav", "hidden");
    let expected = ["in/2.wav -> out/2.png", "in/10.wav -> out/10.png", "in/sub/3.WAV -> out/sub/3.png"];
    assert_eq!(planned(&folder, &["in", "-o", "out/"]), expected);
    assert_eq!(planned(&folder, &["in/", "-o", "out/"]), expected);
    assert_eq!(folder.names(), ["in"], "a plan does nothing");
}

#[test]
fn files_keep_the_typed_order_and_go_into_the_folder() {
    let folder = recordings();
    let args = ["in/10.wav", "in/sub", "in/2.wav", "--format", "svg", "-o", "out/"];
    assert_eq!(
        planned(&folder, &args),
        ["in/10.wav -> out/10.svg", "in/sub/3.WAV -> out/3.svg", "in/2.wav -> out/2.svg"]
    );
}

#[test]
fn an_existing_folder_needs_no_slash() {
    let folder = recordings();
    std::fs::create_dir(folder.path("out")).unwrap();
    assert_eq!(planned(&folder, &["in/2.wav", "-o", "out"]), ["in/2.wav -> out/2.png"]);
}

#[test]
fn lists_name_more_inputs() {
    let folder = recordings();
    folder.write("list", "in/10.wav\n\nin/sub\n");
    let expected = ["in/2.wav -> 2.png", "in/10.wav -> 10.png", "in/sub/3.WAV -> 3.png"];
    assert_eq!(planned(&folder, &["in/2.wav", "--files-from", "list", "-o", "{stem}.png"]), expected);
    let args = ["render", "--dry-run", "--files-from", "-", "--null", "-o", "{n}.png"];
    let out = folder.run(&args, b"in/10.wav\0in/2.wav\0").done().silent();
    assert_eq!(String::from_utf8(out.stdout).unwrap(), "in/10.wav -> 1.png\nin/2.wav -> 2.png\n");
}

#[test]
fn a_sigmf_pair_is_one_input() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("in")).unwrap();
    folder.write("in/a.sigmf-meta", "{}");
    folder.write("in/a.sigmf-data", "");
    let expected = ["in/a.sigmf-meta -> a.png"];
    assert_eq!(planned(&folder, &["in", "-o", "{stem}.png"]), expected);
    assert_eq!(planned(&folder, &["in/a.sigmf-data", "in/a.sigmf-meta", "-o", "{stem}.png"]), expected);
    // The samples alone are what was named.
    assert_eq!(planned(&folder, &["in/a.sigmf-data", "-o", "{stem}.png"]), ["in/a.sigmf-data -> a.png"]);
}

#[test]
fn every_channel_can_have_an_output() {
    let folder = Folder::new();
    let two: Vec<u8> = (0..4000_u16).flat_map(|n| (n % 100 * 50).to_le_bytes()).collect();
    folder.write("two.raw", &two);
    folder
        .run(
            &["render", "two.raw", "--raw", "s16le", "--rate", "8k", "--channels", "2", "-o", "{stem}-{channel}.png"],
            b"",
        )
        .done();
    assert_eq!(folder.names(), ["two-1.png", "two-2.png", "two.raw"]);
    let args = [
        "render",
        "two.raw",
        "--raw",
        "s16le",
        "--rate",
        "8k",
        "--channels",
        "2",
        "--channel",
        "right",
        "-o",
        "right.png",
    ];
    folder.run(&args, b"").done();
    assert!(folder.read("two-2.png") == folder.read("right.png"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_circles_reported() {
    let folder = recordings();
    std::os::unix::fs::symlink("../2.wav", folder.path("in/sub/link.wav")).unwrap();
    std::os::unix::fs::symlink("..", folder.path("in/sub/up")).unwrap();
    let out = folder.run(&["render", "in", "-o", "out/"], b"");
    assert_eq!(out.code, Some(1));
    assert!(out.stderr.starts_with("specgram: in/sub/up: a link to a folder that contains it"), "{}", out.stderr);
    assert_eq!(tree(&folder, "out"), ["out/10.png", "out/2.png", "out/sub/3.png", "out/sub/link.png"]);
}

/// The message of a run that ends before any work.
#[track_caller]
fn misused(folder: &Folder, args: &[&str]) -> String {
    let before = tree(folder, ".");
    let out = folder.run(&[&["render"], args].concat(), b"").failed(2);
    assert_eq!(tree(folder, "."), before, "{args:?}");
    out.stderr
}

#[test]
fn outputs_that_cannot_be_are_refused_before_any_work() {
    let folder = recordings();
    folder.write("in/sub/2.wav", super::sound("500"));
    folder.write("in/sub/TWO.wav", super::sound("500"));
    folder.write("in/two.wav", super::sound("500"));
    for (args, message) in [
        (&["in", "-o", "out/{stem}.png"][..], "out/2.png: is the output of both in/2.wav and in/sub/2.wav"),
        (&["in/two.wav", "in/sub/TWO.wav", "-o", "out/"], "out/TWO.png: is the output of both"),
        (&["in/two.wav", "in/two.wav", "-o", "{dir}/../in/{stem}.png"], "is the output of both"),
        (&["in/two.wav", "-o", "a/{stem}.png", "-o", "./a/two.png"], "./a/two.png: is the output of both"),
        (
            &["in/2.wav", "in/10.wav", "-o", "in/{name}", "--format", "png"],
            "in/2.wav: the output would overwrite an input",
        ),
        (&["in", "-o", "out.png"], "several inputs cannot share one output file"),
        (&["in"], "several inputs require -o"),
        (&["in", "-o", "-"], "several inputs cannot share standard output"),
        (&["in/2.wav", "-", "-o", "out/"], "standard input has no name"),
        (&["-o", "out/"], "standard input has no name"),
        (&["in", "-o", "{stem}.xyz"], "'2.xyz' has an unsupported extension"),
        (&["in", "-o", "in/2.wav/{stem}.png"], "in/2.wav/2.png: "),
        (&["in", "-o", "out/", "--jobs", "0"], "--jobs"),
        (&["in", "-o", "out/", "--report", "in/2.wav"], "is also an input or an output"),
        (&["in", "-o", "out/", "--null"], "--files-from"),
        (&["in", "-o", "out/", "--files-from", "in/none"], ""),
    ] {
        if message.is_empty() {
            folder.run(&[&["render"], args].concat(), b"").failed(1);
        } else {
            let stderr = misused(&folder, args);
            assert!(stderr.contains(message), "{args:?}: {stderr}");
        }
    }
}

#[test]
fn a_folder_without_recordings_is_an_error() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("in")).unwrap();
    let out = folder.run(&["render", "in", "-o", "out/"], b"");
    assert_eq!(
        (out.code, &*out.stderr),
        (Some(1), "specgram: in: no recordings in this folder\nspecgram: 1 of 1 inputs failed\n")
    );
}
