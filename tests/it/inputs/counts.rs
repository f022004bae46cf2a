//! Counts of samples in headers, and padding.

use super::behind::{aiff, big, decoded, ima, wide};
use super::bytes;

#[test]
fn counted_fill_zeros_are_not_a_partial_sample() {
    for (file, size) in [("pcm.wav", 12_000_u32), ("pcm.wav", 12_004)] {
        let mut file = bytes(file);
        let data = file.windows(4).position(|name| name == b"data").unwrap() + 4;
        assert_eq!(file[data..data + 4], 12_004_u32.to_le_bytes());
        file.truncate(data + 4 + size as usize);
        for (filling, reported) in [(&[0_u8, 0, 0][..], 0), (&[0, 0, 1], 1)] {
            let mut file = [&file[..], filling].concat();
            file[data..data + 4].copy_from_slice(&(size + 3).to_le_bytes());
            let (samples, warnings) = decoded(&file);
            assert_eq!((samples, warnings.len()), (size as usize / 4, reported), "{warnings:?}");
        }
    }
}

#[test]
fn aiff_s_two_counts_of_its_samples_are_weighed() {
    let both = |count, held| {
        vec![format!("ignored the header's count of {count} samples (COMM): the data holds {held} (SSND)")]
    };
    assert_eq!(decoded(&aiff(10, &[1; 10], 0, &[])), (10, vec![]));
    assert_eq!(decoded(&aiff(3, &[1; 10], 0, &[])), (10, both(3, 10)));
    assert_eq!(decoded(&aiff(12, &[1; 10], 0, &[])), (10, both(12, 10)));
    assert_eq!(decoded(&aiff(0, &[1; 10], 0, &[])), (10, vec![]), "never counted");
    // The padding of a block, or a counted pad byte, is not a sample.
    assert_eq!(decoded(&aiff(5, &[1, 1, 1, 1, 1, 0, 0, 0], 4, &[])), (5, vec![]));
    assert_eq!(decoded(&aiff(5, &[1, 1, 1, 1, 1, 0], 0, &[])), (5, vec![]));
    // If the rest of the header contradicts a size, the count is used.
    let mut contradicted = aiff(10, &[1; 10], 0, &[]);
    contradicted[42..46].copy_from_slice(&5000_u32.to_be_bytes());
    assert_eq!(decoded(&contradicted), (10, vec![]));
    contradicted[42..46].copy_from_slice(&8_u32.to_be_bytes());
    assert_eq!(decoded(&contradicted), (10, vec![]));
    // And the placeholders of pipe writers are not sizes.
    for (container, size) in [(0, 0), (0x7F00_0050, 0x7F00_0008)] {
        let mut piped = aiff(0, &[1; 10], 0, &[]);
        piped[4..8].copy_from_slice(&u32::to_be_bytes(container));
        piped[42..46].copy_from_slice(&u32::to_be_bytes(size));
        assert_eq!(decoded(&piped), (10, vec![]), "{size:#x}");
    }
}

#[test]
fn the_count_of_adpcm_ends_in_its_last_block_or_is_ignored() {
    let file = bytes("ima_adpcm.wav");
    let fact = file.windows(4).position(|name| name == b"fact").unwrap() + 8;
    let data = file.windows(4).position(|name| name == b"data").unwrap() + 4;
    let counting = |count: u32, is_streamed: bool| {
        let mut file = file.clone();
        file[fact..fact + 4].copy_from_slice(&count.to_le_bytes());
        if is_streamed {
            file[4..8].fill(0xFF);
            file[data..data + 4].fill(0xFF);
        }
        decoded(&file)
    };
    let all = counting(0, false).0;
    let ignored = |count| {
        vec![format!("ignored the header's count of {count} samples (fact), which does not end in the last block")]
    };
    for is_streamed in [false, true] {
        assert_eq!(counting(3001, is_streamed), (3001, vec![]));
        assert_eq!(counting(0, is_streamed), (all, vec![]));
        assert_eq!(counting(u32::MAX, is_streamed), (all, vec![]), "not known");
        assert_eq!(counting(3, is_streamed), (all, ignored(3)));
        assert_eq!(counting(all as u32, is_streamed), (all, vec![]));
        // For both channels together, or divided by them.
        assert_eq!(counting(2 * 3001, is_streamed), (3001, vec![]));
        assert_eq!(counting(1500, is_streamed), (3000, vec![]));
        assert_eq!(counting(all as u32 + 1, is_streamed), (all, ignored(all + 1)));
    }
}

#[test]
fn a_count_of_whole_blocks_that_was_divided_by_the_channels_loses_no_sample() {
    // libsndfile writes these, rounded down.
    for (blocks, count) in [(1, 252), (2, 505), (3, 757), (16, 4040)] {
        assert_eq!(decoded(&ima(blocks, count)), (505 * blocks, vec![]));
    }
    assert_eq!(decoded(&ima(1, 200)), (200, vec![]), "a count of its own");
    assert_eq!(decoded(&ima(2, 900)), (900, vec![]));
}

#[test]
fn the_count_of_wave64_has_64_bits() {
    let file = |count: u64| {
        let format = b"\x11\0\x01\0\x40\x1f\0\0\x00\x10\0\0\x00\x01\x04\0\x02\0\xf9\x01\0\0\0\0";
        let chunks = [wide(b"fmt ", format), wide(b"fact", &count.to_le_bytes()), wide(b"data", &[0; 512])].concat();
        let size = 40 + chunks.len() as u64;
        [b"riff", &[0; 12][..], &size.to_le_bytes(), b"wave", &[0; 12], &chunks].concat()
    };
    assert_eq!(decoded(&file(1000)), (1000, vec![]));
    // libsndfile's value in this field: 2⁶³, less 10001.
    assert_eq!(decoded(&file(0x7FFF_FFFF_FFFF_D8EF)), (1010, vec![]));
    let text = "ignored the header's count of 4294968296 samples (fact), which does not end in the last block";
    assert_eq!(decoded(&file((1 << 32) + 1000)), (1010, vec![text.to_owned()]));
}

#[test]
fn a_pad_byte_behind_samples_of_unknown_size_is_no_part_of_one() {
    // 24 bits, as FFmpeg writes them to a pipe: no sizes, no count.
    let common = big(b"COMM", b"\0\x01\0\0\0\0\0\x18\x40\x0b\xfa\0\0\0\0\0\0\0");
    let piped = |data: &[u8]| [b"FORM\0\0\0\0AIFF", &common[..], b"SSND", &[0; 12], data].concat();
    let partial = |bytes: &str| vec![format!("ignored {bytes} at the end: not a whole sample")];
    let one = vec!["ignored 1 byte at the end: not a whole sample".to_owned()];
    assert_eq!(decoded(&piped(&[&[7; 303][..], &[0]].concat())), (101, vec![]));
    assert_eq!(decoded(&piped(&[7; 303])), (101, vec![]));
    assert_eq!(decoded(&piped(&[7; 304])), (101, one.clone()), "no pad byte");
    assert_eq!(decoded(&piped(&[&[7; 300][..], &[0]].concat())), (100, one), "an even number needs none");
    assert_eq!(decoded(&piped(&[&[7; 303][..], &[0, 0]].concat())), (101, partial("2 bytes")));
}
