//! What is said of compressed sound that is read in part, word for word.

use super::entry::{Entry, check, entry};
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
use crate::inputs::stated::{caf_with_more_than_packets, edited_twice};
use crate::program::Folder;

/// Packets without a container, with something else between them.
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
    folder.write("count.mp3", falsely_counted(1).0);
    folder
}

const BETWEEN: &[Entry] = &[
    entry("info byte.mp2", 0, "specgram: warning: byte.mp2: 1 byte at byte 13824 is no packet of MP2; left out"),
    entry(
        "info noise.mp2",
        0,
        "specgram: warning: noise.mp2: 1000 bytes at byte 6912 are no packets of MP2; 2304 samples of silence are in their place",
    ),
    entry(
        "info bytes.mp2",
        0,
        "specgram: warning: bytes.mp2: 6 bytes in 2 places, the first at byte 4608, are no packets of MP2; left out",
    ),
    entry(
        "info places.mp2",
        0,
        "specgram: warning: places.mp2: 1200 bytes in 2 places, the first at byte 4608, are no packets of MP2; 2304 samples of silence are in their place",
    ),
    entry(
        "info noise.mp3",
        0,
        "specgram: warning: noise.mp3: 1000 bytes at byte 9216 are no packets of MP3; 1728 samples of silence are in their place",
    ),
    entry(
        "info noise.aac",
        0,
        "specgram: warning: noise.aac: 1000 bytes at byte 7508 are no packets of AAC; about 2048 samples of silence are in their place",
    ),
    entry(
        "info band.aac",
        0,
        "specgram: warning: band.aac: what is above 8000 Hz is coded by SBR (HE-AAC), which is not read here; FFmpeg can convert it",
    ),
    entry("info count.mp3", 0, "specgram: warning: count.mp3: the header counts too few packets, 1; all are read"),
];

/// Streams that change on the way, or go on where they should not.
fn changes() -> Folder {
    let folder = Folder::new();
    let [_, mp3, aac] = streams();
    let of_aac = aac.packets.concat();
    let mp2 = bytes("mp2.mp2");
    // Another profile: that of two bits of the header which is their complement.
    let profile = aac.packets.iter().map(|packet| [&packet[..2], &[packet[2] ^ 0xC0], &packet[3..]].concat());
    folder.write("few.mp2", [&mp2[..], &faster_mp2()[..3 * 384], &mp2].concat());
    folder.write("rate.mp2", [&mp2[..], &faster_mp2()].concat());
    folder.write("rate.aac", [&of_aac[..], &faster_aac(&aac.packets).concat()].concat());
    folder.write("profile.aac", [of_aac.clone(), profile.flatten().collect()].concat());
    folder.write("mp3.aac", [of_aac, mp3.packets.concat()].concat());
    folder.write("more.mp3", [bytes("mp3.mp3"), vec![1; 1000], bytes("mp3.mp3")].concat());
    folder.write("summary.mp3", [bytes("mp3.mp3"), bytes("mp3.mp3")[..sound_of_mp3()].to_vec()].concat());
    folder.write("vorbis.ogg", [bytes("flac.ogg"), as_another_stream(bytes("vorbis.ogg"), |_| {})].concat());
    folder.write("opus.ogg", [bytes("flac.ogg"), as_another_stream(bytes("opus.ogg"), |_| {})].concat());
    folder.write("speex.ogg", [bytes("flac.ogg"), beginning(bytes("flac.ogg"), b"Speex   ")].concat());
    folder.write("rate.ogg", [bytes("vorbis.ogg"), slower_vorbis()].concat());
    folder.write("twice.m4a", bytes("aac.m4a").repeat(2));
    folder.write("twice.caf", bytes("alac.caf").repeat(2));
    folder.write("twice.flac", bytes("flac.flac").repeat(2));
    folder.write("noise.flac", [bytes("flac.flac"), noise(1000)].concat());
    folder.write("tracks.m4a", tracks_that_share_their_packets(400));
    folder
}

