//! Recognition of file kinds by their first bytes.

use crate::error::{ArchiveKind, Error, Remedy, Result};
use crate::warning::counted;

/// Bytes needed to recognize a kind.
pub(super) const HEAD: usize = 64;
/// The sync byte of an MPEG transport stream packet.
const TRANSPORT: u8 = 0x47;
/// Bytes of a transport stream packet.
const TRANSPORT_PACKET: usize = 188;
/// The minimum size of an audio file.
const MIN_SIZE: usize = 12;

/// A supported kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// WAV and related formats.
    Riff,
    Au,
    Flac,
    Ogg,
    /// Frames of MPEG audio, layer I, II or III.
    Mpeg,
    /// AAC in ADTS frames.
    Adts,
    /// An ID3v2 tag, which may precede MPEG audio, AAC or FLAC.
    Id3,
    Aiff,
    Caf,
    Mp4,
    Matroska,
}

impl Kind {
    /// The name of the kind in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Riff => "WAV",
            Self::Au => "AU",
            Self::Flac => "FLAC",
            Self::Ogg => "Ogg",
            Self::Mpeg | Self::Id3 => "MP3",
            Self::Adts => "AAC",
            Self::Aiff => "AIFF",
            Self::Caf => "CAF",
            Self::Mp4 => "MP4",
            Self::Matroska => "Matroska",
        }
    }
}

