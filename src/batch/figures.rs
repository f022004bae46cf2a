//! The work of drawing a figure of each input.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

use super::outcome::Done;
use super::plan::{Item, files_of};
use super::run::Work;
use crate::error::{Error, Result};
use crate::figure::Layout;
use crate::job::results::folder_of;
use crate::job::{Destination, Input, InputOptions, Monitor, RenderOptions, Rendered, STAMP, Stamp, Summary, render};
use crate::output::{FigureFormat, Format, bytes_to_draw, record};
use crate::scale::{FrequencyAxis, FrequencyScale};

/// Figures of inputs.
#[derive(Debug, Clone)]
pub struct Figures {
    /// How to open each input.
    pub input: InputOptions,
    /// How to draw it.
    pub options: RenderOptions,
    /// Whether the title of each figure is the name of its input.
    pub titled: bool,
    /// Whether figures that are up to date are left as they are, and others stamped.
    pub update: bool,
    /// Whether readable lines about each analysis are wanted.
    pub details: bool,
    /// Whether each analysis is wanted as JSON.
    pub json: bool,
}

impl Figures {
    /// About how many bytes of memory one of them takes at a time.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] if no layout is possible.
    pub fn bytes_each(&self) -> Result<u64> {
        /// Buffers of an analysis with a DFT of ordinary length.
        const ANALYSIS: u64 = 12 << 20;
        let layout = Layout::new(&self.options.look, &FrequencyAxis::new(FrequencyScale::Linear, 0.0, 1.0)?)?;
        let cells = (layout.columns.saturating_mul(layout.rows)) as u64;
        Ok(ANALYSIS + bytes_to_draw(&layout) + 16 * cells)
    }

    /// The options for one input.
    pub(super) fn options_of(&self, item: &Item<FigureFormat>, threads: NonZeroUsize) -> RenderOptions {
        let mut options = RenderOptions { threads, ..self.options.clone() };
        options.channels = item.channel.unwrap_or(options.channels);
        if self.titled {
            options.look.title = item.input.file_name().map(|name| name.to_string_lossy().into_owned());
        }
        options
    }

    /// The stamp of the figures that these options make of an input.
    fn stamp(&self, item: &Item<FigureFormat>, options: &RenderOptions) -> Result<Stamp> {
        // The number of threads does not change a result, and a peak is not in it.
        let threads = NonZeroUsize::MIN;
        let options = RenderOptions { threads, strict: false, measure_peak: false, ..options.clone() };
        let files = files_of(&item.input);
        Stamp::new(files.iter().map(|path| &**path), &format!("{:?} {options:?}", self.input))
    }

    pub(super) fn analyse(
        &self,
        item: &Item<FigureFormat>,
        options: &RenderOptions,
        monitor: &dyn Monitor,
    ) -> Result<Rendered> {
        render(Input::open(&item.input, &self.input)?, options, monitor)
    }

    pub(super) fn done(&self, item: &Item<FigureFormat>, rendered: &Rendered) -> Result<Done> {
        let summary = (self.details || self.json).then(|| rendered.summary()).transpose()?;
        Ok(Done {
            duration: rendered.duration(),
            peak: rendered.peak(),
            range: Some(rendered.levels.ends()),
            lines: summary.iter().filter(|_| self.details).flat_map(Summary::lines).collect(),
            summary: summary.filter(|_| self.json).map(|summary| summary.json(&item.input.display().to_string())),
        })
    }
}

impl Work<FigureFormat> for Figures {
    fn run(&self, item: &Item<FigureFormat>, threads: NonZeroUsize, monitor: &dyn Monitor) -> Result<Option<Done>> {
        let options = self.options_of(item, threads);
        let stamp = if self.update { Some(self.stamp(item, &options)?) } else { None };
        if let Some(stamp) = &stamp
            && item.outputs.iter().all(|output| is_stamped(output, stamp))
        {
            return Ok(None);
        }
        let rendered = self.analyse(item, &options, monitor)?.with_stamp(stamp);
        let drawn = item
            .outputs
            .iter()
            .map(|output| rendered.draw(output.format).map_err(|error| error.of_output(output.name())));
        let drawn = drawn.collect::<Result<Vec<_>>>()?;
        if item.outputs.iter().any(|output| !output.format.keeps_text) {
            rendered.missing_glyphs().iter().for_each(|warning| monitor.warning(warning));
        }
        for (output, bytes) in item.outputs.iter().zip(drawn) {
            create_folder(output)?;
            output.write(&bytes)?;
        }
        self.done(item, &rendered).map(Some)
    }
}

/// Whether the record of an existing figure has this stamp.
fn is_stamped(output: &Destination<FigureFormat>, stamp: &Stamp) -> bool {
    let record = output.path.as_ref().and_then(|path| record::find(fs::File::open(path).ok()?).ok()?);
    let record: Option<serde_json::Value> = record.and_then(|record| serde_json::from_str(&record).ok());
    record.is_some_and(|record| record[STAMP] == stamp.text())
}

/// Creates the folder of an output.
pub(super) fn create_folder<F: Format>(output: &Destination<F>) -> Result<()> {
    let folder = output.path.as_deref().map_or(Path::new("."), folder_of);
    fs::create_dir_all(folder).map_err(|error| Error::io("cannot create its folder", error).of_output(output.name()))
}
