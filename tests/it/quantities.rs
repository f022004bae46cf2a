//! Pictures of complex input, of signals with a boundary, of magnitudes and phases; and their descriptions.

mod tones;

use std::f64::consts::{PI, TAU};
use std::io::Cursor;

use serde_json::Value;
use specgram::level::{ColorScale, LevelOption, Levels};
use specgram::pipeline::{PictureOptions, pictures, spectrogram};
use specgram::scale::FrequencyScale;
use specgram::source::{AudioSource, Memory, Raw};
use specgram::spectrogram::Quantity;
use specgram::stft::{Boundary, Mode, Scaling, Sides, StftOptions};
use specgram::units::{Hertz, SampleRate, Unit};
use specgram::window::Window;

use crate::program::{Folder, run, wav_of_floats};

fn rate() -> SampleRate {
    SampleRate::new(1000.0).unwrap()
}

fn options(nfft: usize, columns: usize, rows: usize) -> PictureOptions {
    let stft = StftOptions {
        nfft,
        window_length: nfft,
        hop: nfft / 2,
        scaling: Scaling::Dbfs,
        window: Window::Boxcar,
        ..StftOptions::default()
    };
    PictureOptions { stft, columns, rows, ..PictureOptions::default() }
}

fn real(samples: Vec<f64>) -> Memory<'static> {
    Memory::new(rate(), 1, samples).unwrap()
}

/// A complex tone as a stream of unknown length.
fn turning(hertz: f64, count: usize) -> Raw {
    let turns = (0..count).map(|n| TAU * hertz * n as f64 / 1000.0);
    let bytes: Vec<u8> = turns.flat_map(|turn| [turn.cos().to_le_bytes(), turn.sin().to_le_bytes()].concat()).collect();
    Raw::open_stream(Box::new(Cursor::new(bytes)), "cf64le".parse().unwrap(), rate(), 1).unwrap()
}

#[test]
fn a_complex_tone_is_drawn_at_its_frequency() {
    // 100 rows of 10 Hz from −500 Hz: −300 Hz is the lower edge of row 20.
    for center in [0.0, 433.92e6] {
        let mut options = options(100, 40, 100);
        options.stft.center = center;
        let (picture, report) = spectrogram(turning(-300.0, 5000), &options).unwrap();
        assert_eq!((picture.frequency.low(), picture.frequency.high()), (center - 500.0, center + 500.0));
        assert_eq!(report.samples, 5000);
        for column in 0..40 {
            let loud: Vec<usize> = (0..100).filter(|&row| *picture.cells.get(column, row) > 1e-6).collect();
            assert_eq!(loud, [20], "column {column}");
            assert!((picture.cells.get(column, 20) - 1.0).abs() < 1e-12);
        }
    }
}

#[test]
fn a_part_of_both_sides_can_be_drawn() {
    let mut options = options(100, 10, 20);
    (options.low, options.high) = (Some(Hertz(-400.0)), Some(Hertz(-200.0)));
    let (picture, _) = spectrogram(turning(-300.0, 5000), &options).unwrap();
    assert_eq!((picture.frequency.low(), picture.frequency.high()), (-400.0, -200.0));
    assert!((picture.cells.get(5, 10) - 1.0).abs() < 1e-12);
    // Real input has both sides on request.
    options.stft.sides = Some(Sides::Two);
    let tone = (0..5000).map(|n| (TAU * 0.3 * f64::from(n)).sin()).collect();
    let (picture, _) = spectrogram(real(tone), &options).unwrap();
    assert!((picture.cells.get(5, 10) - 1.0).abs() < 1e-12);
    // Only a linear axis has negative frequencies.
    options.scale = FrequencyScale::Erb;
    assert!(spectrogram(turning(0.0, 500), &options).is_err());
}

