//! FFmpeg as a child process, which decodes formats without a reader here.
//!
//! It is started directly, without a shell, and writes 32-bit floats as WAV to a pipe: at the rate and with the channels
//! that it decodes, neither resampled nor mixed nor dithered. Its errors and its exit status decide whether the samples
//! are complete. It never outlives the source.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::thread;

use super::audio::{AudioSource, AudioSpec, SourceReport};
use super::complaints::Complaints;
use super::decoder::Decoder;
use super::facts::{Facts, Texts};
use super::opened::Opened;
use super::pipe::output_of;
use super::wav;
use crate::error::{Error, Remedy, Result};
use crate::units::Hertz;
use crate::warning::{Warning, counted};

/// The name of the program, which is searched on the `PATH`.
const PROGRAM: &str = "ffmpeg";

/// The input as the child opens it. Both forms can be searched, as an index at the end of a file requires.
pub(super) enum Given<'a> {
    /// A regular file.
    File(&'a Path),
    /// A copy of a stream, at its first byte; it needs no name.
    Copy(File),
}

impl Given<'_> {
    /// The name for FFmpeg. The prefix keeps any other name from being an option or a protocol such as `http:`.
    fn name(&self) -> OsString {
        let name = match self {
            Self::File(path) => path.as_os_str(),
            Self::Copy(_) if cfg!(unix) => OsStr::new("/dev/stdin"),
            Self::Copy(_) => return "pipe:0".into(),
        };
        [OsStr::new("file:"), name].into_iter().collect()
    }
}

/// The running child processes, for [`end_decoders`].
static RUNNING: Mutex<Vec<Weak<Mutex<Child>>>> = Mutex::new(Vec::new());

/// Called before the first child process starts.
static PREPARE: OnceLock<fn()> = OnceLock::new();

/// Sets a function to be called before a child process starts, such as one that handles signals. Only the first call
/// has an effect.
pub fn before_decoders(prepare: fn()) {
    let _ = PREPARE.set(prepare);
}

/// While this value lives, no child process starts, and none is reported as failed.
#[must_use]
pub struct DecodersEnded {
    _running: MutexGuard<'static, Vec<Weak<Mutex<Child>>>>,
}

/// Kills the child processes, for a program that is about to end without dropping its sources.
pub fn end_decoders() -> DecodersEnded {
    let running = lock(&RUNNING);
    for child in running.iter().filter_map(Weak::upgrade) {
        // One whose exit status is being read has closed its outputs.
        if let Ok(mut child) = child.try_lock() {
            let _ = child.kill();
        }
    }
    DecodersEnded { _running: running }
}

/// Whether FFmpeg can be started.
pub(super) fn is_installed() -> bool {
    let mut command = Command::new(PROGRAM);
    command.arg("-version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok()
}

/// The values of these locks are valid at any time, whatever a thread was doing.
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A child process; dropping it kills it.
struct Running {
    child: Arc<Mutex<Child>>,
    complaints: Option<thread::JoinHandle<Complaints>>,
}

impl Running {
    fn start(given: Given<'_>) -> Result<(Self, ChildStdout)> {
        let name = given.name();
        let mut command = Command::new(PROGRAM);
        // With "repeat", equal messages are printed one by one, not counted in a line of another form.
        command.args(["-nostdin", "-v", "repeat+error", "-protocol_whitelist", "file,pipe", "-i"]).arg(&name);
        command.args(["-map", "0:a:0", "-c:a", "pcm_f32le", "-f", "wav", "-"]);
        command.env("AV_LOG_FORCE_NOCOLOR", "1").stdout(Stdio::piped()).stderr(Stdio::piped());
        match given {
            Given::File(_) => command.stdin(Stdio::null()),
            Given::Copy(file) => command.stdin(file),
        };
        if let Some(prepare) = PREPARE.get() {
            prepare();
        }
        // A signal that arrives while the child starts waits for it to be listed.
        let mut running = lock(&RUNNING);
        let mut child = command.spawn().map_err(cannot_start)?;
        let (output, errors) = (child.stdout.take(), child.stderr.take());
        let child = Arc::new(Mutex::new(child));
        running.retain(|other| other.strong_count() > 0);
        running.push(Arc::downgrade(&child));
        drop(running);
        let mut started = Self { child, complaints: None };
        let (Some(output), Some(errors)) = (output, errors) else {
            return Err(Error::io(cannot_run(), io::ErrorKind::BrokenPipe.into()));
        };
        let prefix = [name.as_encoded_bytes(), b": "].concat();
        let read = thread::Builder::new().spawn(move || Complaints::read(errors, &prefix));
        started.complaints = Some(read.map_err(|error| Error::io(cannot_run(), error))?);
        Ok((started, output_of(output)))
    }

    /// Waits for the end of a child whose output has ended.
    fn outcome(&mut self) -> Result<(ExitStatus, Complaints)> {
        // This ends with the child. Until then the lock is free, so that a signal can kill it.
        let complaints = self.complaints.take().and_then(|complaints| complaints.join().ok()).unwrap_or_default();
        let status = lock(&self.child).wait().map_err(|error| Error::io(cannot_run(), error))?;
        // A program that is about to end has killed it: then this waits for that end.
        drop(lock(&RUNNING));
        Ok((status, complaints))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut child = lock(&self.child);
        // Both fail only if it has ended.
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn cannot_run() -> String {
    format!("cannot run {PROGRAM}")
}

fn cannot_start(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Error::unsupported(format!("no {PROGRAM} on the PATH")).with_remedy(Remedy::InstallFfmpeg)
        }
        _ => Error::io(cannot_run(), error),
    }
}

/// The output of the child, which notes its end.
struct Output {
    pipe: ChildStdout,
    ended: Arc<AtomicBool>,
}

impl Read for Output {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.pipe.read(buffer)?;
        if got == 0 && !buffer.is_empty() {
            self.ended.store(true, Ordering::Relaxed);
        }
        Ok(got)
    }
}

