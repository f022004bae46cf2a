//! Decoded packets, encoded as the bytes that a source delivers.

use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::audio::sample::i24;

use crate::source::SampleFormat;
use crate::source::channels::Channels;
use crate::source::pcm::{NATIVE, decode};

/// The samples of a packet, interleaved.
#[derive(Debug, Clone)]
pub(super) struct Decoded {
    /// Samples per second.
    pub(super) rate: u32,
    pub(super) channels: usize,
    /// Samples per channel.
    pub(super) samples: usize,
    pub(super) format: SampleFormat,
    pub(super) bytes: Vec<u8>,
}

impl Decoded {
    /// Takes a decoder's buffer over, as `format` or else in the narrowest format that holds it exactly; `bits` are the
    /// significant bits of integers.
    pub(super) fn of(buffer: &GenericAudioBufferRef<'_>, bits: Option<u32>, format: Option<SampleFormat>) -> Self {
        let format = format.unwrap_or_else(|| format_of(buffer, bits));
        let (rate, channels, samples) = (buffer.spec().rate(), buffer.num_planes(), buffer.frames());
        let mut bytes = Vec::new();
        match format {
            SampleFormat::Unsigned8 => buffer.copy_bytes_to_vec_interleaved_as::<u8>(&mut bytes),
            SampleFormat::Signed { bytes: 1, .. } => buffer.copy_bytes_to_vec_interleaved_as::<i8>(&mut bytes),
            SampleFormat::Signed { bytes: 2, .. } => buffer.copy_bytes_to_vec_interleaved_as::<i16>(&mut bytes),
            SampleFormat::Signed { bytes: 3, .. } => buffer.copy_bytes_to_vec_interleaved_as::<i24>(&mut bytes),
            SampleFormat::Signed { .. } => buffer.copy_bytes_to_vec_interleaved_as::<i32>(&mut bytes),
            SampleFormat::Float64(_) => buffer.copy_bytes_to_vec_interleaved_as::<f64>(&mut bytes),
            _ => buffer.copy_bytes_to_vec_interleaved_as::<f32>(&mut bytes),
        }
        Self { rate, channels, samples, format, bytes }
    }

    /// The same samples on another number of channels: one channel on each of many, or the mean of many on each.
    pub(super) fn mixed(self, channels: usize) -> Self {
        if self.channels == channels {
            return self;
        }
        let width = self.format.bytes();
        let one = if self.channels == 1 { self.bytes } else { mean(self.format, self.channels, &self.bytes) };
        let bytes = one.chunks_exact(width).flat_map(|sample| std::iter::repeat_n(sample, channels)).flatten().copied();
        Self { channels, bytes: bytes.collect(), ..self }
    }
}

/// The narrowest format that holds the decoded samples exactly.
fn format_of(buffer: &GenericAudioBufferRef<'_>, bits: Option<u32>) -> SampleFormat {
    use GenericAudioBufferRef::{F32, F64, S8, S16, S24, S32, U8, U16, U24, U32};
    let width = match buffer {
        F32(_) => return SampleFormat::Float32(NATIVE),
        F64(_) => return SampleFormat::Float64(NATIVE),
        U8(_) => return SampleFormat::Unsigned8,
        S8(_) => 1,
        U16(_) | S16(_) => 2,
        U24(_) | S24(_) => 3,
        U32(_) | S32(_) => 4,
    };
    // Decoders left-justify integers in their buffers.
    let needed = bits.map_or(width, |bits| bits.div_ceil(8).clamp(1, width));
    SampleFormat::Signed { bytes: needed as u8, order: NATIVE }
}

/// The mean of all channels, in the same format.
fn mean(format: SampleFormat, channels: usize, bytes: &[u8]) -> Vec<u8> {
    let mut means = vec![0.0_f64; bytes.len() / (channels * format.bytes())];
    decode(format, channels, Channels::Mix, bytes, &mut means);
    let mut encoded = Vec::with_capacity(means.len() * format.bytes());
    for mean in means {
        match format {
            SampleFormat::Float32(_) => encoded.extend((mean as f32).to_ne_bytes()),
            SampleFormat::Float64(_) => encoded.extend(mean.to_ne_bytes()),
            SampleFormat::Signed { bytes, .. } => {
                let word = ((mean * f64::from(1_u32 << (8 * u32::from(bytes) - 1))).round() as i32).to_le_bytes();
                let start = encoded.len();
                encoded.extend(&word[..usize::from(bytes)]);
                if cfg!(target_endian = "big") {
                    encoded[start..].reverse();
                }
            }
            _ => encoded.push((mean * 128.0 + 128.0).round() as u8),
        }
    }
    encoded
}
