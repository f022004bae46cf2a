//! What the library's options are called on the command line.

use specgram::Error;
use specgram::error::OptionName;

/// An error's own words, the option at fault by its flag.
pub(super) fn message(error: &Error) -> String {
    match error {
        Error::InvalidOption { option, reason } => match flag(*option) {
            Some(flag) => format!("{flag} {reason}"),
            None => error.to_string(),
        },
        Error::SamplesLost { .. } => format!("{error} (--strict)"),
        other => other.to_string(),
    }
}

/// The flag of an option; none of those that only a program can get wrong.
fn flag(option: OptionName) -> Option<&'static str> {
    Some(match option {
        OptionName::Amplitude => "--amplitude",
        OptionName::Azimuth => "--azimuth",
        OptionName::Boundary => "--boundary",
        OptionName::Carrier => "--fm",
        OptionName::CenterFrequency => "--center-frequency",
        OptionName::Channel => "--channel",
        OptionName::Channels => "--channels",
        OptionName::Chirp => "--chirp",
        OptionName::ColorRange => "--db-range",
        OptionName::DecibelFloor => "--amin",
        OptionName::DecibelReference => "--db-ref",
        OptionName::DecibelTop => "--top-db",
        OptionName::Decibels => "--db",
        OptionName::Duration => "--duration",
        OptionName::Elevation => "--elevation",
        OptionName::End => "--end",
        OptionName::FftLength => "--nfft",
        OptionName::FontSize => "--font-size",
        OptionName::Format => "--format",
        OptionName::FrequencyScale => "--freq-scale",
        OptionName::HighFrequency => "--fmax",
        OptionName::Hop => "--hop",
        OptionName::Impulse => "--impulse",
        OptionName::Interpolation => "--interpolate",
        OptionName::LowFrequency => "--fmin",
        OptionName::MelBands => "--mel",
        OptionName::Mode => "--mode",
        OptionName::ModulationIndex => "--modulation-index",
        OptionName::ModulationRate => "--modulation-rate",
        OptionName::NoiseDecay => "--noise-decay",
        OptionName::NoisePower => "--noise-power",
        OptionName::Overlap => "--overlap",
        OptionName::Panels => "--panel",
        OptionName::PlotSize => "--plot-size",
        OptionName::RawFormat => "--raw",
        OptionName::SampleFormat => "--bits",
        OptionName::SampleRate => "--rate",
        OptionName::Scaling => "--scaling",
        OptionName::Sides => "--sides",
        OptionName::Size => "--size",
        OptionName::Start => "--start",
        OptionName::Tapers => "--tapers",
        OptionName::Theme => "--theme",
        OptionName::Tone => "--tone",
        OptionName::View => "--view",
        OptionName::Window => "--window",
        OptionName::WindowLength => "--window-length",
        OptionName::Zoom => "--zoom",
        _ => return None,
    })
}
