//! The options of this library, as errors name them.

use std::fmt;

/// Lists options with their names in sentences.
macro_rules! options {
    ($($(#[$doc:meta])+ $option:ident => $name:literal,)+) => {
        /// An option at fault; a program maps it to its own flag.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum OptionName {
            $($(#[$doc])+ $option,)+
        }

        impl OptionName {
            /// Every option.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$option),+];

            /// The name in a sentence, such as `window length`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$option => $name,)+
                }
            }

            /// The first of several options that is set.
            pub(crate) fn first_set(options: &[(Self, bool)]) -> Option<Self> {
                options.iter().find(|(_, is_set)| *is_set).map(|(option, _)| *option)
            }
        }
    };
}

options! {
    /// Amplitude of a signal.
    Amplitude => "amplitude",
    /// Direction from which a surface is seen.
    Azimuth => "azimuth",
    /// Extension of a signal past its ends.
    Boundary => "boundary",
    /// Bytes before the input.
    ByteOffset => "byte offset",
    /// Carrier of a frequency-modulated tone.
    Carrier => "carrier frequency",
    /// Frequency at 0 Hz of complex samples.
    CenterFrequency => "centre frequency",
    /// Choice of channels.
    Channel => "channel",
    /// Number of channels.
    Channels => "channel count",
    /// Chirp of a test signal.
    Chirp => "chirp",
    /// Range of levels that the colours span.
    ColorRange => "level range",
    /// Smallest value for decibels.
    DecibelFloor => "smallest value",
    /// Value at 0 dB.
    DecibelReference => "decibel reference",
    /// Greatest distance below the greatest value.
    DecibelTop => "dynamic range",
    /// Decibels instead of values.
    Decibels => "decibel conversion",
    /// Carrier of the documented test signal.
    DefaultCarrier => "the default carrier",
    /// Print resolution of a figure.
    Dpi => "dpi",
    /// Length of a span or a signal.
    Duration => "duration",
    /// Height from which a surface is seen.
    Elevation => "elevation",
    /// End of a span.
    End => "end",
    /// Factors of power for each bin.
    Factors => "bin factor",
    /// Length of the DFT.
    FftLength => "DFT length",
    /// Size of the letters.
    FontSize => "font size",
    /// File format.
    Format => "format",
    /// Scale of the frequency axis.
    FrequencyScale => "frequency scale",
    /// Grid lines over the data.
    Grid => "grid",
    /// Upper end of a frequency range.
    HighFrequency => "highest frequency",
    /// Samples from one frame to the next.
    Hop => "hop",
    /// Impulse of a test signal.
    Impulse => "impulse",
    /// Interpolation between rows.
    Interpolation => "interpolation",
    /// Two channels as I and Q.
    Iq => "IQ format",
    /// Linear colours instead of decibels.
    Linear => "linear",
    /// Lower end of a frequency range.
    LowFrequency => "lowest frequency",
    /// Number of mel bands.
    MelBands => "mel band count",
    /// Height of mel bands.
    MelNorm => "mel norm",
    /// Scale of mel bands.
    MelScale => "mel scale",
    /// Quantity computed from a spectrum.
    Mode => "mode",
    /// Modulation index of a frequency-modulated tone.
    ModulationIndex => "modulation index",
    /// Modulation rate of a frequency-modulated tone.
    ModulationRate => "modulation rate",
    /// Noise of a test signal.
    Noise => "noise",
    /// Decay of fading noise.
    NoiseDecay => "noise decay",
    /// Power of fading noise.
    NoisePower => "noise power",
    /// Samples that frames share.
    Overlap => "overlap",
    /// Panels beside the spectrogram.
    Panels => "panel",
    /// Pictures and their sizes.
    Picture => "picture",
    /// Size of the plot of a figure.
    PlotSize => "plot size",
    /// Width of a second of the picture.
    PixelsPerSecond => "pixels per second",
    /// Combination of the frames of a column.
    Pool => "pool",
    /// Tool whose defaults apply.
    Preset => "preset",
    /// Format of samples without a header.
    RawFormat => "raw format",
    /// Format of written samples.
    SampleFormat => "sample format",
    /// Samples per second.
    SampleRate => "sample rate",
    /// Samples in memory.
    Samples => "sample buffer",
    /// Normalization of a spectrum.
    Scaling => "scaling",
    /// Random seed of a test signal.
    Seed => "seed",
    /// One or both sides of a spectrum.
    Sides => "sides",
    /// No test signal.
    Silence => "silence",
    /// Size of a figure.
    Size => "size",
    /// Inputs at a time.
    Jobs => "jobs",
    /// Start of a span.
    Start => "start",
    /// I and Q exchanged.
    SwapIq => "IQ swap",
    /// Symmetric form of the window.
    Symmetric => "symmetric",
    /// Weights of tapers.
    TaperWeights => "taper weights",
    /// Tapers instead of a window.
    Tapers => "tapers",
    /// Colours around the plot.
    Theme => "theme",
    /// Number of worker threads.
    Threads => "threads",
    /// Factor by which a recording is slower than its subject.
    TimeExpansion => "time expansion",
    /// Time at which a signal begins.
    Timestamp => "timestamp",
    /// Tone of a test signal.
    Tone => "tone",
    /// Kind of transform.
    Transform => "transform",
    /// Unit of the samples.
    Unit => "unit",
    /// Offset from UTC.
    UtcOffset => "UTC offset",
    /// Kind of figure.
    View => "view",
    /// Window function.
    Window => "window",
    /// Samples under the window.
    WindowLength => "window length",
    /// Factor by which a figure is enlarged.
    Zoom => "zoom",
}

impl fmt::Display for OptionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
