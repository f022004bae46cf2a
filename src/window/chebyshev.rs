//! The Dolph–Chebyshev window.

use std::f64::consts::PI;

use realfft::RealFftPlanner;

use super::symmetry::mirrored;

/// The window of `span` samples with all sidelobes `attenuation` dB down.
///
/// Its transform is the Chebyshev polynomial T of degree M − 1 at
/// β·cos(πk/M), β = cosh(acosh(10^(dB/20))/(M − 1)); the window is the inverse
/// transform, its largest value scaled to 1.
///
/// # Source
/// scipy `chebwin`. Near 1, where the polynomial rises steeply, the argument is stored as its difference from 1;
/// computed directly, as in scipy, it loses M² units in the last place.
pub(super) fn chebwin(span: usize, attenuation: f64) -> Vec<f64> {
    let transform = polynomial(span, 10f64.powf(attenuation / 20.0));
    let from_middle = inverse(&transform);
    let peak = from_middle.iter().copied().fold(f64::MIN, f64::max);
    let last = from_middle.len() - 1;
    mirrored(span, |n| from_middle[last - n] / peak)
}

/// T(β·cos(πk/M))/T(β) for every k below M; T(β) is `peak`.
fn polynomial(span: usize, peak: f64) -> Vec<f64> {
    let order = (span - 1) as f64;
    let half_angle = peak.acosh() / order / 2.0;
    let beyond = 2.0 * half_angle.sinh() * half_angle.sinh();
    let mut values = vec![0.0; span];
    for k in 0..=span / 2 {
        let angle = PI * k as f64 / span as f64;
        let half_sine = (angle / 2.0).sin();
        // β·cos(angle) − 1, with β = 1 + beyond.
        let difference = beyond * angle.cos() - 2.0 * half_sine * half_sine;
        let value = if difference > 0.0 {
            let hyperbolic = (difference + (difference * (2.0 + difference)).sqrt()).ln_1p();
            (order * hyperbolic).cosh()
        } else {
            (order * 2.0 * (-difference / 2.0).sqrt().min(1.0).asin()).cos()
        };
        values[k] = value / peak;
        if k > 0 {
            // T is even or odd like its degree, and the cosine changes sign at k = M/2.
            let mirror = if span.is_multiple_of(2) { -values[k] } else { values[k] };
            values[span - k] = if span - k == k { 0.0 } else { mirror };
        }
    }
    values
}

/// Σ p_k·cos(2πkx/M) at x = 0, 1, 2… for odd M, at x = ½, 1½, 2½… for even M, up to the end of the window.
fn inverse(transform: &[f64]) -> Vec<f64> {
    let span = transform.len();
    let even = span.is_multiple_of(2);
    // A transform of twice the length contains the frequencies between those of the plain transform.
    let length = if even { 2 * span } else { span };
    let mut input = transform.to_vec();
    input.resize(length, 0.0);
    let plan = RealFftPlanner::new().plan_fft_forward(length);
    let mut output = plan.make_output_vec();
    plan.process(&mut input, &mut output).expect("both buffers have the plan's own lengths");
    let (first, step) = if even { (1, 2) } else { (0, 1) };
    output.iter().skip(first).step_by(step).map(|value| value.re).collect()
}
