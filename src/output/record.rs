//! The record of how a figure was made, stored in its file and found there again.
//!
//! The record is JSON, in an `iTXt` chunk of a PNG, a `metadata` element of an SVG, an entry of the information dictionary
//! of a PDF, an XMP packet in a JPEG or WebP, or the image description of a TIFF.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::xmp;

/// The keyword of the chunk and the name of the element.
pub(super) const KEYWORD: &str = "specgram";

/// The entry of the information dictionary.
pub(super) const ENTRY: &str = "Specgram";

/// The name and version in the files' metadata.
pub(super) const SOFTWARE: &str = concat!("specgram ", env!("CARGO_PKG_VERSION"));

/// The record with every character beyond ASCII as JSON's `\u` escape, which needs no encoding in any format;
/// parentheses too, so that no part of it looks like an entry of a PDF.
pub(super) fn in_ascii(record: &str) -> String {
    let mut ascii = String::with_capacity(record.len());
    for character in record.chars() {
        if character.is_ascii() && !matches!(character, '(' | ')') {
            ascii.push(character);
        } else {
            let mut units = [0; 2];
            ascii.extend(character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    ascii
}

/// What is before the record in the description of a TIFF, and so finds it.
const BEFORE: &str = "specgram record: ";

/// The record as the description of a TIFF.
pub(super) fn as_description(record: &str) -> String {
    format!("{BEFORE}{}", in_ascii(record))
}

/// The longest record: a title as long as a command line, twice, each byte of it escaped.
const MOST: usize = 1 << 22;

/// Whether the first bytes of a file, at most [`HEAD`] of them, belong to a format that can hold a record.
pub fn may_follow(head: &[u8]) -> bool {
    [PNG, PDF, SVG, JPEG].iter().chain(&TIFF).any(|magic| head.starts_with(magic)) || is_webp(head)
}

fn is_webp(head: &[u8]) -> bool {
    head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP")
}

/// How many bytes identify the format of a file.
pub const HEAD: usize = 12;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const PDF: &[u8] = b"%PDF-";
const SVG: &[u8] = b"<svg";
const JPEG: &[u8] = b"\xff\xd8\xff";
const TIFF: [&[u8]; 2] = [b"II*\0", b"MM\0*"];

/// Whether a file may be replaced by a figure under a name that no user chose: it does not exist, is empty, or is a
/// figure with a record.
pub fn is_replaceable(path: &Path) -> bool {
    let is_free = fs::metadata(path).map_or(true, |there| !there.is_file() || there.len() == 0);
    is_free || File::open(path).is_ok_and(|file| find(file).is_ok_and(|found| found.is_some()))
}

/// The record in a figure's file, read from its first byte; `None` where there is none.
///
/// At most a few megabytes are kept in memory.
///
/// # Errors
/// Errors of the reader.
pub fn find(mut file: impl Read) -> io::Result<Option<String>> {
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let is_tiff = TIFF.iter().any(|magic| head.starts_with(magic));
    let is_webp = is_webp(&head);
    let mut file = (&head[..]).chain(file);
    let found = match &head[..] {
        head if head.starts_with(PNG) => of_png(&mut file),
        head if head.starts_with(PDF) => of_pdf(file),
        head if head.starts_with(SVG) => of_svg(file),
        head if head.starts_with(JPEG) => of_jpeg(&mut file),
        _ if is_webp => of_webp(&mut file),
        _ if is_tiff => of_tiff(file),
        _ => Ok(None),
    };
    match found {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        found => found,
    }
}

/// Passes over bytes.
fn pass(file: &mut impl Read, bytes: u64) -> io::Result<()> {
    let passed = io::copy(&mut file.take(bytes), &mut io::sink())?;
    if passed < bytes { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}

/// Reads the segments of a JPEG before its scan: a marker, and a length that counts itself.
fn of_jpeg(file: &mut impl Read) -> io::Result<Option<String>> {
    const SCAN: u8 = 0xda;
    const APP1: u8 = 0xe1;
    pass(file, 2)?;
    loop {
        let mut head = [0; 4];
        file.read_exact(&mut head)?;
        let [0xff, kind, high, low] = head else { return Ok(None) };
        let length = u64::from(u16::from_be_bytes([high, low])).saturating_sub(2);
        match kind {
            SCAN => return Ok(None),
            APP1 => {
                let mut data = vec![0; length as usize];
                file.read_exact(&mut data)?;
                if let Some(record) = data.strip_prefix(xmp::JPEG_SIGNATURE).and_then(xmp::record_in) {
                    return Ok(Some(record));
                }
            }
            _ => pass(file, length)?,
        }
    }
}

/// Reads the chunks of a WebP: type, length, data, and a byte of padding after an odd length.
fn of_webp(file: &mut impl Read) -> io::Result<Option<String>> {
    pass(file, 12)?;
    loop {
        let mut head = [0; 8];
        file.read_exact(&mut head)?;
        let [kind @ .., a, b, c, d] = head;
        let length = u32::from_le_bytes([a, b, c, d]);
        if &kind == b"XMP " && length as usize <= MOST {
            let mut data = Vec::new();
            file.take(length.into()).read_to_end(&mut data)?;
            return Ok(xmp::record_in(&data));
        }
        pass(file, u64::from(length) + u64::from(length % 2))?;
    }
}

/// Searches a TIFF for a description with a record, since its directory may be anywhere; a zero ends the record.
fn of_tiff(mut file: impl Read) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    while file.by_ref().take(1 << 16).read_to_end(&mut bytes)? > 0 {
        if let Some(at) = memchr::memmem::find(&bytes, BEFORE.as_bytes()) {
            bytes.drain(..at + BEFORE.len());
            file.take(MOST as u64).read_to_end(&mut bytes)?;
            let end = memchr::memchr(0, &bytes).unwrap_or(bytes.len());
            return Ok(String::from_utf8(bytes[..end].to_vec()).ok());
        }
        // It may begin in one part and end in the next.
        bytes.drain(..bytes.len().saturating_sub(BEFORE.len()));
    }
    Ok(None)
}

/// Reads the chunks of a PNG: length, type, data and checksum.
fn of_png(file: &mut impl Read) -> io::Result<Option<String>> {
    pass(file, PNG.len() as u64)?;
    loop {
        let mut head = [0; 8];
        file.read_exact(&mut head)?;
        let [a, b, c, d, kind @ ..] = head;
        let length = u32::from_be_bytes([a, b, c, d]);
        if &kind == b"IEND" {
            return Ok(None);
        }
        let mut rest = file.by_ref().take(u64::from(length) + 4);
        if &kind == b"iTXt" && length as usize <= MOST {
            let mut data = Vec::new();
            rest.by_ref().take(length.into()).read_to_end(&mut data)?;
            // Keyword, 0, not compressed, 0, no language, 0, no translated keyword, 0, text.
            let text = data.strip_prefix(KEYWORD.as_bytes()).and_then(|data| data.strip_prefix(&[0; 5]));
            if let Some(text) = text {
                let is_whole = data.len() == length as usize;
                return Ok(String::from_utf8(text.to_vec()).ok().filter(|_| is_whole));
            }
        }
        io::copy(&mut rest, &mut io::sink())?;
    }
}

/// Reads the beginning of an SVG, which contains the record.
fn of_svg(file: impl Read) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    file.take(MOST as u64).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let after = text.split_once(&format!("<metadata id=\"{KEYWORD}\">")).map(|(_, after)| after);
    let record = after.and_then(|after| after.split_once("</metadata>")).map(|(record, _)| record);
    Ok(record.map(xmp::unescaped))
}

/// Reads the end of a PDF, where the dictionary follows the pictures.
fn of_pdf(mut file: impl Read) -> io::Result<Option<String>> {
    let mut end = Vec::new();
    while file.by_ref().take(MOST as u64).read_to_end(&mut end)? > 0 {
        end.drain(..end.len().saturating_sub(MOST));
    }
    Ok(entry_in(&end))
}

/// Finds the entry of the information dictionary in bytes of a PDF.
fn entry_in(bytes: &[u8]) -> Option<String> {
    let key = format!("/{ENTRY} (");
    let at = bytes.windows(key.len()).rposition(|window| window == key.as_bytes())? + key.len();
    let (mut record, mut depth, mut escaped) = (Vec::new(), 0, false);
    for &byte in &bytes[at..] {
        match byte {
            _ if escaped => {
                record.push(byte);
                escaped = false;
            }
            b'\\' => escaped = true,
            b')' if depth == 0 => return String::from_utf8(record).ok(),
            _ => {
                depth += i32::from(byte == b'(') - i32::from(byte == b')');
                record.push(byte);
            }
        }
    }
    None
}
