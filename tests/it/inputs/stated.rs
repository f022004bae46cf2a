//! Lengths that headers state falsely, or in order to trim sound: the same in every command, from a file and a pipe.

use std::process::Command;

use super::bare::{decode_both, noise, sound_of_mp3};
use super::behind::{SOUND, au, decoded, w64, wav};
use super::damage::{decode_as_file, plain_caf, reported};
use super::encodings::element;
use super::joined::checksum;
use super::late::with_edit_before;
use super::limits::place;
use super::{LENGTH, bytes, decode_file, decode_stream};
use crate::program::{Folder, command, finish};

/// The file of FLAC with this number of samples in its header.
fn flac_of(samples: u32) -> Vec<u8> {
    let mut file = bytes("flac.flac");
    file[22..26].copy_from_slice(&samples.to_be_bytes());
    file
}

/// An Ogg file whose last page states this number of samples.
fn ogg_of(name: &str, samples: u64) -> Vec<u8> {
    let mut file = bytes(name);
    let page = file.windows(4).rposition(|mark| mark == b"OggS").expect("a page");
    file[page + 6..page + 14].copy_from_slice(&samples.to_le_bytes());
    file[page + 22..page + 26].fill(0);
    let sum = checksum(&file[page..]);
    file[page + 22..page + 26].copy_from_slice(&sum.to_le_bytes());
    file
}

/// The file of MP3 with this count in its first packet.
fn mp3_of(packets: u32) -> Vec<u8> {
    let mut file = bytes("mp3.mp3");
    let at = file.windows(4).position(|name| name == b"Info" || name == b"Xing").expect("a summary") + 8;
    file[at..at + 4].copy_from_slice(&packets.to_be_bytes());
    file
}

/// Packets of MP3 after their summary, with other bytes between them.
fn mp3_with(between: &[u8]) -> Vec<u8> {
    let (file, half) = (bytes("mp3.mp3"), sound_of_mp3() + 3 * 288);
    [&file[..half], between, &file[half..]].concat()
}

/// The file of ALAC in CAF with this number of samples in its table.
fn caf_of(samples: u64) -> Vec<u8> {
    let mut file = bytes("alac.caf");
    let table = place(&file, b"pakt") + 4 + 12;
    file[table + 8..table + 16].copy_from_slice(&samples.to_be_bytes());
    file
}

/// A warning of the program, without its subject.
fn warnings_of(output: &str, name: &str) -> Vec<String> {
    let start = format!("specgram: warning: {name}: ");
    output.lines().filter_map(|line| line.strip_prefix(&start)).map(str::to_owned).collect()
}

#[test]
fn every_command_reports_what_follows_the_stated_length() {
    let folder = Folder::new();
    let more = |samples: usize| format!("ignored audio after the {samples} samples stated in the header");
    let behind =
        |bytes: usize, at: usize| format!("ignored {bytes} bytes at byte {at}, after the samples stated in the header");
    let data = &bytes("pcm.wav")[44..];
    for (name, file, warning) in [
        ("short.flac", flac_of(1000), more(1000)),
        ("frame.flac", flac_of(1152), more(1152)),
        (
            "short.mp3",
            [bytes("mp3.mp3"), noise(300), bytes("mp3.mp3")].concat(),
            "skipped 300 bytes of invalid MP3 data at byte 2612".to_owned(),
        ),
        ("table.caf", caf_of(1000), more(1000)),
        ("data.caf", plain_caf(4 * 1000 + 4, data, b""), behind(4 * 2001, 68 + 4 * 1000)),
        ("data.wav", wav(&[128; 3000], &SOUND), behind(16, 44 + 3000)),
        ("data.w64", w64(&[128; 3000], &SOUND), behind(16, 104 + 3000)),
        ("data.au", au(3000, &[&[1; 3000][..], &SOUND].concat()), behind(16, 24 + 3000)),
    ] {
        folder.write(name, &file);
        for (input, called) in [(name, name), ("-", "standard input")] {
            for arguments in [
                &["info", input][..],
                &["info", "--json", input],
                &["render", input, "--nfft", "256", "-o", "x.png"],
                &["render", input, "--nfft", "256", "--json", "-v", "-o", "x.png"],
                &["render", input, "--nfft", "256", "--panel", "waveform", "-o", "x.png"],
                &["export", input, "--nfft", "256", "-o", "x.npy"],
                &["export", input, "--nfft", "256", "-v", "-o", "x.csv"],
            ] {
                let output = folder.run(arguments, if input == "-" { &file } else { b"" }).done();
                let reported = warnings_of(&output.stderr, called);
                assert!(reported.contains(&warning), "{name}: {arguments:?}: {}", output.stderr);
            }
        }
    }
}

