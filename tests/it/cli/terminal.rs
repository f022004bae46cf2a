//! On a terminal: a file where bytes would be printed, or a refusal.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rustix::fs::OFlags;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use super::{PNG, folder_with, synth};
use crate::program::{Folder, Output, command};

/// The two ends of a terminal: the side that a user sees, and the side that a program writes to.
fn terminal() -> (File, File) {
    let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&person).and_then(|()| unlockpt(&person)).expect("a terminal that may be opened");
    let name = ptsname(&person, Vec::new()).expect("the terminal's name");
    let flags = i32::try_from(OFlags::NOCTTY.bits()).expect("a flag");
    let path = OsStr::from_bytes(name.as_bytes());
    (File::from(person), File::options().read(true).write(true).custom_flags(flags).open(path).expect("the terminal"))
}

/// Runs the program with a terminal for its standard output.
fn run_on_terminal(folder: &Folder, args: &[&str], stdin: Stdio) -> Output {
    let (_person, program) = terminal();
    let mut command = command();
    command.args(args).current_dir(folder.path("")).stdin(stdin).stdout(program).stderr(Stdio::piped());
    let output = command.output().expect("a program that starts");
    let stderr = String::from_utf8(output.stderr).expect("messages in UTF-8");
    Output { code: output.status.code(), stdout: output.stdout, stderr }
}

#[test]
fn a_picture_goes_to_a_file_that_is_named() {
    let folder = folder_with(&[]);
    let sound = || Stdio::from(File::open(folder.path("in.wav")).unwrap());
    for (args, stdin, written) in [
        (&["render"][..], sound(), "specgram.png"),
        (&["render", "-"], sound(), "specgram.png"),
        (&["render", "--demo"], Stdio::null(), "specgram.png"),
        (&["render", "in.wav"], Stdio::null(), "in.png"),
        (&["render", "in.wav", "--format", "svg"], Stdio::null(), "in.svg"),
    ] {
        let output = run_on_terminal(&folder, args, stdin).done();
        assert_eq!(output.stderr, format!("specgram: wrote {written}\n"), "{args:?}");
        assert_eq!(folder.names().len(), 2, "{args:?}");
        assert_eq!(folder.read(written).starts_with(PNG), written.ends_with("png"));
        std::fs::remove_file(folder.path(written)).unwrap();
    }
    run_on_terminal(&folder, &["render", "in.wav", "--quiet"], Stdio::null()).done().silent();
}

#[test]
fn an_existing_file_is_kept_unless_it_is_a_figure() {
    let folder = folder_with(&[]);
    let cover = b"\x89PNG\r\n\x1a\n a picture of something else";
    folder.write("in.png", cover);
    let refused = run_on_terminal(&folder, &["render", "in.wav"], Stdio::null()).failed(2);
    assert_eq!(
        refused.stderr,
        "specgram: in.png: file exists and was not made by specgram; not overwritten\n\
         hint: use -o to choose a name\n"
    );
    assert!(folder.read("in.png") == cover);
    // A typed name is intended, and an empty file has no content to lose.
    run_on_terminal(&folder, &["render", "in.wav", "-o", "in.png"], Stdio::null()).done();
    run_on_terminal(&folder, &["render", "in.wav", "--no-axes"], Stdio::null()).done().with_stderr("wrote in.png");
    run_on_terminal(&folder, &["render", "in.wav"], Stdio::null()).done().with_stderr("wrote in.png");
    folder.write("in.png", b"");
    run_on_terminal(&folder, &["render", "in.wav"], Stdio::null()).done().with_stderr("wrote in.png");
}

#[test]
fn the_file_is_in_the_working_directory() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("below")).unwrap();
    folder.write("below/a.b.wav", synth(&[]));
    run_on_terminal(&folder, &["render", "below/a.b.wav"], Stdio::null()).done().with_stderr("wrote a.b.png");
    assert_eq!(folder.names(), ["a.b.png", "below"]);
}

