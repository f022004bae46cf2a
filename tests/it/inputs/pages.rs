//! Ogg files with missing pages.

use super::damage::{decode_as_file, reported};
use super::{LENGTH, bytes, decode_file, decode_stream};
use crate::reads::bytes_read;

/// A page with one whole packet.
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
pub(crate) fn pages() -> Vec<Vec<u8>> {
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
    // FFmpeg ends a stream with an empty packet.
    assert_eq!(packets.pop(), Some(Vec::new()));
    assert_eq!(packets.len(), 5);
    let times = [0, 0, 1152, 2304, LENGTH as u64];
    let flags = [2, 0, 0, 0, 4];
    (0..5).map(|index| page(index as u32, flags[index], times[index], &packets[index])).collect()
}

#[test]
fn sound_after_a_missing_or_damaged_page_keeps_its_time() {
    let (pages, whole) = (pages(), decode_file("flac.ogg"));
    let all = pages.concat();
    assert!(decode_as_file(&all).unwrap() == whole, "a packet a page");
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
        for (way, decoded) in [("file", decode_as_file(&file)), ("pipe", decode_stream(file.clone()))] {
            let decoded = decoded.unwrap_or_else(|error| panic!("{what}, {way}: {error}"));
            let channel = &decoded.channels[0];
            assert_eq!(channel.len(), LENGTH, "{what}, {way}");
            assert!(channel[..1152] == whole.channels[0][..1152], "{what}, {way}: before");
            assert!(channel[1152..2304].iter().all(|&sample| sample == 0.0), "{what}, {way}: within");
            assert!(channel[2304..] == whole.channels[0][2304..], "{what}, {way}: behind");
            let warning = "1152 samples are missing; replaced by silence";
            assert_eq!(reported(&decoded), [warning], "{what}, {way}");
        }
    }
}

#[test]
fn pages_within_a_packet_are_not_gaps() {
    // A page without the end of a packet has no time.
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
    let decoded = decode_stream([identity, comment, first, &middle, &last].map(|page| page.to_vec()).concat()).unwrap();
    assert!(decoded.channels == decode_file("flac.ogg").channels);
    assert_eq!(reported(&decoded), [""; 0]);
}

/// The same page with another number, other flags and another time.
pub(crate) fn renewed(page: &[u8], number: u32, flags: u8, time: i64) -> Vec<u8> {
    let mut page = page.to_vec();
    page[5] = flags;
    page[6..14].copy_from_slice(&time.to_le_bytes());
    page[18..22].copy_from_slice(&number.to_le_bytes());
    page[22..26].fill(0);
    let checksum = super::joined::checksum(&page);
    page[22..26].copy_from_slice(&checksum.to_le_bytes());
    page
}

/// The same page with a packet that cannot be decoded, which contains only the header of a frame.
pub(crate) fn spoiled(page: &[u8]) -> Vec<u8> {
    let mut page = page.to_vec();
    let begin = 27 + usize::from(page[26]) + 6;
    page[begin..].fill(0x55);
    let number = u32::from_le_bytes(page[18..22].try_into().expect("four bytes"));
    let time = i64::from_le_bytes(page[6..14].try_into().expect("eight bytes"));
    renewed(&page, number, page[5], time)
}

/// The decoded samples of these pages, which must be the same for a file and a stream.
#[track_caller]
fn decode_both(pages: &[Vec<u8>]) -> (Vec<Vec<f64>>, Vec<String>) {
    let (file, stream) = (decode_as_file(&pages.concat()).unwrap(), decode_stream(pages.concat()).unwrap());
    assert!(file.channels == stream.channels, "the file differs from the stream");
    assert_eq!(reported(&file), reported(&stream));
    let reported = reported(&file);
    (file.channels, reported)
}

#[test]
fn sound_need_not_begin_at_zero() {
    let (pages, whole) = (pages(), decode_file("flac.ogg").channels);
    let begins_at = |seconds| vec![format!("the audio starts {seconds} s into the file; times count from there")];
    // At 16 kHz.
    for (shift, says) in [
        (44_100_i64, begins_at("2.756")),
        (-1152, vec![]),
        (-1000, vec![]),
        (1 << 62, begins_at("288230376151711.750")),
    ] {
        let flags = [2, 0, 0, 0, 4];
        let times = [0, 0, 1152 + shift, 2304 + shift, LENGTH as i64 + shift];
        let shifted: Vec<_> = (0..5).map(|at| renewed(&pages[at], at as u32, flags[at], times[at])).collect();
        let (decoded, reported) = decode_both(&shifted);
        assert!(decoded == whole, "{shift}: {} samples", decoded[0].len());
        assert_eq!(reported, says, "{shift}");
    }
}

