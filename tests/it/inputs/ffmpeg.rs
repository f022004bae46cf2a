//! Inputs that an installed FFmpeg decodes, compared sample by sample with its own output.

use std::ffi::OsStr;
use std::fs::File;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use specgram::source::{self, Decoder};
use specgram::warning::Warning;

use super::decode;
use crate::program::{self, Folder, Output, wav_of_floats};
use crate::shared;

/// Files that have no native decoder: a name, the number of channels, the rate, and FFmpeg's arguments to encode it.
const FILES: [(&str, usize, u32, &[&str]); 6] = [
    ("surround.mkv", 6, 48_000, &["-c:a", "ac3", "-ac", "6"]),
    ("sound.wma", 2, 44_100, &["-c:a", "wmav2", "-ac", "2"]),
    ("sound.eac3", 1, 32_000, &["-c:a", "eac3"]),
    ("sound.dts", 2, 48_000, &["-c:a", "dca", "-strict", "-2", "-ac", "2"]),
    // Its index is at the end.
    ("video.mp4", 2, 48_000, &["-f", "lavfi", "-i", "testsrc=size=64x64:duration=1", "-c:a", "ac3", "-ac", "2"]),
    ("title.tta", 1, 11_025, &["-c:a", "tta", "-sample_fmt", "s16"]),
];

/// A folder with a file of noise, encoded by FFmpeg; `None` without FFmpeg.
fn encoded(name: &str, rate: u32, arguments: &[&str]) -> Option<Folder> {
    if !shared::has_program("ffmpeg", "-version") {
        return None;
    }
    let folder = Folder::new();
    let noise = format!("anoisesrc=duration=1.1:seed=7:amplitude=0.4:sample_rate={rate}");
    let mut command = Command::new("ffmpeg");
    command.args(["-nostdin", "-v", "error", "-f", "lavfi", "-i", &noise]).args(arguments).arg(folder.path(name));
    assert!(command.status().expect("FFmpeg").success(), "{name}");
    Some(folder)
}

/// The samples of every channel as FFmpeg converts them.
fn converted(folder: &Folder, name: &str, channels: usize) -> Vec<Vec<f64>> {
    let mut command = Command::new("ffmpeg");
    command.args(["-nostdin", "-v", "error", "-i"]).arg(folder.path(name)).args(["-f", "f32le", "-"]);
    let floats = command.output().expect("FFmpeg").stdout;
    let samples = floats.chunks_exact(4).map(|bytes| f64::from(f32::from_le_bytes(bytes.try_into().unwrap())));
    let samples: Vec<f64> = samples.collect();
    (0..channels).map(|channel| samples.iter().copied().skip(channel).step_by(channels).collect()).collect()
}

#[test]
fn samples_are_those_that_ffmpeg_decodes() {
    for (name, channels, rate, arguments) in FILES {
        let Some(folder) = encoded(name, rate, arguments) else { return };
        let expected = converted(&folder, name, channels);
        assert!(expected[0].len() > rate as usize, "{name}");
        let path = folder.path(name);
        assert!(source::open(&path).is_err(), "{name} is supported natively");
        for decoder in [Decoder::Ffmpeg, Decoder::Auto] {
            let stream = || source::open_stream_with(Box::new(File::open(&path).unwrap()), decoder);
            for opened in [source::open_with(&path, decoder), stream()] {
                let decoded = decode(opened, 777).unwrap();
                assert_eq!(decoded.rate, f64::from(rate), "{name}");
                assert!(decoded.channels == expected, "{name} {decoder}");
                assert_eq!((decoded.length, decoded.encoding), (None, "decoded by FFmpeg"));
                assert!(decoded.texts.iter().any(|(name, value)| name == "Decoder" && value.starts_with("FFmpeg, ")));
                let is_expected = match &decoded.warnings[..] {
                    [] => decoder == Decoder::Ffmpeg,
                    [Warning::DecodedByFfmpeg { reason }] => {
                        decoder == Decoder::Auto && reason.contains("not supported")
                    }
                    _ => false,
                };
                assert!(is_expected, "{name} {decoder}: {:?}", decoded.warnings);
            }
        }
    }
}

