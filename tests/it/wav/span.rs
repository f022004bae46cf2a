//! Parts of an input.

use proptest::prelude::*;
use specgram::source::{AudioSource, Span, SpanOptions};
use specgram::units::Position::{self, Samples, Seconds};
use specgram::warning::Warning;

use super::{as_file, as_pipe, codes, counting};

/// A stream of unknown length with the samples 1, 2, 3 …
fn endless(samples: i16) -> Vec<u8> {
    let mut bytes = counting(samples);
    bytes[40..44].fill(0xFF);
    bytes
}

fn options(start: Option<Position>, end: Option<Position>, duration: Option<Position>) -> SpanOptions {
    SpanOptions { start, end, duration }
}

fn refused(bytes: &[u8], options: SpanOptions) -> String {
    Span::new(as_pipe(bytes).unwrap(), &options).err().expect("refused").to_string()
}

#[test]
fn times_are_the_nearest_samples() {
    let part = options(Some(Seconds(0.5)), Some(Seconds(0.500_49)), None);
    let mut span = Span::new(as_file(&counting(8000)).unwrap(), &part).unwrap();
    assert_eq!((span.start(), span.spec().length), (4000, Some(4)));
    assert_eq!(codes(&mut span), [4001, 4002, 4003, 4004]);
}

#[test]
fn an_end_beyond_the_input_is_the_inputs_with_a_warning() {
    let part = options(Some(Samples(7)), None, Some(Samples(10)));
    let mut span = Span::new(as_file(&counting(9)).unwrap(), &part).unwrap();
    assert_eq!(span.spec().length, Some(2));
    assert_eq!(codes(&mut span), [8, 9]);
    assert!(matches!(&span.report().warnings[..], [Warning::EndsEarly { end: (9, _), asked: (17, _) }]));
}

#[test]
fn an_unknown_length_stays_unknown_and_is_at_most_what_was_asked_for() {
    for (asked, there) in [(3, 3), (100, 8)] {
        let part = options(Some(Samples(2)), None, Some(Samples(asked)));
        let mut span = Span::new(as_pipe(&endless(10)).unwrap(), &part).unwrap();
        assert_eq!(span.spec().length, None);
        assert_eq!(codes(&mut span), (3..3 + there).collect::<Vec<i16>>());
    }
}

#[test]
fn impossible_spans_are_refused_with_both_numbers() {
    let beyond = "start at 2 s (sample 16000) is past the end of the input at 0.00125 s (sample 10)";
    assert_eq!(refused(&counting(10), options(Some(Seconds(2.0)), None, None)), beyond);
    assert_eq!(refused(&endless(10), options(Some(Seconds(2.0)), None, None)), beyond);
    assert_eq!(
        refused(&counting(10), options(Some(Samples(8)), Some(Samples(8)), None)),
        "end at 0.001 s (sample 8) is not after the start at 0.001 s (sample 8)"
    );
    assert_eq!(
        refused(&counting(10), options(None, None, Some(Seconds(0.0)))),
        "duration must be at least 1 sample at 8000 Hz, got 0 s"
    );
    let both = options(None, Some(Samples(8)), Some(Samples(8)));
    assert_eq!(refused(&counting(10), both), "end cannot be used together with a duration");
    assert!(refused(&counting(10), options(Some(Samples(10)), None, None)).contains("past the end"), "nothing is left");
    assert!(
        refused(&counting(10), options(Some(Samples(u64::MAX)), None, Some(Samples(u64::MAX))))
            .contains("past the end")
    );
}

proptest! {
    #[test]
    fn a_span_is_the_named_slice(length in 1_i16..200, start in 0_u64..200, count in 1_u64..300, known: bool) {
        prop_assume!(start < length as u64);
        let bytes = if known { counting(length) } else { endless(length) };
        let part = options(Some(Samples(start)), Some(Samples(start + count)), None);
        let mut span = Span::new(as_pipe(&bytes).unwrap(), &part).unwrap();
        let last = (start + count).min(length as u64);
        prop_assert_eq!(span.spec().length, known.then_some(last - start));
        prop_assert_eq!(codes(&mut span), (start as i16 + 1..=last as i16).collect::<Vec<_>>());
    }
}