const CHANGES: &[Entry] = &[
    entry(
        "info few.mp2",
        0,
        "specgram: warning: few.mp2: 3 packets could not be decoded and are silence (of another rate or number of channels)",
    ),
    entry(
        "info rate.mp2",
        0,
        "specgram: warning: rate.mp2: the stream changes its rate or its channels after 3456 samples; what follows is left out",
    ),
    entry(
        "info rate.aac",
        0,
        "specgram: warning: rate.aac: the stream changes its rate or its channels after 32768 samples; what follows is left out",
    ),
    entry(
        "info profile.aac",
        0,
        "specgram: warning: profile.aac: the stream changes its profile after 32768 samples; what follows is left out",
    ),
    entry(
        "info mp3.aac",
        0,
        "specgram: warning: mp3.aac: the stream changes from AAC to MP3 after 32768 samples; what follows is left out",
    ),
    entry(
        "info more.mp3",
        0,
        "specgram: warning: more.mp3: more sound follows after 3001 samples, where the header says it ends; left out",
    ),
    entry(
        "info summary.mp3",
        0,
        "specgram: warning: summary.mp3: another stream follows that cannot be read (MP3 that holds no sound) after 3001 samples; what follows is left out",
    ),
    entry("info vorbis.ogg", 0, "specgram: warning: vorbis.ogg: the stream changes from FLAC to Vorbis"),
    entry(
        "info speex.ogg",
        0,
        "specgram: warning: speex.ogg: another stream follows that is not known here; it is left out",
    ),
    entry(
        "info opus.ogg",
        0,
        "specgram: warning: opus.ogg: another stream follows that cannot be read (Ogg with Opus inside is not supported) after 3001 samples; what follows is left out",
    ),
    entry(
        "info rate.ogg",
        0,
        "specgram: warning: rate.ogg: the stream changes to 8000 Hz and 2 channels after 3001 samples; what follows is left out",
    ),
    entry(
        "info twice.flac",
        0,
        "specgram: warning: twice.flac: another FLAC file follows at byte 14512; it is left out",
    ),
    entry(
        "info noise.flac",
        0,
        "specgram: warning: noise.flac: 1000 bytes at byte 14512 are no packets of FLAC; left out",
    ),
    entry("info twice.m4a", 0, "specgram: warning: twice.m4a: another MP4 file follows at byte 2635; it is left out"),
    entry("info twice.caf", 0, "specgram: warning: twice.caf: another CAF file follows at byte 6226; it is left out"),
    entry(
        "info tracks.m4a",
        0,
        "specgram: warning: tracks.m4a: the first of 400 tracks of sound is read; FFmpeg can pick another (-map 0:a:1)\n\
         specgram: warning: tracks.m4a: its packets overlap after 3001 samples; what follows is left out",
    ),
];

/// FLAC and pages of Ogg, of which some are damaged, missing or come again.
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

const PAGES_AND_FRAMES: &[Entry] = &[
    entry("info again.ogg", 0, "specgram: warning: again.ogg: 1 page comes again or too late; it is left out"),
    entry("info twice.ogg", 0, "specgram: warning: twice.ogg: 2 pages come again or too late; they are left out"),
    entry(
        "info late.ogg",
        0,
        "specgram: warning: late.ogg: 1152 samples are missing; silence is in their place\n\
         specgram: warning: late.ogg: 1 page comes again or too late; it is left out",
    ),
    entry("info lost.ogg", 0, "specgram: warning: lost.ogg: 1152 samples are missing; silence is in their place"),
    entry(
        "info noend.ogg",
        0,
        "specgram: warning: noend.ogg: another stream follows before the end of one; what was there is missing",
    ),
    entry("info nomark.ogg", 0, "specgram: warning: nomark.ogg: the mark of the end is missing after 2304 samples"),
    entry("info cut.ogg", 0, "specgram: warning: cut.ogg: the data end inside a packet, after 1152 samples"),
    entry(
        "info damaged.ogg",
        0,
        "specgram: warning: damaged.ogg: 1152 samples could not be decoded and are silence (residual method set to reserved value)",
    ),
    entry(
        "info far.ogg",
        0,
        "specgram: warning: far.ogg: 1099511625927 samples are missing after 1152 samples; what follows is left out",
    ),
    entry(
        "info damaged.flac",
        0,
        "specgram: warning: damaged.flac: 1152 samples are missing; silence is in their place",
    ),
    entry(
        "info again.flac",
        0,
        "specgram: warning: again.flac: 4185 bytes at byte 12441 are no packets of FLAC that goes on; left out",
    ),
    entry(
        "info restart.flac",
        0,
        "specgram: warning: restart.flac: its samples begin again after 1152 samples; what follows is left out\n\
         specgram: warning: restart.flac: the data end early: 1152 samples of 3001 that the header claims",
    ),
    entry(
        "info nofirst.flac",
        0,
        "specgram: warning: nofirst.flac: the first 1152 samples that the header claims are missing",
    ),
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
    folder.write("index.mp4", fragments::indexed(&fragments::index(false, &[0.251, 0.252, 0.251])));
    folder.write("lost.mp4", fragments::file(&[0, 2 * LASTS, 3 * LASTS]));
    folder.write("cut.caf", plain_caf(12_008, &bytes("pcm.wav")[44..44 + 4003], b""));
    folder.write("more.caf", plain_caf(4004, &bytes("pcm.wav")[44..], b""));
    folder.write("packets.caf", caf_with_more_than_packets(&[1; 20]));
    folder.write("edits.m4a", edited_twice());
    folder.write("empty.caf", caf_with_an_empty_packet());
    folder.write("cut.mka", &blocks[..block + 100]);
    folder.write("noblock.mka", [&blocks[..block], &[0x91], &blocks[block + 1..]].concat());
    folder
}

