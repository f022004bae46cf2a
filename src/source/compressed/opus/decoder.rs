//! The decoder.

use opus_pure::{ChannelLayout, MAX_PACKET_SAMPLES, OpusMSDecoder};
use symphonia::core::codecs::audio::AudioCodecParameters;

use super::{Head, RATE, samples};
use crate::error::{Error, Result};
use crate::source::guard::caught;

/// The place of each Vorbis channel in the order of WAV, by the number of channels.
///
/// # Source
/// Vorbis I, section 4.3.9.
const ORDER: [&[usize]; 8] = [
    &[0],
    &[0, 1],
    &[0, 2, 1],
    &[0, 1, 2, 3],
    &[0, 2, 1, 3, 4],
    &[0, 2, 1, 4, 5, 3],
    &[0, 2, 1, 5, 6, 4, 3],
    &[0, 2, 1, 6, 7, 4, 5, 3],
];

/// Decodes packets to interleaved samples at 48 kHz, in the channel order of WAV.
pub(in super::super) struct OpusDecoder {
    decoder: OpusMSDecoder,
    /// The decoder's channel of each channel.
    order: Vec<usize>,
    gain: f32,
    /// What the decoder returns.
    decoded: Vec<f32>,
    samples: Vec<f32>,
}

impl OpusDecoder {
    /// # Errors
    /// [`Error::Malformed`] for an invalid header, [`Error::Unsupported`] for more than 8 channels, and for channels
    /// that are not loudspeakers.
    pub(in super::super) fn new(parameters: &AudioCodecParameters) -> Result<Self> {
        let head = Head::of_track(parameters).ok_or_else(|| Error::malformed("Opus with a damaged header"))?;
        let (channels, family) = (head.channels, head.family);
        let unsupported = || {
            let what = format!("Opus with {channels} channels of mapping family {family}");
            Error::convertible(format!("{what} is not supported"))
        };
        let layout = ChannelLayout::surround(channels, family).map_err(|_| unsupported())?;
        let order = order(&head, &layout).ok_or_else(unsupported)?;
        let made = caught(|| OpusMSDecoder::new(RATE as i32, channels, family));
        let decoder = made.and_then(std::result::Result::ok).ok_or_else(unsupported)?;
        let gain = 10_f64.powf(f64::from(head.gain) / (20.0 * 256.0)) as f32;
        let decoded = vec![0.0; MAX_PACKET_SAMPLES * channels];
        Ok(Self { decoder, order, gain, decoded, samples: Vec::new() })
    }

    /// The number of channels.
    pub(in super::super) fn channels(&self) -> usize {
        self.order.len()
    }

    /// Decodes a packet to interleaved samples.
    ///
    /// # Errors
    /// Why the packet cannot be decoded.
    pub(in super::super) fn decode(&mut self, packet: &[u8]) -> std::result::Result<&[f32], String> {
        let length = samples(packet).ok_or("opus: invalid packet")? as usize;
        // A packet without data is a pause. The decoder takes one byte for data.
        let data = if packet.len() < 2 { &[] } else { packet };
        let frames = if data.is_empty() { length } else { MAX_PACKET_SAMPLES };
        let (decoder, decoded) = (&mut self.decoder, &mut self.decoded);
        let result = caught(|| decoder.decode(data, frames, decoded));
        let frames = result.ok_or("opus: the decoder failed")?.map_err(|error| format!("opus: {error}"))?;
        if frames != length {
            return Err("opus: another length than its packet states".to_owned());
        }
        self.samples.clear();
        for frame in self.decoded.chunks_exact(self.order.len()).take(frames) {
            self.samples.extend(self.order.iter().map(|&channel| frame[channel] * self.gain));
        }
        Ok(&self.samples)
    }

    /// Starts afresh.
    pub(in super::super) fn reset(&mut self) {
        // It fails only for a decoder that could not be made.
        let _ = caught(|| self.decoder.reset_state());
    }
}

/// The decoder's channel of each channel; `None` where the streams differ from the decoder's, which are as encoders
/// make them.
fn order(head: &Head, layout: &ChannelLayout) -> Option<Vec<usize>> {
    let order = ORDER.get(head.channels - 1)?;
    let Some((streams, coupled, mapping)) = &head.table else { return Some(order.to_vec()) };
    if (usize::from(*streams), usize::from(*coupled)) != (layout.nb_streams, layout.nb_coupled_streams) {
        return None;
    }
    order.iter().map(|&channel| layout.mapping.iter().position(|index| *index == mapping[channel])).collect()
}
