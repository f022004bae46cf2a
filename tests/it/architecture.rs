//! The order of the modules: each imports only from earlier ones, imports inside a folder are acyclic, and a folder's
//! `mod.rs` contains only docs and re-exports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// In order; a module may use itself and earlier modules.
const MODULES: [&str; 28] = [
    "error",
    "memory",
    "choice",
    "warning",
    "real",
    "units",
    "parameter",
    "grid",
    "window",
    "stft",
    "quantity",
    "scale",
    "pool",
    "spectrogram",
    "frames",
    "source",
    "pipeline",
    "longterm",
    "level",
    "colormap",
    "font",
    "figure",
    "backend",
    "output",
    "job",
    "batch",
    "cli",
    "main",
];

/// A source file, or an inline module in one, by its place: `["source", "wav", "chunks"]`.
struct File {
    module: Vec<String>,
    /// Whether the module is the `mod.rs` of a folder.
    is_face: bool,
    /// The text of the whole file.
    text: String,
    /// The text of the module alone, without comments.
    code: String,
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut files) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let relative = path.strip_prefix(&root).unwrap().with_extension("");
                let mut module: Vec<String> = relative.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
                let is_face = module.last().is_some_and(|last| last == "mod");
                if is_face {
                    module.pop();
                }
                let text = fs::read_to_string(&path).unwrap();
                let code: Vec<_> = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
                let (code, inner) = apart(&code);
                files.extend(inner.into_iter().map(|(name, code)| File {
                    module: [&module[..], &[name]].concat(),
                    is_face: false,
                    text: String::new(),
                    code,
                }));
                files.push(File { module, is_face, text, code });
            }
        }
    }
    files.retain(|file| file.module[0] != "lib");
    files
}

/// The code of a file without its inline modules, and those modules by name.
fn apart(lines: &[&str]) -> (String, Vec<(String, String)>) {
    let (mut own, mut inner) = (Vec::new(), Vec::new());
    let mut lines = lines.iter();
    while let Some(line) = lines.next() {
        let name = line.strip_suffix('{').and_then(|head| head.rsplit_once("mod ")).map(|(_, name)| name.trim());
        let Some(name) = name.filter(|_| !line.starts_with(' ')) else {
            own.push(*line);
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| **line != "}").copied().collect();
        inner.push((name.to_owned(), body.join("\n")));
    }
    (own.join("\n"), inner)
}

/// All paths in the code that begin with one of `roots`, with groups in braces expanded.
fn paths(code: &str, roots: &[&str]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for root in roots {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            let after = &code[at + root.len()..];
            let is_whole = !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
            if let Some(rest) = after.strip_prefix("::").filter(|_| is_whole) {
                read_path(rest, &[(*root).to_owned()], &mut found);
            }
        }
    }
    found
}

/// Reads the part after `::`: a name and the rest of its path, or a group; returns the remaining code.
fn read_path<'a>(code: &'a str, before: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = read_path(rest, before, found).trim_start();
            match rest.strip_prefix(',') {
                Some(next) if !next.trim_start().starts_with('}') => rest = next,
                Some(next) => return close(next.trim_start()),
                None => return close(rest),
            }
        }
    }
    let end = code.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(code.len());
    let (name, rest) = code.split_at(end);
    let path = [before, &[name.to_owned()]].concat();
    if let Some(rest) = rest.strip_prefix("::") {
        return read_path(rest, &path, found);
    }
    found.push(path);
    // A renaming does not matter.
    let rest = rest.trim_start();
    let renamed =
        rest.strip_prefix("as ").map(|rest| rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'));
    renamed.unwrap_or(rest)
}

/// The code after the brace that ends a group.
fn close(code: &str) -> &str {
    code.strip_prefix('}').unwrap_or(code)
}

/// The paths that a file uses, from the root of the crate.
fn imports(file: &File) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> =
        paths(&file.code, &["crate", "specgram"]).into_iter().map(|path| path[1..].to_vec()).collect();
    for path in paths(&file.code, &["super"]) {
        let ups = path.iter().take_while(|name| *name == "super").count();
        // The parent of a `mod.rs` is the folder that contains it.
        if let Some(kept) = file.module.len().checked_sub(ups) {
            all.push([&file.module[..kept], &path[ups..]].concat());
        }
    }
    all
}

#[test]
fn modules_import_only_earlier_ones() {
    let place = |module: &str| MODULES.iter().position(|name| *name == module);
    let mut faults = Vec::new();
    for file in files() {
        let module = file.module.join("::");
        let Some(own) = place(&file.module[0]) else {
            faults.push(format!("{module} is not in the list"));
            continue;
        };
        for path in imports(&file).iter().filter(|path| path.first().and_then(|name| place(name)) > Some(own)) {
            faults.push(format!("{module} imports {}", path.join("::")));
        }
    }
    assert!(faults.is_empty(), "imports of later modules:\n{}", faults.join("\n"));
}

/// The names that the `mod.rs` of a folder re-exports, by child.
fn re_exports_of(face: &File) -> BTreeMap<String, String> {
    let uses = face.code.split(';').filter_map(|statement| {
        let at = statement.find("use ")?;
        let is_public = statement[..at].trim_end().ends_with(['b', ')']);
        is_public.then(|| statement[at + 4..].to_owned())
    });
    let mut names = BTreeMap::new();
    for path in uses.flat_map(|path| {
        let mut found = Vec::new();
        read_path(&path, &[], &mut found);
        found
    }) {
        if let [child, .., name] = &path[..] {
            names.insert(name.clone(), child.clone());
        }
    }
    names
}

