//! How samples are read, where their header does not decide it, or seems to be wrong.

use std::fmt;

use super::prefixed::Prefixed;

/// A statement about the samples that is applied or ignored, or a sign that they are not what their header states.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Interpretation {
    /// A stated time expansion is applied: the true rate is that of the header times the factor.
    TimeExpanded {
        /// The factor.
        factor: f64,
        /// Where it is stated, such as `GUANO TE`.
        by: &'static str,
        /// The true rate in hertz.
        rate: f64,
    },
    /// A stated time expansion that is not a positive number is ignored.
    InvalidExpansion {
        /// The stated text.
        text: String,
        /// Where it is stated.
        by: &'static str,
    },
    /// A statement that a stream contains only after its samples is ignored.
    StatedLate {
        /// The statement, such as `time expansion of 10 (GUANO TE)`.
        what: String,
    },
    /// What a chunk of the file states about complex samples is applied.
    TunedByChunk {
        /// The chunk, such as `auxi`.
        chunk: &'static str,
        /// What is applied.
        tuning: Tuning,
    },
    /// What the name of the file states about samples is applied, as far as the file does not state it.
    TunedByName {
        /// The program that names files in this way.
        program: &'static str,
        /// What is applied.
        tuning: Tuning,
    },
    /// Data that begin with the header of a file are read as samples.
    HeaderAsSamples {
        /// The kind of file.
        format: &'static str,
    },
    /// PCM samples that contain coded audio, which is not decoded.
    CodedSamples {
        /// The coding.
        format: &'static str,
    },
    /// Samples that use the lower bits of their container, which should be unused, and not the upper ones.
    RightAligned {
        /// Significant bits of a sample.
        bits: u16,
        /// Bits of the container.
        container: u16,
    },
}

/// What is stated about samples beside their header; only what is applied.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tuning {
    /// The name of the format of headerless samples.
    pub raw: Option<&'static str>,
    /// Samples per second of each channel.
    pub rate: Option<f64>,
    /// Whether two channels are I and Q.
    pub iq: bool,
    /// The frequency at 0 Hz of complex samples, in hertz.
    pub center: Option<f64>,
}

impl Tuning {
    /// Whether nothing is applied.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Interpretation {
    /// A stable code of the kind.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::TimeExpanded { .. } => "time_expansion",
            Self::InvalidExpansion { .. } => "time_expansion_ignored",
            Self::StatedLate { .. } => "stated_late",
            Self::TunedByChunk { .. } => "tuned_by_chunk",
            Self::TunedByName { .. } => "tuned_by_name",
            Self::HeaderAsSamples { .. } => "header_as_samples",
            Self::CodedSamples { .. } => "coded_samples",
            Self::RightAligned { .. } => "right_aligned",
        }
    }
}

impl fmt::Display for Tuning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.raw.map(|raw| format!("format {raw}")),
            self.rate.map(|rate| format!("sample rate {}", Prefixed(rate))),
            self.iq.then(|| "two channels as I and Q (IQ)".to_owned()),
            self.center.map(|center| format!("centre frequency {}", Prefixed(center))),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

impl fmt::Display for Interpretation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimeExpanded { factor, by, rate } => {
                write!(f, "time expansion of {factor} is undone ({by}): the sample rate is {}", Prefixed(*rate))
            }
            Self::InvalidExpansion { text, by } => {
                write!(f, "ignored a time expansion of '{text}' ({by}): not a factor above 0")
            }
            Self::StatedLate { what } => write!(f, "ignored the {what}, which the stream states after its samples"),
            Self::TunedByChunk { chunk, tuning } => write!(f, "used from the {chunk} chunk: {tuning}"),
            Self::TunedByName { program, tuning } => write!(f, "used from the file's name ({program}): {tuning}"),
            Self::HeaderAsSamples { format } => {
                write!(f, "the data begin with a {format} header, which is read as samples")
            }
            Self::CodedSamples { format } => {
                write!(f, "the samples contain {format}, which is not decoded: they read as noise")
            }
            Self::RightAligned { bits, container } => {
                let unused = container - bits;
                let low = f64::from(unused) * 20.0 * std::f64::consts::LOG10_2;
                write!(
                    f,
                    "no sample uses the upper {unused} of {container} bits: {bits}-bit samples are probably \
                     right-aligned, and levels read {low:.2} dB low"
                )
            }
        }
    }
}
