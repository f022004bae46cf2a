//! The stamp of an output: what it was made from, so that a later run can leave it as it is.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::error::{Error, Result};
use crate::source::cannot_open;

/// What an output was made from: a hash of the options and the version of this program, and of each file of the input
/// its size and its modification time. Equal stamps mean equal outputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(String);

/// The name of the stamp in records.
pub const STAMP: &str = "stamp";

impl Stamp {
    /// The stamp of the output that these options make of these files, as they are now. Take it before the files are
    /// read: if they change meanwhile, the output is out of date.
    ///
    /// # Errors
    /// [`Error::Io`] if there is no such file.
    pub fn new<'a>(files: impl IntoIterator<Item = &'a Path>, options: &str) -> Result<Self> {
        let mut stamp = format!("{:032x}", hash(options));
        for path in files {
            let file = fs::metadata(path).map_err(|error| cannot_open("cannot open", path, error))?;
            let modified = file.modified().map_err(|error| Error::io("cannot read the modification time", error))?;
            let (sign, since) = match modified.duration_since(UNIX_EPOCH) {
                Ok(since) => ("", since),
                Err(before) => ("-", before.duration()),
            };
            stamp += &format!(" {} {sign}{}.{:09}", file.len(), since.as_secs(), since.subsec_nanos());
        }
        Ok(Self(stamp))
    }

    /// The text in records.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// A hash of the options and the version of this program.
///
/// # Source
/// FNV-1a with 128 bits, <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>.
fn hash(options: &str) -> u128 {
    const PRIME: u128 = (1 << 88) + 0x13b;
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let bytes = [env!("CARGO_PKG_VERSION"), "\n", options].into_iter().flat_map(str::bytes);
    bytes.fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}
