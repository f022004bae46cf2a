//! What metadata and names of files state about samples.

use std::path::Path;

use specgram::source::SdrName;

use super::{complex_tone, folder, info, spectra, strongest, tone};
use crate::program::{Folder, wav_of_floats};
use crate::wav::{chunk, fmt, riff};

fn guano(factor: &str) -> Vec<u8> {
    chunk(b"guan", format!("GUANO|Version: 1.0\nTE: {factor}\nMake: Example\n").as_bytes())
}

fn wamd(factor: u16) -> Vec<u8> {
    let fields = [(1_u16, b"SM4".to_vec()), (0x0F, factor.to_le_bytes().to_vec())];
    let fields = fields
        .iter()
        .flat_map(|(id, value)| [&id.to_le_bytes()[..], &(value.len() as u32).to_le_bytes(), value].concat());
    chunk(b"wamd", &fields.collect::<Vec<u8>>())
}

/// The chunk of a receiver, tuned to so many hertz.
fn auxi(center: u32) -> Vec<u8> {
    let time: Vec<u8> = [2023_u16, 5, 5, 19, 12, 34, 56, 0].iter().flat_map(|part| part.to_le_bytes()).collect();
    chunk(b"auxi", &[&time[..], &time, &center.to_le_bytes(), &[0; 32]].concat())
}

/// 16-bit samples with chunks before and behind them.
fn wav(channels: u16, before: &[Vec<u8>], behind: &[Vec<u8>]) -> Vec<u8> {
    let samples = if channels == 1 { complex_tone().into_iter().step_by(2).collect() } else { complex_tone() };
    let data: Vec<u8> = samples.iter().flat_map(|x| ((x * 30_000.0) as i16).to_le_bytes()).collect();
    riff(&[&[fmt(1, channels, 8000, 16)], before, &[chunk(b"data", &data)], behind].concat())
}

const UNDONE: &str = "in.wav: time expansion of 10 is undone (GUANO TE): the sample rate is 80000 Hz";

#[test]
fn a_stated_time_expansion_is_undone() {
    for (bytes, says) in [
        (wav(1, &[guano("10")], &[]), UNDONE),
        (wav(1, &[], &[guano("10")]), UNDONE),
        (wav(1, &[guano("10.0")], &[]), UNDONE),
        (wav(1, &[wamd(10)], &[]), "in.wav: time expansion of 10 is undone (wamd): the sample rate is 80000 Hz"),
        // GUANO counts more than wamd, in any order.
        (wav(1, &[wamd(8)], &[guano("10")]), UNDONE),
        (wav(1, &[guano("10"), wamd(8)], &[]), UNDONE),
    ] {
        let folder = folder(&bytes);
        assert_eq!(strongest(&spectra(&folder, "in.wav", &[])), 10_000.0);
        let (reported, output) = info(&folder, "in.wav", &[]);
        assert_eq!(output.stderr, format!("specgram: warning: {says}\n"));
        assert_eq!((reported["sample_rate"].as_u64(), reported["time_expansion"].as_u64()), (Some(80_000), Some(10)));
        assert_eq!(reported["warning_details"][0]["code"], "time_expansion");
        // A typed factor or rate stands in the place of the stated one.
        for (flags, rate) in [
            (&["--time-expansion", "1"][..], 8000),
            (&["--time-expansion", "2"], 16_000),
            (&["--rate", "256k"], 256_000),
            (&["--rate", "256k", "--time-expansion", "2"], 512_000),
        ] {
            let (reported, output) = info(&folder, "in.wav", flags);
            output.silent();
            assert_eq!(reported["sample_rate"].as_u64(), Some(rate), "{flags:?}");
        }
    }
}

#[test]
fn a_factor_of_one_is_silent_and_an_invalid_one_ignored() {
    for chunks in [guano("1"), guano("1.0"), wamd(1), wamd(0)] {
        let (reported, output) = info(&folder(&wav(1, &[chunks], &[])), "in.wav", &[]);
        output.silent();
        assert_eq!(reported["sample_rate"].as_u64(), Some(8000));
    }
    for invalid in ["0", "-10", "ten", "inf", "nan", "1e400"] {
        let (reported, output) = info(&folder(&wav(1, &[guano(invalid)], &[])), "in.wav", &[]);
        let says = format!("ignored a time expansion of '{invalid}' (GUANO TE): not a factor above 0\n");
        assert_eq!(output.stderr, format!("specgram: warning: in.wav: {says}"));
        assert_eq!(reported["sample_rate"].as_u64(), Some(8000));
    }
}

