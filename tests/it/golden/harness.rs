//! The harness itself: a change that it misses would go unnoticed.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{CHANNEL_TOLERANCE, EMBEDDED, Goldens, MOST_BYTES, Picture};

/// A folder of its own for each test, empty.
fn goldens(test: &str) -> Goldens {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&root);
    Goldens { kept: root.join("kept"), shown: root.join("shown"), bless: false }
}

fn bless(goldens: &Goldens, name: &str, bytes: &[u8]) {
    fs::create_dir_all(&goldens.kept).unwrap();
    fs::write(goldens.kept.join(name), bytes).unwrap();
}

/// A picture in which every pixel differs from its neighbours.
fn specimen() -> Picture {
    let pixels = (0..200u8).map(|n| [n, 255 - n, n / 2, 255]).collect();
    Picture { width: 20, height: 10, pixels }
}

#[test]
fn equal_pictures_pass_and_one_changed_pixel_fails() {
    let goldens = goldens("golden-pixel");
    bless(&goldens, "a.png", &specimen().encode());
    assert_eq!(goldens.check_png("a", &specimen().encode()), Ok(()));
    let mut changed = specimen();
    changed.pixels[47][1] -= CHANNEL_TOLERANCE;
    assert_eq!(goldens.check_png("a", &changed.encode()), Ok(()));
    changed.pixels[47][1] -= 1;
    let message = goldens.check_png("a", &changed.encode()).unwrap_err();
    assert!(message.contains("1 pixels differ") && message.contains("(7, 2)"), "{message}");
    let shown = Picture::decode(&fs::read(goldens.shown.join("a.png")).unwrap());
    assert_eq!((shown.width, shown.height), (68, 10));
    assert_eq!(shown.get(7, 2), Some(specimen().pixels[47]));
    assert_eq!(shown.get(24 + 7, 2), Some([48, 48, 48, 255]));
    assert_eq!(shown.get(24 + 6, 2), Some([0, 0, 0, 255]));
    assert_eq!(shown.get(48 + 7, 2), Some(changed.pixels[47]));
}

#[test]
fn another_size_fails() {
    let goldens = goldens("golden-size");
    bless(&goldens, "a.png", &specimen().encode());
    let message = goldens.check_png("a", &Picture::filled(20, 11, [0; 4]).encode()).unwrap_err();
    assert!(message.contains("20 x 11 pixels instead of 20 x 10"), "{message}");
}

#[test]
fn a_missing_golden_explains_blessing_and_blessing_still_fails() {
    let mut goldens = goldens("golden-missing");
    let png = specimen().encode();
    assert!(goldens.check_png("a", &png).unwrap_err().contains("SPECGRAM_BLESS=1"));
    assert!(!goldens.kept.join("a.png").exists());
    goldens.bless = true;
    assert!(goldens.check_png("a", &png).unwrap_err().contains("was rewritten"));
    goldens.bless = false;
    assert_eq!(goldens.check_png("a", &png), Ok(()));
}

#[test]
fn a_golden_too_large_to_keep_fails() {
    let goldens = goldens("golden-large");
    let mut png = specimen().encode();
    png.resize(MOST_BYTES + 1, 0);
    bless(&goldens, "a.png", &png);
    assert!(goldens.check_png("a", &png).unwrap_err().contains("at most 20480"));
}

#[test]
fn documents_are_compared_by_letter_and_their_pictures_by_pixel() {
    let goldens = goldens("golden-document");
    let document = |word: &str, picture: &Picture| {
        format!("<svg>\n<image href=\"{EMBEDDED}{}\"/>\n<text>{word}</text></svg>", STANDARD.encode(picture.encode()))
    };
    bless(&goldens, "a.svg", document("here", &specimen()).as_bytes());
    assert_eq!(goldens.check_svg("a", &document("here", &specimen())), Ok(()));
    let message = goldens.check_svg("a", &document("there", &specimen())).unwrap_err();
    assert!(message.contains("line 3") && message.contains("<text>there"), "{message}");
    assert!(goldens.check_svg("a", &(document("here", &specimen()) + "\nmore")).is_err());
    let mut changed = specimen();
    changed.pixels[0] = [255; 4];
    let message = goldens.check_svg("a", &document("here", &changed)).unwrap_err();
    assert!(message.contains("a-image-0: 1 pixels differ"), "{message}");
}
