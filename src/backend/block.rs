//! Blocks of whole pixels, the area that a line or rectangle covers.

use plotters_backend::BackendCoord;

/// A block of whole pixels; `right` and `bottom` are exclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Block {
    pub(super) left: i64,
    pub(super) top: i64,
    pub(super) right: i64,
    pub(super) bottom: i64,
}

impl Block {
    /// All pixels between two corners, both included.
    pub(super) fn spanning(a: BackendCoord, b: BackendCoord) -> Self {
        Self {
            left: a.0.min(b.0).into(),
            top: a.1.min(b.1).into(),
            right: i64::from(a.0.max(b.0)) + 1,
            bottom: i64::from(a.1.max(b.1)) + 1,
        }
    }

    /// All pixels within `reach` of the bounding box of the points; empty for no points.
    pub(super) fn around(points: &[[f64; 2]], reach: f64) -> Self {
        let mut block = Self { left: i64::MAX, top: i64::MAX, right: i64::MIN, bottom: i64::MIN };
        for &[x, y] in points {
            block.left = block.left.min((x - reach).floor() as i64);
            block.top = block.top.min((y - reach).floor() as i64);
            block.right = block.right.max((x + reach).ceil() as i64);
            block.bottom = block.bottom.max((y + reach).ceil() as i64);
        }
        block
    }

    /// The intersection with another block; empty where they do not meet.
    pub(super) fn within(self, other: Self) -> Self {
        let (left, top) = (self.left.clamp(other.left, other.right), self.top.clamp(other.top, other.bottom));
        Self { left, top, right: self.right.clamp(left, other.right), bottom: self.bottom.clamp(top, other.bottom) }
    }

    pub(super) fn width(self) -> usize {
        (self.right - self.left) as usize
    }

    pub(super) fn height(self) -> usize {
        (self.bottom - self.top) as usize
    }

    /// The pixels of an upright or level line; `None` for a slanted one.
    pub(super) fn of_line(a: BackendCoord, b: BackendCoord, width: u32) -> Option<Self> {
        let (low, width) = (i64::from(width / 2), i64::from(width));
        let line = Self::spanning(a, b);
        if a.1 == b.1 {
            Some(Self { top: line.top - low, bottom: line.top - low + width, ..line })
        } else if a.0 == b.0 {
            Some(Self { left: line.left - low, right: line.left - low + width, ..line })
        } else {
            None
        }
    }

    /// The four sides of a border along the outermost pixels; they do not overlap.
    pub(super) fn border(a: BackendCoord, b: BackendCoord, width: u32) -> [Self; 4] {
        let (low, high) = (i64::from(width / 2), i64::from(width) - i64::from(width / 2));
        let edge = Self::spanning(a, b);
        let outer = Self {
            left: edge.left - low,
            top: edge.top - low,
            right: edge.right - 1 + high,
            bottom: edge.bottom - 1 + high,
        };
        // Where the line is thicker than the hole, the upper and left sides take it all.
        let top = (edge.top + high).min(outer.bottom);
        let bottom = (edge.bottom - 1 - low).max(top);
        let left = (edge.left + high).min(outer.right);
        let right = (edge.right - 1 - low).max(left);
        [
            Self { bottom: top, ..outer },
            Self { top: bottom, ..outer },
            Self { top, bottom, right: left, ..outer },
            Self { top, bottom, left: right, ..outer },
        ]
    }
}

/// How far the middle of a line of this width lies from the left or upper edge of the pixel it is drawn at.
pub(super) fn middle_of_line(width: u32) -> f64 {
    if width.is_multiple_of(2) { 0.0 } else { 0.5 }
}
