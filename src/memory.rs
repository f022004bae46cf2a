//! The memory that the limits of the process leave. Work that would exceed it is refused with the numbers, since the
//! system ends a program that runs out of memory without a message.
//!
//! Limits affect which work is done and on how many threads, never its results.

use std::path::Path;

use crate::error::{Error, Result};

/// A limit on memory, and the memory it leaves, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headroom {
    /// The limit.
    pub limit: u64,
    /// The memory that is still available.
    pub left: u64,
}

/// Bytes that every step needs in addition to its own estimate: messages, names, file buffers, rounding by the
/// allocator.
const OVERHEAD: u64 = 2 << 20;

/// From this many bytes on, the system is asked beforehand; smaller requests would change how the allocator handles
/// later ones.
const PROBED: u64 = 64 << 20;

/// The tightest limit of the process (`RLIMIT_AS`, `RLIMIT_DATA`) and its control groups; `None` without a limit, and
/// on systems other than Linux.
///
/// # Source
/// The manual pages getrlimit(2), proc_pid_statm(5) and cgroups(7).
pub fn headroom() -> Option<Headroom> {
    let groups = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let group = of_groups(Path::new("/sys/fs/cgroup"), &groups);
    least(of_process().into_iter().chain(group))
}

/// Refuses work that needs more memory than available; `what` begins the message.
///
/// # Errors
/// [`Error::Memory`] with the numbers.
pub fn check(what: impl FnOnce() -> String, bytes: u64) -> Result<()> {
    match headroom() {
        Some(Headroom { limit, left }) if bytes.saturating_add(OVERHEAD) > left => {
            let needed = bytes.saturating_add(OVERHEAD);
            Err(Error::Memory { what: what(), needed, room: Some((limit, left)) })
        }
        // A request that the system itself would refuse is refused here.
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
    let Some(Headroom { left, .. }) = headroom() else { return Ok(wanted) };
    let fitting = left.saturating_sub(fixed.saturating_add(OVERHEAD)) / each.max(1);
    Ok(usize::try_from(fitting).map_or(wanted, |fitting| fitting.clamp(1, wanted)))
}

/// Reserves space for `count` more values.
///
/// # Errors
/// [`Error::Memory`] if the system gives no more memory.
pub fn reserve<T>(values: &mut Vec<T>, count: usize) -> Result<()> {
    // Growth by the exact amount may succeed where doubling fails.
    values.try_reserve(count).or_else(|_| values.try_reserve_exact(count)).map_err(|_| {
        let bytes = (values.len().saturating_add(count)).saturating_mul(size_of::<T>()) as u64;
        Error::Memory { what: "a buffer".to_owned(), needed: bytes, room: None }
    })
}

fn least(headrooms: impl IntoIterator<Item = Headroom>) -> Option<Headroom> {
    headrooms.into_iter().min_by_key(|room| room.left)
}

#[cfg(target_os = "linux")]
fn of_process() -> Option<Headroom> {
    use rustix::process::{Resource, getrlimit};
    // In pages: the first field is the whole address space, the sixth data and stacks.
    let sizes = std::fs::read_to_string("/proc/self/statm").ok()?;
    let size = |place| Some(sizes.split(' ').nth(place)?.parse::<u64>().ok()? * rustix::param::page_size() as u64);
    let room = |(resource, place)| {
        let limit = getrlimit(resource).current?;
        Some(Headroom { limit, left: limit.saturating_sub(size(place)?) })
    };
    least([(Resource::As, 0), (Resource::Data, 5)].into_iter().filter_map(room))
}

#[cfg(not(target_os = "linux"))]
fn of_process() -> Option<Headroom> {
    None
}

/// The file names of a control group: its limit, its usage, and the keys of reclaimable memory.
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

/// The tightest of the control groups under `root` named in `membership`, a text as in `/proc/self/cgroup`, and of
/// their ancestors.
pub fn of_groups(root: &Path, membership: &str) -> Option<Headroom> {
    let headrooms = membership.lines().flat_map(|line| {
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
    least(headrooms)
}

fn of_group(folder: &Path, names: &Names) -> Option<Headroom> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let number = |name: &str| read(name)?.trim().parse::<u64>().ok();
    // Version 1 expresses "no limit" as an unreachable number.
    let limit = number(names.limit).filter(|&limit| limit < 1 << 60)?;
    let statistics = read("memory.stat").unwrap_or_default();
    let of_key = |line: &str| {
        let (key, value) = line.split_once(' ')?;
        names.cached.contains(&key).then(|| value.trim().parse::<u64>().ok())?
    };
    let cached: u64 = statistics.lines().filter_map(of_key).sum();
    let used = number(names.used)?.saturating_sub(cached);
    Some(Headroom { limit, left: limit.saturating_sub(used) })
}
