//! Where results go: files that appear whole or not at all, and standard output.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use specgram::Error;
use specgram::job::Input;
use specgram::output::{Format, Sink, by_name, of_path, record};

use super::draft::{DraftFile, cannot_write, folder_of};
use super::failure::Usage;
use super::standard::{self, is_same_file};
use super::terminal::STDOUT;

/// Where one result goes, and in which format.
pub(super) struct Destination<F: Format> {
    /// `None` is standard output.
    pub(super) path: Option<PathBuf>,
    pub(super) format: &'static F,
}

/// What to do where nothing was typed and standard output is a terminal.
pub(super) enum OnTerminal {
    /// Write a file of this name, to which the format's extension is added.
    Write(OsString),
    /// Refuse, saying this.
    Refuse(&'static str),
}

/// Makes sense of `-o` and `--format`.
pub(super) fn resolve<F: Format>(
    typed: &[PathBuf],
    format: Option<&str>,
    on_terminal: OnTerminal,
) -> anyhow::Result<Vec<Destination<F>>> {
    let named = format.map(by_name::<F>).transpose()?;
    let stdout = || -> anyhow::Result<_> {
        standard::check_output().context(STDOUT)?;
        Ok(Destination { path: None, format: named.unwrap_or(&F::ALL[0]) })
    };
    if typed.is_empty() {
        if !io::stdout().is_terminal() {
            return Ok(vec![stdout()?]);
        }
        return match on_terminal {
            OnTerminal::Write(mut name) => {
                let format = named.unwrap_or(&F::ALL[0]);
                name.push(".");
                name.push(format.name());
                if named.is_none() {
                    check_is_ours(Path::new(&name))?;
                }
                Ok(vec![Destination { path: Some(name.into()), format }])
            }
            OnTerminal::Refuse(hint) => Err(Usage::with_hint("cannot write binary data to a terminal", hint)),
        };
    }
    check_all_differ(typed)?;
    typed
        .iter()
        .map(|path| {
            if is_stdout(path) {
                return stdout();
            }
            check_place(path)?;
            let format = match named {
                Some(format) => format,
                None => of_path(path)?,
            };
            Ok(Destination { path: Some(path.clone()), format })
        })
        .collect()
}

fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

/// Finds two results that would overwrite one another.
fn check_all_differ(typed: &[PathBuf]) -> anyhow::Result<()> {
    let mut places = Vec::new();
    for path in typed {
        let place = match Target::of(path) {
            _ if is_stdout(path) => path.clone(),
            // A device takes whatever comes.
            Target::Device(_) => continue,
            Target::File(real) => {
                let folder = fs::canonicalize(folder_of(&real)).unwrap_or_else(|_| folder_of(&real).to_owned());
                folder.join(real.file_name().unwrap_or_default())
            }
        };
        if places.contains(&place) {
            let name = if is_stdout(path) { STDOUT.into() } else { path.display().to_string() };
            return Err(Usage::error(format!("{name}: is given twice as output")));
        }
        places.push(place);
    }
    Ok(())
}

/// Refuses a name that nobody typed, such as that of a record's cover, for which something else is there.
fn check_is_ours(path: &Path) -> anyhow::Result<()> {
    let is_ours = |file| record::find(file).is_ok_and(|found| found.is_some());
    let is_free = fs::metadata(path).map_or(true, |there| !there.is_file() || there.len() == 0);
    if is_free || File::open(path).is_ok_and(is_ours) {
        return Ok(());
    }
    let text = format!("{}: file exists and was not made by specgram", path.display());
    Err(Usage::with_hint(text, "use -o to choose a name"))
}

/// Finds what would make writing fail before the work is done.
fn check_place(path: &Path) -> anyhow::Result<()> {
    let failed = |reason: &str, kind| Err(cannot_write(io::Error::new(kind, reason)));
    let folder = folder_of(path);
    if path.is_dir() {
        return failed("is a directory", io::ErrorKind::IsADirectory).with_context(|| path.display().to_string());
    }
    if !folder.is_dir() {
        let reason = format!("no folder {}", folder.display());
        return failed(&reason, io::ErrorKind::NotFound).with_context(|| path.display().to_string());
    }
    Ok(())
}

impl<F: Format> Destination<F> {
    /// What messages call it.
    pub(super) fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| STDOUT.to_owned(), |path| path.display().to_string())
    }

    /// Refuses to overwrite any file of the input, by whatever name.
    pub(super) fn check_is_not(&self, input: &Input) -> anyhow::Result<()> {
        let named = input.path.as_deref().unwrap_or(Path::new(standard::INPUT));
        let mut files = input.files.iter().map(PathBuf::as_path).chain([named]);
        let is_input = match &self.path {
            Some(output) => files.any(|file| is_same_file(output, file)),
            None => files.any(|file| standard::output_is(Some(file))),
        };
        if is_input { Err(overwrites(&self.name())) } else { Ok(()) }
    }

    /// Writes a result that is already whole.
    pub(super) fn write(&self, bytes: &[u8]) -> anyhow::Result<()> {
        self.stream(|sink| sink.write_all(bytes).map_err(cannot_write))
    }

    /// Writes from front to back.
    pub(super) fn stream(&self, fill: impl FnOnce(&mut dyn Write) -> specgram::Result<()>) -> anyhow::Result<()> {
        let written = match self.path.as_deref().map(Target::of) {
            None => fill_through(&mut io::stdout().lock(), fill),
            Some(Target::Device(path)) => File::options()
                .write(true)
                .open(path)
                .map_err(cannot_write)
                .and_then(|mut file| fill_through(&mut file, fill)),
            Some(Target::File(path)) => DraftFile::new(&path).and_then(|draft| {
                fill_through(&mut draft.handle()?, fill)?;
                draft.publish()
            }),
        };
        written.with_context(|| self.name())
    }

    /// Opens a draft that can be written out of order.
    pub(super) fn draft(&self) -> anyhow::Result<Draft> {
        let drafted = || -> specgram::Result<Draft> {
            let copied =
                |to: Box<dyn Write>| Ok(Draft::Copied { file: tempfile::tempfile().map_err(cannot_keep)?, to });
            match self.path.as_deref().map(Target::of) {
                None => copied(Box::new(io::stdout())),
                Some(Target::Device(path)) => {
                    copied(Box::new(File::options().write(true).open(path).map_err(cannot_write)?))
                }
                Some(Target::File(path)) => Ok(Draft::Beside(DraftFile::new(&path)?)),
            }
        };
        drafted().with_context(|| self.name())
    }
}

