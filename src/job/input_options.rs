//! How to open an input.

use crate::parameter::Parameter;
use crate::source::{Corrections, Decoder, RawFormat, SpanOptions};
use crate::units::Hertz;

/// The format of headerless samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RawOptions {
    /// The format of each sample.
    pub format: RawFormat,
    /// Samples per second of each channel. Default: as stated by the name of the file.
    pub rate: Option<Hertz>,
    /// Interleaved channels.
    pub channels: usize,
}

/// Options for opening an input. Default: format by content, the whole input.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    /// The samples are headerless and have this format. Default: the format follows from the content.
    pub raw: Option<RawOptions>,
    /// Bytes before the samples, or before the header if there is one, which are skipped. Default: 0.
    pub byte_offset: u64,
    /// Corrections of what the input states. Default: none.
    pub corrections: Corrections,
    /// The part to use. Default: all.
    pub span: SpanOptions,
    /// The frequency at 0 Hz of complex samples. Default: as stated in the input, or 0.
    pub center: Option<Hertz>,
    /// The decoder; samples without a header need none. Default: native.
    pub decoder: Decoder,
}

impl InputOptions {
    /// The corrections that differ from the default, by name, for records.
    pub(super) fn corrections(&self) -> Vec<(&'static str, Parameter)> {
        let Corrections { rate, time_expansion, iq, swap_iq } = self.corrections;
        let list: [(&'static str, Option<Parameter>); 5] = [
            ("rate", rate.map(|rate| rate.0.into())),
            ("time_expansion", time_expansion.map(Parameter::from)),
            ("iq", iq.map(Parameter::from)),
            ("swap_iq", swap_iq.then(|| true.into())),
            ("byte_offset", Some(Parameter::Count(self.byte_offset)).filter(|_| self.byte_offset > 0)),
        ];
        list.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}