#[test]
fn with_a_boundary_every_column_shows_its_own_time() {
    // A click in each tenth of 1000 samples, frames of 20 samples, one column per 10.
    for at in [0, 5, 120, 555, 994, 999] {
        let mut samples = vec![0.0; 1000];
        samples[at] = 1.0;
        let mut options = options(20, 100, 11);
        options.stft.boundary = Boundary::Zeros;
        let check = |source: Box<dyn AudioSource>, what: &str| {
            let (picture, report) = spectrogram(source, &options).unwrap();
            assert_eq!((picture.time.start, picture.time.end), (0.0, 1.0), "{what}");
            assert_eq!((report.samples, report.warnings), (1000, vec![]), "{what}");
            let level = |column: usize| picture.cells.get(column, 5);
            let loud: Vec<usize> = (0..100).filter(|&column| *level(column) > 0.0).collect();
            // A frame centred within 10 samples of the click sees it.
            let (first, last) = (at.saturating_sub(10) / 10, ((at + 10) / 10).min(99));
            assert!(!loud.is_empty() && loud[0] >= first && loud[loud.len() - 1] <= last, "{what} at {at}: {loud:?}");
            assert!(loud.contains(&(at / 10).min(99)), "{what} at {at}: {loud:?}");
        };
        check(Box::new(real(samples.clone())), "known");
        let bytes: Vec<u8> = samples.iter().flat_map(|x| x.to_le_bytes()).collect();
        let stream = Raw::open_stream(Box::new(Cursor::new(bytes)), "f64le".parse().unwrap(), rate(), 1).unwrap();
        check(Box::new(stream), "unknown");
    }
}

#[test]
fn a_signal_that_is_all_boundary_is_drawn() {
    for boundary in [Boundary::Zeros, Boundary::Constant] {
        let mut options = options(64, 30, 10);
        options.stft.boundary = boundary;
        options.stft.pad_tail = true;
        let (picture, report) = spectrogram(real(vec![1.0]), &options).unwrap();
        assert_eq!((report.samples, picture.time.end), (1, 0.001));
        assert!(picture.cells.values().iter().any(|cell| *cell > 0.0), "{boundary}");
    }
}

#[test]
fn a_magnitude_is_pooled_as_power() {
    let samples: Vec<f64> =
        (0..5000_u32).map(|n| f64::from(n.wrapping_mul(2_654_435_761) >> 8) / 1.7e7 - 0.5).collect();
    let of = |mode, scaling| {
        let mut options = options(100, 40, 51);
        (options.stft.mode, options.stft.scaling) = (mode, scaling);
        spectrogram(real(samples.clone()), &options).unwrap().0
    };
    // Under dbfs a magnitude is the root of power; under spectrum, as in scipy, it is not doubled.
    let (power, magnitude) = (of(Mode::Psd, Scaling::Dbfs), of(Mode::Magnitude, Scaling::Dbfs));
    for (power, magnitude) in power.cells.values().iter().zip(magnitude.cells.values()) {
        // They are computed by transforms that round differently.
        assert!((power - magnitude).abs() < 1e-12 * power + 1e-20, "{power} and {magnitude}");
    }
    let (power, magnitude) = (of(Mode::Psd, Scaling::Spectrum), of(Mode::Magnitude, Scaling::Spectrum));
    for (row, factor) in [(0, 1.0), (1, 2.0), (25, 2.0), (50, 1.0)] {
        let ratio = power.cells.get(7, row) / magnitude.cells.get(7, row);
        assert!((ratio - factor).abs() < 1e-12, "row {row}: {ratio}");
    }
}

#[test]
fn linear_colours_of_a_magnitude_stand_for_its_root() {
    let quantity = Quantity::new(Mode::Magnitude, Scaling::Spectrum);
    let levels = Levels::of(LevelOption::Linear, &quantity, &[&[0.0, 4.0, 16.0]]);
    assert_eq!((levels, levels.ends()), (Levels::roots(4.0), (0.0, 4.0)));
    let scale = ColorScale::new(levels);
    assert_eq!([0.0, 4.0, 16.0].map(|power| scale.index(power)), [0, 128, 255]);
    assert_eq!((levels.cell_at(0.5), levels.fraction_of(4.0)), (4.0, 0.5));
    assert_eq!([quantity.linear_unit(), quantity.decibel_unit()], ["FS", "dB re 1 FS"]);
}

#[test]
fn colours_of_an_angle_span_the_circle() {
    let angle = Quantity::new(Mode::Angle, Scaling::None);
    let levels = Levels::of(LevelOption::Auto, &angle, &[&[0.5]]);
    assert_eq!(levels, Levels::values(-PI, PI));
    let scale = ColorScale::new(levels);
    assert_eq!([-PI, -PI / 2.0, 0.0, PI / 2.0, PI].map(|angle| scale.index(angle)), [0, 64, 128, 192, 255]);
    let phase = Quantity::new(Mode::Phase, Scaling::None);
    let levels = Levels::of(LevelOption::Linear, &phase, &[&[-40.0, 3.0], &[7.5]]);
    assert_eq!(levels, Levels::values(-40.0, 7.5));
}

