//! Panics inside a job become errors.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::{Error, Result};

/// Runs `work`; a panic becomes [`Error::Internal`] with the panic's message.
///
/// Captures of `work` are not used after a panic: they are moved in, or only read.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let literal = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let reason = literal.or_else(|| payload.downcast_ref::<String>().cloned());
        Err(Error::Internal { reason: reason.unwrap_or_else(|| "a panic without a message".to_owned()) })
    })
}
