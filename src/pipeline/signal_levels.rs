//! The levels of a whole stream.

use crate::error::{Error, Result};
use crate::source::pcm::decode;
use crate::source::{AudioSource, Channels, SampleTally, Tally};

/// Bytes read at a time.
const BLOCK: usize = 1 << 18;

/// Peak and mean power of everything a source delivers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignalLevels {
    /// Samples per channel.
    pub samples: u64,
    /// The greatest magnitude in any channel; full scale is 1.
    pub peak: f64,
    /// The root of the mean square over all channels.
    pub rms: f64,
    /// What was wrong with the samples.
    pub tally: SampleTally,
}

/// Reads `source` to its end and measures every channel.
///
/// # Errors
/// [`Error::Malformed`] where there are no samples; those of the source.
pub fn signal_levels(source: &mut dyn AudioSource) -> Result<SignalLevels> {
    let spec = source.spec().clone();
    let unit = spec.bytes_per_instant();
    let instants = (BLOCK / unit).max(1);
    let mut tally = Tally::new(spec.format, spec.channels, Channels::All);
    let mut bytes = vec![0; instants * unit];
    let mut decoded = vec![0.0; instants];
    let (mut samples, mut peak, mut sum_of_squares) = (0_u64, 0.0_f64, 0.0);
    loop {
        let got = source.read(&mut bytes)?;
        let instants = got / unit;
        tally.add(&bytes[..got]);
        for channel in 0..spec.channels {
            let decoded = &mut decoded[..instants];
            decode::<f64>(spec.format, spec.channels, Channels::One(channel), &bytes[..got], decoded);
            peak = decoded.iter().fold(peak, |peak, x| peak.max(x.abs()));
            sum_of_squares += decoded.iter().map(|x| x * x).sum::<f64>();
        }
        samples += instants as u64;
        if got < bytes.len() {
            break;
        }
    }
    if samples == 0 {
        return Err(Error::Malformed("the input holds no samples".to_owned()));
    }
    let rms = (sum_of_squares / (samples as f64 * spec.channels as f64)).sqrt();
    Ok(SignalLevels { samples, peak, rms, tally: tally.counts() })
}
