//! `specgram info`: what a file holds.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use serde_json::{Value, json};
use specgram::job::{self, Contents, Recording};
use specgram::source;
use specgram::units::{Decibels, Short};

use super::destination::overwrites;
use super::failure::{self, Messages, Strictness, Subject};
use super::progress::OnTerminal;
use super::record;
use super::standard;
use super::terminal::{self, STDOUT};

/// Show container, encoding, rate, channels, length and levels of audio files
///
/// Of a figure made here, PNG, SVG or PDF, it tells how it was made. Of a recording every sample is read. Peak and RMS are over all channels, as fractions of full scale.
#[derive(Args)]
pub(super) struct Arguments {
    /// Audio files, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Print JSON: an array with an object per file
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    strictness: Strictness,
}

/// What is said of one file.
struct Examined {
    name: String,
    contents: Contents,
}

impl Examined {
    fn as_json(&self) -> Value {
        match &self.contents {
            Contents::Recording(recording) => as_json(&self.name, recording),
            Contents::Figure(record) => json!({ "file": self.name, "figure": record }),
        }
    }

    fn as_text(&self) -> String {
        match &self.contents {
            Contents::Recording(recording) => as_text(&self.name, recording),
            Contents::Figure(record) => format!("{}\n{}", terminal::in_a_line(&self.name), record::in_lines(record)),
        }
    }
}

pub(super) fn run(arguments: &Arguments, messages: Messages) -> anyhow::Result<()> {
    let messages = Messages { strict: arguments.strictness.strict, ..messages };
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    let paths = arguments.files.iter().map(|path| Some(path.as_path()).filter(|path| *path != Path::new("-")));
    standard::check_output().context(STDOUT)?;
    if paths.clone().any(standard::output_is) {
        return Err(overwrites(STDOUT));
    }
    for path in paths {
        let subject = Subject::input(path);
        let monitor = OnTerminal::new(messages, &subject);
        let examined = match path {
            Some(path) => job::examine(path, &monitor),
            None => {
                standard::check_input().and_then(|()| job::examine_stream(Box::new(source::standard_input()), &monitor))
            }
        };
        drop(monitor);
        let examined = examined.and_then(|contents| match &contents {
            Contents::Recording(recording) if messages.strict => {
                job::check_losses(&recording.warnings).map(|()| contents)
            }
            _ => Ok(contents),
        });
        match examined.with_context(|| subject.clone()) {
            Ok(contents) => {
                if let Contents::Recording(Recording { levels, spec, .. }) = &contents {
                    let (samples, channels) = (levels.samples, spec.channels);
                    let plural = if channels == 1 { "" } else { "s" };
                    messages.detail(format_args!("{subject}: {samples} samples of {channels} channel{plural} read"));
                }
                found.push(Examined { name: subject.to_string(), contents });
            }
            Err(failure) => failures.push(failure),
        }
    }
    let told = if found.is_empty() { Ok(()) } else { tell(&found, arguments.json) };
    // A file that cannot be read is no reason to keep silent about the others, nor is a reader who leaves.
    let Some(last) = failures.pop() else { return told };
    let unread = failure::unless_reader_left(told).err();
    failures.iter().chain(&unread).for_each(failure::report);
    Err(last)
}

fn tell(found: &[Examined], as_json: bool) -> anyhow::Result<()> {
    if as_json {
        return terminal::print_json(&Value::Array(found.iter().map(Examined::as_json).collect()));
    }
    terminal::print(&found.iter().map(Examined::as_text).collect::<Vec<_>>().join("\n"))
}

fn as_json(name: &str, recording: &Recording) -> Value {
    let Recording { spec, facts, levels, warnings } = recording;
    let mut texts = serde_json::Map::new();
    for (key, value) in facts.texts.iter() {
        // Of several of one name, the first.
        texts.entry(key).or_insert_with(|| json!(value));
    }
    json!({
        "file": name,
        "container": facts.container,
        "encoding": facts.encoding,
        "bits": facts.bits,
        "channels": spec.channels,
        "sample_rate": whole_if_possible(spec.sample_rate.get()),
        "frames": levels.samples,
        "duration": spec.sample_rate.duration(levels.samples).0,
        "peak": levels.peak,
        "rms": levels.rms,
        "tags": texts,
        "warning_details": job::warnings_as_json(warnings),
    })
}

/// A rate as people write it: 44100, not 44100.0.
fn whole_if_possible(value: f64) -> Value {
    if value.fract() == 0.0 && value < 1e15 { json!(value as u64) } else { json!(value) }
}

fn as_text(name: &str, recording: &Recording) -> String {
    let Recording { spec, facts, levels, .. } = recording;
    let bits = facts.bits.map_or_else(String::new, |bits| format!(", {bits}-bit"));
    let seconds = spec.sample_rate.duration(levels.samples).0;
    let mut lines = vec![
        name.to_owned(),
        format!("  container    {}", facts.container),
        format!("  encoding     {}{bits}", facts.encoding),
        format!("  channels     {}", spec.channels),
        format!("  sample rate  {} Hz", Short(spec.sample_rate.get())),
        format!("  duration     {} ({} samples per channel)", clock(seconds), levels.samples),
        format!("  peak         {}", level(levels.peak)),
        format!("  RMS          {}", level(levels.rms)),
    ];
    lines.extend(facts.texts.iter().map(|(key, value)| format!("  {key:<12} {value}")));
    lines.iter().map(|line| terminal::in_a_line(line) + "\n").collect()
}

/// An amplitude with its level: `0.500000 (-6.02 dBFS)`; of many digits, `3.0518e-5 (-90.31 dBFS)`.
fn level(amplitude: f64) -> String {
    let decibels = 2.0 * Decibels::of_power(amplitude).0;
    if amplitude > 0.0 && !(1e-3..1e6).contains(&amplitude) {
        format!("{amplitude:.4e} ({decibels:.2} dBFS)")
    } else {
        format!("{amplitude:.6} ({decibels:.2} dBFS)")
    }
}

/// A duration as `12.345 s`, `3:07.250` or `1:02:03.000`.
fn clock(seconds: f64) -> String {
    let milliseconds = (seconds * 1000.0).round() as u64;
    let (minutes, rest) = (milliseconds / 60_000, (milliseconds % 60_000) as f64 / 1000.0);
    match (minutes / 60, minutes % 60) {
        (0, 0) => format!("{rest:.3} s"),
        (0, minutes) => format!("{minutes}:{rest:06.3}"),
        (hours, minutes) => format!("{hours}:{minutes:02}:{rest:06.3}"),
    }
}
