//! The warning about samples that no window covers, compared with counting them one by one.

use proptest::prelude::*;
use serde_json::Value;
use specgram::pipeline::{PictureOptions, Report, spectra, spectrogram};
use specgram::source::{Channels, Memory};
use specgram::stft::{Align, Boundary, Mode, StftOptions};
use specgram::units::SampleRate;
use specgram::warning::Warning;
use specgram::window::Window;

use crate::program::{Folder, wav_of_floats};

fn rate() -> SampleRate {
    SampleRate::new(1000.0).unwrap()
}

/// How many of `samples` samples lie under no window of `frames` frames; with a last frame that ends where everything
/// ends, if there is one.
fn counted(options: &StftOptions, samples: i64, frames: u64, has_last: bool) -> u64 {
    let padding = options.extension().padding(samples as u64);
    let (before, after) = (padding.before as i64, padding.after as i64);
    let mut covered = vec![false; samples as usize];
    let mut starts: Vec<i64> = (0..frames as i64).map(|m| m * options.hop as i64 - before).collect();
    if has_last {
        starts.push(samples + after - options.frame_length() as i64);
    }
    for start in starts {
        let first = start + options.window_offset() as i64;
        for place in first..first + options.window_length as i64 {
            if let Some(covered) = usize::try_from(place).ok().and_then(|place| covered.get_mut(place)) {
                *covered = true;
            }
        }
    }
    covered.iter().filter(|covered| !**covered).count() as u64
}

/// Samples after the last whole frame, if they are the signal's own.
fn left_over(options: &StftOptions, samples: u64, frames: u64) -> u64 {
    let before = options.extension().padding(samples).before;
    let end = (frames - 1) * options.hop as u64 + options.frame_length() as u64;
    (samples + before).saturating_sub(end)
}

fn options() -> impl Strategy<Value = StftOptions> {
    let boundary = prop::sample::select(vec![Boundary::None, Boundary::Zeros, Boundary::Constant]);
    (2_usize..60, 0.0_f64..=1.0, 1_usize..100, boundary, any::<bool>(), any::<bool>()).prop_map(
        |(nfft, share, hop, boundary, pad_tail, centred)| StftOptions {
            nfft,
            window_length: ((nfft as f64 * share) as usize).max(1),
            hop,
            boundary,
            pad_tail,
            align: if centred { Align::Center } else { Align::Left },
            window: Window::Boxcar,
            ..StftOptions::default()
        },
    )
}

proptest! {
    #[test]
    fn unused_samples_are_as_many_as_can_be_counted(
        stft in options(),
        samples in 1_usize..600,
        phases: bool,
    ) {
        let sound = || Memory::new(rate(), 1, vec![0.5; samples]).unwrap();
        let exported: Report =
            spectra(sound(), &stft, Channels::Mix, std::num::NonZeroUsize::MIN, |_| Ok(())).unwrap();
        prop_assert_eq!(exported.unused, counted(&stft, samples as i64, exported.frames, false));
        // An export warns of samples after its last frame, but not of those that a boundary added.
        // Where windows leave gaps that is part of what it warns of.
        let tail = left_over(&stft, samples as u64, exported.frames);
        let gaps = stft.hop > stft.window_length && exported.unused > tail;
        let warned = |report: &Report| report.warnings.iter().find_map(|warning| match warning {
            Warning::UnusedTail { samples } => Some((false, *samples)),
            Warning::Gaps { unused, .. } => Some((true, *unused)),
            _ => None,
        });
        let expected = if gaps { Some((true, exported.unused)) } else { (tail > 0).then_some((false, tail)) };
        prop_assert_eq!(warned(&exported), expected);

        let mode = if phases { Mode::Angle } else { Mode::Psd };
        let options = PictureOptions {
            stft: StftOptions { mode, ..stft.clone() },
            fit_hop: false,
            columns: 7,
            rows: 5,
            ..PictureOptions::default()
        };
        let (_, report) = spectrogram(sound(), &options).unwrap();
        let padding = report.layout.extension().padding(samples as u64);
        // At the hop that was used there is one frame, or as many as fit.
        let total = padding.before + samples as u64 + padding.after;
        let (frame, hop) = (report.layout.frame as u64, report.layout.hop as u64);
        let regular = total.checked_sub(frame).map_or(1, |room| room / hop + 1);
        let has_last = !phases && (regular - 1) * hop + frame < total;
        prop_assert_eq!(report.frames, regular + u64::from(has_last));
        prop_assert_eq!(report.unused, counted(&report.transform.stft, samples as i64, regular, has_last));
        if !phases {
            let gaps = stft.hop > stft.window_length && report.unused > 0;
            prop_assert_eq!(warned(&report), gaps.then_some((true, report.unused)));
        }
    }
}

