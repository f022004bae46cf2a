//! The command-line program `specgram`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
