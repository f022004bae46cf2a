//! The command line: one file per subcommand, and their shared parts.

mod advice;
mod analysis;
mod bands;
mod batch;
mod completions;
mod destination;
mod export;
mod failure;
mod flag;
mod header;
mod info;
mod input;
mod limits;
mod messenger;
mod misuse;
#[cfg(unix)]
mod modes;
mod numbers;
mod one_of;
mod picture;
mod progress;
mod render;
mod show;
#[cfg(unix)]
mod signals;
mod standard;
mod style;
mod synth;
mod terminal;
mod topics;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use failure::{Messages, Usage};
use topics::List;

/// Spectrograms from audio: calibrated levels, exact axes, figures and arrays.
#[derive(Parser)]
#[command(name = "specgram", version, max_term_width = 100, arg_required_else_help = true, after_help = EXIT_STATES)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,

    /// List names and exit
    #[arg(long, value_name = "WHAT", value_enum)]
    list: Option<List>,

    /// Hide warnings and progress; errors are still shown
    #[arg(short, long, global = true)]
    quiet: bool,

    /// Print the resolved parameters on standard error
    #[arg(short, long, global = true)]
    verbose: bool,
}

const EXIT_STATES: &str = "\
Exit states:
  0    done
  1    the work failed, for at least one input
  2    the command line was wrong; nothing was done
  130  ended by Ctrl-C, as other signals end it

Topics of 'specgram help': formats, levels, scales, windows";

#[derive(Subcommand)]
enum Command {
    Render(render::Arguments),
    Synth(synth::Arguments),
    Export(export::Arguments),
    Info(info::Arguments),
    Bands(bands::Arguments),
    Completions(completions::Completions),
    Man(completions::Manual),
}

/// Runs the program with this process's arguments.
pub(crate) fn main() -> ExitCode {
    failure::report_bugs_in_a_line();
    #[cfg(unix)]
    signals::prepare();
    if let Err(error) = limits::prepare() {
        return failure::exit_code(Err(error.into()));
    }
    failure::exit_code(match parsed(&CommandLine::command()) {
        Ok(Ok(line)) => run(&line),
        Ok(Err(error)) => return misuse::of_command_line(&error),
        Err(error) => Err(error),
    })
}

/// The command line of this process, with the flags of its styles.
fn parsed(command: &clap::Command) -> anyhow::Result<Result<CommandLine, clap::Error>> {
    let words = numbers::joined(std::env::args_os(), command);
    if let [_, help, topic] = &words[..]
        && help == "help"
        && let Some(text) = topic.to_str().and_then(topics::topic)
    {
        standard::check_output()?;
        terminal::print(text)?;
        std::process::exit(0);
    }
    let (words, values) = style::applied(words, command)?;
    let mut parsed = CommandLine::try_parse_from(words);
    match parsed.as_mut().map(|line| &mut line.command) {
        Ok(Some(Command::Render(arguments))) => arguments.style.values = values,
        Ok(Some(Command::Export(arguments))) => arguments.style.values = values,
        _ => {}
    }
    Ok(parsed)
}

fn run(line: &CommandLine) -> anyhow::Result<()> {
    // Clap compares only flags of one level: `specgram -q render -v` has one on each.
    if line.quiet && line.verbose {
        return Err(Usage::error("--quiet and --verbose cannot be used together"));
    }
    let messages = Messages { quiet: line.quiet, verbose: line.verbose, strict: false };
    if let Some(list) = line.list {
        return Ok(list.print()?);
    }
    match &line.command {
        None => Err(Usage::with_hint("no command given", "'specgram help' lists the commands")),
        Some(Command::Render(arguments)) => render::run(arguments, messages),
        Some(Command::Synth(arguments)) => synth::run(arguments, messages),
        Some(Command::Export(arguments)) => export::run(arguments, messages),
        Some(Command::Info(arguments)) => info::run(arguments, messages),
        Some(Command::Bands(arguments)) => bands::run(arguments),
        Some(Command::Completions(arguments)) => completions::print_completions(arguments, CommandLine::command()),
        Some(Command::Man(arguments)) => completions::print_manual(arguments, CommandLine::command()),
    }
}
