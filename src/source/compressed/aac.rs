//! Detection of AAC profiles that are not supported.
//!
//! # Source
//! ISO/IEC 14496-3, sections 1.5.1.1, 1.6.2.1 and 4.4.1.

use symphonia::core::audio::Channels;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_AAC;
use symphonia::core::io::{BitReaderLtr, ReadBitsLtr};

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
        let mut bits = BitReaderLtr::new(bytes);
        let object = object(&mut bits)?;
        // A sample rate, or its index.
        if bits.read_bits_leq32(4).ok()? == 15 {
            bits.ignore_bits(24).ok()?;
        }
        let channels = CHANNELS[bits.read_bits_leq32(4).ok()? as usize];
        let has_extension = object == LC && has_extension(&mut bits).unwrap_or(false);
        Some(Self { object: if has_extension { SBR } else { object }, channels })
    }
}

fn object(bits: &mut BitReaderLtr<'_>) -> Option<u32> {
    match bits.read_bits_leq32(5).ok()? {
        31 => Some(32 + bits.read_bits_leq32(6).ok()?),
        object => Some(object),
    }
}

/// Whether the rest of an AAC-LC configuration signals SBR.
fn has_extension(bits: &mut BitReaderLtr<'_>) -> Option<bool> {
    bits.ignore_bit().ok()?;
    let depends = bits.read_bool().ok()?;
    bits.ignore_bits(if depends { 14 + 1 } else { 1 }).ok()?;
    Some(bits.read_bits_leq32(11).ok()? == EXTENSION && object(bits)? == SBR && bits.read_bool().ok()?)
}
