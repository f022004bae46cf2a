//! Runs the compiled program in a separate folder.

use std::ffi::OsStr;
use std::fmt;
use std::io::{ErrorKind, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A run that takes longer has hung: the slowest takes a few seconds on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// The results of a run.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Output {
    /// The exit status; `None` if a signal ended the program.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

/// Runs the program in an empty folder, which is then deleted.
pub(crate) fn run<S: AsRef<OsStr>>(args: &[S], stdin: &[u8]) -> Output {
    Folder::new().run(args, stdin)
}

/// The program, for cases that [`run`] does not cover.
pub(crate) fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_specgram"))
}

/// A working directory that is deleted on drop.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// The path of the folder, or with a name that of something in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Puts a file into the folder.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file that can be written");
        path
    }

    /// The bytes of a file in the folder.
    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}; there are {:?}", self.names()))
    }

    /// The names of all entries in the folder, hidden ones included, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("the folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Runs the program here, `stdin` on its standard input, which is a pipe.
    ///
    /// # Panics
    /// If the program does not end.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: &[S], stdin: &[u8]) -> Output {
        let mut command = command();
        command.args(args).current_dir(self.0.path());
        finish(command, stdin)
    }
}

/// Feeds a command and waits for its end.
///
/// # Panics
/// If it does not end.
pub(crate) fn finish(mut command: Command, stdin: &[u8]) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("a program that starts");
    let (mut input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for (index, pipe) in [output.map(boxed), errors.map(boxed)].into_iter().flatten().enumerate() {
            let sender = sender.clone();
            scope.spawn(move || sender.send((index, read_all(pipe))));
        }
        scope.spawn(move || match input.take().map(|mut pipe| pipe.write_all(stdin)) {
            // A program that refuses its options does not read.
            Some(Err(error)) if error.kind() != ErrorKind::BrokenPipe => panic!("feeding the program: {error}"),
            _ => {}
        });
        let deadline = Instant::now() + PATIENCE;
        let mut read = [Vec::new(), Vec::new()];
        for _ in 0..2 {
            match receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok((index, bytes)) => read[index] = bytes,
                Err(_) => {
                    child.kill().expect("a program that can be killed");
                    panic!("still running after {PATIENCE:?}: {command:?}");
                }
            }
        }
        let [stdout, stderr] = read;
        let code = child.wait().expect("an exit status").code();
        Output { code, stdout, stderr: String::from_utf8(stderr).expect("messages in UTF-8") }
    })
}

fn boxed(pipe: impl Read + Send + 'static) -> Box<dyn Read + Send> {
    Box::new(pipe)
}

fn read_all(mut pipe: Box<dyn Read + Send>) -> Vec<u8> {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes).expect("a pipe that can be read");
    bytes
}

impl Output {
    /// Itself, after a successful run.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// Itself, after a run that failed with this status, as the contract says: nothing on standard output, one line
    /// `specgram: …` and at most one `hint: …` after it, warnings aside, and neither a panic nor a signal.
    #[track_caller]
    pub(crate) fn failed(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(self.stdout.is_empty(), "a failed run printed: {self:?}");
        let mut lines = self.stderr.lines().filter(|line| !line.contains("warning: "));
        assert!(lines.next().is_some_and(|line| line.starts_with("specgram: ")), "{self:?}");
        assert!(lines.next().is_none_or(|line| line.starts_with("hint: ")), "{self:?}");
        assert_eq!(lines.next(), None, "{self:?}");
        self
    }

    /// Itself, where standard error holds this text.
    #[track_caller]
    pub(crate) fn with_stderr(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no {text:?} in {self:?}");
        self
    }

    /// Itself, where standard error is empty.
    #[track_caller]
    pub(crate) fn silent(self) -> Self {
        assert_eq!(self.stderr, "", "{self:?}");
        self
    }

    /// Standard output as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("text on standard output")
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = String::from_utf8_lossy(&self.stdout[..self.stdout.len().min(400)]);
        write!(f, "status {:?}, {} bytes on stdout {head:?}, stderr:\n{}", self.code, self.stdout.len(), self.stderr)
    }
}

/// A WAV file of 32-bit floats, the channels interleaved.
pub(crate) fn wav_of_floats(rate: u32, channels: u16, samples: &[f32]) -> Vec<u8> {
    let data: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let mut wav = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x03\0".to_vec();
    wav.extend(channels.to_le_bytes());
    wav.extend(rate.to_le_bytes());
    wav.extend((rate * u32::from(channels) * 4).to_le_bytes());
    wav.extend((channels * 4).to_le_bytes());
    wav.extend(b"\x20\0data");
    wav.extend((data.len() as u32).to_le_bytes());
    wav.extend(data);
    let length = wav.len() as u32 - 8;
    wav[4..8].copy_from_slice(&length.to_le_bytes());
    wav
}
