//! The subframes of a frame: one channel each.
//!
//! # Source
//! RFC 9639, sections 9.2 and 4.2.

use super::bits::Bits;
use super::header::{Header, Stereo};

/// The maximum order of a linear predictor.
const MAX_ORDER: usize = 32;

/// What to do with a subframe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    Decode,
    /// Find its end, in time proportional to its bytes and not to its samples.
    Measure,
}

/// Decodes the frame of `bytes` to one block of samples after another, whose sizes are those of `planes`; `bits` are
/// those per sample. `None` if it is damaged.
pub(super) fn decode(bytes: &[u8], header: &Header, bits: u32, planes: &mut [&mut [i64]]) -> Option<()> {
    let mut reader = Bits::new(bytes.get(header.size..)?);
    for (channel, plane) in planes.iter_mut().enumerate() {
        subframe(&mut reader, bits + extra(header.stereo, channel), plane, Task::Decode)?;
    }
    let limit = 1_i64 << (bits - 1);
    if let [first, second] = planes {
        for (a, b) in first.iter_mut().zip(second.iter_mut()) {
            (*a, *b) = match header.stereo {
                Stereo::Independent => break,
                Stereo::LeftSide => (*a, *a - *b),
                Stereo::SideRight => (*a + *b, *b),
                Stereo::MidSide => {
                    let sum = *a << 1 | *b & 1;
                    ((sum + *b) >> 1, (sum - *b) >> 1)
                }
            };
        }
    }
    planes.iter().all(|plane| plane.iter().all(|sample| (-limit..limit).contains(sample))).then_some(())
}

/// The size in bytes of the frame that begins here, its checksum included, and the end of the bytes that were read.
pub(super) fn measure(bytes: &[u8], header: &Header, bits: u32) -> (Option<usize>, usize) {
    let Some(body) = bytes.get(header.size..) else { return (None, bytes.len()) };
    let mut reader = Bits::new(body);
    let mut samples = vec![0; header.samples as usize];
    let mut channels = 0..usize::from(header.channels);
    let is_whole = channels.all(|channel| {
        subframe(&mut reader, bits + extra(header.stereo, channel), &mut samples, Task::Measure).is_some()
    });
    let end = header.size + reader.byte();
    ((is_whole && end + 2 <= bytes.len()).then_some(end + 2), end)
}

/// The difference of two channels has one bit more than they have.
fn extra(stereo: Stereo, channel: usize) -> u32 {
    match stereo {
        Stereo::Independent => 0,
        Stereo::SideRight => u32::from(channel == 0),
        Stereo::LeftSide | Stereo::MidSide => u32::from(channel == 1),
    }
}

/// Reads a subframe of `width` bits per sample.
fn subframe(reader: &mut Bits<'_>, width: u32, samples: &mut [i64], task: Task) -> Option<()> {
    if reader.unsigned(1)? != 0 {
        return None;
    }
    let kind = reader.unsigned(6)? as usize;
    let wasted = if reader.unsigned(1)? == 0 { 0 } else { u32::try_from(reader.unary()?).ok()?.checked_add(1)? };
    let width = width.checked_sub(wasted).filter(|&width| width > 0)?;
    match kind {
        0 => {
            let value = reader.signed(width)?;
            if task == Task::Decode {
                samples.fill(value);
            }
        }
        1 => verbatim(reader, width, samples, task)?,
        8..=12 => {
            let coefficients = [&[][..], &[1], &[2, -1], &[3, -3, 1], &[4, -6, 4, -1]][kind - 8];
            verbatim(reader, width, samples.get_mut(..coefficients.len())?, task)?;
            Predictor { coefficients, shift: 0 }.read(reader, width, samples, task)?;
        }
        MAX_ORDER..64 => {
            let order = kind + 1 - MAX_ORDER;
            verbatim(reader, width, samples.get_mut(..order)?, task)?;
            let precision = reader.unsigned(4)? as u32 + 1;
            let shift = reader.signed(5)?;
            let mut coefficients = [0; MAX_ORDER];
            for coefficient in &mut coefficients[..order] {
                *coefficient = reader.signed(precision)?;
            }
            let shift = u32::try_from(shift).ok().filter(|_| precision < 16)?;
            Predictor { coefficients: &coefficients[..order], shift }.read(reader, width, samples, task)?;
        }
        _ => return None,
    }
    if wasted > 0 && task == Task::Decode {
        samples.iter_mut().for_each(|sample| *sample <<= wasted);
    }
    Some(())
}

/// Uncoded samples.
fn verbatim(reader: &mut Bits<'_>, width: u32, samples: &mut [i64], task: Task) -> Option<()> {
    match task {
        Task::Measure => reader.skip(width as usize * samples.len()),
        Task::Decode => samples.iter_mut().try_for_each(|sample| {
            *sample = reader.signed(width)?;
            Some(())
        }),
    }
}

/// A linear predictor: the sum of the products of past samples, the latest first, and coefficients, over 2^shift.
struct Predictor<'a> {
    coefficients: &'a [i64],
    shift: u32,
}

impl Predictor<'_> {
    /// Reads the residual after the first samples and adds the predictions to it.
    fn read(&self, reader: &mut Bits<'_>, width: u32, samples: &mut [i64], task: Task) -> Option<()> {
        let order = self.coefficients.len();
        residual(reader, order, samples, task)?;
        if task == Task::Measure {
            return Some(());
        }
        let limit = 1_i64 << (width - 1);
        for at in order..samples.len() {
            let (past, rest) = samples.split_at_mut(at);
            // Of at most 32 products of 15 and 33 bits: no overflow, because all past samples are within the limit.
            let products =
                self.coefficients.iter().zip(past.iter().rev()).map(|(coefficient, past)| coefficient * past);
            rest[0] += products.sum::<i64>() >> self.shift;
            if !(-limit..limit).contains(&rest[0]) {
                return None;
            }
        }
        Some(())
    }
}

/// Reads the residual of all samples but the first `order`.
fn residual(reader: &mut Bits<'_>, order: usize, samples: &mut [i64], task: Task) -> Option<()> {
    let parameter_bits = match reader.unsigned(2)? {
        0 => 4,
        1 => 5,
        _ => return None,
    };
    let partitions = 1 << reader.unsigned(4)?;
    let size = samples.len() / partitions;
    if size * partitions != samples.len() || size < order {
        return None;
    }
    for partition in 0..partitions {
        let from = if partition == 0 { order } else { partition * size };
        let part = &mut samples[from..(partition + 1) * size];
        let parameter = reader.unsigned(parameter_bits)? as u32;
        if parameter == (1 << parameter_bits) - 1 {
            let width = reader.unsigned(5)? as u32;
            verbatim(reader, width, part, task)?;
            continue;
        }
        for value in part {
            let high = reader.unary()?;
            let folded = high.checked_mul(1 << parameter)? | reader.unsigned(parameter)?;
            let folded = i64::from(u32::try_from(folded).ok()?);
            *value = folded >> 1 ^ -(folded & 1);
        }
    }
    Some(())
}
