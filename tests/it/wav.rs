//! The RIFF family, opened from files built byte by byte.

mod facts;
mod hostile;
mod manifest;
mod oracle;
mod rules;
mod sizes;
mod sniff;
mod span;

use std::io::{Cursor, Read};

use specgram::Result;
use specgram::source::{AudioSource, Channels, Wav, pcm};

/// A chunk with its pad byte.
pub(crate) fn chunk(id: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = [&id[..], &(body.len() as u32).to_le_bytes(), body].concat();
    bytes.resize(bytes.len().next_multiple_of(2), 0);
    bytes
}

/// The plain `fmt ` chunk of some samples.
pub(crate) fn fmt(tag: u16, channels: u16, rate: u32, bits: u16) -> Vec<u8> {
    let align = channels * bits.div_ceil(8);
    let mut body = [tag.to_le_bytes(), channels.to_le_bytes()].concat();
    body.extend(rate.to_le_bytes());
    body.extend((rate * u32::from(align)).to_le_bytes());
    body.extend([align.to_le_bytes(), bits.to_le_bytes()].concat());
    chunk(b"fmt ", &body)
}

/// A whole file of these chunks, its size true.
pub(crate) fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = chunks.concat();
    [b"RIFF", &(body.len() as u32 + 4).to_le_bytes()[..], b"WAVE", &body].concat()
}

/// 16-bit mono at 8 kHz with the samples 1, 2, 3 …
fn counting(samples: i16) -> Vec<u8> {
    let data: Vec<u8> = (1..=samples).flat_map(i16::to_le_bytes).collect();
    riff(&[fmt(1, 1, 8000, 16), chunk(b"data", &data)])
}

/// Opens bytes as a file whose length is known.
fn as_file(bytes: &[u8]) -> Result<Wav> {
    Wav::open(Cursor::new(bytes.to_vec()), Some(bytes.len() as u64))
}

/// Opens bytes as a pipe.
fn as_pipe(bytes: &[u8]) -> Result<Wav> {
    Wav::open(Cursor::new(bytes.to_vec()), None)
}

/// All samples left, of the chosen channels, full scale being 1.
fn drain(source: &mut impl AudioSource, pick: Channels) -> Vec<f64> {
    let spec = source.spec().clone();
    let unit = spec.bytes_per_sample_frame();
    let mut block = vec![0; 1000 * unit];
    let mut samples = Vec::new();
    loop {
        let got = source.read(&mut block).unwrap();
        assert_eq!(got % unit, 0, "whole sample frames only");
        let mut values = vec![0.0; got / unit];
        pcm::decode(spec.format, spec.channels, pick, &block[..got], &mut values);
        samples.extend(values);
        if got < block.len() {
            assert_eq!(source.read(&mut block).unwrap(), 0, "nothing follows the end");
            return samples;
        }
    }
}

/// All samples of 16-bit mono as integers.
fn codes(source: &mut impl AudioSource) -> Vec<i16> {
    drain(source, Channels::Mix).into_iter().map(|sample| (sample * 32768.0) as i16).collect()
}

/// The text of the error that opening must give, which a line must hold.
fn error_of(result: Result<Wav>) -> String {
    let Err(error) = result else { panic!("opened") };
    let text = error.to_string();
    assert!(text.chars().count() < 150 && !text.contains('\n'), "too long for a line: {text}");
    text
}

/// A reader that hands out a byte at a time.
struct ByteByByte<R>(R);

impl<R: Read> Read for ByteByByte<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = buffer.len().min(1);
        self.0.read(&mut buffer[..most])
    }
}
