//! The plan of a batch: every input with its outputs, computed and checked before any work.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::inputs::Found;
use super::pattern::Pattern;
use crate::error::{Error, Result};
use crate::job::results::{FileId, file_id, folder_of};
use crate::job::{Destination, Input, InputOptions};
use crate::output::{Format, of_path};
use crate::source::Channels;

/// One unit of work: an input, or one channel of it, and its outputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<F: Format> {
    /// The input file.
    pub input: PathBuf,
    /// The channel, if each has an output of its own.
    pub channel: Option<Channels>,
    /// The outputs.
    pub outputs: Vec<Destination<F>>,
}

/// An input of the plan.
#[derive(Debug)]
pub enum Entry<F: Format> {
    /// It is to be worked on.
    Item(Item<F>),
    /// It cannot be read.
    Failed(Failed),
}

/// An input that failed before the work.
#[derive(Debug)]
pub struct Failed {
    /// The path.
    pub path: PathBuf,
    error: Mutex<Option<Error>>,
}

impl Failed {
    fn new(path: PathBuf, error: Error) -> Self {
        Self { path, error: Mutex::new(Some(error)) }
    }

    /// The error, which is passed on once.
    pub(super) fn take(&self) -> Error {
        let error = self.error.lock().unwrap_or_else(PoisonError::into_inner).take();
        error.unwrap_or(Error::Cancelled)
    }
}

impl<F: Format> Entry<F> {
    /// The path of the input.
    pub fn path(&self) -> &Path {
        match self {
            Self::Item(item) => &item.input,
            Self::Failed(failed) => &failed.path,
        }
    }

    /// The work on it, if it can be read.
    pub fn item(&self) -> Option<&Item<F>> {
        match self {
            Self::Item(item) => Some(item),
            Self::Failed(_) => None,
        }
    }
}

/// The inputs in order, with their outputs.
///
/// # Guarantees
/// No two outputs are the same file, also on file systems that ignore case, and none is an input.
#[derive(Debug)]
pub struct Plan<F: Format> {
    /// The inputs.
    pub entries: Vec<Entry<F>>,
}

/// The outputs that were asked for.
#[derive(Debug, Clone)]
pub struct Outputs<'a, F: Format> {
    /// A pattern for each.
    pub patterns: &'a [Pattern],
    /// The format, instead of that of the extension.
    pub format: Option<&'static F>,
    /// The format in folders, if none is chosen.
    pub default: &'static F,
}

impl<F: Format> Plan<F> {
    /// Computes and checks the outputs of all inputs.
    ///
    /// # Errors
    /// [`Error::Output`] if two outputs are alike, also in case only, if one is an input or a folder, or if a folder of one
    /// cannot exist; [`Error::InvalidText`] for an extension without a format.
    pub fn new(
        found: Vec<Result<Found, (PathBuf, Error)>>,
        outputs: &Outputs<'_, F>,
        options: &InputOptions,
        channels: Channels,
    ) -> Result<Self> {
        let separates = outputs.patterns.iter().any(Pattern::separates_channels);
        let mut entries = Vec::with_capacity(found.len());
        for (index, found) in found.into_iter().enumerate() {
            let found = match found {
                Ok(found) => found,
                Err((path, error)) => {
                    entries.push(Entry::Failed(Failed::new(path, error)));
                    continue;
                }
            };
            let choices = if separates { channels_of(&found, options, channels) } else { Ok(vec![None]) };
            match choices {
                Ok(choices) => {
                    for channel in choices {
                        entries.push(Entry::Item(outputs.item(&found, index + 1, channel)?));
                    }
                }
                Err(error) => entries.push(Entry::Failed(Failed::new(found.path, error))),
            }
        }
        let plan = Self { entries };
        plan.check()?;
        Ok(plan)
    }

