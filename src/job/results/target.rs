//! The target of a result's path.

use std::fs;
use std::path::{Path, PathBuf};

/// The prefix of temporary names.
pub(super) const PREFIX: &str = ".specgram-";

/// The most symbolic links that are followed, as in operating systems.
const MOST_LINKS: usize = 40;

/// The target of a path.
pub(super) enum Target {
    /// A device or a pipe, written directly: a file must not replace it.
    Device(PathBuf),
    /// A file, replaced by renaming.
    File(PathBuf),
}

impl Target {
    pub(super) fn of(path: &Path) -> Self {
        let mut path = path.to_owned();
        for _ in 0..MOST_LINKS {
            // The metadata behind links: links to open pipes, such as /dev/stdout, have no target path.
            match fs::metadata(&path) {
                Ok(there) if !there.is_file() => return Self::Device(path),
                // Follows a symbolic link, so that the link itself stays.
                Ok(_) => return Self::File(fs::canonicalize(&path).unwrap_or(path)),
                Err(_) => {}
            }
            // A link to a file that does not exist yet also stays.
            let Ok(target) = fs::read_link(&path) else { break };
            path = folder_of(&path).join(target);
        }
        Self::File(path)
    }
}

/// The folder of a path.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The first of several paths that would overwrite the result of an earlier one. A device takes several results.
pub fn first_twice(paths: &[PathBuf]) -> Option<&Path> {
    let places: Vec<Option<PathBuf>> = paths.iter().map(|path| place_of(path)).collect();
    let is_twice = |&index: &usize| places[index].is_some() && places[..index].contains(&places[index]);
    (0..paths.len()).find(is_twice).map(|index| paths[index].as_path())
}

/// The file that a result at `path` would become, by a name that is the same for all paths to it; `None` for a device.
fn place_of(path: &Path) -> Option<PathBuf> {
    match Target::of(path) {
        Target::Device(_) => None,
        Target::File(real) => {
            let folder = fs::canonicalize(folder_of(&real)).unwrap_or_else(|_| folder_of(&real).to_owned());
            Some(folder.join(real.file_name().unwrap_or_default()))
        }
    }
}

/// What is the same for all paths to one file.
#[cfg(unix)]
pub type FileId = (u64, u64);

/// What is the same for all paths to one file.
#[cfg(not(unix))]
pub type FileId = PathBuf;

/// The identity of a regular file, through symbolic and hard links; `None` if there is none.
#[cfg(unix)]
pub fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|file| (file.dev(), file.ino()))
}

/// The identity of a regular file, through symbolic links; `None` if there is none.
#[cfg(not(unix))]
pub fn file_id(path: &Path) -> Option<FileId> {
    fs::canonicalize(path).ok()
}

/// Whether two paths lead to one file, through symbolic or hard links.
pub fn is_same_file(a: &Path, b: &Path) -> bool {
    file_id(a).is_some_and(|a| file_id(b) == Some(a))
}
