//! The limits of a process: an error line with the numbers, or less memory; nothing left behind.

#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;

use specgram::memory::{Headroom, of_groups};

use crate::program::{Folder, Output, finish, wav_of_floats};

/// Runs the program in a shell after a given command; the program is `$0`.
fn through(shell: &str, folder: &Folder, line: &str) -> Output {
    let mut command = Command::new(shell);
    command.args(["-c", line, env!("CARGO_BIN_EXE_specgram")]).current_dir(folder.path(""));
    finish(command, b"")
}

/// A folder with 50 s of audio.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("in.wav", sound());
    folder
}

fn sound() -> Vec<u8> {
    let samples: Vec<f32> = (0..400_000).map(|n| (n % 97) as f32 / 97.0).collect();
    wav_of_floats(8000, 1, &samples)
}

/// Deletes the output that the last argument names, so that the next run finds only the input.
fn tidy(folder: &Folder, arguments: &str) {
    let name = arguments.rsplit(' ').next().unwrap_or_default();
    if name != "in.wav" {
        let _ = std::fs::remove_file(folder.path(name));
    }
}

#[test]
fn under_any_memory_limit_a_run_works_or_reports_what_it_needs() {
    let folder = folder();
    let (mut worked, mut refused) = (0, 0);
    for (arguments, mebibytes) in [
        ("render in.wav -o out.png", [32, 64, 100, 400]),
        ("render in.wav --size 4000x3000 -o out.png", [64, 150, 256, 600]),
        ("render in.wav --nfft 4194304 -o out.png", [64, 256, 400, 1500]),
        ("export in.wav -o out.npz", [32, 64, 100, 400]),
        ("export in.wav --nfft 1048576 -o out.csv", [40, 100, 200, 1000]),
        ("synth -o out.wav", [24, 40, 64, 400]),
        ("info in.wav", [24, 40, 64, 400]),
    ] {
        for limit in mebibytes {
            for kind in ["v", "d"] {
                let line = format!("ulimit -{kind} {}; exec \"$0\" {arguments} -q", limit << 10);
                let output = through("bash", &folder, &line);
                let names = folder.names();
                if output.code == Some(0) {
                    worked += 1;
                    tidy(&folder, arguments);
                } else {
                    refused += 1;
                    let output = output.failed(1).with_stderr("of memory, but the limit of ");
                    assert_eq!(names, ["in.wav"], "{line}: {output:?}");
                }
            }
        }
    }
    assert!(worked > 20 && refused > 10, "{worked} worked, {refused} were refused");
}

#[test]
fn results_do_not_depend_on_the_available_memory() {
    let folder = folder();
    for (arguments, name) in [("render in.wav", "png"), ("export in.wav --nfft 65536 --hop 5000", "npz")] {
        for (limit, output) in [("unlimited", "free"), ("90000", "bound")] {
            let line = format!("ulimit -v {limit}; exec \"$0\" {arguments} --threads 8 -q -o {output}.{name}");
            through("sh", &folder, &line).done();
        }
        assert!(folder.read(&format!("free.{name}")) == folder.read(&format!("bound.{name}")), "{arguments}");
    }
}

#[test]
fn control_groups_of_both_versions_are_read() {
    let folder = Folder::new();
    let group = |path: &str, files: &[(&str, &str)]| {
        std::fs::create_dir_all(folder.path(path)).unwrap();
        for (name, text) in files {
            folder.write(&format!("{path}/{name}"), text);
        }
    };
    let cached = "anon 7\ninactive_file 1000\nactive_file 500\n";
    group("two/a", &[("memory.max", "9000\n"), ("memory.current", "4500\n"), ("memory.stat", cached)]);
    group("two/a/b", &[("memory.max", "max\n"), ("memory.current", "100\n"), ("memory.stat", "")]);
    let room = |root: &str, text: &str| of_groups(&folder.path(root), text);
    assert_eq!(room("two", "0::/a/b\n"), Some(Headroom { limit: 9000, left: 6000 }));
    assert_eq!(room("two", "0::/\n"), None);
    let cached = "inactive_file 1\ntotal_inactive_file 1000\n";
    let files = [("memory.limit_in_bytes", "5000\n"), ("memory.usage_in_bytes", "7000\n"), ("memory.stat", cached)];
    group("one/memory/c", &files);
    group("one/memory", &[("memory.limit_in_bytes", "9223372036854771712\n"), ("memory.usage_in_bytes", "7000\n")]);
    let text = "5:cpu,cpuacct:/c\n4:memory:/c\n0::/\n";
    assert_eq!(room("one", text), Some(Headroom { limit: 5000, left: 0 }));
    assert_eq!(room("one", "4:memory:/gone\n"), None);
    assert_eq!(of_groups(Path::new("/nowhere"), text), None);
}

