//! A requested transform, and its resolution for an input.

use super::overlap::Overlap;
use super::preset::{Defaults, Preset};
use super::purpose::Purpose;
use crate::error::{Error, OptionName, Result};
use crate::source::AudioSpec;
use crate::stft::{Align, Boundary, Detrend, MIN_NFFT, Mode, Scaling, Sides, StftOptions, TransformChoice};
use crate::window::{Form, Window};

/// A requested transform: fields that are `None` follow from the preset, the purpose and the input.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// The tool whose defaults apply. Default: this program's own.
    pub preset: Option<Preset>,
    /// Samples of the DFT. Default: 1024, or the window's length if that is larger.
    pub nfft: Option<usize>,
    /// Samples under the window. Default: those of the DFT.
    pub window_length: Option<usize>,
    /// Position of a shorter window in the DFT. Default: left.
    pub align: Option<Align>,
    /// The window. Default: Hann.
    pub window: Option<Window>,
    /// Whether the window has its symmetric form. Default: as in the preset.
    pub symmetric: bool,
    /// The kind of transform. Default: the short-time Fourier transform.
    pub transform: TransformChoice,
    /// The overlap of frames. Default: to fit a picture; 50 % for an array.
    pub overlap: Option<Overlap>,
    /// Samples from one frame to the next, instead of an overlap. Default: from the overlap.
    pub hop: Option<usize>,
    /// Detrending of each frame. Default: none.
    pub detrend: Option<Detrend>,
    /// Extension past the ends. Default: none.
    pub boundary: Option<Boundary>,
    /// Whether zeros fill the last frame. Default: no.
    pub pad_tail: bool,
    /// One side of the spectrum or two. Default: one; two for complex input.
    pub sides: Option<Sides>,
    /// The quantity computed for every bin. Default: power.
    pub mode: Option<Mode>,
    /// The normalization. Default: dBFS for a picture, density for an array.
    pub scaling: Option<Scaling>,
}

/// A transform resolved for an input.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resolved {
    pub(super) stft: StftOptions,
    /// Whether the hop may be chosen to fit the picture.
    pub(super) fit_hop: bool,
}

impl Analysis {
    /// Rejects options that are invalid for any input.
    ///
    /// # Errors
    /// [`Error::InvalidOption`], also for lengths beyond the limits, since the caller chose them.
    pub fn check(&self, purpose: Purpose) -> Result<()> {
        if purpose == Purpose::Export && self.hop.is_none() && self.overlap == Some(Overlap::Auto) {
            let reason = "auto works only for pictures: for an export use samples or a percentage";
            return Err(Error::invalid(OptionName::Overlap, reason));
        }
        self.check_windows()?;
        self.settle(purpose, None).map(drop)
    }

    /// Rejects a window beside a transform with windows of its own.
    fn check_windows(&self) -> Result<()> {
        let beside = OptionName::first_set(&[
            (OptionName::Preset, self.preset.is_some()),
            (OptionName::Window, self.window.is_some()),
            (OptionName::Symmetric, self.symmetric),
        ]);
        match beside.filter(|_| self.transform.has_own_windows()) {
            Some(option) => {
                let name = self.transform.kind().name();
                let reason = format!("cannot be combined with the {name} transform, which has windows of its own");
                Err(Error::invalid(option, reason))
            }
            None => Ok(()),
        }
    }

    /// The quantity computed for every bin.
    pub fn mode(&self, purpose: Purpose) -> Mode {
        self.mode.unwrap_or(Defaults::of(self.preset, purpose).mode)
    }

    /// The transform for an input.
    pub(super) fn resolve(&self, purpose: Purpose, input: &AudioSpec) -> Result<Resolved> {
        self.settle(purpose, Some(input))
    }

    /// How many samples of a stream of unknown length must be read ahead to choose the options that depend on the
    /// length.
    pub(super) fn samples_ahead(&self, purpose: Purpose) -> usize {
        let defaults = Defaults::of(self.preset, purpose);
        if defaults.shrinks { self.lengths(&defaults, None).0.saturating_add(1) } else { 0 }
    }

    fn settle(&self, purpose: Purpose, input: Option<&AudioSpec>) -> Result<Resolved> {
        let defaults = Defaults::of(self.preset, purpose);
        let (window_length, nfft) = self.lengths(&defaults, input.and_then(|spec| spec.length));
        let mode = self.mode(purpose);
        let symmetric = self.symmetric || (defaults.form)(window_length) == Form::Symmetric;
        let mut stft = StftOptions {
            nfft,
            window_length,
            align: self.align.unwrap_or(defaults.align),
            window: self.window.unwrap_or(defaults.window),
            form: if symmetric { Form::Symmetric } else { Form::Periodic },
            hop: self.hop.unwrap_or(1),
            detrend: self.detrend.unwrap_or(defaults.detrend),
            boundary: self.boundary.unwrap_or(defaults.boundary),
            pad_tail: self.pad_tail,
            sides: self.sides,
            mode,
            scaling: self.scaling.or(self.transform.scaling()).unwrap_or_else(|| (defaults.scaling)(mode)),
            center: 0.0,
        };
        let checked = stft.check().and_then(|()| self.transform.check(&stft));
        checked.map_err(Error::into_chosen)?;
        let overlap = self.overlap.unwrap_or(defaults.overlap);
        if self.hop.is_none() {
            stft.hop = overlap.hop(window_length, input)?;
        }
        Ok(Resolved { stft, fit_hop: self.hop.is_none() && overlap == Overlap::Auto })
    }

    /// The lengths of the window and of the DFT.
    fn lengths(&self, defaults: &Defaults, input: Option<u64>) -> (usize, usize) {
        let preset = || defaults.window_length.map(|length| self.nfft.map_or(length, |nfft| nfft.min(length)));
        let length = self.window_length.or_else(preset);
        let shrunk = |length: usize| match input {
            Some(samples @ 1..) if defaults.shrinks => usize::try_from(samples).map_or(length, |most| most.min(length)),
            _ => length,
        };
        let length = length.map(shrunk);
        let nfft = self.nfft.unwrap_or_else(|| (defaults.nfft)(length).max(MIN_NFFT));
        (length.unwrap_or(nfft), nfft)
    }
}