/// A byte offset, the bytes there, and the kind they identify.
type Signature<K> = (usize, &'static [u8], K);

const READ: [Signature<Kind>; 15] = [
    (0, b"RIFF", Kind::Riff),
    (0, b"RIFX", Kind::Riff),
    (0, b"RF64", Kind::Riff),
    (0, b"BW64", Kind::Riff),
    (0, b"riff", Kind::Riff),
    (0, b".snd", Kind::Au),
    (0, b"dns.", Kind::Au),
    (0, b"fLaC", Kind::Flac),
    (0, b"OggS", Kind::Ogg),
    (0, b"ID3", Kind::Id3),
    (8, b"AIFF", Kind::Aiff),
    (8, b"AIFC", Kind::Aiff),
    (0, b"caff", Kind::Caf),
    (4, b"ftyp", Kind::Mp4),
    (0, b"\x1A\x45\xDF\xA3", Kind::Matroska),
];

/// Unsupported files with audio that other programs read.
const FOREIGN: [Signature<&str>; 26] = [
    (0, b"NIST_1A", "NIST SPHERE"),
    (0, b"wvpk", "WavPack"),
    (0, b"MAC ", "Monkey's Audio"),
    (0, b"#!AMR", "AMR"),
    (0, b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", "Windows Media"),
    (0, b"DSD ", "DSD"),
    (0, b"FRM8", "DSD"),
    (0, b"TTA1", "True Audio"),
    (0, b"\x0B\x77", "AC-3"),
    (0, b"\x7F\xFE\x80\x01", "DTS"),
    (0, b"MPCK", "Musepack"),
    (0, b"MP+", "Musepack"),
    (0, b".RMF", "RealMedia"),
    (0, b"FLV\x01", "Flash video"),
    (8, b"8SVX", "8SVX"),
    (8, b"AVI ", "AVI"),
    (0, b"\0\0\x01\xBA", "MPEG program stream"),
    (0, b"nut/multimedia container\0", "NUT"),
    (0, b"\x06\x0E\x2B\x34\x02\x05\x01\x01", "MXF"),
    (0, b"Creative Voice File\x1A", "Creative VOC"),
    (0, b".SoX", "SoX native format (.sox)"),
    (0, b"XoS.", "SoX native format (.sox)"),
    (0, b"PVF1\n", "Portable Voice Format"),
    (0, b"2BIT", "AVR (Audio Visual Research)"),
    (4, b"\xF8\x72\x6F\xBA", "TrueHD"),
    (4, b"\xF8\x72\x6F\xBB", "MLP"),
];

const SEED: &str = "a miniSEED recording of seismic data";
const ZIP: &str = "a ZIP archive";
const GZIP: &str = "a gzip archive";
const SEVEN_ZIP: &str = "a 7z archive";
/// Archives, which may contain audio.
const ARCHIVES: [(&str, ArchiveKind); 3] =
    [(ZIP, ArchiveKind::Zip), (GZIP, ArchiveKind::Gzip), (SEVEN_ZIP, ArchiveKind::SevenZip)];

/// Other kinds that are opened by mistake.
const OTHER: [Signature<&str>; 22] = [
    (0, b"\x89PNG", "a PNG image"),
    (0, b"\xFF\xD8\xFF", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (8, b"WEBP", "a WebP image"),
    (8, b"ACON", "an animated cursor"),
    (0, b"MThd", "a MIDI file"),
    (8, b"RMID", "a MIDI file"),
    (0, b"%PDF", "a PDF document"),
    (0, b"PK\x03\x04", ZIP),
    (0, b"\x1F\x8B", GZIP),
    (0, b"7z\xBC\xAF", SEVEN_ZIP),
    (0, b"\x93NUMPY", "a NumPy array"),
    (0, b"MATLAB 5.0 MAT-file", "a MATLAB file"),
    (0, b"\x89HDF", "an HDF5 file"),
    (0, b"\x7FELF", "a program"),
    (0, b"<svg", "an SVG image"),
    (0, b"0       ", "an EDF recording of biosignals"),
    (0, b"\xFFBIOSEMI", "a BDF recording of biosignals (BioSemi)"),
    (0, b"MS\x03", SEED),
    (0, b"\xFF\xFE", "UTF-16 text"),
];

/// Recognizes the kind of a file by its first [`HEAD`] bytes, or [`bytes_needed`] in all; `what` names the input in
/// messages.
///
/// # Errors
/// [`Error::Malformed`] if it is too short, [`Error::Unsupported`] with the name of any other kind.
pub(super) fn recognize(head: &[u8], what: &str) -> Result<Kind> {
    if head.is_empty() {
        return Err(Error::malformed(format!("the {what} is empty")));
    }
    if let Some(kind) = other(head) {
        let error = Error::unsupported(format!("{kind}, not audio"));
        let archive = ARCHIVES.iter().find(|(name, _)| *name == kind);
        return Err(match archive {
            Some(&(_, kind)) => error.with_remedy(Remedy::UnpackArchive { kind }),
            None => error,
        });
    }
    if head.len() < MIN_SIZE {
        let bytes = counted(head.len() as u64, "byte");
        return Err(Error::malformed(format!("the {what} has only {bytes}, too few for audio")));
    }
    // Some unsupported kinds begin like WAV.
    if let Some(kind) = find_by_structure(head).or_else(|| find(&FOREIGN, head)) {
        return Err(Error::convertible(format!("{kind} is not supported")));
    }
    if let Some(kind) = find(&READ, head).or_else(|| mpeg(head)) {
        return Ok(kind);
    }
    if is_text(head) {
        return Err(Error::unsupported("text, not audio"));
    }
    let shown: Vec<String> = head.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let what = format!("unrecognized audio format (starts with {})", shown.join(" "));
    Err(Error::unsupported(what).with_remedy(Remedy::NameRawFormat))
}

/// Whether a file of sufficient size has no known signature.
pub(super) fn lacks_signature(head: &[u8]) -> bool {
    let is_marked = other(head).is_some() || find(&READ, head).is_some() || find(&FOREIGN, head).is_some();
    head.len() >= MIN_SIZE && !is_marked
}

/// The kind of a file that is opened by mistake.
///
/// # Source
/// SEED 2.4 for the fixed header of a record: a sequence number, a quality, a space, and the station's name.
fn other(head: &[u8]) -> Option<&'static str> {
    let is_seed = |head: &[u8; 9]| {
        let [number @ .., quality, reserved, station] = head;
        number.iter().all(u8::is_ascii_digit)
            && b"DRQM".contains(quality)
            && *reserved == b' '
            && (station.is_ascii_alphanumeric() || *station == b' ')
    };
    find(&OTHER, head).or_else(|| head.first_chunk().filter(|head| is_seed(head)).map(|_| SEED))
}

/// The kind of the supported file that begins here, with an unambiguous signature; a tag may also end a file.
pub(super) fn kind_of_file(head: &[u8]) -> Option<Kind> {
    find(&READ, head).filter(|&kind| kind != Kind::Id3)
}

fn find<K: Copy>(signatures: &[Signature<K>], head: &[u8]) -> Option<K> {
    let begins = |(at, bytes, _): &&Signature<K>| head.get(*at..).is_some_and(|rest| rest.starts_with(bytes));
    signatures.iter().find(begins).map(|&(.., kind)| kind)
}

/// The number of additional bytes needed to recognize the kind; most for an (unsupported) transport stream.
pub(super) fn bytes_needed(head: &[u8]) -> usize {
    let all = if head.first() == Some(&TRANSPORT) { TRANSPORT_PACKET + 1 } else { HEAD };
    all.saturating_sub(head.len())
}

/// Recognizes unsupported audio files by structure, where their first bytes vary.
///
/// # Source
/// ISO/IEC 13818-1 section 2.4.3.2 for transport stream packets; ETSI TS 102 366 section E.1.3.1.6 for AC-3's bitstream
/// identification; ISO/IEC 14496-3 sections 1.7.2 and 1.7.3 for LATM, limited to the older version, one program and one
/// layer, as written by encoders.
fn find_by_structure(head: &[u8]) -> Option<&'static str> {
    match *head {
        [0x0B, 0x77, _, _, _, syntax, ..] if syntax >> 3 > 10 => Some("E-AC-3"),
        [0x64, 0xA3, 1..=4, 0, ..] | [0, 1..=4, 0xA3, 0x64, ..] => Some("IRCAM"),
        [0x56, 0xE0..=0xFF, _, 0x20, 0, ..] => Some("AAC in LATM"),
        [TRANSPORT, ..] if head.get(TRANSPORT_PACKET) == Some(&TRANSPORT) && !is_text(head) => {
            Some("MPEG transport stream")
        }
        _ => None,
    }
}

/// Whether the data begin with a frame header of MPEG audio or of AAC.
///
/// # Source
/// ISO/IEC 11172-3 section 2.4.1.3; ISO/IEC 13818-7 section 6.2 for ADTS.
fn mpeg(head: &[u8]) -> Option<Kind> {
    let &[first, second, third, ..] = head else { return None };
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    let (bitrate, rate) = (third >> 4, third >> 2 & 3);
    match (first, second >> 5) {
        (0xFF, 7) if second & 0xF6 == 0xF0 => Some(Kind::Adts),
        (0xFF, 7) if version != 1 && layer != 0 && bitrate != 15 && rate != 3 => Some(Kind::Mpeg),
        _ => None,
    }
}

/// Whether the data are UTF-8 without control characters other than white space; the last character may be cut.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && text.chars().all(|c| !c.is_control() || c.is_ascii_whitespace())
}
