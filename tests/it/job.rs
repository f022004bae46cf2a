//! A job of the library makes the same figures as the program.

use specgram::job::{self, Input, InputOptions, RenderOptions};
use specgram::output::{FigureFormat, by_name};

use crate::program::{Folder, wav_of_floats};

#[test]
fn a_job_makes_the_figure_of_the_program_with_its_record() {
    let folder = Folder::new();
    let wave: Vec<f32> = (0..20_000).map(|n| (n as f32 * 0.3).sin() * 0.5).collect();
    let path = folder.write("in.wav", wav_of_floats(8000, 1, &wave));
    let output = folder.run(&["render", "in.wav", "--no-title", "-o", "out.png"], b"");
    assert_eq!(output.code, Some(0), "{output:?}");
    let input = Input::open(&path, &InputOptions::default()).unwrap();
    let rendered = job::render(input, &RenderOptions::default(), &()).unwrap();
    assert!(rendered.draw(by_name::<FigureFormat>("png").unwrap()).unwrap() == folder.read("out.png"));
    assert!(rendered.record().contains(r#""name":"in.wav""#), "{}", rendered.record());
}
