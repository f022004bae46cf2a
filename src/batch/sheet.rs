//! A contact sheet: a page in HTML with the figures of a run.

use std::fmt::Write;
use std::fs;
use std::path::{Component, Path, PathBuf, absolute};

use super::outcome::{Done, Status};
use super::plan::Entry;
use crate::error::{Error, Result};
use crate::job::in_a_line;
use crate::job::results::{folder_of, write_file};
use crate::output::Format;

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>Spectrograms</title>
<style>
:root { color-scheme: light dark; font: 14px/1.4 sans-serif }
body { margin: 1.5em }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(20em, 1fr)); gap: 1em }
figure { margin: 0; break-inside: avoid }
img { width: 100%; height: auto }
figcaption { overflow-wrap: anywhere }
.failed { border: 1px solid; padding: 1em }
small { opacity: 0.75 }
</style>
<main>
";

/// A page with the figures of a run in the order of its inputs, without scripts. It links to their files, which are
/// loaded as they come into view.
pub struct Sheet {
    page: PathBuf,
    html: String,
}

impl Sheet {
    /// An empty page, which is to be written to this path.
    pub fn new(page: &Path) -> Self {
        Self { page: page.to_owned(), html: HEAD.to_owned() }
    }

    /// Appends what became of an input; `reason` is the text of its error.
    pub fn add<F: Format>(&mut self, entry: &Entry<F>, status: &Status, reason: Option<&str>) {
        let (item, name) = (entry.item(), escaped(&entry.path().display().to_string()));
        let channel =
            item.and_then(|item| item.channel).map_or(String::new(), |channel| format!(", channel {channel}"));
        if let Status::Stopped = status {
            return;
        }
        let figure = match (item, reason) {
            (_, Some(reason)) => {
                format!("<figure class=\"failed\"><figcaption>{name}{channel}<br>{}", escaped(reason))
            }
            (None, None) => return,
            (Some(item), None) => {
                let outputs = item.outputs.iter().filter_map(|output| Some((output.path.as_deref()?, output.format)));
                let mut links = String::new();
                for (path, format) in outputs.clone() {
                    let _ = write!(links, " <a href=\"{}\">{}</a>", self.link(path), format.name());
                }
                let shown = outputs.clone().find(|(_, format)| format.in_browsers());
                let image = shown.map_or(String::new(), |(path, _)| {
                    let link = self.link(path);
                    format!(
                        "<a href=\"{link}\"><img loading=\"lazy\" src=\"{link}\" alt=\"Spectrogram of {name}\"></a>"
                    )
                });
                let duration = match status {
                    Status::Done(Done { duration, .. }) => format!(", {:.1} s", duration.0),
                    _ => String::new(),
                };
                format!("<figure>{image}<figcaption>{name}{channel}<small>{duration}{links}</small>")
            }
        };
        self.html += &figure;
        self.html += "</figcaption></figure>\n";
    }

    /// Writes the page.
    ///
    /// # Errors
    /// [`Error::Io`]; no page is left then.
    pub fn write(mut self) -> Result<()> {
        self.html += "</main>\n</html>\n";
        let failed = |error| Error::io("cannot write", error);
        // As for outputs, of which the page may be a neighbour.
        fs::create_dir_all(folder_of(&self.page)).map_err(failed)?;
        write_file(&self.page, |file| file.write_all(self.html.as_bytes()).map_err(failed))
    }

    /// The address of a file as seen from the page.
    fn link(&self, path: &Path) -> String {
        let (Ok(folder), Ok(path)) = (absolute(folder_of(&self.page)), absolute(path)) else { return String::new() };
        relative(&folder, &path)
    }
}

/// The relative address of `path` as seen from `folder`, with all bytes but those of plain names as escapes.
fn relative(folder: &Path, path: &Path) -> String {
    let parts = |path: &Path| -> Vec<Vec<u8>> {
        let names = path.components().filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
        names.map(|part| part.as_os_str().as_encoded_bytes().to_vec()).collect()
    };
    let (from, to) = (parts(folder), parts(path));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut address = "../".repeat(from.len() - common);
    for (number, name) in to[common..].iter().enumerate() {
        if number > 0 {
            address.push('/');
        }
        for &byte in name {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                address.push(char::from(byte));
            } else {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

/// A text for HTML, on one line.
fn escaped(text: &str) -> String {
    let text = in_a_line(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
