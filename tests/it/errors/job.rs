//! Catalogues of messages of whole jobs, which run in this process: the program's texts, without the program.

// The program's own names of the library's options.
#[path = "../../../src/cli/flag.rs"]
mod flag;

use std::io::Cursor;
use std::num::NonZeroUsize;
use std::str::FromStr;
use std::sync::Mutex;

use specgram::job::{self, Export, ExportOptions, Input, InputOptions, Monitor, RenderOptions};
use specgram::output::{ArrayFormat, DecibelOptions, Format, Reference};
use specgram::scale::{MelNorm, MelOptions, MelScale};
use specgram::source::synth::{Synth, SynthOptions};
use specgram::units::Hertz;
use specgram::warning::Warning;
use specgram::{Error, Result};

use crate::program::Folder;

/// Nine mel bands as `--mel 9` asks for them.
pub(super) const MEL: MelOptions =
    MelOptions { bands: 9, scale: MelScale::Slaney, norm: MelNorm::Slaney, low: Hertz(0.0), high: None };
/// Decibels as `--db` asks for them.
pub(super) const DECIBELS: DecibelOptions = DecibelOptions { reference: Reference::Value(1.0), amin: 0.0, top: None };

/// The requested job.
enum Asked {
    Render(fn(&mut InputOptions, &mut RenderOptions)),
    Export(fn(&mut InputOptions, &mut ExportOptions)),
    Synth(fn(&mut SynthOptions)),
    Typed(fn(&str) -> Result<()>),
    Requested(fn() -> Result<()>),
}

/// A job, the exit status of a program that runs it, and that program's messages without its name; a remedy is shown
/// instead of its hint.
pub(super) struct Job {
    asked: Asked,
    /// The file that is read, or the text.
    input: &'static str,
    status: i32,
    says: &'static str,
}

/// A figure of a file.
pub(super) const fn render(
    input: &'static str,
    set: fn(&mut InputOptions, &mut RenderOptions),
    status: i32,
    says: &'static str,
) -> Job {
    Job { asked: Asked::Render(set), input, status, says }
}

/// An array of a file.
pub(super) const fn export(
    input: &'static str,
    set: fn(&mut InputOptions, &mut ExportOptions),
    status: i32,
    says: &'static str,
) -> Job {
    Job { asked: Asked::Export(set), input, status, says }
}

/// A test signal.
pub(super) const fn synth(set: fn(&mut SynthOptions), status: i32, says: &'static str) -> Job {
    Job { asked: Asked::Synth(set), input: "", status, says }
}

/// An invalid text for an option, such as for `read::<Window>`.
pub(super) const fn typed(read: fn(&str) -> Result<()>, text: &'static str, says: &'static str) -> Job {
    Job { asked: Asked::Typed(read), input: text, status: 2, says }
}

/// Requested options that contradict one another.
pub(super) const fn requested(resolve: fn() -> Result<()>, says: &'static str) -> Job {
    Job { asked: Asked::Requested(resolve), input: "", status: 2, says }
}

pub(super) fn read<T: FromStr<Err = Error>>(text: &str) -> Result<()> {
    text.parse::<T>().map(drop)
}

/// The value of a valid text.
#[track_caller]
pub(super) fn value<T: FromStr<Err = Error>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Runs every job on the files of a folder, and compares what is reported.
///
/// A mismatch prints the corrected last arguments, to be reviewed and copied.
#[track_caller]
pub(super) fn check_jobs(folder: &Folder, jobs: &[Job]) {
    let mut faults = Vec::new();
    for Job { asked, input, status, says } in jobs {
        let found = match asked {
            Asked::Render(set) => of_render(folder, input, *set),
            Asked::Export(set) => of_export(folder, input, *set),
            Asked::Synth(set) => of_synth(*set),
            Asked::Typed(read) => outcome("", read(input), &[]),
            Asked::Requested(resolve) => outcome("", resolve(), &[]),
        };
        if found != (*status, (*says).to_owned()) {
            faults.push(format!("{input:?} says {says:?}, and should be: {}, {:?}", found.0, found.1));
        }
    }
    assert!(faults.is_empty(), "these say something else:\n    {}", faults.join("\n    "));
}

/// Keeps the warnings of a job.
#[derive(Default)]
struct Warnings(Mutex<Vec<Warning>>);

impl Monitor for Warnings {
    fn warning(&self, warning: &Warning) {
        self.0.lock().expect("the warnings").push(warning.clone());
    }
}

/// The exit status and the lines of an error or of warnings about `subject`.
fn outcome(subject: &str, result: Result<()>, warnings: &[Warning]) -> (i32, String) {
    let subject = if subject.is_empty() { String::new() } else { format!("{subject}: ") };
    let line = |text: String, remedy: Option<specgram::error::Remedy>| match remedy {
        Some(remedy) => format!("{text}\n{remedy:?}"),
        None => text,
    };
    let warnings = warnings.iter().map(|warning| line(format!("warning: {subject}{warning}"), warning.remedy()));
    let mut lines: Vec<String> = warnings.collect();
    let status = match result {
        Ok(()) => 0,
        Err(error) => {
            lines.push(line(format!("{subject}{}", flag::message(&error)), error.remedy()));
            1 + i32::from(error.is_misuse())
        }
    };
    (status, lines.join("\n"))
}

/// Runs a job as the program does: options that are invalid for any input are reported without the input's name.
fn of_job<O>(
    (folder, input, options): (&Folder, &str, &O),
    opened_as: &InputOptions,
    check: fn(&O) -> Result<()>,
    run: fn(Input, &O, &dyn Monitor) -> Result<()>,
) -> (i32, String) {
    if let Err(error) = check(options) {
        return outcome("", Err(error), &[]);
    }
    let warnings = Warnings::default();
    let result = Input::open(&folder.path(input), opened_as).and_then(|input| run(input, options, &warnings));
    outcome(input, result, &warnings.0.into_inner().expect("the warnings"))
}

fn of_render(folder: &Folder, input: &str, set: fn(&mut InputOptions, &mut RenderOptions)) -> (i32, String) {
    let (mut opened_as, mut options) = (InputOptions::default(), RenderOptions::default());
    (options.threads, options.look.title) = (NonZeroUsize::MIN, Some(input.to_owned()));
    set(&mut opened_as, &mut options);
    of_job((folder, input, &options), &opened_as, RenderOptions::check, |input, options, monitor| {
        job::render(input, options, monitor).map(drop)
    })
}

fn of_export(folder: &Folder, input: &str, set: fn(&mut InputOptions, &mut ExportOptions)) -> (i32, String) {
    let (mut opened_as, mut options) = (InputOptions::default(), ExportOptions::default());
    options.threads = NonZeroUsize::MIN;
    set(&mut opened_as, &mut options);
    of_job((folder, input, &options), &opened_as, ExportOptions::check, |input, options, monitor| {
        let export = Export::new(input, options, monitor)?;
        let writer = export.writer(&ArrayFormat::ALL[0], Box::new(Cursor::new(Vec::new())))?;
        export.run(vec![writer], |_, written| written).map(drop)
    })
}

fn of_synth(set: fn(&mut SynthOptions)) -> (i32, String) {
    let mut options = SynthOptions::default();
    set(&mut options);
    outcome("", Synth::new(&options).map(drop).map_err(Error::into_chosen), &[])
}
