//! What scripts and style sheets hold: half of most pages, and no text.

use html5ever::local_name;
use html5ever::tokenizer::{Tag, TagKind};
use memchr::memchr_iter;

/// An element whose text the tokenizer takes as it is, up to the end tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Raw {
    Script,
    Style,
}

impl Raw {
    /// Scripts and style sheets; not data, which says something of the page.
    pub(super) fn behind(tag: &Tag) -> Option<Self> {
        match tag.name {
            _ if tag.kind == TagKind::EndTag => None,
            local_name!("script") if !is_data(tag) => Some(Self::Script),
            local_name!("style") => Some(Self::Style),
            _ => None,
        }
    }

    /// Where the text after the start tag ends. `None` where that is not for us to say: in a script `<!--` can hide
    /// an end tag.
    pub(super) fn end(self, text: &str) -> Option<usize> {
        let end = find(text, if self == Self::Script { "</script" } else { "</style" }).unwrap_or(text.len());
        (self == Self::Style || !text[..end].contains("<!--")).then_some(end)
    }
}

fn is_data(script: &Tag) -> bool {
    let kinds = script.attrs.iter().filter(|attribute| attribute.name.local == local_name!("type"));
    kinds.map(|kind| &kind.value).any(|kind| kind.to_ascii_lowercase().contains("ld+json"))
}

/// Where a tag begins, in letters of either case.
fn find(text: &str, tag: &str) -> Option<usize> {
    let begins = |&at: &usize| {
        text.as_bytes()[at..].get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()))
    };
    memchr_iter(b'<', text.as_bytes()).find(begins)
}
