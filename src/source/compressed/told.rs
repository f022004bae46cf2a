//! What is said of sound that is not read.

use super::bare::Bare;
use super::caf::Extent;
use super::joined;
use super::open::Container;
use super::outcome::End;
use super::packets::Packets;
use crate::error::Error;
use crate::source::signature::Kind;
use crate::warning::Warning;

/// What of a file will not be read.
pub(super) fn left_out(container: &Container) -> Vec<Warning> {
    let cut = container.extent.filter(Extent::is_cut).map(|extent| {
        let Extent { claimed, present, .. } = extent;
        format!("the data end early: {present} bytes of {claimed} that the header claims")
    });
    let cut = cut.or_else(|| container.fragments.as_ref()?.fault.clone()).or_else(|| container.outline.told());
    let second = container.second.map(|at| joined::told(container.kind, at));
    let count = container.bare.as_ref().and_then(Bare::false_count).filter(|&count| count > 0);
    let count = count.map(|count| format!("the header counts too few packets, {count}; all are read"));
    let edits = container.edits.ignored.map(|edits| Warning::EditsIgnored { edits });
    // Where a box is broken, that is said already.
    let trailing = container.trailing.clone().filter(|_| cut.is_none());
    let other = cut.into_iter().chain(second).chain(count).chain(trailing).map(Warning::Other);
    other.chain(edits).collect()
}

/// That sound begins so many seconds later than the file, beyond what is left to the rounding of clocks.
pub(super) fn late(seconds: f64) -> Option<Warning> {
    const LATE: f64 = 0.1;
    let text = format!("the sound begins at {seconds:.3} s of the file; times count from there");
    (seconds >= LATE).then_some(Warning::Other(text))
}

/// Why there is no sound at all, though what else is to be told was seen.
pub(super) fn no_sound(
    kind: Kind,
    packets: &Packets,
    extent: Option<Extent>,
    claimed: Option<u64>,
    seen: &[Warning],
) -> Error {
    if let Some(extent) = extent.filter(Extent::lacks_table) {
        let rest = if extent.is_cut() { ": the end of it is missing" } else { "" };
        return Error::Malformed(format!("CAF without its table of packets (no 'pakt' chunk){rest}"));
    }
    let reason = match (packets.end(), &packets.losses().first_reason) {
        (_, Some(reason)) => format!(" ({reason})"),
        (Some(End::Damaged(what)), _) => format!(" ({what})"),
        (Some(End::Cut | End::Unmarked), _) => " (the data end inside the first packet)".to_owned(),
        _ => seen.first().map_or_else(String::new, |seen| format!(" ({seen})")),
    };
    let claim = claimed
        .filter(|&claimed| claimed > 0)
        .map_or_else(|| "no sound".into(), |claimed| format!("none of the {claimed} samples that the header claims"));
    match packets.losses().packets {
        0 => Error::Malformed(format!("{} that holds {claim}{reason}", kind.name())),
        1 => Error::Malformed(format!("{} whose only packet cannot be decoded{reason}", kind.name())),
        lost => Error::Malformed(format!("{} of whose {lost} packets none can be decoded{reason}", kind.name())),
    }
}
