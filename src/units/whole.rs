//! Whole numbers as texts.

use std::num::{IntErrorKind, ParseIntError};
use std::str::FromStr;

use crate::error::{Error, OptionName, Result};

/// Options whose numbers are samples, which some take for times.
const IN_SAMPLES: [OptionName; 3] = [OptionName::Hop, OptionName::FftLength, OptionName::WindowLength];

/// Options that may be 0.
const FROM_ZERO: [OptionName; 2] = [OptionName::Seed, OptionName::ByteOffset];

/// Reads the number of an option that counts something.
///
/// # Errors
/// [`Error::InvalidOption`] with the limit that the number is beyond, or that the text is no whole number.
pub fn whole_number<T: FromStr<Err = ParseIntError>>(option: OptionName, text: &str) -> Result<T> {
    let number: Result<T, ParseIntError> = text.parse();
    number.map_err(|error| {
        let reason = match error.kind() {
            IntErrorKind::PosOverflow => format!("must be at most {}, got {text}", usize::MAX),
            IntErrorKind::Zero => format!("must be at least 1, got {text}"),
            _ if text.parse::<i64>().is_ok() => {
                format!("must be at least {}, got {text}", u8::from(!FROM_ZERO.contains(&option)))
            }
            _ if IN_SAMPLES.contains(&option) => format!("must be a whole number of samples, got '{text}'"),
            _ => format!("must be a whole number, got '{text}'"),
        };
        Error::invalid(option, reason)
    })
}
