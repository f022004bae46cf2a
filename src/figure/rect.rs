//! Rectangles of pixels.

/// A rectangle of whole pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rect {
    /// The leftmost column.
    pub x: i32,
    /// The topmost row.
    pub y: i32,
    /// Columns.
    pub width: i32,
    /// Rows.
    pub height: i32,
}

impl Rect {
    /// The first column after the right side.
    pub fn right(&self) -> i32 {
        self.x + self.width
    }

    /// The first row below the bottom.
    pub fn bottom(&self) -> i32 {
        self.y + self.height
    }

    /// The intersection with another rectangle; empty where they do not meet.
    pub fn within(&self, other: Self) -> Self {
        let (x, y) = (self.x.clamp(other.x, other.right()), self.y.clamp(other.y, other.bottom()));
        let (right, bottom) = (self.right().clamp(x, other.right()), self.bottom().clamp(y, other.bottom()));
        Self { x, y, width: right - x, height: bottom - y }
    }

    /// The rectangle enlarged by `border` on every side.
    pub fn grown(&self, border: i32) -> Self {
        Self {
            x: self.x - border,
            y: self.y - border,
            width: self.width + 2 * border,
            height: self.height + 2 * border,
        }
    }
}
