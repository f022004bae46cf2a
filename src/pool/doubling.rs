//! Groups of consecutive positions, frames or samples, of a stream whose end is not known.

use super::run::Run;

/// What can be put together with what follows it.
pub trait Merge {
    /// Adds what the following part holds.
    fn merge(&mut self, next: &Self);
}

/// Groups whose size doubles whenever there would be too many.
///
/// There are at most `most` groups of q positions each; when a position arrives that fits none, neighbours merge in pairs
/// and q doubles. The size of the group of position m follows from m alone, as the least power of two q with m < most·q,
/// so that workers agree on it without talking.
#[derive(Debug)]
pub struct Doubling<G> {
    most: u64,
    /// q
    size: u64,
    groups: Vec<G>,
}

/// The least power of two q with position < most·q.
fn size_at(most: u64, position: u64) -> u64 {
    (position / most + 1).next_power_of_two()
}

impl<G> Doubling<G> {
    /// No groups yet, and never more than `most`.
    ///
    /// # Panics
    /// Unless `most` is above 0.
    pub fn new(most: u64) -> Self {
        assert!(most > 0, "there may be groups");
        Self { most, size: 1, groups: Vec::new() }
    }

    /// The positions from `first` on, up to `count` of them, that fall into one of at most `most` groups.
    ///
    /// The run ends where its group ends; a change of size falls on such an end too.
    pub fn run(most: u64, first: u64, count: u64) -> Run {
        let size = size_at(most, first);
        Run { group: first / size, count: count.min(size - first % size) }
    }

    /// Positions of every group but the last, which may have fewer.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The groups in order.
    pub fn groups(&self) -> &[G] {
        &self.groups
    }

    /// The groups in order.
    pub fn into_groups(self) -> Vec<G> {
        self.groups
    }
}

impl<G: Merge> Doubling<G> {
    /// Makes room for a run of positions from `first` on and returns its group, unless it is the first of a new one: then
    /// a call of [`Doubling::push`] must follow. Runs come in order.
    pub fn group_at(&mut self, first: u64) -> Option<&mut G> {
        while self.size < size_at(self.most, first) {
            self.merge_pairs();
        }
        self.groups.get_mut((first / self.size) as usize)
    }

    /// Begins a new group.
    pub fn push(&mut self, group: G) {
        self.groups.push(group);
    }

    fn merge_pairs(&mut self) {
        let mut singles = std::mem::take(&mut self.groups).into_iter();
        while let Some(mut left) = singles.next() {
            if let Some(right) = singles.next() {
                left.merge(&right);
            }
            self.groups.push(left);
        }
        self.size *= 2;
    }
}
