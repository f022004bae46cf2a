//! What the numbers of an array are measured in.

use super::csv::Shortest;
use super::decibels::{DecibelOptions, Reference};
use crate::spectrogram::Quantity;
use crate::stft::{Mode, Scaling};

/// The unit of an array of bins, or of mel bands, in words.
///
/// A mel band is a sum of bins with weights of its own: no longer a density, nor the power of a tone.
pub(super) fn unit(quantity: Quantity, mel: bool, decibels: Option<&DecibelOptions>) -> String {
    let summed = format!("weighted sum of {}", counted(quantity));
    let Some(decibels) = decibels else {
        return if mel { summed } else { quantity.linear_unit().to_owned() };
    };
    let Reference::Value(value) = decibels.reference else {
        return "dB re the greatest value".to_owned();
    };
    let reference = Shortest(decibels.amin.max(value));
    match (mel, reference.0, quantity.scaling) {
        (true, ..) => format!("dB re {reference}, of a {summed}"),
        (false, 1.0, _) => quantity.decibel_unit().to_owned(),
        (false, _, Scaling::Dbfs) => format!("dB re {reference} of {}", of_full_scale(quantity.mode)),
        (false, _, Scaling::None) => format!("dB re {reference}"),
        (false, _, Scaling::Density | Scaling::Spectrum) => format!("dB re {reference} {}", quantity.linear_unit()),
    }
}

/// What a sum of linear values is a sum of.
fn counted(quantity: Quantity) -> &'static str {
    match (quantity.scaling, quantity.mode) {
        (Scaling::Dbfs, Mode::Psd) => "powers re a full-scale sine's",
        (Scaling::Dbfs, _) => "amplitudes re a full-scale sine's",
        _ => quantity.linear_unit(),
    }
}

/// What a linear value of 1 is under `dbfs`.
fn of_full_scale(mode: Mode) -> &'static str {
    match mode {
        Mode::Psd => "a full-scale sine's power",
        _ => "a full-scale sine's amplitude",
    }
}
