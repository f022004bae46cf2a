//! Contextual forms of Arabic letters.

/// A letter, its first form, and the number of its forms, in the order isolated, final, initial, medial: 1 for a letter
/// that does not join, 2 for one that joins the letter before it, 4 for one that joins both.
///
/// # Source
/// The Unicode Standard, blocks Arabic Presentation Forms A and B.
const SHAPES: [(char, u32, u32); 42] = [
    ('\u{621}', 0xfe80, 1),
    ('\u{622}', 0xfe81, 2),
    ('\u{623}', 0xfe83, 2),
    ('\u{624}', 0xfe85, 2),
    ('\u{625}', 0xfe87, 2),
    ('\u{626}', 0xfe89, 4),
    ('\u{627}', 0xfe8d, 2),
    ('\u{628}', 0xfe8f, 4),
    ('\u{629}', 0xfe93, 2),
    ('\u{62a}', 0xfe95, 4),
    ('\u{62b}', 0xfe99, 4),
    ('\u{62c}', 0xfe9d, 4),
    ('\u{62d}', 0xfea1, 4),
    ('\u{62e}', 0xfea5, 4),
    ('\u{62f}', 0xfea9, 2),
    ('\u{630}', 0xfeab, 2),
    ('\u{631}', 0xfead, 2),
    ('\u{632}', 0xfeaf, 2),
    ('\u{633}', 0xfeb1, 4),
    ('\u{634}', 0xfeb5, 4),
    ('\u{635}', 0xfeb9, 4),
    ('\u{636}', 0xfebd, 4),
    ('\u{637}', 0xfec1, 4),
    ('\u{638}', 0xfec5, 4),
    ('\u{639}', 0xfec9, 4),
    ('\u{63a}', 0xfecd, 4),
    ('\u{641}', 0xfed1, 4),
    ('\u{642}', 0xfed5, 4),
    ('\u{643}', 0xfed9, 4),
    ('\u{644}', 0xfedd, 4),
    ('\u{645}', 0xfee1, 4),
    ('\u{646}', 0xfee5, 4),
    ('\u{647}', 0xfee9, 4),
    ('\u{648}', 0xfeed, 2),
    ('\u{649}', 0xfeef, 2),
    ('\u{64a}', 0xfef1, 4),
    ('\u{67e}', 0xfb56, 4),
    ('\u{686}', 0xfb7a, 4),
    ('\u{698}', 0xfb8a, 2),
    ('\u{6a9}', 0xfb8e, 4),
    ('\u{6af}', 0xfb92, 4),
    ('\u{6cc}', 0xfbfc, 4),
];

const LAM: char = '\u{644}';

/// Letters that form a ligature with lam, and the first of its two forms: isolated and final.
const AFTER_LAM: [(char, u32); 4] =
    [('\u{622}', 0xfef5), ('\u{623}', 0xfef7), ('\u{625}', 0xfef9), ('\u{627}', 0xfefb)];

/// The text with joined letters, in logical order.
pub(super) fn joined(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut shaped = String::with_capacity(text.len());
    // Whether the last letter joins the next one.
    let mut reached = false;
    let mut rest = &letters[..];
    while let [letter, after @ ..] = rest {
        rest = after;
        if let (LAM, [alef, beyond @ ..]) = (*letter, after)
            && let Some((_, first)) = AFTER_LAM.iter().find(|(with, _)| with == alef)
        {
            shaped.extend(char::from_u32(first + u32::from(reached)));
            (reached, rest) = (false, beyond);
            continue;
        }
        let Some(&(_, first, count)) = SHAPES.iter().find(|(base, ..)| base == letter) else {
            shaped.push(*letter);
            reached = if is_mark(*letter) { reached } else { joins_both(*letter) };
            continue;
        };
        let next = after.iter().copied().find(|&next| !is_mark(next));
        let reaches = count == 4 && next.is_some_and(takes_part);
        let shape = u32::from(reached && count > 1) + if reaches { 2 } else { 0 };
        shaped.extend(char::from_u32(first + shape));
        reached = reaches;
    }
    shaped
}

/// Whether a character is a mark above or below a letter, across which letters join.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Whether a character without forms joins its neighbours: the tatweel and the zero-width joiner.
fn joins_both(character: char) -> bool {
    matches!(character, '\u{640}' | '\u{200d}')
}

/// Whether a letter joins the one before it.
fn takes_part(character: char) -> bool {
    joins_both(character) || SHAPES.iter().any(|&(base, _, count)| base == character && count > 1)
}
