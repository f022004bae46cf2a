//! The program from the user's point of view.

mod analysis;
mod columns;
mod figure;
mod help;
mod info;
mod input;
mod manners;
mod picture;
mod scale;
mod streams;
#[cfg(unix)]
mod terminal;
mod transform;

use crate::golden::Picture;
use crate::program::{Folder, Output, run};

/// The signature that every PNG file begins with.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A signal of the program's own, as the bytes of a WAV file.
#[track_caller]
fn synth(flags: &[&str]) -> Vec<u8> {
    run(&[&["synth"], flags].concat(), b"").done().silent().stdout
}

/// A folder with such a signal in `in.wav`.
fn folder_with(flags: &[&str]) -> Folder {
    let folder = Folder::new();
    folder.write("in.wav", synth(flags));
    folder
}

/// The flags of a bare raster of this size in greys, in which a brighter pixel is a higher level.
fn raster<'a>(size: &'a str, flags: &[&'a str]) -> Vec<&'a str> {
    let bare = ["render", "--plot-size", size, "--no-axes", "--no-title", "--no-colorbar", "--colormap", "gray"];
    [&bare, flags].concat()
}

/// The picture of a run that succeeded without messages.
#[track_caller]
fn drawn(output: Output) -> Picture {
    Picture::decode(&output.done().silent().stdout)
}
