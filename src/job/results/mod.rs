//! Results written to files: each appears complete or not at all, and has no name until then.

mod draft;
mod target;
mod unfinished;
mod unnamed;
mod write;

pub use target::{FileId, file_id, first_twice, folder_of, is_same_file};
pub use unfinished::{Unfinished, before_temporary_names, remove_unfinished};
pub use write::{Draft, check_place, write_file, write_stream};
