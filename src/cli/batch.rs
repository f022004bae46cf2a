//! Many inputs: the flags, the plan, and the messages of a run.

use std::fs::File;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use specgram::batch::{
    self, Entry, Figures, MemorySize, Outputs, Pattern, Plan, Schedule, Search, Separator, SharedLevels, Sheet, Work,
    read_list,
};
use specgram::error::OptionName;
use specgram::job::file_at;
use specgram::job::results::{check_place, is_same_file};
use specgram::level::Levels;
use specgram::output::{FigureFormat, Format};
use specgram::source::{Channels, cannot_open};

use super::failure::{self, Messages, Subject, Usage};
use super::input::InputFlags;
use super::messenger::{FirstPass, Messenger, begun_report};
use super::one_of::whole;
use super::standard;

/// Flags about several inputs.
#[derive(Args)]
#[command(next_help_heading = "Many inputs")]
pub(super) struct BatchFlags {
    /// Read the names of more inputs from a file, one per line, or from standard input (-)
    #[arg(long, value_name = "LIST")]
    files_from: Option<PathBuf>,

    /// The names in the list end with a zero byte, as from find -print0
    #[arg(long, requires = "files_from")]
    null: bool,

    /// Inputs at a time [default: as many as there are threads and memory for]
    #[arg(long, value_name = "N", value_parser = whole::<NonZeroUsize>(OptionName::Jobs))]
    jobs: Option<NonZeroUsize>,

    /// Limit the number of inputs at a time to what takes about this much memory, such as 500M or 2G
    #[arg(long, value_name = "SIZE")]
    max_memory: Option<MemorySize>,

    /// Skip inputs whose outputs are up to date, and finish an interrupted run
    ///
    /// An output is up to date if its record has the same options, the same version of specgram, and the size and
    /// modification time of the input. Only runs with --update write these into the record.
    #[arg(long)]
    update: bool,

    /// Write a report: a JSON object per line for each input as it ends
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Print the inputs and their outputs, and do nothing
    #[arg(long)]
    dry_run: bool,

    /// Stop at the first input that fails
    #[arg(long)]
    fail_fast: bool,
}

/// A request for a batch.
pub(super) struct Many<'a> {
    flags: &'a BatchFlags,
    input: &'a InputFlags,
    patterns: Vec<Pattern>,
}

impl BatchFlags {
    /// The batch that is requested; `None` for a single input or standard input.
    pub(super) fn requested<'a>(
        &'a self,
        input: &'a InputFlags,
        outputs: &[PathBuf],
        is_wanted: bool,
    ) -> anyhow::Result<Option<Many<'a>>> {
        let patterns = outputs.iter().map(|path| Pattern::new(path)).collect::<specgram::Result<Vec<_>>>()?;
        let inputs = input.inputs();
        let flagged = is_wanted || self.files_from.is_some() || self.update || self.report.is_some() || self.dry_run;
        let is_many = flagged || inputs.len() > 1 || inputs.iter().any(|path| path.is_dir());
        if !is_many && !patterns.iter().any(Pattern::varies) {
            return Ok(None);
        }
        Ok(Some(Many { flags: self, input, patterns }))
    }
}

