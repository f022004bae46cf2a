//! Warnings and errors about audio that is not read.

use super::decoding::Decoding;
use super::demux::EndReason;
use crate::error::Error;
use crate::warning::Warning;

/// A warning if the audio begins later than the file by more than the rounding of clocks.
pub(super) fn late_start(seconds: f64) -> Option<Warning> {
    const LATE: f64 = 0.1;
    (seconds >= LATE).then_some(Warning::StartsLate { seconds })
}

/// The error for a file without decodable audio.
pub(super) fn no_audio(decoding: &Decoding) -> Error {
    if let Some(fault) = decoding.demuxer.fault() {
        return fault;
    }
    let track = decoding.demuxer.track();
    let warnings = decoding.demuxer.warnings();
    let reason = match (decoding.end(), &decoding.losses().first_reason) {
        (_, Some(reason)) => format!(" ({reason})"),
        (Some(EndReason::Damaged(what)), _) => format!(" ({what})"),
        (Some(EndReason::Cut | EndReason::Unmarked), _) => " (truncated inside the first packet)".to_owned(),
        _ => warnings.first().map_or_else(String::new, |seen| format!(" ({seen})")),
    };
    let name = track.container;
    let claim = track.samples.filter(|&claimed| claimed > 0).map_or_else(
        || "without audio".into(),
        |claimed| format!("without any of the {claimed} samples stated in the header"),
    );
    match decoding.losses().packets {
        0 => Error::malformed(format!("{name} {claim}{reason}")),
        1 => Error::malformed(format!("{name} with 1 packet, which cannot be decoded{reason}")),
        lost => Error::malformed(format!("{name} with {lost} packets, none of which can be decoded{reason}")),
    }
}
