//! Corrections of what an input states about its samples.

use super::audio::{AudioSource, AudioSpec};
use super::opened::Opened;
use super::reinterpreted::{Known, Reinterpreted};
use super::sdr_name::SdrName;
use super::stated::Stated;
use crate::error::{Error, OptionName, Result};
use crate::units::{Hertz, SampleRate, Short};
use crate::warning::{Interpretation, Tuning, Warning, counted};

/// Corrections of what an input states about its samples. Default: none, so that the input's own statements hold.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Corrections {
    /// Samples per second of each channel. Default: as stated by the header, times the stated time expansion.
    pub rate: Option<Hertz>,
    /// The factor by which the recording is slower than its subject: the true rate is the factor times the rate.
    /// Default: as stated by the metadata, or 1; 1 if a rate is given.
    pub time_expansion: Option<f64>,
    /// Whether two channels are I and Q. Default: as stated by the input or the name of its file.
    pub iq: Option<bool>,
    /// Whether I and Q are exchanged. Default: no.
    pub swap_iq: bool,
}

/// What is known about an input beside its contents.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Beside {
    /// What the name of its file states.
    pub(crate) name: Option<SdrName>,
    /// What of that was used to open the input.
    pub(crate) used: Tuning,
    /// The chosen frequency at 0 Hz of complex samples.
    pub(crate) center: Option<Hertz>,
}

/// An input as it is to be read.
pub(crate) struct Corrected {
    pub(crate) opened: Opened,
    /// The factor by which the rate was multiplied.
    pub(crate) time_expansion: f64,
}

impl Corrections {
    /// Applies the corrections to an input, and what its metadata and the name of its file state otherwise.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless the rate and the factor are finite and above 0; for I and Q of other than 2
    /// channels or of complex samples that are to be real, and for their exchange in real samples.
    pub(crate) fn apply(&self, mut opened: Opened, beside: Beside) -> Result<Corrected> {
        let stated = opened.facts.texts.stated.clone();
        let mut spec = opened.source.spec().clone();
        let mut warnings = Vec::new();
        let time_expansion = self.time_expansion(&stated, spec.sample_rate, &mut warnings)?;
        let rate = self.rate.map_or(spec.sample_rate.get(), |rate| rate.0);
        if rate.is_finite() && !(rate * time_expansion).is_finite() {
            return Err(Error::invalid(OptionName::TimeExpansion, "makes the sample rate infinite"));
        }
        spec.sample_rate = SampleRate::new(rate * time_expansion)?;
        let tunings = self.tune(&mut spec, &mut opened.center, &stated, beside)?;
        warnings.extend(tunings.into_iter().map(Warning::Interpreted));
        if let Some(hertz) = stated.tuned.and_then(|tuned| tuned.center).filter(|_| spec.channels == 1) {
            warnings.push(Warning::CenterIgnored { hertz: hertz as f64 });
        }
        if self.swap_iq && !spec.complex {
            return Err(Error::invalid(OptionName::SwapIq, "requires complex (IQ) input"));
        }
        let known = Known {
            expansion: self.time_expansion.is_some() || self.rate.is_some() || stated.expanded.is_some(),
            tuning: self.iq.is_some() || stated.tuned.is_some(),
        };
        let source = Reinterpreted { source: opened.source, spec, swaps: self.swap_iq, warnings, known };
        let opened = Opened { source: Box::new(source), ..opened };
        Ok(Corrected { opened, time_expansion })
    }

    /// The factor of the rate `rate`.
    fn time_expansion(&self, stated: &Stated, rate: SampleRate, warnings: &mut Vec<Warning>) -> Result<f64> {
        if let Some(factor) = self.time_expansion {
            if factor.is_finite() && factor > 0.0 {
                return Ok(factor);
            }
            return Err(Error::invalid(OptionName::TimeExpansion, format!("must be above 0, got {}", Short(factor))));
        }
        let Some(expanded) = stated.expanded.as_ref().filter(|_| self.rate.is_none()) else { return Ok(1.0) };
        let by = expanded.by.name();
        let factor = expanded.factor().filter(|factor| SampleRate::new(rate.get() * factor).is_ok());
        match factor {
            Some(1.0) => {}
            Some(factor) => {
                let rate = rate.get() * factor;
                warnings.push(Warning::Interpreted(Interpretation::TimeExpanded { factor, by, rate }));
            }
            None => {
                let text = expanded.text.clone();
                warnings.push(Warning::Interpreted(Interpretation::InvalidExpansion { text, by }));
            }
        }
        Ok(factor.unwrap_or(1.0))
    }

    /// Decides whether samples are complex, and their centre frequency; returns what was taken from elsewhere.
    fn tune(
        &self,
        spec: &mut AudioSpec,
        center: &mut Hertz,
        stated: &Stated,
        beside: Beside,
    ) -> Result<Vec<Interpretation>> {
        let Beside { name, used, center: chosen } = beside;
        match self.iq {
            Some(true) if !spec.complex && spec.channels != 2 => {
                let has = counted(spec.channels as u64, "channel");
                return Err(Error::invalid(
                    OptionName::Iq,
                    format!("requires 2 channels, I and Q: the input has {has}"),
                ));
            }
            Some(false) if spec.complex => {
                return Err(Error::invalid(
                    OptionName::Iq,
                    "must be yes for samples that are complex by format, got no",
                ));
            }
            _ => {}
        }
        let tuned = stated.tuned;
        let is_sound = name.is_some_and(|name| name.is_sound);
        let is_open = self.iq.is_none() && !spec.complex && spec.channels == 2 && !is_sound;
        let (mut by_chunk, mut by_name) = (Tuning::default(), used);
        by_chunk.iq = is_open && tuned.is_some();
        by_name.iq = is_open && tuned.is_none() && name.is_some();
        spec.complex |= self.iq == Some(true) || by_chunk.iq || by_name.iq;
        if let Some(chosen) = chosen {
            *center = chosen;
        } else if spec.complex && center.0 == 0.0 {
            by_chunk.center = tuned.and_then(|tuned| tuned.center).map(|center| center as f64);
            let named = name.filter(|name| !name.is_sound && by_chunk.center.is_none());
            by_name.center = named.map(|name| name.center);
            *center = Hertz(by_chunk.center.or(by_name.center).unwrap_or(0.0));
        }
        let by_chunk = Some(by_chunk).filter(|tuning| !tuning.is_empty());
        let by_name = name.filter(|_| !by_name.is_empty()).map(|name| (name.program, by_name));
        let by_chunk = by_chunk.map(|tuning| Interpretation::TunedByChunk { chunk: "auxi", tuning });
        let by_name = by_name.map(|(program, tuning)| Interpretation::TunedByName { program, tuning });
        Ok(by_chunk.into_iter().chain(by_name).collect())
    }
}
