//! `specgram bands`: band tables.

use std::io::{self, BufWriter, Write};

use clap::Args;
use specgram::longterm::{Band, BandSet};
use specgram::units::{Hertz, SampleRate};

use super::failure::{Usage, unless_reader_left};
use super::one_of::one_of;
use super::standard::{cannot_write, check_output};

/// The highest rate: the numbers of 1-Hz bands have 31 bits, and half the rate is the last.
const HIGHEST: f64 = 4e9;

/// Print a table of frequency bands as CSV
///
/// Columns: the band's number, its lower edge, centre and upper edge in hertz, and its nominal frequency, if it has one.
#[derive(Args)]
pub(super) struct Arguments {
    /// The set of bands
    #[arg(value_name = "BANDS", value_parser = one_of::<BandSet>())]
    set: BandSet,

    /// Sample rate, half of which bounds the table, such as 48k
    #[arg(long, value_name = "HZ")]
    rate: Hertz,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let rate = SampleRate::new(arguments.rate.0)?;
    if arguments.rate.0 > HIGHEST {
        return Err(Usage::error(format!(
            "--rate must be at most {HIGHEST:e} Hz for a table, got {:e}",
            arguments.rate.0
        )));
    }
    check_output()?;
    let mut out = BufWriter::new(io::stdout().lock());
    unless_reader_left(print(&mut out, arguments.set.bands(rate)).map_err(cannot_write))
}

fn print(out: &mut impl Write, bands: impl Iterator<Item = Band>) -> io::Result<()> {
    writeln!(out, "band,low_hz,center_hz,high_hz,nominal_hz")?;
    for Band { number, low, center, high, nominal } in bands {
        let nominal = nominal.map_or(String::new(), |nominal| nominal.to_string());
        writeln!(out, "{number},{low},{center},{high},{nominal}")?;
    }
    out.flush()
}
