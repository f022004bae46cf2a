//! Warnings of lost or invented samples as an error, and any warnings as JSON.

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::warning::Warning;

/// Rejects warnings of lost or invented samples.
///
/// # Errors
/// [`Error::SamplesLost`] with their texts.
pub fn check_losses(warnings: &[Warning]) -> Result<()> {
    let lost = warnings.iter().filter(|warning| warning.loses_samples());
    let reasons: Vec<String> = lost.map(ToString::to_string).collect();
    if reasons.is_empty() { Ok(()) } else { Err(Error::SamplesLost { reasons }) }
}

/// Warnings as JSON: objects of a stable `code`, the `text`, and whether samples were `lost` or invented.
pub fn warnings_as_json(warnings: &[Warning]) -> Vec<Value> {
    let as_json = |warning: &Warning| json!({ "code": warning.code(), "text": warning.to_string(), "lost": warning.loses_samples() });
    warnings.iter().map(as_json).collect()
}
