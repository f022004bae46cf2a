//! Packets and samples that could not be decoded.

use crate::warning::Warning;

/// What became silence.
#[derive(Debug, Clone, Default)]
pub(super) struct Losses {
    pub(super) packets: u64,
    /// Samples per channel, where known.
    pub(super) samples: u64,
    pub(super) first_reason: Option<String>,
}

impl Losses {
    /// A warning about all losses, if any, but for samples that another warning states.
    pub(super) fn warning(&self, stated: u64) -> Option<Warning> {
        let &Self { packets, samples, ref first_reason } = self;
        let samples = samples.saturating_sub(stated);
        let reason = first_reason.clone();
        (samples > 0 || reason.is_some()).then_some(Warning::Undecoded { packets, samples, reason })
    }
}
