//! Frames without a container: MPEG audio, and AAC in ADTS.

mod header;
mod resync;

pub(in super::super) use resync::resync;
