//! The exact messages about compressed audio that is partially read.

use super::entry::{Report, check_reports, report};
use crate::inputs::bare::{Stream, falsely_counted, noise, sound_of_mp3, streams};
use crate::inputs::bytes;
use crate::inputs::damage::{caf_with_an_empty_packet, plain_caf};
use crate::inputs::durations::m4a_with_a_short_packet;
use crate::inputs::encodings::second_block;
use crate::inputs::fragments::{self, LASTS};
use crate::inputs::joined::{as_another_stream, beginning, faster_aac, faster_mp2, slower_vorbis};
use crate::inputs::late::after_a_pause;
use crate::inputs::limits::{place, tracks_that_share_their_packets};
use crate::inputs::pages::{pages, renewed, spoiled};
use crate::inputs::sbr::with_a_band;
use crate::inputs::stated::edited_twice;
use crate::program::Folder;

/// Packets without a container, with other data between them.
fn between() -> Folder {
    let folder = Folder::new();
    for Stream { name, packets, .. } in streams() {
        let halves = packets.chunks(packets.len() / 2).map(<[_]>::concat).collect::<Vec<_>>();
        let name = |what: &str| format!("{what}.{}", name.to_lowercase());
        folder.write(&name("byte"), [&packets.concat()[..], &[1]].concat());
        folder.write(&name("noise"), halves.join(&noise(1000)[..]));
        folder.write(&name("bytes"), packets.chunks(8).map(<[_]>::concat).collect::<Vec<_>>().join(&[1, 2, 3][..]));
        folder.write(&name("places"), packets.chunks(8).map(<[_]>::concat).collect::<Vec<_>>().join(&noise(600)[..]));
    }
    folder.write("band.aac", with_a_band(&streams()[2].packets));
    folder.write("count.mp3", falsely_counted(10).0);
    folder
}

const BETWEEN: &[Report] = &[
    report("byte.mp2", "invalid_data!: skipped 1 byte of invalid MP2 data at byte 13824"),
    report(
        "noise.mp2",
        "invalid_data!: skipped 1000 bytes of invalid MP2 data at byte 6912; replaced by 2304 samples of silence",
    ),
    report("bytes.mp2", "invalid_data!: skipped 6 bytes of invalid MP2 data in 2 places (first at byte 4608)"),
    report(
        "places.mp2",
        "invalid_data!: skipped 1200 bytes of invalid MP2 data in 2 places (first at byte 4608); replaced by 2304 samples of silence",
    ),
    report(
        "noise.mp3",
        "invalid_data!: skipped 1000 bytes of invalid MP3 data at byte 9216; replaced by 1728 samples of silence",
    ),
    report(
        "noise.aac",
        "invalid_data!: skipped 1000 bytes of invalid AAC data at byte 7508; replaced by about 2048 samples of silence",
    ),
    report(
        "band.aac",
        "half_band!: frequencies above 8000 Hz are missing: SBR (HE-AAC) is not supported\nConvertWithFfmpeg",
    ),
    report("count.mp3", "beyond_count!: ignored audio after the 4153 samples stated in the header"),
];

/// Streams that change, or continue where they should not.
fn changes() -> Folder {
    let folder = Folder::new();
    let [_, mp3, aac] = streams();
    let of_aac = aac.packets.concat();
    let mp2 = bytes("mp2.mp2");
    folder.write("few.mp2", [&mp2[..], &faster_mp2()[..3 * 384], &mp2].concat());
    folder.write("rate.mp2", [&mp2[..], &faster_mp2()].concat());
    folder.write("rate.aac", [&of_aac[..], &faster_aac(&aac.packets).concat()].concat());
    folder.write("mp3.aac", [of_aac, mp3.packets.concat()].concat());
    folder.write("more.mp3", [bytes("mp3.mp3"), vec![1; 1000], bytes("mp3.mp3")].concat());
    folder.write("summary.mp3", [bytes("mp3.mp3"), bytes("mp3.mp3")[..sound_of_mp3()].to_vec()].concat());
    folder.write("vorbis.ogg", [bytes("flac.ogg"), as_another_stream(bytes("vorbis.ogg"), |_| {})].concat());
    folder.write("opus.ogg", [bytes("flac.ogg"), as_another_stream(bytes("opus.ogg"), |_| {})].concat());
    folder.write("speex.ogg", [bytes("flac.ogg"), beginning(bytes("flac.ogg"), b"Speex   ")].concat());
    folder.write("rate.ogg", [bytes("vorbis.ogg"), slower_vorbis()].concat());
    folder.write("twice.flac", bytes("flac.flac").repeat(2));
    folder.write("noise.flac", [bytes("flac.flac"), noise(1000)].concat());
    folder.write("tracks.m4a", tracks_that_share_their_packets(400));
    folder
}

