//! The pass that makes a picture.

use super::super::batches::Framing;
use super::super::engine::{self, Feed};
use super::super::extend::{bytes_of_extension, extended};
use super::super::overall::Overall;
use super::super::report::{Report, Totals};
use super::super::tap::{Tap, each_run};
use super::gathering::{Gathering, Parts, Placing, map_of, own_columns};
use super::options::PictureOptions;
use super::work::PictureWork;
use crate::error::{Error, OptionName, Result};
use crate::memory;
use crate::pool::{Anchor, Pool, Show, smooth};
use crate::real::{Precision, Real};
use crate::scale::{Bins, Combine, FrequencyAxis, RowMap};
use crate::source::lookahead::Lookahead;
use crate::source::{AudioSource, Channels};
use crate::spectrogram::{Picture, Quantity, Spectrogram, TimeAxis};
use crate::stft::{Planned, Scaling, Transform, TransformOptions};
use crate::warning::Warning;

/// Computes the picture of everything that `source` delivers, of one channel or of their mean.
///
/// # Errors
/// As [`pictures`]; [`Error::InvalidOption`] for all channels of several.
pub fn spectrogram(source: impl AudioSource, options: &PictureOptions) -> Result<(Spectrogram, Report)> {
    let (mut pictures, report) = pictures(source, options)?;
    match pictures.pop() {
        Some(only) if pictures.is_empty() => Ok((only.spectrogram, report)),
        _ => Err(Error::invalid(OptionName::Channel, "must be a single one for a single picture, got all")),
    }
}

/// Computes the pictures of everything that `source` delivers, for every requested channel, in one pass.
///
/// A stream whose length is not known is drawn whole: columns are merged in
/// pairs as it grows. Memory follows the picture, not the stream.
///
/// # Errors
/// [`Error::InvalidOption`] and [`Error::Limit`] for options that contradict
/// each other or the source; otherwise whatever the source reports.
pub fn pictures(source: impl AudioSource, options: &PictureOptions) -> Result<(Vec<Picture>, Report)> {
    let signals = match options.channels {
        Channels::All => source.spec().signals(),
        _ => 1,
    };
    options.check(signals)?;
    if options.interpolate && source.has_gaps() {
        return Err(Error::invalid(OptionName::Interpolation, "requires an input without gaps"));
    }
    let ahead = options.samples_ahead(source.spec(), source.length_is_certain());
    let mut source = Lookahead::new(source, ahead)?;
    let spec = source.spec().clone();
    options.channels.check(spec.signals())?;
    let asked = TransformOptions { stft: options.transform_of(&spec)?, choice: options.transform.clone() };
    match spec.format.precision() {
        Precision::Single => compute::<f32>(&mut source, &asked, options),
        Precision::Double => compute::<f64>(&mut source, &asked, options),
    }
}

