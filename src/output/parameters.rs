//! Analysis parameters by name, for files that store them with the numbers.

use super::csv::Shortest;
use super::decibels::{DecibelOptions, Reference};

use super::record::SOFTWARE;
use crate::parameter::Parameter;
use crate::quantity::{Quantity, RowKind, Zero};
use crate::scale::MelOptions;
use crate::source::{AudioSpec, Channels};
use crate::stft::{SignalKind, TransformKind, TransformOptions};

/// The parameters of a transform, of real or of complex input.
pub fn transform_parameters(options: &TransformOptions, kind: SignalKind) -> Vec<(&'static str, Parameter)> {
    let TransformOptions { stft, choice } = options;
    let is_default = choice.kind() == TransformKind::default();
    let name = ("transform", Parameter::text(options.name()));
    let mut list = Some(name).filter(|_| !is_default).into_iter().collect::<Vec<_>>();
    list.extend(choice.parameters(stft));
    list.extend([
        ("hop", stft.hop.into()),
        ("detrend", Parameter::text(stft.detrend)),
        ("boundary", Parameter::text(stft.boundary)),
        ("pad_tail", stft.pad_tail.into()),
        ("sides", Parameter::text(stft.sides_of(kind))),
        ("mode", Parameter::text(stft.mode)),
        ("scaling", Parameter::text(stft.scaling)),
        ("center_frequency", stft.center.into()),
    ]);
    list
}

/// The parameters of an export.
///
/// Decibels add `db_ref_value`, the linear value of 0 dB, as they are written: if that is the maximum, only they know
/// it.
pub fn parameters(
    options: &TransformOptions,
    spec: &AudioSpec,
    channels: Channels,
    mel: Option<&MelOptions>,
    decibels: Option<&DecibelOptions>,
) -> Vec<(&'static str, Parameter)> {
    let rows = if mel.is_some() { RowKind::WeightedSum } else { RowKind::Bin };
    let zero = decibels.map(|decibels| match decibels.reference {
        Reference::Value(value) => Zero::Value(decibels.amin.max(value)),
        Reference::Max => Zero::Greatest,
    });
    let unit = Quantity::new(options.stft.mode, options.stft.scaling).row_unit(rows, zero, Shortest);
    let mut list = vec![
        ("software", Parameter::text(SOFTWARE)),
        ("sample_rate", spec.sample_rate.get().into()),
        ("channel", Parameter::text(channels)),
        ("unit", unit.into()),
    ];
    list.extend(transform_parameters(options, spec.kind()));
    if let Some(mel) = mel {
        let high = mel.high.unwrap_or(spec.sample_rate.nyquist());
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
