//! The decoder.

use opus_pure::{ChannelLayout, MAX_PACKET_SAMPLES, OpusMSDecoder};
use symphonia::core::audio::{AsGenericAudioBufferRef, AudioBuffer, AudioMut, AudioSpec, Channels};
use symphonia::core::codecs::audio::AudioCodecParameters;

use super::head::Head;
use super::length::{RATE, samples};
use crate::error::{Error, Result};
use crate::source::SampleFormat;
use crate::source::compressed::decoded::Decoded;
use crate::source::compressed::names::not_supported;
use crate::source::guard::caught;

/// The number in the order of Vorbis of each channel in the order of WAV, by the number of channels.
///
/// # Source
/// Vorbis I, section 4.3.9.
const ORDER: [&[usize]; 8] = [
    &[0],
    &[0, 1],
    &[0, 2, 1],
    &[0, 1, 2, 3],
    &[0, 2, 1, 3, 4],
    &[0, 2, 1, 5, 3, 4],
    &[0, 2, 1, 6, 5, 3, 4],
    &[0, 2, 1, 7, 5, 6, 3, 4],
];

/// Decodes packets to samples at 48 kHz, in the channel order of WAV.
pub(in super::super) struct OpusDecoder {
    decoder: OpusMSDecoder,
    /// The decoder's channel of each channel.
    order: Vec<usize>,
    gain: f32,
    /// What the decoder returns.
    interleaved: Vec<f32>,
    buffer: AudioBuffer<f32>,
}

impl OpusDecoder {
    /// The decoder of a track in a container of this name.
    ///
    /// # Errors
    /// [`Error::Malformed`] for an invalid header, [`Error::Unsupported`] for more than 8 channels, and for channels
    /// that are not loudspeakers.
    pub(in super::super) fn new(container: &str, parameters: &AudioCodecParameters) -> Result<Self> {
        let damaged = || Error::malformed(format!("{container} with a damaged header of Opus"));
        let head = Head::of_track(parameters).ok_or_else(damaged)?;
        let (channels, family) = (head.channels, head.family);
        let unsupported = || {
            let s = if channels == 1 { "" } else { "s" };
            not_supported(container, &format!("Opus of {channels} channel{s} in mapping family {family}"))
        };
        let layout = ChannelLayout::surround(channels, family).map_err(|_| unsupported())?;
        let order = order(&head, &layout).ok_or_else(unsupported)?;
        let made = caught(|| OpusMSDecoder::new(RATE as i32, channels, family));
        let decoder = made.and_then(std::result::Result::ok).ok_or_else(unsupported)?;
        let gain = 10_f64.powf(f64::from(head.gain) / (20.0 * 256.0)) as f32;
        let spec = AudioSpec::new(RATE, Channels::Discrete(channels as u16));
        let interleaved = vec![0.0; MAX_PACKET_SAMPLES * channels];
        Ok(Self { decoder, order, gain, interleaved, buffer: AudioBuffer::new(spec, MAX_PACKET_SAMPLES) })
    }

    /// Decodes a packet to `buffer`.
    fn fill(&mut self, packet: &[u8]) -> std::result::Result<(), String> {
        let length = samples(packet).ok_or("opus: invalid packet")? as usize;
        // A packet without data is a pause; the decoder would take its only byte for data.
        let (data, frames) = if packet.len() < 2 { (&[][..], length) } else { (packet, MAX_PACKET_SAMPLES) };
        let (decoder, interleaved) = (&mut self.decoder, &mut self.interleaved);
        let decoded = caught(|| decoder.decode(data, frames, interleaved)).ok_or("opus: the decoder failed")?;
        let frames = decoded.map_err(|error| format!("opus: {error}"))?;
        if frames != length {
            return Err(format!("opus: {frames} samples in a packet of {length}"));
        }
        self.buffer.clear();
        self.buffer.render_uninit(Some(frames));
        for (index, &channel) in self.order.iter().enumerate() {
            let samples = self.interleaved.iter().skip(channel).step_by(self.order.len());
            for (into, sample) in self.buffer.plane_mut(index).into_iter().flatten().zip(samples) {
                *into = sample * self.gain;
            }
        }
        Ok(())
    }

    /// Decodes a packet to samples of `format`, or to floats.
    ///
    /// # Errors
    /// Why it cannot be decoded.
    pub(in super::super) fn decode(
        &mut self,
        packet: &[u8],
        format: Option<SampleFormat>,
    ) -> std::result::Result<Decoded, String> {
        self.fill(packet)?;
        Ok(Decoded::of(&self.buffer.as_generic_audio_buffer_ref(), None, format))
    }

    /// Forgets the packets before.
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