#[test]
fn floats_pass_ffmpeg_unchanged() {
    if !shared::has_program("ffmpeg", "-version") {
        return;
    }
    // Beyond full scale, below the resolution of integers, at an odd rate.
    let samples: Vec<f32> = (0..3 * 5000).map(|n| (n % 101) as f32 / 31.0 - 1.3 + 1e-7 * n as f32).collect();
    let folder = Folder::new();
    let path = folder.write("in.wav", wav_of_floats(12_345, 3, &samples));
    let native = decode(source::open(&path), 1000).unwrap();
    let by_ffmpeg = decode(source::open_with(&path, Decoder::Ffmpeg), 1000).unwrap();
    assert!(by_ffmpeg.channels == native.channels);
    assert_eq!(by_ffmpeg.rate, native.rate);
    assert_eq!(decode(source::open_with(&path, Decoder::Auto), 1000).unwrap(), native);
}

#[cfg(target_os = "linux")]
#[test]
fn any_file_name_is_a_file_name() {
    use std::os::unix::ffi::OsStrExt;
    let Some(folder) = encoded("in.mka", 48_000, &["-c:a", "ac3"]) else { return };
    let bytes = folder.read("in.mka");
    let names = [&b"-i.mka"[..], b"http:x.mka", b"%03d.mka", b"new\nline.mka", b"not\xFFutf8.mka", b"it's $(a).mka"];
    let mut sizes: Vec<usize> = Vec::new();
    for name in names.map(OsStr::from_bytes) {
        std::fs::write(folder.path("").join(name), &bytes).unwrap();
        // Relative to the working directory: nothing precedes the name.
        let arguments =
            [OsStr::new("info"), "--json".as_ref(), "--decoder".as_ref(), "ffmpeg".as_ref(), "--".as_ref(), name];
        let output = folder.run(&arguments, b"").done().silent();
        let reported: Value = serde_json::from_str(output.text()).unwrap();
        sizes.push(reported[0]["frames"].as_u64().unwrap() as usize);
    }
    assert_eq!(sizes, [converted(&folder, "in.mka", 1)[0].len(); 6]);
}

#[test]
fn spans_and_threads_see_the_samples_of_the_converted_file() {
    let Some(folder) = encoded("in.mka", 48_000, &["-c:a", "ac3", "-ac", "2"]) else { return };
    let samples = converted(&folder, "in.mka", 2);
    let both: Vec<f32> = samples[0].iter().zip(&samples[1]).flat_map(|(&l, &r)| [l as f32, r as f32]).collect();
    let wav = wav_of_floats(48_000, 2, &both);
    let mka = folder.read("in.mka");
    for flags in [&["--start", "0.3", "--end", "0.6"][..], &["--channel", "right"], &["--start", "1"], &["--hop", "99"]]
    {
        let export = |more: &[&str], input: &[u8]| {
            folder.run(&[&["export", "-q", "--format", "csv"], flags, more].concat(), input).done().stdout
        };
        let expected = export(&[], &wav);
        assert!(export(&["in.mka", "--decoder", "ffmpeg"], b"") == expected, "{flags:?}");
        assert!(export(&["in.mka", "--decoder", "ffmpeg", "--threads", "3"], b"") == expected, "{flags:?}");
        assert!(export(&["--decoder", "ffmpeg"], &mka) == expected, "{flags:?} through a pipe");
    }
    let past = folder.run(&["render", "in.mka", "--decoder", "ffmpeg", "--start", "9", "-o", "out.png"], b"");
    past.failed(2).with_stderr("in.mka: --start at 9 s (sample 432000) is past");
}

