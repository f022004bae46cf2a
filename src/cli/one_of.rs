//! Values that are chosen by name: parsed, listed in help and completed from the library's registry; and whole numbers.

use std::ffi::OsStr;
use std::marker::PhantomData;
use std::num::ParseIntError;
use std::str::FromStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};
use specgram::choice::Choice;
use specgram::error::OptionName;
use specgram::units::whole_number;

/// Parses the names of a choice.
#[derive(Clone)]
pub(super) struct OneOf<T>(PhantomData<T>);

/// The parser for the names of a choice.
pub(super) fn one_of<T: Choice>() -> OneOf<T> {
    OneOf(PhantomData)
}

impl<T: Choice> TypedValueParser for OneOf<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        T::by_name.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let possible = |choice: T| {
            let (value, about) = (PossibleValue::new(choice.name()), choice.about());
            if about.is_empty() { value } else { value.help(about) }
        };
        Some(Box::new(T::all().map(possible)))
    }
}

/// Parses a value by its own rules, and completes the names that it may begin with.
#[derive(Clone)]
pub(super) struct Completed<T>(fn() -> Vec<String>, PhantomData<T>);

/// The parser for a value with names, which completions offer.
pub(super) fn completed<T>(names: fn() -> Vec<String>) -> Completed<T> {
    Completed(names, PhantomData)
}

impl<T: FromStr<Err = specgram::Error> + Clone + Send + Sync + 'static> TypedValueParser for Completed<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        T::from_str.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter().map(PossibleValue::new)))
    }
}

/// The parser for a number above 0.
pub(super) fn above_zero(option: OptionName) -> impl Fn(&str) -> specgram::Result<f64> + Clone {
    move |text| {
        let number = text.trim().parse().ok().filter(|number| *number > 0.0 && f64::is_finite(*number));
        number.ok_or_else(|| specgram::Error::invalid(option, format!("must be a number above 0, got '{text}'")))
    }
}

/// The parser for the whole number of an option.
pub(super) fn whole<T>(option: OptionName) -> impl Fn(&str) -> specgram::Result<T> + Clone
where
    T: FromStr<Err = ParseIntError>,
{
    move |text| whole_number(option, text)
}
