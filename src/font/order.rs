//! Characters in visual order, with their contextual forms.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use super::arabic;
use super::visible::is_drawn;

/// The first character of a script that runs from right to left.
const FIRST_BACKWARD: char = '\u{590}';

/// A line of text in visual order, from left to right.
///
/// The base direction is left to right, whatever the first character, as in an SVG; invisible characters that change
/// the direction are ignored.
///
/// # Source
/// Unicode Standard Annex #9, rules L2 and L4.
pub(super) fn visual(text: &str) -> Cow<'_, str> {
    let runs_backward = |c: char| c >= FIRST_BACKWARD && matches!(bidi_class(c), BidiClass::R | BidiClass::AL);
    if !text.chars().any(runs_backward) {
        return Cow::Borrowed(text);
    }
    let text: String = arabic::joined(text).chars().filter(|&character| is_drawn(character)).collect();
    let order = BidiInfo::new(&text, Some(Level::ltr()));
    let mut seen = String::with_capacity(text.len());
    for paragraph in &order.paragraphs {
        let (levels, runs) = order.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let backward = levels[run.start].is_rtl();
            let characters = text[run].chars();
            if backward {
                seen.extend(characters.rev().map(mirrored));
            } else {
                seen.extend(characters);
            }
        }
    }
    Cow::Owned(seen)
}

/// The opposite bracket of a pair.
fn mirrored(character: char) -> char {
    const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›')];
    let other = |&(left, right): &(char, char)| match character {
        c if c == left => Some(right),
        c if c == right => Some(left),
        _ => None,
    };
    PAIRS.iter().find_map(other).unwrap_or(character)
}
