//! The content of pictures: levels, positions, sizes, decorations.

use std::f64::consts::PI;

use specgram::window::Window;

use super::{drawn, folder_with, raster, synth};
use crate::golden::{Picture, without_pictures};
use crate::program::{run, wav_of_floats};

/// The rows of a column that are as bright as any, from the top.
fn brightest(picture: &Picture, column: usize) -> Vec<usize> {
    let level = |row: usize| picture.get(column, row).expect("a pixel")[0];
    let most = (0..picture.height).map(level).max().expect("a pixel");
    (0..picture.height).filter(|&row| level(row) == most).collect()
}

/// Asserts that the demo's ridge runs through a picture of 10 s and 5 kHz within one pixel of where it belongs.
fn assert_ridge(picture: &Picture) {
    // Nearer to an end than half a window, the outermost frame is the nearest.
    const HALF_WINDOW: f64 = 512.0 / 10_000.0;
    // Half the power of the brightest, where 256 colours span 50 dB.
    const HALF_POWER: u8 = 15;
    let row_of = |t: f64| picture.height as f64 * (1.0 - (3000.0 - 125.0 * (PI * t / 2.0).sin()) / 5000.0);
    for column in 0..picture.width {
        let t = 10.0 * (column as f64 + 0.5) / picture.width as f64;
        let expected = [row_of(t), row_of(t.clamp(HALF_WINDOW, 10.0 - HALF_WINDOW))];
        let level = |row: usize| picture.get(column, row).unwrap()[0];
        let brightest = brightest(picture, column)[0];
        let bright = |row: &usize| level(*row) >= level(brightest) - HALF_POWER;
        let above = (0..brightest).rev().take_while(bright).count();
        let below = (brightest + 1..picture.height).take_while(bright).count();
        let ridge = brightest as f64 + (below as f64 - above as f64) / 2.0 + 0.5;
        let off = ridge - ridge.clamp(expected[0].min(expected[1]), expected[0].max(expected[1]));
        assert!(off.abs() <= 1.0, "at {t} s the ridge is {off} pixels off");
    }
}

#[test]
fn the_demos_ridge_is_where_it_belongs() {
    for size in ["1000x500", "1000x512", "640x300", "1920x400"] {
        assert_ridge(&drawn(run(&raster(size, &["--demo", "--db-range", "-40:10"]), b"")));
    }
}

/// The number in an attribute of an SVG element.
fn attribute(element: &str, name: &str) -> f64 {
    let (_, rest) = element.split_once(&format!(" {name}=\"")).unwrap_or_else(|| panic!("{name} of {element}"));
    rest.split('"').next().and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{name} of {element}"))
}

#[test]
fn the_axes_of_the_whole_figure_lead_to_the_ridge() {
    let args = ["render", "--demo", "--colormap", "gray", "--db-range", "-40:10", "--format"];
    let svg = run(&[&args[..], &["svg"]].concat(), b"").done().silent();
    let (svg, pictures) = without_pictures(svg.text());
    // The data come first, the colours of the colorbar after.
    let data = &pictures[0];
    assert_ridge(data);
    let image = svg.lines().find(|line| line.starts_with("<image")).expect("the data");
    let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| attribute(image, name));
    assert_eq!((data.width as f64, data.height as f64), (width, height));
    // A labelled tick is a small rectangle, and its label follows.
    let mut found = 0;
    for (tick, label) in svg.lines().zip(svg.lines().skip(1)).filter(|(tick, _)| tick.starts_with("<rect")) {
        let text = label.strip_prefix("<text").and_then(|rest| rest.split(['>', '<']).nth(1));
        let Some(value) = text.and_then(|text| text.parse::<f64>().ok()) else { continue };
        let centre = (attribute(tick, "x") + 0.5, attribute(tick, "y") + 0.5);
        if attribute(tick, "y") > y + height {
            assert!((centre.0 - (x + width * value / 10.0)).abs() <= 1.0, "{value} s at {centre:?}");
        } else if attribute(tick, "x") < x {
            assert!((attribute(tick, "y") + 0.5 - (y + height * (1.0 - value / 5.0))).abs() <= 1.0, "{value} kHz");
        } else {
            continue;
        }
        found += 1;
    }
    // 0 to 10 s, 0 to 5 kHz, each whole number at least.
    assert!(found >= 11 + 6, "{found} ticks");
    assert!(svg.contains(">Time (s)<") && svg.contains(">Frequency (kHz)<") && svg.contains(">dBFS<"));

    // The PNG shows the same pixels in the same place.
    let png = Picture::decode(&run(&[&args[..], &["png"]].concat(), b"").done().stdout);
    assert_eq!((png.width, png.height), (1200, 600));
    for row in 0..data.height {
        for column in 0..data.width {
            let (shown, stored) = (png.get(x as usize + column, y as usize + row), data.get(column, row));
            // 192 colours stand for 256: each for one of viridis or the mean of two, which differ by 3 at most.
            let is_alike = shown
                .into_iter()
                .flatten()
                .zip(stored.into_iter().flatten())
                .all(|(shown, stored)| shown.abs_diff(stored) <= 2);
            assert!(is_alike, "({column}, {row}): {shown:?} for {stored:?}");
        }
    }
}