const CHANGES: &[Report] = &[
    report(
        "few.mp2",
        "invalid_data!: skipped 1152 bytes of invalid MP2 data at byte 1728; replaced by 2304 samples of silence",
    ),
    report("rate.mp2", "damaged!: audio after 3456 samples is ignored: the stream changes to 24000 Hz and 2 channels"),
    report("rate.aac", "damaged!: audio after 32768 samples is ignored: the stream changes to 48000 Hz and 2 channels"),
    report("mp3.aac", "encoding_changed: the stream changes from AAC to MP3"),
    report("more.mp3", "invalid_data!: skipped 1000 bytes of invalid MP3 data at byte 2612"),
    report("summary.mp3", "truncated!: truncated: found 3001 of the 6002 samples stated in the header"),
    report("vorbis.ogg", "encoding_changed: the stream changes from FLAC to Vorbis"),
    report("speex.ogg", "stream_ignored!: ignored another stream of an unsupported kind"),
    report("opus.ogg", "damaged!: audio after 3001 samples is ignored: the stream changes to 48000 Hz and 2 channels"),
    report("rate.ogg", "damaged!: audio after 3001 samples is ignored: the stream changes to 8000 Hz and 2 channels"),
    report("twice.flac", "damaged!: audio after 3001 samples is ignored: another FLAC file follows"),
    report("noise.flac", "invalid_data!: skipped 1000 bytes of invalid FLAC data at byte 14512"),
    report(
        "tracks.m4a",
        "other_tracks: using audio track 1 of 400\nPickTrack { other: 1 }\ndamaged!: audio after 3001 samples is ignored: packets overlap",
    ),
];

/// FLAC and pages of Ogg, some of them damaged, missing or repeated.
fn pages_and_frames() -> Folder {
    let folder = Folder::new();
    let pages = pages();
    let order = |indices: &[usize]| indices.iter().flat_map(|&index| pages[index].clone()).collect::<Vec<u8>>();
    let first = || order(&[0, 1, 2]);
    folder.write("again.ogg", order(&[0, 1, 2, 3, 3, 4]));
    folder.write("late.ogg", order(&[0, 1, 3, 2, 4]));
    folder.write("lost.ogg", order(&[0, 1, 2, 4]));
    folder.write("twice.ogg", order(&[0, 1, 2, 3, 2, 3, 4]));
    folder.write("noend.ogg", order(&[0, 1, 2, 3, 0, 1, 2, 3, 4]));
    folder.write("nomark.ogg", order(&[0, 1, 2, 3]));
    folder.write("cut.ogg", &order(&[0, 1, 2, 3])[..order(&[0, 1, 2, 3]).len() - 9]);
    folder.write("damaged.ogg", [first(), spoiled(&pages[3]), pages[4].clone()].concat());
    folder.write("far.ogg", [first(), renewed(&pages[4], 4, 4, 1 << 40)].concat());
    let flac = bytes("flac.flac");
    let frames: Vec<usize> = (0..flac.len() - 1).filter(|&at| flac[at..].starts_with(&[0xFF, 0xF8])).collect();
    let place = frames[1] + 200;
    folder.write("damaged.flac", [&flac[..place], &[!flac[place]], &flac[place + 1..]].concat());
    folder.write("again.flac", [&flac[..frames[2]], &flac[frames[0]..]].concat());
    let damaged = [&flac[..place], &[!flac[place]], &flac[place + 1..frames[2]]].concat();
    folder.write("restart.flac", [&damaged[..], &flac[frames[0]..]].concat());
    folder.write("nofirst.flac", [&flac[..frames[0]], &flac[frames[1]..]].concat());
    folder
}