#[test]
fn a_limit_on_the_size_of_files_is_an_error() {
    let folder = folder();
    folder.write("old.wav", b"an older file");
    for arguments in ["synth -o old.wav", "render --demo -o o.png", "export in.wav -o o.npy", "export in.wav -o o.csv"]
    {
        let line = format!("ulimit -f 4; exec \"$0\" {arguments} -q");
        through("bash", &folder, &line).failed(1).with_stderr(": File too large");
        assert_eq!(folder.names(), ["in.wav", "old.wav"], "{arguments}");
    }
    assert_eq!(folder.read("old.wav"), b"an older file");
}

#[test]
fn a_closed_standard_stream_is_an_error() {
    let folder = folder();
    let closed = "specgram: standard output: cannot write: is closed\n";
    for arguments in [
        "render in.wav",
        "render in.wav -o - --format svg",
        "render in.wav -o out.png --json",
        "render --colormaps",
        "export in.wav",
        "synth",
        "info in.wav",
        "info --json in.wav",
        "--help",
    ] {
        let output = through("bash", &folder, &format!("exec \"$0\" {arguments} >&-"));
        assert_eq!(output.failed(1).stderr, closed, "{arguments}");
        assert_eq!(folder.names(), ["in.wav"], "{arguments}");
        // It is not missed if it is not needed.
        through("bash", &folder, &format!("exec \"$0\" {arguments} > /dev/null")).done();
        let _ = std::fs::remove_file(folder.path("out.png"));
    }
    through("bash", &folder, "exec \"$0\" render in.wav -o out.png >&-").done();
    for arguments in ["render", "render - -o out.svg", "export", "info -", "render --raw s16le --rate 8000"] {
        let output = through("bash", &folder, &format!("exec \"$0\" {arguments} <&-"));
        output.failed(1).with_stderr("specgram: standard input: cannot read: is closed");
    }
}

#[test]
fn standard_output_that_is_the_input_is_refused() {
    let folder = folder();
    let before = folder.read("in.wav");
    for line in [
        "render in.wav -o - --format png >> in.wav",
        "render in.wav >> in.wav",
        "render in.wav -o out.png --json >> in.wav",
        "render < in.wav >> in.wav",
        "export in.wav >> in.wav",
        "export - < in.wav 1<> in.wav",
        "info in.wav >> in.wav",
        "info --json - < in.wav >> in.wav",
    ] {
        let output = through("bash", &folder, &format!("exec \"$0\" {line}"));
        output.failed(2).with_stderr("standard output: the output would overwrite the input");
        assert!(folder.read("in.wav") == before && folder.names() == ["in.wav"], "{line}");
    }
    through("bash", &folder, "exec \"$0\" info in.wav >> reported.txt").done();
}

#[test]
fn too_many_open_files_name_the_file_at_fault() {
    let folder = folder();
    let mut refused = 0;
    for count in 3..14 {
        for (arguments, names) in [
            ("render in.wav -o out.png", &["in.wav: ", "out.png: "][..]),
            ("export in.wav -o out.npz", &["in.wav: ", "out.npz: "]),
            ("export in.wav -o out.csv", &["in.wav: ", "out.csv: "]),
            ("synth -o out.wav", &["out.wav: "]),
            ("info in.wav", &["in.wav: "]),
        ] {
            let output = through("bash", &folder, &format!("ulimit -n {count}; exec \"$0\" {arguments} -q"));
            // Earlier, the system may lack descriptors to load the program.
            if output.code == Some(127) {
                continue;
            }
            if output.code == Some(0) {
                tidy(&folder, arguments);
                continue;
            }
            refused += 1;
            let output = output.failed(1).with_stderr("Too many open files");
            assert!(names.iter().any(|name| output.stderr.starts_with(&format!("specgram: {name}"))), "{output:?}");
            assert_eq!(folder.names(), ["in.wav"], "{arguments}");
        }
    }
    assert!(refused > 0);
}
