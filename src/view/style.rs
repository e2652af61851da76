//! How text is shown: as it is in files; on a terminal with everything visible that could mislead it.

use std::borrow::Cow;
use std::fmt::Write;

/// Where the drawing goes.
///
/// ```
/// use offcut::view::Style;
/// let terminal = Style { terminal: true, colour: false };
/// assert_eq!(terminal.show("a\u{202e}b\x1b[2J"), "a\\u{202e}b\\u{1b}[2J");
/// assert_eq!(Style::default().show("a\u{202e}b"), "a\u{202e}b");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// A terminal: control signs and changes of writing direction are shown as escapes.
    pub terminal: bool,
    /// Colours may be used.
    pub colour: bool,
}

impl Style {
    /// Text of a page, or a name, safe for where it goes.
    #[must_use]
    pub fn show(self, text: &str) -> Cow<'_, str> {
        if self.terminal {
            escape(text, |out, c| {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            })
        } else {
            text.into()
        }
    }

    /// JSON, safe for where it goes and still the same JSON.
    #[must_use]
    pub fn show_json(self, json: &str) -> Cow<'_, str> {
        // What misleads a terminal lies below U+10000, where one JSON escape is enough.
        if self.terminal {
            escape(json, |out, c| {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            })
        } else {
            json.into()
        }
    }

    /// What is gone: `[-…-]`, or red and struck through.
    #[must_use]
    pub fn removed(self, text: &str) -> String {
        let text = self.show(text);
        if self.colour { format!("\x1b[31;9m{text}\x1b[0m") } else { format!("[-{text}-]") }
    }

    /// What came in: `{+…+}`, or green.
    #[must_use]
    pub fn added(self, text: &str) -> String {
        let text = self.show(text);
        if self.colour { format!("\x1b[32m{text}\x1b[0m") } else { format!("{{+{text}+}}") }
    }

    pub(super) fn dim(self, text: &str) -> String {
        if self.colour { format!("\x1b[2m{text}\x1b[0m") } else { text.to_owned() }
    }

    pub(super) fn coloured(self, code: &str, line: &str) -> String {
        let line = self.show(line);
        if self.colour { format!("\x1b[{code}m{line}\x1b[0m") } else { line.into_owned() }
    }
}

fn escape(text: &str, write: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.contains(misleads) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if misleads(c) { write(&mut out, c) } else { out.push(c) }
    }
    out.into()
}

/// Control signs but for line end and tab, all twelve bidi controls, and what is not visible at all.
fn misleads(c: char) -> bool {
    let invisible = matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}');
    let directs = matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    invisible || directs || (c.is_control() && c != '\n' && c != '\t')
}
