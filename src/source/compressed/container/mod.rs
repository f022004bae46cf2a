//! MP4 and Matroska, which Symphonia's readers take apart, and CAF.
//!
//! This module bounds what the readers accept, and adds what they do not report: tracks they do not know, edit lists,
//! padding, damage.

mod caf;
mod matroska;
mod mp4;
mod open;
mod packets;
mod timing;
mod tracks;

pub(super) use caf::open as open_caf;
pub(super) use open::{forward, open};
