//! `specgram info`: what a file holds.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use serde_json::{Value, json};
use specgram::Error;
use specgram::output::record;
use specgram::pipeline::{self, Levels};
use specgram::source::{self, AudioSource, AudioSpec, Facts};
use specgram::units::{Decibels, Short};
use specgram::warning::Warning;

use super::destination::{STDOUT, overwrites};
use super::failure::{self, Messages};
use super::input::name_of;
use super::record::as_text as record_as_text;
use super::standard;
use super::terminal;

/// Tell what files hold: container, encoding, rate, channels, length and levels
///
/// Of a figure made here, PNG, SVG or PDF, it tells how it was made. Of a recording every sample is read. Peak and RMS are over all channels, as fractions of full scale.
#[derive(Args)]
pub(super) struct Arguments {
    /// Audio files, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// JSON: an array with an object per file
    #[arg(long)]
    json: bool,
}

/// What is told of one file.
enum Told {
    Sound(Information),
    /// A figure made here, and how it was made.
    Figure {
        name: String,
        record: Value,
    },
}

impl Told {
    fn as_json(&self) -> Value {
        match self {
            Self::Sound(information) => as_json(information),
            Self::Figure { name, record } => json!({ "file": name, "figure": record }),
        }
    }

    fn as_text(&self) -> String {
        match self {
            Self::Sound(information) => as_text(information),
            Self::Figure { name, record } => format!("{}\n{}", terminal::in_a_line(name), record_as_text(record)),
        }
    }
}

/// What a sound file holds.
struct Information {
    name: String,
    spec: AudioSpec,
    facts: Facts,
    levels: Levels,
    warnings: Vec<Warning>,
}

pub(super) fn run(arguments: &Arguments, messages: Messages) -> anyhow::Result<()> {
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    let paths = arguments.files.iter().map(|path| Some(path.as_path()).filter(|path| *path != Path::new("-")));
    standard::check_output().context(STDOUT)?;
    if paths.clone().any(standard::output_is) {
        return Err(overwrites(STDOUT));
    }
    for path in paths {
        let name = name_of(path);
        match examine(path, &name).with_context(|| name) {
            Ok(told) => {
                if let Told::Sound(information) = &told {
                    messages.warn(&information.name, &information.warnings);
                    let (samples, channels) = (information.levels.samples, information.spec.channels);
                    let plural = if channels == 1 { "" } else { "s" };
                    let name = &information.name;
                    messages.detail(format_args!("{name}: {samples} samples of {channels} channel{plural} read"));
                }
                found.push(told);
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

fn tell(found: &[Told], as_json: bool) -> anyhow::Result<()> {
    let text = if as_json {
        terminal::in_json(&Value::Array(found.iter().map(Told::as_json).collect()))
    } else {
        found.iter().map(Told::as_text).collect::<Vec<_>>().join("\n")
    };
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    written.map_err(|error| Error::io("cannot write", error)).context(STDOUT)
}

fn examine(path: Option<&Path>, name: &str) -> specgram::Result<Told> {
    let (record, opened) = match path {
        Some(path) => (record_in(path), source::open(path)),
        None => {
            standard::check_input()?;
            let mut stdin = source::standard_input();
            let (head, record) = record_at_front_of(&mut stdin).map_err(|error| Error::io("cannot read", error))?;
            (record, source::open_stream(Box::new(Cursor::new(head).chain(stdin))))
        }
    };
    if let Some(record) = record {
        return Ok(Told::Figure { name: name.to_owned(), record });
    }
    let opened = opened?;
    let mut source = opened.source;
    let spec = source.spec().clone();
    let levels = pipeline::levels(&mut source)?;
    // Of a stream some texts are known only now.
    let texts = source.texts().unwrap_or(&opened.facts.texts).clone();
    let facts = Facts { texts, ..opened.facts };
    let mut warnings = source.warnings();
    warnings.extend(levels.tally.warnings());
    Ok(Told::Sound(Information { name: name.to_owned(), spec, facts, levels, warnings }))
}

/// The record in a figure made here; `None` of any other file, and of one that cannot be read.
fn record_in(path: &Path) -> Option<Value> {
    // A pipe could not be read again for what else it may hold.
    let file = File::open(path).ok().filter(|_| path.is_file())?;
    record_at_front_of(&mut BufReader::new(file)).ok()?.1
}

/// The first bytes of a stream, and the record where it brings a figure.
fn record_at_front_of(stream: &mut impl Read) -> io::Result<(Vec<u8>, Option<Value>)> {
    let mut head = Vec::with_capacity(record::HEAD);
    stream.by_ref().take(record::HEAD as u64).read_to_end(&mut head)?;
    let found = if record::may_follow(&head) { record::find(head.chain(stream))? } else { None };
    let record = found.and_then(|record| serde_json::from_str(&record).ok());
    Ok((head, record.filter(Value::is_object)))
}

fn as_json(information: &Information) -> Value {
    let Information { name, spec, facts, levels, .. } = information;
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
    })
}

/// A rate as people write it: 44100, not 44100.0.
fn whole_if_possible(value: f64) -> Value {
    if value.fract() == 0.0 && value < 1e15 { json!(value as u64) } else { json!(value) }
}

fn as_text(information: &Information) -> String {
    let Information { name, spec, facts, levels, .. } = information;
    let bits = facts.bits.map_or_else(String::new, |bits| format!(", {bits}-bit"));
    let seconds = spec.sample_rate.duration(levels.samples).0;
    let mut lines = vec![
        name.clone(),
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
