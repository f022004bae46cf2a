//! The names of resources.

/// The name of the graphics state with an opacity.
pub(super) fn opacity_name(alpha: u8) -> String {
    format!("A{alpha}")
}

/// The name of an image.
pub(super) fn image_name(index: usize) -> String {
    format!("I{index}")
}