#[test]
fn angles_are_drawn_in_cyclic_colours_and_have_no_decibels() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(8000, 1, &[0.25; 4000]));
    let made = |flags: &[&str]| {
        folder.run(&[&["render", "in.wav", "-o", "a.png"], flags].concat(), b"").done();
        let reported: Value =
            serde_json::from_str(folder.run(&["info", "--json", "a.png"], b"").done().text()).unwrap();
        let figure = &reported[0]["figure"];
        let level = &figure["axes"]["level"];
        (figure["picture"]["colormap"].clone(), level["unit"].clone(), level["last_color"].as_f64())
    };
    assert_eq!(made(&["--mode", "angle"]), ("twilight".into(), "rad".into(), Some(PI)));
    assert_eq!(made(&["--mode", "angle", "--colormap", "gray"]).0, "gray");
    // An unwrapped phase is no circle, and a magnitude has decibels.
    assert_eq!((made(&["--mode", "phase"]).0, made(&["--mode", "phase"]).1), ("viridis".into(), "rad".into()));
    assert_eq!(made(&["--mode", "magnitude", "--scaling", "density"]).1, "dB re 1 FS/√Hz");
}

#[test]
fn an_angle_is_that_of_one_frame_and_one_bin() {
    // 8 samples a period; 10 columns of 155 samples, so a hop of 16: every frame begins at the same phase.
    let samples: Vec<f64> = (0..155).map(|n| (TAU * f64::from(n) / 8.0 + 0.7).cos()).collect();
    for fit_hop in [true, false] {
        let mut options = options(32, 10, 17);
        options.stft.mode = Mode::Angle;
        // For a given hop, the next of its multiples that gives one frame per column.
        (options.fit_hop, options.stft.hop) = (fit_hop, 8);
        let (picture, report) = spectrogram(real(samples.clone()), &options).unwrap();
        assert_eq!(report.layout.hop, 16);
        for column in 0..10 {
            let angle = picture.cells.get(column, 4);
            assert!((angle - 0.7).abs() < 1e-12, "column {column}: {angle}");
        }
        assert!(picture.cells.values().iter().all(|angle| angle.abs() <= PI));
    }
}

#[test]
fn impossible_phase_pictures_are_refused() {
    let mut angle = options(32, 10, 17);
    angle.stft.mode = Mode::Angle;
    let refused = |source: Box<dyn AudioSource>, options: &PictureOptions| {
        pictures(source, options).map(drop).expect_err("refused").to_string()
    };
    let sound = || Box::new(real(vec![0.5; 500]));
    assert!(
        refused(sound(), &PictureOptions { spectrum: true, ..angle.clone() })
            .contains("panel spectrum requires mode psd or magnitude")
    );
    assert!(
        refused(sound(), &PictureOptions { interpolate: true, ..angle.clone() })
            .contains("interpolation requires mode psd")
    );
    // Longer than the part that is read ahead.
    assert!(refused(Box::new(turning(1.0, 100_000)), &angle).contains("write the stream to a file first"));
    angle.stft.mode = Mode::Complex;
    assert!(refused(sound(), &angle).contains("use psd, magnitude, angle or phase"));
    run(&["render", "--demo", "--mode", "angle", "--db-range", "-100:0"], b"")
        .failed(2)
        .with_stderr("requires --mode psd or magnitude");
}

#[test]
fn a_picture_states_its_resolution() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(8000, 1, &[0.25; 16_000]));
    let args = ["render", "in.wav", "-o", "a.png", "--plot-size", "100x50", "--overlap", "50%"];
    let reported = folder.run(&[&args[..], &["--json"]].concat(), b"").done().silent();
    let reported: Value = serde_json::from_str(reported.text()).unwrap();
    let number = |name: &str| reported[name].as_f64().unwrap_or_else(|| panic!("{name} in {reported}"));
    let keys: Vec<&str> = reported.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!((keys[0], keys[keys.len() - 1]), ("input", "warnings"), "{keys:?}");
    assert_eq!((number("samples"), number("samples_used"), number("samples_not_used")), (16_000.0, 16_000.0, 0.0));
    assert_eq!((number("frames"), number("frames_per_column"), number("hop")), (31.0, 0.31, 512.0));
    assert_eq!((number("time_resolution"), number("bin_width"), number("overlap_percent")), (0.128, 7.8125, 50.0));
    // A periodic Hann window: ENBW 1.5 bins, −3 dB width 1.441 bins (Harris 1978: 1.44).
    assert!((number("enbw") - 1.5 * 7.8125).abs() < 1e-9);
    assert!((number("frequency_resolution") - 1.441 * 7.8125).abs() < 0.01);
    assert_eq!(
        (&reported["zero_db"], &reported["unit"]),
        (&Value::from("0 dB is a full-scale sine"), &Value::from("dBFS"))
    );
    assert_eq!(reported["frequency_range"], serde_json::json!([0.0, 4000.0]));
    let said = folder.run(&[&args[..], &["-v"]].concat(), b"").done();
    for text in [
        "16000 samples of 1 channel at 8000 Hz, 2 s; all used",
        "31 frames of 1024 samples every 512 (50 % overlap), 0.31 per column; window hann, DFT length 1024",
        "resolution 0.128 s by 11.25 Hz",
        "noise bandwidth (ENBW) 11.72 Hz; bins 7.812 Hz apart",
        "0 dB is a full-scale sine",
    ] {
        assert!(said.stderr.contains(text), "{text:?} in {said:?}");
    }
    // Frames that do not touch leave samples out: 7 gaps of 2000 − 1024 samples, the tail being covered.
    let gaps = folder.run(&[&args[..6], &["--hop", "2000", "--json"]].concat(), b"").done();
    let gaps: Value = serde_json::from_str(gaps.text()).unwrap();
    assert_eq!(gaps["samples_not_used"], 7 * (2000 - 1024));
}

