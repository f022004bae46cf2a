//! What a header states, or should state, as typed.

use clap::Args;
use specgram::error::OptionName;
use specgram::job::{InputOptions, RawOptions};
use specgram::source::{Corrections, RawFormat};
use specgram::units::Hertz;

use super::one_of::{one_of, whole};

/// Flags about the format of an input, instead of its header or correcting it.
#[derive(Args)]
#[command(next_help_heading = "Input")]
pub(super) struct HeaderFlags {
    /// Headerless input of this format; needs --rate
    ///
    /// Formats that begin with c are complex: I, then Q. Integers are divided by 2^(bits-1), unsigned ones less 128
    /// first. Recordings of gqrx, named gqrx_..._fc.raw, need neither flag.
    #[arg(long, value_name = "FORMAT", value_parser = one_of::<RawFormat>())]
    raw: Option<RawFormat>,

    /// Samples per second, of raw input or against the header of any other; 2.4M is 2400000 [default: as stated]
    ///
    /// The typed rate is the true one: a time expansion that the input states no longer counts.
    #[arg(long, value_name = "HZ")]
    rate: Option<Hertz>,

    /// Interleaved channels of raw input [default: 1]
    #[arg(long, value_name = "N", requires = "raw", value_parser = whole::<usize>(OptionName::Channels))]
    channels: Option<usize>,

    /// Skip N bytes before raw samples, or before the header of any other input [default: 0]
    ///
    /// With --raw, the samples of a file whose header is unknown are read from there. Otherwise the input is recognized by
    /// its contents from there, and byte positions in messages count from there.
    #[arg(long, value_name = "N", value_parser = whole::<u64>(OptionName::ByteOffset))]
    byte_offset: Option<u64>,

    /// The two channels are I and Q of complex samples; =no: they are not [default: as stated]
    ///
    /// Stated by a chunk 'auxi' in WAV, or by the names that SDR#, HDSDR, SDRuno and SDR++ give to their recordings.
    #[arg(long, value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes", value_parser = yes_or_no)]
    iq: Option<bool>,

    /// Exchange I and Q, which mirrors the spectrum
    #[arg(long)]
    swap_iq: bool,

    /// The recording is this many times slower than its subject: the true rate is rate x X [default: as stated]
    ///
    /// Stated by GUANO (TE) or wamd in WAV; 1 undoes what is stated. All times and frequencies are the true ones.
    #[arg(long, value_name = "X")]
    time_expansion: Option<f64>,
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(format!("must be yes or no, got '{text}'")),
    }
}

impl HeaderFlags {
    /// How to open an input, all of it.
    pub(super) fn options(&self) -> InputOptions {
        let raw = self.raw.map(|format| RawOptions { format, rate: self.rate, channels: self.channels.unwrap_or(1) });
        InputOptions {
            raw,
            byte_offset: self.byte_offset.unwrap_or(0),
            corrections: Corrections {
                rate: self.rate,
                time_expansion: self.time_expansion,
                iq: self.iq,
                swap_iq: self.swap_iq,
            },
            ..InputOptions::default()
        }
    }
}
