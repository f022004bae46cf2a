//! Warnings and errors about audio that is not read.

use super::appended;
use super::caf::Extent;
use super::event::EndReason;
use super::frame_stream::FrameStream;
use super::open::Container;
use super::packets::Packets;
use crate::error::Error;
use crate::source::signature::Kind;
use crate::warning::{HeaderFault, Warning};

/// Warnings about parts of a file that will not be read.
pub(super) fn container_warnings(container: &Container) -> Vec<Warning> {
    let cut = container.extent.filter(Extent::is_cut).map(|extent| {
        let Extent { claimed, present, .. } = extent;
        Warning::TruncatedBytes { claimed, found: present }
    });
    let cut = cut.or_else(|| container.fragments.as_ref()?.fault.clone()).or_else(|| container.outline.warning());
    let second = container.second.map(|at| appended::second_file_warning(container.kind, at));
    let count = container.frame_stream.as_ref().and_then(FrameStream::false_count).filter(|&count| count > 0);
    let count = count.map(|stated| Warning::HeaderIgnored(HeaderFault::PacketCount { stated }));
    let edits = container.edits.ignored.map(|edits| Warning::EditsIgnored { edits });
    // A damaged box is reported already.
    let trailing = container.trailing.clone().filter(|_| cut.is_none());
    cut.into_iter().chain(second).chain(count).chain(trailing).chain(edits).collect()
}

/// A warning if the audio begins later than the file by more than the rounding of clocks.
pub(super) fn late_start(seconds: f64) -> Option<Warning> {
    const LATE: f64 = 0.1;
    (seconds >= LATE).then_some(Warning::StartsLate { seconds })
}

/// The error for a file without decodable audio; `seen` are the warnings so far.
pub(super) fn no_audio(
    kind: Kind,
    packets: &Packets,
    extent: Option<Extent>,
    claimed: Option<u64>,
    seen: &[Warning],
) -> Error {
    if let Some(extent) = extent.filter(Extent::lacks_table) {
        let rest = if extent.is_cut() { "; the file is truncated" } else { "" };
        return Error::malformed(format!("CAF without its packet table (no 'pakt' chunk){rest}"));
    }
    let reason = match (packets.end(), &packets.losses().first_reason) {
        (_, Some(reason)) => format!(" ({reason})"),
        (Some(EndReason::Damaged(what)), _) => format!(" ({what})"),
        (Some(EndReason::Cut | EndReason::Unmarked), _) => " (truncated inside the first packet)".to_owned(),
        _ => seen.first().map_or_else(String::new, |seen| format!(" ({seen})")),
    };
    let name = kind.name();
    let claim = claimed.filter(|&claimed| claimed > 0).map_or_else(
        || "without audio".into(),
        |claimed| format!("without any of the {claimed} samples stated in the header"),
    );
    match packets.losses().packets {
        0 => Error::malformed(format!("{name} {claim}{reason}")),
        1 => Error::malformed(format!("{name} with 1 packet, which cannot be decoded{reason}")),
        lost => Error::malformed(format!("{name} with {lost} packets, none of which can be decoded{reason}")),
    }
}
