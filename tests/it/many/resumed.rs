//! `--update`: what is up to date is left as it is, and an interrupted run ends as an undisturbed one.

use std::fs::File;
use std::time::{Duration, SystemTime};

use super::{recordings, sound, tree};
use crate::program::{Folder, command};

/// How many inputs a run worked on, and how many it left.
#[track_caller]
fn updated(folder: &Folder, args: &[&str]) -> (u64, u64) {
    folder.run(&[args, &["--update", "--report", "run.jsonl"]].concat(), b"").done();
    let report = String::from_utf8(folder.read("run.jsonl")).unwrap();
    let last: serde_json::Value = serde_json::from_str(report.lines().last().unwrap()).unwrap();
    (last["ok"].as_u64().unwrap(), last["skipped"].as_u64().unwrap())
}

#[test]
fn only_what_changed_is_made_again() {
    for format in ["png", "svg", "pdf", "jpg", "webp", "tif"] {
        let folder = recordings();
        let args = ["render", "in", "-o", "out/", "--format", format, "--size", "300x200"];
        assert_eq!(updated(&folder, &args), (3, 0), "{format}");
        let names = tree(&folder, "out");
        let before: Vec<Vec<u8>> = names.iter().map(|name| folder.read(name)).collect();
        assert_eq!(updated(&folder, &args), (0, 3), "{format}");
        // Threads do not change a result.
        assert_eq!(updated(&folder, &[&args[..], &["--threads", "1"]].concat()), (0, 3), "{format}");
        assert_eq!(before, names.iter().map(|name| folder.read(name)).collect::<Vec<_>>(), "{format}");

        // A newer input of the same size, an older one, and a missing output.
        folder.write("in/2.wav", sound("1500"));
        let older = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        File::options().write(true).open(folder.path("in/10.wav")).unwrap().set_modified(older).unwrap();
        assert_eq!(updated(&folder, &args), (2, 1), "{format}");
        std::fs::remove_file(folder.path(&format!("out/10.{format}"))).unwrap();
        assert_eq!(updated(&folder, &args), (1, 2), "{format}");
        // Other options.
        assert_eq!(updated(&folder, &[&args[..], &["--nfft", "512"]].concat()), (3, 0), "{format}");
    }
}

#[test]
fn arrays_are_updated_too() {
    for format in ["npz", "json"] {
        let folder = recordings();
        let args = ["export", "in", "-o", "out/", "--format", format, "--hop", "512"];
        assert_eq!(updated(&folder, &args), (3, 0), "{format}");
        assert_eq!(updated(&folder, &args), (0, 3), "{format}");
        assert_eq!(updated(&folder, &[&args[..], &["--db"]].concat()), (3, 0), "{format}");
    }
    let folder = recordings();
    let stderr = folder.run(&["export", "in", "-o", "{stem}.csv", "--update"], b"").failed(2).stderr;
    assert!(stderr.contains("--update requires a format with a record: npz or json, got csv"), "{stderr}");
}

#[test]
fn outputs_of_other_runs_and_other_files_are_replaced() {
    let folder = recordings();
    folder.run(&["render", "in", "-o", "out/"], b"").done();
    folder.write("out/10.png", b"no picture");
    let args = ["render", "in", "-o", "out/"];
    assert_eq!(updated(&folder, &args), (3, 0));
    assert_eq!(updated(&folder, &args), (0, 3));
}

#[test]
fn records_without_update_stay_as_they_are() {
    let folder = recordings();
    folder.run(&["render", "in/2.wav", "-o", "a.png"], b"").done();
    folder.run(&["render", "in/2.wav", "-o", "b.png", "--update"], b"").done();
    let has_stamp = |name: &str| folder.read(name).windows(8).any(|bytes| bytes == b"\"stamp\":");
    assert!(!has_stamp("a.png") && has_stamp("b.png"));
}

#[cfg(unix)]
#[test]
fn a_killed_run_is_finished_with_the_same_bytes() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("in")).unwrap();
    for index in 0..24 {
        folder.write(&format!("in/{index}.wav"), sound(&(500 + 100 * index).to_string()));
    }
    let args = ["render", "in", "--update", "-o"];
    folder.run(&[&args[..], &["whole/"]].concat(), b"").done();
    // Killed after more and more outputs exist, whatever the speed of the machine.
    for count in [0, 1, 3, 8, 15] {
        let mut child = command().args(args).arg("out/").current_dir(folder.path("")).spawn().unwrap();
        while tree(&folder, "out").len() < count && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let names = tree(&folder, "out");
        assert!(names.iter().all(|name| name.ends_with(".png")), "{names:?}");
    }
    let there = tree(&folder, "out").len() as u64;
    assert_eq!(updated(&folder, &["render", "in", "-o", "out/"]), (24 - there, there));
    for name in tree(&folder, "whole") {
        assert!(folder.read(&name) == folder.read(&name.replace("whole", "out")), "{name}");
    }
}
