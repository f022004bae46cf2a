//! Files: what a picture or an array becomes on a disk.

pub mod png;
pub mod svg;
