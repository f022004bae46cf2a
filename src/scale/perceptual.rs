//! Perceptual scales: mel, Bark and the ERB rate.

/// The corner frequency of HTK's mel scale, between linear and logarithmic, in hertz.
pub(super) const HTK_CORNER: f64 = 700.0;
/// The corner frequency of the ERB rate scale.
pub(super) const ERB_CORNER: f64 = 1.0 / 0.00437;
/// The corner frequency of the Bark scale, between linear and flat.
const BARK_CORNER: f64 = 1960.0;

/// Hertz per mel below [`BREAK_HERTZ`] on Slaney's scale.
const SLANEY_STEP: f64 = 200.0 / 3.0;
/// The frequency above which Slaney's scale is logarithmic.
const BREAK_HERTZ: f64 = 1000.0;
const BREAK_MEL: f64 = BREAK_HERTZ / SLANEY_STEP;

/// The natural logarithm of the frequency ratio per mel above the break: 6.4 over 27 mels.
fn slaney_log_step() -> f64 {
    6.4_f64.ln() / 27.0
}

/// Slaney's mel scale: 3f/200 up to 1 kHz, then 15 + 27·ln(f/1000)/ln 6.4.
pub(super) fn slaney(hertz: f64) -> f64 {
    if hertz < BREAK_HERTZ { hertz / SLANEY_STEP } else { BREAK_MEL + (hertz / BREAK_HERTZ).ln() / slaney_log_step() }
}

pub(super) fn slaney_hertz(mel: f64) -> f64 {
    if mel < BREAK_MEL { mel * SLANEY_STEP } else { BREAK_HERTZ * (slaney_log_step() * (mel - BREAK_MEL)).exp() }
}

/// The mel scale of HTK: 2595·log10(1 + f/700).
pub(super) fn htk(hertz: f64) -> f64 {
    2595.0 * (1.0 + hertz / 700.0).log10()
}

pub(super) fn htk_hertz(mel: f64) -> f64 {
    700.0 * (10.0_f64.powf(mel / 2595.0) - 1.0)
}

/// Traunmüller's Bark scale: 26.81·f/(1960 + f) − 0.53, written so that no frequency overflows.
pub(super) fn bark(hertz: f64) -> f64 {
    26.81 / (1.0 + 1960.0 / hertz) - 0.53
}

pub(super) fn bark_hertz(bark: f64) -> f64 {
    1960.0 * (bark + 0.53) / (26.28 - bark)
}

/// Glasberg and Moore's ERB rate: 21.4·log10(1 + 0.00437·f).
pub(super) fn erb(hertz: f64) -> f64 {
    21.4 * (1.0 + 0.00437 * hertz).log10()
}

pub(super) fn erb_hertz(rate: f64) -> f64 {
    (10.0_f64.powf(rate / 21.4) - 1.0) / 0.00437
}

/// The distance from one frequency up to another on the scale ln(c + f) with the corner c: ln((c + f)/(c + from)).
pub(super) fn ratio(corner: f64, from: f64, hertz: f64) -> f64 {
    libm::log1p((hertz - from) / (corner + from))
}

/// The inverse of [`ratio`].
pub(super) fn at_ratio(corner: f64, from: f64, distance: f64) -> f64 {
    from + (corner + from) * libm::expm1(distance)
}

/// The distance from one frequency up to another on Slaney's scale, in mels.
pub(super) fn slaney_distance(from: f64, hertz: f64) -> f64 {
    if from.max(hertz) <= BREAK_HERTZ {
        (hertz - from) / SLANEY_STEP
    } else if from.min(hertz) >= BREAK_HERTZ {
        ratio(0.0, from, hertz) / slaney_log_step()
    } else {
        slaney_distance(from, BREAK_HERTZ) + slaney_distance(BREAK_HERTZ, hertz)
    }
}

/// The inverse of [`slaney_distance`].
pub(super) fn slaney_at_distance(from: f64, distance: f64) -> f64 {
    let to_break = slaney_distance(from, BREAK_HERTZ);
    match (from < BREAK_HERTZ, distance < to_break) {
        (true, true) => from + distance * SLANEY_STEP,
        (true, false) => at_ratio(0.0, BREAK_HERTZ, (distance - to_break) * slaney_log_step()),
        (false, true) => BREAK_HERTZ + (distance - to_break) * SLANEY_STEP,
        (false, false) => at_ratio(0.0, from, distance * slaney_log_step()),
    }
}

/// The distance from one frequency up to another on the Bark scale, in units of 26.81·1960/(1960 + from) Bark.
pub(super) fn bark_distance(from: f64, hertz: f64) -> f64 {
    (hertz - from) / (BARK_CORNER + hertz)
}

/// The inverse of [`bark_distance`].
pub(super) fn bark_at_distance(from: f64, distance: f64) -> f64 {
    from + (BARK_CORNER + from) * (distance / (1.0 - distance))
}
