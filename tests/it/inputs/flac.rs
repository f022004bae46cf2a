//! FLAC and what is behind its last frame.

use super::damage::{hear_as_file, told};
use super::{LENGTH, bytes, hear_file, hear_stream};

/// The file, whose header does not say how many samples there are.
fn without_a_length() -> Vec<u8> {
    let mut whole = bytes("flac.flac");
    whole[21] &= 0xF0;
    whole[22..26].fill(0);
    whole
}

/// Bytes behind the last frame, and what is said of them.
fn tails() -> Vec<(Vec<u8>, Option<&'static str>)> {
    let id3v1 = [&b"TAG"[..], &[b' '; 125]].concat();
    let id3v2 = [&b"ID3\x04\0\0\0\0\x07\x68"[..], &[0xFF; 1000]].concat();
    // A picture, say, of which much looks like the beginning of a frame.
    let cover: Vec<u8> = (0..200_000_u32).map(|at| (at.wrapping_mul(0x9E37_79B1) >> 24) as u8 | 0xF8).collect();
    let ape = |flags: u32| {
        let size = cover.len() as u32 + 32;
        [&b"APETAGEX"[..], &2000_u32.to_le_bytes(), &size.to_le_bytes(), &[1, 0, 0, 0], &flags.to_le_bytes(), &[0; 8]]
            .concat()
    };
    let tagged = [ape(0xA000_0000), cover.clone(), ape(0x8000_0000)].concat();
    let lyrics = b"LYRICSBEGININD0000210INF00006quiet.000043LYRICS200".to_vec();
    vec![
        (vec![0; 1], None),
        (vec![0; 100_000], None),
        (id3v1.clone(), None),
        (id3v2, None),
        ([tagged.clone(), lyrics, id3v1].concat(), None),
        (tagged, None),
        (vec![1], Some("1 byte at byte 14512 is no packet of FLAC; left out")),
        (b"Cheers, Taylor!".to_vec(), Some("15 bytes at byte 14512 are no packets of FLAC; left out")),
        (vec![0xFF; 70_000], Some("70000 bytes at byte 14512 are no packets of FLAC; left out")),
    ]
}

#[test]
fn nothing_behind_the_last_frame_costs_it_its_samples() {
    let alone = hear_file("flac.flac").channels;
    for (whole, length) in [(bytes("flac.flac"), Some(LENGTH as u64)), (without_a_length(), None)] {
        for (tail, says) in tails() {
            let file = [&whole[..], &tail].concat();
            for heard in [hear_as_file(&file).unwrap(), hear_stream(file).unwrap()] {
                assert!(heard.channels == alone, "{says:?}: {} samples", heard.channels[0].len());
                assert_eq!((told(&heard), heard.length), (says.map(str::to_owned).into_iter().collect(), length));
            }
        }
    }
}

#[test]
fn nothing_behind_the_last_frame_costs_it_its_samples_where_a_tag_is_before_the_first() {
    let before = [&b"ID3\x04\0\0\0\0\0\x0A"[..], &[0; 10]].concat();
    let alone = hear_file("flac.flac").channels;
    for (tail, says) in tails() {
        let file = [&before, &bytes("flac.flac")[..], &tail].concat();
        let says = says.map(|says| says.replace("14512", "14532"));
        for heard in [hear_as_file(&file).unwrap(), hear_stream(file).unwrap()] {
            assert!(heard.channels == alone, "{says:?}: {} samples", heard.channels[0].len());
            assert_eq!(told(&heard), says.clone().into_iter().collect::<Vec<_>>());
        }
    }
}

#[test]
fn another_file_is_told_and_left_out() {
    let alone = hear_file("flac.flac").channels;
    let tag = [&b"TAG"[..], &[b' '; 125]].concat();
    for (between, at) in [(&[][..], 14512), (&tag, 14640), (&[0; 4096], 18608)] {
        let file = [&bytes("flac.flac")[..], between, &bytes("flac.flac")].concat();
        for heard in [hear_as_file(&file).unwrap(), hear_stream(file).unwrap()] {
            assert!(heard.channels == alone, "{} samples", heard.channels[0].len());
            assert_eq!(told(&heard), [format!("another FLAC file follows at byte {at}; it is left out")]);
        }
    }
}

#[test]
fn frames_beyond_the_claimed_length_are_told() {
    let mut file = bytes("flac.flac");
    // The length of the first frame.
    file[22..26].copy_from_slice(&1152_u32.to_be_bytes());
    for heard in [hear_as_file(&file).unwrap(), hear_stream(file).unwrap()] {
        assert!(heard.channels[0] == hear_file("flac.flac").channels[0][..1152]);
        assert_eq!(told(&heard), ["more sound follows after 1152 samples, where the header says it ends; left out"]);
    }
}

#[test]
fn a_last_frame_that_is_cut_is_told_though_no_length_is_known() {
    let whole = without_a_length();
    for missing in [1, 2, 1000] {
        let file = whole[..whole.len() - missing].to_vec();
        for heard in [hear_as_file(&file).unwrap(), hear_stream(file).unwrap()] {
            assert!(heard.channels[0] == hear_file("flac.flac").channels[0][..2304]);
            assert_eq!(told(&heard), ["the data end inside a packet, after 2304 samples"]);
        }
    }
}

#[test]
fn what_is_between_frames_costs_none_of_their_samples() {
    let (whole, alone) = (bytes("flac.flac"), hear_file("flac.flac").channels);
    let is_second = |at: &usize| whole[*at..].starts_with(&[0xFF, 0xF8]) && whole[at + 4] == 1;
    let second = (0..whole.len()).find(is_second).unwrap();
    // More than a frame of this file can take.
    let file = [&whole[..second], &[1; 40_000], &whole[second..]].concat();
    for heard in [hear_as_file(&file).unwrap(), hear_stream(file).unwrap()] {
        assert!(heard.channels == alone, "{} samples", heard.channels[0].len());
        assert_eq!(told(&heard), [format!("40000 bytes at byte {second} are no packets of FLAC; left out")]);
    }
}