impl Many<'_> {
    pub(super) fn is_update(&self) -> bool {
        self.flags.update
    }

    pub(super) fn is_reported(&self) -> bool {
        self.flags.report.is_some()
    }

    /// The inputs and their outputs; in folders, the default format. `keeps_record` tells of a format whether `--update`
    /// can read what its files were made from.
    pub(super) fn plan<F: Format>(
        &self,
        format: Option<&'static F>,
        default: &'static F,
        keeps_record: impl Fn(&F) -> bool,
        channels: Channels,
    ) -> anyhow::Result<Plan<F>> {
        let options = self.input.options();
        let typed = self.typed()?;
        let found = Search::new(&options).files(&typed);
        self.check_outputs(found.len())?;
        let outputs = Outputs { patterns: &self.patterns, format, default };
        let plan = Plan::new(found, &outputs, &options, channels)?;
        let formats = || plan.items().flat_map(|item| &item.outputs).map(|output| output.format);
        if self.flags.update
            && let Some(without) = formats().find(|format| !keeps_record(format))
        {
            let with = specgram::output::names_of::<F>(&keeps_record);
            let text = format!("--update requires a format with a record: {with}, got {}", without.name());
            return Err(Usage::error(text));
        }
        self.check_report(&plan)?;
        Ok(plan)
    }

    /// The typed inputs and those of the list.
    fn typed(&self) -> anyhow::Result<Vec<PathBuf>> {
        let mut typed = self.input.inputs().to_vec();
        if let Some(list) = &self.flags.files_from {
            let separator = if self.flags.null { Separator::Null } else { Separator::Line };
            let names = match file_at(list) {
                Some(path) => File::open(path)
                    .map_err(|error| cannot_open("cannot open", path, error))
                    .and_then(|file| read_list(file, separator)),
                None => standard::input().and_then(|stream| read_list(stream, separator)),
            };
            typed.extend(names.with_context(|| Subject::input(file_at(list)))?);
        }
        if typed.is_empty() && self.flags.files_from.is_some() {
            return Err(Usage::error("the list has no inputs"));
        }
        if typed.is_empty() || typed.iter().any(|path| file_at(path).is_none()) {
            return Err(Usage::error("standard input has no name for its output, and cannot be one of several inputs"));
        }
        Ok(typed)
    }

    /// Finds outputs that several inputs cannot have.
    fn check_outputs(&self, inputs: usize) -> anyhow::Result<()> {
        let hint = "one output each: -o DIR/ or a pattern such as -o 'DIR/{stem}.png'";
        if self.patterns.is_empty() {
            return Err(Usage::with_hint("several inputs require -o for their outputs", hint));
        }
        let is_stdout = |pattern: &Pattern| pattern.is_standard_output();
        if self.patterns.iter().any(is_stdout) {
            return Err(Usage::with_hint("several inputs cannot share standard output", hint));
        }
        if inputs > 1 && self.patterns.iter().any(|pattern| !pattern.varies()) {
            return Err(Usage::with_hint("several inputs cannot share one output file", hint));
        }
        Ok(())
    }

    fn check_report<F: Format>(&self, plan: &Plan<F>) -> anyhow::Result<()> {
        let report = self.flags.report.as_deref().and_then(file_at);
        report.map_or(Ok(()), |report| check_is_new(plan, "--report", report))
    }

    /// Finds a page that would replace another file of the run, or that cannot be written.
    pub(super) fn check_sheet<F: Format>(&self, plan: &Plan<F>, page: &Path) -> anyhow::Result<()> {
        let Some(page) = file_at(page) else { return Err(Usage::error("--sheet requires a file, got -")) };
        if self.flags.report.as_deref().is_some_and(|report| report == page || is_same_file(report, page)) {
            return Err(Usage::error(format!("--sheet {}: is also the report", page.display())));
        }
        check_is_new(plan, "--sheet", page)?;
        // A folder that does not exist is made, as for outputs.
        if page.is_dir() {
            check_place(page).map_err(|error| error.of_output(page.display().to_string()))?;
        }
        Ok(())
    }

    /// Prints the plan, if only that is asked for.
    pub(super) fn print_plan<F: Format>(&self, plan: &Plan<F>) -> anyhow::Result<bool> {
        if !self.flags.dry_run {
            return Ok(false);
        }
        standard::check_output()?;
        let mut out = io::BufWriter::new(io::stdout().lock());
        for item in plan.items() {
            for output in &item.outputs {
                let line = format!("{} -> {}", item.input.display(), output.name());
                let written = writeln!(out, "{}", specgram::job::in_a_line(&line));
                failure::unless_reader_left(written.map_err(standard::cannot_write))?;
            }
        }
        failure::unless_reader_left(out.flush().map_err(standard::cannot_write))?;
        Ok(true)
    }

    /// How many inputs at a time, and on how many threads, if one takes about `each` bytes.
    pub(super) fn schedule<F: Format>(
        &self,
        plan: &Plan<F>,
        threads: NonZeroUsize,
        each: u64,
    ) -> specgram::Result<Schedule> {
        Schedule::new(self.flags.jobs, threads, plan.entries.len(), each, self.flags.max_memory)
    }

    /// The levels that all figures share, from a first pass over the inputs; what fails in it fails again in the second.
    pub(super) fn shared_levels(
        &self,
        plan: &Plan<FigureFormat>,
        figures: &Figures,
        schedule: Schedule,
        messages: Messages,
    ) -> Option<Levels> {
        let shared = SharedLevels::new(figures);
        let mut first = FirstPass::new(messages, plan.entries.len());
        batch::run(plan, &shared, schedule, &mut first);
        shared.levels()
    }

    /// Runs the plan and reports; an error if an input failed.
    pub(super) fn run<F: Format>(
        &self,
        plan: &Plan<F>,
        work: &impl Work<F>,
        schedule: Schedule,
        messages: Messages,
        sheet: Option<&mut Sheet>,
    ) -> anyhow::Result<()> {
        let inputs = plan.entries.len();
        let report = self.flags.report.as_deref().map(|path| begun_report(path, inputs)).transpose()?;
        let Schedule { jobs, threads } = schedule;
        messages.detail(format_args!("{inputs} inputs, {jobs} at a time on {threads} threads each"));
        let mut messenger = Messenger::new(messages, inputs, self.flags.fail_fast, report, sheet);
        batch::run(plan, work, schedule, &mut messenger);
        messenger.end(self.flags.report.as_deref())
    }
}

/// Refuses a page or report that is an input or an output.
fn check_is_new<F: Format>(plan: &Plan<F>, flag: &str, path: &Path) -> anyhow::Result<()> {
    let outputs = plan.items().flat_map(|item| &item.outputs).filter_map(|output| output.path.as_deref());
    let mut files = plan.entries.iter().map(Entry::path).chain(outputs);
    if files.any(|file| file == path || is_same_file(file, path)) {
        return Err(Usage::error(format!("{flag} {}: is also an input or an output", path.display())));
    }
    Ok(())
}
