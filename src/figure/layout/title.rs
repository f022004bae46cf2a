//! Shortening of titles that do not fit.

use crate::font;

/// The longest title that is measured, in characters: far more than fits on a line.
const LONGEST_TITLE: usize = 4096;

/// The longest recognizable end of a file name: a point and an extension.
const ENDING: usize = 8;

/// As much of a text as fits, with `…` instead of its middle: a file's extension stays.
///
/// `None` if not even one letter fits.
pub(super) fn shortened(text: &str, size: f64, width: f64) -> Option<String> {
    // A newline or tab separates words, as a space does.
    let spaced = text.trim().chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    let letters: Vec<char> = spaced.filter(|&letter| font::is_significant(letter)).collect();
    let fits = |text: &str| font::text_width(text, size) <= width;
    if letters.len() <= LONGEST_TITLE {
        let whole: String = letters.iter().collect();
        if fits(&whole) {
            return Some(whole);
        }
    }
    let cut = |count: usize| {
        let tail = (count / 3).max(ENDING.min(count / 2));
        let head: String = letters[..count - tail].iter().collect();
        let tail: String = letters[letters.len() - tail..].iter().collect();
        format!("{}…{}", head.trim_end(), tail.trim_start())
    };
    let (mut short, mut long) = (0, letters.len().min(LONGEST_TITLE));
    while short + 1 < long {
        let middle = usize::midpoint(short, long);
        if fits(&cut(middle)) { short = middle } else { long = middle }
    }
    (short > 0).then(|| cut(short))
}
