//! The messages about invalid options, independent of the command line.

use specgram::figure::{FigureSize, PixelSize};
use specgram::job::{Overlap, RawOptions};
use specgram::level::LevelOption;
use specgram::source::Channels;
use specgram::source::synth::{Chirp, Encoding, SynthSignal};
use specgram::stft::{Align, Scaling, TaperOptions, TransformChoice, TransformKind};
use specgram::units::Position;
use specgram::window::Window;

use super::catalogue::folder;
use super::job::{Job, check_jobs, export, read, render, synth, typed, value};

const OPTIONS: &[Job] = &[
    typed(
        read::<Window>,
        "han",
        "'han' is not a window; did you mean 'hann'? (available: boxcar, bartlett, cosine, hann, hamming, blackman, blackmanharris, nuttall, flattop, bohman, parzen, gaussian, kaiser, tukey, dpss, chebwin)",
    ),
    typed(read::<Align>, "top", "'top' is not a window alignment (available: left, center)"),
    typed(read::<TransformKind>, "cqt", "'cqt' is not a transform (available: stft, multitaper)"),
    typed(read::<PixelSize>, "big", "'big' is not a size in pixels such as 1200x600"),
    typed(read::<Encoding>, "12", "'12' is not a sample format; did you mean '16'? (available: 16, 24, 32, f32, f64)"),
    typed(
        read::<TaperOptions>,
        "4:",
        "--tapers must be NW or NW:K (NW above 0, K a number of tapers), such as 4 or 4:7, got '4:'",
    ),
    render(
        "good.wav",
        |i, _| i.raw = Some(RawOptions { format: value("s16le"), rate: None, channels: 1 }),
        2,
        "good.wav: --rate is missing: headerless samples do not state it",
    ),
    render("good.wav", |_, o| o.analysis.nfft = Some(1), 2, "--nfft must be at least 2 samples, got 1"),
    render(
        "good.wav",
        |_, o| (o.analysis.nfft, o.analysis.window_length) = (Some(64), Some(65)),
        2,
        "--window-length must be between 1 and 64 samples, the DFT length, got 65",
    ),
    render(
        "good.wav",
        |_, o| o.analysis.nfft = Some(99_999_999_999),
        2,
        "--nfft must be at most 16777216 samples, got 99999999999",
    ),
    render(
        "good.wav",
        |_, o| o.analysis.overlap = Some(value("1024")),
        2,
        "--overlap must be below the window length, 1024 samples, got 1024",
    ),
    typed(read::<Overlap>, "much", "--overlap must be a whole number of samples, a percentage or auto, got 'much'"),
    render("good.wav", |_, o| o.analysis.hop = Some(0), 2, "--hop must be at least 1 sample, got 0"),
    typed(read::<Scaling>, "loud", "'loud' is not a scaling mode (available: density, spectrum, dbfs, none)"),
    render(
        "good.wav",
        |_, o| o.channels = value("2"),
        2,
        "good.wav: --channel 2 (right) does not exist: the input has 1 channel",
    ),
    typed(
        read::<Channels>,
        "0",
        "--channel must be mix, left, right, side, all or a channel number of at least 1, got '0'",
    ),
    render(
        "good.wav",
        |i, _| i.span.start = Some(value("9")),
        2,
        "good.wav: --start at 9 s (sample 72000) is past the end of the input at 0.375 s (sample 3000)",
    ),
    render(
        "good.wav",
        |i, _| (i.span.start, i.span.end) = (Some(value("0.3")), Some(value("0.2"))),
        2,
        "good.wav: --end at 0.2 s (sample 1600) is not after the start at 0.3 s (sample 2400)",
    ),
    render(
        "good.wav",
        |i, _| i.span.duration = Some(value("0.00001")),
        2,
        "good.wav: --duration must be at least 1 sample at 8000 Hz, got 1e-5 s",
    ),
    typed(read::<Position>, "1:2:3:4", "'1:2:3:4' is not a time such as 90, 1:30, 00:01:30.5 or 8192samples"),
    render(
        "good.wav",
        |_, o| (o.low, o.high) = (Some(value("3k")), Some(value("2k"))),
        2,
        "good.wav: --fmin must be below the highest frequency, 2000 Hz, got 3000 Hz",
    ),
    render("good.wav", |_, o| o.low = Some(value("-5")), 2, "good.wav: --fmin must be at least 0 Hz, got -5 Hz"),
    render(
        "good.wav",
        |_, o| (o.low, o.scale) = (Some(value("0")), value("log")),
        2,
        "good.wav: --fmin must be above 0 Hz on a logarithmic axis, got 0 Hz",
    ),
    render(
        "good.wav",
        |_, o| o.look.size = FigureSize::Whole(100_000, 100_000),
        2,
        "longest side of a figure of 100000x100000 pixels is 100000 pixels; the limit is 32767",
    ),
    render(
        "good.wav",
        |_, o| o.look.size = FigureSize::Whole(0, 600),
        2,
        "--size must be at least 1x1 pixels, got 0x600",
    ),
    render(
        "good.wav",
        |_, o| o.look.size = FigureSize::Plot(600, 0),
        2,
        "--plot-size must be at least 1x1 pixels, got 600x0",
    ),
    render(
        "good.wav",
        |_, o| (o.look.theme, o.look.view) = (value("transparent"), value("surface")),
        2,
        "--theme must be light or dark for a surface, got transparent",
    ),
    render(
        "good.wav",
        |_, o| (o.look.view, o.look.waveform) = (value("surface"), true),
        2,
        "--view surface cannot be used together with panels or several channels",
    ),
    render(
        "good.wav",
        |_, o| (o.look.view, o.look.elevation) = (value("surface"), 91.0),
        2,
        "--elevation must be between 0 and 90 degrees, got 91",
    ),
    render("good.wav", |_, o| o.look.font_size = 3.0, 2, "--font-size must be between 4 and 200 pixels, got 3"),
    render("good.wav", |_, o| o.look.zoom = 0.0, 2, "--zoom must be between 0.1 and 100, got 0"),
    typed(read::<LevelOption>, "0:-100", "--db-range must be LO:HI with LO below HI, such as -100:0, got 0:-100"),
    typed(read::<LevelOption>, "loud", "--db-range must be LO:HI with LO below HI, such as -100:0, got 'loud'"),
    export(
        "good.wav",
        |_, o| o.analysis.overlap = Some(Overlap::Auto),
        2,
        "--overlap auto works only for pictures: for an export use samples or a percentage",
    ),
    synth(
        |o| o.signals = vec![SynthSignal::Tone { frequency: value("9k"), amplitude: 1.0 }],
        2,
        "--tone must be between 0 Hz and 5000 Hz, half the rate of 10000 Hz, got 9000 Hz",
    ),
    render(
        "good.wav",
        |i, _| i.raw = Some(RawOptions { format: value("s16le"), rate: Some(value("-1")), channels: 1 }),
        2,
        "good.wav: --rate must be above 0 Hz, got -1",
    ),
    render(
        "good.wav",
        |i, _| i.raw = Some(RawOptions { format: value("cu8"), rate: Some(value("8k")), channels: 2 }),
        2,
        "good.wav: --channels must be 1 for cu8, one complex signal of I and Q, got 2",
    ),
    render(
        "good.wav",
        |i, _| i.center = Some(value("1M")),
        2,
        "good.wav: --center-frequency requires complex (IQ) input, such as raw cf32le or a SigMF recording",
    ),
    render(
        "good.wav",
        |i, _| {
            i.raw = Some(RawOptions { format: value("cu8"), rate: Some(value("8k")), channels: 1 });
            i.center = Some(value("1e300"));
        },
        2,
        "good.wav: --center-frequency must be between -1e15 and 1e15 Hz, got 1e300 Hz",
    ),
    export(
        "good.wav",
        |_, o| o.analysis.transform = TransformChoice::Multitaper(TaperOptions { count: 5, ..TaperOptions::new(2.0) }),
        2,
        "--tapers K must be between 1 and 4 for NW 2, got 5",
    ),
    export(
        "good.wav",
        |_, o| {
            o.analysis.transform = TransformChoice::Multitaper(TaperOptions::new(4.0));
            o.analysis.nfft = Some(8);
        },
        2,
        "--tapers NW must be below 4, half the window length of 8 samples, got 4",
    ),
    export(
        "good.wav",
        |_, o| {
            o.analysis.transform = TransformChoice::Multitaper(TaperOptions::new(4.0));
            o.analysis.mode = Some(value("complex"));
        },
        2,
        "--mode must be psd with tapers, got complex",
    ),
    render(
        "good.wav",
        |_, o| {
            o.analysis.transform = TransformChoice::Multitaper(TaperOptions::new(4.0));
            o.analysis.scaling = Some(value("dbfs"));
        },
        2,
        "--scaling must be density with tapers, got dbfs",
    ),
    synth(|o| o.sample_rate = value("0"), 2, "--rate must be above 0 Hz, got 0"),
    synth(|o| o.duration = value("0"), 2, "--duration must be at least 1 sample at 10000 Hz, got 0 s"),
    synth(|o| o.channels = 0, 2, "--channels must be at least 1, got 0"),
    typed(read::<Chirp>, "100", "'100' is not a chirp such as 20:8k or 20:8k:log (sweeps: linear, log, quadratic)"),
    synth(
        |o| o.signals = vec![SynthSignal::Impulse { at: value("99"), amplitude: 1.0 }],
        2,
        "--impulse at sample 990000 is outside the 100000 samples of the signal",
    ),
];

#[test]
fn invalid_options() {
    check_jobs(&folder(), OPTIONS);
}
