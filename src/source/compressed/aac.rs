//! Detection of AAC profiles that are not supported.
//!
//! # Source
//! ISO/IEC 14496-3, sections 1.5.1.1, 1.6.2.1 and 4.4.1.

use symphonia::core::audio::Channels;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_AAC;

const LC: u32 = 2;
/// Object types with spectral band replication, and with parametric stereo on top.
const SBR: u32 = 5;
const PS: u32 = 29;
/// The sync word of an SBR extension, for a configuration that declares plain LC first.
const EXTENSION: u32 = 0x2B7;

/// The name of the AAC profile if it is unsupported: more than 2 channels, or a profile other than LC.
pub(super) fn unsupported(parameters: &AudioCodecParameters) -> Option<String> {
    if parameters.codec != CODEC_ID_AAC {
        return None;
    }
    let description = parameters.extra_data.as_deref().and_then(Description::read);
    let in_header = parameters.channels.as_ref().map_or(0, Channels::count);
    let (object, channels) =
        description.map_or((LC, in_header), |description| (description.object, description.channels));
    match object {
        1 => Some("AAC Main".to_owned()),
        LC if channels > 2 => Some(format!("{channels}-channel AAC")),
        LC => None,
        3 => Some("AAC-SSR".to_owned()),
        4 => Some("AAC-LTP".to_owned()),
        SBR | PS => Some("HE-AAC".to_owned()),
        23 => Some("AAC-LD".to_owned()),
        39 => Some("AAC-ELD".to_owned()),
        42 => Some("xHE-AAC".to_owned()),
        _ => Some(format!("AAC of object type {object}")),
    }
}

/// The AudioSpecificConfig of a container.
struct Description {
    object: u32,
    channels: usize,
}

impl Description {
    fn read(bytes: &[u8]) -> Option<Self> {
        const CHANNELS: [usize; 16] = [0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8, 0];
        let mut bits = Bits { bytes, at: 0 };
        let object = bits.object()?;
        bits.rate()?;
        let channels = CHANNELS[bits.take(4)? as usize];
        let has_extension = object == LC && bits.has_extension().unwrap_or(false);
        Some(Self { object: if has_extension { SBR } else { object }, channels })
    }
}

struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// Reads an unsigned number of `count` bits.
    fn take(&mut self, count: usize) -> Option<u32> {
        let mut number = 0;
        for at in self.at..self.at + count {
            number = number << 1 | u32::from(self.bytes.get(at / 8)? >> (7 - at % 8) & 1);
        }
        self.at += count;
        Some(number)
    }

    fn object(&mut self) -> Option<u32> {
        match self.take(5)? {
            31 => Some(32 + self.take(6)?),
            object => Some(object),
        }
    }

    /// Reads the sample rate, or its index.
    fn rate(&mut self) -> Option<u32> {
        match self.take(4)? {
            15 => self.take(24),
            index => Some(index),
        }
    }

    /// Whether the rest of an AAC-LC configuration signals SBR.
    fn has_extension(&mut self) -> Option<bool> {
        self.take(1)?;
        let depends = self.take(1)? == 1;
        self.take(if depends { 14 + 1 } else { 1 })?;
        Some(self.take(11)? == EXTENSION && self.object()? == SBR && self.take(1)? == 1)
    }
}
