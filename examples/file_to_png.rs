//! From a WAV file to a PNG figure: `cargo run --example file_to_png -- in.wav out.png`

use std::path::Path;

use specgram::figure::{FigureOptions, Layout};
use specgram::output::{Figure, FigureFormat, by_name};
use specgram::pipeline::{PictureOptions, spectrogram};
use specgram::source::{self, AudioSource};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: file_to_png IN.wav OUT.png".into());
    };
    let opened = source::open(Path::new(&input))?;

    // The layout says how many columns and rows the plot has room for.
    let look = FigureOptions { title: Some(input), ..FigureOptions::default() };
    let mut options = PictureOptions::default();
    let axis = options.frequency_axis(opened.source.spec())?;
    let layout = Layout::new(&look, &axis)?;
    (options.columns, options.rows) = (layout.columns, layout.rows);

    let (spectrogram, report) = spectrogram(opened.source, &options)?;
    for warning in &report.warnings {
        eprintln!("warning: {warning}");
    }
    let png = by_name::<FigureFormat>("png")?;
    let bytes = (png.draw)(&Figure::new(&[spectrogram.into()], &look, &layout))?;
    std::fs::write(output, bytes)?;
    Ok(())
}
