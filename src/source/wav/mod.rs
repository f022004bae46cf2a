//! Uncompressed samples after a header: WAV, RIFX, RF64, BW64, Sony's W64, AIFF and AU.
//!
//! The sizes in a header are checked against the data: they never determine allocations, and truncated data are read as
//! far as they go.

mod adpcm;
mod aiff;
mod au;
mod blocks;
mod chunks;
mod claim;
mod embedded;
mod format;
mod header;
mod open;
mod plain;
mod read;
mod riff;
mod suspicion;
mod text;
mod trailing;

pub(super) use embedded::Embedded;
pub(super) use open::{Contents, open_file, open_stream};
pub use plain::Wav;
