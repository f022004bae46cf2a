//! The metadata of a recording, reduced to the fields in use; all others are skipped and never stored.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::Read;

use serde_core::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::{Error, Result};

/// The maximum size of metadata; annotations may be many.
const MAX_BYTES: u64 = 1 << 26;
/// The maximum number of characters of metadata or of a parser's message to show.
const SHOWN: usize = 100;

/// The known fields, without `core:`.
const FIELDS: [&str; 15] = [
    "author",
    "dataset",
    "datatype",
    "datetime",
    "description",
    "frequency",
    "header_bytes",
    "hw",
    "license",
    "num_channels",
    "offset",
    "recorder",
    "sample_rate",
    "sample_start",
    "trailing_bytes",
];

/// The metadata of a recording.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) global: Fields,
    pub(super) captures: Captures,
}

/// The captures of a recording.
#[derive(Debug, Default)]
pub(super) struct Captures {
    pub(super) first: Fields,
    pub(super) count: u64,
    /// Whether a later capture has another centre frequency than the first.
    pub(super) is_retuned: bool,
    /// Whether a capture other than the first has a header.
    pub(super) has_inner_headers: bool,
}

/// The known fields of an object.
#[derive(Debug, Default)]
pub(super) struct Fields(BTreeMap<&'static str, Field>);

#[derive(Debug, PartialEq)]
enum Field {
    Text(String),
    Number(f64),
    /// Any other value, in words.
    Other(&'static str),
}

impl Metadata {
    /// Reads a metadata file.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::Malformed`] if it is not JSON or not SigMF, [`Error::Limit`] beyond 64 MiB.
    pub(super) fn read(file: File) -> Result<Self> {
        let mut text = Vec::new();
        file.take(MAX_BYTES + 1).read_to_end(&mut text).map_err(|error| Error::io("cannot read", error))?;
        if text.len() as u64 > MAX_BYTES {
            let what = "length of the metadata".to_owned();
            return Err(Error::limit_of(what, None, MAX_BYTES as f64, "bytes"));
        }
        // Some editors write a byte order mark.
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text);
        serde_json::from_slice(text).map_err(|error| {
            let what = if error.is_data() { "invalid SigMF metadata" } else { "invalid JSON in the metadata" };
            Error::malformed(format!("{what} ({})", shown(&error.to_string())))
        })
    }
}

impl Fields {
    /// A text field.
    ///
    /// # Errors
    /// [`Error::Malformed`] for any other type.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Field::Text(text)) => Ok(Some(text)),
            Some(other) => Err(wrong(name, "a string", other)),
        }
    }

    /// A numeric field.
    ///
    /// # Errors
    /// [`Error::Malformed`] for any other type.
    pub(super) fn number(&self, name: &str) -> Result<Option<f64>> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Field::Number(number)) => Ok(Some(*number)),
            Some(other) => Err(wrong(name, "a number", other)),
        }
    }

    /// A count.
    ///
    /// # Errors
    /// [`Error::Malformed`] unless it is a whole number from 0 to 2⁵³ − 1.
    pub(super) fn count(&self, name: &str) -> Result<Option<u64>> {
        const EXACT: f64 = (1_u64 << 53) as f64;
        match self.number(name)? {
            Some(number) if number.fract() != 0.0 || !(0.0..EXACT).contains(&number) => {
                Err(wrong(name, "a whole number of at least 0", &Field::Number(number)))
            }
            number => Ok(number.map(|number| number as u64)),
        }
    }
}

fn wrong(name: &str, expected: &str, got: &Field) -> Error {
    let got = match got {
        Field::Text(text) => format!("'{}'", shown(text)),
        Field::Number(number) => plain(*number),
        Field::Other(words) => (*words).to_owned(),
    };
    Error::malformed(format!("'core:{name}' in the metadata must be {expected}, got {got}"))
}

/// A text on one line, shortened for a message.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars().take(SHOWN) {
        match character {
            '"' | '\'' => shown.push(character),
            _ => shown.extend(character.escape_debug()),
        }
    }
    shown
}

/// A number in its shortest form, whatever its magnitude.
pub(super) fn plain(number: f64) -> String {
    let text = format!("{number:?}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

impl<'de> Deserialize<'de> for Metadata {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Sections;
        impl<'de> Visitor<'de> for Sections {
            type Value = Metadata;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Metadata, A::Error> {
                let mut metadata = Metadata::default();
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        "global" => metadata.global = map.next_value()?,
                        "captures" => metadata.captures = map.next_value()?,
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(metadata)
            }
        }
        json.deserialize_map(Sections)
    }
}

impl<'de> Deserialize<'de> for Captures {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Captures;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of captures")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Captures, A::Error> {
                let mut captures = Captures::default();
                while let Some(next) = list.next_element::<Fields>()? {
                    captures.count += 1;
                    if captures.count == 1 {
                        captures.first = next;
                        continue;
                    }
                    captures.is_retuned |= next.0.get("frequency") != captures.first.0.get("frequency");
                    captures.has_inner_headers |=
                        next.0.get("header_bytes").is_some_and(|bytes| *bytes != Field::Number(0.0));
                }
                Ok(captures)
            }
        }
        json.deserialize_seq(List)
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Fields;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = BTreeMap::new();
                while let Some(key) = map.next_key::<String>()? {
                    let known = key.strip_prefix("core:").and_then(|name| FIELDS.iter().find(|known| **known == name));
                    match known {
                        Some(name) => drop(fields.insert(*name, map.next_value()?)),
                        None => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(Fields(fields))
            }
        }
        json.deserialize_map(Object)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Field;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_str<E>(self, text: &str) -> Result<Field, E> {
                Ok(Field::Text(text.to_owned()))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Field, E> {
                Ok(Field::Number(number))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Field, E> {
                Ok(Field::Number(number as f64))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Field, E> {
                Ok(Field::Number(number as f64))
            }
            fn visit_bool<E>(self, value: bool) -> Result<Field, E> {
                Ok(Field::Other(if value { "true" } else { "false" }))
            }
            fn visit_unit<E>(self) -> Result<Field, E> {
                Ok(Field::Other("null"))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Field, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Field::Other("an array"))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Field, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Field::Other("an object"))
            }
        }
        json.deserialize_any(Any)
    }
}
