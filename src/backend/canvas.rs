//! Shared parts of the canvases.

use plotters_backend::{BackendColor, DrawingErrorKind};

use crate::error::{Error, Result};

/// The result of a drawing operation on a canvas of this crate.
pub(super) type Drawn<T = ()> = Result<T, DrawingErrorKind<Error>>;

/// The opacity of a colour, from 0 to 255; 0 for NaN.
pub(super) fn opacity(color: BackendColor) -> u8 {
    (color.alpha * 255.0).round() as u8
}
