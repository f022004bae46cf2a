//! Catches panics of the decoders.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use symphonia::core::errors::{Error as Fault, Result as Outcome};

thread_local! {
    static DECODING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread runs decoder code: its panics are caught, and become errors or warnings.
///
/// A panic hook may ignore them.
pub fn is_decoding() -> bool {
    DECODING.get()
}

/// Runs decoder code, whose bugs must not end the process; `None` if it panics.
pub(super) fn caught<T>(run: impl FnOnce() -> T) -> Option<T> {
    // Calls may be nested.
    let was_decoding = DECODING.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    DECODING.set(was_decoding);
    outcome.ok()
}

/// Runs code of Symphonia, where a panic becomes an error.
pub(super) fn guarded<T>(run: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    caught(run).unwrap_or(Err(Fault::DecodeError("the decoder failed")))
}