/// A window of every name.
const WINDOWS: [&str; 16] = [
    "boxcar",
    "bartlett",
    "cosine",
    "hann",
    "hamming",
    "blackman",
    "blackmanharris",
    "nuttall",
    "flattop",
    "bohman",
    "parzen",
    "gaussian",
    "kaiser",
    "tukey",
    "dpss",
    "chebwin",
];

#[test]
fn a_full_scale_tone_reads_0_dbfs_with_every_window() {
    // 0 dB is the border between the colours 127 and 128 of 256 that are 1/640 dB wide.
    const RANGE: [&str; 2] = ["--db-range", "-0.2:0.2"];
    // The contribution of the mirror image at −f and of the sample's 32 bits: 1/160 dB.
    const COLORS: u8 = 4;
    // Bin 128 of 1024.
    let sound = synth(&["--rate", "8192", "--tone", "1024", "--duration", "1"]);
    for window in WINDOWS {
        let picture = drawn(run(&raster("20x513", &[&RANGE[..], &["--window", window]].concat()), &sound));
        for column in 0..20 {
            let row = brightest(&picture, column)[0];
            let level = picture.get(column, row).unwrap()[0];
            assert!(level.abs_diff(128) <= COLORS, "{window}: colour {level} in column {column}");
            assert!((512 - row).abs_diff(128) <= 1, "{window}: row {row}");
        }
    }
    // The colorbar's own range ends there too, and its label says so.
    let reported = run(&["render", "-v", "--format", "svg"], &sound).done();
    assert!(reported.stderr.trim_end().ends_with(" to 0 dBFS"), "{reported:?}");
    assert!(without_pictures(reported.text()).0.contains(">0</text>"));
}

#[test]
fn the_windows_above_are_complete() {
    for name in WINDOWS {
        assert!(name.parse::<Window>().is_ok(), "{name}");
    }
    let error = "none".parse::<Window>().unwrap_err().to_string();
    let listed = error.split_once("available: ").expect("a list").1;
    assert_eq!(listed.trim_end_matches(')').split(", ").collect::<Vec<_>>(), WINDOWS);
}

/// The level of the strongest pixel of a column.
fn level(picture: &Picture, column: usize) -> u8 {
    picture.get(column, brightest(picture, column)[0]).unwrap()[0]
}

/// Four seconds of a tone on a bin of 256 at 8192 Hz, each second of another amplitude.
fn steps(amplitudes: [f64; 4]) -> Vec<u8> {
    let sine = |n: u32| (2.0 * PI * 1024.0 * f64::from(n) / 8192.0).sin();
    let samples: Vec<f32> = (0..4 * 8192).map(|n| (amplitudes[n as usize / 8192] * sine(n)) as f32).collect();
    wav_of_floats(8192, 1, &samples)
}

#[test]
fn colours_follow_the_range_that_is_given() {
    let sound = steps([1.0, 0.1, 0.001, 10.0]);
    let flags = ["--nfft", "256", "--db-range", "-100:0"];
    let picture = drawn(run(&raster("400x129", &flags), &sound));
    // Colour ⌊256·(level + 100)/100⌋: 0 dB tops, −20 dB has 204.8, −60 dB has 102.4, +20 dB is cut.
    let levels: Vec<u8> = [50, 150, 250, 350].map(|column| level(&picture, column)).into();
    assert_eq!(levels, [255, 204, 102, 255]);
    // The same with the flag and its value in one.
    let joined = drawn(run(&raster("400x129", &["--nfft", "256", "--db-range=-100:0"]), &sound));
    assert!(joined == picture);
}

