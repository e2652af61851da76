//! The shape of running text: how many words, and whether a sentence is closed.

/// Counts words: runs without white space that hold a letter or digit. Ideographs and kana stand without spaces, so two of
/// them count as one word; hangul is written with spaces, and counted as letters are.
///
/// ```
/// assert_eq!(offcut::count_words("Two words — really."), 3);
/// assert_eq!(offcut::count_words("東京都知事"), 3);
/// ```
#[must_use]
pub fn count_words(text: &str) -> usize {
    let (mut words, mut signs, mut inside) = (0, 0, false);
    for c in text.chars() {
        if c.is_ascii_alphabetic() {
            words += usize::from(!inside);
            inside = true;
        } else if is_unspaced(c) {
            signs += 1;
            inside = false;
        } else if c.is_whitespace() {
            inside = false;
        } else if !inside && c.is_alphanumeric() {
            words += 1;
            inside = true;
        }
    }
    words + usize::div_ceil(signs, 2)
}

/// The runs of letters and digits of a text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_other = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let mut rest = text;
    std::iter::from_fn(move || {
        let behind = &rest[leading(rest, is_other, |c| !c.is_alphanumeric())..];
        let (word, behind) = behind.split_at(leading(behind, u8::is_ascii_alphanumeric, char::is_alphanumeric));
        rest = behind;
        (!word.is_empty()).then_some(word)
    })
}

/// How many bytes of the text's start are such signs. Nearly all are ASCII, and those are not decoded.
fn leading(text: &str, ascii: impl Fn(&u8) -> bool, other: impl Fn(char) -> bool) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    loop {
        length += bytes[length..].iter().take_while(|&byte| ascii(byte)).count();
        let next = bytes.get(length).filter(|byte| !byte.is_ascii()).and_then(|_| text[length..].chars().next());
        match next {
            Some(c) if other(c) => length += c.len_utf8(),
            _ => return length,
        }
    }
}

/// Whether this is an ideograph or kana. Thai, Lao, Khmer and Burmese have no spaces either, and are not known here.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether the text ends as a sentence does: a stop, perhaps behind it a closing quote or bracket.
pub(crate) fn is_closed(text: &str) -> bool {
    const STOPS: &[char] = &['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।', '۔', ';'];
    const CLOSERS: &[char] = &['"', '\'', '”', '“', '’', '‘', '»', '«', ')', ']', '」', '』', '）', '*'];
    let text = text.trim_end();
    let bare = text.trim_end_matches(CLOSERS).trim_end();
    bare.ends_with(STOPS)
}

/// White space, and the invisible signs that scrapers leave at the edge of a line.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\0')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::words;

    proptest! {
        #[test]
        fn words_stand_between_other_signs(text in "[aB0é٣中 ,\u{a0}…]{0,20}") {
            let between = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            prop_assert_eq!(words(&text).collect::<Vec<_>>(), between.collect::<Vec<_>>());
        }
    }
}