#[test]
fn a_gap_that_the_count_contradicts_is_not_filled() {
    let alone = decode_file("mp3.mp3");
    let (junk, at) = (noise(1000), sound_of_mp3() + 3 * 288);
    let decoded = decode_both(&mp3_with(&junk));
    let warning = format!("skipped 1000 bytes of invalid MP3 data at byte {at}");
    assert!(reported(&decoded).contains(&warning), "{:?}", reported(&decoded));
    assert!(!reported(&decoded).iter().any(|text| text.contains("more sound")), "{:?}", reported(&decoded));
    assert_eq!((decoded.length, decoded.channels[0].len()), (None, LENGTH));
    // A packet after the gap lacks the data that earlier ones would have provided.
    let behind = 5 * 576..;
    assert!(decoded.channels[0][behind.clone()] == alone.channels[0][behind]);

    // Bytes in the place of a packet become silence as usual; a packet that is missing elsewhere, no more than that.
    let whole = bytes("mp3.mp3");
    let replaced = [&whole[..at], &noise(288), &whole[at + 288..]].concat();
    let decoded = decode_both(&replaced);
    let warning = format!("skipped 288 bytes of invalid MP3 data at byte {at}; replaced by 576 samples of silence");
    assert!(reported(&decoded).contains(&warning), "{:?}", reported(&decoded));
    assert_eq!(decoded.channels[0].len(), LENGTH);
    let decoded = decode_both(&[&whole[..at], &noise(1000), &whole[at + 288..]].concat());
    let warning = format!("skipped 1000 bytes of invalid MP3 data at byte {at}; replaced by 576 samples of silence");
    assert!(reported(&decoded).contains(&warning), "{:?}", reported(&decoded));
    assert_eq!(decoded.channels[0].len(), LENGTH);
}

#[test]
fn counts_and_ends_that_omit_sound_are_reported() {
    let all = decode_file("vorbis.ogg").channels.remove(0);
    for (samples, is_loss) in [(100, true), (1000, true), (2900, false)] {
        let file = ogg_of("vorbis.ogg", samples);
        for decoded in [decode_as_file(&file).unwrap(), decode_stream(file).unwrap()] {
            assert!(decoded.channels[0] == all[..samples as usize], "{samples}: {}", decoded.channels[0].len());
            let warning = format!("ignored audio after the {samples} samples stated in the header");
            // Within the last packets it is padding.
            assert_eq!(reported(&decoded), is_loss.then_some(warning).into_iter().collect::<Vec<_>>(), "{samples}");
        }
    }
    let whole = mp3_of(8);
    assert!(whole == bytes("mp3.mp3"));
    for count in 2..8 {
        let decoded = decode_both(&mp3_of(count));
        // Delay and padding are longer than two packets: that is no count.
        let stated = (count as usize * 576).checked_sub(1105 + 502);
        let warning = stated.map(|stated| format!("ignored audio after the {stated} samples stated in the header"));
        assert_eq!(reported(&decoded), warning.into_iter().collect::<Vec<_>>(), "{count}");
        assert!(stated.map_or(decoded.channels[0].len() > LENGTH, |stated| decoded.channels[0].len() == stated));
    }
}

#[test]
fn joined_mp3_files_are_checked_one_by_one() {
    let whole = bytes("mp3.mp3");
    let decoded = decode_both(&[&whole[..], &mp3_with(&noise(1000)), &whole].concat());
    assert_eq!((decoded.length, decoded.channels[0].len()), (None, 3 * LENGTH), "{:?}", reported(&decoded));
    assert!(decoded.channels[0][2 * LENGTH..] == decode_file("mp3.mp3").channels[0]);
}

/// The file of ALAC in MP4, whose only edit begins at a sample and lasts for thousandths of a second.
fn edited(begins: u32, thousandths: u32) -> Vec<u8> {
    let mut file = bytes("alac.m4a");
    let entry = place(&file, b"elst") + 16;
    file[entry..entry + 8].copy_from_slice(&[thousandths.to_be_bytes(), begins.to_be_bytes()].concat());
    file
}

#[test]
fn the_end_of_an_edit_is_applied() {
    let alone = decode_file("alac.m4a").channels.remove(0);
    for (begins, thousandths, end) in [
        (0, 100, 1600),
        (1000, 100, 2600),
        (1000, 1, 1016),
        // Sound within the rounding of the edit's clock is kept: 3001 samples are 187.6 thousandths.
        (0, 188, LENGTH),
        (0, 187, LENGTH),
        (0, 186, 2976),
        (0, 10_000, LENGTH),
        // Up to the end of the track.
        (0, 0, LENGTH),
    ] {
        let decoded = decode_both(&edited(begins, thousandths));
        let begin = begins as usize;
        assert!(decoded.channels[0] == alone[begin..end], "{begins}, {thousandths}: {}", decoded.channels[0].len());
        assert_eq!(
            (decoded.length, reported(&decoded)),
            (Some((end - begin) as u64), vec![]),
            "{begins}, {thousandths}"
        );
    }
}

