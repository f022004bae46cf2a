//! Text metadata: `LIST INFO`, broadcast extension, GUANO, and the text chunks of AIFF.
//!
//! # Source
//! RIFF MCI (1991) for INFO, EBU Tech 3285 for `bext`, guano-spec 1.0 for `guan`; AIFF 1.3 for its own.

use super::format::u32_at;
use crate::source::ByteOrder;
use crate::source::facts::Texts;

/// The maximum number of bytes of a text chunk to read.
pub(super) const TEXT_BYTES: u64 = 1 << 16;

/// Adds the texts of the chunk `id`.
pub(super) fn collect(texts: &mut Texts, id: [u8; 4], chunk: &[u8], order: ByteOrder) {
    match &id {
        b"LIST" => info(texts, chunk, order),
        b"bext" => broadcast(texts, chunk),
        b"guan" => guano(texts, chunk),
        b"NAME" => push(texts, "Title", chunk),
        b"AUTH" => push(texts, "Artist", chunk),
        b"(c) " => push(texts, "Copyright", chunk),
        b"ANNO" => push(texts, "Comment", chunk),
        _ => {}
    }
}

/// Whether a chunk may hold texts.
pub(super) fn is_text(id: [u8; 4]) -> bool {
    matches!(&id, b"LIST" | b"bext" | b"guan" | b"NAME" | b"AUTH" | b"(c) " | b"ANNO")
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
        push(texts, String::from_utf8_lossy(&line[..colon]).trim(), &line[colon + 1..]);
    }
}

fn push(texts: &mut Texts, name: &str, value: &[u8]) {
    texts.push(name, &String::from_utf8_lossy(value));
}
