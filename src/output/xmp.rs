//! The record as an XMP packet, for JPEG and WebP.
//!
//! # Source
//! ISO 16684-1 (XMP); its place in JPEG by XMP Specification Part 3.

/// What an APP1 segment of a JPEG with an XMP packet begins with.
pub(super) const JPEG_SIGNATURE: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

/// The longest packet in one segment of a JPEG.
pub(super) const MOST_IN_JPEG: usize = 65_533 - JPEG_SIGNATURE.len();

const BEGIN: &str = "<specgram:record>";
const END: &str = "</specgram:record>";

/// A packet that holds a record by this software.
pub(super) fn packet(software: &str, record: &str) -> Vec<u8> {
    format!(
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:specgram=\"urn:specgram:record\">\
         <xmp:CreatorTool>{software}</xmp:CreatorTool>{BEGIN}{}{END}</rdf:Description></rdf:RDF></x:xmpmeta>",
        escaped(record)
    )
    .into_bytes()
}

/// The record in a packet.
pub(super) fn record_in(packet: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(packet).ok()?;
    let (record, _) = text.split_once(BEGIN)?.1.split_once(END)?;
    Some(unescaped(record))
}

/// A text of XML elements.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The text of an escaped one.
pub(super) fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
