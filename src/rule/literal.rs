//! A string of a TOML file: where what it says is written.

use std::ops::Range;

/// The bytes of a string, as a file writes it with its quotes, that say these bytes of its value.
pub(super) fn written(literal: &str, said: &Range<usize>) -> Range<usize> {
    let mut pieces = Pieces::of(literal);
    let start = pieces.skip_to(said.start, 1);
    start..pieces.skip_to(said.end, 0).max(start)
}

/// What a string is written of: characters, and escapes that say one or none.
struct Pieces<'l> {
    literal: &'l str,
    escapes: bool,
    /// How much of the literal is behind us, and how much of its value that says.
    at: usize,
    says: usize,
}

impl<'l> Pieces<'l> {
    fn of(literal: &'l str) -> Self {
        let long = ["\"\"\"", "'''"].iter().find_map(|quotes| literal.strip_prefix(quotes));
        // A line end right behind three quotes is not said.
        let text = long.map(|text| text.strip_prefix("\r\n").or(text.strip_prefix('\n')).unwrap_or(text));
        let at = text.map_or(1, |text| literal.len() - text.len());
        Self { literal, escapes: literal.starts_with('"'), at, says: 0 }
    }

    /// Goes on until so much is said, and past pieces that say less than `least`. Gives the place in the literal.
    fn skip_to(&mut self, said: usize, least: usize) -> usize {
        while let Some((writes, says)) = self.next_piece().filter(|(_, says)| self.says < said || *says < least) {
            self.at += writes;
            self.says += says;
        }
        self.at
    }

    /// How many bytes the next piece takes, and how many it says.
    fn next_piece(&self) -> Option<(usize, usize)> {
        let rest = self.literal.get(self.at..)?;
        let first = rest.chars().next()?;
        let Some(escape) = rest.strip_prefix('\\').filter(|_| self.escapes) else {
            return Some((first.len_utf8(), first.len_utf8()));
        };
        let code = |digits: usize| {
            let code = escape.get(1..=digits).and_then(|code| u32::from_str_radix(code, 16).ok());
            (2 + digits, code.and_then(char::from_u32).map_or(1, char::len_utf8))
        };
        Some(match escape.chars().next()? {
            'x' => code(2),
            'u' => code(4),
            'U' => code(8),
            // At the end of a line, it and the blanks behind it say nothing.
            c if c.is_whitespace() => (1 + escape.len() - escape.trim_start().len(), 0),
            _ => (2, 1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_found_as_it_is_written() {
        for literal in [
            r#""a, bö""#,
            "'a, bö'",
            "'''a, bö'''",
            "\"\"\"\na, bö\"\"\"",
            "\"\"\"\r\na, bö\"\"\"",
            r#""\u0061, bö""#,
            r#""\U00000061,\x20bö""#,
            "\"\"\"\\\n  a, \\\n  bö\"\"\"",
        ] {
            assert_eq!(&literal[written(literal, &(3..6))], "bö", "{literal}");
        }
        assert_eq!(&r#""say \"ja\" and \u00fc""#[written(r#""say \"ja\" and \u00fc""#, &(13..15))], r"\u00fc");
        assert_eq!(written("'ab'", &(5..9)), 4..4, "past its end");
    }
}
