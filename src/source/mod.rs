//! Sources of samples: files, streams and signal generators.
//!
//! A source delivers samples as it stores them, interleaved and encoded. Only [`pcm`] converts them to numbers, so that
//! workers can do so on their own threads and no sample is copied twice.

pub(crate) mod audio;
mod cancellation;
mod channel_streams;
pub mod channels;
mod choose;
mod complaints;
mod compressed;
mod corrections;
mod decoder;
mod extensions;
pub mod facts;
mod fault;
mod front_tags;
mod g711;
mod guard;
mod input;
pub mod lookahead;
mod memory;
mod open;
mod opened;
pub mod pcm;
mod pipe;
mod process;
pub mod raw;
mod reinterpreted;
mod sdr_name;
mod sigmf;
mod signature;
pub mod span;
mod stated;
pub mod synth;
pub mod tally;
pub mod wav;

pub use audio::{AudioSource, AudioSpec, Gap, SourceReport};
pub use channel_streams::ChannelStreams;
pub use channels::Channels;
pub use choose::{open_stream_with, open_with};
pub use compressed::Compressed;
pub use corrections::Corrections;
pub(crate) use corrections::{Beside, Corrected};
pub use decoder::Decoder;
pub use extensions::is_recording;
pub use facts::Facts;
pub use fault::cannot_open;
pub use guard::is_decoding;
pub use memory::Memory;
pub use open::{open, open_at, open_stream};
pub use opened::{MAX_CENTER, Opened};
pub use pcm::{ByteOrder, SampleFormat};
pub use pipe::{standard_input, stream_of};
pub use process::{DecodersEnded, before_decoders, end_decoders};
pub use raw::{Raw, RawFormat};
pub use sdr_name::SdrName;
pub(crate) use sigmf::is_sigmf;
pub use span::{Span, SpanOptions};
pub use tally::{SampleTally, Tally};
pub use wav::Wav;