/// What becomes of a failure to make a temporary file.
fn cannot_keep(error: io::Error) -> Error {
    Error::io(format!("cannot write: cannot create a temporary file in {}", std::env::temp_dir().display()), error)
}

/// Links that are followed, as many as systems do.
const MOST_LINKS: usize = 40;

/// What a path stands for.
enum Target {
    /// A device or a pipe, written directly: a file must not take its place.
    Device(PathBuf),
    /// A file, replaced by renaming.
    File(PathBuf),
}

impl Target {
    fn of(path: &Path) -> Self {
        let mut path = path.to_owned();
        for _ in 0..MOST_LINKS {
            // Asked for through links: those to open pipes, such as /dev/stdout, lead to no path of their own.
            match fs::metadata(&path) {
                Ok(there) if !there.is_file() => return Self::Device(path),
                // Through a symbolic link, so that the link stays.
                Ok(_) => return Self::File(fs::canonicalize(&path).unwrap_or(path)),
                Err(_) => {}
            }
            // A link to what is not there yet stays as well.
            let Ok(target) = fs::read_link(&path) else { break };
            path = folder_of(&path).join(target);
        }
        Self::File(path)
    }
}

/// A result that is being written out of order.
pub(super) enum Draft {
    /// A temporary file in the same folder, which a rename makes the result.
    Beside(DraftFile),
    /// A temporary file that is copied to where nothing can be written out of order.
    Copied { file: File, to: Box<dyn Write> },
}

impl Draft {
    /// Where to write.
    pub(super) fn sink(&self) -> specgram::Result<Box<dyn Sink>> {
        let file = match self {
            Self::Beside(draft) => draft.handle()?,
            Self::Copied { file, .. } => file.try_clone().map_err(cannot_write)?,
        };
        Ok(Box::new(io::BufWriter::with_capacity(1 << 18, file)))
    }

    /// Makes the result appear, once its sink has been flushed and dropped.
    pub(super) fn publish(self) -> specgram::Result<()> {
        match self {
            Self::Beside(draft) => draft.publish(),
            Self::Copied { mut file, mut to } => {
                file.rewind().map_err(cannot_write)?;
                io::copy(&mut file, &mut to).map_err(cannot_write)?;
                to.flush().map_err(cannot_write)
            }
        }
    }
}

fn fill_through(
    sink: &mut impl Write,
    fill: impl FnOnce(&mut dyn Write) -> specgram::Result<()>,
) -> specgram::Result<()> {
    let mut sink = io::BufWriter::with_capacity(1 << 16, sink);
    fill(&mut sink)?;
    sink.flush().map_err(cannot_write)
}

/// What is said of an output that is an input as well.
pub(super) fn overwrites(output: &str) -> anyhow::Error {
    Usage::error(format!("{output}: the output would overwrite the input"))
}
