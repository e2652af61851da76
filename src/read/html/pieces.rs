//! Markup in pieces for the parser, so that limits can be looked at between them.
//!
//! What scripts and style sheets hold is left out: it is half of most pages, and no text.

use html5ever::interface::Attribute;
use html5ever::tendril::StrTendril;
use html5ever::{QualName, local_name, ns};
use memchr::memchr_iter;

/// The tree builder can make hundreds of nodes of a byte, so pieces are small.
const PIECE: usize = 1024;

/// An element whose text the tokenizer takes as it is, up to the end tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Raw {
    Script,
    Style,
}

impl Raw {
    /// Scripts and style sheets; not data, which says something of the page.
    pub(super) fn of(name: &QualName, attributes: &[Attribute]) -> Option<Self> {
        let is_data = |attribute: &Attribute| {
            attribute.name.local == local_name!("type") && attribute.value.to_ascii_lowercase().contains("ld+json")
        };
        match name.local {
            _ if name.ns != ns!(html) => None,
            local_name!("script") if !attributes.iter().any(is_data) => Some(Self::Script),
            local_name!("style") => Some(Self::Style),
            _ => None,
        }
    }

    /// Where the text after the start tag ends. `None` where that is not for us to say: in a script `<!--` can hide
    /// an end tag.
    fn end(self, text: &str) -> Option<usize> {
        let end = match self {
            Self::Script => find(text, &["</script"]),
            Self::Style => find(text, &["</style"]),
        };
        let end = end.unwrap_or(text.len());
        (self == Self::Style || !text[..end].contains("<!--")).then_some(end)
    }
}

/// Markup that the parser has not read yet.
pub(super) struct Pieces {
    rest: StrTendril,
    /// Whether the last piece ended with the tag of a script or a style sheet, as far as can be seen from here.
    after_tag: bool,
}

impl Pieces {
    pub(super) fn new(markup: &str) -> Self {
        Self { rest: StrTendril::from(markup), after_tag: false }
    }

    /// The next piece, behind the text of the element that the parser has just entered.
    pub(super) fn next(&mut self, entered: Option<Raw>) -> Option<StrTendril> {
        if let Some(end) = entered.filter(|_| self.after_tag).and_then(|raw| raw.end(&self.rest)) {
            self.take(end);
        }
        let tag = self.end_of_tag();
        self.after_tag = tag.is_some();
        let end = tag.unwrap_or_else(|| self.rest.ceil_char_boundary(PIECE));
        (!self.rest.is_empty()).then(|| self.take(end))
    }

    /// The end of the first tag of a script or a style sheet in the next piece.
    fn end_of_tag(&self) -> Option<usize> {
        let window = &self.rest[..self.rest.floor_char_boundary(PIECE)];
        let start = find(window, &["<script", "<style"])?;
        window[start..].find('>').map(|end| start + end + 1)
    }

    fn take(&mut self, bytes: usize) -> StrTendril {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let piece = self.rest.subtendril(0, bytes);
        self.rest.pop_front(bytes);
        piece
    }
}

/// Where one of the tags begins, in letters of either case.
fn find(text: &str, tags: &[&str]) -> Option<usize> {
    let begins = |at: usize, tag: &str| {
        text.as_bytes()[at..].get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()))
    };
    let is_tag = |&at: &usize| tags.iter().any(|tag| begins(at, tag));
    memchr_iter(b'<', text.as_bytes()).find(is_tag)
}
