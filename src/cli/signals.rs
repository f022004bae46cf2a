//! Signals that end the program: no temporary file and no decoding process remains.

use specgram::job::results::{before_temporary_names, remove_unfinished};
use specgram::source::{before_decoders, end_decoders};

use super::modes;

/// The signals that end programs and can be caught, except those that report a fault of the program itself.
const ENDING: [i32; 10] = {
    use signal_hook::consts::*;
    [SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM, SIGPROF]
};

/// Stack size of the thread that waits for signals, in bytes.
const STACK: usize = 1 << 17;

/// From the first temporary name or decoding process on, a signal that ends the program first removes incomplete results
/// and ends the processes.
pub(super) fn prepare() {
    before_temporary_names(watch);
    before_decoders(watch);
}

/// From now on, a signal that ends the program first leaves everything as it was.
pub(super) fn watch() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(wait_on_a_thread);
}

fn wait_on_a_thread() {
    use signal_hook::iterator::Signals;
    let (ready, set) = std::sync::mpsc::channel();
    let wait = move || {
        let wanted = ENDING.into_iter().filter(|&signal| !is_ignored(signal));
        let signals = Signals::new(wanted);
        drop(ready);
        if let Some(signal) = signals.ok().and_then(|mut signals| signals.forever().next()) {
            modes::restore();
            let _ended = end_decoders();
            let _unfinished = remove_unfinished();
            // The shell then sees which signal it was.
            let _ = signal_hook::low_level::emulate_default_handler(signal);
            std::process::exit(128 + signal);
        }
    };
    // Without the thread, a signal leaves a temporary file behind; everything else works.
    if std::thread::Builder::new().stack_size(STACK).spawn(wait).is_ok() {
        let _: Result<(), _> = set.recv();
    }
}

/// Whether the parent process set this signal to be ignored, as `nohup` does; that must stay so.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
