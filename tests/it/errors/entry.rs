//! A catalogue of every message a user can meet, with the command that provokes it: what its parts are made of.

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

/// Runs every command in a folder that holds what it names, and compares what it says.
///
/// A mismatch prints the entries as they should read, to be looked at and copied.
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
