//! `--sheet`: a page with the figures of a run.

use super::{recordings, sound};

/// The values of an attribute, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    page.split(&begin).skip(1).map(|part| part.split('"').next().expect("a quoted value")).collect()
}

/// The path that an address names, as a browser decodes it.
fn decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let (mut path, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] == b'%' {
            path.push(u8::from_str_radix(&address[at + 1..at + 3], 16).expect("two digits"));
            at += 3;
        } else {
            path.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(path).expect("UTF-8")
}

#[test]
fn a_page_shows_every_figure_in_the_order_of_the_inputs() {
    let folder = recordings();
    folder.write("in/9 #<b>&\"%20.wav", sound("500"));
    folder.write("in/5.wav", b"RIFF but nothing else");
    let args = ["render", "in", "-o", "out/", "-o", "pdf/{stem}.pdf", "--sheet", "out/pages/index.html"];
    assert_eq!(folder.run(&args, b"").code, Some(1));
    let page = String::from_utf8(folder.read("out/pages/index.html")).unwrap();
    let images: Vec<_> = values(&page, "src").into_iter().map(decoded).collect();
    assert_eq!(images, ["../2.png", "../9 #<b>&\"%20.png", "../10.png", "../sub/3.png"]);
    for address in values(&page, "href") {
        assert!(folder.path("out/pages").join(decoded(address)).exists(), "{address}");
    }
    assert_eq!(values(&page, "href").len(), 4 + 2 * 4, "each figure, and each of its two files");
    // Names are text.
    assert!(page.contains("in/9 #&lt;b&gt;&amp;&quot;%20.wav<small>, 1.0 s") && !page.contains("<b>"), "{page}");
    let failed = page.split("class=\"failed\"").nth(1).expect("the broken file");
    assert!(failed.starts_with("><figcaption>in/5.wav<br>"), "{failed}");
    let places: Vec<_> =
        ["in/2.wav", "in/5.wav", "in/9 ", "in/10.wav", "in/sub/3.WAV"].map(|name| page.find(name)).into();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    assert!(!page.contains("<script") && !page.contains("http"), "the page needs nothing but the figures");
}

#[test]
fn the_page_of_an_update_shows_what_was_up_to_date() {
    let folder = recordings();
    let update = ["render", "in", "-o", "out/", "--update", "--sheet", "index.html"];
    folder.run(&update, b"").done();
    let first = String::from_utf8(folder.read("index.html")).unwrap();
    folder.run(&update, b"").done();
    let second = String::from_utf8(folder.read("index.html")).unwrap();
    assert_eq!(values(&first, "src"), ["out/2.png", "out/10.png", "out/sub/3.png"]);
    assert_eq!(values(&second, "src"), values(&first, "src"));
}

#[test]
fn a_page_is_neither_an_input_nor_an_output() {
    let folder = recordings();
    let before = folder.read("in/2.wav");
    for page in ["in/2.wav", "out/2.png"] {
        let refused = folder.run(&["render", "in", "-o", "out/", "--sheet", page], b"").failed(2);
        refused.with_stderr(&format!("--sheet {page}: is also an input or an output"));
    }
    assert!(folder.read("in/2.wav") == before && !folder.path("out").exists());
    folder.run(&["render", "in", "-o", "out/", "--sheet", "in"], b"").failed(1).with_stderr("in: cannot write");
    folder.run(&["render", "in", "-o", "out/", "--sheet", "-"], b"").failed(2).with_stderr("--sheet requires a file");
    let both = ["render", "in", "-o", "out/", "--sheet", "page", "--report", "page"];
    folder.run(&both, b"").failed(2).with_stderr("--sheet page: is also the report");
    assert_eq!(folder.names(), ["in"], "nothing was drawn");
}
