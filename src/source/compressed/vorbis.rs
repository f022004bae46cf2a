//! The lengths of Vorbis packets, found without decoding them.
//!
//! # Source
//! Vorbis I, sections 4.2.2 (identification header), 4.2.4 (modes at the end of the setup header) and 4.3.1 (packet type
//! and mode).

/// Bytes of the identification header.
const IDENTITY: usize = 30;
/// Bits of a mode: block flag, window type, transform type and mapping.
const MODE: usize = 1 + 16 + 16 + 8;
/// The maximum number of modes, and of mappings.
const MAX_MODES: usize = 64;

/// What decides how many samples a packet yields.
#[derive(Debug, Clone, Default)]
pub(super) struct Lengths {
    /// The block size of each mode in samples.
    modes: Vec<u64>,
    longest: u64,
    /// The block size of the previous packet.
    previous: Option<u64>,
}

impl Lengths {
    /// Parses the identification and setup headers: one behind the other, or all three headers with Xiph lacing.
    pub(super) fn of(extra_data: &[u8]) -> Option<Self> {
        let (identity, setup) = headers(extra_data)?;
        let exponents = *identity.get(28)?;
        let sizes = [exponents & 0xF, exponents >> 4].map(|exponent| 1_u64 << exponent);
        let is_valid = sizes.iter().all(|size| (64..=8192).contains(size)) && sizes[0] <= sizes[1];
        if !is_valid || !identity.starts_with(b"\x01vorbis") || !setup.starts_with(b"\x05vorbis") {
            return None;
        }
        let modes = modes(setup)?.into_iter().map(|is_long| sizes[usize::from(is_long)]).collect();
        Some(Self { modes, longest: sizes[1], previous: None })
    }

    /// The longest block in samples; a packet yields at most half as many.
    pub(super) fn longest(&self) -> u64 {
        self.longest
    }

    /// Whether the block before the next packet is known.
    pub(super) fn has_previous(&self) -> bool {
        self.previous.is_some()
    }

    /// What follows does not continue the packets before.
    pub(super) fn reset(&mut self) {
        self.previous = None;
    }

    /// Samples per channel that the next packet yields: none for the first after a start or a reset; `None` for a
    /// packet that is not audio.
    pub(super) fn samples(&mut self, packet: &[u8]) -> Option<u64> {
        let first = *packet.first().filter(|&&first| first & 1 == 0)?;
        // The mode number has at most six bits.
        let mask = self.modes.len().next_power_of_two() - 1;
        let size = *self.modes.get(usize::from(first >> 1) & mask)?;
        let previous = self.previous.replace(size);
        Some(previous.map_or(0, |previous| (previous + size) / 4))
    }
}

/// The identification and the setup header.
fn headers(extra_data: &[u8]) -> Option<(&[u8], &[u8])> {
    let Some(laced) = extra_data.strip_prefix(&[2]) else { return extra_data.split_at_checked(IDENTITY) };
    let (identity, laced) = lace(laced)?;
    let (comment, packets) = lace(laced)?;
    let (identity, packets) = packets.split_at_checked(identity)?;
    Some((identity, packets.get(comment..)?))
}

/// A size with Xiph lacing, and the bytes after it.
fn lace(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let full = bytes.iter().take_while(|&&byte| byte == 255).count();
    let (last, rest) = bytes.get(full..)?.split_first()?;
    Some((full * 255 + usize::from(*last), rest))
}

/// Whether each mode has long blocks.
///
/// The modes follow parts of unknown length, so they are parsed from the end: as many as look like modes and are
/// preceded by their own number.
fn modes(setup: &[u8]) -> Option<Vec<bool>> {
    let bit = |at: usize| setup[at / 8] >> (at % 8) & 1;
    let bits = |at: usize, count: usize| (0..count).fold(0, |value, index| value | u64::from(bit(at + index)) << index);
    // The framing bit is followed by zeros up to the end of a byte.
    let last = setup.iter().rposition(|&byte| byte != 0)?;
    let end = last * 8 + setup[last].ilog2() as usize;
    let mut found = None;
    for count in 1..=MAX_MODES {
        let Some(begin) = end.checked_sub(count * MODE).filter(|&begin| begin >= 6) else { break };
        let is_mode = bits(begin + 1, 32) == 0 && bits(begin + 33, 8) < MAX_MODES as u64;
        if !is_mode {
            break;
        }
        if bits(begin - 6, 6) + 1 == count as u64 {
            found = Some((begin, count));
        }
    }
    let (begin, count) = found?;
    Some((0..count).map(|mode| bit(begin + mode * MODE) == 1).collect())
}