/// The samples that FFmpeg decodes.
pub(super) struct Process {
    child: Running,
    wav: Box<dyn AudioSource>,
    ended: Arc<AtomicBool>,
    texts: Texts,
    delivered: u64,
    is_finished: bool,
    warnings: Vec<Warning>,
}

impl Process {
    /// Starts FFmpeg and reads up to the first sample.
    ///
    /// # Errors
    /// [`Error::Unsupported`] if there is no FFmpeg, [`Error::Malformed`] if it fails, [`Error::Io`] if the system
    /// refuses to start it.
    pub(super) fn open(given: Given<'_>, warnings: Vec<Warning>) -> Result<Opened> {
        let (mut child, pipe) = Running::start(given)?;
        let ended = Arc::new(AtomicBool::new(false));
        let output = Output { pipe, ended: Arc::clone(&ended) };
        let (wav, facts) = match wav::open_stream(output, None).and_then(wav::Contents::samples) {
            Ok(opened) => opened,
            // Its own error has the reason; if it is still writing, that is not WAV.
            Err(_) if ended.load(Ordering::Relaxed) => {
                let (status, complaints) = child.outcome()?;
                let reason = complaints.first().map(str::to_owned).or_else(|| failure(status));
                return Err(Error::malformed(format!(
                    "FFmpeg cannot decode it ({})",
                    reason.as_deref().unwrap_or("no samples")
                )));
            }
            Err(error) => return Err(error),
        };
        let texts = about_input(&facts.texts);
        let facts = Facts { container: "read by FFmpeg", encoding: "decoded by FFmpeg", bits: None, texts };
        let texts = facts.texts.clone();
        let source = Self { child, wav, ended, texts, delivered: 0, is_finished: false, warnings };
        Ok(Opened {
            source: Box::new(source),
            facts,
            length_is_certain: false,
            center: Hertz(0.0),
            files: Vec::new(),
            decoder: Decoder::Ffmpeg,
        })
    }

    /// Counts delivered samples. At the end, checks that FFmpeg has succeeded.
    fn advance(&mut self, passed: u64, is_end: bool) -> Result<()> {
        self.delivered += passed;
        if !is_end || self.is_finished || !self.ended.load(Ordering::Relaxed) {
            return Ok(());
        }
        self.is_finished = true;
        let (status, complaints) = self.child.outcome()?;
        if let Some(failure) = failure(status) {
            let reason = complaints.last().filter(|_| status.code().is_some()).map_or(failure, str::to_owned);
            let after = counted(self.delivered, "sample");
            return Err(Error::malformed(format!("FFmpeg failed after {after} ({reason})")));
        }
        self.warnings.extend(complaints.warning());
        Ok(())
    }
}

/// The texts of the input; that about the written WAV becomes the decoder's.
fn about_input(written: &Texts) -> Texts {
    let mut texts = Texts::default();
    for (name, value) in written.iter() {
        match value.strip_prefix("Lavf").filter(|_| name == "Software") {
            Some(version) => texts.push("Decoder", &format!("FFmpeg, libavformat {version}")),
            None => texts.push(name, value),
        }
    }
    texts
}

/// The reason why a process did not succeed.
fn failure(status: ExitStatus) -> Option<String> {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return Some(format!("killed by signal {signal}"));
    }
    let code = || status.code().map_or_else(|| status.to_string(), |code| format!("exit status {code}"));
    (!status.success()).then(code)
}

impl AudioSource for Process {
    fn spec(&self) -> &AudioSpec {
        self.wav.spec()
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let got = self.wav.read(bytes)?;
        let unit = self.spec().bytes_per_sample_frame();
        self.advance((got / unit) as u64, got < bytes.len())?;
        Ok(got)
    }

    fn skip(&mut self, sample_frames: u64) -> Result<u64> {
        let passed = self.wav.skip(sample_frames)?;
        self.advance(passed, passed < sample_frames)?;
        Ok(passed)
    }

    fn report(&self) -> SourceReport {
        let warnings = [&self.warnings[..], &self.wav.report().warnings].concat();
        SourceReport { warnings, texts: Some(self.texts.clone()), unchecked: 0 }
    }
}