const PAGES_AND_FRAMES: &[Report] = &[
    report("again.ogg", "invalid_data!: skipped 1981 bytes of invalid Ogg data at byte 4402"),
    report("twice.ogg", "invalid_data!: skipped 4256 bytes of invalid Ogg data in 2 places (first at byte 4402)"),
    report("late.ogg", "invalid_data!: skipped 2275 bytes of invalid Ogg data at byte 2127"),
    report("lost.ogg", "undecoded!: 1152 samples are missing; replaced by silence"),
    report("noend.ogg", "stream_cut_short!: the end of a stream is missing: a new stream starts first"),
    report("nomark.ogg", "no_end_mark!: may be truncated: no end-of-stream mark after 2304 samples"),
    report("cut.ogg", "truncated!: truncated: ends inside a packet after 1152 samples"),
    report(
        "damaged.ogg",
        "undecoded!: 1152 samples could not be decoded; replaced by silence (flac: residual method set to reserved value)",
    ),
    report("far.ogg", "damaged!: audio after 1152 samples is ignored: 1099511625927 samples missing"),
    report("damaged.flac", "undecoded!: 1152 samples are missing; replaced by silence"),
    report("again.flac", "invalid_data!: skipped 4185 bytes of invalid FLAC data at byte 12441"),
    report("restart.flac", "invalid_data!: skipped 4185 bytes of invalid FLAC data at byte 10495"),
    report("nofirst.flac", "missing_start!: the first 1152 samples stated in the header are missing"),
];

/// MP4, CAF and Matroska.
fn containers() -> Folder {
    let folder = Folder::new();
    let two = fragments::file(&[0, LASTS]);
    let second = fragments::file(&[0]).len();
    let (blocks, block) = second_block();
    let aac = bytes("aac.m4a");
    let (samples, index) = (place(&aac, b"mdat"), place(&aac, b"moov"));
    folder.write("packet.m4a", [&aac[..samples + 1500], &vec![0xFF; index - samples - 1500], &aac[index..]].concat());
    folder.write("short.m4a", m4a_with_a_short_packet());
    folder.write("cut.mp4", &two[..second + 1000]);
    folder.write("nobox.mp4", [&two[..second], &[0; 8], &two[second + 8..]].concat());
    folder.write("late.m4a", after_a_pause(1976));
    folder.write("cut.caf", plain_caf(12_008, &bytes("pcm.wav")[44..44 + 4003], b""));
    folder.write("more.caf", plain_caf(4004, &bytes("pcm.wav")[44..], b""));
    folder.write("edits.m4a", edited_twice());
    folder.write("empty.caf", caf_with_an_empty_packet());
    folder.write("cut.mka", &blocks[..block + 100]);
    folder.write("noblock.mka", [&blocks[..block], &[0x91], &blocks[block + 1..]].concat());
    folder
}

const CONTAINERS: &[Report] = &[
    report(
        "packet.m4a",
        "undecoded!: 1 packet could not be decoded; replaced by silence (unexpected end of bitstream)",
    ),
    report("short.m4a", "short_packets!: packets are 2001 samples short in total; padded with silence"),
    report("cut.mp4", "truncated!: truncated: found 3693 of the 4690 bytes stated in the header"),
    report(
        "nobox.mp4",
        "damaged_container!: damaged MP4 structure at byte 2693; audio after it may be missing, shifted or wrong",
    ),
    report("late.m4a", "starts_late: the audio starts 1.976 s into the file; times count from there"),
    report("cut.caf", "truncated!: truncated: found 4007 of the 12008 bytes stated in the header"),
    report("more.caf", "beyond_count!: ignored 8004 bytes at byte 4068, after the samples stated in the header"),
    report("edits.m4a", "edits_ignored: ignored the edit list of 2 parts; the whole track is read"),
    report("empty.caf", "undecoded!: 1 packet could not be decoded; replaced by silence (it contains no audio)"),
    report("cut.mka", "truncated!: truncated: ends inside a packet after 1152 samples"),
    report(
        "noblock.mka",
        "damaged!: audio after 1152 samples is ignored: mkv (ebml): encountered an unexpected element",
    ),
];

#[test]
fn packets_with_other_data_between_them() {
    check_reports(&between(), BETWEEN);
}

#[test]
fn streams_that_change_or_are_followed_by_others() {
    check_reports(&changes(), CHANGES);
}

#[test]
fn damaged_or_missing_pages_and_frames() {
    check_reports(&pages_and_frames(), PAGES_AND_FRAMES);
}

#[test]
fn damaged_or_truncated_containers() {
    check_reports(&containers(), CONTAINERS);
}
