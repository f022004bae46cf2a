//! Signs that samples are not what their header states.
//!
//! # Source
//! ETSI TS 102 114 section 5.3.1 and annex E for the sync words of DTS; IEC 61937-1 and -2 for bursts of coded audio in PCM.

use super::super::pcm::{SampleFormat, wide};
use crate::error::Result;
use crate::source::input::Input;
use crate::warning::{Interpretation, Warning};

/// Watches samples of fewer significant bits than their container has, which belong into its upper bits.
pub(super) struct Alignment {
    format: SampleFormat,
    /// Significant bits, and those of the container.
    bits: u16,
    container: u16,
    /// Whether a sample needs more than the lower `bits` bits of its container.
    fills_upper: bool,
    /// Whether a sample uses the bits below the upper `bits` bits.
    uses_lower: bool,
}

impl Alignment {
    /// For integers with at least a byte of unused bits: with fewer, a quiet recording that uses all bits, against its
    /// header, would look the same.
    pub(super) fn new(format: SampleFormat, bits: u16) -> Option<Self> {
        let container = format.bytes() as u16 * 8;
        let may_shift =
            matches!(format, SampleFormat::Signed { bytes: 2..=4, .. }) && (1..=container - 8).contains(&bits);
        may_shift.then_some(Self { format, bits, container, fills_upper: false, uses_lower: false })
    }

    /// Adds the next samples.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        // One sample settles it.
        if self.fills_upper {
            return;
        }
        let SampleFormat::Signed { bytes: width, order } = self.format else { return };
        match width {
            2 => self.add_codes(bytes.as_chunks::<2>().0.iter().map(|code| wide(code, order))),
            3 => self.add_codes(bytes.as_chunks::<3>().0.iter().map(|code| wide(code, order))),
            4 => self.add_codes(bytes.as_chunks::<4>().0.iter().map(|code| wide(code, order))),
            _ => {}
        }
    }

    /// Adds samples that are left-justified in 64 bits.
    fn add_codes(&mut self, codes: impl Iterator<Item = i64>) {
        let unused = u32::from(self.container - self.bits);
        let (mut most, mut low) = (0_i64, 0_i64);
        for code in codes {
            // The magnitude's bits; of a negative number those that differ from the sign.
            most |= code ^ (code >> 63);
            low |= code >> (64 - u32::from(self.container));
        }
        self.fills_upper |= most >> (63 - unused) != 0;
        self.uses_lower |= low & ((1 << unused) - 1) != 0;
    }

    /// The warning about what was seen so far.
    pub(super) fn warning(&self) -> Option<Warning> {
        let Self { bits, container, .. } = *self;
        let is_shifted = self.uses_lower && !self.fills_upper;
        is_shifted.then_some(Warning::Interpreted(Interpretation::RightAligned { bits, container }))
    }
}

/// A warning if the next samples, 16-bit integers of two channels, contain coded audio.
pub(super) fn coded(input: &mut Input) -> Result<Option<Warning>> {
    const SYNC: usize = 6;
    /// Bytes of silence that may precede the first sync word.
    const SILENCE: usize = 4096;
    let is_silent = |head: &[u8]| head.iter().all(|&byte| byte == 0);
    let mut head = input.peek(SYNC)?;
    if head.len() == SYNC && is_silent(&head) {
        head = input.peek(SILENCE)?;
    }
    let words = head.as_chunks::<2>().0;
    let silent = words.iter().take_while(|word| **word == [0, 0]).count();
    let format = coding(&words[silent..]);
    Ok(format.map(|format| Warning::Interpreted(Interpretation::CodedSamples { format })))
}

/// The coding of audio that begins with these words.
fn coding(words: &[[u8; 2]]) -> Option<&'static str> {
    match *words {
        [[0xFE, 0x7F], [0x01, 0x80], ..] | [[0x7F, 0xFE], [0x80, 0x01], ..] => Some("DTS"),
        // 14 bits in words of 16.
        [[0xFF, 0x1F], [0x00, 0xE8], [0xF0..=0xFF, 0x07], ..] => Some("DTS"),
        [[0x1F, 0xFF], [0xE8, 0x00], [0x07, 0xF0..=0xFF], ..] => Some("DTS"),
        [[0x72, 0xF8], [0x1F, 0x4E], [kind, _], ..] | [[0xF8, 0x72], [0x4E, 0x1F], [_, kind], ..] => {
            Some(match kind & 0x1F {
                1 => "AC-3 (IEC 61937)",
                11..=13 => "DTS (IEC 61937)",
                _ => "coded audio (IEC 61937)",
            })
        }
        _ => None,
    }
}
