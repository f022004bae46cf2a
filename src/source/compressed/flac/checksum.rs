//! The checksums of frames.
//!
//! # Source
//! RFC 9639, sections 9.1.8 and 9.3: CRC-8 with the polynomial 0x07, CRC-16 with 0x8005, from zero and with the highest
//! bit first.

/// Bytes to process at a time.
const SLICES: usize = 16;

/// The checksum of each byte followed by 0 to 15 zero bytes.
const CRC16: [[u16; 256]; SLICES] = {
    let mut tables = [[0; 256]; SLICES];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = (byte as u16) << 8;
        let mut bit = 0;
        while bit < 8 {
            sum = (sum << 1) ^ ((sum >> 15) * 0x8005);
            bit += 1;
        }
        tables[0][byte] = sum;
        byte += 1;
    }
    let mut zeros = 1;
    while zeros < SLICES {
        let mut byte = 0;
        while byte < 256 {
            let sum = tables[zeros - 1][byte];
            tables[zeros][byte] = sum << 8 ^ tables[0][(sum >> 8) as usize];
            byte += 1;
        }
        zeros += 1;
    }
    tables
};

const CRC8: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = byte as u8;
        let mut bit = 0;
        while bit < 8 {
            sum = (sum << 1) ^ ((sum >> 7) * 0x07);
            bit += 1;
        }
        table[byte] = sum;
        byte += 1;
    }
    table
};

/// The CRC-16 of some bytes, after others with the checksum `sum`; 0 over a frame that includes its checksum.
pub(super) fn crc16(mut sum: u16, bytes: &[u8]) -> u16 {
    let (chunks, rest) = bytes.as_chunks::<SLICES>();
    for chunk in chunks {
        let [high, low] = sum.to_be_bytes();
        // Only two look-ups wait for the chunk before.
        let others = (2..SLICES).fold(0, |sum, at| sum ^ CRC16[SLICES - 1 - at][usize::from(chunk[at])]);
        sum = others ^ CRC16[15][usize::from(chunk[0] ^ high)] ^ CRC16[14][usize::from(chunk[1] ^ low)];
    }
    rest.iter().fold(sum, |sum, &byte| sum << 8 ^ CRC16[0][usize::from((sum >> 8) as u8 ^ byte)])
}

pub(super) fn crc8(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, &byte| CRC8[usize::from(sum ^ byte)])
}

/// Whether the checksum at the end of a frame is right.
pub(in super::super) fn is_whole(frame: &[u8]) -> bool {
    crc16(0, frame) == 0
}
