//! Ogg files of which pages are missing.

use super::damage::{hear_as_file, told};
use super::{LENGTH, bytes, hear_file, hear_stream};

/// A page that holds one whole packet.
fn page(number: u32, flags: u8, time: u64, packet: &[u8]) -> Vec<u8> {
    let mut sizes = vec![255; packet.len() / 255];
    sizes.push((packet.len() % 255) as u8);
    let [time, number] = [&time.to_le_bytes()[..], &number.to_le_bytes()];
    let mut page =
        [b"OggS\0", &[flags][..], time, b"flac", number, &[0; 4], &[sizes.len() as u8], &sizes, packet].concat();
    let checksum = super::joined::checksum(&page);
    page[22..26].copy_from_slice(&checksum.to_le_bytes());
    page
}

/// The file of FLAC in Ogg with every packet on a page of its own: two of headers, and three of sound.
fn pages() -> Vec<Vec<u8>> {
    let file = bytes("flac.ogg");
    let (mut packets, mut packet, mut rest) = (Vec::new(), Vec::new(), &file[..]);
    while let Some(&count) = rest.get(26) {
        let (sizes, contents) = rest[27..].split_at(usize::from(count));
        rest = contents;
        for &size in sizes {
            let (part, behind) = rest.split_at(usize::from(size));
            packet.extend(part);
            rest = behind;
            if size < 255 {
                packets.push(std::mem::take(&mut packet));
            }
        }
    }
    // FFmpeg ends a stream with a packet of nothing.
    assert_eq!(packets.pop(), Some(Vec::new()));
    assert_eq!(packets.len(), 5);
    let times = [0, 0, 1152, 2304, LENGTH as u64];
    let flags = [2, 0, 0, 0, 4];
    (0..5).map(|index| page(index as u32, flags[index], times[index], &packets[index])).collect()
}

#[test]
fn what_follows_a_page_that_is_missing_or_damaged_keeps_its_time() {
    let (pages, whole) = (pages(), hear_file("flac.ogg"));
    let all = pages.concat();
    assert!(hear_as_file(&all).unwrap() == whole, "a packet a page");
    let damaged = |change: fn(&mut Vec<u8>), index: usize| {
        let mut pages = pages.clone();
        change(&mut pages[index]);
        pages.concat()
    };
    for (what, file) in [
        ("missing", damaged(Vec::clear, 3)),
        ("cut", damaged(|page| page.truncate(1000), 3)),
        ("with another byte", damaged(|page| page[500] ^= 1, 3)),
        ("zero", damaged(|page| page.fill(0), 3)),
    ] {
        for (way, heard) in [("file", hear_as_file(&file)), ("pipe", hear_stream(file.clone()))] {
            let heard = heard.unwrap_or_else(|error| panic!("{what}, {way}: {error}"));
            let channel = &heard.channels[0];
            assert_eq!(channel.len(), LENGTH, "{what}, {way}");
            assert!(channel[..1152] == whole.channels[0][..1152], "{what}, {way}: before");
            assert!(channel[1152..2304].iter().all(|&sample| sample == 0.0), "{what}, {way}: within");
            assert!(channel[2304..] == whole.channels[0][2304..], "{what}, {way}: behind");
            let warning = "1152 samples could not be decoded and are silence (they are missing)";
            assert_eq!(told(&heard), [warning], "{what}, {way}");
        }
    }
}

#[test]
fn pages_within_a_packet_are_no_holes() {
    // Of no packet that ends there, a page has no time.
    let [identity, comment, first, second, last] = &pages()[..] else { panic!("five pages") };
    let body = |page: &[u8]| page[27 + usize::from(page[26])..].to_vec();
    let packet = body(second);
    let split = |number: u32, flags: u8, time: u64, sizes: &[u8], part: &[u8]| {
        let mut made = page(number, flags, time, b"");
        made.splice(26.., [&[sizes.len() as u8], sizes, part].concat());
        made[22..26].fill(0);
        let checksum = super::joined::checksum(&made);
        made[22..26].copy_from_slice(&checksum.to_le_bytes());
        made
    };
    let (begin, end) = packet.split_at(4 * 255);
    let end_sizes = [vec![255; end.len() / 255], vec![(end.len() % 255) as u8]].concat();
    let middle = [split(3, 0, u64::MAX, &[255; 4], begin), split(4, 1, 2304, &end_sizes, end)].concat();
    let last = page(5, 4, LENGTH as u64, &body(last));
    let heard = hear_stream([identity, comment, first, &middle, &last].map(|page| page.to_vec()).concat()).unwrap();
    assert!(heard.channels == hear_file("flac.ogg").channels);
    assert_eq!(told(&heard), [""; 0]);
}
