//! Odd files collected from other projects, with the expected outcome of each.

use serde_json::Value;
use specgram::source::{self, Channels, Facts};

use super::drain;

/// The manifest's numbers come from other readers, computed in double precision in another order.
const SAMPLE_TOLERANCE: f64 = 1e-12;
const POWER_TOLERANCE: f64 = 1e-12;

/// How a file's samples relate to the manifest's numbers.
struct Relation {
    gain: f64,
    /// How many more samples the manifest has.
    more: f64,
    samples_within: f64,
    power_within: f64,
}

/// The numbers of the project's own files are those of one signal before it was stored.
fn relation(name: &str) -> Relation {
    let exact = Relation { gain: 1.0, more: 0.0, samples_within: SAMPLE_TOLERANCE, power_within: POWER_TOLERANCE };
    match name {
        // Stored in steps of 1/128, downwards; the sum of squares follows to 2 %.
        "own_u8.wav" => Relation { samples_within: 1.0 / 128.0, power_within: 0.02, ..exact },
        // Stored 50 times louder.
        "own_f32_loud.wav" => Relation { gain: 50.0, ..exact },
        // Two samples of at most 0.36 became NaN and infinity: 2 · 0.36² of 134.
        "own_f32_nan_inf.wav" => Relation { power_within: 2.0 * 0.36 * 0.36 / 134.0, ..exact },
        // 24 bits in blocks of 8 bytes for two channels: the manifest's reader takes them as packed in 6.
        "pcmwaveformat-24bit-4byte-48kHz-stereo.wav" => {
            Relation { samples_within: f64::INFINITY, power_within: f64::INFINITY, ..exact }
        }
        // The manifest's reader counts the padding of the last block, which the header's own count omits.
        "dvi_adpcm.wav" => Relation { more: 675.0, power_within: f64::INFINITY, ..exact },
        "wav_ms_adpcm.wav" => Relation { more: 192.0, power_within: f64::INFINITY, ..exact },
        // Its steps are divided before they are added, not after: a code of 16 bits more or less.
        "4bit-imaadpcm-8kHz-noBext-mono.wav" => Relation { power_within: 1e-4, ..exact },
        // Two decoders in single precision, each within 2⁻²⁰ of the exact result.
        "mp3_mpeg_layer_iii.mp3" | "ogg_vorbis.ogg" => Relation { samples_within: 1e-6, power_within: 1e-6, ..exact },
        _ => exact,
    }
}

/// The faults of one file.
fn faults(folder: &std::path::Path, file: &Value) -> Vec<String> {
    let name = file["file"].as_str().unwrap();
    let expect = file["expect"].as_str().unwrap();
    let mut opened = match source::open(&folder.join(name)) {
        Ok(_) if expect == "error" => return vec!["plays, but must be refused".into()],
        Ok(opened) => opened,
        Err(error) => {
            let text = error.to_string();
            let unclear = text.chars().count() >= 150 || text.contains('\n') || text.contains(name);
            let fault = (expect == "play" || unclear).then(|| format!("error: {text}"));
            return fault.into_iter().collect();
        }
    };
    let Facts { container, encoding, .. } = &opened.facts;
    assert!(!container.is_empty() && !encoding.is_empty());
    let spec = opened.source.spec().clone();
    let samples = drain(&mut opened.source, Channels::One(0));
    let facts = &file["facts"];
    let mut faults = Vec::new();
    let mut compare = |what: &str, found: f64, expected: &Value, tolerance: f64| {
        if let Some(expected) = expected.as_f64()
            && (found - expected).abs() > tolerance
        {
            faults.push(format!("{what}: {found} instead of {expected}"));
        }
    };
    let Relation { gain, more, samples_within, power_within } = relation(name);
    compare("frames", samples.len() as f64 + more, &facts["frames"], 0.0);
    compare("length", spec.length.map_or(-1.0, |length| length as f64) + more, &facts["frames"], 0.0);
    compare("channels", spec.channels as f64, &facts["channels"], 0.0);
    compare("rate", spec.sample_rate.get(), &facts["rate"], 0.0);
    for (index, expected) in facts["ch0_first8"].as_array().into_iter().flatten().enumerate() {
        compare("sample", samples[index] / gain, expected, samples_within);
    }
    let power: f64 = samples.iter().map(|sample| (sample / gain).powi(2)).sum();
    compare("sum of squares", power, &facts["ch0_sumsq"], power_within * power);
    if file["warn"] == true && opened.source.report().warnings.is_empty() {
        faults.push("no warning".into());
    }
    faults
}

#[test]
fn every_odd_file_behaves_as_its_manifest_expects() {
    let Some(shared) = crate::shared::folder() else { return };
    let folder = shared.join("reference/badwav");
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let files = manifest["files"].as_array().unwrap();
    assert!(files.len() > 100);
    let faults: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let name = &file["file"];
            faults(&folder, file).into_iter().map(move |fault| format!("{name}: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
