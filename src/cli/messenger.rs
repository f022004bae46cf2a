//! The messages of a batch as it runs: errors, warnings, progress, the report and the contact sheet.

use std::fs::File;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use specgram::batch::{Counts, Done, Entry, Observer, Outcome, Report, Sheet, Status};
use specgram::job::{STDOUT, file_at};
use specgram::output::Format;
use specgram::units::Seconds;

use super::failure::{self, Messages, Subject, print_line};
use super::flag::message;
use super::progress::Line;
use super::{standard, terminal};

/// Opens the report; it is written as the run goes on, so that it is there if the run is killed.
fn open_report(path: &Path) -> anyhow::Result<Box<dyn Write>> {
    let Some(path) = file_at(path) else {
        standard::check_output()?;
        return Ok(Box::new(io::stdout()));
    };
    let file = File::create(path).map_err(|error| specgram::Error::io("cannot write", error).of_output(name_of(path)));
    Ok(Box::new(file?))
}

fn name_of(path: &Path) -> String {
    file_at(path).map_or_else(|| STDOUT.to_owned(), |path| path.display().to_string())
}

/// Begins the report of a run over so many inputs.
pub(super) fn begun_report(path: &Path, inputs: usize) -> anyhow::Result<Report<Box<dyn Write>>> {
    Ok(Report::begin(open_report(path)?, inputs).map_err(|error| error.of_output(name_of(path)))?)
}

/// The messages of a run, in the order of its inputs.
pub(super) struct Messenger<'a> {
    messages: Messages,
    inputs: usize,
    fail_fast: bool,
    begun: Instant,
    counts: Counts,
    line: Option<Line>,
    report: Option<Report<Box<dyn Write>>>,
    sheet: Option<&'a mut Sheet>,
    /// The error of the report or of standard output, which ends the run.
    unwritten: Option<anyhow::Error>,
}

impl<F: Format> Observer<F> for Messenger<'_> {
    fn ended(&mut self, entry: &Entry<F>, outcome: Outcome) -> ControlFlow<()> {
        if let Some(line) = &mut self.line {
            line.erase();
        }
        let subject = Subject::input(Some(entry.path()));
        self.messages.warn_briefly(&subject, &outcome.warnings);
        let reason = match &outcome.status {
            Status::Failed(error) => Some(message(error)),
            _ => None,
        };
        if let Some(reason) = &reason {
            print_line(format_args!("{subject}: {reason}"));
        }
        self.counts.add(&outcome.status);
        if let Some(sheet) = &mut self.sheet {
            sheet.add(entry, &outcome.status, reason.as_deref());
        }
        let reported = self.report.as_mut().map_or(Ok(()), |report| report.file(entry, &outcome, reason.as_deref()));
        let written = reported.map_err(anyhow::Error::from).and_then(|()| self.details(&subject, &outcome.status));
        if let Err(error) = written {
            self.unwritten.get_or_insert(error);
            return ControlFlow::Break(());
        }
        if reason.is_some() && self.fail_fast { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn progress(&mut self, read: Seconds) {
        let (counts, inputs) = (self.counts, self.inputs);
        if let Some(line) = &mut self.line {
            line.update(|elapsed| progress_text(counts, inputs, read, elapsed));
        }
    }
}

impl<'a> Messenger<'a> {
    pub(super) fn new(
        messages: Messages,
        inputs: usize,
        fail_fast: bool,
        report: Option<Report<Box<dyn Write>>>,
        sheet: Option<&'a mut Sheet>,
    ) -> Self {
        let (begun, counts, line) = (Instant::now(), Counts::default(), Line::new(messages));
        Self { messages, inputs, fail_fast, begun, counts, line, report, sheet, unwritten: None }
    }

    fn details(&self, subject: &Subject, status: &Status) -> anyhow::Result<()> {
        let Status::Done(Done { lines, summary, .. }) = status else { return Ok(()) };
        for line in lines {
            self.messages.detail(format_args!("{subject}: {line}"));
        }
        if let Some(summary) = summary {
            terminal::print(&format!("{summary}\n"))?;
        }
        Ok(())
    }

    /// Ends the report. An error if an input failed.
    pub(super) fn end(self, report_path: Option<&Path>) -> anyhow::Result<()> {
        let Self { counts, inputs, begun, report, unwritten, line, .. } = self;
        drop(line);
        if let Some(error) = unwritten {
            return failure::unless_reader_left(Err(error));
        }
        if let (Some(report), Some(path)) = (report, report_path) {
            report.end(begun.elapsed()).map_err(|error| error.of_output(name_of(path)))?;
        }
        if counts.failed > 0 {
            let not_tried = inputs - counts.ended();
            let rest = if not_tried > 0 { format!(", {not_tried} not tried") } else { String::new() };
            anyhow::bail!("{} of {inputs} inputs failed{rest}", counts.failed);
        }
        Ok(())
    }
}

/// The progress of a first pass over the inputs.
pub(super) struct FirstPass {
    inputs: usize,
    ended: usize,
    line: Option<Line>,
}

impl FirstPass {
    pub(super) fn new(messages: Messages, inputs: usize) -> Self {
        Self { inputs, ended: 0, line: Line::new(messages) }
    }
}

impl<F: Format> Observer<F> for FirstPass {
    fn ended(&mut self, _: &Entry<F>, _: Outcome) -> ControlFlow<()> {
        self.ended += 1;
        ControlFlow::Continue(())
    }

    fn progress(&mut self, _: Seconds) {
        if let Some(line) = &mut self.line {
            line.update(|_| format!("colour range: {}/{} inputs", self.ended, self.inputs));
        }
    }
}

/// `37/412 inputs, 2 failed, 730 × real time, 0:40 left`.
fn progress_text(counts: Counts, inputs: usize, read: Seconds, elapsed: Duration) -> String {
    let ended = counts.ended();
    let failed = if counts.failed > 0 { format!(", {} failed", counts.failed) } else { String::new() };
    let speed = read.0 / elapsed.as_secs_f64();
    let left = match ended {
        0 => String::new(),
        _ => {
            let seconds = (elapsed.as_secs_f64() * (inputs - ended) as f64 / ended as f64).round() as u64;
            let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            if hours > 0 {
                format!(", {hours}:{minutes:02}:{seconds:02} left")
            } else {
                format!(", {minutes}:{seconds:02} left")
            }
        }
    };
    format!("{ended}/{inputs} inputs{failed}, {speed:.0} × real time{left}")
}
