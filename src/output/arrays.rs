//! The registry of formats for arrays.

use super::array_format::ArrayFormat;
use super::format::Format;
use super::{csv, json, npy, npz};

impl Format for ArrayFormat {
    const ALL: &'static [Self] = &[npy::FORMAT, npz::FORMAT, csv::FORMAT, json::FORMAT];

    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }
}
