//! Pipes, files and formats: the destination of outputs.

use std::io::{Read, Write};
use std::process::Stdio;

use super::{PNG, folder_with, synth};
use crate::golden::Picture;
use crate::program::{Folder, command, run};

#[test]
fn a_signal_on_a_pipe_becomes_a_png_on_standard_output() {
    let sound = synth(&["--fm", "3000"]);
    for args in [&["render"][..], &["render", "-"], &["render", "-o", "-"]] {
        let folder = Folder::new();
        let picture = folder.run(args, &sound).done().silent();
        assert!(picture.stdout.starts_with(PNG));
        assert!(folder.names().is_empty());
    }
}

#[test]
fn a_pipe_and_the_file_it_carries_give_the_same_pixels() {
    let folder = folder_with(&["--duration", "3"]);
    let file = folder.run(&["render", "in.wav", "--no-title"], b"").done().silent().stdout;
    let pipe = folder.run(&["render", "--no-title"], &folder.read("in.wav")).done().silent().stdout;
    // The files differ in the input's name, which they contain.
    assert!(Picture::decode(&file).pixels == Picture::decode(&pipe).pixels);
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_is_read_as_wide_as_the_system_grants() {
    use rustix::pipe::{fcntl_getpipe_size, fcntl_setpipe_size};

    let (granted, _writer) = std::io::pipe().unwrap();
    let _ = fcntl_setpipe_size(&granted, 1 << 20);
    let (reader, mut writer) = std::io::pipe().unwrap();
    let kept = reader.try_clone().unwrap();
    writer.write_all(&synth(&["--duration", "0.1"])).unwrap();
    drop(writer);
    let status = command().args(["info", "-"]).stdin(reader).stdout(Stdio::null()).status().unwrap();
    assert!(status.success());
    assert_eq!(fcntl_getpipe_size(&kept).unwrap(), fcntl_getpipe_size(&granted).unwrap());
}

#[test]
fn a_header_without_a_length_is_read_to_the_end() {
    let mut sound = synth(&["--duration", "3"]);
    let whole = run(&["render"], &sound).done().silent().stdout;
    let data = sound.windows(4).position(|id| id == b"data").expect("a data chunk");
    for claim in [0, 0x7FFF_FFFF_u32, 0xFFFF_FFFF] {
        sound[4..8].copy_from_slice(&claim.to_le_bytes());
        sound[data + 4..data + 8].copy_from_slice(&claim.to_le_bytes());
        assert!(run(&["render"], &sound).done().silent().stdout == whole, "claim {claim:#x}");
    }
}

#[test]
fn one_run_writes_several_outputs() {
    let folder = Folder::new();
    let args = ["render", "--demo", "-o", "a.png", "-o", "b.SVG", "-o", "-", "--output", "c.png"];
    let output = folder.run(&args, b"").done().silent();
    assert_eq!(folder.names(), ["a.png", "b.SVG", "c.png"]);
    let png = folder.read("a.png");
    assert!(png.starts_with(PNG));
    assert!(folder.read("c.png") == png && output.stdout == png);
    let svg = String::from_utf8(folder.read("b.SVG")).unwrap();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
}

#[test]
fn a_format_overrides_the_extension() {
    let folder = Folder::new();
    folder.run(&["render", "--demo", "--format", "svg", "-o", "a.png", "-o", "b"], b"").done().silent();
    let svg = folder.read("a.png");
    assert!(svg.starts_with(b"<svg ") && folder.read("b") == svg);
    assert!(run(&["render", "--demo", "--format", "svg"], b"").done().stdout == svg);
}

#[test]
fn an_old_output_is_replaced_and_no_other_file_is_touched() {
    let folder = folder_with(&[]);
    folder.write("out.png", "old");
    folder.run(&["render", "in.wav", "-o", "out.png"], b"").done().silent();
    assert!(folder.read("out.png").starts_with(PNG));
    assert_eq!(folder.names(), ["in.wav", "out.png"]);
}

#[cfg(unix)]
#[test]
fn an_output_has_the_permissions_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let other = folder.write("other", "");
    folder.run(&["render", "--demo", "-o", "out.png"], b"").done();
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(folder.path("out.png")), mode(other));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = Folder::new();
    folder.write("file.png", "old");
    std::os::unix::fs::symlink("file.png", folder.path("link.png")).unwrap();
    folder.run(&["render", "--demo", "-o", "link.png"], b"").done().silent();
    assert!(folder.path("link.png").is_symlink());
    assert!(folder.read("file.png").starts_with(PNG));
}

