//! A decoder of 32-bit samples, and the check of their checksum.
//!
//! Symphonia's decoder stores the difference of two channels, which has 33 bits, in 32 bits: Symphonia issue #386, with
//! pull request #387. Delete this decoder when that is fixed: a test fails then.

use symphonia::core::audio::{
    AsGenericAudioBufferRef, AudioBuffer, AudioMut, AudioSpec, Channels, GenericAudioBufferRef,
};
use symphonia::core::checksum::Md5;
use symphonia::core::codecs::CodecInfo;
use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, FinalizeResult};
use symphonia::core::errors::{Error as Fault, Result as Outcome, decode_error};
use symphonia::core::io::Monitor;
use symphonia::core::packet::PacketRef;

use super::header::Header;
use super::stream_info::StreamInfo;
use super::subframe;
use crate::warning::Warning;

const BITS: u32 = 32;

/// Compares all samples of a stream with the checksum in its header (RFC 9639, section 8.2).
pub(in super::super) struct Verification {
    expected: [u8; 16],
    sum: Md5,
}

impl Verification {
    /// For FLAC of 32 bits, which few decoders read right; for others it would cost a fourth of the time.
    pub(in super::super) fn of(parameters: &AudioCodecParameters) -> Option<Self> {
        let info = parameters.extra_data.as_deref().filter(|_| parameters.codec == CODEC_ID_FLAC)?;
        let info = StreamInfo::of(info.first_chunk()?);
        let expected = info.checksum().filter(|_| u32::from(info.bits) == BITS)?;
        Some(Self { expected, sum: Md5::default() })
    }

    /// Adds whole interleaved samples in native byte order.
    pub(in super::super) fn add(&mut self, samples: &[u8]) {
        if cfg!(target_endian = "little") {
            self.sum.process_buf_bytes(samples);
        } else {
            let swapped: Vec<u8> = samples.chunks(4).flat_map(|sample| sample.iter().rev()).copied().collect();
            self.sum.process_buf_bytes(&swapped);
        }
    }

    /// A warning if the samples, which must be all, are not those of the header.
    pub(in super::super) fn warning(&self) -> Option<Warning> {
        (self.sum.md5() != self.expected).then_some(Warning::ChecksumMismatch)
    }
}

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
