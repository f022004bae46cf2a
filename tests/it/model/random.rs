//! Random pictures.

use specgram::colormap::ColormapName;

use super::case::{Boundary, Case, Detrend, Levels, Mode, Pool, Scale, Scaling};
use super::colors::{self, Colored, decibels};
use super::draw::Draw;
use super::flags::Flags;
use super::input::Input;
use super::phase;
use super::picture::cells;
use super::span::Span;
use super::transform::{frames, powers};
use super::window::Shape;

/// The most products that a picture's transforms may take, so that a test of hundreds stays short.
const MOST_PRODUCTS: usize = 4_000_000;

/// How far rounding may move a cell, in decibels, where a range of colours is to follow from the cells.
const CERTAIN: f64 = 1e-3;

impl Case {
    /// The picture that belongs to a seed, and the colours of its cells: one list for every range that rounding allows.
    pub(super) fn random(seed: u64) -> (Self, Vec<Colored>) {
        let draw = &mut Draw::new(seed);
        let mut case = if draw.chance(15) { Self::of_preset(draw) } else { Self::of_flags(draw) };
        let frames = frames(&case);
        if case.mode.is_phase() {
            case.levels = Levels::Phases;
            if let Some(colors) = phase::colors(&case, &frames) {
                return (case, vec![colors]);
            }
            case.mode = Mode::Angle;
            let colors = phase::colors(&case, &frames).expect("angles are always certain");
            return (case, vec![colors]);
        }
        let cells = cells(&case, &powers(&case, &frames));
        case.levels = levels(&cells, draw);
        let colors = colors::colors(&case, &cells);
        (case, colors)
    }

    /// A picture with default values.
    fn plain(draw: &mut Draw) -> (Self, Flags) {
        let input = Input::random(draw);
        let mut flags = Flags::default();
        let length = input.length();
        let (mut start, mut count) = (0, length);
        if draw.chance(20) {
            start = draw.between(0, length - 1);
            flags.add("--start", format!("{start}samples"));
            count -= start;
        }
        if draw.chance(20) {
            count = draw.between(1, count);
            flags.add("--duration", format!("{count}samples"));
        }
        let real = !input.complex;
        let mut channel = None;
        if real && draw.chance(30) {
            let number = draw.between(1, input.channels.len());
            channel = Some(number - 1);
            let name = if number == 1 && draw.chance(50) { "left".to_owned() } else { number.to_string() };
            flags.add("--channel", name);
        }
        let (width, height) = (draw.scaled(1, 60), draw.scaled(1, 40));
        let pool = flags.pick(draw, "--pool", &[("mean", Pool::Mean), ("max", Pool::Max)]);
        flags.add("--threads", draw.between(1, 3));
        let case = Self {
            piped: draw.chance(25),
            channel,
            start,
            count,
            nfft: 1024,
            window_length: 1024,
            centered: false,
            shape: Shape::Hann,
            symmetric: false,
            hop: 0,
            detrend: Detrend::None,
            boundary: Boundary::None,
            pad_tail: false,
            two_sided: input.complex,
            mode: Mode::Psd,
            scaling: Scaling::Dbfs,
            scale: Scale::Linear,
            low: None,
            high: None,
            pool,
            width,
            height,
            levels: Levels::Auto,
            colormap: draw.pick(&[ColormapName::Gray, ColormapName::Gray, ColormapName::Viridis]),
            flags: Vec::new(),
            input,
        };
        (case, flags)
    }

    /// A picture with the defaults of another tool.
    fn of_preset(draw: &mut Draw) -> Self {
        let (plain, mut flags) = Self::plain(draw);
        let name = draw.pick(&["scipy", "matplotlib", "librosa"]);
        flags.add("--preset", name);
        let mut case = match name {
            "scipy" => {
                // A shorter signal shortens the window, and with it the transform.
                let length = plain.count.min(256);
                let (nfft, hop) = (length.max(2), length - length / 8);
                let (detrend, scaling) = (Detrend::Constant, Scaling::Density);
                Self { nfft, window_length: length, hop, shape: Shape::Tukey(0.25), detrend, scaling, ..plain }
            }
            "matplotlib" => {
                let scaling = Scaling::Density;
                Self { nfft: 256, window_length: 256, hop: 128, symmetric: true, scaling, ..plain }
            }
            _ => {
                let (mode, scaling, boundary) = (Mode::Magnitude, Scaling::None, Boundary::Zeros);
                Self { nfft: 128, window_length: 128, hop: 32, centered: true, mode, scaling, boundary, ..plain }
            }
        };
        if name == "librosa" {
            // Shorter than its own 2048, whose sums would take the time of a hundred other pictures.
            flags.add("--nfft", 128);
        }
        case.piped &= !case.input.raw;
        case.flags = flags.0;
        case
    }