fn compute<T: Real>(
    source: &mut dyn AudioSource,
    asked: &TransformOptions,
    options: &PictureOptions,
) -> Result<(Vec<Picture>, Report)> {
    let spec = source.spec().clone();
    let cells = options.bytes(&spec);
    memory::check(|| format!("a picture of {}x{} cells", options.columns, options.rows), cells)?;
    let transform = Planned::<T>::new(asked, spec.sample_rate, spec.kind())?;
    let layout = transform.layout();
    let quantity = Quantity::new(transform.mode(), transform.scaling());
    let phases = !quantity.kind.can_be_pooled();
    let (frequency, bins) = (options.frequency_axis(&spec)?, Bins::of(&transform));
    let rows = RowMap::new(&frequency, options.rows, &bins, combine(&quantity));
    let (pool, show) = if phases { (Pool::Mean, Show::Nearest) } else { (options.pool, Show::Pools) };
    let placing = Placing::new(options.columns, source, &layout, show);
    let mut work = PictureWork { transform, rows, pool, placing, overall: options.spectrum };

    let signals = options.channels.signals(spec.signals());
    let mut gathered: Vec<(Gathering, Overall)> =
        signals.iter().map(|_| (placing.empty(options.rows, pool), Overall::default())).collect();
    let watched: &[Channels] = match (options.envelope, spec.complex) {
        (false, _) => &[],
        // For complex samples, the real part is drawn.
        (true, true) => &[Channels::One(0)],
        (true, false) => &signals[..],
    };
    let mut tap = Tap::new(source, options.channels)?.with_envelopes(watched, options.columns);
    let framing = Framing { hop: layout.hop, window: layout.frame, cover_tail: !phases };
    let beside = cells.saturating_add(bytes_of_extension(&spec, &layout));
    let (mut underflows, mut totals) = (false, Totals::default());
    let end = each_run(&mut tap, |run, start| {
        work.placing = placing.from(start, &layout, show);
        gathered.iter_mut().for_each(|(columns, _)| columns.begin_run(&work.placing));
        let (mut extended, channels) = extended(&mut *run, options.channels, layout.extension())?;
        let feed = Feed { framing, channels, threads: options.threads, beside };
        let summary = engine::run(&mut extended, &feed, &work, |signal, parts: &mut Parts<T>| {
            let (columns, overall) = &mut gathered[signal];
            columns.add(parts);
            overall.merge(&parts.overall);
            underflows |= parts.underflows;
            Ok(())
        })?;
        drop(extended);
        totals.add(start, run.run(), &layout, &summary);
        gathered.iter_mut().for_each(|(columns, _)| columns.end_run(start..start + run.run(), &layout, show));
        Ok(())
    })?;

    let used = TransformOptions { stft: work.transform.options().clone(), choice: asked.choice.clone() };
    let mut report = Report::new(used, &layout, options.channels, (totals, end), &tap)?;
    match layout.hop / options.stft.hop {
        // One frame per column was requested.
        _ if phases && options.fit_hop => {}
        of @ 2.. if phases => report.warnings.push(Warning::FramesSkipped { of, hop: layout.hop }),
        _ => report.warn_of_unused(0),
    }
    report.warnings.extend(options.clamped(&frequency));
    let mut envelopes = tap.into_envelopes(end);
    let seconds = spec.sample_rate.duration(end).0;
    let time = TimeAxis { start: options.start, end: options.start + seconds };
    let map = map_of(options.columns, end, &layout, show);
    let anchors = options.interpolate.then(|| (own_columns(&map), own_rows(&work.rows, &frequency, &bins)));
    let picture = |(columns, overall): (Gathering, Overall)| {
        let mut cells = columns.finish(&map);
        if let Some((columns, rows)) = &anchors {
            smooth(&mut cells, columns, rows);
        }
        let spectrum = options.spectrum.then(|| overall.finish(&work.rows));
        let spectrogram = Spectrogram { cells, time, frequency, quantity: quantity.clone() };
        Picture { spectrogram, envelope: envelopes.next(), spectrum }
    };
    let pictures: Vec<Picture> = gathered.into_iter().map(picture).collect();
    if pictures.iter().any(|picture| picture.spectrogram.cells.values().contains(&f64::INFINITY)) {
        report.warnings.push(Warning::Overflow);
    }
    if underflows {
        report.warnings.push(Warning::Underflow);
    }
    Ok((pictures, report))
}

/// How several bins become one row: noise keeps its density, and where tones are measured a tone its level.
fn combine(quantity: &Quantity) -> Combine {
    match quantity.scaling {
        _ if !quantity.kind.can_be_pooled() => Combine::Nearest,
        // |X| of a tone is A·S1/2 whatever N and the rows: without a scaling, too, it is tones that can be read.
        Scaling::Dbfs | Scaling::Spectrum | Scaling::None => Combine::Strongest,
        Scaling::Density => Combine::Mean,
    }
}

/// The rows that have bins of their own.
fn own_rows(rows: &RowMap, frequency: &FrequencyAxis, bins: &Bins) -> Vec<Anchor> {
    rows.own_rows(frequency, bins).into_iter().map(|(index, at)| Anchor { index, at }).collect()
}