/// A file with one more entry in its list of edits.
pub(crate) fn edited_twice() -> Vec<u8> {
    let more = [50_u32.to_be_bytes(), 2000_u32.to_be_bytes(), [0, 1, 0, 0]].concat();
    with_edit_before(edited(0, 50), &more)
}

#[test]
fn ignored_edits_are_reported() {
    let decoded = decode_both(&edited_twice());
    assert_eq!(decoded.channels[0].len(), LENGTH);
    assert_eq!(reported(&decoded), ["ignored the edit list of 2 parts; the whole track is read"]);
}

#[test]
fn the_lengths_in_a_caf_file_are_checked() {
    let alone = decode_file("alac.caf");
    let more = "ignored audio after the 3000 samples stated in the header";
    for (claims, says) in [(3000, &[more][..]), (3001, &[]), (4096, &[])] {
        let decoded = decode_both(&caf_of(claims));
        assert!(decoded.channels[0][..] == alone.channels[0][..LENGTH.min(claims as usize)]);
        assert_eq!(reported(&decoded), says, "{claims}");
    }
    // Neither a tag nor zeros nor a chunk is audio; samples are.
    let data = &bytes("pcm.wav")[44..];
    let (at, size) = (68 + 4000, 4 * 1000 + 4);
    let decoded = decode_both(&plain_caf(size, data, b""));
    let says = format!("ignored {} bytes at byte {at}, after the samples stated in the header", data.len() - 4000);
    assert_eq!(reported(&decoded), [says]);
    for behind in [&b"TAG"[..], &[0; 99], b"free\0\0\0\0\0\0\0\x02.."] {
        let mut behind = behind.to_vec();
        if behind.starts_with(b"TAG") {
            behind.resize(128, b' ');
        }
        assert_eq!(reported(&decode_both(&plain_caf(size, &data[..4000], &behind))), [""; 0]);
    }
}

#[test]
fn tags_before_formats_without_tags_are_skipped() {
    let tag = |size: u8| [&b"ID3\x04\0\0\0\0\x02"[..], &[size], &vec![b'x'; 256 + usize::from(size)]].concat();
    let twice = [tag(0), tag(77)].concat();
    for name in [
        "pcm.wav",
        "ima_adpcm.wav",
        "pcm.aiff",
        "float.au",
        "flac.flac",
        "vorbis.ogg",
        "alac.caf",
        "alac.m4a",
        "aac.m4a",
        "flac.mka",
        "mp3.mp3",
    ] {
        let alone = decode_file(name);
        for tags in [tag(0), tag(77), twice.clone()] {
            let file = [&tags[..], &bytes(name)].concat();
            for decoded in [decode_as_file(&file), decode_stream(file.clone())] {
                let decoded = decoded.unwrap_or_else(|error| panic!("{name}: {error}"));
                assert!(decoded.channels == alone.channels && decoded.container == alone.container, "{name}");
                assert_eq!(decoded.warnings, alone.warnings, "{name}");
            }
        }
    }
    let behind = [&tag(0)[..], &wav(&[128; 10], &SOUND)].concat();
    let says = vec!["ignored 16 bytes at byte 54, after the samples stated in the header".to_owned()];
    assert_eq!(decoded(&behind), (10, says));
    let cut = [&tag(0)[..], &bytes("pcm.wav")[..44 + 4 * 1000]].concat();
    assert_eq!(
        decoded(&cut),
        (1000, vec![format!("truncated: found 1000 of the {LENGTH} samples stated in the header")])
    );
}

