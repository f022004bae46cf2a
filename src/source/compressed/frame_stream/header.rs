//! Frame headers of MPEG audio and of AAC in ADTS.
//!
//! # Source
//! ISO/IEC 11172-3 section 2.4.1.3 and 13818-3 section 2.4.2.3 for MPEG audio, layer 0 of which is
//! ISO/IEC 13818-7 section 6.2 (ADTS); the Xing and VBRI headers as LAME 3.100 and Fraunhofer's encoder write them.

/// The minimum number of bytes to recognize a header.
pub(super) const HEADER: usize = 7;
/// The maximum size of a frame, that of ADTS.
pub(super) const MAX_SIZE: usize = (1 << 13) - 1;

/// The contents of a frame header.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Header {
    /// Bytes of the frame, header included.
    pub(super) size: usize,
    /// The size before rounding to whole bytes.
    pub(super) mean_size: f64,
    /// Samples per channel.
    pub(super) samples: u32,
    /// The header bits that all frames of a stream share: layer, rate, channels.
    pub(super) stream: u32,
}

/// Parses a frame header; `None` unless the frame can be decoded.
pub(super) fn header(bytes: &[u8]) -> Option<Header> {
    let word = bytes.first_chunk().copied().map(u32::from_be_bytes).filter(|word| word >> 21 == 0x7FF)?;
    if word >> 17 & 3 == 0 { adts(word, bytes) } else { mpeg(word) }
}

/// Why a frame that looks valid is unsupported.
pub(super) fn refusal(bytes: &[u8]) -> Option<String> {
    let &[first, second, third, fourth] = bytes.first_chunk()?;
    let name = name(u32::from_be_bytes([first, second, third, fourth]));
    let with_rate = |third| header(&[first, second, third, 0]).is_some();
    if third >> 4 == 0 && name != "AAC" && with_rate(third | 0x40) {
        return Some(format!("free-format {name} is not supported"));
    }
    // The bit rate is valid for the other channel count only.
    if name == "MP2" && third >> 4 < 15 && header(bytes).is_none() {
        let is_mono = fourth >> 6 == 3;
        let channels = if is_mono { "mono" } else { "stereo" };
        let kilobits = kilobits(u32::from_be_bytes([first, second, third, fourth]))?;
        let other = [first, second, third, if is_mono { 0 } else { 0xC0 }];
        return header(&other).map(|_| format!("MP2 at {kilobits} kbit/s {channels} is not supported"));
    }
    let mut one = *bytes.first_chunk::<HEADER>()?;
    let blocks = one[HEADER - 1] & 3;
    one[HEADER - 1] &= !3;
    let is_several = name == "AAC" && blocks > 0 && header(&one).is_some();
    is_several.then(|| "AAC with several raw data blocks per frame is not supported".to_owned())
}

/// The sample rate and channel count of a complete frame of MPEG audio.
pub(in super::super) fn signal(packet: &[u8]) -> Option<(u32, usize)> {
    header(packet).filter(|found| found.size == packet.len())?;
    let word = packet.first_chunk().copied().map(u32::from_be_bytes).filter(|word| word >> 17 & 3 != 0)?;
    Some((rate(word)?, if word >> 6 & 3 == 3 { 1 } else { 2 }))
}

/// Samples per second of MPEG audio.
fn rate(word: u32) -> Option<u32> {
    let halvings = match word >> 19 & 3 {
        0 => 2,
        1 => return None,
        version => 3 - version,
    };
    [44_100_u32, 48_000, 32_000].get((word >> 10 & 3) as usize).map(|rate| rate >> halvings)
}

/// The name of the encoding.
fn name(word: u32) -> &'static str {
    ["AAC", "MP3", "MP2", "MP1"][(word >> 17 & 3) as usize]
}

impl Header {
    /// The change from this stream to another, unless the decoder detects it.
    pub(super) fn change(&self, other: &Self) -> Option<String> {
        let (from, to) = (name(self.stream), name(other.stream));
        match self.stream ^ other.stream {
            0 => None,
            _ if from != to => Some(format!("the stream changes from {from} to {to}")),
            _ if from != "AAC" => None,
            // Only the profile differs.
            change if change & !0xC000 == 0 => Some("the stream changes its AAC profile".to_owned()),
            _ => Some("the stream changes its sample rate or channels".to_owned()),
        }
    }
}

