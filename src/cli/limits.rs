//! The limits that the system sets to this process: they become errors, where by themselves they would end it.

use specgram::memory;

/// Bytes that are left at least when work begins; with the program itself, about 24 MiB of addresses.
const LEAST: u64 = 6 << 20;

/// Prepares for the limits there are.
///
/// # Errors
/// [`Error::Memory`](specgram::Error::Memory) where they leave too little memory for anything.
pub(super) fn prepare() -> specgram::Result<()> {
    #[cfg(unix)]
    outlive_size_limit();
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    share_one_arena();
    memory::check(|| "this program".to_owned(), LEAST)
}

/// From now on a file that grows beyond the limit on its size is an error of writing.
#[cfg(unix)]
fn outlive_size_limit() {
    // Whatever handles the signal keeps it from its default.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// Under a limit on addresses, begins again with one arena for all threads.
///
/// Otherwise glibc reserves up to 128 MiB of addresses for every thread and uses next to nothing of them; how many there
/// are can be said only in the environment, before the program begins.
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
        // Returns only where that fails; then it goes on with as many arenas as there are.
        let _ = std::process::Command::new(program).arg0(name).args(typed).env(ARENAS, "1").exec();
    }
}
