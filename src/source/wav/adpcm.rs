//! ADPCM in WAV: blocks of samples of four bits.
//!
//! # Source
//! Microsoft, *New Multimedia Data Types and Data Techniques 3.0* (1994).

use symphonia::core::audio::Channels;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_ADPCM_IMA_WAV, CODEC_ID_ADPCM_MS};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::packet::PacketRef;
use symphonia::core::units::{Duration, Timestamp};

use super::Wav;
use crate::error::{Error, Result};
use crate::source::compressed::guarded;
use crate::source::pcm::NATIVE;
use crate::source::{AudioSource, AudioSpec, SampleFormat};
use crate::warning::Warning;

/// Bytes of a sample as it is delivered.
const WIDTH: usize = 2;

/// How samples are packed into blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Blocks {
    /// Microsoft's own kind, not the Interactive Multimedia Association's.
    pub(super) is_microsofts: bool,
    pub(super) channels: u16,
    /// Of one block, of all channels.
    pub(super) bytes: u16,
}

impl Blocks {
    /// Checks that blocks can hold what they must, and that there are no more channels than can be decoded.
    pub(super) fn checked(self, at: u64) -> Result<Self> {
        let head = if self.is_microsofts { 7 } else { 4 } * usize::from(self.channels);
        if self.channels > 2 {
            return Err(Error::Unsupported(format!("ADPCM of {} channels; 1 and 2 are read", self.channels)));
        }
        if usize::from(self.bytes) <= head {
            let bytes = self.bytes;
            return Err(Error::Malformed(format!(
                "the header says blocks of {bytes} bytes (byte {at}); more than {head} are needed"
            )));
        }
        Ok(self)
    }

    /// Samples per channel in a block: those of its head, then two a byte.
    fn samples(self) -> u64 {
        let (bytes, channels) = (u64::from(self.bytes), u64::from(self.channels));
        if self.is_microsofts {
            (bytes - 7 * channels) * 2 / channels + 2
        } else {
            // Eight samples of each channel take turns.
            (bytes - 4 * channels) / (4 * channels) * 8 + 1
        }
    }
}

/// Samples that are decoded block by block.
pub(super) struct Adpcm {
    /// Its instants are blocks.
    wav: Wav,
    decoder: Box<dyn AudioDecoder>,
    spec: AudioSpec,
    per_block: u64,
    block: Vec<u8>,
    decoded: Vec<u8>,
    taken: usize,
    left: u64,
    damaged: u64,
    /// The header's own count of samples, while it is not known whether it ends in the last block.
    stated: Option<u64>,
    /// That count, where it does not.
    misstated: Option<u64>,
    /// Blocks that have been decoded.
    blocks: u64,
    /// Whether the block after those has been read.
    is_ahead: bool,
}

impl Adpcm {
    pub(super) fn new(wav: Wav, blocks: Blocks, stated: Option<u64>) -> Result<Self> {
        let per_block = blocks.samples();
        let inner = wav.spec();
        // The header's own count leaves out what fills the last block; that of a writer to a pipe is none.
        let mut stated = stated.filter(|&stated| stated > 0 && stated < u64::from(u32::MAX));
        let mut left = u64::MAX;
        let mut misstated = None;
        if let Some(room) = wav.claimed.map(|blocks| blocks.saturating_mul(per_block)) {
            left = room;
            match stated.take() {
                Some(stated) if stated <= room && stated > room - per_block => left = stated,
                other => misstated = other,
            }
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
            .for_codec(if blocks.is_microsofts { CODEC_ID_ADPCM_MS } else { CODEC_ID_ADPCM_IMA_WAV })
            .with_sample_rate(1)
            .with_channels(Channels::Discrete(blocks.channels))
            .with_max_frames_per_packet(per_block)
            .with_frames_per_block(per_block);
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(&parameters, &AudioDecoderOptions::default())
            .map_err(|error| Error::Unsupported(format!("ADPCM that cannot be read here ({error})")))?;
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
            stated,
            misstated,
            blocks,
            is_ahead,
        })
    }

    /// Decodes the next block; false when there are no more.
    fn advance(&mut self) -> Result<bool> {
        if !std::mem::take(&mut self.is_ahead) && self.wav.read(&mut self.block)? < self.block.len() {
            self.misstated = self.misstated.or(self.stated.take());
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
                self.decoded.resize(self.per_block as usize * self.spec.bytes_per_instant(), 0);
            }
        }
        self.blocks += 1;
        if let Some(stated) = self.stated.take_if(|stated| *stated <= self.blocks * self.per_block) {
            self.is_ahead = self.wav.read(&mut self.block)? == self.block.len();
            if self.is_ahead {
                self.misstated = Some(stated);
            } else {
                let filling = self.blocks * self.per_block - stated;
                let kept = (self.per_block - filling) as usize * self.spec.bytes_per_instant();
                self.decoded.truncate(kept);
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
        let unit = self.spec.bytes_per_instant();
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

    fn warnings(&self) -> Vec<Warning> {
        let in_samples = |blocks: u64| blocks.saturating_mul(self.per_block);
        let in_samples = |warning| match warning {
            Warning::Truncated { claimed, found } => {
                Warning::Truncated { claimed: in_samples(claimed), found: in_samples(found) }
            }
            other => other,
        };
        let misstated = self.misstated.map(|count| {
            let text = "samples (fact) does not end in its last block and is ignored";
            Warning::Other(format!("the header's count of {count} {text}"))
        });
        let damaged = (self.damaged > 0)
            .then(|| Warning::Other(format!("{} blocks could not be decoded and are silence", self.damaged)));
        self.wav.warnings().into_iter().map(in_samples).chain(misstated).chain(damaged).collect()
    }
}
