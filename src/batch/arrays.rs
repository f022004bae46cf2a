//! The work of exporting the arrays of each input.

use std::num::NonZeroUsize;

use super::figures::create_folder;
use super::outcome::Done;
use super::plan::{Item, files_of};
use super::run::Work;
use crate::error::{Error, Result};
use crate::job::{Export, ExportOptions, Input, InputOptions, Monitor, Stamp};
use crate::output::ArrayFormat;

/// Arrays of inputs.
#[derive(Debug, Clone)]
pub struct Arrays {
    /// How to open each input.
    pub input: InputOptions,
    /// What to export.
    pub options: ExportOptions,
    /// Whether arrays that are up to date are left as they are, and others stamped.
    pub update: bool,
}

impl Arrays {
    /// About how many bytes of memory one of them takes at a time.
    pub const BYTES_EACH: u64 = 24 << 20;

    fn stamp(&self, item: &Item<ArrayFormat>) -> Result<Stamp> {
        // The number of threads does not change a result.
        let options = ExportOptions { threads: NonZeroUsize::MIN, strict: false, ..self.options.clone() };
        let files = files_of(&item.input);
        Stamp::new(files.iter().map(|path| &**path), &format!("{:?} {:?} {options:?}", item.channel, self.input))
    }
}

impl Work<ArrayFormat> for Arrays {
    fn run(&self, item: &Item<ArrayFormat>, threads: NonZeroUsize, monitor: &dyn Monitor) -> Result<Option<Done>> {
        let stamp = if self.update { Some(self.stamp(item)?) } else { None };
        if let Some(stamp) = &stamp
            && item.outputs.iter().all(|output| {
                output.path.as_deref().and_then(|path| output.format.stamp_in(path)).as_deref() == Some(stamp.text())
            })
        {
            return Ok(None);
        }
        let mut options = ExportOptions { threads, stamp, ..self.options.clone() };
        options.channels = item.channel.unwrap_or(options.channels);
        let export = Export::new(Input::open(&item.input, &self.input)?, &options, monitor)?;
        let drafts = item.outputs.iter().map(|output| {
            create_folder(output)?;
            Ok((output.draft()?, output.format))
        });
        let mut failed = None;
        let written = export.write(drafts.collect::<Result<_>>()?, |index, result| {
            result.map_err(|error| {
                failed = Some(error.of_output(item.outputs[index].name()));
                Error::Cancelled
            })
        });
        if let Some(error) = failed {
            return Err(error);
        }
        let exported = written?;
        let duration = exported.report.spec.sample_rate.duration(exported.report.samples);
        Ok(Some(Done { duration, peak: None, range: None, lines: vec![exported.line()], summary: None }))
    }
}
