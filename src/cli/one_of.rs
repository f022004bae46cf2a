//! Values that are chosen by name: parsed, listed in help and completed from the library's registry.

use std::ffi::OsStr;
use std::marker::PhantomData;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};
use specgram::choice::Choice;
use specgram::output::{self, Format};

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
        T::from_str.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(T::ALL.iter().map(|choice| possible(choice.name(), choice.about()))))
    }
}

/// Parses the name of a format.
pub(super) struct FormatName<F: 'static>(PhantomData<&'static F>);

impl<F: 'static> Clone for FormatName<F> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

/// The parser for the names of formats.
pub(super) fn format_name<F: Format>() -> FormatName<F> {
    FormatName(PhantomData)
}

impl<F: Format + Send + Sync> TypedValueParser for FormatName<F> {
    type Value = &'static F;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<&'static F, Error> {
        output::by_name::<F>.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(F::ALL.iter().map(|format| possible(format.name(), format.about()))))
    }
}

fn possible(name: &'static str, about: &'static str) -> PossibleValue {
    let value = PossibleValue::new(name);
    if about.is_empty() { value } else { value.help(about) }
}
