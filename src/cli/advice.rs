//! Remedies in terms of this program: its flags, the user's own command and file.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use specgram::error::Remedy;
use specgram::job::quoted;

/// The flags of `info` that take a value in the next word.
const INFO_VALUES: [&str; 5] = ["--raw", "--rate", "--channels", "--byte-offset", "--time-expansion"];

/// The hint for a remedy; `path` is the input's path, `None` for standard input.
pub(super) fn advice(remedy: Remedy, path: Option<&Path>) -> Option<String> {
    let typed: Vec<OsString> = std::env::args_os().skip(1).collect();
    let has_flags = !is_info(&typed);
    Some(match remedy {
        Remedy::ConvertWithFfmpeg => format!("with FFmpeg installed: {}", with_decoder(&typed, path)),
        Remedy::InstallFfmpeg => "install FFmpeg, or add the folder of its ffmpeg to the PATH".to_owned(),
        Remedy::PickTrack { other } => {
            format!("to use another track: {}", through_ffmpeg(&typed, path, other))
        }
        Remedy::NameRawFormat if has_flags => {
            "headerless samples require --raw FORMAT --rate HZ, such as --raw s16le --rate 48k".to_owned()
        }
        Remedy::NameRawFormat => {
            let path = path.map_or_else(|| "-".to_owned(), |path| quoted(path.as_os_str()));
            format!("headerless samples can be drawn: specgram render {path} --raw FORMAT --rate HZ")
        }
        Remedy::UnpackArchive { kind } => {
            let Some(path) = path else { return Some("unpack the archive first".to_owned()) };
            format!("unpack it first: {} {}", kind.unpacker(), quoted(path.as_os_str()))
        }
        Remedy::ShorterFft { most } => {
            format!("--nfft {} gives a window that fits the input", 1_usize << most.max(1).ilog2())
        }
        Remedy::LongerFft => "a larger --nfft gives narrower bins".to_owned(),
        Remedy::LargerFigure { width, height } => format!("--size {width}x{height} has room for everything"),
        Remedy::SeparateChannels if has_flags => {
            "use --channel left for one channel or --channel all for each".to_owned()
        }
        Remedy::KeepText => "write an SVG (-o FILE.svg), which keeps the title as text".to_owned(),
        Remedy::FloatSamples => "--bits f32 keeps samples beyond full scale".to_owned(),
        _ => return None,
    })
}

/// The typed command, with FFmpeg as the decoder.
fn with_decoder(typed: &[OsString], path: Option<&Path>) -> String {
    let mut typed = without_decoder(typed);
    if let Some(path) = path.filter(|_| is_info(&typed)) {
        // The other files have already been read.
        let place = if path.as_os_str().as_encoded_bytes().starts_with(b"-") { vec!["--".into()] } else { Vec::new() };
        typed = [info_flags(&typed), place, vec![path.as_os_str().to_owned()]].concat();
    }
    // Everything after "--" is an input.
    let place = typed.iter().position(|word| word == "--").unwrap_or(typed.len());
    typed.splice(place..place, ["--decoder".into(), "ffmpeg".into()]);
    let from = if path.is_none() { "… | " } else { "" };
    format!("{from}specgram {}", in_a_shell(&typed))
}

/// The typed words without the flag of the decoder.
fn without_decoder(typed: &[OsString]) -> Vec<OsString> {
    let mut words = typed.iter();
    let mut others = Vec::new();
    while let Some(word) = words.next() {
        if word == "--decoder" {
            words.next();
        } else if !word.as_encoded_bytes().starts_with(b"--decoder=") {
            others.push(word.clone());
        }
    }
    others
}

fn is_info(typed: &[OsString]) -> bool {
    typed.first().is_some_and(|command| command == "info")
}

/// The command `info` with its flags and their values, and without its files.
fn info_flags(typed: &[OsString]) -> Vec<OsString> {
    let mut is_value = false;
    let flags = typed.iter().take_while(|word| *word != "--").filter(|word| {
        let was_flag = std::mem::replace(&mut is_value, INFO_VALUES.iter().any(|flag| word == flag));
        was_flag || (*word != "-" && word.as_encoded_bytes().starts_with(b"-"))
    });
    [OsString::from("info")].into_iter().chain(flags.cloned()).collect()
}

fn in_a_shell(words: &[OsString]) -> String {
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

/// The typed command, with FFmpeg between the input and this program. `track` counts from 0 among the audio tracks.
fn through_ffmpeg(typed: &[OsString], path: Option<&Path>, track: usize) -> String {
    let from = match path {
        Some(path) => format!("ffmpeg -i {}", quoted(&for_ffmpeg(path))),
        None => "… | ffmpeg -i -".to_owned(),
    };
    let command = in_a_shell(&reading_stdin(&without_decoder(typed), path));
    format!("{from} -map 0:a:{track} -f wav - | specgram {command}")
}

/// A path that FFmpeg does not mistake for a protocol such as `http:`.
fn for_ffmpeg(path: &Path) -> OsString {
    let name = path.as_os_str();
    let is_plain = !name.to_string_lossy().contains(':');
    if is_plain { name.to_owned() } else { [OsStr::new("file:"), name].into_iter().collect() }
}

/// The same arguments with standard input instead of `path`.
fn reading_stdin(typed: &[OsString], path: Option<&Path>) -> Vec<OsString> {
    let Some(path) = path else { return typed.to_vec() };
    if is_info(typed) {
        // The other files have already been read.
        let mut words = info_flags(typed);
        words.insert(1, "-".into());
        return words;
    }
    let places = || (0..typed.len()).filter(|&at| typed[at] == path.as_os_str());
    // If several match, one may be the value of a flag.
    let is_value = |at: usize| at > 0 && typed[at - 1].to_string_lossy().starts_with('-');
    let place = places().find(|&at| !is_value(at)).or_else(|| places().next_back());
    let others = typed.iter().enumerate().filter(|(at, _)| Some(*at) != place);
    others.map(|(_, word)| word.clone()).collect()
}
