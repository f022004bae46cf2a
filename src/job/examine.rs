//! Examination of a file's contents.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use serde_json::Value;

use super::contents::{Contents, Recording};
use super::guard::guarded;
use super::input_options::InputOptions;
use super::monitor::{Monitor, Monitored};
use super::open::{open_file, open_stream};
use crate::error::{Error, Result};
use crate::output::record;
use crate::pipeline;
use crate::source::{AudioSource, Corrected, Facts, SourceReport};

/// Reads a file and returns its contents; of the options, the span is not used.
///
/// # Errors
/// Those of [`Input::open`](super::Input::open) and of the source; [`Error::Malformed`] if there are no samples; [`Error::Cancelled`];
/// [`Error::Internal`] for a panic.
pub fn examine(path: &Path, options: &InputOptions, monitor: &dyn Monitor) -> Result<Contents> {
    guarded(|| match record_in(path).filter(|_| may_be_figure(options)) {
        Some(record) => Ok(Contents::Figure(record)),
        None => measure(open_file(path, options)?, monitor).map(Contents::Recording),
    })
}

/// Reads a stream with this decoder and returns its contents.
///
/// # Errors
/// As [`examine`].
pub fn examine_stream(
    mut stream: Box<dyn Read + Send>,
    options: &InputOptions,
    monitor: &dyn Monitor,
) -> Result<Contents> {
    guarded(|| {
        if !may_be_figure(options) {
            return measure(open_stream(stream, options)?, monitor).map(Contents::Recording);
        }
        let (head, record) = record_at_front_of(&mut stream).map_err(|error| Error::io("cannot read", error))?;
        match record {
            Some(record) => Ok(Contents::Figure(record)),
            None => {
                let corrected = open_stream(Box::new(Cursor::new(head).chain(stream)), options)?;
                measure(corrected, monitor).map(Contents::Recording)
            }
        }
    })
}

/// Whether the options leave it open that an input is a figure.
fn may_be_figure(options: &InputOptions) -> bool {
    options.raw.is_none() && options.byte_offset == 0
}

fn measure(corrected: Corrected, monitor: &dyn Monitor) -> Result<Recording> {
    let Corrected { opened, time_expansion } = corrected;
    let center = opened.source.spec().complex.then_some(opened.center);
    let mut source = Monitored::new(opened.source, monitor);
    let spec = source.spec().clone();
    let levels = pipeline::signal_levels(&mut source)?;
    // Some metadata of a stream are complete only now.
    let SourceReport { mut warnings, texts, .. } = source.report();
    let facts = Facts { texts: texts.unwrap_or(opened.facts.texts), ..opened.facts };
    warnings.extend(levels.tally.warnings());
    warnings.iter().for_each(|warning| monitor.warning(warning));
    Ok(Recording { spec, decoder: opened.decoder, facts, time_expansion, center, levels, warnings })
}

/// The record in a figure made by this program; `None` for any other file, and for an unreadable one.
fn record_in(path: &Path) -> Option<Value> {
    // A pipe could not be read again for other contents.
    let file = File::open(path).ok().filter(|_| path.is_file())?;
    record_at_front_of(&mut BufReader::new(file)).ok()?.1
}

/// The first bytes of a stream, and the record if it is a figure.
fn record_at_front_of(stream: &mut impl Read) -> io::Result<(Vec<u8>, Option<Value>)> {
    let mut head = Vec::with_capacity(record::HEAD);
    stream.by_ref().take(record::HEAD as u64).read_to_end(&mut head)?;
    let found = if record::may_follow(&head) { record::find(head.chain(stream))? } else { None };
    let record = found.and_then(|record| serde_json::from_str(&record).ok());
    Ok((head, record.filter(Value::is_object)))
}