#[test]
fn a_reader_that_stops_early_ends_the_program_quietly() {
    let folder = folder_with(&["--duration", "60"]);
    let endless = ["synth", "--duration", "10000000", "--channels", "2"];
    for args in [&["render", "in.wav"][..], &["export", "in.wav"], &["info", "in.wav"], &["--help"], &endless] {
        let mut command = command();
        command.args(args).current_dir(folder.path("")).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let status = child.wait().unwrap();
        assert!(status.success() && !said.contains("specgram: standard output"), "{args:?}: {status}, {said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = folder_with(&["--duration", "1"]);
    for args in [
        &["render", "in.wav"][..],
        &["export", "in.wav"],
        &["info", "in.wav"],
        &["synth"],
        &["help"],
        &["render", "--help"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = command();
        command.args(args).current_dir(folder.path("")).stdin(Stdio::null()).stdout(full).stderr(Stdio::piped());
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
        let error = said.lines().last().unwrap_or_default();
        assert!(error.starts_with("specgram: standard output: cannot write: "), "{args:?}: {said}");
    }
}

#[test]
fn messages_can_be_silenced_and_details_requested() {
    let folder = folder_with(&["--tone", "1k", "--duration", "100samples"]);
    let args = ["render", "in.wav", "-o", "a.png"];
    folder
        .run(&args, b"")
        .done()
        .with_stderr("specgram: warning: in.wav: input (100 samples) is shorter than the window (1024)");
    folder.run(&[&args[..], &["--quiet"]].concat(), b"").done().silent();
    folder.run(&[&["-q"], &args[..]].concat(), b"").done().silent();
    let reported = folder.run(&[&args[..], &["-v"]].concat(), b"").done();
    let reported = reported
        .with_stderr("in.wav: 100 samples of 1 channel at 10000 Hz")
        .with_stderr("window hann, DFT length 1024");
    reported.with_stderr("specgram: in.wav: colours from ");
    // Only warnings are silenced: errors are still reported.
    folder.run(&["render", "-q", "none.wav"], b"").failed(1).with_stderr("none.wav");
}

#[test]
fn the_same_signal_is_the_same_bytes() {
    assert!(synth(&["--noise", "white", "--seed", "7"]) == synth(&["--noise", "white", "--seed", "7"]));
    assert!(synth(&["--noise", "white", "--seed", "7"]) != synth(&["--noise", "white", "--seed", "8"]));
    let folder = Folder::new();
    folder.run(&["synth", "-o", "a.wav"], b"").done().silent();
    assert!(folder.read("a.wav") == synth(&[]));
}

#[test]
fn an_end_beyond_that_of_a_pipe_is_reported_as_for_a_file() {
    let folder = folder_with(&["--duration", "2", "--bits", "16", "--tone", "100", "--amplitude", "0.1"]);
    let samples = folder.read("in.wav").split_off(44);
    folder.write("in.raw", &samples);
    let flags = ["render", "--raw", "s16le", "--rate", "10k", "--start", "0.5", "--end", "9", "-o", "out.png"];
    for (input, stdin) in [("in.raw", &[][..]), ("-", &samples[..])] {
        let drawn = folder.run(&[&flags[..], &[input]].concat(), stdin).done();
        drawn.with_stderr("ends at 2 s (sample 20000), before the requested end at 9 s (sample 90000)");
    }
    let within =
        folder.run(&["render", "--raw", "s16le", "--rate", "10k", "--end", "1", "-o", "out.png", "-"], &samples);
    within.done().silent();
}