const CONTAINERS: &[Entry] = &[
    entry(
        "info packet.m4a",
        0,
        "specgram: warning: packet.m4a: 1 packet could not be decoded and is silence (unexpected end of bitstream)",
    ),
    entry(
        "info short.m4a",
        0,
        "specgram: warning: short.m4a: 2001 samples are missing at the end of packets and are silence",
    ),
    entry(
        "info cut.mp4",
        0,
        "specgram: warning: cut.mp4: the data end early: 3693 bytes of 4690 that the header claims",
    ),
    entry("info nobox.mp4", 0, "specgram: warning: nobox.mp4: no box begins at byte 2693; what follows is left out"),
    entry(
        "info late.m4a",
        0,
        "specgram: warning: late.m4a: the sound begins at 1.976 s of the file; times count from there",
    ),
    entry(
        "info index.mp4",
        0,
        "specgram: warning: index.mp4: the data end early: 0.503 s of 0.754 s that the index claims",
    ),
    entry("info lost.mp4", 0, "specgram: warning: lost.mp4: 4025 samples are missing; silence is in their place"),
    entry(
        "info cut.caf",
        0,
        "specgram: warning: cut.caf: the data end early: 4007 bytes of 12008 that the header claims",
    ),
    entry(
        "info more.caf",
        0,
        "specgram: warning: more.caf: 8004 bytes follow at byte 4068, behind the samples that the header claims; left out",
    ),
    entry(
        "info packets.caf",
        0,
        "specgram: warning: packets.caf: 20 bytes follow at byte 6188, behind the packets that the header counts; left out",
    ),
    entry(
        "info edits.m4a",
        0,
        "specgram: warning: edits.m4a: the edit list picks 2 parts of the sound and is not followed; all of it is read",
    ),
    entry(
        "info empty.caf",
        0,
        "specgram: warning: empty.caf: 1 packet could not be decoded and is silence (it holds no sound)",
    ),
    entry("info cut.mka", 0, "specgram: warning: cut.mka: the data end inside a packet, after 1152 samples"),
    entry(
        "info noblock.mka",
        0,
        "specgram: warning: noblock.mka: damage at byte 2721: what follows may be missing, early or wrong\n\
         specgram: warning: noblock.mka: encountered an unexpected element after 1152 samples; what follows is left out",
    ),
];

#[test]
fn packets_with_something_between_them() {
    check(&between(), BETWEEN);
}

#[test]
fn streams_that_change_or_are_followed() {
    check(&changes(), CHANGES);
}

#[test]
fn pages_and_frames_that_are_damaged_or_missing() {
    check(&pages_and_frames(), PAGES_AND_FRAMES);
}

#[test]
fn containers_that_are_damaged_or_cut_short() {
    check(&containers(), CONTAINERS);
}
