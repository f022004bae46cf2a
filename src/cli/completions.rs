//! `specgram completions` and `specgram man`: texts that shells and readers of manuals take.

use std::fs;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_complete::{Shell, generate};
use clap_mangen::Man;
use specgram::Error;

use super::failure::Usage;
use super::{standard, terminal};

/// Print the completions of flags, values and files for a shell
///
/// For bash: specgram completions bash > ~/.local/share/bash-completion/completions/specgram. For zsh: into a folder of
/// $fpath, as _specgram. For fish: into ~/.config/fish/completions/specgram.fish.
#[derive(Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Print a manual page, or write all of them into a folder
///
/// To read one: specgram man render | man -l -
#[derive(Args)]
pub(super) struct Manual {
    /// The command that the page is about [default: the program]
    #[arg(value_name = "COMMAND")]
    command: Option<String>,

    /// Write all pages into this folder
    #[arg(short, long, value_name = "DIR", conflicts_with = "command")]
    output: Option<PathBuf>,
}

pub(super) fn print_completions(arguments: &Completions, mut command: Command) -> anyhow::Result<()> {
    standard::check_output()?;
    let mut script = Vec::new();
    generate(arguments.shell, &mut command, "specgram", &mut script);
    Ok(terminal::print(&String::from_utf8_lossy(&script))?)
}

pub(super) fn print_manual(arguments: &Manual, mut command: Command) -> anyhow::Result<()> {
    // Commands then have their full names, such as "specgram render".
    command.build();
    if let Some(folder) = &arguments.output {
        let failed = |error| Error::io("cannot write", error).of_output(folder.display().to_string());
        fs::create_dir_all(folder).map_err(failed)?;
        for command in pages(&command) {
            fs::write(folder.join(Man::new(command.clone()).get_filename()), page(command)).map_err(failed)?;
        }
        return Ok(());
    }
    standard::check_output()?;
    let wanted = match &arguments.command {
        None => &command,
        Some(name) => pages(&command).find(|page| page.get_name() == name).ok_or_else(|| {
            let names: Vec<&str> = pages(&command).skip(1).map(Command::get_name).collect();
            Usage::error(format!("unknown command '{name}' (available: {})", names.join(", ")))
        })?,
    };
    Ok(terminal::print(&String::from_utf8_lossy(&page(wanted)))?)
}

/// The program and its commands.
fn pages(command: &Command) -> impl Iterator<Item = &Command> {
    [command].into_iter().chain(command.get_subcommands().filter(|command| command.get_name() != "help"))
}

fn page(command: &Command) -> Vec<u8> {
    let mut page = Vec::new();
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    // Writing to memory does not fail.
    let _ = Man::new(command.clone()).title(name).manual("specgram").render(&mut page);
    page
}
