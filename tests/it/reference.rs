//! Parity with scipy, matplotlib and librosa: what `specgram export` writes against what they compute.
//!
//! Each table maps a case of a set of reference arrays to the command line that reproduces it.
//! The sets `open`, `peer` and `features` lie outside of the repository, where `SPECGRAM_SHARED` points;
//! `own` is made by `tests/reference/spectra.py` from signals of its own and stands here, as does the picture that
//! `tests/reference/sox.py` has SoX draw.

pub(crate) mod arrays;
pub(crate) mod command;
mod features;
mod open;
mod own;
mod peer;
mod sox;
