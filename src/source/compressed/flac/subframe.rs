//! The subframes of a frame: one channel each.
//!
//! # Source
//! RFC 9639, sections 9.2 and 4.2.

use symphonia::core::io::{BitReaderLtr, ReadBitsLtr};

use super::header::{Header, Stereo};

/// The maximum order of a linear predictor.
const MAX_ORDER: usize = 32;

/// Decodes the frame of `bytes` to one block of samples after another, whose sizes are those of `planes`; `bits` are
/// those per sample. `None` if it is damaged.
pub(super) fn decode(bytes: &[u8], header: &Header, bits: u32, planes: &mut [&mut [i64]]) -> Option<()> {
    let mut reader = BitReaderLtr::new(bytes.get(header.size..)?);
    for (channel, plane) in planes.iter_mut().enumerate() {
        // The difference of two channels has one bit more than they have.
        let is_difference = match header.stereo {
            Stereo::Independent => false,
            Stereo::SideRight => channel == 0,
            Stereo::LeftSide | Stereo::MidSide => channel == 1,
        };
        subframe(&mut reader, bits + u32::from(is_difference), plane)?;
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

/// A number in two's complement.
fn signed(reader: &mut BitReaderLtr<'_>, bits: u32) -> Option<i64> {
    if bits == 0 { Some(0) } else { reader.read_bits_leq64_signed(bits).ok() }
}

/// Reads a subframe of `width` bits per sample.
fn subframe(reader: &mut BitReaderLtr<'_>, width: u32, samples: &mut [i64]) -> Option<()> {
    if reader.read_bit().ok()? != 0 {
        return None;
    }
    let kind = reader.read_bits_leq32(6).ok()? as usize;
    let wasted = if reader.read_bool().ok()? { reader.read_unary_zeros().ok()?.checked_add(1)? } else { 0 };
    let width = width.checked_sub(wasted).filter(|&width| width > 0)?;
    match kind {
        0 => samples.fill(signed(reader, width)?),
        1 => verbatim(reader, width, samples)?,
        8..=12 => {
            let coefficients = [&[][..], &[1], &[2, -1], &[3, -3, 1], &[4, -6, 4, -1]][kind - 8];
            verbatim(reader, width, samples.get_mut(..coefficients.len())?)?;
            predict(reader, (coefficients, 0), width, samples)?;
        }
        MAX_ORDER..64 => {
            let order = kind + 1 - MAX_ORDER;
            verbatim(reader, width, samples.get_mut(..order)?)?;
            let precision = reader.read_bits_leq32(4).ok()? + 1;
            let shift = u32::try_from(signed(reader, 5)?).ok().filter(|_| precision < 16)?;
            let mut coefficients = [0; MAX_ORDER];
            verbatim(reader, precision, &mut coefficients[..order])?;
            predict(reader, (&coefficients[..order], shift), width, samples)?;
        }
        _ => return None,
    }
    samples.iter_mut().for_each(|sample| *sample <<= wasted);
    Some(())
}

/// Uncoded samples.
fn verbatim(reader: &mut BitReaderLtr<'_>, width: u32, samples: &mut [i64]) -> Option<()> {
    samples.iter_mut().try_for_each(|sample| {
        *sample = signed(reader, width)?;
        Some(())
    })
}

/// Reads the residual after the first samples and adds the predictions to it: the sums of the products of past samples,
/// the latest first, and coefficients, over 2^shift.
fn predict(
    reader: &mut BitReaderLtr<'_>,
    (coefficients, shift): (&[i64], u32),
    width: u32,
    samples: &mut [i64],
) -> Option<()> {
    let order = coefficients.len();
    residual(reader, order, samples)?;
    let limit = 1_i64 << (width - 1);
    for at in order..samples.len() {
        let (past, rest) = samples.split_at_mut(at);
        // At most 32 products of 15 and 33 bits: no overflow, because all past samples are within the limit.
        let products = coefficients.iter().zip(past.iter().rev()).map(|(coefficient, past)| coefficient * past);
        rest[0] += products.sum::<i64>() >> shift;
        if !(-limit..limit).contains(&rest[0]) {
            return None;
        }
    }
    Some(())
}

/// Reads the residual of all samples but the first `order`.
fn residual(reader: &mut BitReaderLtr<'_>, order: usize, samples: &mut [i64]) -> Option<()> {
    let parameter_bits = match reader.read_bits_leq32(2).ok()? {
        0 => 4,
        1 => 5,
        _ => return None,
    };
    let partitions = 1 << reader.read_bits_leq32(4).ok()?;
    let size = samples.len() / partitions;
    if size * partitions != samples.len() || size < order {
        return None;
    }
    for partition in 0..partitions {
        let from = if partition == 0 { order } else { partition * size };
        let part = &mut samples[from..(partition + 1) * size];
        let parameter = reader.read_bits_leq32(parameter_bits).ok()?;
        if parameter == (1 << parameter_bits) - 1 {
            let width = reader.read_bits_leq32(5).ok()?;
            verbatim(reader, width, part)?;
            continue;
        }
        for value in part {
            let high = u64::from(reader.read_unary_zeros().ok()?);
            let low = if parameter == 0 { 0 } else { reader.read_bits_leq64(parameter).ok()? };
            let folded = i64::from(u32::try_from(high << parameter | low).ok()?);
            *value = folded >> 1 ^ -(folded & 1);
        }
    }
    Some(())
}
