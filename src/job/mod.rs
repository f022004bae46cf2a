//! Whole jobs: from options to an analysed picture with its record and bytes, or to arrays.
//!
//! ```no_run
//! use std::path::Path;
//! use specgram::job::{self, Input, InputOptions, RenderOptions};
//! use specgram::output::{FigureFormat, by_name};
//!
//! let input = Input::open(Path::new("in.wav"), &InputOptions::default())?;
//! let rendered = job::render(input, &RenderOptions::default(), &())?;
//! std::fs::write("out.png", rendered.draw(by_name::<FigureFormat>("png")?)?).expect("a place to write to");
//! # Ok::<(), specgram::Error>(())
//! ```
//!
//! A job does not write to a terminal or end the process. Progress, warnings and cancellation go through the caller's
//! [`Monitor`], and a panic inside a job becomes an error.

mod analysis;
mod contents;
mod destination;
mod examine;
mod export;
mod guard;
mod input;
mod input_options;
mod losses;
mod monitor;
mod open;
mod overlap;
mod parameters;
mod plain;
mod preset;
mod purpose;
mod record;
mod render;
mod requested;
pub mod results;
mod stamp;
mod summary;

pub use analysis::Analysis;
pub use contents::{Contents, Recording};
pub use destination::{Destination, STDOUT, check_standard_output_is_not, file_at};
pub use examine::{examine, examine_stream};
pub use export::{Export, ExportOptions, Exported};
pub use guard::panic_message;
pub use input::Input;
pub use input_options::{InputOptions, RawOptions};
pub use losses::{check_losses, warnings_as_json};
pub use monitor::{Monitor, Progress};
pub use overlap::Overlap;
pub use plain::{in_a_line, in_json, quoted};
pub use preset::Preset;
pub use purpose::Purpose;
pub use render::{RenderOptions, Rendered, render};
pub use requested::{RequestedColors, RequestedDecibels, RequestedMel, RequestedTransform};
pub use stamp::{STAMP, Stamp};
pub use summary::Summary;