#[test]
fn a_stream_is_read_as_stated_before_its_samples_and_warns_of_the_rest() {
    let before = folder(&wav(1, &[guano("10")], &[]));
    assert_eq!(strongest(&spectra(&before, "-", &[])), 10_000.0);
    let behind = folder(&wav(1, &[], &[guano("10")]));
    assert_eq!(strongest(&spectra(&behind, "-", &[])), 1000.0);
    let says = "ignored the time expansion of 10 (GUANO TE), which the stream states after its samples\n";
    let (reported, output) = info(&behind, "-", &[]);
    assert_eq!(output.stderr, format!("specgram: warning: standard input: {says}"));
    assert_eq!(reported["warning_details"][0]["code"], "stated_late");
    assert_eq!(strongest(&spectra(&behind, "-", &["--time-expansion", "10"])), 10_000.0);
    info(&behind, "-", &["--time-expansion", "10"]).1.silent();
    info(&folder(&wav(1, &[], &[guano("1")])), "-", &[]).1.silent();
    let tuned = info(&folder(&wav(2, &[], &[auxi(7_100_000)])), "-", &[]).1;
    tuned.with_stderr("ignored the description of IQ samples (auxi), which the stream states after its samples\n");
}

#[test]
fn a_receivers_chunk_makes_two_channels_i_and_q() {
    let says = "used from the auxi chunk: two channels as I and Q (IQ), centre frequency 7.1 MHz\n";
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let xml = "<?xml version=\"1.0\"?><SDR-XML-Root><Definition SampleRate=\"8000\" RadioCenterFreq=\"7100000\" /></SDR-XML-Root>";
    for tuning in [auxi(7_100_000), chunk(b"auxi", xml.as_bytes()), chunk(b"auxi", &utf16(xml))] {
        let folder = folder(&wav(2, &[tuning], &[]));
        for (input, name) in [("in.wav", "in.wav"), ("-", "standard input")] {
            assert_eq!(strongest(&spectra(&folder, input, &[])), 7_101_000.0);
            let (reported, output) = info(&folder, input, &[]);
            assert_eq!(output.stderr, format!("specgram: warning: {name}: {says}"));
            assert_eq!(reported["center_frequency"].as_u64(), Some(7_100_000));
        }
        // A typed frequency wins, and the line names only what was used.
        let typed = folder.run(&["export", "in.wav", "--center-frequency", "1M", "-o", "a.npz"], b"").done();
        assert_eq!(
            typed.stderr.lines().next().unwrap().split_once("chunk: ").unwrap().1,
            "two channels as I and Q (IQ)"
        );
        assert_eq!(strongest(&spectra(&folder, "in.wav", &["--center-frequency", "1M"])), 1_001_000.0);
        assert_eq!(strongest(&spectra(&folder, "in.wav", &["--swap-iq"])), 7_099_000.0);
        let sound = info(&folder, "in.wav", &["--iq=no"]);
        assert_eq!((sound.0["complex"].as_bool(), sound.1.stderr.as_str()), (Some(false), ""));
    }
    let (reported, _) = info(&folder(&wav(2, &[auxi(7_100_000)], &[])), "in.wav", &[]);
    assert_eq!(reported["tags"]["Start time"], "2023-05-19 12:34:56");
    let mono = info(&folder(&wav(1, &[auxi(7_100_000)], &[])), "in.wav", &[]).1;
    mono.with_stderr("ignored the centre frequency of 7100000 Hz: the samples are real");
}

#[test]
fn names_of_receivers_recordings_are_parsed() {
    let of = |name: &str| SdrName::of(Path::new(name));
    let named = |name: &str| of(name).map(|found| (found.program, found.center, found.is_sound));
    assert_eq!(named("a/SDRSharp_20160101_231914Z_12kHz_IQ.wav"), Some(("SDRSharp", 12e3, false)));
    assert_eq!(named("SDRSharp_20160101_231914Z_7100000Hz_AF.wav"), Some(("SDRSharp", 7.1e6, true)));
    assert_eq!(named("HDSDR_20220101_120000Z_7100kHz_RF.wav"), Some(("HDSDR", 7.1e6, false)));
    assert_eq!(named("SDRuno_20200907_222223Z_7100kHz.wav"), Some(("SDRuno", 7.1e6, false)));
    assert_eq!(named("baseband_7100000Hz_12-34-56_01-01-2022.wav"), Some(("SDR++", 7.1e6, false)));
    let gqrx = of("gqrx_20200101_120000_14100000_2400000_fc.raw").unwrap();
    assert_eq!((gqrx.program, gqrx.center, gqrx.rate, gqrx.raw), ("gqrx", 14.1e6, Some(2.4e6), Some("cf32le")));
    for other in [
        "HDSDR_20220101_120000Z_7100kHz.wav",
        "HDSDR_20220101_120000Z_kHz_RF.wav",
        "HDSDR_2022_120000Z_7100kHz_RF.wav",
        "Other_20220101_120000Z_7100kHz_RF.wav",
        "gqrx_20200101_120000_14100000.wav",
        "gqrx_20200101_120000_14100000_+2400000_fc.raw",
        "baseband_sounds.wav",
        "7100kHz.wav",
        "",
    ] {
        assert_eq!(named(other), None, "{other}");
    }
}