#[test]
fn binary_is_not_printed() {
    let folder = folder_with(&["--duration", "1"]);
    for args in [&["synth"][..], &["export", "in.wav"]] {
        let output = run_on_terminal(&folder, args, Stdio::null()).failed(2);
        assert!(output.with_stderr("to a terminal").stderr.contains("\nhint: "), "{args:?}");
    }
    assert_eq!(folder.names(), ["in.wav"]);
}

#[test]
fn a_missing_input_is_not_read_from_the_terminal() {
    let folder = Folder::new();
    for (args, hint) in [
        (&["render", "-o", "a.png"][..], "hint: name a file (specgram render INPUT), pipe audio in, or use --demo\n"),
        (&["export", "-o", "a.npy"], "hint: name a file (specgram export INPUT"),
    ] {
        let (_person, program) = terminal();
        run_on_terminal(&folder, args, program.into()).failed(2).with_stderr("no INPUT").with_stderr(hint);
    }
    assert!(folder.names().is_empty());
}

/// The output that a user sees while the program reads a pipe, and the number of bytes read.
struct Watched {
    seen: String,
    bytes: usize,
}

/// Feeds silence after the header of `sound` while `goes_on` returns true, given the bytes fed and whether anything
/// is on the terminal.
fn watch(args: &[&str], header: &[u8], goes_on: impl Fn(usize, bool) -> bool) -> Watched {
    let folder = Folder::new();
    let (mut person, program) = terminal();
    let mut command = command();
    command.args(args).current_dir(folder.path("")).stdin(Stdio::piped()).stderr(program);
    let mut child = command.spawn().expect("a program that starts");
    // With it goes this process's own end of the terminal.
    drop(command);
    let mut stdin = child.stdin.take().expect("a pipe");
    let is_shown = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut seen, mut piece) = (Vec::new(), [0; 4096]);
            // The terminal ends with an error, which is expected.
            while let Ok(count @ 1..) = person.read(&mut piece) {
                seen.extend_from_slice(&piece[..count]);
                is_shown.store(true, Ordering::Relaxed);
            }
            String::from_utf8(seen).expect("UTF-8")
        });
        stdin.write_all(header).expect("a program that reads");
        let mut bytes = 0;
        while goes_on(bytes, is_shown.load(Ordering::Relaxed)) {
            stdin.write_all(&[0; 1 << 16]).expect("a program that reads on");
            bytes += 1 << 16;
        }
        drop(stdin);
        assert!(child.wait().expect("a program that ends").success());
        Watched { seen: reader.join().expect("what was seen"), bytes }
    })
}

#[test]
fn long_work_shows_its_progress() {
    const ERASED: &str = "\r\x1b[K";
    let header = |size: u32| {
        let mut header =
            synth(&["--rate", "44100", "--bits", "16", "--duration", "1", "--tone", "1000"])[..44].to_vec();
        header[4..8].copy_from_slice(&size.saturating_add(36).to_le_bytes());
        header[40..].copy_from_slice(&size.to_le_bytes());
        header
    };
    let until_shown = |_: usize, is_shown: bool| !is_shown;
    let Watched { seen, bytes } = watch(&["render", "-o", "a.png"], &header(1 << 30), until_shown);
    assert!(seen.contains(" %, ") && seen.contains(" × real time, ") && seen.contains(" s left"), "{seen:?}");
    let gone = format!("{ERASED}specgram: warning: standard input: truncated: ");
    assert!(seen.contains(&gone), "the line is gone before a warning: {seen:?}");

    let bands = ["export", "--mel", "8", "-o", "a.npy"];
    let Watched { seen, .. } = watch(&bands, &header(u32::MAX), until_shown);
    assert!(seen.contains(" s read, ") && !seen.contains('%'), "{seen:?}");
    assert!(seen.ends_with(ERASED), "the line is gone in the end: {seen:?}");

    // The amount that took long enough above.
    let quiet = ["render", "-o", "a.png", "--quiet"];
    assert_eq!(watch(&quiet, &header(1 << 30), |fed, _| fed < bytes).seen, "");
}
