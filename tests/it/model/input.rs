//! A random signal, its bytes, and its samples by the definition.

use std::f64::consts::TAU;

use super::draw::Draw;

/// The encoding of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    U8,
    S16,
    S24,
    S32,
    F32,
    F64,
}

impl Encoding {
    /// Its name for `--raw`; `None` if the program has no such complex format.
    fn raw_name(self, complex: bool) -> Option<&'static str> {
        match (self, complex) {
            (Self::U8, false) => Some("u8"),
            (Self::S16, false) => Some("s16le"),
            (Self::S24, false) => Some("s24le"),
            (Self::S32, false) => Some("s32le"),
            (Self::F32, false) => Some("f32le"),
            (Self::F64, false) => Some("f64le"),
            (Self::U8, true) => Some("cu8"),
            (Self::S16, true) => Some("cs16le"),
            (Self::F32, true) => Some("cf32le"),
            (Self::F64, true) => Some("cf64le"),
            (Self::S24 | Self::S32, true) => None,
        }
    }

    fn bits(self) -> u32 {
        match self {
            Self::U8 => 8,
            Self::S16 => 16,
            Self::S24 => 24,
            Self::S32 | Self::F32 => 32,
            Self::F64 => 64,
        }
    }

    fn is_float(self) -> bool {
        matches!(self, Self::F32 | Self::F64)
    }

    /// Whether its transforms are computed in single precision.
    pub(super) fn is_single(self) -> bool {
        matches!(self, Self::U8 | Self::S16 | Self::S24)
    }

    /// Writes the nearest representable number, and returns it.
    fn write(self, value: f64, bytes: &mut Vec<u8>) -> f64 {
        match self {
            Self::F32 => {
                bytes.extend((value as f32).to_le_bytes());
                f64::from(value as f32)
            }
            Self::F64 => {
                bytes.extend(value.to_le_bytes());
                value
            }
            _ => {
                let full = 2_f64.powi(self.bits() as i32 - 1);
                let code = (value * full).round().clamp(-full, full - 1.0);
                let offset = if self == Self::U8 { 128 } else { 0 };
                bytes.extend(&(code as i64 + offset).to_le_bytes()[..self.bits() as usize / 8]);
                code / full
            }
        }
    }
}

/// The bytes that the program reads.
#[derive(Debug, Clone)]
pub(super) struct Input {
    pub(super) rate: u32,
    pub(super) complex: bool,
    pub(super) encoding: Encoding,
    /// Whether it has no header.
    pub(super) raw: bool,
    pub(super) bytes: Vec<u8>,
    /// The samples of each channel, or of I and of Q.
    pub(super) channels: Vec<Vec<f64>>,
}

impl Input {
    /// A signal from silence to noise, in one of the formats.
    pub(super) fn random(draw: &mut Draw) -> Self {
        let rate = draw.pick(&[1, 7, 1000, 8000, 11_025, 44_100, 48_000, 192_000]);
        let complex = draw.chance(20);
        let real = [Encoding::F32, Encoding::F64, Encoding::S16, Encoding::S24, Encoding::U8, Encoding::S32];
        let iq = [Encoding::F32, Encoding::F64, Encoding::U8, Encoding::S16];
        let encoding = match (draw.chance(50), complex) {
            (true, _) => draw.pick(&[Encoding::F32, Encoding::F64]),
            (false, true) => draw.pick(&iq),
            (false, false) => draw.pick(&real),
        };
        let raw = complex || draw.chance(30);
        let count = if complex { 2 } else { draw.pick(&[1, 1, 1, 2, 3]) };
        let length = if draw.chance(15) { draw.between(1, 20) } else { draw.scaled(20, 3000) };
        let gain =
            if encoding.is_float() && draw.chance(30) { 10_f64.powi(draw.between(0, 40) as i32 - 30) } else { 1.0 };
        let signals: Vec<Vec<f64>> = (0..count).map(|_| signal(length, draw)).collect();
        let mut bytes = Vec::new();
        let mut channels = vec![Vec::new(); count];
        for at in 0..length {
            for (channel, signal) in channels.iter_mut().zip(&signals) {
                channel.push(encoding.write(gain * signal[at], &mut bytes));
            }
        }
        let mut input = Self { rate, complex, encoding, raw, bytes, channels };
        if !raw {
            input.bytes = input.wav();
        }
        input
    }

    /// The number of samples per channel.
    pub(super) fn length(&self) -> usize {
        self.channels[0].len()
    }

    /// The command-line flags that describe it.
    pub(super) fn flags(&self) -> Vec<String> {
        if !self.raw {
            return Vec::new();
        }
        let name = self.encoding.raw_name(self.complex).expect("a format that can be raw");
        let mut flags = vec!["--raw".to_owned(), name.to_owned(), "--rate".to_owned(), self.rate.to_string()];
        if !self.complex && self.channels.len() > 1 {
            flags.extend(["--channels".to_owned(), self.channels.len().to_string()]);
        }
        flags
    }

    /// The bytes as a WAV file.
    fn wav(&self) -> Vec<u8> {
        let (bits, count) = (self.encoding.bits() as u16, self.channels.len() as u16);
        let align = count * bits / 8;
        let tag = if self.encoding.is_float() { 3_u16 } else { 1 };
        let padding = self.bytes.len() % 2;
        let mut wav = b"RIFF".to_vec();
        wav.extend((36 + self.bytes.len() as u32 + padding as u32).to_le_bytes());
        wav.extend(b"WAVEfmt \x10\0\0\0");
        wav.extend(tag.to_le_bytes());
        wav.extend(count.to_le_bytes());
        wav.extend(self.rate.to_le_bytes());
        wav.extend((self.rate * u32::from(align)).to_le_bytes());
        wav.extend(align.to_le_bytes());
        wav.extend(bits.to_le_bytes());
        wav.extend(b"data");
        wav.extend((self.bytes.len() as u32).to_le_bytes());
        wav.extend(&self.bytes);
        wav.resize(wav.len() + padding, 0);
        wav
    }
}

/// A few seconds of a random signal within full scale.
fn signal(length: usize, draw: &mut Draw) -> Vec<f64> {
    let mut signal = vec![0.0; length];
    for _ in 0..draw.between(1, 4) {
        let (from, to) = (draw.between(0, length - 1), draw.between(0, length - 1));
        // Half of all components last as long as the signal: the others distinguish times.
        let part = if draw.chance(50) { 0..length } else { from.min(to)..from.max(to) + 1 };
        let amplitude = 0.22 * 10_f64.powf(-2.5 * draw.fraction());
        let (frequency, glide, phase) = (0.5 * draw.fraction(), draw.fraction() - 0.5, TAU * draw.fraction());
        let kind = draw.between(0, 9);
        let begin = part.start;
        for at in part.clone() {
            let t = (at - begin) as f64;
            signal[at] += amplitude
                * match kind {
                    0..=2 => (TAU * frequency * t + phase).cos(),
                    3 | 4 => (TAU * (frequency + 0.3 * glide * t / length as f64) * t).cos(),
                    5..=7 => 0.25 * draw.gaussian().clamp(-4.0, 4.0),
                    8 => 1.0,
                    // A click.
                    _ => f64::from(u8::from(at == begin)),
                };
        }
    }
    signal
}
