//! Reading ahead to learn whether a stream is short.

use super::audio::{AudioSource, AudioSpec, Gap, passed_on};
use crate::error::Result;
use crate::memory;

/// A source whose beginning has been read, so that a short stream has a known length.
#[derive(Debug)]
pub struct Lookahead<S> {
    source: S,
    spec: AudioSpec,
    bytes: Vec<u8>,
    position: usize,
    /// Whether all there is has been read.
    ended: bool,
    /// The gap at which reading ahead stopped.
    gap: Option<Gap>,
}

impl<S: AudioSource> Lookahead<S> {
    /// Reads up to `sample_frames` sample frames. A stream that ends
    /// within them gets its true length, whatever it claimed.
    ///
    /// # Errors
    /// As [`AudioSource::read`]; [`Error::Memory`](crate::Error::Memory) where there is no memory for it.
    pub fn new(mut source: S, sample_frames: usize) -> Result<Self> {
        let mut spec = source.spec().clone();
        let unit = spec.bytes_per_sample_frame();
        let (mut bytes, mut ended, mut gap) = (Vec::new(), false, None);
        // In steps, so that memory follows what is there and not what is asked for.
        while bytes.len() < sample_frames * unit {
            let step = (sample_frames * unit - bytes.len()).min(unit * 65536);
            let start = bytes.len();
            memory::reserve(&mut bytes, step)?;
            bytes.resize(start + step, 0);
            let got = source.read(&mut bytes[start..])?;
            bytes.truncate(start + got);
            if got < step {
                gap = source.next_run()?;
                if gap.is_none() {
                    ended = true;
                    spec.length = Some((bytes.len() / unit) as u64);
                }
                break;
            }
        }
        Ok(Self { source, spec, bytes, position: 0, ended, gap })
    }
}

impl<S: AudioSource> AudioSource for Lookahead<S> {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn length_is_certain(&self) -> bool {
        self.ended || self.source.length_is_certain()
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let ready = (self.bytes.len() - self.position).min(bytes.len());
        bytes[..ready].copy_from_slice(&self.bytes[self.position..self.position + ready]);
        self.position += ready;
        if self.position == self.bytes.len() {
            self.bytes = Vec::new();
            self.position = 0;
        }
        let goes_on = ready < bytes.len() && self.gap.is_none();
        Ok(ready + if goes_on { self.source.read(&mut bytes[ready..])? } else { 0 })
    }

    fn next_run(&mut self) -> Result<Option<Gap>> {
        self.gap.take().map_or_else(|| self.source.next_run(), |gap| Ok(Some(gap)))
    }

    passed_on!(source: use_threads, has_gaps, report);
}