fn adts(word: u32, bytes: &[u8]) -> Option<Header> {
    let rest = bytes.get(3..HEADER)?;
    let size = usize::from(rest[0] & 3) << 11 | usize::from(rest[1]) << 3 | usize::from(rest[2]) >> 5;
    let least = if word >> 16 & 1 == 0 { HEADER + 2 } else { HEADER };
    let is_valid = word >> 20 & 1 == 1 && word >> 10 & 15 < 13 && size >= least && rest[3] & 3 == 0;
    is_valid.then_some(Header { size, mean_size: size as f64, samples: 1024, stream: word & 0xFFFE_FDC0 })
}

/// The bit rate of MPEG audio in kbit/s.
fn kilobits(word: u32) -> Option<u16> {
    /// Bit rates in kbit/s: layers I, II and III of MPEG-1, then layer I and the other layers of MPEG-2.
    const RATES: [[u16; 14]; 5] = [
        [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    let (version, layer) = (word >> 19 & 3, 4 - (word >> 17 & 3));
    let row = if version == 3 { layer - 1 } else { 3 + u32::from(layer > 1) };
    RATES[row as usize].get((word >> 12 & 15).checked_sub(1)? as usize).copied()
}

fn mpeg(word: u32) -> Option<Header> {
    let (version, layer) = (word >> 19 & 3, 4 - (word >> 17 & 3));
    let is_first = version == 3;
    let kilobits = kilobits(word)?;
    let rate = rate(word)?;
    let is_mono = word >> 6 & 3 == 3;
    // Layer II defines no tables for these bit rates.
    if layer == 2 && if is_mono { kilobits >= 224 } else { matches!(kilobits, 32 | 48 | 56 | 80) } {
        return None;
    }
    let (samples, slot) = match layer {
        1 => (384, 4),
        3 if !is_first => (576, 1),
        _ => (1152, 1),
    };
    let bits = u32::from(kilobits) * 1000;
    let slots = samples / 8 / slot * bits / rate + (word >> 9 & 1);
    let mean_size = f64::from(samples / 8) * f64::from(bits) / f64::from(rate);
    let stream = word & 0xFFFE_0C00 | u32::from(is_mono);
    Some(Header { size: (slots * slot) as usize, mean_size, samples, stream })
}

/// A summary of the file, stored in a first frame without audio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Summary {
    /// Bytes of all frames, this one included.
    pub(super) bytes: Option<u32>,
    /// The number of frames that follow, and the offset of this number.
    pub(super) count: Option<(u32, usize)>,
    /// The offset of a checksum, if present.
    pub(super) checksum: Option<usize>,
}

/// Parses a complete frame that holds a summary (Xing, Info, VBRI) instead of audio.
pub(super) fn summary(packet: &[u8]) -> Option<Summary> {
    let word = packet.first_chunk().copied().map(u32::from_be_bytes)?;
    if word >> 17 & 3 != 1 {
        return None;
    }
    let number = |at: usize| packet.get(at..)?.first_chunk().copied().map(u32::from_be_bytes);
    // Side information is all zero, after a checksum if present.
    let is_silent = |end: usize| {
        let begin = if word >> 16 & 1 == 0 { 6 } else { 4 };
        packet.get(begin..end).is_some_and(|side| side.iter().all(|&byte| byte == 0))
    };
    let xing = 4 + match (word >> 19 & 3 == 3, word >> 6 & 3 == 3) {
        (true, false) => 32,
        (false, true) => 9,
        _ => 17,
    };
    if packet.get(xing..).is_some_and(|tag| tag.starts_with(b"Xing") || tag.starts_with(b"Info")) && is_silent(xing) {
        let flags = number(xing + 4)?;
        let bytes = number(xing + 8 + 4 * (flags & 1) as usize).filter(|_| flags & 2 != 0);
        let count = number(xing + 8).filter(|_| flags & 1 != 0).map(|count| (count, xing + 8));
        // Optional fields, a table of 100 bytes and a quality precede the encoder's own 36 bytes, which end with the
        // checksum.
        let sizes = [4, 4, 100, 4].iter().enumerate().map(|(bit, size)| size * (flags >> bit & 1) as usize);
        let checksum = xing + 8 + sizes.sum::<usize>() + 34;
        return Some(Summary { bytes, count, checksum: Some(checksum) });
    }
    let is_vbri = packet.len() >= 62 && packet[36..].starts_with(b"VBRI\0\x01") && is_silent(36);
    is_vbri.then(|| Summary { bytes: number(46), count: number(50).map(|count| (count, 50)), checksum: None })
}
