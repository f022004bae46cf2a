//! How much memory the limits of the process leave: what would take more is refused with the numbers, since a program that
//! runs out of memory is ended by the system without a word.
//!
//! Limits bound what is done and how many threads do it, never what comes of it.

use std::path::Path;

use crate::error::{Error, Result};

/// A limit on memory, and what it leaves, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// The limit.
    pub limit: u64,
    /// What may still be taken.
    pub left: u64,
}

/// Bytes that every step takes beside what it knows of: messages, names, buffers of files, rounding of the allocator.
const BESIDE: u64 = 2 << 20;

/// From so many bytes on the system is asked beforehand; less would change how the allocator deals with what follows.
const PROBED: u64 = 64 << 20;

/// The limit that leaves least, of the process (`RLIMIT_AS`, `RLIMIT_DATA`) and of its control groups; `None` where there
/// is none, and on other systems than Linux.
///
/// # Source
/// The manual pages getrlimit(2), proc_pid_statm(5) and cgroups(7).
pub fn room() -> Option<Room> {
    let groups = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let group = of_groups(Path::new("/sys/fs/cgroup"), &groups);
    least(of_process().into_iter().chain(group))
}

/// Refuses work that takes more memory than is left; `what` begins the message.
///
/// # Errors
/// [`Error::Memory`] with the numbers.
pub fn check(what: impl FnOnce() -> String, bytes: u64) -> Result<()> {
    match room() {
        Some(Room { limit, left }) if bytes.saturating_add(BESIDE) > left => {
            let needed = bytes.saturating_add(BESIDE);
            Err(Error::Memory { what: what(), needed, room: Some((limit, left)) })
        }
        // What the system would refuse all the same, it refuses here.
        _ if bytes >= PROBED => reserve(&mut Vec::<u8>::new(), usize::try_from(bytes).unwrap_or(usize::MAX)),
        _ => Ok(()),
    }
}

/// How many workers of `each` bytes, at most `wanted` and at least 1, fit beside `fixed` bytes.
///
/// # Errors
/// As [`check`], for one of them.
pub fn workers(wanted: usize, fixed: u64, each: u64) -> Result<usize> {
    check(|| "the transform".to_owned(), fixed.saturating_add(each))?;
    let Some(Room { left, .. }) = room() else { return Ok(wanted) };
    let fitting = left.saturating_sub(fixed.saturating_add(BESIDE)) / each.max(1);
    Ok(usize::try_from(fitting).map_or(wanted, |fitting| fitting.clamp(1, wanted)))
}

/// Makes room for `count` more values.
///
/// # Errors
/// [`Error::Memory`] where the system gives no more memory.
pub fn reserve<T>(values: &mut Vec<T>, count: usize) -> Result<()> {
    // To grow by what is needed is better than not to grow.
    values.try_reserve(count).or_else(|_| values.try_reserve_exact(count)).map_err(|_| {
        let bytes = (values.len().saturating_add(count)).saturating_mul(size_of::<T>()) as u64;
        Error::Memory { what: "a buffer".to_owned(), needed: bytes, room: None }
    })
}

fn least(rooms: impl IntoIterator<Item = Room>) -> Option<Room> {
    rooms.into_iter().min_by_key(|room| room.left)
}

#[cfg(target_os = "linux")]
fn of_process() -> Option<Room> {
    use rustix::process::{Resource, getrlimit};
    // In pages: all addresses first, data and stacks sixth.
    let sizes = std::fs::read_to_string("/proc/self/statm").ok()?;
    let size = |place| Some(sizes.split(' ').nth(place)?.parse::<u64>().ok()? * rustix::param::page_size() as u64);
    let room = |(resource, place)| {
        let limit = getrlimit(resource).current?;
        Some(Room { limit, left: limit.saturating_sub(size(place)?) })
    };
    least([(Resource::As, 0), (Resource::Data, 5)].into_iter().filter_map(room))
}

#[cfg(not(target_os = "linux"))]
fn of_process() -> Option<Room> {
    None
}

/// The names of the files of a control group: its limit, its use, and the keys of what of that can be taken back.
struct Names {
    limit: &'static str,
    used: &'static str,
    cached: [&'static str; 2],
}

const FIRST_VERSION: Names = Names {
    limit: "memory.limit_in_bytes",
    used: "memory.usage_in_bytes",
    cached: ["total_inactive_file", "total_active_file"],
};

const SECOND_VERSION: Names =
    Names { limit: "memory.max", used: "memory.current", cached: ["inactive_file", "active_file"] };

/// The control group that leaves least, of those under `root` that `membership`, a text as in `/proc/self/cgroup`, names
/// and of those they are in.
pub fn of_groups(root: &Path, membership: &str) -> Option<Room> {
    let rooms = membership.lines().flat_map(|line| {
        let mut fields = line.splitn(3, ':').skip(1);
        let (controllers, path) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        let (top, names) = match controllers {
            "" if root.join("unified").is_dir() => (root.join("unified"), SECOND_VERSION),
            "" => (root.to_owned(), SECOND_VERSION),
            _ if controllers.split(',').any(|controller| controller == "memory") => {
                (root.join("memory"), FIRST_VERSION)
            }
            _ => return Vec::new(),
        };
        let own = top.join(path.trim_start_matches('/'));
        own.ancestors()
            .take_while(|folder| folder.starts_with(&top))
            .filter_map(|folder| of_group(folder, &names))
            .collect()
    });
    least(rooms)
}

fn of_group(folder: &Path, names: &Names) -> Option<Room> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let number = |name: &str| read(name)?.trim().parse::<u64>().ok();
    // The first version has no word for no limit, but a number that none reaches.
    let limit = number(names.limit).filter(|&limit| limit < 1 << 60)?;
    let statistics = read("memory.stat").unwrap_or_default();
    let of_key = |line: &str| {
        let (key, value) = line.split_once(' ')?;
        names.cached.contains(&key).then(|| value.trim().parse::<u64>().ok())?
    };
    let cached: u64 = statistics.lines().filter_map(of_key).sum();
    let used = number(names.used)?.saturating_sub(cached);
    Some(Room { limit, left: limit.saturating_sub(used) })
}
