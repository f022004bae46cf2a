//! A stream of any length in bounded memory: `cargo run --example bounded_stream < in.wav`
//!
//! Standard input of any length is pooled to 60 columns and 20 rows, and printed as text.

use specgram::pipeline::{PictureOptions, spectrogram};
use specgram::pool::Pool;
use specgram::source;
use specgram::units::Decibels;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let opened = source::open_stream(Box::new(std::io::stdin()))?;
    // The strongest frame of each column: a short event stays visible in a stream of any length.
    let options = PictureOptions { columns: 60, rows: 20, pool: Pool::Max, ..PictureOptions::default() };
    let (picture, report) = spectrogram(opened.source, &options)?;

    let strongest = picture.cells.values().iter().copied().fold(0.0, f64::max);
    let shades: Vec<char> = " .:-=+*#%@".chars().collect();
    for row in (0..picture.cells.height()).rev() {
        let line: String = (0..picture.cells.width())
            .map(|column| {
                let below = Decibels::of_power(strongest).0 - Decibels::of_power(*picture.cells.get(column, row)).0;
                // A shade for every 5 dB below the strongest cell.
                shades[shades.len() - 1 - ((below / 5.0) as usize).min(shades.len() - 1)]
            })
            .collect();
        println!("{line}");
    }
    println!("0 to {} Hz, {:.3} s", picture.frequency.high(), picture.time.end);
    println!("{} samples in {} frames, every one of them counted", report.samples, report.frames);
    Ok(())
}
