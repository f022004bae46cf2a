//! A part of a source: from a start, for so many samples.

use super::audio::{AudioSource, AudioSpec, Gap, SourceReport, passed_on};
use crate::error::{Error, OptionName, Result};
use crate::units::{Position, SampleRate};
use crate::warning::Warning;

/// Which part of an input to take, counted from the input's start.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SpanOptions {
    /// The first sample. Default: the input's first.
    pub start: Option<Position>,
    /// The sample before which to stop. Default: the input's end.
    pub end: Option<Position>,
    /// How much to take, instead of an end. Default: all up to the end.
    pub duration: Option<Position>,
}

impl SpanOptions {
    /// The first sample, and how many at most.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] if both `end` and `duration` are given, if
    /// `end` ≤ `start`, or if `duration` is less than half a sample.
    pub fn in_samples(&self, rate: SampleRate) -> Result<(u64, Option<u64>)> {
        let start = self.first().in_samples(rate);
        let invalid = |option, reason: String| Err(Error::invalid(option, reason));
        match (self.end, self.duration) {
            (None, None) => Ok((start, None)),
            (Some(_), Some(_)) => invalid(OptionName::End, "cannot be used together with a duration".into()),
            (Some(end), None) => match end.in_samples(rate).checked_sub(start) {
                Some(count @ 1..) => Ok((start, Some(count))),
                _ => {
                    let (end, start) = (end.place(rate), self.first().place(rate));
                    invalid(OptionName::End, format!("at {end} is not after the start at {start}"))
                }
            },
            (None, Some(duration)) => Ok((start, Some(duration.duration_in_samples(rate)?))),
        }
    }

    /// The first sample.
    fn first(&self) -> Position {
        self.start.unwrap_or(Position::Samples(0))
    }

    /// The requested end, in samples, which saturate, and in seconds.
    fn last(&self, rate: SampleRate) -> (u64, f64) {
        let start = self.first();
        let (sample, seconds) = match (self.end, self.duration) {
            (Some(end), _) => (end.in_samples(rate), end.in_seconds(rate)),
            (None, Some(duration)) => (
                start.in_samples(rate).saturating_add(duration.in_samples(rate)),
                start.in_seconds(rate) + duration.in_seconds(rate),
            ),
            (None, None) => (u64::MAX, f64::INFINITY),
        };
        // Sums of decimal fractions have rounding errors, those of samples none.
        if sample < u64::MAX { (sample, rate.duration(sample).0) } else { (sample, seconds) }
    }
}

/// A source that begins and ends within another.
pub struct Span<S> {
    source: S,
    spec: AudioSpec,
    start: u64,
    /// Samples per channel still to be taken, at most: without an end that was asked for, the source's own end is
    /// read, where it reports what lies beyond the length it states.
    left: u64,
    /// Samples and gaps that were taken.
    taken: u64,
    /// The requested end, if there is one, in samples and seconds.
    asked: Option<(u64, f64)>,
    /// What is left of a gap in which the span begins.
    gap: Option<Gap>,
    warning: Option<Warning>,
}

impl<S: AudioSource> Span<S> {
    /// Skips to the start of the span.
    ///
    /// Its length is known exactly where the source's is; otherwise it is
    /// unknown, at most what was asked for. An end beyond the source's is that of
    /// the source, with a warning.
    ///
    /// # Errors
    /// As [`SpanOptions::in_samples`], and [`Error::InvalidOption`] if the
    /// start ≥ the source's length; [`Error::Malformed`] if that is 0; as [`AudioSource::skip`].
    pub fn new(mut source: S, options: &SpanOptions) -> Result<Self> {
        let mut spec = source.spec().clone();
        let rate = spec.sample_rate;
        let (start, count) = options.in_samples(rate)?;
        let beyond = |length: u64| {
            let (start, end) = (options.first().place(rate), Position::Samples(length).place(rate));
            Error::invalid(OptionName::Start, format!("at {start} is past the end of the input at {end}"))
        };
        let mut warning = None;
        if let Some(length) = spec.length {
            if length == 0 {
                return Err(Error::malformed("the input has no samples"));
            }
            let present = length.checked_sub(start).filter(|&count| count > 0).ok_or_else(|| beyond(length))?;
            if count.is_some_and(|wanted| wanted > present) {
                let end = (length, rate.duration(length).0);
                warning = Some(Warning::EndsEarly { end, asked: options.last(rate) });
            }
            spec.length = Some(count.map_or(present, |wanted| wanted.min(present)));
        }
        let (mut passed, mut gap) = (source.skip(start)?, None);
        while passed < start {
            let next = source.next_run()?.ok_or_else(|| beyond(passed))?;
            passed = passed.saturating_add(next.samples);
            match passed.checked_sub(start) {
                Some(samples @ 1..) => gap = Some(Gap { samples, ..next }),
                _ => passed += source.skip(start - passed)?,
            }
        }
        let left = count.unwrap_or(u64::MAX);
        let asked = count.map(|_| options.last(rate));
        Ok(Self { source, spec, start, left, taken: 0, asked, gap, warning })
    }

    fn advance(&mut self, samples: u64) {
        self.left -= samples;
        self.taken += samples;
    }

    /// The source's sample at which the span begins.
    pub fn start(&self) -> u64 {
        self.start
    }
}

impl<S: AudioSource> AudioSource for Span<S> {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        if self.gap.is_some() {
            return Ok(0);
        }
        let unit = self.spec.bytes_per_sample_frame();
        let sample_frames = usize::try_from(self.left).map_or(bytes.len() / unit, |left| left.min(bytes.len() / unit));
        let got = self.source.read(&mut bytes[..sample_frames * unit])?;
        self.advance((got / unit) as u64);
        Ok(got)
    }

    fn skip(&mut self, sample_frames: u64) -> Result<u64> {
        if self.gap.is_some() {
            return Ok(0);
        }
        let passed = self.source.skip(sample_frames.min(self.left))?;
        self.advance(passed);
        Ok(passed)
    }

    fn next_run(&mut self) -> Result<Option<Gap>> {
        let next = match self.gap.take() {
            Some(gap) => Some(gap),
            None if self.left == 0 => None,
            None => self.source.next_run()?,
        };
        if let (None, Some(asked), 1.., None) = (next, self.asked, self.left, self.spec.length) {
            let end = self.start.saturating_add(self.taken);
            let end = (end, self.spec.sample_rate.duration(end).0);
            self.warning = Some(Warning::EndsEarly { end, asked });
        }
        Ok(next.map(|gap| {
            let samples = gap.samples.min(self.left);
            self.advance(samples);
            Gap { samples, ..gap }
        }))
    }

    fn report(&self) -> SourceReport {
        let mut report = self.source.report();
        report.warnings.extend(self.warning.clone());
        report
    }

    passed_on!(source: use_threads, length_is_certain, has_gaps);
}
