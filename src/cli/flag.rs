//! Command-line names of the library's options.

use specgram::Error;
use specgram::error::OptionName;

/// An error's text, with the flag instead of the option's name.
pub(super) fn message(error: &Error) -> String {
    match error {
        Error::InvalidOption { option, reason } => format!("{} {}", name(*option), reason.text(name)),
        Error::Output { name, source } => format!("{name}: {}", message(source)),
        Error::SamplesLost { .. } => format!("{error} (--strict)"),
        other => other.to_string(),
    }
}

/// The flag of an option, usually the option's own name; only that name for options that users cannot set.
fn name(option: OptionName) -> String {
    let flag = match option {
        OptionName::Carrier => "fm",
        OptionName::CenterFrequency => "center-frequency",
        OptionName::Channels => "channels",
        OptionName::ColorRange => "db-range",
        OptionName::DecibelFloor => "amin",
        OptionName::DecibelReference => "db-ref",
        OptionName::DecibelTop => "top-db",
        OptionName::Decibels => "db",
        OptionName::FftLength => "nfft",
        OptionName::FrequencyScale => "freq-scale",
        OptionName::HighFrequency => "fmax",
        OptionName::Interpolation => "interpolate",
        OptionName::Iq => "iq",
        OptionName::LowFrequency => "fmin",
        OptionName::MelBands => "mel",
        OptionName::RawFormat => "raw",
        OptionName::SampleFormat => "bits",
        OptionName::SampleRate => "rate",
        OptionName::SwapIq => "swap-iq",
        OptionName::DefaultCarrier
        | OptionName::Factors
        | OptionName::Picture
        | OptionName::Samples
        | OptionName::Timestamp
        | OptionName::Unit
        | OptionName::UtcOffset => return option.name().to_owned(),
        own => own.name(),
    };
    format!("--{}", flag.replace(' ', "-"))
}
