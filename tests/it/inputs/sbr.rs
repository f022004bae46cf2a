//! AAC whose upper half band is coded with SBR.

use super::bare::{decode_both, streams};
use super::damage::reported;

/// Bits, as many as there are.
type Bits = Vec<bool>;

fn bits(value: u32, count: u32) -> Bits {
    (0..count).rev().map(|bit| value >> bit & 1 == 1).collect()
}

/// A fill element of so many bytes, of this kind.
fn fill(kind: u32, count: u32) -> Bits {
    let size = if count < 15 { bits(count, 4) } else { [bits(15, 4), bits(count - 14, 8)].concat() };
    let noise = (0..8 * count - 4).map(|bit| bit * bit % 7 < 3).collect();
    [bits(6, 3), size, bits(kind, 4), noise].concat()
}

/// A packet with elements before the mark of its end.
fn extended(packet: &[u8], elements: &[Bits]) -> Vec<u8> {
    const HEADER: usize = 7;
    let mut contents: Bits = packet[HEADER..].iter().flat_map(|&byte| bits(byte.into(), 8)).collect();
    let end = contents.iter().rposition(|&bit| bit).expect("a mark of the end");
    contents.truncate(end - 2);
    contents.extend(elements.concat());
    contents.extend([true; 3]);
    contents.resize(contents.len().next_multiple_of(8), false);
    let byte = |bits: &[bool]| bits.iter().fold(0, |byte, &bit| byte << 1 | u8::from(bit));
    let mut extended = packet[..HEADER].to_vec();
    extended.extend(contents.chunks(8).map(byte));
    let size = extended.len();
    extended[3] = packet[3] & !3 | (size >> 11) as u8;
    extended[4] = (size >> 3) as u8;
    extended[5] = packet[5] & 0x1F | (size << 5) as u8;
    extended
}

/// The packets with an additional half band, which is not decoded.
pub(crate) fn with_a_band(packets: &[Vec<u8>]) -> Vec<u8> {
    packets.iter().flat_map(|packet| extended(packet, &[fill(0xD, 14)])).collect()
}

#[test]
fn an_undecoded_band_is_reported() {
    let [.., aac] = streams();
    let alone = decode_both(&aac.packets.concat()).channels;
    let missing = "frequencies above 8000 Hz are missing: SBR (HE-AAC) is not supported";
    for (elements, says) in [
        (vec![], None),
        (vec![fill(0xD, 14)], Some(missing)),
        (vec![fill(0xE, 15)], Some(missing)),
        (vec![fill(0xD, 269)], Some(missing)),
        // A fill element, followed by an empty one.
        (vec![fill(0xD, 40), fill(0, 5), bits(6 << 4, 7)], Some(missing)),
        (vec![fill(0, 40)], None),
        (vec![fill(0xB, 40)], None),
    ] {
        let packets: Vec<u8> = aac.packets.iter().flat_map(|packet| extended(packet, &elements)).collect();
        let decoded = decode_both(&packets);
        assert!(decoded.channels == alone);
        assert_eq!(reported(&decoded), says.map(str::to_owned).into_iter().collect::<Vec<_>>());
    }
}
