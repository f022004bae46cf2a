//! Samples as they are behind a header: WAV, RIFX, RF64, BW64, Sony's W64, AIFF and AU.
//!
//! A header's sizes are claims, checked against what is there: nothing is
//! allocated by them, and data that end early are read as far as they go.

mod adpcm;
mod aiff;
mod au;
mod blocks;
mod chunks;
mod claim;
mod format;
mod header;
mod open;
mod plain;
mod read;
mod riff;
mod text;
pub(super) mod trailing;

pub(super) use open::{open_file, open_stream};
pub use plain::Wav;