#[test]
fn a_stream_without_its_first_pages_begins_later() {
    let (mut pages, whole) = (pages(), decode_file("flac.ogg").channels);
    pages.remove(2);
    let (decoded, reported) = decode_both(&pages);
    assert!(decoded[0] == whole[0][1152..]);
    assert_eq!(reported, [""; 0]);
    // A stream that was joined in progress begins where it was joined.
    let joined =
        |index: usize, time: usize| renewed(&pages[index], 1000 + index as u32, 4 * (index as u8 / 3), time as i64);
    let (decoded, reported) = decode_both(&[pages[0].clone(), pages[1].clone(), joined(2, 2304), joined(3, LENGTH)]);
    assert!(decoded[0] == whole[0][1152..]);
    assert_eq!(reported, [""; 0]);
}

#[test]
fn a_wrong_time_where_no_page_is_missing_makes_neither_silence_nor_loss() {
    let whole = decode_file("flac.ogg").channels;
    for time in [0, -1, -5, 1153, 500_000, i64::MAX] {
        let mut pages = pages();
        pages[3] = renewed(&pages[3], 3, 0, time);
        let (decoded, reported) = decode_both(&pages);
        assert!(decoded == whole, "{time}: {} samples", decoded[0].len());
        assert_eq!(reported, [""; 0], "{time}");
    }
}

#[test]
fn duplicate_or_late_pages_are_ignored() {
    let (pages, whole) = (pages(), decode_file("flac.ogg").channels);
    let [identity, comment, first, second, last] = &pages[..] else { panic!("five pages") };
    let again = [identity, comment, first, second, first, second, last].map(Clone::clone);
    let (decoded, reported) = decode_both(&again);
    assert!(decoded == whole);
    let skipped = |bytes: usize, places: &str| format!("skipped {bytes} bytes of invalid Ogg data {places}");
    let at = [identity, comment, first, second].map(Vec::len).iter().sum::<usize>();
    assert_eq!(reported, [skipped(first.len() + second.len(), &format!("in 2 places (first at byte {at})"))]);
    let late = [identity, comment, first, last, second].map(Clone::clone);
    let (decoded, reported) = decode_both(&late);
    assert_eq!(decoded[0].len(), LENGTH);
    assert!(decoded[0][2304..] == whole[0][2304..]);
    let silent = "1152 samples are missing; replaced by silence";
    let at = late[..4].concat().len();
    assert_eq!(reported, [&skipped(second.len(), &format!("at byte {at}")), silent]);
}

#[test]
fn a_missing_end_mark_is_reported() {
    let (mut pages, whole) = (pages(), decode_file("flac.ogg").channels);
    pages[4] = renewed(&pages[4], 4, 0, LENGTH as i64);
    let (decoded, reported) = decode_both(&pages);
    assert!(decoded == whole);
    assert_eq!(reported, [format!("may be truncated: no end-of-stream mark after {LENGTH} samples")]);
    // The cut is within a page.
    pages[4].pop();
    let (decoded, reported) = decode_both(&pages);
    assert_eq!(
        (decoded[0].len(), &reported[..]),
        (2304, &["truncated: ends inside a packet after 2304 samples".to_owned()][..])
    );
}

#[test]
fn chained_streams_are_all_read_and_a_missing_end_mark_is_reported() {
    let pages = pages();
    let junk = vec![b"OggSjunk".repeat(20)];
    let (decoded, reported) = decode_both(&[&pages[..], &junk, &pages].concat());
    let skipped = format!("skipped 160 bytes of invalid Ogg data at byte {}", pages.concat().len());
    assert_eq!((decoded[0].len(), &reported[..]), (2 * LENGTH, &[skipped][..]));
    let (decoded, reported) = decode_both(&[&pages[..4], &pages].concat());
    assert_eq!(decoded[0].len(), 2304 + LENGTH);
    assert_eq!(reported, ["the end of a stream is missing: a new stream starts first"]);
}

#[test]
fn false_pages_are_skipped() {
    let mut pages = pages();
    let whole = pages.concat();
    // Each header claims the bytes of 2400 others, and their sizes: computing all checksums would take an hour.
    let fake = [b"OggS\0\0", &[0xFF; 20][..], &[0xFF]].concat();
    for fake in [b"OggS".to_vec(), fake] {
        pages[4] = fake.repeat((4 << 20) / fake.len());
        let (decoded, read) = bytes_read(|| decode_as_file(&pages.concat()).unwrap());
        assert_eq!(decoded.channels[0].len(), 2304);
        let most = 2 * pages.concat().len() as u64 + (1 << 17);
        assert!(read <= most, "{read} of at most {most} bytes");
        assert_eq!(decode_stream(pages.concat()).unwrap().channels[0].len(), 2304);
    }
    pages[4] = [&b"OggS\0\0"[..], &[0xFF; 60]].concat();
    let behind = decode_stream([pages.concat(), whole].concat()).unwrap();
    assert_eq!(behind.channels[0].len(), 2304 + LENGTH, "a whole stream is found within what a false page claims");
}
