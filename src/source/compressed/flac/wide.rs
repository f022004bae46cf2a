//! A decoder of 32-bit samples.
//!
//! Symphonia's decoder stores the difference of two channels, which has 33 bits, in 32 bits: Symphonia issue #386, with
//! pull request #387. Delete this decoder when that is fixed: a test fails then.

use symphonia::core::audio::{
    AsGenericAudioBufferRef, AudioBuffer, AudioMut, AudioSpec, Channels, GenericAudioBufferRef,
};
use symphonia::core::codecs::CodecInfo;
use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, FinalizeResult};
use symphonia::core::errors::{Error as Fault, Result as Outcome, decode_error};
use symphonia::core::packet::PacketRef;

use super::header::Header;
use super::subframe;

pub(super) const BITS: u32 = 32;

pub(in super::super) struct WideDecoder {
    parameters: AudioCodecParameters,
    /// The samples of a frame, one channel after another.
    samples: Vec<i64>,
    decoded: AudioBuffer<i32>,
}

impl WideDecoder {
    /// A decoder for the parameters that Symphonia's decoder has completed; `None` unless its samples have 32 bits.
    pub(in super::super) fn of(parameters: &AudioCodecParameters) -> Option<Self> {
        let is_wide = parameters.codec == CODEC_ID_FLAC && parameters.bits_per_sample == Some(BITS);
        let (rate, channels) = parameters.sample_rate.zip(parameters.channels.clone()).filter(|_| is_wide)?;
        let most = usize::try_from(parameters.max_frames_per_packet?).ok()?;
        let decoded = AudioBuffer::new(AudioSpec::new(rate, channels), most);
        Some(Self { parameters: parameters.clone(), samples: Vec::new(), decoded })
    }

    fn decode_frame(&mut self, frame: &[u8]) -> Outcome<()> {
        let Some(header) = Header::of(frame) else { return decode_error("flac: invalid frame header") };
        let channels = self.parameters.channels.as_ref().map_or(0, Channels::count);
        let (count, has_space) = (header.samples as usize, header.samples as usize <= self.decoded.capacity());
        if usize::from(header.channels) != channels || header.bits.is_some_and(|bits| u32::from(bits) != BITS) {
            return decode_error("flac: the frame has other channels or bits than the stream");
        }
        if !has_space {
            return decode_error("flac: the frame is longer than the stream states");
        }
        self.samples.clear();
        self.samples.resize(count * channels, 0);
        let mut planes: Vec<&mut [i64]> = self.samples.chunks_exact_mut(count).collect();
        subframe::decode(frame, &header, BITS, &mut planes).ok_or(Fault::DecodeError("flac: invalid subframe"))?;
        self.decoded.render_silence(Some(count));
        for (plane, samples) in self.decoded.iter_planes_mut().zip(self.samples.chunks_exact(count)) {
            for (to, &sample) in plane.iter_mut().zip(samples) {
                *to = sample as i32;
            }
        }
        Ok(())
    }
}

impl AudioDecoder for WideDecoder {
    /// Does nothing: no frame depends on another.
    fn reset(&mut self) {}

    fn codec_info(&self) -> &CodecInfo {
        const { &CodecInfo { short_name: "flac", long_name: "Free Lossless Audio Codec", profiles: &[] } }
    }

    fn codec_params(&self) -> &AudioCodecParameters {
        &self.parameters
    }

    fn decode_ref(&mut self, packet: &PacketRef<'_>) -> Outcome<GenericAudioBufferRef<'_>> {
        self.decoded.clear();
        self.decode_frame(packet.data)?;
        Ok(self.decoded.as_generic_audio_buffer_ref())
    }

    fn finalize(&mut self) -> FinalizeResult {
        FinalizeResult::default()
    }

    fn last_decoded(&self) -> GenericAudioBufferRef<'_> {
        self.decoded.as_generic_audio_buffer_ref()
    }
}
