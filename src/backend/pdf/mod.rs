//! Vector output for print: a canvas that records drawing operations as PDF.

mod canvas;
mod document;
mod names;

pub use canvas::Pdf;
