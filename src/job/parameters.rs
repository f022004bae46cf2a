//! Parameters as JSON.

use serde_json::{Map, Value, json};

use crate::parameter::Parameter;

/// Parameters as an object.
pub(super) fn as_json(parameters: &[(&'static str, Parameter)]) -> Map<String, Value> {
    let value = |parameter: &Parameter| match parameter {
        Parameter::Text(text) => json!(text),
        Parameter::Number(number) => json!(number),
        Parameter::Count(count) => json!(count),
        Parameter::Flag(flag) => json!(flag),
    };
    parameters.iter().map(|(name, parameter)| ((*name).to_owned(), value(parameter))).collect()
}
