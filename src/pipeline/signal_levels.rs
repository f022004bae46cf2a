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
    let unit = spec.bytes_per_sample_frame();
    let sample_frames = (BLOCK / unit).max(1);
    let mut tally = Tally::new(spec.format, spec.channels, Channels::All);
    let mut bytes = vec![0; sample_frames * unit];
    let mut decoded = vec![0.0; sample_frames];
    let (mut samples, mut peak, mut squares) = (0_u64, 0.0_f64, Squares::default());
    loop {
        let got = source.read(&mut bytes)?;
        let sample_frames = got / unit;
        tally.add(&bytes[..got]);
        for channel in 0..spec.channels {
            let decoded = &mut decoded[..sample_frames];
            decode::<f64>(spec.format, spec.channels, Channels::One(channel), &bytes[..got], decoded);
            let greatest = decoded.iter().fold(0.0_f64, |peak, x| peak.max(x.abs()));
            peak = peak.max(greatest);
            squares.add(decoded, greatest);
        }
        samples += sample_frames as u64;
        if got < bytes.len() && source.next_run()?.is_none() {
            break;
        }
    }
    if samples == 0 {
        return Err(Error::malformed("the input has no samples"));
    }
    // Rounding must not lift the mean above the peak.
    let rms = squares.root_of_mean(samples as f64 * spec.channels as f64).min(peak);
    Ok(SignalLevels { samples, peak, rms, tally: tally.counts() })
}

/// Sums of squares of numbers of any size.
///
/// # Source
/// J. L. Blue, "A portable Fortran program to find the Euclidean norm of a vector", ACM Trans. Math. Softw. 4 (1978).
#[derive(Debug, Default)]
struct Squares {
    plain: f64,
    /// The sum for numbers times 2⁻⁶⁰⁰.
    of_large: f64,
    /// The sum for numbers times 2⁶⁰⁰.
    of_small: f64,
}

/// Beyond it, and below its reciprocal, squares are taken of scaled numbers: 2⁴⁰⁰.
const LARGE: f64 = f64::from_bits((1023 + 400) << 52);

/// What those are scaled by: 2⁶⁰⁰.
const SCALE: f64 = f64::from_bits((1023 + 600) << 52);

impl Squares {
    /// Adds some numbers, `greatest` being the greatest magnitude.
    fn add(&mut self, numbers: &[f64], greatest: f64) {
        let sum = |factor: f64| numbers.iter().map(|x| (x * factor) * (x * factor)).sum::<f64>();
        if greatest > LARGE {
            self.of_large += sum(1.0 / SCALE);
        } else if greatest < 1.0 / LARGE {
            self.of_small += sum(SCALE);
        } else {
            self.plain += sum(1.0);
        }
    }

    fn root_of_mean(&self, count: f64) -> f64 {
        let root = |sum: f64| (sum / count).sqrt();
        (root(self.of_large) * SCALE).hypot(root(self.plain)).hypot(root(self.of_small) / SCALE)
    }
}
