//! The text of errors that contain numbers.

use std::{fmt, io};

/// The system's message, without its error number.
pub(super) fn system_reason(error: &io::Error) -> String {
    let mut text = error.to_string();
    if let Some(number) = error.raw_os_error() {
        text.truncate(text.strip_suffix(&format!(" (os error {number})")).unwrap_or(&text).len());
    }
    text
}

pub(super) fn limit_text(what: &str, found: Option<f64>, most: f64, unit: &str) -> String {
    let space = if unit.is_empty() { "" } else { " " };
    match found {
        Some(found) => format!("{what} is {}{space}{unit}; the limit is {}", Short(found), Short(most)),
        None => format!("{what} exceeds the limit of {}{space}{unit}", Short(most)),
    }
}

/// The same, to follow an option's name.
pub(super) fn most_text(found: f64, most: f64, unit: &str) -> String {
    let space = if unit.is_empty() { "" } else { " " };
    format!("must be at most {}{space}{unit}, got {}", Short(most), Short(found))
}

pub(super) fn memory(what: &str, needed: u64, room: Option<(u64, u64)>) -> String {
    let needed = needed.div_ceil(1 << 20);
    match room {
        Some((limit, left)) => {
            let (limit, left) = (limit >> 20, left >> 20);
            format!("{what} requires about {needed} MiB of memory, but the limit of {limit} MiB leaves {left}")
        }
        None => format!("{what} requires {needed} MiB of memory, more than the system provides"),
    }
}

/// A number in readable precision.
struct Short(f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// From here on, trailing zeros only add length.
        const LONG: f64 = 1e16;
        if self.0.abs() < LONG { write!(f, "{}", self.0) } else { write!(f, "{:e}", self.0) }
    }
}
