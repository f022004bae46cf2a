//! Every message a user can meet, with the command that provokes it: to be read from top to bottom.

use crate::program::{Folder, wav_of_floats};

/// A command, its exit status, and its standard error word for word.
struct Entry {
    command: &'static str,
    status: i32,
    says: &'static str,
}

const fn entry(command: &'static str, status: i32, says: &'static str) -> Entry {
    Entry { command, status, says }
}

/// The inputs that are at fault, made here so that the commands can name them.
fn folder() -> Folder {
    let folder = Folder::new();
    let good = wav_of_floats(8000, 1, &[0.5; 3000]);
    let with = |at: usize, bytes: &[u8]| {
        let mut wav = good.clone();
        wav[at..at + bytes.len()].copy_from_slice(bytes);
        wav
    };
    std::fs::create_dir(folder.path("folder")).expect("a folder");
    folder.write("good.wav", &good);
    folder.write("empty.wav", b"");
    folder.write("short.wav", b"RIFF");
    folder.write("letter.txt", b"Dear diary, the birds sang early today.\n");
    folder.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    folder.write("song.mid", b"MThd\0\0\0\x06\0\x01\0\x02\0\x60");
    folder.write("what.bin", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    folder.write("header.wav", &good[..30]);
    folder.write("nodata.wav", &good[..36]);
    folder.write("nosamples.wav", &good[..44]);
    folder.write("rate0.wav", with(24, &[0; 4]));
    folder.write("channels0.wav", with(22, &[0; 2]));
    folder.write("channels2000.wav", with(22, &2000_u16.to_le_bytes()));
    folder.write("float16.wav", with(34, &[16, 0]));
    folder.write("gsm.wav", with(20, &[0x31, 0]));
    folder.write("unknown.wav", with(20, &[0x61, 0x2B]));
    folder.write("nochunk.wav", with(36, &[0, 1, 2, 3]));
    folder.write("cut.wav", &good[..44 + 4 * 2000 + 2]);
    folder.write("nan.wav", with(44, &f32::NAN.to_le_bytes()));
    for (name, from, count) in [
        ("opus.ogg", "opus.ogg", 5000),
        ("noindex.m4a", "aac.m4a", 1500),
        ("header.flac", "flac.flac", 30),
        ("header.caf", "alac.caf", 60),
        ("cut.aac", "aac.aac", 1000),
        ("cut.mp3", "mp3.mp3", 1500),
    ] {
        let bytes = crate::inputs::bytes(from);
        folder.write(name, &bytes[..bytes.len().min(count)]);
    }
    let mut damaged = crate::inputs::bytes("mp3.mp3");
    for byte in &mut damaged[1000..1200] {
        *byte ^= 0x5A;
    }
    folder.write("damaged.mp3", damaged);
    folder
}

const INPUTS: &[Entry] = &[
    entry("render none.wav", 1, ""),
    entry("render folder", 1, ""),
    entry("render empty.wav", 1, ""),
    entry("render short.wav", 1, ""),
    entry("render letter.txt", 1, ""),
    entry("render picture.png", 1, ""),
    entry("render song.mid", 1, ""),
    entry("render what.bin", 1, ""),
    entry("render header.wav", 1, ""),
    entry("render nodata.wav", 1, ""),
    entry("render nosamples.wav", 1, ""),
    entry("render rate0.wav", 1, ""),
    entry("render channels0.wav", 1, ""),
    entry("render channels2000.wav", 1, ""),
    entry("render float16.wav", 1, ""),
    entry("render gsm.wav", 1, ""),
    entry("render unknown.wav", 1, ""),
    entry("render nochunk.wav", 1, ""),
    entry("render opus.ogg", 1, ""),
    entry("render noindex.m4a", 1, ""),
    entry("render header.flac", 1, ""),
    entry("render header.caf", 1, ""),
    entry("info good.wav none.wav", 1, ""),
    entry("export letter.txt", 1, ""),
    entry("render - < empty.wav", 1, ""),
    entry("render < letter.txt", 1, ""),
];

const WARNINGS: &[Entry] = &[
    entry("render cut.wav -o out.png", 0, ""),
    entry("render nan.wav -o out.png", 0, ""),
    entry("render cut.aac -o out.png", 0, ""),
    entry("render cut.mp3 -o out.png", 0, ""),
    entry("render damaged.mp3 -o out.png", 0, ""),
    entry("render good.wav --end 9 -o out.png", 0, ""),
    entry("render good.wav --end 1000samples -o out.png", 0, ""),
    entry("export good.wav -o out.npy", 0, ""),
];

const OUTPUTS: &[Entry] = &[
    entry("render good.wav -o out", 2, ""),
    entry("render good.wav -o out.bmp", 2, ""),
    entry("render good.wav -o out.png --format gif", 2, ""),
    entry("render good.wav -o none/out.png", 1, ""),
    entry("render good.wav -o folder --format png", 1, ""),
    entry("render good.wav -o good.wav --format png", 2, ""),
    entry("render good.wav -o a.png -o ./a.png", 2, ""),
    entry("render good.wav -o - -o -", 2, ""),
    entry("render good.wav -o /dev/full --format png", 1, ""),
    entry("export good.wav -o out.txt", 2, ""),
];

const FLAGS: &[Entry] = &[
    entry("draw good.wav", 2, ""),
    entry("rendr good.wav", 2, ""),
    entry("render good.wav --colourmap hot", 2, ""),
    entry("render good.wav --colormap hut", 2, ""),
    entry("render good.wav --window han", 2, ""),
    entry("render good.wav --window kaiser:x", 2, ""),
    entry("render good.wav --nfft 1", 2, ""),
    entry("render good.wav --nfft many", 2, ""),
    entry("render good.wav --nfft 64 --window-length 65", 2, ""),
    entry("render good.wav --nfft 99999999999", 2, ""),
    entry("render good.wav --overlap 1024", 2, ""),
    entry("render good.wav --overlap 100%", 2, ""),
    entry("render good.wav --overlap much", 2, ""),
    entry("render good.wav --overlap 50% --hop 9", 2, ""),
    entry("render good.wav --hop 0", 2, ""),
    entry("render good.wav --scaling loud", 2, ""),
    entry("render good.wav --channel 2", 2, ""),
    entry("render good.wav --channel 0", 2, ""),
    entry("render good.wav --start 9", 2, ""),
    entry("render good.wav --start 0.3 --end 0.2", 2, ""),
    entry("render good.wav --end 1 --duration 1", 2, ""),
    entry("render good.wav --start 1:2:3:4", 2, ""),
    entry("render good.wav --fmin 3k --fmax 2k", 2, ""),
    entry("render good.wav --fmin -5", 2, ""),
    entry("render good.wav --fmax 5k", 2, ""),
    entry("render good.wav --fmin 0 --freq-scale log", 2, ""),
    entry("render good.wav --freq-scale cubic", 2, ""),
    entry("render good.wav --size 10x10", 2, ""),
    entry("render good.wav --size big", 2, ""),
    entry("render good.wav --size 100000x100000", 2, ""),
    entry("render good.wav --zoom 0", 2, ""),
    entry("render good.wav --db-range 0:-100", 2, ""),
    entry("render good.wav --db-range loud", 2, ""),
    entry("render good.wav --linear --db-range -90:0", 2, ""),
    entry("render good.wav --title A --no-title", 2, ""),
    entry("render good.wav --threads 0", 2, ""),
    entry("render good.wav more.wav", 2, ""),
    entry("render --demo good.wav", 2, ""),
    entry("export good.wav --overlap auto", 2, ""),
    entry("info", 2, ""),
    entry("synth --bits 12", 2, ""),
    entry("synth --tone 9k", 2, ""),
    entry("synth --rate 0", 2, ""),
    entry("synth --duration 0", 2, ""),
    entry("synth --channels 0", 2, ""),
    entry("synth --chirp 100", 2, ""),
    entry("synth --noise blue", 2, ""),
    entry("synth --impulse 99", 2, ""),
];

/// Runs every command and compares what it says.
///
/// A mismatch prints the entries as they should read, to be looked at and copied.
#[track_caller]
fn check(entries: &[Entry]) {
    let folder = folder();
    let before = folder.names();
    let mut faults = Vec::new();
    for &Entry { command, status, says } in entries {
        let (arguments, input) = match command.split_once('<') {
            Some((arguments, file)) => (arguments, folder.read(file.trim())),
            None => (command, Vec::new()),
        };
        let output = folder.run(&arguments.split_whitespace().collect::<Vec<_>>(), &input);
        if (output.code, output.stderr.trim_end()) != (Some(status), says) {
            let code = output.code.unwrap_or(-1);
            faults.push(format!("entry({command:?}, {code}, {:?}),", output.stderr.trim_end()));
        }
        if status != 0 {
            assert_eq!(folder.names(), before, "{command}: nothing is left behind");
        }
    }
    assert!(faults.is_empty(), "these say something else:\n    {}", faults.join("\n    "));
}

#[test]
fn inputs_that_cannot_be_read() {
    check(INPUTS);
}

#[test]
fn results_that_leave_something_out() {
    check(WARNINGS);
}

#[cfg(target_os = "linux")]
#[test]
fn outputs_that_cannot_be_written() {
    check(OUTPUTS);
}

#[test]
fn flags_that_make_no_sense() {
    check(FLAGS);
}
