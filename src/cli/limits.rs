//! System limits of this process: they become errors instead of ending it.

use specgram::memory;

/// Bytes that must be available when work begins; with the program itself, about 24 MiB of addresses.
const LEAST: u64 = 6 << 20;

/// Prepares for the limits of the process.
///
/// # Errors
/// [`Error::Memory`](specgram::Error::Memory) if they leave too little memory for any work.
pub(super) fn prepare() -> specgram::Result<()> {
    #[cfg(unix)]
    ignore_size_signal();
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    share_one_arena();
    memory::check(|| "this program".to_owned(), LEAST)
}

/// From now on, exceeding the file size limit is a write error.
#[cfg(unix)]
fn ignore_size_signal() {
    // Any handler prevents the default action of the signal.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// Under a limit on the address space, restarts the program with one arena for all threads.
///
/// Otherwise glibc reserves up to 128 MiB of addresses per thread and uses almost none of them. The number of arenas
/// can only be set in the environment, before the program starts.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn share_one_arena() {
    use std::os::unix::process::CommandExt;
    const ARENAS: &str = "MALLOC_ARENA_MAX";
    let is_limited = rustix::process::getrlimit(rustix::process::Resource::As).current.is_some();
    if !is_limited || std::env::var_os(ARENAS).is_some() {
        return;
    }
    let mut typed = std::env::args_os();
    if let (Ok(program), Some(name)) = (std::env::current_exe(), typed.next()) {
        // Returns only on failure; the program then continues with the default arenas.
        let _ = std::process::Command::new(program).arg0(name).args(typed).env(ARENAS, "1").exec();
    }
}
