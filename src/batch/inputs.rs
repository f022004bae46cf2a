//! From typed inputs to files: folders are searched, lists are read.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::natural::natural_order;
use crate::error::{Error, Result};
use crate::job::InputOptions;
use crate::source::is_recording;

/// An input file of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its path.
    pub path: PathBuf,
    /// The searched folder that it was found in; `None` for a file that was named.
    pub folder: Option<Arc<Path>>,
}

/// The search of folders for recordings.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    options: &'a InputOptions,
}

/// What separates the names in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// The end of a line, LF or CR LF.
    Line,
    /// A zero byte.
    Null,
}

impl<'a> Search<'a> {
    /// A search for recordings that these options read.
    pub fn new(options: &'a InputOptions) -> Self {
        Self { options }
    }

    /// The files of typed inputs, in the typed order: a named file is itself, a folder its recordings, recursively, in
    /// natural order, without hidden files. Links are followed; of a SigMF pair, one file remains.
    ///
    /// What cannot be searched is an error in its place.
    pub fn files(self, typed: &[PathBuf]) -> Vec<Result<Found, (PathBuf, Error)>> {
        let mut found = Vec::new();
        for path in typed {
            if path.is_dir() {
                self.search(path, &mut found);
            } else {
                found.push(Ok(Found { path: path.clone(), folder: None }));
            }
        }
        without_halves(found)
    }

    fn search(self, folder: &Path, found: &mut Vec<Result<Found, (PathBuf, Error)>>) {
        let before = found.len();
        let root: Arc<Path> = folder.into();
        let walk = WalkDir::new(folder).min_depth(1).follow_links(true);
        let walk = walk.sort_by(|a, b| natural_order(a.file_name(), b.file_name())).into_iter();
        for entry in walk.filter_entry(|entry| !is_hidden(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_file() && self.is_wanted(entry.path()) => {
                    found.push(Ok(Found { path: entry.into_path(), folder: Some(Arc::clone(&root)) }));
                }
                Ok(_) => {}
                Err(error) => found.push(Err(cannot_search(folder, error))),
            }
        }
        if found.len() == before {
            found.push(Err((folder.to_owned(), Error::malformed("no recordings in this folder"))));
        }
    }

    fn is_wanted(self, path: &Path) -> bool {
        is_recording(path, self.options.decoder, self.options.raw.is_some())
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn cannot_search(folder: &Path, error: walkdir::Error) -> (PathBuf, Error) {
    let place = error.path().unwrap_or(folder).to_owned();
    let is_loop = error.loop_ancestor().is_some();
    let reason = match error.into_io_error() {
        Some(error) => Error::io("cannot read", error),
        None if is_loop => Error::malformed("a link to a folder that contains it; not followed"),
        None => Error::malformed("cannot be searched"),
    };
    (place, reason)
}

/// Leaves out the samples of SigMF recordings whose metadata are among the inputs too.
fn without_halves(found: Vec<Result<Found, (PathBuf, Error)>>) -> Vec<Result<Found, (PathBuf, Error)>> {
    let has_extension = |path: &Path, extension: &str| {
        path.extension().is_some_and(|own| own.to_string_lossy().eq_ignore_ascii_case(extension))
    };
    let files = found.iter().flatten().map(|found| &found.path);
    let described: HashSet<PathBuf> =
        files.filter(|path| has_extension(path, "sigmf-meta")).map(|path| path.with_extension("")).collect();
    if described.is_empty() {
        return found;
    }
    let is_half = |path: &Path| has_extension(path, "sigmf-data") && described.contains(&path.with_extension(""));
    found.into_iter().filter(|found| !found.as_ref().is_ok_and(|found| is_half(&found.path))).collect()
}

/// The paths in a list, without empty ones.
///
/// # Errors
/// [`Error::Io`] if it cannot be read.
pub fn read_list(list: impl Read, separator: Separator) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    let end = if separator == Separator::Null { 0 } else { b'\n' };
    for name in BufReader::new(list).split(end) {
        let mut name = name.map_err(|error| Error::io("cannot read", error))?;
        if separator == Separator::Line && name.last() == Some(&b'\r') {
            name.pop();
        }
        if !name.is_empty() {
            paths.push(path_of(name)?);
        }
    }
    Ok(paths)
}

#[cfg(unix)]
fn path_of(name: Vec<u8>) -> Result<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Ok(std::ffi::OsString::from_vec(name).into())
}

#[cfg(not(unix))]
fn path_of(name: Vec<u8>) -> Result<PathBuf> {
    let text = String::from_utf8(name);
    text.map(PathBuf::from).map_err(|_| Error::malformed("the list contains a name that is not UTF-8"))
}
