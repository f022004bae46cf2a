//! The names that programs for radio receivers give to their recordings.

use std::path::Path;

/// What the name of a recording states.
///
/// # Source
/// The names in the manuals and recordings of the programs:
/// `SDRSharp_20160101_231914Z_12kHz_IQ.wav`, `HDSDR_20220101_120000Z_7100kHz_RF.wav`,
/// `SDRuno_20200907_222223Z_7100kHz.wav`, `baseband_7100000Hz_12-34-56_01-01-2022.wav` (SDR++),
/// `gqrx_20200101_120000_14100000_2400000_fc.raw`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SdrName {
    /// The program.
    pub program: &'static str,
    /// The name of the format of headerless samples, if the file has them.
    pub raw: Option<&'static str>,
    /// Samples per second.
    pub rate: Option<f64>,
    /// The frequency at 0 Hz, in hertz; for received sound, the frequency of the receiver.
    pub center: f64,
    /// Whether the recording is received sound, not I and Q.
    pub is_sound: bool,
}

impl SdrName {
    /// Parses the name of a file; `None` if it is not in the form of a known program.
    pub fn of(path: &Path) -> Option<Self> {
        let parts: Vec<&str> = path.file_stem()?.to_str()?.split('_').collect();
        let named = |program, center, is_sound| Self { program, raw: None, rate: None, center, is_sound };
        match parts[..] {
            ["gqrx", date, time, center, rate, "fc"] if is_date(date) && is_time(time) => {
                let gqrx = named("gqrx", whole(center)?, false);
                let rate = whole(rate).filter(|&rate| rate > 0.0)?;
                Some(Self { raw: Some("cf32le"), rate: Some(rate), ..gqrx })
            }
            ["baseband", center, ..] => Some(named("SDR++", frequency(center)?, false)),
            [program, date, time, center, ref rest @ ..] if is_date(date) && is_time(time) => {
                let program = ["SDRSharp", "HDSDR", "SDRuno"].into_iter().find(|known| *known == program)?;
                let is_sound = match rest {
                    ["AF", ..] => true,
                    ["IQ" | "RF", ..] => false,
                    [] if program == "SDRuno" => false,
                    _ => return None,
                };
                Some(named(program, frequency(center)?, is_sound))
            }
            _ => None,
        }
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_time(text: &str) -> bool {
    let digits = text.strip_suffix('Z').unwrap_or(text);
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number of at most 12 digits.
fn whole(digits: &str) -> Option<f64> {
    let is_valid = digits.len() <= 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_valid)
}

/// A whole frequency with its unit, such as `7100kHz`.
fn frequency(text: &str) -> Option<f64> {
    let units = [("MHz", 1e6), ("kHz", 1e3), ("Hz", 1.0)];
    units.iter().find_map(|(unit, factor)| Some(whole(text.strip_suffix(unit)?)? * factor))
}