#[test]
fn the_decoder_is_recorded() {
    let Some(folder) = encoded("in.mka", 48_000, &["-c:a", "ac3"]) else { return };
    folder.write("in.wav", wav_of_floats(8000, 1, &[0.5; 4000]));
    let recorded = |arguments: &[&str]| {
        folder.run(&[&["render", "-q", "-o", "out.png"], arguments].concat(), b"").done();
        let output = folder.run(&["info", "--json", "out.png"], b"").done();
        let figure: Value = serde_json::from_str(output.text()).unwrap();
        figure[0]["figure"]["input"]["decoder"].clone()
    };
    assert_eq!(recorded(&["in.mka", "--decoder", "auto"]), "ffmpeg");
    assert_eq!(recorded(&["in.wav", "--decoder", "ffmpeg"]), "ffmpeg");
    assert_eq!(recorded(&["in.wav", "--decoder", "auto"]), Value::Null);
    for (arguments, expected) in [(&["--decoder", "auto"][..], "native"), (&["--decoder", "ffmpeg"], "ffmpeg")] {
        let output = folder.run(&[&["info", "--json", "in.wav"], arguments].concat(), b"").done();
        let reported: Value = serde_json::from_str(output.text()).unwrap();
        assert_eq!(reported[0]["decoder"], expected);
    }
}

#[test]
fn errors_of_ffmpeg_are_reported() {
    let Some(folder) = encoded("in.mka", 48_000, &["-c:a", "ac3"]) else { return };
    folder.write("text.txt", "This is a text and not a recording.");
    let mut damaged = folder.read("in.mka");
    let middle = damaged.len() / 2;
    damaged[middle..middle + 2000].fill(0xA5);
    folder.write("damaged.mka", damaged);
    let info = |arguments: &[&str]| folder.run(&[&["info", "--decoder", "ffmpeg"], arguments].concat(), b"");
    info(&["text.txt"]).failed(1).with_stderr("specgram: text.txt: FFmpeg cannot decode it (");
    info(&["none.mka"]).failed(1).with_stderr("none.mka: cannot open: No such file");
    info(&["."]).failed(1).with_stderr("cannot open: is a directory");
    info(&["damaged.mka"]).done().with_stderr("warning: damaged.mka: FFmpeg reported ");
    info(&["damaged.mka", "--strict"]).failed(1).with_stderr("samples may be missing or wrong");
}

/// A stand-in for FFmpeg: a script, in a folder that is first on the `PATH`.
#[cfg(unix)]
struct Fake(Folder);

/// Samples of the WAV that stand-ins write.
#[cfg(unix)]
const WRITTEN: usize = 20_000;

#[cfg(unix)]
impl Fake {
    /// A stand-in that runs `script`, in a folder with `some.wav`, as FFmpeg writes it to a pipe, and inputs.
    fn new(script: &str) -> Self {
        let folder = Folder::new();
        let mut wav = wav_of_floats(8000, 1, &[0.25; WRITTEN]);
        for size in [4, 40] {
            wav[size..size + 4].fill(0xFF);
        }
        folder.write("some.wav", wav);
        folder.write("in.spx", super::joined::beginning(super::bytes("vorbis.ogg"), b"Speex   "));
        folder.write("good.wav", wav_of_floats(8000, 1, &[0.5; 4000]));
        std::fs::create_dir(folder.path("bin")).unwrap();
        // A file that this process had open for writing might still be so in a process that another test starts.
        let mut write = Command::new("sh");
        write.args(["-c", "cat > bin/ffmpeg && chmod +x bin/ffmpeg"]).current_dir(folder.path(""));
        let script = format!("#!/bin/sh\n[ \"$1\" = -version ] && exit\n{script}\n");
        assert_eq!(program::finish(write, script.as_bytes()).code, Some(0));
        Self(folder)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = [self.0.path("bin")].into_iter().chain(std::env::split_paths(&path));
        let mut command = program::command();
        command.args(arguments).current_dir(self.0.path(""));
        command.env("PATH", std::env::join_paths(folders).unwrap());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        program::finish(self.command(arguments), &self.0.read("in.spx"))
    }

    /// A named pipe, which stand-ins hold open while they live.
    #[cfg(target_os = "linux")]
    fn alive(&self) -> PathBuf {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let path = self.0.path("alive");
        mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        path
    }
}

