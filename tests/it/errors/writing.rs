//! Writing that fails or is stopped: no partial file remains, and no other file is harmed.

use crate::program::{Folder, command, finish, wav_of_floats};

fn wav() -> Vec<u8> {
    wav_of_floats(8000, 1, &[0.5; 3000])
}

#[cfg(unix)]
#[test]
fn an_input_is_not_overwritten_through_links_nor_through_standard_input() {
    let folder = Folder::new();
    let input = folder.write("in.png", wav());
    std::fs::hard_link(&input, folder.path("hard.png")).unwrap();
    std::os::unix::fs::symlink("in.png", folder.path("soft.png")).unwrap();
    let before = folder.names();
    for output in ["in.png", "hard.png", "soft.png"] {
        folder.run(&["render", "in.png", "-o", output], b"").failed(2).with_stderr("would overwrite the input");
        // The shell opens the file; the program sees only a descriptor.
        let line = format!("\"$0\" render -o {output} < in.png");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &line, env!("CARGO_BIN_EXE_specgram")]).current_dir(folder.path(""));
        finish(shell, b"").failed(2).with_stderr("would overwrite the input");
    }
    assert_eq!(folder.names(), before);
    assert!(folder.read("in.png") == wav());
}

#[test]
fn neither_half_of_a_recording_is_overwritten() {
    let folder = Folder::new();
    folder.write("r.sigmf-meta", r#"{"global": {"core:datatype": "cu8", "core:sample_rate": 8000}, "captures": [{}]}"#);
    folder.write("r.sigmf-data", [128; 4096]);
    for (input, output) in [("r.sigmf-meta", "r.sigmf-data"), ("r.sigmf-data", "r.sigmf-meta")] {
        let overwritten = folder.run(&["render", input, "--format", "png", "-o", output], b"");
        overwritten.failed(2).with_stderr("would overwrite the input");
    }
    assert_eq!(folder.read("r.sigmf-data"), [128; 4096]);
}

#[cfg(target_os = "linux")]
#[test]
fn links_may_lead_to_pipes_and_to_new_files() {
    let folder = Folder::new();
    // Like /dev/stdout, and it must stay a link.
    std::os::unix::fs::symlink("/proc/self/fd/1", folder.path("out.wav")).unwrap();
    let written = folder.run(&["synth", "--duration", "0.1", "-o", "out.wav"], b"").done();
    assert!(written.stdout.starts_with(b"RIFF") && folder.path("out.wav").is_symlink());
    std::os::unix::fs::symlink("new.wav", folder.path("link.wav")).unwrap();
    folder.run(&["synth", "--duration", "0.1", "-o", "link.wav"], b"").done();
    assert!(folder.read("new.wav") == written.stdout && folder.path("link.wav").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_ends_one_output_only() {
    let folder = Folder::new();
    folder.write("in.wav", wav());
    let to_nobody = |arguments: &str| {
        let line = format!("\"$0\" {arguments} | true; exit ${{PIPESTATUS[0]}}");
        let mut shell = std::process::Command::new("bash");
        shell.args(["-c", &line, env!("CARGO_BIN_EXE_specgram")]).current_dir(folder.path(""));
        finish(shell, b"")
    };
    to_nobody("render --demo --format png -o - -o b.png").done();
    to_nobody("export in.wav --nfft 64 -o - -o b.npy").done();
    assert_eq!(folder.names(), ["b.npy", "b.png", "in.wav"]);
    to_nobody("info b.png nothere.wav").failed(1).with_stderr("nothere.wav: cannot open");
}

#[test]
fn two_outputs_to_one_place_are_refused() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("sub")).unwrap();
    for (first, second) in [("a.png", "a.png"), ("a.png", "./a.png"), ("a.png", "sub/../a.png"), ("-", "-")] {
        let output = folder.run(&["render", "--demo", "-o", first, "-o", second], b"");
        output.failed(2).with_stderr("output given twice");
    }
    assert_eq!(folder.names(), ["sub"]);
}

#[cfg(unix)]
#[test]
fn a_device_is_written_directly_and_stays_a_device() {
    use std::os::unix::fs::FileTypeExt;
    let folder = Folder::new();
    let null = ["--format", "png", "-o", "/dev/null", "-o", "/dev/null"];
    folder.run(&[&["render", "--demo"], &null[..]].concat(), b"").done();
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}

/// Limits the size of files to 4 KiB, as a disk limits them, and runs the program.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_no_partial_file() {
    let folder = Folder::new();
    folder.write("in.wav", wav());
    folder.write("old.wav", b"an older file");
    for arguments in
        ["synth -o old.wav", "render --demo -o old.png", "export in.wav -o out.npy", "export in.wav -o out.npz"]
    {
        let line = format!("ulimit -f 4; exec \"$0\" {arguments}");
        let mut shell = std::process::Command::new("bash");
        shell.args(["-c", &line, env!("CARGO_BIN_EXE_specgram")]).current_dir(folder.path(""));
        finish(shell, b"").failed(1).with_stderr("cannot write: ");
        assert_eq!(folder.names(), ["in.wav", "old.wav"], "{arguments}");
    }
    assert_eq!(folder.read("old.wav"), b"an older file");
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_reported_while_a_pipe_is_idle() {
    use std::io::{Read, Write};
    use std::process::Stdio;
    let folder = Folder::new();
    let line = "ulimit -f 64; exec \"$0\" export --raw s16le --rate 8000 --threads 2 -o out.npy";
    let mut shell = std::process::Command::new("bash");
    shell.args(["-c", line, env!("CARGO_BIN_EXE_specgram")]).current_dir(folder.path(""));
    let mut child = shell.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // No other process may remain that reads it.
    let _ = pipe.write_all(&vec![0; 3 << 20]);
    // Standard error ends with the program, while the pipe to it is open.
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1), "{errors}");
    drop(pipe);
    assert!(errors.starts_with("specgram: out.npy: cannot write: ") && errors.lines().count() == 1, "{errors}");
    assert!(folder.names().is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn an_unwritable_folder_is_reported_without_temporary_names() {
    // Not even root can create files there.
    if std::path::Path::new("/sys/kernel").is_dir() {
        let output = Folder::new().run(&["render", "--demo", "-o", "/sys/kernel/out.png"], b"").failed(1);
        assert!(output.stderr.starts_with("specgram: /sys/kernel/out.png: cannot write: "), "{output:?}");
        assert!(!output.stderr.contains(".specgram-"), "{output:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.write("in.wav", wav());
    // With the usual mask of 022, which a new file gets for itself.
    for (mode, arguments) in [
        (0o600, "render --demo -o out.png"),
        (0o666, "render --demo -o out.png"),
        (0o640, "export in.wav -o out.npy"),
        (0o644, "synth -o out.wav"),
        // Setuid and setgid applied to the old contents.
        (0o4755, "synth -o out.wav"),
    ] {
        let name = arguments.rsplit(' ').next().unwrap();
        let path = folder.write(name, b"old");
        std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &format!("umask 022; exec \"$0\" {arguments}"), env!("CARGO_BIN_EXE_specgram")]);
        finish(
            {
                shell.current_dir(folder.path(""));
                shell
            },
            b"",
        )
        .done();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o7777, mode & 0o777, "{arguments}");
        assert!(folder.read(name) != b"old");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_file_is_not_replaced() {
    let folder = Folder::new();
    // Not even root can write to a program that runs, here one that reads a pipe to an end that does not come.
    let copied = std::process::Command::new("cp").arg("/bin/cat").arg(folder.path("out.png")).status().unwrap();
    assert!(copied.success());
    let mut running = std::process::Command::new(folder.path("out.png"));
    let mut running = running.stdin(std::process::Stdio::piped()).spawn().unwrap();
    let before = folder.read("out.png");
    let output = folder.run(&["render", "--demo", "-o", "out.png"], b"");
    running.kill().and_then(|()| running.wait()).unwrap();
    output.failed(1).with_stderr("specgram: out.png: cannot write: ");
    assert!(folder.read("out.png") == before);
    assert_eq!(folder.names(), ["out.png"]);
}

/// Waits until a run that is to write here has a file open for it, without a name beside `output`.
#[cfg(target_os = "linux")]
fn wait_until_it_writes(child: &mut std::process::Child, folder: &Folder, output: &str) {
    let descriptors = format!("/proc/{}/fd", child.id());
    let is_writing = || {
        let open = std::fs::read_dir(&descriptors).into_iter().flatten().flatten();
        let mut files = open.filter_map(|entry| std::fs::read_link(entry.path()).ok());
        files.any(|file| file.starts_with(folder.path("")) && !file.ends_with(output))
    };
    while !is_writing() {
        assert_eq!(child.try_wait().unwrap(), None, "ended before it wrote");
        std::thread::yield_now();
    }
}

#[cfg(target_os = "linux")]
fn send(signal: &str, child: &std::process::Child) {
    let kill = std::process::Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
    assert!(kill.unwrap().success());
}

/// Starts a run that would write for minutes, waits until it writes, and stops it by a signal.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_leaves_no_file_and_is_reported_to_the_shell() {
    use std::os::unix::process::ExitStatusExt;
    for (name, number) in
        [("INT", 2), ("TERM", 15), ("HUP", 1), ("QUIT", 3), ("ALRM", 14), ("USR1", 10), ("XCPU", 24), ("KILL", 9)]
    {
        let folder = Folder::new();
        folder.write("old.wav", b"an older file");
        let mut child = command()
            .args(["synth", "--duration", "1000000", "-o", "old.wav"])
            .current_dir(folder.path(""))
            .spawn()
            .unwrap();
        wait_until_it_writes(&mut child, &folder, "old.wav");
        send(name, &child);
        assert_eq!(child.wait().unwrap().signal(), Some(number), "{name}");
        assert_eq!((folder.names(), folder.read("old.wav")), (vec!["old.wav".to_owned()], b"an older file".to_vec()));
    }
}

/// `nohup` starts programs with SIGHUP ignored.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_that_was_ignored_from_the_start_stays_ignored() {
    use std::io::Write;
    let folder = Folder::new();
    let line = "trap '' HUP; exec \"$0\" export --raw s16le --rate 8000 -o out.npy";
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", line, env!("CARGO_BIN_EXE_specgram")]).current_dir(folder.path(""));
    let mut child = shell.stdin(std::process::Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // More than a pipe holds: once it is gone, the program reads, and for that it has opened its output.
    pipe.write_all(&vec![0; 1 << 20]).unwrap();
    send("HUP", &child);
    // The signal came while the program waited for this.
    pipe.write_all(&[0; 4096]).unwrap();
    drop(pipe);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(folder.names(), ["out.npy"]);
}
