//! FLAC.

mod header;

pub(super) use header::Header;