#[test]
fn the_use_of_channels_is_reported() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(8000, 2, &[0.25; 32_000]));
    for (channel, words) in
        [("mix", "the mean of 2 channels"), ("2", "channel 2 of 2"), ("all", "2 channels, each by itself")]
    {
        let said = |command: &[&str]| folder.run(&[command, &["in.wav", "--channel", channel]].concat(), b"").done();
        let reported = said(&["render", "-v", "--json", "-o", "a.png"])
            .with_stderr(&format!("16000 samples of {words} at 8000 Hz"));
        let reported: Value = serde_json::from_str(reported.text()).unwrap();
        assert_eq!((&reported["channels"], &reported["channel"]), (&Value::from(2), &Value::from(channel)));
        said(&["export", "-v", "-o", "a.npy"]).with_stderr(&format!("16000 samples of {words}, 30 frames of 1024"));
    }
}

#[test]
fn the_waveform_of_complex_samples_names_the_shown_part() {
    let titles = |format: &str| {
        let args =
            ["render", "--raw", format, "--rate", "8k", "--panel", "waveform", "--format", "svg", "--size", "900x900"];
        let figure = run(&args, &[64; 64_000]).done().text().to_owned();
        ["In-phase amplitude", ">Amplitude"].map(|title| figure.contains(title))
    };
    assert_eq!((titles("cu8"), titles("u8")), ([true, false], [false, true]));
}

#[test]
fn the_figure_and_its_summary_do_not_share_standard_output() {
    run(&["render", "--demo", "--json"], b"").failed(2).with_stderr("--json requires standard output");
    run(&["render", "--demo", "--json", "-o", "-"], b"").failed(2).with_stderr("--json requires standard output");
}

#[test]
fn presets_draw_as_their_tools_do() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(8000, 1, &[0.25; 16_000]));
    let reported = |preset: &str, flags: &[&str]| -> Value {
        let args = [&["render", "in.wav", "-o", "a.png", "--json", "--preset", preset], flags].concat();
        serde_json::from_str(folder.run(&args, b"").done().text()).unwrap()
    };
    assert_eq!(reported("sox", &[])["color_range"], serde_json::json!([-120.0, 0.0]));
    assert_eq!(reported("sox", &["--db-range", "-50:10"])["color_range"], serde_json::json!([-50.0, 10.0]));
    let tensorflow = reported("tensorflow", &["--window-length", "300"]);
    assert_eq!((&tensorflow["mode"], &tensorflow["nfft"]), (&Value::from("magnitude"), &Value::from(512)));
    let librosa = reported("librosa", &[]);
    assert_eq!((&librosa["hop"], &librosa["unit"]), (&Value::from(512), &Value::from("dB re 1")));
    // And one that ends with the appended zeros.
    assert_eq!(librosa["frames"], 1 + 16_000 / 512 + 1);
}