#[test]
fn a_name_states_what_the_file_does_not() {
    let folder = Folder::new();
    let (name, sound) = ("HDSDR_20220101_120000Z_7100kHz_RF.wav", "HDSDR_20220101_120000Z_7100kHz_AF.wav");
    let pairs = wav_of_floats(8000, 2, &complex_tone());
    folder.write(name, &pairs);
    folder.write(sound, &pairs);
    folder.write("in.wav", &pairs);
    assert_eq!(strongest(&spectra(&folder, name, &[])), 7_101_000.0);
    let says = "used from the file's name (HDSDR): two channels as I and Q (IQ), centre frequency 7.1 MHz\n";
    let (reported, output) = info(&folder, name, &[]);
    assert_eq!(output.stderr, format!("specgram: warning: {name}: {says}"));
    assert_eq!(reported["warning_details"][0]["code"], "tuned_by_name");
    // Received sound is sound, even with a receiver's chunk; a pipe has no name.
    info(&folder, sound, &[]).1.silent();
    folder.write(sound, wav(2, &[auxi(7_100_000)], &[]));
    info(&folder, sound, &[]).1.silent();
    info(&folder, "-", &[]).1.silent();
    info(&folder, name, &["--iq=no"]).1.silent();
    // The chunk counts more than the name.
    folder.write(name, wav(2, &[auxi(5_000_000)], &[]));
    assert_eq!(strongest(&spectra(&folder, name, &[])), 5_001_000.0);
    folder.write(name, tone());
    info(&folder, name, &[]).1.silent();
}

#[test]
fn a_name_can_replace_the_flags_of_raw_samples() {
    let folder = Folder::new();
    let name = "gqrx_20200101_120000_14100000_8000_fc.raw";
    folder.write(name, complex_tone().iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>());
    for (flags, says) in [
        (&[][..], "format cf32le, sample rate 8000 Hz, centre frequency 14.1 MHz"),
        (&["--raw", "cf32le"], "sample rate 8000 Hz, centre frequency 14.1 MHz"),
        (&["--raw", "cf32le", "--rate", "8k"], "centre frequency 14.1 MHz"),
        (&["--rate", "8k"], "format cf32le, centre frequency 14.1 MHz"),
    ] {
        assert_eq!(strongest(&spectra(&folder, name, flags)), 14_101_000.0);
        let output = info(&folder, name, flags).1;
        assert_eq!(output.stderr, format!("specgram: warning: {name}: used from the file's name (gqrx): {says}\n"));
    }
}

#[test]
fn a_figure_states_corrections_and_lost_samples() {
    let folder = folder(&tone());
    let record = |flags: &[&str], input: &str| {
        folder.run(&[&["render", input, "-q", "-o", "out.png"], flags].concat(), b"").done();
        let found = folder.run(&["info", "out.png", "--json"], b"").done();
        serde_json::from_str::<serde_json::Value>(found.text()).unwrap()[0]["figure"]["input"].clone()
    };
    assert_eq!(record(&[], "in.wav").get("corrections"), None);
    let corrected = record(&["--rate", "4000", "--time-expansion", "10"], "in.wav");
    assert_eq!(corrected["corrections"], serde_json::json!({ "rate": 4000.0, "time_expansion": 10.0 }));
    assert_eq!((&corrected["sample_rate"], corrected.get("warnings")), (&serde_json::json!(40_000.0), None));
    let whole = tone();
    folder.write("cut.wav", &whole[..whole.len() - 400]);
    assert_eq!(record(&[], "cut.wav")["warnings"], serde_json::json!(["truncated"]));
}
