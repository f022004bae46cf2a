//! Records in pictures of every format.

use super::recordings;
use crate::program::run;

#[test]
fn every_format_holds_the_record_whatever_the_title() {
    let folder = recordings();
    let title = "a < b && c > (d) \\ \"ü\" 日本";
    for format in ["png", "svg", "pdf", "jpg", "webp", "tif"] {
        let name = format!("x.{format}");
        folder.run(&["render", "in/2.wav", "-q", "-o", &name, "--title", title], b"").done();
        for out in [folder.run(&["info", "--json", &name], b""), run(&["info", "--json", "-"], &folder.read(&name))] {
            let all: serde_json::Value = serde_json::from_slice(&out.done().stdout).unwrap();
            assert_eq!(all[0]["figure"]["picture"]["title"], title, "{format}: {all}");
        }
    }
}

#[test]
fn pictures_of_others_have_none_and_damage_is_no_panic() {
    let folder = recordings();
    for format in ["jpg", "webp", "tif"] {
        let name = format!("x.{format}");
        folder.run(&["render", "in/2.wav", "-o", &name, "--size", "300x200"], b"").done();
        let whole = folder.read(&name);
        for cut in [2, 3, 12, 20, 40, 200, whole.len() / 2] {
            folder.write("cut", &whole[..cut]);
            let out = folder.run(&["info", "cut"], b"");
            assert!(matches!(out.code, Some(0 | 1)), "{format} {cut}: {out:?}");
        }
        let without: Vec<u8> = whole.iter().map(|byte| if *byte == b's' { b't' } else { *byte }).collect();
        folder.write("without", without);
        folder.run(&["info", "without"], b"").failed(1);
    }
}
