//! How many inputs are worked on at a time, and on how many threads each.

use std::num::NonZeroUsize;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::memory::{Headroom, headroom};

/// The division of a batch's threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// Inputs at a time.
    pub jobs: NonZeroUsize,
    /// Threads of each.
    pub threads: NonZeroUsize,
}

/// Bytes of the program, its tables and the plan.
const FIXED: u64 = 16 << 20;

impl Schedule {
    /// Divides `threads` among at most `jobs` of `files` inputs, each of which takes about `each` bytes; fewer at a time
    /// where memory is scarce.
    ///
    /// # Errors
    /// [`Error::Memory`] if a chosen limit leaves no room for one of them.
    pub fn new(
        jobs: Option<NonZeroUsize>,
        threads: NonZeroUsize,
        files: usize,
        each: u64,
        limit: Option<MemorySize>,
    ) -> Result<Self> {
        let wanted = jobs.unwrap_or(threads).get().min(files.max(1));
        let room = headroom().map(|Headroom { left, .. }| left);
        let chosen = limit.map(|MemorySize(bytes)| bytes.saturating_sub(FIXED));
        if let Some(MemorySize(limit)) = limit
            && chosen < Some(each)
        {
            let (what, needed) = ("one input at a time".to_owned(), FIXED + each);
            return Err(Error::Memory { what, needed, room: Some((limit, limit)) });
        }
        let fitting = room.into_iter().chain(chosen).map(|room| room / each.max(1)).min();
        let fitting = fitting.map_or(wanted, |fitting| usize::try_from(fitting).unwrap_or(wanted));
        let at_least_one = |number: usize| NonZeroUsize::new(number).unwrap_or(NonZeroUsize::MIN);
        let jobs = at_least_one(wanted.min(fitting));
        Ok(Self { jobs, threads: at_least_one(threads.get() / jobs) })
    }
}

/// An amount of memory in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemorySize(pub u64);

impl FromStr for MemorySize {
    type Err = Error;

    /// Reads a number of bytes, with `K`, `M`, `G` or `T` (or `KiB` …) for powers of 1024, with `KB` … for powers of 1000.
    fn from_str(text: &str) -> Result<Self> {
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at(digits);
        let invalid = || Error::invalid_text(text, "is not an amount of memory, such as 500M or 2G");
        let number: f64 = number.parse().map_err(|_| invalid())?;
        let unit = unit.trim().to_ascii_uppercase();
        let (letter, rest) = unit.split_at(unit.len().min(1));
        let base: f64 = match rest {
            "" | "IB" => 1024.0,
            "B" => 1000.0,
            _ => return Err(invalid()),
        };
        let power = match (letter, rest) {
            ("" | "B", "") => 0,
            ("K", _) => 1,
            ("M", _) => 2,
            ("G", _) => 3,
            ("T", _) => 4,
            _ => return Err(invalid()),
        };
        Ok(Self((number * base.powi(power)) as u64))
    }
}
