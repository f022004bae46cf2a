//! Names, parameters and lengths of windows, and refused input.

use proptest::prelude::*;
use specgram::Error;
use specgram::window::{Form, MAX_LENGTH, MAX_SOLVED_LENGTH, Window, WindowGain, half_power_bandwidth};

use super::{values, window};

#[test]
fn a_gaussian_has_no_deviation_until_it_is_chosen() {
    let unsettled = window("gaussian");
    assert_eq!(unsettled, Window::Gaussian(None));
    assert_eq!(unsettled.or_std(3.0), Window::Gaussian(Some(3.0)));
    assert_eq!(window("gaussian:2").or_std(3.0), Window::Gaussian(Some(2.0)));
    assert_eq!(window("hann").or_std(3.0), Window::Hann);
    let sixth = unsettled.coefficients(96, Form::Periodic).unwrap();
    assert_eq!(sixth, values("gaussian:16", 96, Form::Periodic));
    // √(128·1024/2π) = 144.43…; held to 600/6 by a shorter window.
    assert!((Window::balanced_std(128, 1024, 1024) - 144.432_533).abs() < 1e-5);
    assert_eq!(Window::balanced_std(128, 1024, 600), 100.0);
}

#[test]
fn written_forms_can_be_read() {
    for window in Window::ALL {
        assert_eq!(window.to_string().parse::<Window>().unwrap(), window);
        assert_eq!(window.name().parse::<Window>().unwrap(), window);
    }
    for text in ["kaiser:14", "tukey:0", "tukey:1", "gaussian:0.5", "dpss:3.25", "chebwin:45.5"] {
        assert_eq!(window(text).to_string(), text);
    }
}

fn refusal(text: &str) -> String {
    match text.parse::<Window>() {
        Err(error @ Error::InvalidText { .. }) => error.to_string(),
        other => panic!("'{text}' gave {other:?}"),
    }
}

#[test]
fn unknown_names_get_a_suggestion() {
    let suggestions = [
        ("hanning", "hann"),
        ("Hann", "hann"),
        ("haming", "hamming"),
        ("blackman-harris", "blackmanharris"),
        ("blackmann", "blackman"),
        ("gauss:3", "gaussian"),
        ("keiser:5", "kaiser"),
        ("rectangular", "boxcar"),
        ("flat-top", "flattop"),
    ];
    for (typed, meant) in suggestions {
        let message = refusal(typed);
        assert!(message.contains(&format!("did you mean '{meant}'?")), "{typed}: {message}");
    }
    let message = refusal("welch's overlapped segments");
    assert!(!message.contains("did you mean") && message.contains("boxcar, bartlett"), "{message}");
    assert!(refusal("").contains("'' is not a window"));
}

#[test]
fn parameters_out_of_range_are_refused_with_the_range() {
    let rules = [
        ("gaussian:0", "STD must be a number above 0"),
        ("gaussian:inf", "STD must be"),
        ("kaiser:-1", "BETA must be a number between 0"),
        ("kaiser:nan", "BETA must be"),
        ("kaiser:", "BETA must be"),
        ("tukey:1.5", "ALPHA must be a number between 0 and 1"),
        ("tukey:-0.1", "ALPHA must be"),
        ("dpss:0", "NW must be a number above 0"),
        ("chebwin:301", "DB must be a number above 0 and at most 300"),
        ("chebwin:wide", "'chebwin:wide' is not a valid window: DB must be"),
        ("hann:2", "hann takes no parameter"),
    ];
    for (typed, rule) in rules {
        let message = refusal(typed);
        assert!(message.contains(rule), "{typed}: {message}");
    }
    let unchecked = Window::Kaiser(f64::NAN).coefficients(8, Form::Periodic);
    assert!(matches!(unchecked, Err(Error::InvalidOption { .. })), "{unchecked:?}");
}

#[test]
fn invalid_window_lengths_are_refused() {
    let invalid = |window: Window, length, form| {
        let result = window.coefficients(length, form);
        assert!(matches!(result, Err(Error::InvalidOption { .. })), "{window} of {length}: {result:?}");
    };
    invalid(Window::Hann, 0, Form::Periodic);
    for zero_at_both_ends in [Window::Bartlett, Window::Hann, Window::Blackman, Window::Bohman, Window::Tukey(0.5)] {
        invalid(zero_at_both_ends, 2, Form::Symmetric);
        assert!(zero_at_both_ends.coefficients(2, Form::Periodic).is_ok());
    }
    invalid(Window::Gaussian(Some(1e-3)), 4, Form::Symmetric);
    invalid(Window::Dpss(2.5), 5, Form::Periodic);
    assert!(Window::Dpss(2.4).coefficients(5, Form::Periodic).is_ok());
    for (window, most) in [(Window::Hann, MAX_LENGTH), (Window::Dpss(2.5), MAX_SOLVED_LENGTH)] {
        let result = window.coefficients(most + 1, Form::Periodic);
        assert!(matches!(result, Err(Error::Limit { .. })), "{window}");
    }
}

#[test]
fn values_without_a_sum_are_refused() {
    for values in [&[][..], &[0.0, 0.0], &[1.0, -1.0], &[f64::NAN], &[f64::INFINITY]] {
        assert!(matches!(WindowGain::of(values), Err(Error::InvalidOption { .. })), "{values:?}");
    }
}

proptest! {
    #[test]
    fn any_parameter_and_length_is_handled(
        kind in 0..Window::ALL.len(),
        parameter in prop_oneof![0.0..10.0f64, Just(1e-300), Just(1e6), Just(300.0), any::<f64>()],
        length in 0..200usize,
        symmetric in any::<bool>(),
    ) {
        let window = match Window::ALL[kind] {
            Window::Gaussian(_) => Window::Gaussian(Some(parameter)),
            Window::Kaiser(_) => Window::Kaiser(parameter),
            Window::Tukey(_) => Window::Tukey(parameter),
            Window::Dpss(_) => Window::Dpss(parameter),
            Window::Chebwin(_) => Window::Chebwin(parameter),
            plain => plain,
        };
        let form = if symmetric { Form::Symmetric } else { Form::Periodic };
        if let Ok(values) = window.coefficients(length, form) {
            prop_assert_eq!(values.len(), length);
            prop_assert!(values.iter().all(|value| value.is_finite()));
            // Noise never comes through narrower than one bin (Cauchy–Schwarz).
            prop_assert!(WindowGain::of(&values).unwrap().enbw() >= 1.0 - 1e-12);
            let bandwidth = half_power_bandwidth(&values);
            prop_assert!(bandwidth > 0.0 && bandwidth <= length as f64);
        }
    }

    #[test]
    fn any_text_is_parsed_without_panics(text in ".{0,20}", name in 0..Window::ALL.len()) {
        let _ = text.parse::<Window>();
        let _ = format!("{}:{text}", Window::ALL[name].name()).parse::<Window>();
    }
}
