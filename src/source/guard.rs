//! A net below the decoders.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use symphonia::core::errors::{Error as Fault, Result as Outcome};

thread_local! {
    static DECODING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread runs the code of a decoder: a panic in it is caught, and becomes an error or a warning.
///
/// A panic hook may keep silent about it.
pub fn is_decoding() -> bool {
    DECODING.get()
}

/// Runs a decoder's code, whose bugs are not to end this program.
pub(super) fn guarded<T>(run: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    // It may ask for more of it in its midst.
    let was_decoding = DECODING.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    DECODING.set(was_decoding);
    outcome.unwrap_or(Err(Fault::DecodeError("the decoder failed")))
}
