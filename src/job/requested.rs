//! Options as they are requested: only what differs from the defaults. An option without an effect is an error.

use super::analysis::Analysis;
use super::preset::Preset;
use super::purpose::Purpose;
use crate::colormap::{Colormap, ColormapName};
use crate::error::{Error, OptionName, Reason, Result};
use crate::level::LevelOption;
use crate::output::{DecibelOptions, Reference};
use crate::scale::{MelNorm, MelOptions, MelScale};
use crate::stft::{Mode, TaperOptions, TaperWeights, TransformChoice, TransformKind};
use crate::units::Hertz;

/// The requested transform.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RequestedTransform {
    /// The kind. Default: the short-time Fourier transform.
    pub kind: Option<TransformKind>,
    /// The tapers of a multitaper transform. Default: those of [`TaperOptions`].
    pub tapers: Option<TaperOptions>,
    /// Their weights. Default: eigenvalues.
    pub weights: Option<TaperWeights>,
}

impl RequestedTransform {
    /// The transform with its options.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] for tapers of a transform that has none.
    pub fn resolve(&self) -> Result<TransformChoice> {
        let mut transform = TransformChoice::from(self.kind.unwrap_or_default());
        if let TransformChoice::Multitaper(tapers) = &mut transform {
            *tapers = self.tapers.unwrap_or_default();
            tapers.weights = self.weights.unwrap_or_default();
            return Ok(transform);
        }
        let set = [(OptionName::Tapers, self.tapers.is_some()), (OptionName::TaperWeights, self.weights.is_some())];
        reject(&set, Reason::naming("requires {} multitaper", &[OptionName::Transform]))?;
        Ok(transform)
    }
}

/// The requested mel bands of an export.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RequestedMel {
    /// The number of bands. Default: bins instead of bands.
    pub bands: Option<usize>,
    /// The scale on which they have equal widths. Default: Slaney's.
    pub scale: Option<MelScale>,
    /// Their height. Default: an area of 1.
    pub norm: Option<MelNorm>,
    /// The lower edge of the lowest band. Default: 0 Hz.
    pub low: Option<Hertz>,
    /// The upper edge of the highest band. Default: half the rate.
    pub high: Option<Hertz>,
}

impl RequestedMel {
    /// The bands; `None` for bins.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] for options of bands without a number of bands.
    pub fn resolve(&self) -> Result<Option<MelOptions>> {
        let Self { bands, scale, norm, low, high } = *self;
        let Some(bands) = bands else {
            let set = [
                (OptionName::LowFrequency, low.is_some()),
                (OptionName::HighFrequency, high.is_some()),
                (OptionName::MelScale, scale.is_some()),
                (OptionName::MelNorm, norm.is_some()),
            ];
            let reason = Reason::naming("requires {}: without {}, all bins are exported", &[OptionName::MelBands; 2]);
            return reject(&set, reason).map(|()| None);
        };
        let (scale, norm, low) = (scale.unwrap_or_default(), norm.unwrap_or_default(), low.unwrap_or(Hertz(0.0)));
        Ok(Some(MelOptions { bands, scale, norm, low, high }))
    }
}

/// The requested decibels of an export.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RequestedDecibels {
    /// Whether values become decibels. Default: no.
    pub convert: bool,
    /// The value of 0 dB. Default: 1.
    pub reference: Option<Reference>,
    /// Values below this are replaced by it. Default: 0.
    pub amin: Option<f64>,
    /// The greatest distance below the maximum. Default: unlimited.
    pub top: Option<f64>,
}

impl RequestedDecibels {
    /// The conversion; `None` for linear values.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] for options of a conversion that is not requested.
    pub fn resolve(&self) -> Result<Option<DecibelOptions>> {
        let Self { convert, reference, amin, top } = *self;
        if !convert {
            let set = [
                (OptionName::DecibelReference, reference.is_some()),
                (OptionName::DecibelFloor, amin.is_some()),
                (OptionName::DecibelTop, top.is_some()),
            ];
            let text = "requires {}: without {}, linear values are exported";
            return reject(&set, Reason::naming(text, &[OptionName::Decibels; 2])).map(|()| None);
        }
        let (reference, amin) = (reference.unwrap_or(Reference::Value(1.0)), amin.unwrap_or(0.0));
        Ok(Some(DecibelOptions { reference, amin, top }))
    }
}

/// The requested colours of a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RequestedColors {
    /// The range in decibels. Default: that of the preset, or automatic.
    pub range: Option<LevelOption>,
    /// Linear colours instead of decibels. Default: no.
    pub linear: bool,
    /// The colours. Default: viridis; for angles twilight, which is cyclic.
    pub colormap: Option<Colormap>,
}

impl RequestedColors {
    /// The levels and the colours of a picture of this analysis.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] for levels of phases.
    pub fn resolve(&self, analysis: &Analysis) -> Result<(LevelOption, Colormap)> {
        let mode = analysis.mode(Purpose::Picture);
        if mode.is_phase() {
            reject(&[(OptionName::ColorRange, self.range.is_some())], not_of_phases("", mode, "have no decibels"))?;
            reject(&[(OptionName::Linear, self.linear)], not_of_phases("", mode, "have no power"))?;
        }
        let of_preset = analysis.preset.map_or(LevelOption::Auto, Preset::levels);
        let levels = if self.linear { LevelOption::Linear } else { self.range.unwrap_or(of_preset) };
        let usual = if mode == Mode::Angle { ColormapName::Twilight.into() } else { Colormap::default() };
        Ok((levels, self.colormap.unwrap_or(usual)))
    }
}

/// Why an option, or a value of it, does not work with phases.
pub(super) fn not_of_phases(value: &str, mode: Mode, why: &str) -> Reason {
    let text = format!("{value}requires {{}} psd or magnitude, got {mode}: phases {why}");
    Reason::naming(text, &[OptionName::Mode])
}

/// Refuses the first of several options that is set.
fn reject(options: &[(OptionName, bool)], reason: Reason) -> Result<()> {
    OptionName::first_set(options).map_or(Ok(()), |option| Err(Error::invalid(option, reason)))
}