/// Every text that names a quantity: linear, decibels, exported sums, and what 0 dB is.
#[test]
fn a_quantity_names_itself_by_kind_and_unit() {
    let calibrated = |mode, scaling, unit: &Unit| Quantity { unit: unit.clone(), ..Quantity::new(mode, scaling) };
    let full_scale = Unit::FULL_SCALE;
    // 176 dB re 1 µPa at full scale, so a sine of 172.99 dB; 94 dB re 20 µPa.
    let water = Unit::new("µPa", 1.0, 10f64.powf(176.0 / 20.0)).unwrap();
    let air = Unit::new("µPa", 20.0, 20.0 * 10f64.powf(94.0 / 20.0)).unwrap();
    let acceleration = Unit::new("m/s²", 1.0, 9.80665).unwrap();
    for (mode, scaling, unit, linear, decibels) in [
        (Mode::Psd, Scaling::Density, &full_scale, "FS²/Hz", "dB re 1 FS²/Hz"),
        (Mode::Psd, Scaling::Spectrum, &full_scale, "FS²", "dB re 1 FS²"),
        (Mode::Psd, Scaling::Dbfs, &full_scale, "re full-scale sine", "dBFS"),
        (Mode::Psd, Scaling::None, &full_scale, "|X|²", "dB re 1"),
        (Mode::Magnitude, Scaling::Density, &full_scale, "FS/√Hz", "dB re 1 FS/√Hz"),
        (Mode::Complex, Scaling::Spectrum, &full_scale, "FS", "dB re 1 FS"),
        (Mode::Magnitude, Scaling::None, &full_scale, "|X|", "dB re 1"),
        (Mode::Angle, Scaling::Dbfs, &full_scale, "rad", "rad"),
        (Mode::Phase, Scaling::Density, &water, "rad", "rad"),
        (Mode::Psd, Scaling::Density, &water, "µPa²/Hz", "dB re 1 µPa²/Hz"),
        (Mode::Psd, Scaling::Spectrum, &air, "µPa²", "dB re (20 µPa)²"),
        (Mode::Psd, Scaling::Density, &air, "µPa²/Hz", "dB re (20 µPa)²/Hz"),
        (Mode::Magnitude, Scaling::Density, &air, "µPa/√Hz", "dB re 20 µPa/√Hz"),
        (Mode::Magnitude, Scaling::Spectrum, &air, "µPa", "dB re 20 µPa"),
        (Mode::Psd, Scaling::Density, &acceleration, "(m/s²)²/Hz", "dB re 1 (m/s²)²/Hz"),
        (Mode::Magnitude, Scaling::Spectrum, &acceleration, "m/s²", "dB re 1 m/s²"),
    ] {
        let quantity = calibrated(mode, scaling, unit);
        assert_eq!([quantity.linear_unit(), quantity.decibel_unit()], [linear, decibels], "{mode}, {scaling}");
    }
    let difference = Quantity::difference();
    assert_eq!([difference.linear_unit(), difference.decibel_unit()], ["dB", "dB"]);

    let density = |unit| calibrated(Mode::Psd, Scaling::Density, unit);
    let spectrum = |unit| calibrated(Mode::Psd, Scaling::Spectrum, unit);
    assert_eq!(density(&full_scale).zero_decibels(false, 0.5), "0 dB is 1 FS²/Hz");
    assert_eq!(spectrum(&full_scale).zero_decibels(false, 0.5), "0 dB is 1 FS²; a full-scale sine reads -3.01 dB");
    assert_eq!(
        density(&water).zero_decibels(false, 0.5),
        "0 dB is 1 µPa²/Hz; a full-scale sine has 172.99 dB re 1 µPa"
    );
    assert_eq!(spectrum(&air).zero_decibels(false, 0.5), "0 dB is (20 µPa)²; a full-scale sine reads 90.99 dB");
    for (symbol, reference, per_full_scale) in
        [("", 1.0, 1.0), ("Pa", 0.0, 1.0), ("Pa", 1.0, -1.0), ("Pa", 1e-200, 1.0)]
    {
        assert!(Unit::new(symbol, reference, per_full_scale).is_err(), "{symbol} {reference} {per_full_scale}");
    }
}

#[test]
fn levels_of_a_calibrated_quantity_are_re_its_reference() {
    let air = Unit::new("Pa", 20e-6, 1.0).unwrap();
    let quantity = Quantity { unit: air, ..Quantity::new(Mode::Psd, Scaling::Spectrum) };
    // 94 dB re 20 µPa is 1 Pa, but for 0.02 dB.
    let cells = [1.0; 10];
    let levels = Levels::of(LevelOption::Auto, &quantity, &[&cells]);
    assert_eq!(levels.ends(), (55.0, 95.0));
    assert!((levels.fraction_of(1.0) - 38.979_4 / 40.0).abs() < 1e-5);
    assert!((levels.cell_at(1.0) / (4e-10 * 10f64.powf(9.5)) - 1.0).abs() < 1e-12);
    assert_eq!(levels.unit(&quantity), "dB re (0.00002 Pa)²");
}
