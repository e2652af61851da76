//! Folding: two lines that a reader would call the same become the same string.
//!
//! Lower case, one blank for any white space, plain quotes and dashes for typographic ones, `#` for any number; a Turkish
//! i with and without a dot is one, and the vowel signs of Arabic do not count.

/// The folded form of `text`.
///
/// ```
/// assert_eq!(offcut::fold("  READ\u{a0}More: 1,204 comments "), "read more: # comments");
/// assert_eq!(offcut::fold("Don’t  miss"), "don't miss");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = Folder::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let plain = if folded.may_go_on(c) { 0 } else { plain(rest.as_bytes()) };
        if plain > 0 {
            folded.push_plain(&rest[..plain]);
        } else {
            folded.push(0, c);
        }
        rest = &rest[plain.max(c.len_utf8())..];
    }
    folded.out
}

/// How many bytes of the text's start are ASCII letters and signs, with single blanks between them: letter case apart
/// they fold to themselves.
fn plain(text: &[u8]) -> usize {
    let is_plain = |byte: &u8| byte.is_ascii_graphic() && !byte.is_ascii_digit();
    let mut length = 0;
    loop {
        length += text[length..].iter().take_while(|byte| is_plain(byte)).count();
        match &text[length..] {
            [b' ', next, ..] if length > 0 && is_plain(next) => length += 1,
            _ => return length,
        }
    }
}

/// The folded form, and for each of its bytes where in `text` it came from; one more entry for the end.
pub(crate) fn fold_with_origins(text: &str) -> (String, Vec<usize>) {
    let mut folded = Folder { origins: Some(Vec::new()), ..Folder::with_capacity(text.len()) };
    for (at, c) in text.char_indices() {
        folded.push(at, c);
    }
    let mut origins = folded.origins.unwrap_or_default();
    origins.push(text.trim_end().len());
    (folded.out, origins)
}

/// A folded line without the marks around its words: `— Advertisement: ` becomes `advertisement`.
/// A line of marks alone stays as it is, and so do the signs of program code.
pub(crate) fn bare(folded: &str) -> &str {
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric() && !"#={}$%+".contains(c));
    if bare.is_empty() { folded } else { bare }
}

#[derive(Default)]
struct Folder {
    out: String,
    /// White space was seen and not written yet.
    blank: Option<usize>,
    /// A separator inside a number was seen and not written yet.
    separator: Option<(usize, char)>,
    in_number: bool,
    origins: Option<Vec<usize>>,
}

impl Folder {
    fn with_capacity(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes), ..Self::default() }
    }

    fn push(&mut self, at: usize, c: char) {
        if c.is_ascii_digit() || (!c.is_ascii() && c.is_numeric()) {
            return self.push_digit(at);
        }
        if self.may_go_on(c) {
            self.separator = Some((at, c));
            return;
        }
        self.end_number();
        if c.is_whitespace() {
            self.blank.get_or_insert(at);
        } else {
            self.write_blank();
            self.push_sign(at, c);
        }
    }

    /// Whether a number may go on with this sign.
    fn may_go_on(&self, c: char) -> bool {
        self.in_number && self.separator.is_none() && matches!(c, '.' | ',')
    }

    /// Most of any text, in lower case already folded. Only for those who keep no origins.
    fn push_plain(&mut self, words: &str) {
        self.end_number();
        self.write_blank();
        let start = self.out.len();
        self.out.push_str(words);
        self.out[start..].make_ascii_lowercase();
    }

    fn push_digit(&mut self, at: usize) {
        self.separator = None;
        if !self.in_number {
            self.write_blank();
            self.write(at, '#');
            self.in_number = true;
        }
    }

    fn end_number(&mut self) {
        self.in_number = false;
        if let Some((at, c)) = self.separator.take() {
            self.write(at, c);
        }
    }

    fn push_sign(&mut self, at: usize, c: char) {
        match c {
            'A'..='Z' => self.write(at, c.to_ascii_lowercase()),
            '\0'..='\u{7f}' => self.write(at, c),
            '‘' | '’' | 'ʼ' | '´' | '‛' => self.write(at, '\''),
            '“' | '”' | '„' | '«' | '»' | '‟' => self.write(at, '"'),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => self.write(at, '-'),
            '…' => (0..3).for_each(|_| self.write(at, '.')),
            'İ' | 'ı' => self.write(at, 'i'),
            // Signs that nobody sees, and what Arabic is written with and without: tatweel and vowel signs.
            '\u{ad}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            _ => c.to_lowercase().for_each(|lower| self.write(at, lower)),
        }
    }

    fn write_blank(&mut self) {
        if let Some(at) = self.blank.take()
            && !self.out.is_empty()
        {
            self.write(at, ' ');
        }
    }

    fn write(&mut self, at: usize, c: char) {
        self.out.push(c);
        if let Some(origins) = &mut self.origins {
            origins.extend(std::iter::repeat_n(at, c.len_utf8()));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::*;

    #[test]
    fn numbers_become_one_sign() {
        assert_eq!(fold("3.000,50 Euro, 2 Stück. 7."), "# euro, # stück. #");
        assert_eq!(fold("Vol. 3, no. 4"), "vol. #, no. #");
    }

    #[test]
    fn turkish_capitals_and_arabic_vowel_signs_do_not_count() {
        assert_eq!(fold("İLGİLİ YAZILARI"), fold("ilgili yazıları"));
        assert_eq!(fold("اقرأ أيضًا"), fold("اقــرأ أيضاً"));
    }

    #[test]
    fn bare_lines_lose_their_marks() {
        assert_eq!(bare(&fold("— Advertisement —")), "advertisement");
        assert_eq!(bare(&fold("【広告】")), "広告");
        assert_eq!(bare(&fold("***")), "***");
    }

    #[test]
    fn origins_lead_back_to_the_text() {
        let text = "Größe:  1,5 “m”";
        let (folded, origins) = fold_with_origins(text);
        assert_eq!(folded, "größe: # \"m\"");
        assert_eq!(origins.len(), folded.len() + 1);
        let m = folded.find('m').unwrap();
        assert_eq!(&text[origins[m]..origins[m + 1]], "m");
    }

    proptest! {
        #[test]
        fn with_origins_or_without_it_is_the_same(text in "([a-c]{1,3}|[A 0-2.,|\\n\\t“–İß\u{ad}…]){0,12}") {
            prop_assert_eq!(fold(&text), fold_with_origins(&text).0);
        }
    }
}