    /// A picture with flags of every kind.
    fn of_flags(draw: &mut Draw) -> Self {
        let (mut case, mut flags) = Self::plain(draw);
        let known_length = !case.piped || !case.input.raw;
        if case.pool == Pool::Mean && known_length && draw.chance(12) {
            case.mode = draw.pick(&[Mode::Angle, Mode::Phase]);
        }
        case.lengths(draw, &mut flags);
        let is_typed = case.hop(draw, &mut flags);
        case.beyond_the_ends(draw, &mut flags);
        case.quantity(draw, &mut flags);
        case.frequencies(draw, &mut flags);
        // The balanced one, whose width follows from the hop.
        if case.shape == Shape::Gaussian(0.0) {
            let std = (case.hop as f64 * case.nfft as f64 / std::f64::consts::TAU).sqrt();
            case.shape = Shape::Gaussian(std.min(case.window_length as f64 / 6.0));
        }
        // For a longer stream of unknown length the columns are merged as it grows.
        let step = if is_typed { case.hop } else { case.window_length.div_ceil(2) };
        case.piped &= !case.input.raw || case.input.length() <= 4 * case.width * step;
        case.flags = flags.0;
        case
    }

    /// The lengths of window and transform, and the window.
    fn lengths(&mut self, draw: &mut Draw, flags: &mut Flags) {
        let primes = [2, 3, 5, 7, 13, 31, 61, 127, 251, 509];
        self.nfft = match draw.between(0, 3) {
            0 => draw.pick(&[2, 4, 8, 16, 32, 64, 128, 256, 512]),
            1 => draw.pick(&primes),
            _ => draw.scaled(2, 400),
        };
        if draw.chance(5) {
            self.nfft = 1024;
        } else {
            flags.add("--nfft", self.nfft);
        }
        self.window_length = self.nfft;
        if draw.chance(40) {
            self.window_length = draw.between(1, self.nfft);
            flags.add("--window-length", self.window_length);
            self.centered = flags.pick(draw, "--window-align", &[("left", false), ("center", true)]);
        }
        let shapes = [
            ("hann", Shape::Hann),
            ("boxcar", Shape::Boxcar),
            ("hamming", Shape::Hamming),
            ("blackman", Shape::Blackman),
            ("bartlett", Shape::Bartlett),
            ("cosine", Shape::Cosine),
            ("tukey", Shape::Tukey(0.25)),
            ("tukey:0.6", Shape::Tukey(0.6)),
            ("gaussian:7.5", Shape::Gaussian(7.5)),
            ("gaussian", Shape::Gaussian(0.0)),
        ];
        self.shape = flags.pick(draw, "--window", &shapes);
        // Symmetric windows of at most two samples are all zero.
        if self.window_length > 2 && draw.chance(20) {
            self.symmetric = true;
            flags.0.push("--symmetric".to_owned());
        }
    }

    /// The hop, and whether it is typed.
    fn hop(&mut self, draw: &mut Draw, flags: &mut Flags) -> bool {
        let length = self.window_length;
        let least = self.least_hop();
        let typed = match draw.between(0, 4) {
            2 => {
                let overlap = draw.between(0, length - 1);
                Some(("--overlap", overlap.to_string(), length - overlap))
            }
            3 => {
                let percent = draw.pick(&[0, 25, 50, 75, 90]);
                Some(("--overlap", format!("{percent}%"), length - length * percent / 100))
            }
            4 => {
                let hop = draw.scaled(1, length + length / 2);
                Some(("--hop", hop.to_string(), hop))
            }
            // About one frame for each column.
            _ => None,
        };
        // A slow window is replaced by a fast one.
        let typed = typed.map(|typed| if typed.2 < least { ("--hop", least.to_string(), least) } else { typed });
        if let Some((flag, value, hop)) = &typed {
            flags.add(flag, value);
            self.hop = *hop;
        } else {
            self.hop = (self.count / self.width).clamp(1, (length / 2).max(1));
        }
        if self.mode.is_phase() {
            // At most one frame for each column.
            let step = typed.as_ref().map_or(1, |typed| typed.2);
            self.hop = (self.count / self.width + 1).div_ceil(step) * step;
        }
        typed.is_some()
    }

