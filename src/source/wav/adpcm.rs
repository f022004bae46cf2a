//! ADPCM in WAV: blocks of 4-bit samples.
//!
//! # Source
//! Microsoft, *New Multimedia Data Types and Data Techniques 3.0* (1994).

use symphonia::core::audio::Channels;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_ADPCM_IMA_WAV, CODEC_ID_ADPCM_MS};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::packet::PacketRef;
use symphonia::core::units::{Duration, Timestamp};

use super::blocks::Blocks;
use super::claim::MAX_CREDIBLE;
use super::plain::Wav;
use crate::error::{Error, Result};
use crate::source::SampleFormat;
use crate::source::audio::{AudioSource, AudioSpec, SourceReport};
use crate::source::guard::guarded;
use crate::source::pcm::NATIVE;
use crate::warning::{HeaderFault, Warning};

/// Bytes of a decoded sample.
const WIDTH: usize = 2;

/// A sample count that excludes the padding of the last block.
#[derive(Debug, Clone, Copy)]
struct Count {
    stated: u64,
    channels: u64,
}

impl Count {
    /// The header's count; `None` if it is unknown, as from a writer to a pipe, or implausible.
    fn new(stated: Option<u64>, channels: u16) -> Option<Self> {
        let stated = stated.filter(|&stated| stated > 0 && stated != u64::from(u32::MAX) && stated < MAX_CREDIBLE)?;
        Some(Self { stated, channels: u64::from(channels) })
    }

    /// The number of samples per channel, if it ends in the block that ends at sample `end`.
    ///
    /// Some writers count the samples of all channels. Others divide the count by the channels: libsndfile does so for
    /// the samples of whole blocks, which in a single block could be mistaken for a true count.
    fn within(self, end: u64, per_block: u64) -> Option<u64> {
        if self.stated == end / self.channels {
            return Some(end);
        }
        let counts = [self.stated, self.stated / self.channels, self.stated * self.channels];
        counts.into_iter().find(|&count| count <= end && count + per_block > end)
    }
}

/// A source that decodes block by block.
pub(super) struct Adpcm {
    /// The container; its sample frames are ADPCM blocks.
    wav: Wav,
    decoder: Box<dyn AudioDecoder>,
    spec: AudioSpec,
    per_block: u64,
    block: Vec<u8>,
    decoded: Vec<u8>,
    taken: usize,
    left: u64,
    damaged: u64,
    /// The header's count, until the last block is known.
    count: Option<Count>,
    /// The header's count, if it is wrong.
    miscount: Option<Count>,
    /// Blocks decoded so far.
    blocks: u64,
    /// Whether the next block has been read.
    is_ahead: bool,
}

impl Adpcm {
    pub(super) fn new(wav: Wav, blocks: Blocks, stated: Option<u64>) -> Result<Self> {
        let per_block = blocks.samples();
        let inner = wav.spec();
        let mut count = Count::new(stated, blocks.channels);
        let (mut left, mut miscount) = (u64::MAX, None);
        if let Some(room) = wav.claimed.map(|blocks| blocks.saturating_mul(per_block)) {
            let counted = count.and_then(|count| count.within(room, per_block));
            miscount = count.take().filter(|_| counted.is_none());
            left = counted.unwrap_or(room);
        }
        let length = inner.length.map(|blocks| blocks.saturating_mul(per_block).min(left));
        let spec = AudioSpec {
            sample_rate: inner.sample_rate,
            channels: usize::from(blocks.channels),
            complex: false,
            format: SampleFormat::Signed { bytes: WIDTH as u8, order: NATIVE },
            length,
        };
        let mut parameters = AudioCodecParameters::new();
        parameters
            .for_codec(if blocks.is_microsoft { CODEC_ID_ADPCM_MS } else { CODEC_ID_ADPCM_IMA_WAV })
            .with_sample_rate(1)
            .with_channels(Channels::Discrete(blocks.channels))
            .with_max_frames_per_packet(per_block)
            .with_frames_per_block(per_block);
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(&parameters, &AudioDecoderOptions::default())
            .map_err(|error| Error::convertible(format!("cannot decode this ADPCM ({error})")))?;
        let block = vec![0; usize::from(blocks.bytes)];
        let (decoded, taken, damaged, blocks, is_ahead) = (Vec::new(), 0, 0, 0, false);
        Ok(Self {
            wav,
            decoder,
            spec,
            per_block,
            block,
            decoded,
            taken,
            left,
            damaged,
            count,
            miscount,
            blocks,
            is_ahead,
        })
    }

    /// Decodes the next block; false at the end.
    fn advance(&mut self) -> Result<bool> {
        if !std::mem::take(&mut self.is_ahead) && self.wav.read(&mut self.block)? < self.block.len() {
            self.miscount = self.miscount.or(self.count.take());
            return Ok(false);
        }
        self.taken = 0;
        let packet = PacketRef::new(0, Timestamp::ZERO, Duration::from(self.per_block), &self.block);
        let decoder = &mut self.decoder;
        match guarded(|| decoder.decode_ref(&packet)) {
            Ok(buffer) => buffer.copy_bytes_to_vec_interleaved_as::<i16>(&mut self.decoded),
            Err(_) => {
                self.damaged += 1;
                self.decoded.clear();
                self.decoded.resize(self.per_block as usize * self.spec.bytes_per_sample_frame(), 0);
            }
        }
        self.blocks += 1;
        let end = self.blocks.saturating_mul(self.per_block);
        if let Some(counted) = self.count.and_then(|count| count.within(end, self.per_block)) {
            self.is_ahead = self.wav.read(&mut self.block)? == self.block.len();
            if !self.is_ahead {
                let kept = counted + self.per_block - end;
                self.decoded.truncate(kept as usize * self.spec.bytes_per_sample_frame());
                self.count = None;
            }
        }
        Ok(true)
    }
}

impl AudioSource for Adpcm {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let unit = self.spec.bytes_per_sample_frame();
        let left = usize::try_from(self.left).map_or(usize::MAX, |left| left.saturating_mul(unit));
        let wanted = bytes.len().min(left);
        let mut filled = 0;
        while filled < wanted {
            if self.taken == self.decoded.len() && !self.advance()? {
                break;
            }
            let count = (wanted - filled).min(self.decoded.len() - self.taken);
            bytes[filled..filled + count].copy_from_slice(&self.decoded[self.taken..self.taken + count]);
            self.taken += count;
            filled += count;
        }
        self.left -= (filled / unit) as u64;
        Ok(filled)
    }

    fn report(&self) -> SourceReport {
        let in_samples = |blocks: u64| blocks.saturating_mul(self.per_block);
        let in_samples = |warning| match warning {
            Warning::Truncated { claimed, found } => {
                Warning::Truncated { claimed: in_samples(claimed), found: in_samples(found) }
            }
            Warning::PartialSample { bytes } => Warning::PartialBlock { bytes },
            other => other,
        };
        let miscount = self.miscount.map(|Count { stated, .. }| HeaderFault::FactCount { stated });
        let miscount = miscount.map(Warning::HeaderIgnored);
        let damaged = Warning::DamagedBlocks { blocks: self.damaged, samples: self.per_block };
        let damaged = Some(damaged).filter(|_| self.damaged > 0);
        let SourceReport { warnings, texts, unchecked } = self.wav.report();
        SourceReport {
            warnings: warnings.into_iter().map(in_samples).chain(miscount).chain(damaged).collect(),
            texts,
            unchecked,
        }
    }
}
