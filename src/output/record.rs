//! How a figure was made, kept in its file and found there again.
//!
//! The record is text, JSON by custom, in an `iTXt` chunk of a PNG, a
//! `metadata` element of an SVG, an entry of the information dictionary of a PDF.

/// The keyword of the chunk and the name of the element.
pub(super) const KEYWORD: &str = "specgram";

/// The entry of the information dictionary.
pub(super) const ENTRY: &str = "Specgram";

/// The name and version that files are signed with.
pub(super) const SOFTWARE: &str = concat!("specgram ", env!("CARGO_PKG_VERSION"));

/// The record with every character beyond ASCII as JSON's `\u` escape, which no format has to encode; parentheses too, so
/// that nothing in it looks like an entry of a PDF.
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

/// The record in the bytes of a PNG, SVG or PDF file; `None` where there is none.
pub fn of_file(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        of_png(&bytes[8..])
    } else if bytes.starts_with(b"%PDF-") {
        of_pdf(bytes)
    } else if bytes.starts_with(b"<svg") {
        of_svg(bytes)
    } else {
        None
    }
}

fn of_png(mut chunks: &[u8]) -> Option<String> {
    // Length, type, data, checksum.
    while let Some((head, rest)) = chunks.split_at_checked(8) {
        let length = u32::from_be_bytes(head[..4].try_into().ok()?) as usize;
        let (data, rest) = rest.split_at_checked(length)?;
        if &head[4..] == b"iTXt" {
            // Keyword, 0, not compressed, 0, no language, 0, no translated keyword, 0, text.
            let text = data.strip_prefix(KEYWORD.as_bytes()).and_then(|data| data.strip_prefix(&[0; 5]));
            if let Some(text) = text {
                return String::from_utf8(text.to_vec()).ok();
            }
        }
        chunks = rest.get(4..)?;
    }
    None
}

fn of_svg(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (_, after) = text.split_once(&format!("<metadata id=\"{KEYWORD}\">"))?;
    let (record, _) = after.split_once("</metadata>")?;
    Some(record.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

fn of_pdf(bytes: &[u8]) -> Option<String> {
    let key = format!("/{ENTRY} (");
    // The dictionary is near the end, behind the pictures.
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