#[test]
fn frames_that_cover_everything_leave_no_samples_unused() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(1000, 1, &[0.25; 1000]));
    // librosa's frames reach half a window beyond the end, so that 488 zeros there are in none of them.
    folder.run(&["export", "in.wav", "--preset", "librosa", "-o", "a.npy"], b"").done().silent();
    // Where frames are far apart, some samples lie in none in spite of it: 200 before each of 3 frames, and from 900 + 50 on.
    let flags = ["export", "in.wav", "--nfft", "100", "--hop", "300", "--boundary", "zeros", "-o", "a.npy"];
    folder.run(&flags, b"").done().with_stderr(
        "warning: in.wav: 650 of 1000 samples are not analysed: hop 300 is longer than the window (100)\n",
    );
}

#[test]
fn gaps_between_windows_are_reported() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(1000, 1, &[0.25; 1000]));
    let reported = |flags: &[&str]| -> Value {
        let args = [&["render", "in.wav", "-o", "a.png", "--json", "--nfft", "100"], flags].concat();
        serde_json::from_str(folder.run(&args, b"").done().text()).unwrap()
    };
    // 0..100, 330..430, 660..760, and the last moved to 900..1000: the gap before that one counts too.
    assert_eq!(reported(&["--hop", "330"])["samples_not_used"], 230 + 230 + 140);
    // Windows of 40 in the middle of frames of 100: 30 samples before the first, 10 between any two, 30 after the last.
    let centred = reported(&["--window-length", "40", "--window-align", "center", "--hop", "50"]);
    assert_eq!((&centred["frames"], &centred["samples_not_used"]), (&Value::from(19), &Value::from(30 + 18 * 10 + 30)));
    let said = |command: &[&str]| {
        let output = folder.run(&[command, &["in.wav", "--nfft", "100", "--hop", "330"]].concat(), b"").done();
        assert_eq!(output.stderr.matches("warning: ").count(), 1, "{output:?}");
        output
    };
    let gaps = |unused| format!("warning: in.wav: {unused} of 1000 samples are not analysed: hop 330 is longer");
    said(&["render", "-o", "a.png", "-v"])
        .with_stderr("1000 samples of 1 channel at 1000 Hz, 1 s; 400 used, 600 under no window")
        .with_stderr(&gaps(600));
    // An export has no frame at the end: 0..100, 330..430, 660..760.
    said(&["export", "-o", "a.npy"]).with_stderr(&gaps(700));
    // A single frame has no gaps, only an end.
    let alone = folder.run(&["export", "in.wav", "--nfft", "100", "--hop", "950", "-o", "a.npy"], b"").done();
    assert_eq!(alone.stderr, "specgram: warning: in.wav: ignored 900 samples at the end: not a whole frame\n");
}

#[test]
fn hidden_frames_of_phases_are_reported() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(1000, 1, &[0.25; 1000]));
    let said = |flags: &[&str]| {
        let size = ["render", "in.wav", "-o", "a.png", "--nfft", "100", "--no-axes", "--plot-size", "60x10"];
        folder.run(&[&size, flags].concat(), b"").done().stderr
    };
    // 17 samples for each of 60 columns: the next multiple of 5 is 20.
    let reported =
        "specgram: warning: in.wav: phases are not pooled: one frame in 4 is shown, at a hop of 20 samples\n";
    assert_eq!(said(&["--mode", "angle", "--hop", "5"]), reported);
    assert_eq!(said(&["--mode", "phase", "--overlap", "95%"]), reported);
    // At a hop that needs no other, and where none was asked for.
    assert_eq!(said(&["--mode", "angle", "--hop", "20"]), "");
    assert_eq!(said(&["--mode", "angle"]), "");
}
