//! Tags, texts and comments as nearly all markup has them, read at once: html5ever's tokenizer takes a step for each of
//! their characters and a copy of each value. What is in any way out of the ordinary is left to it.

use html5ever::interface::Attribute;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token};
use html5ever::{LocalName, QualName, ns};
use memchr::{memchr, memchr2, memchr3, memmem};
use rustc_hash::FxHashMap;

use super::reference::resolved;

/// Attributes are compared with all before them; tags of more are the tokenizer's, which has a bound.
const MOST_ATTRIBUTES: usize = 64;

/// How far the end of a comment is looked for, so that many comments without one take no longer than the tokenizer.
const LONGEST_COMMENT: usize = 16 * 1024;

/// Elements whose text is not read as markup.
const WITHOUT_MARKUP: &[&str] =
    &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"];

/// Names that were read. There are few, and a table of those known beforehand takes longer to ask.
pub(super) type Names = FxHashMap<String, LocalName>;

/// What stands in markup from `at` on and where it ends, if that is plain: the token that the tokenizer gives in its data
/// state.
pub(super) fn token(markup: &StrTendril, at: usize, names: &mut Names) -> Option<(Token, usize)> {
    let mut scan = Scan { markup, names, at };
    let token = match scan.rest() {
        [b'<', b'!', ..] => scan.comment(),
        [b'<', b'/', ..] => scan.end_tag(),
        [b'<', ..] => scan.start_tag(),
        _ => scan.text(),
    };
    token.map(|token| (token, scan.at))
}

/// Markup up to a place. Each method takes what it reads; where it finds something out of the ordinary it gives `None`.
struct Scan<'m> {
    markup: &'m StrTendril,
    names: &'m mut Names,
    at: usize,
}

impl Scan<'_> {
    fn text(&mut self) -> Option<Token> {
        let all = self.rest().len();
        self.up_to(b'<', Some(all)).map(Token::CharacterTokens)
    }

    fn comment(&mut self) -> Option<Token> {
        self.rest().starts_with(b"<!--").then(|| self.at += "<!--".len())?;
        let near = &self.rest()[..self.rest().len().min(LONGEST_COMMENT)];
        let comment = &near[..memmem::find(near, b"-->")?];
        let ends_earlier = matches!(near, [b'>' | b'-', ..]) || memmem::find(comment, b"--!>").is_some();
        if ends_earlier || comment.contains(&0) {
            return None;
        }
        let comment = self.take(comment.len());
        self.at += "-->".len();
        Some(Token::CommentToken(comment))
    }

    fn end_tag(&mut self) -> Option<Token> {
        self.at += "</".len();
        let tag = tag(TagKind::EndTag, self.name()?);
        self.skip_blanks();
        self.skip(b'>').then_some(Token::TagToken(tag))
    }

    fn start_tag(&mut self) -> Option<Token> {
        self.at += "<".len();
        let mut tag = tag(TagKind::StartTag, self.name().filter(|name| !WITHOUT_MARKUP.contains(&&**name))?);
        self.skip_blanks();
        while !matches!(self.rest().first()?, b'>' | b'/') {
            let attribute = self.attribute()?;
            if tag.attrs.iter().any(|known| known.name == attribute.name) {
                tag.had_duplicate_attributes = true;
            } else if tag.attrs.len() == MOST_ATTRIBUTES {
                return None;
            } else {
                tag.attrs.push(attribute);
            }
        }
        tag.self_closing = self.skip(b'/');
        self.skip(b'>').then_some(Token::TagToken(tag))
    }

    /// An attribute and the blanks behind it.
    fn attribute(&mut self) -> Option<Attribute> {
        let name = QualName::new(None, ns!(), self.name()?);
        self.skip_blanks();
        let mut value = StrTendril::new();
        if self.skip(b'=') {
            self.skip_blanks();
            value = match *self.rest().first()? {
                quote @ (b'"' | b'\'') => self.quoted(quote)?,
                _ => self.resolved(self.rest().iter().position(|byte| ends_value(*byte))?, true)?,
            };
            self.skip_blanks();
        }
        Some(Attribute { name, value })
    }

    /// The name of an element or an attribute, in small letters.
    fn name(&mut self) -> Option<LocalName> {
        let length = self.rest().iter().position(|byte| !OF_NAMES[usize::from(*byte)])?;
        let name = &self.markup[self.at..self.at + length];
        let ends = is_blank(self.rest()[length]) || matches!(self.rest()[length], b'=' | b'>' | b'/');
        if !ends || !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        self.at += length;
        if let Some(known) = self.names.get(name) {
            return Some(known.clone());
        }
        let known = LocalName::from(name.to_ascii_lowercase());
        self.names.insert(name.to_owned(), known.clone());
        Some(known)
    }

    fn quoted(&mut self, quote: u8) -> Option<StrTendril> {
        self.at += 1;
        let value = self.up_to(quote, None)?;
        self.at += 1;
        Some(value)
    }

    /// What stands before the next `end`, or `all` of a text where there is none.
    fn up_to(&mut self, end: u8, all: Option<usize>) -> Option<StrTendril> {
        match memchr3(end, b'&', 0, self.rest()) {
            Some(other) if self.rest()[other] != end => self.resolved(memchr(end, self.rest()).or(all)?, all.is_none()),
            found => Some(self.take(found.or(all)?)),
        }
    }

    /// The next so many bytes, with what their character references stand for.
    fn resolved(&mut self, length: usize, in_attribute: bool) -> Option<StrTendril> {
        match memchr2(b'&', 0, &self.rest()[..length]) {
            None => Some(self.take(length)),
            Some(_) if self.rest()[..length].contains(&0) => None,
            Some(_) => resolved(&self.take(length), in_attribute),
        }
    }

    fn take(&mut self, length: usize) -> StrTendril {
        let taken = part(self.markup, self.at, length);
        self.at += length;
        taken
    }

    fn rest(&self) -> &[u8] {
        &self.markup.as_bytes()[self.at..]
    }

    fn skip(&mut self, byte: u8) -> bool {
        let is_next = self.rest().first() == Some(&byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().iter().take_while(|byte| is_blank(**byte)).count();
    }
}

/// So many bytes of markup, shared.
pub(super) fn part(markup: &StrTendril, start: usize, length: usize) -> StrTendril {
    let bytes = |count| u32::try_from(count).unwrap_or(u32::MAX);
    markup.subtendril(bytes(start), bytes(length))
}

fn tag(kind: TagKind, name: LocalName) -> Tag {
    Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\x0c')
}

/// Of every byte whether names are made of it.
const OF_NAMES: [bool; 256] = {
    let mut of_names = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        of_names[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.' | b'@');
        byte += 1;
    }
    of_names
};

/// Whether an unquoted value ends before this byte. Behind a quote or another sign that does not belong there no
/// attribute is read, and so the tag is not plain.
fn ends_value(byte: u8) -> bool {
    is_blank(byte) || matches!(byte, b'>' | b'"' | b'\'' | b'<' | b'=' | b'`')
}
