//! The run: outputs equal to those of single runs, failures, the report.

use serde_json::Value;

use super::{recordings, sound, tree};
use crate::program::Folder;

#[test]
fn each_output_equals_that_of_its_own_run() {
    let folder = recordings();
    folder.run(&["render", "in", "-o", "out/", "-o", "{stem}.svg", "--jobs", "3"], b"").done().silent();
    folder.run(&["export", "in", "-o", "out/", "--hop", "256"], b"").done();
    for (input, stem) in [("in/2.wav", "2"), ("in/10.wav", "10"), ("in/sub/3.WAV", "sub/3")] {
        folder.run(&["render", input, "-o", "one.png", "-o", "one.svg"], b"").done();
        folder.run(&["export", input, "-o", "one.npz", "--hop", "256"], b"").done();
        let svg = format!("{}.svg", stem.trim_start_matches("sub/"));
        for (many, one) in
            [(format!("out/{stem}.png"), "one.png"), (svg, "one.svg"), (format!("out/{stem}.npz"), "one.npz")]
        {
            assert!(folder.read(&many) == folder.read(one), "{many}");
        }
    }
}

#[test]
fn neither_jobs_nor_threads_nor_memory_change_a_byte() {
    let folder = recordings();
    folder.run(&["render", "in", "-o", "first/"], b"").done();
    for args in
        [&["--jobs", "1"][..], &["--threads", "1"], &["--threads", "5", "--jobs", "2"], &["--max-memory", "80M"]]
    {
        folder.run(&[&["render", "in", "-o", "other/"], args].concat(), b"").done();
        for name in ["2.png", "10.png", "sub/3.png"] {
            assert!(folder.read(&format!("first/{name}")) == folder.read(&format!("other/{name}")), "{args:?}");
        }
    }
    let stderr = folder.run(&["render", "in", "-o", "other/", "--max-memory", "20M"], b"").failed(1).stderr;
    assert!(stderr.contains("MiB of memory, but the limit of 20 MiB"), "{stderr}");
}

#[test]
fn what_is_broken_is_reported_in_order_and_the_rest_is_made() {
    let folder = recordings();
    folder.write("in/1.wav", b"RIFF");
    folder.write("in/5.wav", b"no audio at all, but more than a few bytes");
    let mut cut = sound("700");
    cut.truncate(cut.len() - 1000);
    folder.write("in/7.wav", cut);
    let out = folder.run(&["render", "in", "-o", "out/", "--report", "run.jsonl"], b"");
    assert_eq!(out.code, Some(1));
    let subjects: Vec<&str> =
        out.stderr.lines().map(|line| line.trim_start_matches("specgram: ").split(": ").next().unwrap()).collect();
    assert_eq!(subjects, ["in/1.wav", "in/5.wav", "warning", "2 of 6 inputs failed"], "{}", out.stderr);
    assert_eq!(tree(&folder, "out"), ["out/10.png", "out/2.png", "out/7.png", "out/sub/3.png"]);

    let report = String::from_utf8(folder.read("run.jsonl")).unwrap();
    let lines: Vec<Value> = report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |key: &str| lines.iter().map(|line| line[key].as_str().unwrap_or("-")).collect::<Vec<_>>();
    assert_eq!(of("type"), ["begin", "file", "file", "file", "file", "file", "file", "summary"]);
    assert_eq!(of("input"), ["-", "in/1.wav", "in/2.wav", "in/5.wav", "in/7.wav", "in/10.wav", "in/sub/3.WAV", "-"]);
    assert_eq!(of("status"), ["-", "failed", "ok", "failed", "ok", "ok", "ok", "-"]);
    assert_eq!(lines[0]["inputs"], 6);
    assert_eq!((&lines[7]["ok"], &lines[7]["failed"], &lines[7]["skipped"]), (&4.into(), &2.into(), &0.into()));
    // The rest of the message on the terminal.
    let reason = out.stderr.lines().next().unwrap().trim_start_matches("specgram: in/1.wav: ");
    assert_eq!(lines[1]["reason"], reason);
    assert_eq!(lines[2]["outputs"], serde_json::json!(["out/2.png"]));
    assert_eq!(lines[2]["duration"], 1.0);
    let info = folder.run(&["info", "--json", "in/2.wav"], b"").done().stdout;
    assert_eq!(lines[2]["peak"], serde_json::from_slice::<Value>(&info).unwrap()[0]["peak"]);
    assert_eq!(lines[4]["warnings"][0]["code"], "truncated", "{}", lines[4]);
}

#[test]
fn the_first_failure_can_end_the_run() {
    let folder = recordings();
    folder.write("in/1.wav", b"RIFF");
    let out = folder.run(&["render", "in", "-o", "out/", "--fail-fast", "--jobs", "1", "--report", "run.jsonl"], b"");
    assert_eq!(out.code, Some(1));
    assert!(
        out.stderr.starts_with("specgram: in/1.wav: ") && out.stderr.contains("1 of 4 inputs failed"),
        "{}",
        out.stderr
    );
    let report = String::from_utf8(folder.read("run.jsonl")).unwrap();
    assert!(report.lines().nth(1).unwrap().contains("\"failed\""), "{report}");
    assert!(report.lines().last().unwrap().contains("\"summary\""), "{report}");
}

#[test]
fn json_is_an_object_per_line() {
    let folder = recordings();
    let out = folder.run(&["render", "in", "-o", "out/", "--json"], b"").done().silent();
    let lines = String::from_utf8(out.stdout).unwrap();
    let inputs: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["input"].clone()).collect();
    assert_eq!(inputs, ["in/2.wav", "in/10.wav", "in/sub/3.WAV"]);
}

#[test]
fn titles_name_each_input() {
    let folder = recordings();
    folder.run(&["render", "in", "-o", "{stem}.svg"], b"").done();
    folder.run(&["render", "in", "-o", "{stem}-t.svg", "--title", "All of them"], b"").done();
    let text = |name: &str| String::from_utf8(folder.read(name)).unwrap();
    assert!(text("2.svg").contains(">2.wav<") && text("3.svg").contains(">3.WAV<"));
    assert!(text("2-t.svg").contains(">All of them<") && !text("2-t.svg").contains(">2.wav<"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_fails_only_what_it_cannot_hold() {
    // A limit on the size of files stands in for the disk: the first figure is small, the second large.
    let folder = Folder::new();
    folder.write("quiet.wav", crate::program::run(&["synth", "--silence", "--duration", "1"], b"").done().stdout);
    folder
        .write("noise.wav", crate::program::run(&["synth", "--noise", "white", "--duration", "1"], b"").done().stdout);
    folder.write("rest.wav", crate::program::run(&["synth", "--silence", "--duration", "2"], b"").done().stdout);
    let command = "trap '' XFSZ; ulimit -f 60; exec \"$0\" render quiet.wav noise.wav rest.wav -o out/ --size 900x400";
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", command]).arg(env!("CARGO_BIN_EXE_specgram")).current_dir(folder.path(""));
    let out = crate::program::finish(shell, b"");
    assert_eq!(out.code, Some(1), "{out:?}");
    assert!(out.stderr.contains("specgram: noise.wav: out/noise.png: cannot write: "), "{}", out.stderr);
    assert_eq!(tree(&folder, "out"), ["out/quiet.png", "out/rest.png"]);
}
