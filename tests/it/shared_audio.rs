//! Real recordings: each renders, and its known content is in the picture.
//!
//! They are not in the repository; the tests do nothing unless `SPECGRAM_SHARED` names the folder that holds them.

use std::path::PathBuf;

use specgram::pipeline::{self, PictureOptions};
use specgram::source::{self, Channels};
use specgram::spectrogram::Spectrogram;
use specgram::units::Hertz;
use specgram::warning::Warning;

use crate::program::Folder;

/// The location of the recordings.
fn folder() -> Option<PathBuf> {
    crate::shared::folder().map(|shared| shared.join("audio"))
}

/// A recording as a picture, with methods to query it.
struct Recording(Spectrogram);

impl Recording {
    /// Analyses a recording as `render` does by default, except for the changed options.
    fn open(name: &str, change: impl FnOnce(&mut PictureOptions)) -> Option<Self> {
        let opened = source::open(&folder()?.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut options = PictureOptions::default();
        change(&mut options);
        let (picture, report) = pipeline::spectrogram(opened.source, &options).expect("a picture");
        assert_eq!(report.warnings, [], "{name}");
        Some(Self(picture))
    }

    fn plain(name: &str) -> Option<Self> {
        Self::open(name, |_| {})
    }

    /// The rows from `low` to `high` hertz.
    fn rows(&self, low: f64, high: f64) -> std::ops::Range<usize> {
        let rows = self.0.cells.height() as f64;
        let row = |hertz| (self.0.frequency.fraction_of(hertz).clamp(0.0, 1.0) * rows) as usize;
        row(low)..row(high).max(row(low) + 1)
    }

    /// The columns from `from` to `to` seconds.
    fn columns(&self, from: f64, to: f64) -> std::ops::Range<usize> {
        let (axis, columns) = (self.0.time, self.0.cells.width() as f64);
        let column = |t: f64| ((t - axis.start) / (axis.end - axis.start) * columns) as usize;
        column(from)..column(to).min(self.0.cells.width()).max(column(from) + 1)
    }

    fn seconds(&self) -> f64 {
        self.0.time.end - self.0.time.start
    }

    /// The mean level in decibels of a rectangle of seconds and hertz.
    fn level(&self, (from, to): (f64, f64), (low, high): (f64, f64)) -> f64 {
        let (columns, rows) = (self.columns(from, to), self.rows(low, high));
        let sum: f64 = columns.clone().map(|c| self.0.cells.column(c)[rows.clone()].iter().sum::<f64>()).sum();
        10.0 * (sum / (columns.len() * rows.len()) as f64).log10()
    }

    /// The frequency of the strongest row between `low` and `high`, summed from `from` to `to`.
    fn peak(&self, (from, to): (f64, f64), (low, high): (f64, f64)) -> f64 {
        let rows = self.rows(low, high);
        let power = |row| self.columns(from, to).map(|column| *self.0.cells.get(column, row)).sum::<f64>();
        let row = rows.max_by(|a, b| power(*a).total_cmp(&power(*b))).expect("rows");
        self.0.frequency.hertz_at((row as f64 + 0.5) / self.0.cells.height() as f64)
    }

    /// The times of the columns that stand out by `decibels` above the median between `low` and `high`, the strongest
    /// of those nearer to each other than `apart` seconds.
    fn events(&self, (low, high): (f64, f64), decibels: f64, apart: f64) -> Vec<f64> {
        let rows = self.rows(low, high);
        let power: Vec<f64> =
            (0..self.0.cells.width()).map(|c| self.0.cells.column(c)[rows.clone()].iter().sum()).collect();
        let mut sorted = power.clone();
        sorted.sort_by(f64::total_cmp);
        let threshold = sorted[sorted.len() / 2] * 10_f64.powf(decibels / 10.0);
        let column = self.seconds() / power.len() as f64;
        let mut events: Vec<(f64, f64)> = Vec::new();
        for (c, &power) in power.iter().enumerate().filter(|(_, power)| **power > threshold) {
            let t = (c as f64 + 0.5) * column;
            match events.last_mut() {
                Some(last) if t - last.0 < apart => *last = if power > last.1 { (t, power) } else { *last },
                _ => events.push((t, power)),
            }
        }
        events.into_iter().map(|(t, _)| t).collect()
    }
}

/// Asserts that a value is within `off` of what is known.
#[track_caller]
fn assert_near(value: f64, expected: f64, off: f64) {
    assert!((value - expected).abs() <= off, "{value} is not within {off} of {expected}");
}

/// Asserts that one level is above another by at least so many decibels.
#[track_caller]
fn assert_above(level: f64, other: f64, decibels: f64) {
    assert!(level >= other + decibels, "{level} dB is not {decibels} dB above {other} dB");
}

#[test]
fn every_recording_renders_as_it_is() {
    let Some(audio) = folder() else { return };
    let mut count = 0;
    for entry in std::fs::read_dir(audio).expect("the recordings") {
        let path = entry.expect("a recording").path();
        if path.extension().is_none_or(|extension| extension != "wav") {
            continue;
        }
        let folder = Folder::new();
        let name = path.to_str().expect("a name");
        let output = folder.run(&["render", name, "-o", "out.png", "-o", "out.svg"], b"").done().silent();
        assert!(output.stdout.is_empty() && folder.names() == ["out.png", "out.svg"], "{name}");
        assert!(folder.read("out.svg").len() < 3_000_000, "{name}");
        folder.run(&["info", name], b"").done();
        count += 1;
    }
    assert!(count >= 17, "{count} recordings");
}

#[test]
fn info_agrees_with_the_manifest() {
    let Some(audio) = folder() else { return };
    let manifest = std::fs::read(audio.join("manifest.json")).expect("the manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let files: Vec<&serde_json::Value> =
        manifest["files"].as_array().expect("files").iter().filter(|file| file["container"] != "raw").collect();
    let names: Vec<String> =
        files.iter().map(|file| audio.join(file["file"].as_str().expect("a name")).display().to_string()).collect();
    let args: Vec<&str> = ["info", "--json"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let reported: serde_json::Value = serde_json::from_str(Folder::new().run(&args, b"").done().text()).expect("JSON");
    for ((file, reported), name) in files.iter().zip(reported.as_array().expect("an array")).zip(&names) {
        assert_eq!(reported["file"], **name);
        for key in ["container", "channels", "sample_rate", "frames"] {
            assert_eq!(reported[key], file[key], "{key} of {name}");
        }
        assert_near(reported["duration"].as_f64().unwrap(), file["seconds"].as_f64().unwrap(), 1e-4);
        let bits = match file["encoding"].as_str() {
            Some("PCM_16") => 16,
            Some("PCM_24") => 24,
            Some("FLOAT") => 32,
            _ => 64,
        };
        assert_eq!(reported["bits"], bits, "{name}");
        assert!(reported["peak"].as_f64() > reported["rms"].as_f64() && reported["rms"].as_f64() > Some(0.0), "{name}");
    }
}

#[test]
fn six_clicks_of_a_sperm_whale() {
    let Some(clicks) = Recording::plain("spermwhale_clicks.wav") else { return };
    let times = clicks.events((3e3, 20e3), 3.0, 0.3);
    assert_eq!(times.len(), 6, "{times:?}");
    for pair in times.windows(2) {
        assert_near(pair[1] - pair[0], 0.85, 0.06);
    }
}

#[test]
fn the_constant_calls_of_bats() {
    if let Some(bat) = Recording::plain("bat_rhinolophus_500k_f32.wav") {
        assert_near(bat.peak((0.01, 0.05), (20e3, 250e3)), 98e3, 2e3);
        // The call ends in a sweep down, and the recording has nothing above 125 kHz.
        let tail = bat.peak((0.0575, 0.0585), (60e3, 120e3));
        assert!((75e3..94e3).contains(&tail), "{tail}");
        assert_above(bat.level((0.01, 0.05), (90e3, 100e3)), bat.level((0.01, 0.05), (150e3, 240e3)), 80.0);
    }
    if let Some(bat) = Recording::plain("bat_aditya_250k.wav") {
        assert_near(bat.peak((0.01, 0.05), (20e3, 125e3)), 105e3, 1e3);
        assert_above(bat.level((0.01, 0.05), (60e3, 100e3)), bat.level((0.01, 0.05), (2e3, 35e3)), 25.0);
    }
}

#[test]
fn the_call_of_a_blue_whale() {
    let Some(whale) = Recording::open("bluewhale_2k_60s.wav", |options| options.high = Some(Hertz(100.0))) else {
        return;
    };
    assert_near(whale.peak((41.0, 50.0), (30.0, 70.0)), 45.0, 4.0);
    assert_above(whale.level((41.0, 50.0), (38.0, 48.0)), whale.level((10.0, 35.0), (38.0, 48.0)), 15.0);
    assert_above(whale.level((41.0, 50.0), (38.0, 48.0)), whale.level((55.0, 60.0), (38.0, 48.0)), 15.0);
}

#[test]
fn the_lines_of_a_gravitational_wave_detector() {
    let Some(ligo) = Recording::plain("ligo_H1_GW150914_32s_f64.wav") else { return };
    let all = (0.0, 32.0);
    for (line, around) in [(331.0, 30.0), (500.0, 40.0), (1000.0, 60.0)] {
        let peak = ligo.peak(all, (line - around, line + around));
        assert_near(peak, line, 0.02 * line);
        assert_above(
            ligo.level(all, (peak - 4.0, peak + 4.0)),
            ligo.level(all, (line - around, line - 0.6 * around)),
            9.0,
        );
    }
    assert_above(ligo.level(all, (1460.0, 1480.0)), ligo.level(all, (1300.0, 1400.0)), 20.0);
    // Strain of 1e-18: levels that single precision has no room for, all above zero.
    assert!(ligo.0.cells.values().iter().all(|power| *power > 0.0));
    assert!(ligo.level(all, (200.0, 300.0)) < -430.0);
}

#[test]
fn an_earthquake_arrives() {
    let Some(quake) = Recording::plain("seismic_CRLZ_100Hz_f32.wav") else { return };
    assert_above(quake.level((142.0, 160.0), (2.0, 15.0)), quake.level((20.0, 130.0), (2.0, 15.0)), 10.0);
    // Counts of thousands keep their levels, far above full scale.
    let strongest = quake.0.cells.values().iter().copied().fold(0.0, f64::max);
    assert!(strongest > 1e6, "{strongest}");
    let onset = (100..200).find(|&t| {
        let t = f64::from(t);
        quake.level((t, t + 2.0), (4.0, 15.0)) > quake.level((20.0, 120.0), (4.0, 15.0)) + 6.0
    });
    assert_near(f64::from(onset.expect("an onset")), 140.0, 5.0);
}

#[test]
fn hum_and_syllables_of_a_finch() {
    let Some(finch) = Recording::plain("finch_bl26lb16.wav") else { return };
    let pause = (0.2, 1.8);
    for line in [7.2e3, 10.1e3, 13e3] {
        let peak = finch.peak(pause, (line - 300.0, line + 300.0));
        assert_near(peak, line, 60.0);
        assert_above(
            finch.level(pause, (peak - 40.0, peak + 40.0)),
            finch.level(pause, (peak + 150.0, peak + 250.0)),
            6.0,
        );
    }
    for song in [(2.6, 2.9), (4.1, 4.7)] {
        assert_above(finch.level(song, (1e3, 6e3)), finch.level(pause, (1e3, 6e3)), 25.0);
    }
}

#[test]
fn the_arches_of_a_mouse() {
    let Some(mouse) = Recording::plain("mouse_deer_250k.wav") else { return };
    for arch in [0.34, 0.55, 0.77] {
        let moment = (arch - 0.01, arch + 0.01);
        let first = mouse.peak(moment, (20e3, 45e3));
        assert_near(first, 33e3, 2e3);
        for harmonic in [2.0, 3.0] {
            let (low, high) = (harmonic * first - 8e3, harmonic * first + 8e3);
            assert_near(mouse.peak(moment, (low, high)), harmonic * first, 1e3);
        }
        assert_above(mouse.level(moment, (first - 1e3, first + 1e3)), mouse.level((1.02, 1.1), (30e3, 35e3)), 50.0);
    }
}

#[test]
fn trills_and_band_of_birds() {
    if let Some(bird) = Recording::plain("bird_spinetail.wav") {
        let (trill, harmonic) = ((5.5e3, 7.5e3), (11.5e3, 14.5e3));
        let [gap, quiet] = [trill, harmonic].map(|band| bird.level((3.4, 4.7), band));
        for group in [(0.8, 2.0), (5.5, 6.8), (11.5, 12.8), (16.6, 17.8)] {
            assert_above(bird.level(group, trill), gap, 20.0);
            assert_above(bird.level(group, harmonic), quiet, 12.0);
        }
        for pause in [(8.3, 8.9), (14.0, 15.2)] {
            assert_near(bird.level(pause, trill), gap, 6.0);
        }
    }
    if let Some(dawn) = Recording::plain("forest_dawn_0530.wav") {
        let all = (0.0, 10.0);
        assert_above(dawn.level(all, (1.5e3, 5e3)), dawn.level(all, (8e3, 10e3)), 10.0);
    }
}

#[test]
fn sonar_and_satellite() {
    if let Some(sonar) = Recording::plain("sonar_200k_10s.wav") {
        assert_near(sonar.peak((4.5, 8.0), (1.5e3, 15e3)), 3e3, 300.0);
        let all = (0.0, sonar.seconds());
        assert_above(sonar.level(all, (10e3, 14e3)), sonar.level(all, (20e3, 90e3)), 15.0);
    }
    if let Some(satellite) = Recording::plain("satellite_gomx1_48k.wav") {
        let of = |from, to| satellite.level((from, to), (7e3, 11e3));
        assert_above(of(0.05, 0.3), of(0.4, 0.75), 10.0);
        assert_above(of(0.85, 2.9), of(0.4, 0.75), 10.0);
    }
}

#[test]
fn pulses_and_hum_of_a_fly_differ_between_its_channels() {
    let Some(audio) = folder() else { return };
    let pictures: Vec<Recording> = (0..3)
        .map(|index| {
            let opened = source::open(&audio.join("fruitfly_3ch_10k.wav")).expect("a recording");
            let options = PictureOptions { channels: Channels::One(index), ..PictureOptions::default() };
            let (picture, report) = pipeline::spectrogram(opened.source, &options).expect("a picture");
            assert_eq!(report.warnings, [Warning::ChannelsIgnored { ignored: 2, of: 3 }]);
            Recording(picture)
        })
        .collect();
    let all = (0.0, 1.5);
    let hum: Vec<f64> = pictures.iter().map(|picture| picture.peak(all, (2e3, 3e3))).collect();
    assert!(hum.iter().any(|hertz| (hertz - 2500.0).abs() < 40.0), "{hum:?}");
    let pulses = |picture: &Recording| picture.level((0.2, 1.2), (100.0, 1e3));
    let levels: Vec<f64> = pictures.iter().map(pulses).collect();
    let spread = levels.iter().copied().fold(f64::MIN, f64::max) - levels.iter().copied().fold(f64::MAX, f64::min);
    assert!(spread > 3.0, "{levels:?}");
}

#[test]
fn speech_has_pauses_and_music_harmonics_that_decay() {
    if let Some(speech) = Recording::plain("speech_jfk_16k.wav") {
        let voice = (200.0, 3000.0);
        assert_above(speech.level((0.4, 2.0), voice), speech.level((2.5, 3.2), voice), 20.0);
        assert_above(speech.level((8.3, 10.5), voice), speech.level((7.6, 8.1), voice), 15.0);
    }
    if let Some(guitar) = Recording::plain("music_guitar_stereo.wav") {
        let band = (1e3, 6e3);
        assert_above(guitar.level((0.8, 1.5), band), guitar.level((4.0, 5.0), band), 8.0);
        assert_above(guitar.level((4.0, 5.0), band), guitar.level((8.0, 9.5), band), 8.0);
    }
}
