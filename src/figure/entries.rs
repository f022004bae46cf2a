//! A colormap with fewer colours, which leaves room in a palette of 256 for everything around the data.

use crate::colormap::Table;
use crate::level::ColorScale;

/// The colours of a map in equal steps, and the step of each of its 256 colours.
///
/// Entry e of M stands for the colours i with ⌊iM/256⌋ = e. Its colour is that of the middle of their levels: the mean of
/// the two colours beside it where they are two.
pub struct MapEntries {
    colors: Vec<[u8; 3]>,
    of_color: [u8; COLORS + 1],
}

/// Colours of a map.
const COLORS: usize = 256;

impl MapEntries {
    /// `count` entries of a map, and after them the colour of cells without data.
    ///
    /// # Panics
    /// Unless `128 <= count <= 255`.
    pub fn new(table: &Table, count: usize, no_data: [u8; 3]) -> Self {
        assert!((COLORS / 2..COLORS).contains(&count), "{count} entries have one or two colours each");
        let mut of_color = [count as u8; COLORS + 1];
        let mut colors = Vec::with_capacity(count + 1);
        for entry in 0..count {
            let (first, end) = ((entry * COLORS).div_ceil(count), ((entry + 1) * COLORS).div_ceil(count));
            of_color[first..end].fill(entry as u8);
            let (low, high) = (table[first], table[end - 1]);
            colors.push([0, 1, 2].map(|byte| low[byte].midpoint(high[byte])));
        }
        colors.push(no_data);
        Self { colors, of_color }
    }

    /// The colours of the entries, the one of cells without data last.
    pub fn colors(&self) -> &[[u8; 3]] {
        &self.colors
    }

    /// The entry of a colour of the map, or of [`ColorScale::NO_DATA`].
    pub(super) fn of(&self, color: u16) -> u8 {
        self.of_color[usize::from(color.min(ColorScale::NO_DATA))]
    }

    /// The map with its colours replaced by those of their entries.
    pub(super) fn table(&self) -> Table {
        std::array::from_fn(|color| self.colors[usize::from(self.of_color[color])])
    }
}
