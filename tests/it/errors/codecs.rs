//! The exact messages about packets, FLAC and Ogg that cannot be read at all.

use super::entry::{Report, check_reports, report};
use crate::inputs::bare::{free_rate, noise, several_blocks, sound_of_mp3, streams};
use crate::inputs::bytes;
use crate::inputs::joined::{as_another_stream, beginning};
use crate::inputs::pages::{pages, spoiled};
use crate::program::Folder;

/// Packets without a container.
fn bare() -> Folder {
    let folder = Folder::new();
    let [_, mp3, aac] = streams();
    let damaged = mp3.packets.iter().map(|packet| [&packet[..4], &[0x55; 284]].concat());
    folder.write("noise.mp3", [&[0xFF, 0xFB, 0x90, 0x64][..], &noise(2000)].concat());
    folder.write("noise.aac", [&[0xFF, 0xF1, 0x50, 0x80][..], &noise(2000)].concat());
    folder.write("free.mp3", free_rate());
    folder.write("several.aac", several_blocks(&aac.packets).concat());
    folder.write("summary.mp3", &bytes("mp3.mp3")[..sound_of_mp3()]);
    folder.write("short.mp3", &bytes("mp3.mp3")[..sound_of_mp3() + 288]);
    let damaged_aac = aac.packets.iter().map(|packet| [&packet[..7], &vec![0x55; packet.len() - 7]].concat());
    let tag = b"ID3\x04\0\0\0\0\0\0";
    folder.write("tagged.aac", [&tag[..], &damaged_aac.collect::<Vec<_>>().concat()].concat());
    folder.write("damaged.mp3", damaged.collect::<Vec<_>>().concat());
    folder
}

const BARE: &[Report] = &[
    report("noise.mp3", "MP3 without a complete packet"),
    report("noise.aac", "AAC without a complete packet"),
    report("free.mp3", "free-format MP3 is not supported\nConvertWithFfmpeg"),
    report("several.aac", "AAC with several raw data blocks per frame is not supported\nConvertWithFfmpeg"),
    report("tagged.aac", "AAC with 32 packets, none of which can be decoded (aac: coupling channel element)"),
    report("summary.mp3", "MP3 without any of the 3001 samples stated in the header"),
    report("short.mp3", "MP3 without any of the 3001 samples stated in the header"),
    report("damaged.mp3", "MP3 with 64 packets, none of which can be decoded (mpa: granule big_values > 288)"),
];

/// FLAC and Ogg.
fn xiph() -> Folder {
    let folder = Folder::new();
    let pages = pages();
    let beginning = |name| beginning(pages.concat(), name);
    let flac = bytes("flac.flac");
    let frames: Vec<u8> = flac.iter().map(|&byte| if byte == 0xFF { 0 } else { byte }).collect();
    folder.write("noframes.flac", frames);
    folder.write("rate0.flac", [&flac[..18], &[0; 3], &flac[21..]].concat());
    folder.write("header.ogg", pages[..2].concat());
    folder.write("middle.ogg", pages[1..].concat());
    folder.write("speex.ogg", beginning(b"Speex   "));
    folder.write("three.ogg", bytes("vorbis3.ogg"));
    let vorbis = as_another_stream(bytes("vorbis.ogg"), |_| {});
    folder.write("speexfirst.ogg", [beginning(b"Speex   "), vorbis].concat());
    folder.write("theora.ogg", beginning(b"\x80theora\x03"));
    folder.write("one.ogg", [&pages[0], &pages[1], &spoiled(&pages[2])].map(|page| &page[..]).concat());
    folder.write("damaged.ogg", [&pages[..2], &[2, 3, 4].map(|index| spoiled(&pages[index]))].concat().concat());
    folder
}

const XIPH: &[Report] = &[
    report("noframes.flac", "FLAC without audio; the file is damaged or truncated"),
    report("rate0.flac", "FLAC with a damaged header (sample rate of 0 Hz)"),
    report("header.ogg", "Ogg without audio; the file is damaged or truncated"),
    report("middle.ogg", "first Ogg page is missing or damaged"),
    report("speex.ogg", "Ogg with Speex is not supported\nConvertWithFfmpeg"),
    report("three.ogg", "Ogg with 3-channel Vorbis is not supported\nConvertWithFfmpeg"),
    report("speexfirst.ogg", "Ogg with Speex is not supported\nConvertWithFfmpeg"),
    report("theora.ogg", "no supported audio track in this Ogg"),
    report("one.ogg", "Ogg with 1 packet, which cannot be decoded (flac: residual method set to reserved value)"),
    report(
        "damaged.ogg",
        "Ogg with 3 packets, none of which can be decoded (flac: residual method set to reserved value)",
    ),
];

#[test]
fn packets_that_cannot_be_read() {
    check_reports(&bare(), BARE);
}

#[test]
fn flac_and_ogg_that_cannot_be_read() {
    check_reports(&xiph(), XIPH);
}
