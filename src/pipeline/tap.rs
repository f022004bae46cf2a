//! A source whose samples are looked at as they are read: for faults, and for the waveform.

use super::envelope::Envelopes;
use crate::error::Result;
use crate::source::audio::passed_on;
use crate::source::pcm::decode;
use crate::source::{AudioSource, AudioSpec, ChannelStreams, Channels, Gap, Tally};
use crate::spectrogram::Envelope;

/// Samples that are decoded at a time: few enough for the innermost cache.
const BLOCK: usize = 2048;

/// A source that counts what is wrong with its samples, and notes their extremes.
pub(super) struct Tap<'a> {
    source: &'a mut dyn AudioSource,
    tally: Tally,
    envelopes: Vec<(Channels, Envelopes)>,
    samples: Vec<f64>,
    /// Samples per channel of the present run.
    run: u64,
}

impl<'a> Tap<'a> {
    /// Looks at the samples of the channels that are analysed.
    ///
    /// # Errors
    /// As [`ChannelStreams::new`].
    pub(super) fn new(source: &'a mut dyn AudioSource, analysed: Channels) -> Result<Self> {
        let spec = source.spec();
        let tally = Tally::new(spec.format, spec.channels, ChannelStreams::new(spec, analysed)?.pick());
        Ok(Self { source, tally, envelopes: Vec::new(), samples: Vec::new(), run: 0 })
    }

    /// Notes the extremes of each of `picks` under so many columns as well.
    pub(super) fn with_envelopes(mut self, picks: &[Channels], columns: usize) -> Self {
        self.envelopes = picks.iter().map(|&pick| (pick, Envelopes::new(columns as u64, self.source))).collect();
        self.samples.resize(BLOCK, 0.0);
        self
    }

    /// Samples per channel that were read of the present run.
    pub(super) fn run(&self) -> u64 {
        self.run
    }

    /// What was found in the samples.
    pub(super) fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The envelopes of what was read, `samples` samples with the gaps, one for each pick.
    pub(super) fn into_envelopes(self, samples: u64) -> impl Iterator<Item = Envelope> {
        let in_phase = self.source.spec().complex;
        let envelopes = self.envelopes.into_iter();
        envelopes.map(move |(_, envelope)| Envelope { extremes: envelope.finish(samples), in_phase })
    }
}

/// Hands every run of samples to `work`, with the sample on which it begins; returns how many samples there are, gaps
/// included.
///
/// # Errors
/// Those of `work` and of the source.
pub(super) fn each_run<'a>(tap: &mut Tap<'a>, mut work: impl FnMut(&mut Tap<'a>, u64) -> Result<()>) -> Result<u64> {
    let mut start = 0;
    loop {
        work(tap, start)?;
        start += tap.run();
        match tap.next_run()? {
            Some(gap) => start = start.saturating_add(gap.samples),
            None => return Ok(start),
        }
    }
}

impl AudioSource for Tap<'_> {
    fn spec(&self) -> &AudioSpec {
        self.source.spec()
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let got = self.source.read(bytes)?;
        self.tally.add(&bytes[..got]);
        let spec = self.source.spec();
        let unit = spec.bytes_per_sample_frame();
        for (pick, envelope) in &mut self.envelopes {
            for block in bytes[..got].chunks(BLOCK * unit) {
                let samples = &mut self.samples[..block.len() / unit];
                decode(spec.format, spec.channels, *pick, block, samples);
                envelope.add(samples);
            }
        }
        self.run += (got / unit) as u64;
        Ok(got)
    }

    fn next_run(&mut self) -> Result<Option<Gap>> {
        let gap = self.source.next_run()?;
        if let Some(gap) = gap {
            self.envelopes.iter_mut().for_each(|(_, envelope)| envelope.pass(gap.samples));
            self.run = 0;
        }
        Ok(gap)
    }

    passed_on!(source: use_threads, length_is_certain, has_gaps, report);
}