/// Packets of MP3 in Matroska, in blocks of so many, with nanoseconds of delay and of padding in the last block.
fn mka(packets: &[&[u8]], delay: u64, lasts: i64, of_each: usize) -> Vec<u8> {
    let number = |id: &[u8], value: u64| element(id, &value.to_be_bytes());
    let head = [element(&[0x42, 0x82], b"matroska"), number(&[0x42, 0x87], 4), number(&[0x42, 0x85], 2)].concat();
    let sound = [element(&[0xB5], &16_000_f64.to_be_bytes()), number(&[0x9F], 2)].concat();
    let track = [
        number(&[0xD7], 1),
        number(&[0x73, 0xC5], 1),
        number(&[0x83], 2),
        element(&[0x86], b"A_MPEG/L3"),
        number(&[0x56, 0xAA], delay),
        element(&[0xE1], &sound),
    ];
    let blocks: Vec<&[&[u8]]> = packets.chunks(of_each).collect();
    let groups = blocks.iter().enumerate().map(|(index, packets)| {
        let time = (index * of_each * 36) as u16;
        // All packets are of one size.
        let (flags, count) = if packets.len() > 1 { (4, vec![packets.len() as u8 - 1]) } else { (0, vec![]) };
        let block = [&[0x81][..], &time.to_be_bytes(), &[flags], &count, &packets.concat()].concat();
        let padding = if index + 1 == blocks.len() { element(&[0x75, 0xA2], &lasts.to_be_bytes()) } else { vec![] };
        element(&[0xA0], &[element(&[0xA1], &block), padding].concat())
    });
    let cluster = [number(&[0xE7], 0), groups.collect::<Vec<_>>().concat()].concat();
    let scale = number(&[0x2A, 0xD7, 0xB1], 1_000_000);
    let information = [scale, element(&[0x4D, 0x80], b"test"), element(&[0x57, 0x41], b"test")];
    let segment = [
        element(&[0x15, 0x49, 0xA9, 0x66], &information.concat()),
        element(&[0x16, 0x54, 0xAE, 0x6B], &element(&[0xAE], &track.concat())),
        element(&[0x1F, 0x43, 0xB6, 0x75], &cluster),
    ];
    [element(&[0x1A, 0x45, 0xDF, 0xA3], &head), element(&[0x18, 0x53, 0x80, 0x67], &segment.concat())].concat()
}

#[test]
fn delay_and_padding_in_matroska_are_applied() {
    let file = bytes("mp3.mp3");
    let sound = &file[sound_of_mp3()..];
    let packets: Vec<&[u8]> = sound.chunks_exact(288).collect();
    let all = decode_both(sound).channels.remove(0);
    assert_eq!(all.len(), packets.len() * 576);
    let nanoseconds = |samples: u64| (samples * 1_000_000_000).div_ceil(16_000);
    for of_each in [1, 2, packets.len()] {
        for (delay, padding) in [(0, 0), (1105, 0), (0, 455), (1105, 455), (7, 1), (1104, 576)] {
            let made = mka(&packets, nanoseconds(delay), nanoseconds(padding) as i64, of_each);
            let decoded = decode_both(&made);
            let expected = &all[delay as usize..all.len() - padding as usize];
            let here = &decoded.channels[0];
            assert!(here[..] == *expected, "{delay}, {padding}, {of_each}: {} {}", here.len(), expected.len());
            assert_eq!(reported(&decoded), [""; 0]);
        }
    }
    // At the beginning of its packet, the last of the last block.
    let decoded = decode_both(&mka(&packets, 0, -(nanoseconds(100) as i64), 1));
    let last = all.len() - 576;
    assert!(decoded.channels[0] == [&all[..last], &all[last + 100..]].concat());
}

#[test]
fn padding_in_matroska_is_what_ffmpeg_trims() {
    let folder = Folder::new();
    let ffmpeg = |arguments: &[&str]| {
        let mut command = Command::new("ffmpeg");
        command.args(["-v", "error", "-y"]).args(arguments).current_dir(folder.path("."));
        command.output()
    };
    folder.write("in.wav", bytes("pcm.wav"));
    if ffmpeg(&["-i", "in.wav", "-c:a", "libmp3lame", "x.mka"]).is_err() {
        return;
    }
    let by_ffmpeg = ffmpeg(&["-i", "x.mka", "-f", "s16le", "-ac", "1", "-"]).expect("FFmpeg").stdout.len() / 2;
    let decoded = decode_as_file(&folder.read("x.mka")).unwrap();
    assert_eq!(decoded.channels[0].len(), by_ffmpeg);
}

#[test]
fn a_pipe_equals_a_file_whatever_the_header_states() {
    let folder = Folder::new();
    for (name, file) in [
        ("joined.mp3", bytes("mp3.mp3").repeat(2)),
        ("junk.mp3", mp3_with(&noise(1000))),
        ("short.flac", flac_of(1000)),
        ("table.caf", caf_of(1000)),
        ("edit.m4a", edited(0, 100)),
    ] {
        folder.write(name, &file);
        let run = |input: &str, stdin: &[u8]| {
            let mut command = command();
            command.args(["export", input, "--nfft", "256", "--format", "csv"]).current_dir(folder.path("."));
            let output = finish(command, stdin).done();
            (output.stdout, output.stderr.replace("standard input", name))
        };
        assert!(run(name, b"") == run("-", &file), "{name}");
    }
}
