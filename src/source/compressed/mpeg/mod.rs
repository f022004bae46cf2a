//! MPEG audio of layers I to III and AAC in ADTS: frames without a container.
//!
//! Frames are checked against their neighbours, so that random sync words are rejected and invalid data are counted and
//! replaced by silence of the right length.

mod demuxer;
mod frames;
mod header;
mod packet;
mod part;
mod resync;
mod summary;

pub(super) use demuxer::{open, within};
pub(super) use packet::{as_plain_stereo, main_data_size, samples};
pub(in super::super) use resync::resync;
