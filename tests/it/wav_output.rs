//! WAV files as they are written: read back by hound, and byte by byte where hound cannot.

use std::io::{self, Cursor, Write};

use specgram::Error;
use specgram::Result;
use specgram::output::wav;
use specgram::source::synth::{Synth, SynthOptions, SynthSignal};
use specgram::source::{AudioSource, AudioSpec, ByteOrder, SampleFormat};
use specgram::units::{Hertz, Position, SampleRate};

const F32: SampleFormat = SampleFormat::Float32(ByteOrder::Little);
const F64: SampleFormat = SampleFormat::Float64(ByteOrder::Little);

fn integers(bytes: u8) -> SampleFormat {
    SampleFormat::Signed { bytes, order: ByteOrder::Little }
}

fn spec(format: SampleFormat, channels: usize, length: Option<u64>) -> AudioSpec {
    AudioSpec { sample_rate: SampleRate::new(8000.0).unwrap(), channels, complex: false, format, length }
}

/// A tone in noise, `length` samples of it at 8 kHz.
fn synth(format: SampleFormat, channels: usize, length: u64) -> Synth {
    let options = SynthOptions {
        signals: vec![
            SynthSignal::Tone { frequency: Hertz(440.0), amplitude: 0.5 },
            SynthSignal::FadingNoise { density: 1e-6, decay: 1.0 },
        ],
        sample_rate: Hertz(8000.0),
        duration: Position::Samples(length),
        channels,
        format,
        seed: 0,
    };
    Synth::new(&options).unwrap()
}

fn written(source: &mut dyn AudioSource) -> Vec<u8> {
    let mut file = Vec::new();
    wav::write(source, &mut file).unwrap();
    file
}

fn raw(source: &mut dyn AudioSource, bytes: usize) -> Vec<u8> {
    let mut raw = vec![0; bytes];
    assert_eq!(source.read(&mut raw).unwrap(), bytes);
    raw
}

/// Bytes of zeros that claim any length they like.
struct Zeros {
    spec: AudioSpec,
    left: usize,
}

impl AudioSource for Zeros {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let count = bytes.len().min(self.left);
        self.left -= count;
        bytes[..count].fill(0);
        Ok(count)
    }
}

#[test]
fn hound_reads_integers_back() {
    for (bytes, channels, length) in [(2, 1, 1000), (2, 2, 999), (3, 1, 777), (3, 2, 5000), (4, 6, 100), (2, 6, 30_001)]
    {
        let file = written(&mut synth(integers(bytes), channels, length));
        let mut reader = hound::WavReader::new(Cursor::new(&file)).unwrap();
        let spec = reader.spec();
        assert_eq!((spec.sample_rate, usize::from(spec.channels)), (8000, channels));
        assert_eq!((spec.bits_per_sample, spec.sample_format), (8 * u16::from(bytes), hound::SampleFormat::Int));
        assert_eq!(u64::from(reader.duration()), length);
        let got: Vec<i32> = reader.samples().map(|sample| sample.unwrap()).collect();
        let width = usize::from(bytes);
        let sent = raw(&mut synth(integers(bytes), channels, length), got.len() * width);
        let expected = sent.chunks_exact(width).map(|sample| {
            let mut wide = [0; 4];
            wide[4 - width..].copy_from_slice(sample);
            i32::from_le_bytes(wide) >> (32 - 8 * width)
        });
        assert!(got.iter().copied().eq(expected), "{bytes} bytes, {channels} channels");
    }
}

#[test]
fn hound_reads_floats_back() {
    for channels in [1, 2, 3] {
        let file = written(&mut synth(F32, channels, 2000));
        let mut reader = hound::WavReader::new(Cursor::new(&file)).unwrap();
        assert_eq!(reader.spec().sample_format, hound::SampleFormat::Float);
        assert_eq!(reader.duration(), 2000);
        let got: Vec<u8> = reader.samples::<f32>().flat_map(|sample| sample.unwrap().to_le_bytes()).collect();
        assert!(got == raw(&mut synth(F32, channels, 2000), got.len()), "{channels} channels");
    }
}

#[test]
fn a_plain_header_is_the_classic_44_bytes() {
    let file = written(&mut synth(integers(2), 1, 3));
    let expected = b"RIFF\x2a\0\0\0WAVEfmt \x10\0\0\0\
        \x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x06\0\0\0";
    assert_eq!(&file[..44], expected);
    assert_eq!(file.len(), 50);
}

#[test]
fn doubles_have_a_fact_chunk_and_tag_3() {
    let file = written(&mut synth(F64, 2, 100));
    // 4 + (8 + 18) + (8 + 4) + (8 + 1600) = 1650 bytes after the RIFF size.
    let expected = b"RIFF\x72\x06\0\0WAVEfmt \x12\0\0\0\
        \x03\0\x02\0\x40\x1f\0\0\0\xf4\x01\0\x10\0\x40\0\0\0fact\x04\0\0\0\x64\0\0\0data\x40\x06\0\0";
    assert_eq!(&file[..58], expected);
    assert_eq!(file.len(), 1658);
    assert!(file[58..] == raw(&mut synth(F64, 2, 100), 1600));
}

