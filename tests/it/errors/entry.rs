//! Catalogues of messages: of the program, with the commands that provoke them, and of the library's readers.

use std::io::Cursor;

use specgram::pipeline;
use specgram::source::{self, AudioSource};

use crate::program::Folder;

/// A command, its exit status, and its standard error word for word.
pub(super) struct Entry {
    command: &'static str,
    status: i32,
    says: &'static str,
}

pub(super) const fn entry(command: &'static str, status: i32, says: &'static str) -> Entry {
    Entry { command, status, says }
}

/// Runs every command in a folder that contains the named files, and compares the messages.
///
/// A mismatch prints the corrected entries, to be reviewed and copied.
#[track_caller]
pub(super) fn check(folder: &Folder, entries: &[Entry]) {
    let mut faults = Vec::new();
    for &Entry { command, status, says } in entries {
        let before = folder.names();
        let (arguments, input) = match command.split_once('<') {
            Some((arguments, file)) => (arguments, folder.read(file.trim())),
            None => (command, Vec::new()),
        };
        let output = folder.run(&arguments.split_whitespace().collect::<Vec<_>>(), &input);
        if (output.code, output.stderr.trim_end()) != (Some(status), says) {
            let code = output.code.unwrap_or(-1);
            faults.push(format!("entry({command:?}, {code}, {:?}),", output.stderr.trim_end()));
        }
        if status != 0 {
            assert_eq!(folder.names(), before, "{command}: nothing is left behind");
        }
    }
    assert!(faults.is_empty(), "these say something else:\n    {}", faults.join("\n    "));
}

/// An input, and what the library reports when it is read to its end: see [`report_of`].
pub(super) struct Report {
    input: &'static str,
    says: &'static str,
}

/// The library's report on a file, or on a stream with the bytes of a file: `< name`.
pub(super) const fn report(input: &'static str, says: &'static str) -> Report {
    Report { input, says }
}

/// Reads every input to its end in this process, and compares the library's reports.
///
/// A mismatch prints the corrected entries, to be reviewed and copied.
#[track_caller]
pub(super) fn check_reports(folder: &Folder, reports: &[Report]) {
    let mut faults = Vec::new();
    for &Report { input, says } in reports {
        let opened = match input.strip_prefix("< ") {
            Some(name) => source::open_stream(Box::new(Cursor::new(folder.read(name)))),
            None => source::open(&folder.path(input)),
        };
        let found = report_of(opened);
        if found != says {
            faults.push(format!("report({input:?}, {found:?}),"));
        }
    }
    assert!(faults.is_empty(), "these report something else:\n    {}", faults.join("\n    "));
}

/// An error and its remedy, or the warnings, each behind its code, `!` where samples were lost or invented.
pub(super) fn report_of(opened: specgram::Result<source::Opened>) -> String {
    let read = opened.and_then(|opened| {
        let mut source = opened.source;
        let levels = pipeline::signal_levels(&mut source)?;
        Ok([source.report().warnings, levels.tally.warnings()].concat())
    });
    match read {
        Err(error) => match error.remedy() {
            Some(remedy) => format!("{error}\n{remedy:?}"),
            None => error.to_string(),
        },
        Ok(warnings) => {
            let line = |warning: &specgram::warning::Warning| {
                let lost = if warning.loses_samples() { "!" } else { "" };
                let remedy = warning.remedy().map_or_else(String::new, |remedy| format!("\n{remedy:?}"));
                format!("{}{lost}: {warning}{remedy}", warning.code())
            };
            warnings.iter().map(line).collect::<Vec<_>>().join("\n")
        }
    }
}
