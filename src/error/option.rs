//! The options of this library, as errors name them.

use std::fmt;

/// An option at fault; what a program calls its flag for it is its own business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OptionName {
    /// Amplitude of a signal.
    Amplitude,
    /// Direction from which a surface is seen.
    Azimuth,
    /// What lies beyond the ends of a signal.
    Boundary,
    /// Frequency that 0 Hz of complex samples stands for.
    CenterFrequency,
    /// Choice of channels.
    Channel,
    /// Number of channels.
    Channels,
    /// Carrier of a frequency-modulated tone.
    Carrier,
    /// Chirp of a test signal.
    Chirp,
    /// Range of levels that the colours span.
    ColorRange,
    /// Decibels in the place of values.
    Decibels,
    /// Smallest value that decibels are taken of.
    DecibelFloor,
    /// Value that 0 dB stands for.
    DecibelReference,
    /// Greatest distance below the greatest value.
    DecibelTop,
    /// Length of a span or a signal.
    Duration,
    /// Height from which a surface is seen.
    Elevation,
    /// End of a span.
    End,
    /// Length of the FFT.
    FftLength,
    /// Factors of power for each bin.
    Factors,
    /// Size of the letters.
    FontSize,
    /// File format.
    Format,
    /// Scale of the frequency axis.
    FrequencyScale,
    /// Upper end of a frequency range.
    HighFrequency,
    /// Samples from one frame to the next.
    Hop,
    /// Impulse of a test signal.
    Impulse,
    /// Interpolation between rows.
    Interpolation,
    /// Lower end of a frequency range.
    LowFrequency,
    /// Number of mel bands.
    MelBands,
    /// What is computed of a spectrum.
    Mode,
    /// Modulation index of a frequency-modulated tone.
    ModulationIndex,
    /// Modulation rate of a frequency-modulated tone.
    ModulationRate,
    /// Decay of fading noise.
    NoiseDecay,
    /// Power of fading noise.
    NoisePower,
    /// Samples that frames share.
    Overlap,
    /// Panels beside the spectrogram.
    Panels,
    /// Pictures and their sizes.
    Picture,
    /// Size of the plot of a figure.
    PlotSize,
    /// Format of samples without a header.
    RawFormat,
    /// Format of samples that are written.
    SampleFormat,
    /// Samples per second.
    SampleRate,
    /// Samples in memory.
    Samples,
    /// Normalization of a spectrum.
    Scaling,
    /// One or both sides of a spectrum.
    Sides,
    /// Size of a figure.
    Size,
    /// Start of a span.
    Start,
    /// Tapers in the place of a window.
    Tapers,
    /// Colours around the plot.
    Theme,
    /// Time at which a signal begins.
    Timestamp,
    /// Tone of a test signal.
    Tone,
    /// Unit of the samples.
    Unit,
    /// Offset from UTC.
    UtcOffset,
    /// Kind of figure.
    View,
    /// Window function.
    Window,
    /// Samples under the window.
    WindowLength,
    /// Factor by which a figure is enlarged.
    Zoom,
}

impl OptionName {
    /// All of them.
    pub const ALL: [Self; 54] = [
        Self::Amplitude,
        Self::Azimuth,
        Self::Boundary,
        Self::CenterFrequency,
        Self::Channel,
        Self::Channels,
        Self::Carrier,
        Self::Chirp,
        Self::ColorRange,
        Self::Decibels,
        Self::DecibelFloor,
        Self::DecibelReference,
        Self::DecibelTop,
        Self::Duration,
        Self::Elevation,
        Self::End,
        Self::FftLength,
        Self::Factors,
        Self::FontSize,
        Self::Format,
        Self::FrequencyScale,
        Self::HighFrequency,
        Self::Hop,
        Self::Impulse,
        Self::Interpolation,
        Self::LowFrequency,
        Self::MelBands,
        Self::Mode,
        Self::ModulationIndex,
        Self::ModulationRate,
        Self::NoiseDecay,
        Self::NoisePower,
        Self::Overlap,
        Self::Panels,
        Self::Picture,
        Self::PlotSize,
        Self::RawFormat,
        Self::SampleFormat,
        Self::SampleRate,
        Self::Samples,
        Self::Scaling,
        Self::Sides,
        Self::Size,
        Self::Start,
        Self::Tapers,
        Self::Theme,
        Self::Timestamp,
        Self::Tone,
        Self::Unit,
        Self::UtcOffset,
        Self::View,
        Self::Window,
        Self::WindowLength,
        Self::Zoom,
    ];

    /// What a sentence calls it, such as `window length`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Amplitude => "amplitude",
            Self::Azimuth => "azimuth",
            Self::Boundary => "boundary",
            Self::CenterFrequency => "centre frequency",
            Self::Channel => "channel",
            Self::Channels => "channel count",
            Self::Carrier => "carrier frequency",
            Self::Chirp => "chirp",
            Self::ColorRange => "level range",
            Self::Decibels => "decibel conversion",
            Self::DecibelFloor => "smallest value",
            Self::DecibelReference => "decibel reference",
            Self::DecibelTop => "dynamic range",
            Self::Duration => "duration",
            Self::Elevation => "elevation",
            Self::End => "end",
            Self::FftLength => "FFT length",
            Self::Factors => "bin factor",
            Self::FontSize => "font size",
            Self::Format => "format",
            Self::FrequencyScale => "frequency scale",
            Self::HighFrequency => "highest frequency",
            Self::Hop => "hop",
            Self::Impulse => "impulse",
            Self::Interpolation => "interpolation",
            Self::LowFrequency => "lowest frequency",
            Self::MelBands => "mel band count",
            Self::Mode => "mode",
            Self::ModulationIndex => "modulation index",
            Self::ModulationRate => "modulation rate",
            Self::NoiseDecay => "noise decay",
            Self::NoisePower => "noise power",
            Self::Overlap => "overlap",
            Self::Panels => "panel",
            Self::Picture => "picture",
            Self::PlotSize => "plot size",
            Self::RawFormat => "raw format",
            Self::SampleFormat => "sample format",
            Self::SampleRate => "sample rate",
            Self::Samples => "sample buffer",
            Self::Scaling => "scaling",
            Self::Sides => "sides",
            Self::Size => "size",
            Self::Start => "start",
            Self::Tapers => "tapers",
            Self::Theme => "theme",
            Self::Timestamp => "timestamp",
            Self::Tone => "tone",
            Self::Unit => "unit",
            Self::UtcOffset => "UTC offset",
            Self::View => "view",
            Self::Window => "window",
            Self::WindowLength => "window length",
            Self::Zoom => "zoom",
        }
    }
}

impl fmt::Display for OptionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
