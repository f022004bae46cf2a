//! What a terminal answers about itself.

/// The questions, in one write: kitty's graphics (a picture of one pixel, not drawn), the colour of the background, the
/// size of a character, the attributes of the device, and its status, which every terminal answers, and so comes last.
///
/// # Source
/// "XTerm Control Sequences" for `OSC 11`, `CSI 16 t`, `CSI c` and `CSI 5 n`; kitty's "Terminal graphics protocol".
pub(super) const QUESTIONS: &[u8] = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b]11;?\x1b\\\x1b[16t\x1b[c\x1b[5n";

/// The last answer.
const LAST: &[u8] = b"\x1b[0n";

/// What a terminal is known to be able to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Answers {
    /// Whether it draws pictures by kitty's protocol.
    pub(super) kitty: bool,
    /// Whether it draws sixels.
    pub(super) sixel: bool,
    /// Width and height of a character in pixels.
    pub(super) cell: Option<(u32, u32)>,
    /// Whether its background is dark.
    pub(super) dark: bool,
}

/// Whether the last answer has arrived.
pub(super) fn is_complete(bytes: &[u8]) -> bool {
    bytes.windows(LAST.len()).any(|window| window == LAST)
}

impl Answers {
    /// Reads answers, of which any may be absent or malformed.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut answers = Self::default();
        for sequence in text.split('\x1b').skip(1) {
            if let Some(answer) = sequence.strip_prefix("_Gi=31;") {
                answers.kitty = answer.starts_with("OK");
            } else if let Some(attributes) = sequence.strip_prefix("[?").and_then(|rest| rest.split_once('c')) {
                answers.sixel = attributes.0.split(';').skip(1).any(|attribute| attribute == "4");
            } else if let Some((size, _)) = sequence.strip_prefix("[6;").and_then(|rest| rest.split_once('t')) {
                answers.cell = cell(size);
            } else if let Some(color) = sequence.strip_prefix("]11;rgb:") {
                answers.dark = is_dark(color);
            }
        }
        answers
    }
}

/// The size of a character from `height;width`.
fn cell(size: &str) -> Option<(u32, u32)> {
    let (height, width) = size.split_once(';')?;
    let (width, height) = (width.parse().ok()?, height.parse().ok()?);
    // Terminals without pixels answer 0.
    let plausible = 2..=200;
    (plausible.contains(&width) && plausible.contains(&height)).then_some((width, height))
}

/// Whether a colour as `rrrr/gggg/bbbb` is nearer to black than to white.
fn is_dark(color: &str) -> bool {
    let component = |digits: &str| {
        let digits: String = digits.chars().take_while(char::is_ascii_hexdigit).take(2).collect();
        u32::from_str_radix(&digits, 16).ok()
    };
    let components: Vec<u32> = color.split('/').take(3).filter_map(component).collect();
    // The weights of red, green and blue in ITU-R BT.601.
    matches!(components[..], [red, green, blue] if 299 * red + 587 * green + 114 * blue < 128_000)
}

#[cfg(test)]
mod tests {
    use super::{Answers, is_complete};

    #[test]
    fn answers_are_read_in_any_order() {
        let foot = b"\x1b]11;rgb:2424/2424/2424\x1b\\\x1b[6;20;10t\x1b[?62;4;22c\x1b[0n";
        let read = Answers { kitty: false, sixel: true, cell: Some((10, 20)), dark: true };
        assert_eq!(Answers::read(foot), read);
        let kitty = b"typed\x1b_Gi=31;OK\x1b\\\x1b[?62;52c\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[0n";
        assert_eq!(Answers::read(kitty), Answers { kitty: true, ..Answers::default() });
    }

    #[test]
    fn malformed_answers_say_nothing() {
        for answers in
            [&b""[..], b"\x1b", b"\x1b[6;0;0t", b"\x1b[6;;t\x1b[6;99999999999;1t", b"\x1b]11;rgb:zz/", b"\x1b[?4"]
        {
            assert_eq!(Answers::read(answers), Answers::default(), "{answers:?}");
        }
        assert_eq!(Answers::read(b"\x1b_Gi=31;EINVAL\x1b\\\x1b[?4c"), Answers::default());
        assert!(!is_complete(b"\x1b[0") && is_complete(b"x\x1b[0ny"));
    }
}
