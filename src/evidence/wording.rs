//! What a block's own words say, and what the page's own data says of them.

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};
use memchr::{memchr_iter, memchr2_iter};

use super::scale::{self, LENGTH, LINKED, WORDS};
use super::spots::{Spot, close};
use super::{Family, Page, Sink};
use crate::fold::bare;

pub(super) fn observe(page: &Page<'_>, at: usize, sink: &mut Sink<'_>) {
    let spot = &page.spots[at];
    sink.see(Family::Shape, &[scale::on(WORDS, scale::number(spot.block.words)), close(spot)]);
    sink.see(Family::Links, &[scale::on(LINKED, scale::share(spot.block.linked, spot.text.len()))]);
    marks(spot.text, &mut |mark| sink.see(Family::Marks, &[mark]));
    if page.spots.is_repeated(spot) {
        sink.see(Family::Marks, &["repeated"]);
    }
    said(page, spot, sink);
}

fn marks(text: &str, sink: &mut dyn FnMut(&str)) {
    let mut mark = |holds: bool, name: &str| {
        if holds {
            sink(name);
        }
    };
    let signs = Signs::of(text);
    mark(text.ends_with([':', '：']), "colon");
    mark(text.ends_with(['?', '？']), "question");
    mark(text.ends_with('…') || text.ends_with("..."), "cut short");
    mark(has_address(text), "address");
    mark(signs.at, "at sign");
    mark(signs.bar, "bar");
    mark(signs.quote, "quotes");
    mark(signs.commas > 1, "commas");
    mark(text.starts_with(char::is_lowercase), "begins small");
    mark(signs.letters == Letters::Large, "capitals");
    mark(has_year(text), "year");
    mark(signs.stops == 0, "no stop");
    mark(signs.stops > 2, "many stops");
}

/// What signs a text holds.
#[derive(Default)]
struct Signs {
    at: bool,
    bar: bool,
    quote: bool,
    letters: Letters,
    commas: usize,
    stops: usize,
}

/// How its letters are written, where there are two ways.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Letters {
    #[default]
    None,
    Large,
    Mixed,
}

impl Letters {
    fn see(&mut self, large: bool) {
        *self = match self {
            Self::None | Self::Large if large => Self::Large,
            _ => Self::Mixed,
        };
    }
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        for c in text.chars() {
            match c {
                'a'..='z' => signs.letters.see(false),
                'A'..='Z' => signs.letters.see(true),
                ',' => signs.commas += 1,
                '.' | '!' | '?' | '。' | '！' | '？' => signs.stops += 1,
                '@' => signs.at = true,
                '|' | '»' | '›' | '→' | '©' | '·' | '•' => signs.bar = true,
                '"' | '“' | '”' | '„' | '«' | '「' => signs.quote = true,
                '\0'..='\x7f' => {}
                _ if c.is_lowercase() => signs.letters.see(false),
                _ if c.is_uppercase() => signs.letters.see(true),
                _ => {}
            }
        }
        signs
    }
}

fn has_address(text: &str) -> bool {
    let scheme =
        |at: usize| text[at..].starts_with("://") && (text[..at].ends_with("http") || text[..at].ends_with("https"));
    memchr_iter(b':', text.as_bytes()).any(scheme) || WWW.find(text.as_bytes()).is_some()
}

static WWW: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("www."));

/// Four digits of this century or the last, alone.
fn has_year(text: &str) -> bool {
    let is_year = |at: usize| {
        let (before, from) = text.as_bytes().split_at(at);
        let digits = from.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_alone = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
        digits == 4
            && matches!(from, [b'1', b'9', ..] | [b'2', b'0', ..])
            && is_alone(before.last())
            && is_alone(from.get(4))
    };
    memchr2_iter(b'1', b'2', text.as_bytes()).any(is_year)
}

/// Shorter texts, in bytes, stand in an article by chance.
const SHORTEST_SAID: usize = 8;
/// So many characters of a text's beginning are looked for.
const SAID_CHARS: usize = 60;

/// Whether the page's own `articleBody`, description and title hold the words.
fn said(page: &Page<'_>, spot: &Spot<'_>, sink: &mut Sink<'_>) {
    let document = page.document;
    let words = bare(spot.folded);
    let start = words.char_indices().nth(SAID_CHARS).map_or(words, |(end, _)| &words[..end]);
    if let Some(body) = &document.said.body {
        let held = if words.len() >= SHORTEST_SAID && memmem::find(body.as_bytes(), start.as_bytes()).is_some() {
            "in the body"
        } else {
            "not in the body"
        };
        let length = scale::on(LENGTH, scale::number(spot.block.words));
        sink.see(Family::Said, &[held, length]);
    }
    if let Some(description) = &document.said.description
        && words.len() > 20
        && memmem::find(description.as_bytes(), start.as_bytes()).is_some()
    {
        sink.see(Family::Said, &["the description"]);
    }
    if let Some(title) = &page.title
        && words.len() > 10
        && (memmem::find(title.needle(), words.as_bytes()).is_some() || title.find(words.as_bytes()).is_some())
    {
        sink.see(Family::Said, &["the title"]);
    }
}
