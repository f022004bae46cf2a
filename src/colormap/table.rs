//! The colour table of a colormap.

/// The colours of a map as sRGB bytes, from the lowest value to the highest.
pub type Table = [[u8; 3]; 256];
