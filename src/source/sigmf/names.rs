//! File names of a recording.

use std::path::{Path, PathBuf};

use super::recording::match_case;

/// The metadata and data files of the recording to which `path` belongs, as determined by their names.
pub(in super::super) fn halves(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let extension = path.extension()?.to_str()?;
    let (name, half) = extension.split_at_checked("sigmf-".len())?;
    if !name.eq_ignore_ascii_case("sigmf-") || !["meta", "data"].iter().any(|known| half.eq_ignore_ascii_case(known)) {
        return None;
    }
    let [metadata, data] = ["meta", "data"].map(|other| {
        let is_this = half.eq_ignore_ascii_case(other);
        if is_this { path.to_owned() } else { path.with_extension(format!("{name}{}", match_case(half, other))) }
    });
    Some((metadata, data))
}

/// Whether a file belongs to a recording or is an archived one, by its name.
pub(crate) fn is_sigmf(path: &Path) -> bool {
    halves(path).is_some() || is_archive(path)
}

/// Whether a file is an archived recording, by its name.
pub(in super::super) fn is_archive(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("sigmf"))
}
