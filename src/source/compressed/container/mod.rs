//! MP4, Matroska and CAF, which Symphonia's demuxers take apart.
//!
//! This module bounds what they accept, and adds what they do not report: tracks they do not know, edit lists, gaps,
//! padding, damage.

mod appended;
mod caf;
mod choose;
mod lengths;
mod matroska;
mod mp4;
mod open;
mod packets;
mod timing;
mod tracks;
mod unreadable;

pub(super) use open::{forward, open};