#[test]
fn linear_colours_are_proportional_to_power() {
    let picture = drawn(run(&raster("400x129", &["--nfft", "256", "--linear"]), &steps([1.0, 0.5, 0.75, 0.0])));
    // Colour ⌊256·A²⌋ with the strongest on top; a quarter may fall to either side of its border.
    let levels = [50, 150, 250, 350].map(|column| level(&picture, column));
    assert_eq!(levels[0], 255);
    assert!(levels[1].abs_diff(64) <= 1 && levels[2].abs_diff(144) <= 1, "{levels:?}");
    assert_eq!(levels[3], 0);
}

#[test]
fn pooling_keeps_the_mean_or_the_strongest() {
    // One column over a second of full scale and three of silence: a quarter of the power, −6.02 dB.
    let sound = steps([1.0, 0.0, 0.0, 0.0]);
    let with = |pool| {
        let flags = ["--nfft", "256", "--hop", "128", "--db-range", "-100:0", "--pool", pool];
        level(&drawn(run(&raster("1x129", &flags), &sound)), 0)
    };
    assert_eq!((with("mean"), with("max")), (((100.0 - 6.02) * 2.56) as u8, 255));
}

#[test]
fn a_tone_is_drawn_at_its_frequency_on_any_axis() {
    // Rate 48 kHz, tone of 1 kHz.
    let sound = synth(&["--rate", "48k", "--tone", "1k", "--duration", "1"]);
    for (flags, fraction) in [
        (&[][..], 1.0 / 24.0),
        (&["--fmin", "500", "--fmax", "2k"], 1.0 / 3.0),
        (&["--fmax", "4k"], 0.25),
        // A range that ends beyond half the rate ends there; -q keeps the warning.
        (&["--fmax", "1M", "-q"], 1.0 / 24.0),
        (&["--freq-scale", "log", "--fmin", "100", "--fmax", "10k"], 0.5),
        (&["--freq-scale", "log", "--fmin", "10", "--fmax", "1.0e4"], 2.0 / 3.0),
    ] {
        let picture = drawn(run(&raster("10x300", &[flags, &["--nfft", "48000"]].concat()), &sound));
        for row in brightest(&picture, 5) {
            let off = row as f64 + 0.5 - 300.0 * (1.0 - fraction);
            assert!(off.abs() <= 1.0, "{flags:?}: {off} rows off");
        }
    }
    for (flags, reported) in [
        (&["--fmin", "4k", "--fmax", "3k"][..], "--fmin must be below the highest frequency, 3000 Hz"),
        (&["--fmin", "3k", "--fmax", "3k"], "--fmin must be below the highest frequency, 3000 Hz"),
        (&["--fmin", "24k"], "--fmin must be below half the sample rate, 24000 Hz, got 24000 Hz"),
        (&["--fmin", "-5"], "--fmin must be at least 0 Hz, got -5 Hz"),
        (&["--freq-scale", "log", "--fmin", "0"], "--fmin must be above 0 Hz on a logarithmic axis, got 0 Hz"),
    ] {
        run(&[&["render"], flags].concat(), &sound).failed(2).with_stderr(reported);
    }
}

/// The size of the figure in an SVG document, and of the data in it.
fn sizes(flags: &[&str]) -> [(f64, f64); 2] {
    let output = run(&[&["render", "--demo", "--format", "svg"], flags].concat(), b"").done();
    let elements = ["<svg", "<image"].map(|name| output.text().lines().find(|line| line.starts_with(name)).unwrap());
    elements.map(|element| (attribute(element, "width"), attribute(element, "height")))
}

