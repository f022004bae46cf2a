//! Metadata: `LIST INFO`, broadcast extension, GUANO, wamd, auxi, and the text chunks of AIFF.
//!
//! # Source
//! RIFF MCI (1991) for INFO, EBU Tech 3285 for `bext`, guano-spec 1.0 for `guan`; AIFF 1.3 for its own; for `wamd` and
//! `auxi`, which have no published standard, the converters of GUANO's authors and the receivers SpectraVue, HDSDR and
//! SDR Console.

use super::format::{u16_at, u32_at};
use crate::source::ByteOrder;
use crate::source::facts::Texts;
use crate::source::stated::{ExpandedBy, Tuned};

/// The maximum number of bytes of a text chunk to read.
pub(super) const TEXT_BYTES: u64 = 1 << 16;

/// Adds the texts of the chunk `id`.
pub(super) fn collect(texts: &mut Texts, id: [u8; 4], chunk: &[u8], order: ByteOrder) {
    match &id {
        b"LIST" => info(texts, chunk, order),
        b"bext" => broadcast(texts, chunk),
        b"guan" => guano(texts, chunk),
        b"wamd" => wamd(texts, chunk),
        b"auxi" => auxi(texts, chunk),
        b"NAME" => push(texts, "Title", chunk),
        b"AUTH" => push(texts, "Artist", chunk),
        b"(c) " => push(texts, "Copyright", chunk),
        b"ANNO" => push(texts, "Comment", chunk),
        _ => {}
    }
}

/// Whether a chunk may hold texts.
pub(super) fn is_text(id: [u8; 4]) -> bool {
    matches!(&id, b"LIST" | b"bext" | b"guan" | b"wamd" | b"auxi" | b"NAME" | b"AUTH" | b"(c) " | b"ANNO")
}

fn info(texts: &mut Texts, chunk: &[u8], order: ByteOrder) {
    let Some(mut rest) = chunk.strip_prefix(b"INFO") else { return };
    while rest.len() >= 8 {
        let size = u32_at(rest, 4, order) as usize;
        let value = &rest[8..rest.len().min(8_usize.saturating_add(size))];
        push(texts, info_name(&rest[..4]), value);
        let padded = size.saturating_add(size % 2).saturating_add(8);
        rest = rest.get(padded..).unwrap_or_default();
    }
}

fn info_name(id: &[u8]) -> &str {
    match id {
        b"INAM" => "Title",
        b"IART" => "Artist",
        b"IPRD" => "Product",
        b"ICMT" => "Comment",
        b"ICRD" => "Date",
        b"ISFT" => "Software",
        b"IENG" => "Engineer",
        b"ITCH" => "Technician",
        b"IGNR" => "Genre",
        b"ICOP" => "Copyright",
        b"ISBJ" => "Subject",
        b"ISRC" => "Source",
        b"IARL" => "Archive",
        b"IKEY" => "Keywords",
        b"ITRK" => "Track",
        other => std::str::from_utf8(other).unwrap_or("Text"),
    }
}

fn broadcast(texts: &mut Texts, chunk: &[u8]) {
    let field = |from: usize, to: usize| chunk.get(from..to.min(chunk.len())).unwrap_or_default();
    push(texts, "Description", field(0, 256));
    push(texts, "Originator", field(256, 288));
    push(texts, "Originator reference", field(288, 320));
    push(texts, "Origination date", field(320, 330));
    push(texts, "Origination time", field(330, 338));
    if let Some(samples) = field(338, 346).first_chunk().copied().map(u64::from_le_bytes).filter(|&count| count > 0) {
        push(texts, "Time reference", format!("{samples} samples").as_bytes());
    }
    push(texts, "Coding history", field(602, usize::MAX));
}

fn guano(texts: &mut Texts, chunk: &[u8]) {
    for line in chunk.split(|&byte| byte == b'\n') {
        let Some(colon) = line.iter().position(|&byte| byte == b':') else { continue };
        let (name, value) = (String::from_utf8_lossy(&line[..colon]), &line[colon + 1..]);
        if name.trim() == "TE" {
            texts.stated.expand(String::from_utf8_lossy(value).trim(), ExpandedBy::Guano);
        }
        push(texts, name.trim(), value);
    }
}

/// Fields of a number, a size and a value, one after another.
fn wamd(texts: &mut Texts, chunk: &[u8]) {
    const TIME_EXPANSION: u16 = 0x0F;
    let mut rest = chunk;
    while let Some((header, values)) = rest.split_first_chunk::<6>() {
        let [a, b, size @ ..] = *header;
        let size = (u32::from_le_bytes(size) as usize).min(values.len());
        // Recorders that do not expand write 0 or 1.
        if let (TIME_EXPANSION, Some(&[low, high])) = (u16::from_le_bytes([a, b]), values[..size].first_chunk::<2>()) {
            let factor = u16::from_le_bytes([low, high]);
            texts.stated.expand(&factor.max(1).to_string(), ExpandedBy::Wamd);
        }
        rest = &values[size..];
    }
}

/// Times of start and end, and the centre frequency in hertz; from SDR Console an XML text with that frequency.
fn auxi(texts: &mut Texts, chunk: &[u8]) {
    const CENTER: usize = 32;
    let is_text = chunk.iter().take(4).any(|&byte| byte == b'<');
    let center = if is_text {
        // Of characters in UTF-16, every other byte is 0.
        let text: Vec<u8> = chunk.iter().copied().filter(|&byte| byte != 0).collect();
        let text = String::from_utf8_lossy(&text);
        let after = text.split_once("RadioCenterFreq=\"").map_or("", |(_, after)| after);
        after.split('"').next().and_then(|digits| digits.parse().ok())
    } else if chunk.len() >= CENTER + 4 {
        let [year, month, _, day, hour, minute, second] =
            [0, 2, 4, 6, 8, 10, 12].map(|at| u16_at(chunk, at, ByteOrder::Little));
        let time = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
        if year > 0 {
            push(texts, "Start time", time.as_bytes());
        }
        Some(u64::from(u32_at(chunk, CENTER, ByteOrder::Little)))
    } else {
        return;
    };
    texts.stated.tuned = Some(Tuned { center: center.filter(|&center| center > 0) });
}

fn push(texts: &mut Texts, name: &str, value: &[u8]) {
    texts.push(name, &String::from_utf8_lossy(value));
}
