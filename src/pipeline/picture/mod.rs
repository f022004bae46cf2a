//! From a source to a spectrogram of the size of its picture.

mod compute;
mod gathering;
mod options;
mod work;

pub use compute::{pictures, spectrogram};
pub use options::PictureOptions;