#[test]
fn imports_inside_a_folder_are_acyclic() {
    let files = files();
    let mut faults = Vec::new();
    for face in files.iter().filter(|file| file.is_face) {
        let depth = face.module.len();
        let is_inside = |file: &&File| file.module.len() > depth && file.module[..depth] == face.module[..];
        let children: BTreeSet<&String> = files.iter().filter(is_inside).map(|file| &file.module[depth]).collect();
        let re_exports_of = re_exports_of(face);
        let mut edges: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
        for file in files.iter().filter(is_inside) {
            let own = &file.module[depth];
            for path in imports(file).iter().filter(|path| path.len() > depth && path[..depth] == face.module[..]) {
                let name = &path[depth];
                let child = children.get(name).copied().or_else(|| children.get(re_exports_of.get(name)?).copied());
                match child {
                    Some(child) if child != own => drop(edges.entry(own).or_default().insert(child)),
                    Some(_) => {}
                    None => faults.push(format!("{} imports {name} from its folder's mod.rs", file.module.join("::"))),
                }
            }
        }
        if let Some(circle) = circle(&edges) {
            faults.push(format!("{}: {}", face.module.join("::"), circle.join(" → ")));
        }
    }
    assert!(faults.is_empty(), "imports in circles:\n{}", faults.join("\n"));
}

#[test]
fn a_mod_rs_contains_only_docs_and_re_exports() {
    let mut faults = Vec::new();
    // The program's own dispatches a command line to its command.
    for face in files().iter().filter(|file| file.is_face && file.module != ["cli"]) {
        for statement in face.code.split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
            let public = statement.strip_prefix("pub").map(str::trim_start).unwrap_or(statement);
            let rest = public.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(public, |(_, rest)| rest);
            if !rest.trim_start().starts_with("mod ") && !rest.trim_start().starts_with("use ") {
                faults.push(format!("{}: {statement}", face.module.join("::")));
            }
        }
    }
    assert!(faults.is_empty(), "code in a folder's mod.rs:\n{}", faults.join("\n"));
}

/// A cycle among edges, if there is one: nodes without outgoing edges are removed until only cycles remain.
fn circle(edges: &BTreeMap<&String, BTreeSet<&String>>) -> Option<Vec<String>> {
    let mut left = edges.clone();
    loop {
        let nodes: BTreeSet<&String> = left.keys().copied().collect();
        let before = left.len();
        left.retain(|_, targets| targets.iter().any(|target| nodes.contains(target)));
        if left.len() == before {
            break;
        }
    }
    let mut way = vec![(*left.keys().next()?).clone()];
    loop {
        let next = left[way.last()?].iter().find(|target| left.contains_key(*target))?;
        if let Some(at) = way.iter().position(|node| node == *next) {
            way.drain(..at);
            way.push((*next).clone());
            return Some(way);
        }
        way.push((*next).clone());
    }
}

#[test]
fn the_import_parser_finds_all_imports() {
    let read = |code: &str| paths(code, &["crate", "super"]).iter().map(|path| path.join("::")).collect::<Vec<_>>();
    assert_eq!(read("use crate::figure::Layout;"), ["crate::figure::Layout"]);
    assert_eq!(
        read("let x = crate::pool::Pool::new(crate::grid::Grid::new());"),
        ["crate::pool::Pool::new", "crate::grid::Grid::new"]
    );
    let broken = "use crate::{\n    error::{Error, Result},\n    output as written,\n};\nuse super::wav;";
    assert_eq!(read(broken), ["crate::error::Error", "crate::error::Result", "crate::output", "super::wav"]);
    assert_eq!(read("use crate::{a::{b::{c}}, d as e, f};"), ["crate::a::b::c", "crate::d", "crate::f"]);
    let (own, inner) = apart(&["use a;", "mod b {", "    use super::c;", "}", "fn d() {}"]);
    assert_eq!(
        (own.as_str(), &inner[..]),
        ("use a;\nfn d() {}", &[("b".to_owned(), "    use super::c;".to_owned())][..])
    );
    let name = |text: &str| text.to_owned();
    let (a, b, c) = (name("a"), name("b"), name("c"));
    let edges = BTreeMap::from([(&a, BTreeSet::from([&b])), (&b, BTreeSet::from([&a, &c]))]);
    assert_eq!(circle(&edges), Some(vec![name("a"), name("b"), name("a")]));
    assert_eq!(circle(&BTreeMap::from([(&a, BTreeSet::from([&b, &c])), (&b, BTreeSet::from([&c]))])), None);
}

#[test]
fn texts_of_the_library_name_no_flag() {
    let files: Vec<File> =
        files().into_iter().filter(|file| file.module.first().is_some_and(|name| name != "cli")).collect();
    assert!(files.len() > 100);
    for file in files {
        for line in file.text.lines().map(str::trim_start).filter(|line| !line.starts_with("//")) {
            let named = line.match_indices("--").any(|(at, _)| {
                let next = line[at + 2..].chars().next();
                line[..at].contains('"') && next.is_some_and(|letter| letter.is_ascii_lowercase())
            });
            assert!(!named, "{}: {line}", file.module.join("::"));
        }
    }
}
