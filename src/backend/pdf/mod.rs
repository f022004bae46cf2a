//! Vectors for print: a canvas that writes down what is drawn on it as PDF.

mod canvas;
mod document;
mod names;

pub use canvas::Pdf;
