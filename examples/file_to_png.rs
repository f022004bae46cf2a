//! From a recording to a PNG figure with its record: `cargo run --example file_to_png -- in.wav out.png`

use std::path::Path;

use specgram::job::{self, Input, InputOptions, RenderOptions};
use specgram::output::{FigureFormat, by_name};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: file_to_png IN.wav OUT.png".into());
    };
    let input = Input::open(Path::new(&input), &InputOptions::default())?;
    let rendered = job::render(input, &RenderOptions::default(), &())?;
    for warning in &rendered.report.warnings {
        eprintln!("warning: {warning}");
    }
    std::fs::write(output, rendered.draw(by_name::<FigureFormat>("png")?)?)?;
    Ok(())
}
