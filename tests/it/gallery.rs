//! The pictures in the documentation match the commands beside them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::golden::{Picture, assert_same_picture};
use crate::program::{Folder, command, finish, run};
use crate::shared;

/// All pictures together: everyone who clones the repository downloads them.
const MOST_BYTES: u64 = 1_900_000;

/// Those of the gallery alone.
const MOST_GALLERY_BYTES: u64 = 1_500_000;

/// The README shows its figures smaller than the commands draw them: at page width.
const ON_A_PAGE: [&str; 2] = ["--size", "800x400"];

fn documentation(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

fn picture(path: &Path) -> Picture {
    Picture::decode(&fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// The words of a command line, those in double quotes as one.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// The commands of a text, lines that end in a backslash joined with the next.
fn commands(text: &str, begin: &[&str]) -> Vec<Vec<String>> {
    let joined = text.replace("\\\n", " ");
    joined
        .lines()
        .map(words)
        .filter(|line| line.iter().zip(begin).filter(|(a, b)| a == b).count() == begin.len())
        .collect()
}

/// The commands of the gallery's page: the arguments of `render` without the output, and the picture's name.
fn of_the_page() -> Vec<(Vec<String>, String)> {
    let page = fs::read_to_string(documentation("gallery/README.md")).unwrap();
    let commands = commands(&page, &["specgram", "render"]).into_iter().map(|mut command| {
        let name = command.pop().expect("an output");
        assert_eq!(command.pop().as_deref(), Some("-o"));
        (command[2..].to_vec(), name.trim_end_matches(".png").to_owned())
    });
    commands.collect()
}

#[test]
fn the_script_and_the_page_of_the_gallery_agree() {
    let script = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/gallery.sh")).unwrap();
    let lines = [commands(&script, &["draw"]), commands(&script, &["recording"])].concat();
    let mut drawn: Vec<(Vec<String>, String)> = lines
        .into_iter()
        .filter(|line| line.get(1).is_some_and(|name| !name.starts_with(['$', '{'])) && line.len() > 2)
        .map(|line| (line[2..].to_vec(), line[1].clone()))
        .collect();
    let mut reported = of_the_page();
    drawn.sort();
    reported.sort();
    assert_eq!(drawn, reported);
    assert_eq!(reported.len(), 8);
}

#[test]
fn the_gallery_shows_what_its_commands_draw() {
    let recordings = shared::folder().map(|folder| folder.join("audio"));
    for (arguments, name) in of_the_page() {
        let mut command = command();
        if arguments[0].ends_with(".wav") {
            let Some(recordings) = &recordings else { continue };
            command.current_dir(recordings);
        }
        command.arg("render").args(&arguments);
        let drawn = finish(command, b"").done();
        let kept = picture(&documentation(&format!("gallery/{name}.png")));
        assert_same_picture(&format!("gallery-{name}"), &kept, &Picture::decode(&drawn.stdout));
    }
}

#[test]
fn the_first_page_shows_what_its_commands_draw() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    assert!(page.contains("render --demo -o demo.png"));
    let demo = run(&[&["render", "--demo"], &ON_A_PAGE[..]].concat(), b"").done();
    assert_same_picture("readme-demo", &picture(&documentation("demo.png")), &Picture::decode(&demo.stdout));

    let piped = commands(&page, &["specgram", "synth", "--chirp"])
        .into_iter()
        .find(|line| line.ends_with(&["chirp.png".to_owned()]));
    let line = piped.expect("the command of the chirp");
    let pipe = line.iter().position(|word| word == "|").expect("a pipe");
    let folder = Folder::new();
    let sound = folder.run(&line[1..pipe], b"").done();
    let render: Vec<&str> = line[pipe + 2..line.len() - 2].iter().map(String::as_str).collect();
    let chirp = folder.run(&[&render[..], &ON_A_PAGE[..]].concat(), &sound.stdout).done();
    assert_same_picture("readme-chirp", &picture(&documentation("chirp.png")), &Picture::decode(&chirp.stdout));
}

#[test]
fn the_pictures_are_small() {
    let bytes = |folder: &str| -> u64 {
        let entries = fs::read_dir(documentation(folder)).unwrap().map(|entry| entry.unwrap());
        entries
            .filter(|entry| entry.path().extension().is_some_and(|e| e == "png"))
            .map(|e| e.metadata().unwrap().len())
            .sum()
    };
    let (gallery, first_page) = (bytes("gallery"), bytes(""));
    assert!(gallery <= MOST_GALLERY_BYTES, "{gallery}");
    assert!(gallery + first_page <= MOST_BYTES, "{}", gallery + first_page);
}
