//! The command line: one file per subcommand, and their shared parts.

mod advice;
mod analysis;
mod batch;
mod destination;
mod export;
mod failure;
mod flag;
mod header;
mod info;
mod input;
mod limits;
mod misuse;
mod numbers;
mod one_of;
mod picture;
mod progress;
mod render;
#[cfg(unix)]
mod signals;
mod standard;
mod synth;
mod terminal;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use failure::{Messages, Usage};

/// Spectrograms from audio: calibrated levels, exact axes, figures and arrays.
#[derive(Parser)]
#[command(name = "specgram", version, max_term_width = 100, subcommand_required = true, arg_required_else_help = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,

    /// Hide warnings and progress; errors are still shown
    #[arg(short, long, global = true)]
    quiet: bool,

    /// Print the resolved parameters on standard error
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

/// Runs the program with this process's arguments.
pub(crate) fn main() -> ExitCode {
    failure::report_bugs_in_a_line();
    #[cfg(unix)]
    signals::prepare();
    if let Err(error) = limits::prepare() {
        return failure::exit_code(Err(error.into()));
    }
    let words = numbers::joined(std::env::args_os(), &CommandLine::command());
    match CommandLine::try_parse_from(words) {
        Ok(line) => failure::exit_code(run(&line)),
        Err(error) => misuse::of_command_line(&error),
    }
}

fn run(line: &CommandLine) -> anyhow::Result<()> {
    // Clap compares only flags of one level: `specgram -q render -v` has one on each.
    if line.quiet && line.verbose {
        return Err(Usage::error("--quiet and --verbose cannot be used together"));
    }
    let messages = Messages { quiet: line.quiet, verbose: line.verbose, strict: false };
    match &line.command {
        Command::Render(arguments) => render::run(arguments, messages),
        Command::Synth(arguments) => synth::run(arguments, messages),
        Command::Export(arguments) => export::run(arguments, messages),
        Command::Info(arguments) => info::run(arguments, messages),
    }
}