#[test]
fn formats_beyond_the_classic_header_are_extensible() {
    let tag_of = |format, channels| {
        let header = wav::header(&spec(format, channels, Some(10))).unwrap();
        u16::from_le_bytes([header[20], header[21]])
    };
    for (format, channels, tag) in [
        (SampleFormat::Unsigned8, 1, 1),
        (integers(2), 2, 1),
        (integers(2), 3, 0xfffe),
        (integers(3), 1, 0xfffe),
        (integers(4), 1, 0xfffe),
        (F32, 2, 3),
        (F64, 3, 0xfffe),
    ] {
        assert_eq!(tag_of(format, channels), tag, "{format:?}, {channels} channels");
    }
    // 24 valid bits, the front centre speaker, and the sub-format of PCM.
    let header = wav::header(&spec(integers(3), 1, Some(10))).unwrap();
    let expected = b"\x16\0\x18\0\x04\0\0\0\x01\0\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71";
    assert_eq!(&header[36..60], expected);
}

#[test]
fn an_odd_number_of_bytes_is_padded() {
    let file = written(&mut synth(integers(3), 1, 5));
    // RIFF head 12, format chunk 48, data head 8, 15 bytes of samples and one of padding.
    assert_eq!(file.len(), 84);
    assert_eq!(file[4..8], 76_u32.to_le_bytes());
    assert_eq!(file[64..68], 15_u32.to_le_bytes());
    assert_eq!(file[83], 0);
}

#[test]
fn more_than_four_gibibytes_are_rf64() {
    // The RIFF size of 16-bit mono is 36 more than its data: 0xFFFFFFFE is the last that fits.
    let fits = (u64::from(u32::MAX) - 1 - 36) / 2;
    let header = wav::header(&spec(integers(2), 1, Some(fits))).unwrap();
    assert_eq!((&header[..4], &header[4..8]), (&b"RIFF"[..], &0xffff_fffe_u32.to_le_bytes()[..]));

    for length in [fits + 1, 3_000_000_000] {
        let header = wav::header(&spec(integers(2), 1, Some(length))).unwrap();
        // The RIFF size counts the ds64 chunk's 36 bytes too; its table of other chunks is empty.
        let mut expected = b"RF64\xff\xff\xff\xffWAVEds64\x1c\0\0\0".to_vec();
        for size in [2 * length + 36 + 36, 2 * length, length] {
            expected.extend(size.to_le_bytes());
        }
        expected.extend(b"\0\0\0\0fmt \x10\0\0\0");
        assert_eq!(header[..expected.len()], expected);
        assert_eq!(header[header.len() - 8..], *b"data\xff\xff\xff\xff");
    }
}

#[test]
fn an_unknown_length_is_written_as_up_to_the_end() {
    let mut source = Zeros { spec: spec(F32, 1, None), left: 400_000 };
    let mut file = Vec::new();
    assert_eq!(wav::write(&mut source, &mut file).unwrap(), 100_000);
    assert_eq!(
        (&file[..8], &file[46..58]),
        (&b"RIFF\xff\xff\xff\xff"[..], &b"\xff\xff\xff\xffdata\xff\xff\xff\xff"[..])
    );
    assert_eq!(file.len(), 58 + 400_000);
    // A byte of padding would be taken for a part of the data.
    let mut odd = Zeros { spec: spec(integers(3), 1, None), left: 15 };
    assert_eq!(written(&mut odd).len(), 68 + 15);
}

#[test]
fn a_source_that_ends_before_its_length_is_an_error() {
    let mut short = Zeros { spec: spec(integers(2), 2, Some(100)), left: 4 * 99 };
    let error = wav::write(&mut short, &mut Vec::new()).unwrap_err();
    assert!(matches!(&error, Error::Malformed { .. }), "{error:?}");
    assert_eq!(error.to_string(), "the source ends after 99 of 100 samples");
}

#[test]
fn data_that_wav_cannot_store_are_refused() {
    let refusal = |spec: AudioSpec| wav::header(&spec).unwrap_err();
    let at_rate = |rate: f64| AudioSpec { sample_rate: SampleRate::new(rate).unwrap(), ..spec(F32, 1, Some(1)) };
    assert!(matches!(refusal(at_rate(44_100.5)), Error::InvalidOption { .. }));
    assert!(matches!(refusal(at_rate(0.25)), Error::InvalidOption { .. }));
    assert!(matches!(refusal(at_rate(1e10)), Error::Limit { .. }));
    // 4 bytes of 2^30 Hz are one more than the bytes per second can say.
    assert!(matches!(refusal(at_rate(1_073_741_824.0)), Error::Limit { .. }));
    assert!(wav::header(&at_rate(1_073_741_823.0)).is_ok());
    assert!(matches!(refusal(spec(integers(2), 65_536, Some(1))), Error::Limit { .. }));
    assert!(matches!(refusal(spec(F64, 8192, Some(1))), Error::Limit { .. }));
    assert!(matches!(refusal(spec(F64, 2, Some(u64::MAX / 2))), Error::Limit { .. }));
    for format in [SampleFormat::MuLaw, SampleFormat::Float32(ByteOrder::Big), integers(5)] {
        assert!(matches!(refusal(spec(format, 1, Some(1))), Error::Unsupported { .. }), "{format:?}");
    }
}

/// A reader that has gone away.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_distinguished_from_a_full_disk() {
    let error = wav::write(&mut synth(F32, 1, 10), &mut Closed).unwrap_err();
    assert!(error.is_broken_pipe(), "{error}");
}
