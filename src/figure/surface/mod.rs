//! The spectrogram as a surface over time and frequency whose height is the level.

mod draw;
mod mesh;
mod samples;

pub(super) use draw::Surface;