#[test]
fn sizes_are_exact() {
    assert_eq!(sizes(&[])[0], (1200.0, 600.0));
    assert_eq!(sizes(&["--size", "801x403"])[0], (801.0, 403.0));
    assert_eq!(sizes(&["--size", "801X403", "--zoom", "2"])[0], (1602.0, 806.0));
    let [figure, plot] = sizes(&["--plot-size", "333x222"]);
    assert_eq!(plot, (333.0, 222.0));
    assert!(figure.0 > 333.0 && figure.1 > 222.0);
    assert_eq!(sizes(&["--plot-size", "333x222", "--zoom", "1.5"])[1], (500.0, 333.0));
    let bare = ["--no-axes", "--no-title", "--no-colorbar"];
    assert_eq!(sizes(&[&["--plot-size", "33x22"], &bare[..]].concat()), [(33.0, 22.0); 2]);
    // With an exact data area and no axes, the picture is the bare raster.
    assert_eq!(sizes(&["--plot-size", "33x22", "--no-axes"]), [(33.0, 22.0); 2]);
    for size in ["1x1", "1x600", "1200x1", "30x30", "100x60"] {
        let picture = Picture::decode(&run(&["render", "--demo", "--size", size], b"").done().stdout);
        assert_eq!(format!("{}x{}", picture.width, picture.height), size);
    }
    for (flag, size) in [("--size", "0x10"), ("--plot-size", "10x0"), ("--size", "40000x10"), ("--size", "30000x30000")]
    {
        run(&["render", "--demo", flag, size], b"").failed(2).with_stderr("pixels");
    }
    run(&["render", "--demo", "--plot-size", "4294967295x4294967295"], b"").failed(2).with_stderr("the limit is");
    for zoom in ["0", "-1", "1000", "NaN"] {
        run(&["render", "--demo", "--zoom", zoom], b"").failed(2).with_stderr("zoom");
    }
}

#[test]
fn decorations_can_be_turned_off_one_by_one() {
    let folder = folder_with(&[]);
    let texts = |flags: &[&str]| {
        let output = folder.run(&[&["render", "in.wav", "--format", "svg"], flags].concat(), b"").done().silent();
        without_pictures(output.text()).0
    };
    let all = texts(&[]);
    let words = [">in.wav</text>", ">Time (s)<", ">Frequency (kHz)<", ">dBFS<"];
    assert!(words.iter().all(|word| all.contains(word)), "{all}");
    for (flag, gone) in [("--no-title", &[0][..]), ("--no-axes", &[1, 2]), ("--no-colorbar", &[3])] {
        let some = texts(&[flag]);
        for (index, word) in words.iter().enumerate() {
            assert_eq!(some.contains(word), !gone.contains(&index), "{flag}: {word}");
        }
    }
    assert!(texts(&["--title", "A <b> & 3 µm"]).contains(">A &lt;b&gt; &amp; 3 µm</text>"));
    assert!(texts(&["--scaling", "density"]).contains(">dB re 1 FS²/Hz<"));
    assert!(texts(&["--scaling", "spectrum", "--linear"]).contains(">FS²<"));
    assert!(!texts(&["--plot-size", "100x100", "--no-axes"]).contains("<text"));
}

#[test]
fn themes_and_colormaps_change_only_their_own_colours() {
    let corner = |theme| {
        let picture = Picture::decode(&run(&["render", "--demo", "--theme", theme], b"").done().stdout);
        picture.get(0, 0).unwrap()
    };
    assert_eq!(corner("light"), [255, 255, 255, 255]);
    assert!(corner("dark")[..3].iter().all(|&channel| channel < 64));

    let sound = steps([1.0, 0.1, 0.001, 0.0]);
    let with = |name: &str| {
        let size = ["render", "--plot-size", "40x33", "--no-axes", "--db-range", "-100:0", "--colormap", name];
        drawn(run(&size, &sound))
    };
    let names = ["viridis", "magma", "inferno", "plasma", "cividis", "turbo", "gray", "jet", "hot"];
    let all: Vec<Picture> = names.iter().map(|name| with(name)).collect();
    for (index, picture) in all.iter().enumerate() {
        assert!(all[..index].iter().all(|other| other != picture), "{} is another's", names[index]);
        assert!(with(&format!("{}_r", names[index])) != *picture);
    }
    let (gray, reversed) = (&all[6], with("gray_r"));
    for (pixel, other) in gray.pixels.iter().zip(&reversed.pixels) {
        // matplotlib's own table truncates some of its greys.
        assert!((254..=255).contains(&(pixel[0] + other[0])), "{pixel:?} and {other:?}");
    }
}
