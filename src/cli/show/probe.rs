//! Asking the terminal.

use super::answers::Answers;

/// What the terminal answers, or nothing if it cannot be asked.
#[cfg(unix)]
pub(super) fn ask() -> Answers {
    unix::ask().unwrap_or_default()
}

#[cfg(not(unix))]
pub(super) fn ask() -> Answers {
    Answers::default()
}

#[cfg(unix)]
mod unix {
    use std::env;
    use std::fs::File;
    use std::io::{Read, Write};
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    use crate::cli::show::answers::{Answers, QUESTIONS, is_complete};

    use crate::cli::modes::Unechoed;
    use crate::cli::signals;

    /// The longest answer that is read, in bytes.
    const LONGEST: usize = 4096;

    /// How long to wait for the last answer: over a network longer.
    fn patience() -> Duration {
        let is_remote = ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| env::var_os(name).is_some());
        Duration::from_millis(if is_remote { 1000 } else { 300 })
    }

    pub(super) fn ask() -> Option<Answers> {
        let mut terminal = File::options().read(true).write(true).open("/dev/tty").ok()?;
        signals::watch();
        let _unechoed = Unechoed::new(&terminal)?;
        terminal.write_all(QUESTIONS).ok()?;
        let deadline = Instant::now() + patience();
        let (mut answers, mut piece) = (Vec::new(), [0; 256]);
        while !is_complete(&answers) && answers.len() < LONGEST {
            let left = deadline.saturating_duration_since(Instant::now());
            let timeout = Timespec { tv_sec: left.as_secs().cast_signed(), tv_nsec: left.subsec_nanos().into() };
            let mut waiting = [PollFd::new(&terminal, PollFlags::IN)];
            if left.is_zero() || poll(&mut waiting, Some(&timeout)).is_ok_and(|ready| ready == 0) {
                break;
            }
            match terminal.read(&mut piece) {
                Ok(count @ 1..) => answers.extend_from_slice(&piece[..count]),
                _ => break,
            }
        }
        Some(Answers::read(&answers))
    }
}
