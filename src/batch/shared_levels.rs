//! The first pass over a batch whose figures share one range.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use super::figures::Figures;
use super::outcome::Done;
use super::plan::Item;
use super::run::Work;
use crate::error::Result;
use crate::job::Monitor;
use crate::level::{LevelStatistics, Levels};
use crate::output::FigureFormat;

/// Analyses every input for the levels of all pictures together. Nothing is drawn.
#[derive(Debug)]
pub struct SharedLevels<'a> {
    figures: &'a Figures,
    found: Mutex<Option<LevelStatistics>>,
}

impl<'a> SharedLevels<'a> {
    /// No pictures yet.
    pub fn new(figures: &'a Figures) -> Self {
        Self { figures, found: Mutex::new(None) }
    }

    /// The levels of all pictures so far; `None` without any.
    pub fn levels(&self) -> Option<Levels> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(LevelStatistics::levels)
    }
}

impl Work<FigureFormat> for SharedLevels<'_> {
    fn run(&self, item: &Item<FigureFormat>, threads: NonZeroUsize, monitor: &dyn Monitor) -> Result<Option<Done>> {
        let options = self.figures.options_of(item, threads);
        let rendered = self.figures.analyse(item, &options, monitor)?;
        let Some(first) = rendered.pictures.first() else { return Ok(None) };
        let none = LevelStatistics::new(options.look.levels, &first.spectrogram.quantity);
        let mut statistics = none.clone();
        statistics.add_pictures(&rendered.pictures);
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.get_or_insert(none).merge(&statistics);
        drop(found);
        self.figures.done(item, &rendered).map(Some)
    }
}
