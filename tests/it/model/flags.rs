//! Flags of the command line.

use super::draw::Draw;

/// Flags as they are typed.
#[derive(Default)]
pub(super) struct Flags(pub(super) Vec<String>);

impl Flags {
    /// Adds a flag with its value.
    pub(super) fn add(&mut self, flag: &str, value: impl std::fmt::Display) {
        self.0.extend([flag.to_owned(), value.to_string()]);
    }

    /// Picks one of the values of a flag, and types it unless it is the first, which is sometimes omitted.
    pub(super) fn pick<T: Copy>(&mut self, draw: &mut Draw, flag: &str, values: &[(&str, T)]) -> T {
        let index = if draw.chance(40) { 0 } else { draw.between(0, values.len() - 1) };
        if index > 0 || draw.chance(30) {
            self.add(flag, values[index].0);
        }
        values[index].1
    }
}
