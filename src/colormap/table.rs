//! The table that a colormap becomes.

/// The colours of a map as sRGB bytes, from the lowest value to the highest.
pub type Table = [[u8; 3]; 256];
