//! The command line: one file per subcommand, and what they share.

mod analysis;
mod destination;
mod draft;
mod export;
mod failure;
mod info;
mod input;
mod misuse;
mod overlap;
mod picture;
mod preset;
mod progress;
mod record;
mod render;
mod summary;
mod swatches;
mod synth;
mod tapers;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::{Messages, Usage};

/// Spectrograms from audio: calibrated levels, exact axes, figures and arrays.
#[derive(Parser)]
#[command(name = "specgram", version, max_term_width = 100, subcommand_required = true, arg_required_else_help = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,

    /// No warnings and no progress; errors are still shown
    #[arg(short, long, global = true)]
    quiet: bool,

    /// Say what was chosen and used, on standard error
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Subcommand)]
enum Command {
    Render(render::Arguments),
    Synth(synth::Arguments),
    Export(export::Arguments),
    Info(info::Arguments),
}

/// Runs the program on this process's own arguments.
pub(crate) fn main() -> ExitCode {
    failure::report_bugs_in_a_line();
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => return misuse::of_command_line(&error),
    };
    failure::exit_code(run(&line))
}

fn run(line: &CommandLine) -> anyhow::Result<()> {
    // Not by clap, which compares only flags of one level: `specgram -q render -v` has one on each.
    if line.quiet && line.verbose {
        return Err(Usage::error("the argument '--quiet' cannot be used with '--verbose'"));
    }
    let messages = Messages { quiet: line.quiet, verbose: line.verbose };
    match &line.command {
        Command::Render(arguments) => render::run(arguments, messages),
        Command::Synth(arguments) => synth::run(arguments, messages),
        Command::Export(arguments) => export::run(arguments, messages),
        Command::Info(arguments) => info::run(arguments, messages),
    }
}
