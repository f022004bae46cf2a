//! The commands in `docs` do what the documents say.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::program::{Folder, finish};
use crate::shared;

/// The command lines of specgram in a document: those of code blocks that begin with its name.
fn commands(document: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(document);
    let text = std::fs::read_to_string(path).expect("a document");
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    lines.filter(|line| line.starts_with("specgram ") || line.contains("| specgram ")).map(str::to_owned).collect()
}

/// A folder with the inputs that the documents name.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.run(&["synth", "--rate", "16000", "--duration", "8", "--channels", "2", "-o", "in.wav"], b"").done();
    // A WAV by another name: only the content counts.
    std::fs::copy(folder.path("in.wav"), folder.path("in.mp3")).unwrap();
    std::fs::create_dir_all(folder.path("recordings/north")).unwrap();
    for name in ["1.wav", "2.wav", "north/1.wav"] {
        let path = format!("recordings/{name}");
        folder.run(&["synth", "--duration", "1", "-o", &path], b"").done();
    }
    folder
}

/// Runs a command line in a shell that finds this build as `specgram`.
fn run_in_shell(folder: &Folder, line: &str) {
    let program = Path::new(env!("CARGO_BIN_EXE_specgram"));
    let mut search = program.parent().expect("a folder").as_os_str().to_owned();
    search.push(":");
    search.push(std::env::var_os("PATH").as_deref().unwrap_or(OsStr::new("/usr/bin:/bin")));
    let mut command = Command::new("sh");
    command.args(["-c", line]).env("PATH", search).env("COLUMNS", "80").current_dir(folder.path(""));
    let output = finish(command, b"");
    assert_eq!(output.code, Some(0), "{line}\n{}", output.stderr);
    let written = line.split(" -o ").nth(1).and_then(|rest| rest.split(' ').next());
    if let Some(name) = written.filter(|name| !line.contains("--dry-run") && !name.contains('{')) {
        assert!(folder.path(name).exists(), "{line} writes {name}");
    }
}

#[test]
fn commands_for_users_of_other_programs_run() {
    let has_ffmpeg = shared::has_program("ffmpeg", "-version");
    let commands = commands("migrating.md");
    assert!(commands.len() > 15, "{commands:?}");
    for line in commands.iter().filter(|line| has_ffmpeg || !line.contains("ffmpeg")) {
        run_in_shell(&folder(), line);
    }
}

#[test]
fn commands_for_many_files_run() {
    let commands = commands("batches.md");
    assert!(commands.len() > 5, "{commands:?}");
    for line in commands {
        let folder = folder();
        run_in_shell(&folder, &line);
        let figures = ["pictures/1.png", "pictures/2.png", "pictures/north/1.png"];
        let is_drawn = line.contains("-o pictures/") && !line.contains("--dry-run") && !line.starts_with("find");
        assert!(!is_drawn || figures.iter().all(|name| folder.path(name).exists()), "{line}: {:?}", folder.names());
    }
}

#[test]
fn flags_in_tables_of_other_programs_exist() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/migrating.md")).unwrap();
    let folder = folder();
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.contains("`--"));
    let mut checked = 0;
    for row in rows {
        // The last column has flags in backticks, several of which may be alternatives.
        let flags = row.trim_end_matches(" |").rsplit(" | ").next().expect("a column");
        for flags in flags.split('`').skip(1).step_by(2).filter(|flags| flags.starts_with("--")) {
            let flags = flags.replace("TEXT", "Dawn");
            let flags = if flags == "--window" { "--window hamming".to_owned() } else { flags };
            run_in_shell(&folder, &format!("specgram render in.wav {flags} -o out.png"));
            checked += 1;
        }
    }
    assert!(checked > 15, "{checked}");
}
