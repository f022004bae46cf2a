//! The defaults of other tools.

use super::overlap::Overlap;
use super::purpose::Purpose;
use crate::choice::choices;
use crate::level::{DbRange, LevelOption};
use crate::stft::{Align, Boundary, Detrend, Mode, Scaling};
use crate::window::{Form, Window};

/// A tool whose defaults apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// `scipy.signal.spectrogram`.
    Scipy,
    /// `matplotlib.mlab.specgram`.
    Matplotlib,
    /// `librosa.stft`.
    Librosa,
    /// `sox … spectrogram`.
    Sox,
    /// `tf.signal.stft`.
    Tensorflow,
}

impl Preset {
    /// The tool's colour range.
    pub fn levels(self) -> LevelOption {
        match self {
            Self::Sox => DbRange::new(-120.0, 0.0).map_or(LevelOption::Auto, LevelOption::Decibels),
            _ => LevelOption::Auto,
        }
    }
}

choices!(
    Preset, "preset",
    Scipy => "scipy" "tukey:0.25, L = 256, overlap L/8, detrend constant, density; an input shorter than L shortens the window",
    Matplotlib => "matplotlib" "symmetric hann, L = 256, overlap 128, density; spectrum for anything but power",
    Librosa => "librosa" "N = 2048, window centred in N, hop L/4, boundary zeros, magnitude, scaling none",
    Sox => "sox" "N = 1024, dbfs; a picture from -120 to 0 dB, an export has 100 frames per second",
    Tensorflow => "tensorflow" "N is the next power of two at or above L, complex (a picture: its magnitude), scaling none; symmetric if L is odd",
);

/// The defaults of an analysis.
#[derive(Debug, Clone)]
pub(super) struct Defaults {
    /// Samples under the window; `None` means the DFT's length.
    pub(super) window_length: Option<usize>,
    /// The DFT length as a function of the window's length, used if no DFT length was typed.
    pub(super) nfft: fn(Option<usize>) -> usize,
    pub(super) window: Window,
    /// The form of a window of this length.
    pub(super) form: fn(usize) -> Form,
    pub(super) align: Align,
    pub(super) overlap: Overlap,
    pub(super) detrend: Detrend,
    pub(super) boundary: Boundary,
    pub(super) mode: Mode,
    /// The scaling for a mode.
    pub(super) scaling: fn(Mode) -> Scaling,
    /// Whether window and overlap shrink for a shorter input.
    pub(super) shrinks: bool,
}

impl Defaults {
    /// The defaults of a tool, or this program's own.
    pub(super) fn of(preset: Option<Preset>, purpose: Purpose) -> Self {
        let own = Self {
            window_length: None,
            nfft: |length| length.map_or(1024, |length| length.max(1024)),
            window: Window::Hann,
            form: |_| Form::Periodic,
            align: Align::Left,
            overlap: if purpose == Purpose::Picture { Overlap::Auto } else { Overlap::Percent(50.0) },
            detrend: Detrend::None,
            boundary: Boundary::None,
            mode: Mode::Psd,
            scaling: if purpose == Purpose::Picture { |_| Scaling::Dbfs } else { |_| Scaling::Density },
            shrinks: false,
        };
        match preset {
            None => own,
            // scipy.signal.spectrogram
            Some(Preset::Scipy) => Self {
                window_length: Some(256),
                nfft: |length| length.unwrap_or(256),
                window: Window::Tukey(0.25),
                overlap: Overlap::Percent(12.5),
                detrend: Detrend::Constant,
                scaling: |_| Scaling::Density,
                shrinks: true,
                ..own
            },
            // matplotlib.mlab.specgram, which divides magnitudes by Σw whatever the scaling of power
            Some(Preset::Matplotlib) => Self {
                window_length: Some(256),
                nfft: |length| length.unwrap_or(256),
                form: |_| Form::Symmetric,
                overlap: Overlap::Samples(128),
                scaling: |mode| if mode == Mode::Psd { Scaling::Density } else { Scaling::Spectrum },
                ..own
            },
            // librosa.stft, whose magnitude librosa displays
            Some(Preset::Librosa) => Self {
                nfft: |length| length.map_or(2048, |length| length.max(2048)),
                align: Align::Center,
                overlap: Overlap::AllBut(4),
                boundary: Boundary::Zeros,
                mode: Mode::Magnitude,
                scaling: |_| Scaling::None,
                ..own
            },
            // sox spectrogram
            Some(Preset::Sox) => Self {
                overlap: if purpose == Purpose::Picture { Overlap::Auto } else { Overlap::PerSecond(100.0) },
                scaling: |_| Scaling::Dbfs,
                ..own
            },
            // tf.signal.stft, whose hann_window(periodic=True) is so for even lengths only
            Some(Preset::Tensorflow) => Self {
                nfft: |length| length.unwrap_or(1024).next_power_of_two(),
                form: |length| if length.is_multiple_of(2) { Form::Periodic } else { Form::Symmetric },
                mode: if purpose == Purpose::Picture { Mode::Magnitude } else { Mode::Complex },
                scaling: |_| Scaling::None,
                ..own
            },
        }
    }
}