#[cfg(unix)]
#[test]
fn a_child_that_fails_is_an_error_and_leaves_no_output() {
    for (script, message) in [
        ("cat some.wav; kill -9 $$", "FFmpeg failed after 20000 samples (killed by signal 9)"),
        ("cat some.wav; echo 'one\ntwo' >&2; exit 3", "FFmpeg failed after 20000 samples (two)"),
        ("cat some.wav; exit 3", "FFmpeg failed after 20000 samples (exit status 3)"),
        ("head -c 50 some.wav; kill -9 $$", "FFmpeg failed after 1 sample (killed by signal 9)"),
        ("head -c 20 some.wav; kill -9 $$", "FFmpeg cannot decode it (killed by signal 9)"),
        ("kill -9 $$", "FFmpeg cannot decode it (killed by signal 9)"),
        ("echo '[x @ 0x55d0c0de] no\tsound' >&2; exit 1", "FFmpeg cannot decode it ([x] no sound)"),
        ("exit 1", "FFmpeg cannot decode it (exit status 1)"),
        ("exit 0", "FFmpeg cannot decode it (no samples)"),
    ] {
        let fake = Fake::new(script);
        let before = fake.0.names();
        for (command, result) in [("render", "out.png"), ("export", "out.npz")] {
            for input in ["in.spx", "-"] {
                let output = fake.run(&[command, input, "--decoder", "ffmpeg", "-o", result]).failed(1);
                let subject = if input == "-" { "standard input" } else { input };
                assert_eq!(output.stderr, format!("specgram: {subject}: {message}\n"), "{script}");
            }
        }
        assert_eq!(fake.0.names(), before, "{script}");
        let auto = fake.run(&["info", "in.spx", "--decoder", "auto"]).failed(1);
        let native = if message.contains("cannot decode") { "Ogg with Speex is not supported; " } else { "" };
        assert!(auto.stderr.ends_with(&format!("specgram: in.spx: {native}{message}\n")), "{auto:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_child_gets_no_shell_no_terminal_and_no_network() {
    let fake = Fake::new("printf '%s\\n' \"$@\" > arguments; cat > input; cat some.wav");
    fake.run(&["info", "in.spx", "--decoder", "ffmpeg"]).done();
    let expected =
        "-nostdin -v repeat+error -protocol_whitelist file,pipe -i file:in.spx -map 0:a:0 -c:a pcm_f32le -f wav -";
    let arguments = || String::from_utf8(fake.0.read("arguments")).unwrap();
    assert_eq!(arguments().lines().collect::<Vec<_>>(), expected.split(' ').collect::<Vec<_>>());
    assert!(fake.0.read("input").is_empty());
    fake.run(&["info", "-", "--decoder", "ffmpeg"]).done();
    assert!(arguments().contains("\nfile:/dev/stdin\n"));
    assert!(fake.0.read("input") == fake.0.read("in.spx"));
}

#[cfg(unix)]
#[test]
fn a_native_input_starts_no_child_and_a_half_band_does() {
    use super::{bare::streams, sbr::with_a_band};
    let fake = Fake::new(": > started; cat some.wav");
    fake.0.write("plain.aac", streams()[2].packets.concat());
    let auto = |name: &str| fake.run(&["info", name, "--decoder", "auto"]).done().silent().stdout;
    let natively = |name: &str| fake.run(&["info", name]).done().silent().stdout;
    assert!(auto("good.wav") == natively("good.wav") && auto("plain.aac") == natively("plain.aac"));
    fake.run(&["info", "in.spx"]).failed(1);
    for native in ["good.wav", "plain.aac"] {
        let bytes = fake.0.read(native);
        let [native, auto] = ["native", "auto"].map(|decoder| {
            program::finish(fake.command(&["info", "-", "--decoder", decoder]), &bytes).done().silent().stdout
        });
        assert!(auto == native);
    }
    assert!(!fake.0.path("started").exists());
    fake.0.write("band.aac", with_a_band(&streams()[2].packets));
    for input in ["band.aac", "-"] {
        let command = fake.command(&["info", input, "--decoder", "auto", "--json"]);
        let output = program::finish(command, &fake.0.read("band.aac")).done();
        let reported: Value = serde_json::from_str(output.text()).unwrap();
        assert_eq!((&reported[0]["decoder"], &reported[0]["frames"]), (&"ffmpeg".into(), &WRITTEN.into()));
        let warnings = &reported[0]["warning_details"];
        assert_eq!((&warnings[0]["code"], &warnings[0]["lost"]), (&"decoded_by_ffmpeg".into(), &false.into()));
        assert_eq!(warnings.as_array().map(Vec::len), Some(1));
    }
}

#[cfg(unix)]
#[test]
fn without_ffmpeg_the_hint_is_to_install_it() {
    let fake = Fake::new("");
    let run = |decoder| {
        let mut command = fake.command(&["info", "in.spx", "--decoder", decoder]);
        command.env("PATH", fake.0.path("none"));
        program::finish(command, b"").failed(1).stderr
    };
    let install = "hint: install FFmpeg, or add the folder of its ffmpeg to the PATH\n";
    assert_eq!(run("ffmpeg"), format!("specgram: in.spx: no ffmpeg on the PATH\n{install}"));
    let hint = "hint: with FFmpeg installed: specgram info in.spx --decoder ffmpeg\n";
    assert_eq!(run("auto"), format!("specgram: in.spx: Ogg with Speex is not supported\n{hint}"));
}

/// Writes samples and then neither writes nor ends.
#[cfg(target_os = "linux")]
const HANGING: &str = "exec 3> alive; printf x >&3; cat some.wav; exec sleep 1000000";

#[cfg(target_os = "linux")]
#[test]
fn a_child_that_hangs_ends_with_its_source() {
    use std::io::Read;
    use std::os::unix::fs::OpenOptionsExt;
    let fake = Fake::new(HANGING);
    let flags = rustix::fs::OFlags::NONBLOCK.bits() as i32;
    let mut alive = File::options().read(true).custom_flags(flags).open(fake.alive()).unwrap();
    fake.run(&["export", "in.spx", "--decoder", "ffmpeg", "--duration", "1", "-q", "-o", "out.npz"]).done().silent();
    // The program has waited for it: the end of the pipe is already there.
    let mut written = Vec::new();
    assert_eq!(alive.read_to_end(&mut written).expect("no writer"), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_child_that_hangs_ends_with_the_program() {
    use std::io::Read;
    use std::os::unix::process::ExitStatusExt;
    let fake = Fake::new(HANGING);
    let path = fake.alive();
    let mut command = fake.command(&["render", "in.spx", "--decoder", "ffmpeg", "-o", "out.png"]);
    let mut running = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    // Opening waits for the writer.
    let mut alive = File::open(path).unwrap();
    alive.read_exact(&mut [0]).unwrap();
    let signal = format!("kill -TERM {}", running.id());
    assert!(Command::new("sh").args(["-c", &signal]).status().unwrap().success());
    let status = running.wait().unwrap();
    assert_eq!(alive.read(&mut [0]).unwrap(), 0);
    let mut reported = String::new();
    running.stderr.take().unwrap().read_to_string(&mut reported).unwrap();
    assert_eq!((status.signal(), &*reported), (Some(15), ""));
}

#[cfg(unix)]
#[test]
fn the_hint_is_a_command_that_works() {
    let Some(folder) = encoded("it's a.mka", 48_000, &["-c:a", "ac3"]) else { return };
    let refused = folder.run(&["info", "it's a.mka", "--json"], b"").failed(1).stderr;
    let hint = refused.lines().find_map(|line| line.strip_prefix("hint: with FFmpeg installed: ")).expect("a hint");
    let program = PathBuf::from(program::command().get_program());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = program.parent().map(PathBuf::from).into_iter().chain(std::env::split_paths(&path));
    let mut shell = Command::new("sh");
    shell.args(["-c", hint]).current_dir(folder.path("")).env("PATH", std::env::join_paths(folders).unwrap());
    let output = program::finish(shell, b"").done().silent();
    let reported: Value = serde_json::from_str(output.text()).unwrap();
    assert_eq!(reported[0]["file"], "it's a.mka");
}
