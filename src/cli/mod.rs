//! The command line: one file per subcommand, and what they share.

mod advice;
mod analysis;
mod destination;
mod draft;
mod export;
mod failure;
mod flag;
mod info;
mod input;
mod limits;
mod misuse;
mod picture;
mod progress;
mod record;
mod render;
mod standard;
mod swatches;
mod synth;
mod tapers;
mod terminal;
mod typed;

use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};

use failure::{Messages, Usage};
use typed::Typed;

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

/// Runs the program on this process's own arguments.
pub(crate) fn main() -> ExitCode {
    failure::report_bugs_in_a_line();
    if let Err(error) = limits::prepare() {
        return failure::exit_code(Err(error.into()));
    }
    let command = CommandLine::command();
    let words = typed::with_numbers_joined(std::env::args_os(), &command);
    let parsed = command.try_get_matches_from(words);
    let parsed = parsed.and_then(|matches| Ok((CommandLine::from_arg_matches(&matches)?, matches)));
    match parsed {
        Ok((line, matches)) => failure::exit_code(run(&line, &matches)),
        Err(error) => misuse::of_command_line(&error),
    }
}

fn run(line: &CommandLine, matches: &ArgMatches) -> anyhow::Result<()> {
    // Not by clap, which compares only flags of one level: `specgram -q render -v` has one on each.
    if line.quiet && line.verbose {
        return Err(Usage::error("--quiet and --verbose exclude each other"));
    }
    let messages = Messages { quiet: line.quiet, verbose: line.verbose, strict: false };
    let typed = Typed::of(matches);
    match &line.command {
        Command::Render(arguments) => render::run(arguments, &typed, messages),
        Command::Synth(arguments) => synth::run(arguments, &typed, messages),
        Command::Export(arguments) => export::run(arguments, messages),
        Command::Info(arguments) => info::run(arguments, messages),
    }
}
