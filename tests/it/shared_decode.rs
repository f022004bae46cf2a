//! Files that decoders get wrong, against the values of their manifest.
//!
//! They are not in the repository; the tests do nothing unless `SPECGRAM_SHARED` names the folder that holds them.

use std::f64::consts::TAU;

use serde_json::Value;
use specgram::source::{self, AudioSource, Channels, pcm};

/// The samples of each channel, the sample rate, and the warnings.
struct Played {
    channels: Vec<Vec<f64>>,
    rate: f64,
    warnings: Vec<String>,
}

fn play(path: &std::path::Path) -> specgram::Result<Played> {
    let mut source = source::open(path)?.source;
    let spec = source.spec().clone();
    let mut bytes = vec![0; 1000 * spec.bytes_per_sample_frame()];
    let mut all = Vec::new();
    loop {
        let got = source.read(&mut bytes)?;
        all.extend(&bytes[..got]);
        if got < bytes.len() {
            break;
        }
    }
    let channel = |index| {
        let mut samples = vec![0.0; all.len() / spec.bytes_per_sample_frame()];
        pcm::decode(spec.format, spec.channels, Channels::One(index), &all, &mut samples);
        samples
    };
    let warnings = source.report().warnings.iter().map(ToString::to_string).collect();
    Ok(Played { channels: (0..spec.channels).map(channel).collect(), rate: spec.sample_rate.get(), warnings })
}

fn rms(samples: &[f64]) -> f64 {
    (samples.iter().map(|sample| sample * sample).sum::<f64>() / samples.len() as f64).sqrt()
}

/// The level of a sine of this frequency within a range of seconds, in dB of a sine of amplitude 1.
fn level(samples: &[f64], rate: f64, hertz: f64, (from, to): (f64, f64)) -> f64 {
    let range = (from * rate) as usize..(to * rate) as usize;
    let (mut re, mut im) = (0.0, 0.0);
    for at in range.clone() {
        let phase = TAU * hertz * at as f64 / rate;
        re += samples[at] * phase.cos();
        im += samples[at] * phase.sin();
    }
    20.0 * (2.0 * f64::hypot(re, im) / range.len() as f64).log10()
}

/// The files of a manifest entry's kind that this module is about.
fn files(names: &[&str]) -> Option<Vec<(std::path::PathBuf, Value)>> {
    let folder = crate::shared::folder()?.join("reference/decode");
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).expect("the manifest");
    let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    let entry = |name: &&str| {
        let all = manifest["files"].as_array().expect("files");
        let file = all.iter().find(|file| file["file"] == **name).unwrap_or_else(|| panic!("no {name}"));
        (folder.join(name), file.clone())
    };
    Some(names.iter().map(entry).collect())
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// What differs from the facts of the manifest.
fn faults(played: &Played, entry: &Value) -> Vec<String> {
    let (facts, tolerance) = (&entry["facts"], &entry["tolerance"]);
    let mut faults = Vec::new();
    let mut compare = |what: &str, found: f64, expected: &Value, tolerance: &Value| {
        if expected.is_number() && (found - number(expected)).abs() > tolerance.as_f64().unwrap_or(0.0) {
            faults.push(format!("{what}: {found} instead of {expected}"));
        }
    };
    compare("frames", played.channels[0].len() as f64, &facts["frames"], &tolerance["frames"]);
    compare("rate", played.rate, &facts["rate"], &Value::Null);
    compare("channels", played.channels.len() as f64, &facts["channels"], &Value::Null);
    let peak = |samples: &Vec<f64>| samples.iter().fold(0.0, |peak: f64, sample| peak.max(sample.abs()));
    let greatest = played.channels.iter().map(peak).fold(0.0, f64::max);
    compare("peak", greatest, &facts["peak"], &tolerance["peak"]);
    for (index, samples) in played.channels.iter().enumerate() {
        compare("RMS", rms(samples), &facts["rms_per_channel"][index], &tolerance["rms"]);
        let onset = samples.iter().position(|sample| sample.abs() > greatest / 4.0).unwrap_or(0);
        compare("onset", onset as f64 / played.rate, &facts["onset_s"][index], &tolerance["onset_s"]);
    }
    for tone in facts["tones"].as_array().into_iter().flatten() {
        let samples = &played.channels[number(&tone["channel"]) as usize - 1];
        let seconds = (number(&tone["from_s"]), number(&tone["to_s"]));
        let found = level(samples, played.rate, number(&tone["freq_hz"]), seconds);
        compare("level", found, &tone["level_dbfs"], &tolerance["level_db"]);
    }
    faults
}

#[test]
fn mpeg_audio_that_others_misread_is_as_its_manifest_says() {
    let names = [
        "mp3_window_types.mp3",
        "mp3_crc_vbr.mp3",
        "mp3_plain_vbr.mp3",
        "mp3_crc_stale.mp3",
        "wav_tag55.wav",
        "riff_named.mp3",
    ];
    for (path, entry) in files(&names).into_iter().flatten() {
        let played = play(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(faults(&played, &entry), [""; 0], "{}", path.display());
        assert_eq!(played.warnings, [""; 0], "{}", path.display());
    }
}

#[test]
fn packets_that_cannot_be_decoded_are_reported() {
    for (path, _) in files(&["mp3_window_types_ms.mp3"]).into_iter().flatten() {
        let played = play(&path).expect("a file that plays");
        assert!(played.warnings.iter().any(|text| text.contains("block_type mismatch")), "{:?}", played.warnings);
    }
}

#[test]
fn mp3_that_turns_from_mono_to_stereo_plays_on() {
    for (path, entry) in files(&["mp3_mono_then_stereo.mp3"]).into_iter().flatten() {
        let played = play(&path).expect("a file that plays");
        let expected = number(&entry["facts"]["total_frames"]);
        assert!((played.channels[0].len() as f64 - expected).abs() <= number(&entry["frames_tolerance"]));
        // The encoder scales by 0.95, and the mean of two channels halves a tone of one.
        for (hertz, decibels, seconds) in
            [(1000.0, -6.47, (0.15, 0.7)), (3000.0, -12.49, (1.0, 1.6)), (2000.0, -18.51, (1.0, 1.6))]
        {
            let found = level(&played.channels[0], played.rate, hertz, seconds);
            assert!((found - decibels).abs() < 0.6, "{hertz} Hz: {found} dB");
        }
        assert!(!played.warnings.is_empty());
    }
}

#[test]
fn flac_of_32_bits_is_as_its_manifest_says() {
    let names =
        ["independent", "mid_side", "left_side", "side_right", "encoder"].map(|kind| format!("flac32_{kind}.flac"));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for (path, mut entry) in files(&names).into_iter().flatten() {
        // Their headers state a checksum of all samples, which is compared; levels of tones add nothing.
        entry["facts"]["tones"] = Value::Null;
        let played = play(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(faults(&played, &entry), [""; 0], "{}", path.display());
        assert_eq!(played.warnings, [""; 0], "{}", path.display());
    }
}