    /// The hop from which on the transforms take no more than [`MOST_PRODUCTS`].
    fn least_hop(&self) -> usize {
        (self.count * self.window_length * self.bins().count()).div_ceil(MOST_PRODUCTS)
    }

    /// The extension past the ends of the signal and within a frame.
    fn beyond_the_ends(&mut self, draw: &mut Draw, flags: &mut Flags) {
        let boundaries = [
            ("none", Boundary::None),
            ("zeros", Boundary::Zeros),
            ("constant", Boundary::Constant),
            ("even", Boundary::Even),
            ("odd", Boundary::Odd),
        ];
        // A mirror needs enough samples.
        let enough = if self.count > self.frame_length() / 2 { 5 } else { 3 };
        self.boundary = flags.pick(draw, "--boundary", &boundaries[..enough]);
        if draw.chance(25) {
            self.pad_tail = true;
            flags.0.push("--pad-tail".to_owned());
        }
        let trends = [("none", Detrend::None), ("constant", Detrend::Constant), ("linear", Detrend::Linear)];
        self.detrend = flags.pick(draw, "--detrend", &trends);
    }

    /// What is computed of each cell.
    fn quantity(&mut self, draw: &mut Draw, flags: &mut Flags) {
        if !self.mode.is_phase() {
            self.mode = flags.pick(draw, "--mode", &[("psd", Mode::Psd), ("magnitude", Mode::Magnitude)]);
        }
        let scalings = [
            ("dbfs", Scaling::Dbfs),
            ("density", Scaling::Density),
            ("spectrum", Scaling::Spectrum),
            ("none", Scaling::None),
        ];
        self.scaling = flags.pick(draw, "--scaling", &scalings);
        if !self.input.complex {
            self.two_sided = flags.pick(draw, "--sides", &[("one", false), ("one", false), ("two", true)]);
        }
    }

    /// The axis of frequencies.
    fn frequencies(&mut self, draw: &mut Draw, flags: &mut Flags) {
        let scales = [
            ("linear", Scale::Linear),
            ("log", Scale::Log),
            ("mel", Scale::Mel),
            ("mel-htk", Scale::MelHtk),
            ("bark", Scale::Bark),
            ("erb", Scale::Erb),
        ];
        // Up to three bins the first one lies at or near the top.
        self.scale = if self.nfft < 4 { Scale::Linear } else { flags.pick(draw, "--freq-scale", &scales) };
        let nyquist = f64::from(self.input.rate) / 2.0;
        // Only a linear axis can show negative frequencies.
        let bottom = if self.two_sided && self.scale == Scale::Linear { -nyquist } else { 0.0 };
        let bin = f64::from(self.input.rate) / self.nfft as f64;
        let must = self.two_sided && self.scale != Scale::Linear;
        if must || draw.chance(20) {
            let least = if self.scale == Scale::Log { 0.3 * bin } else { bottom };
            let low = match draw.between(0, 2) {
                0 => least,
                1 => (bin * (0.6 * nyquist / bin).floor()).max(least),
                _ => least + 0.9 * (nyquist - least) * draw.fraction(),
            };
            flags.add("--fmin", low);
            self.low = Some(low);
        }
        if draw.chance(20) {
            let low = self.limits().0;
            let high = match draw.between(0, 3) {
                0 => nyquist * 1.5,
                1 => (bin * (0.7 * nyquist / bin).floor()).max(low + 0.1 * nyquist),
                _ => low + (nyquist - low) * (0.02 + 0.98 * draw.fraction()),
            };
            flags.add("--fmax", high);
            self.high = Some(high);
        }
    }
}

/// The meaning of some cells' colours.
fn levels(cells: &[Vec<Span>], draw: &mut Draw) -> Levels {
    let certain = |cell: &Span| cell.value == 0.0 && cell.high == 0.0 || decibels(cell.high / cell.low) < CERTAIN;
    let choice = draw.between(0, 9);
    if choice < 2 && cells.iter().flatten().all(certain) {
        return Levels::Auto;
    }
    if choice == 2 {
        return Levels::Linear;
    }
    let strongest = cells.iter().flatten().map(|cell| cell.value).fold(0.0, f64::max);
    let peak = if strongest > 0.0 { decibels(strongest).round() } else { 0.0 };
    let high = peak + draw.between(0, 20) as f64 - 10.0;
    Levels::Decibels(high - draw.between(5, 130) as f64, high)
}