    /// The work, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item<F>> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Item(item) => Some(item),
            Entry::Failed(_) => None,
        })
    }

    fn check(&self) -> Result<()> {
        let inputs: HashSet<FileId> =
            self.items().flat_map(|item| files_of(&item.input)).filter_map(|path| file_id(&path)).collect();
        let mut places = Places::default();
        let mut taken: HashMap<(usize, OsString), &Path> = HashMap::new();
        for item in self.items() {
            for output in &item.outputs {
                let Some(path) = &output.path else { continue };
                let refuse = |reason: String| Err(Error::invalid_output(output.name(), reason));
                // Only an existing file can be an input.
                if file_id(path).is_some_and(|id| inputs.contains(&id)) {
                    return refuse("the output would overwrite an input".to_owned());
                }
                let folder = places.folder(folder_of(path)).map_err(|error| error.of_output(output.name()))?;
                if let Some(other) = taken.insert((folder, without_case(path.file_name())), &item.input) {
                    let (a, b) = (other.display(), item.input.display());
                    return refuse(format!(
                        "is the output of both {a} and {b}; {{dir}}, {{ext}} or {{n}} in -o tells them apart"
                    ));
                }
            }
        }
        Ok(())
    }
}

impl<F: Format> Outputs<'_, F> {
    fn item(&self, found: &Found, number: usize, channel: Option<Channels>) -> Result<Item<F>> {
        let outputs = self.patterns.iter().map(|pattern| {
            let extension = self.format.unwrap_or(self.default).name();
            let path = pattern.path(found, number, channel, extension);
            let format = self.format.map_or_else(|| of_path(&path), Ok)?;
            Ok(Destination { path: Some(path), format })
        });
        Ok(Item { input: found.path.clone(), channel, outputs: outputs.collect::<Result<_>>()? })
    }
}

/// The channels of an input that have an output each.
fn channels_of(found: &Found, options: &InputOptions, channels: Channels) -> Result<Vec<Option<Channels>>> {
    let all = if channels == Channels::Mix { Channels::All } else { channels };
    let input = Input::open(&found.path, options)?;
    let signals = input.spec().signals();
    all.check(signals)?;
    Ok(all.signals(signals).into_iter().map(Some).collect())
}

/// The files that belong to an input: of a SigMF recording, both.
pub(super) fn files_of(input: &Path) -> Vec<PathBuf> {
    let is_meta = input.extension().is_some_and(|extension| extension == "sigmf-meta");
    let samples = is_meta.then(|| input.with_extension("sigmf-data"));
    [input.to_owned()].into_iter().chain(samples).collect()
}

/// Folders of outputs, each with a number that is the same for all paths to it.
#[derive(Default)]
struct Places {
    numbers: HashMap<OsString, usize>,
    known: HashMap<PathBuf, usize>,
}

impl Places {
    /// The number of a folder, which must exist or be possible to create.
    fn folder(&mut self, folder: &Path) -> Result<usize> {
        if let Some(number) = self.known.get(folder) {
            return Ok(*number);
        }
        let whole = std::path::absolute(folder).map_err(|error| Error::io("cannot write", error))?;
        // What exists may be reached through links; the rest is as it is written.
        let existing = whole.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("/"));
        if !existing.is_dir() {
            let reason = format!("{} is not a directory", existing.display());
            return Err(Error::InvalidOutput { reason });
        }
        let real = existing.canonicalize().map_err(|error| Error::io("cannot write", error))?;
        let place = real.join(whole.strip_prefix(existing).unwrap_or(Path::new("")));
        let next = self.numbers.len();
        let number = *self.numbers.entry(without_case(Some(place.as_os_str()))).or_insert(next);
        self.known.insert(folder.to_owned(), number);
        Ok(number)
    }
}

/// A name as file systems see it that ignore case.
fn without_case(name: Option<&OsStr>) -> OsString {
    let name = name.unwrap_or_default();
    name.to_str().map_or_else(|| name.to_ascii_lowercase(), |text| text.to_lowercase().into())
}
