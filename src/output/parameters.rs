//! How numbers came about, by name, for files that keep it beside them.

use super::csv::Shortest;
use super::decibels::{DecibelOptions, Reference};
use super::parameter::Parameter;
use super::record::SOFTWARE;
use crate::pipeline::SpectraPlan;
use crate::quantity::{Quantity, RowKind, Zero};
use crate::scale::MelOptions;
use crate::source::Channels;
use crate::stft::StftOptions;
use crate::window::Form;

/// The parameters of a transform, of real or of complex input.
pub fn transform_parameters(options: &StftOptions, complex: bool) -> Vec<(&'static str, Parameter)> {
    vec![
        ("nfft", options.nfft.into()),
        ("window", Parameter::text(options.window)),
        ("window_length", options.window_length.into()),
        ("window_align", Parameter::text(options.align)),
        ("symmetric", (options.form == Form::Symmetric).into()),
        ("hop", options.hop.into()),
        ("detrend", Parameter::text(options.detrend)),
        ("boundary", Parameter::text(options.boundary)),
        ("pad_tail", options.pad_tail.into()),
        ("sides", Parameter::text(options.sides_of(complex))),
        ("mode", Parameter::text(options.mode)),
        ("scaling", Parameter::text(options.scaling)),
        ("center_frequency", options.center.into()),
    ]
}

/// The parameters of an export.
///
/// An [`ArrayWriter`](super::ArrayWriter) of decibels adds `db_ref_value`, the linear value of 0 dB, which it alone
/// knows where that is the greatest.
pub fn parameters(
    plan: &SpectraPlan,
    channels: Channels,
    mel: Option<&MelOptions>,
    decibels: Option<&DecibelOptions>,
) -> Vec<(&'static str, Parameter)> {
    let stft = plan.stft();
    let options = stft.options();
    let rows = if mel.is_some() { RowKind::WeightedSum } else { RowKind::Bin };
    let zero = decibels.map(|decibels| match decibels.reference {
        Reference::Value(value) => Zero::Value(decibels.amin.max(value)),
        Reference::Max => Zero::Greatest,
    });
    let unit = Quantity::new(options.mode, options.scaling).row_unit(rows, zero, Shortest);
    let mut list = vec![
        ("software", Parameter::text(SOFTWARE)),
        ("sample_rate", stft.sample_rate().get().into()),
        ("channel", Parameter::text(channels)),
        ("unit", unit.into()),
    ];
    list.extend(transform_parameters(options, stft.is_complex()));
    if let Some(mel) = mel {
        let high = mel.high.unwrap_or(stft.sample_rate().nyquist());
        list.extend([
            ("mel", mel.bands.into()),
            ("mel_scale", Parameter::text(mel.scale)),
            ("mel_norm", Parameter::text(mel.norm)),
            ("fmin", mel.low.0.into()),
            ("fmax", high.0.into()),
        ]);
    }
    if let Some(decibels) = decibels {
        let reference = match decibels.reference {
            Reference::Value(value) => value.into(),
            Reference::Max => Parameter::text("max"),
        };
        list.extend([("db_ref", reference), ("amin", decibels.amin.into())]);
        list.extend(decibels.top.map(|top| ("top_db", top.into())));
    }
    list
}
