//! Fixed words, compared folded: case, kind of quotes and dashes, width of blanks and the value of numbers do not count.

use std::ops::Range;

use memchr::memmem::Finder;
use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Cost, Fault, Kind, Matcher, Needle, Place, Scene};
use crate::fold::{bare, fold, fold_with_origins};
use crate::prose::is_unspaced;
use crate::span::Span;

/// Above so many words a block that holds a label's words is nearly always article text: of 50 long lines with
/// “newsletter” in them, 47 were content.
const UP_TO_WORDS: usize = 40;

/// `phrase = { line = ["Advertisement"], starts = ["Sign up for our newsletter"] }`: words, whatever their case and the
/// kind of quotes and dashes.
#[derive(Clone, Default, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrase {
    /// The block is this and nothing else, marks around it aside.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    line: Vec<Spanned<String>>,
    /// The block begins with this.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    starts: Vec<Spanned<String>>,
    /// The block ends with this.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    ends: Vec<Spanned<String>>,
    /// The block has this somewhere.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    contains: Vec<Spanned<String>>,
    /// How many different phrases of all these lists there must be.
    #[serde(default)]
    at_least: Option<usize>,
    /// Longer blocks are not looked at; 40 if not given.
    #[serde(default)]
    up_to_words: Option<usize>,
}

#[derive(Debug)]
struct Phrases {
    lines: FxHashSet<String>,
    parts: Vec<Part>,
    at_least: usize,
    up_to_words: usize,
}

/// Words that have to stand somewhere in a line, folded.
#[derive(Debug)]
struct Part {
    place: Place,
    text: String,
    finder: Finder<'static>,
}

impl Phrases {
    fn is_line(&self, scene: &Scene<'_>, at: usize) -> bool {
        if self.lines.is_empty() {
            return false;
        }
        let mut labels = scene.labels(at);
        let known = |line: &str| self.lines.contains(line);
        let whole = known(scene.bare(at)) || known(scene.folded(at));
        (whole || (labels.next().is_some_and(known) && labels.all(known))) && !is_speech(scene.text(at))
    }

    /// The byte ranges of the folded block where each part stands that does, as words of its own.
    fn places_in(&self, folded: &str) -> impl Iterator<Item = Vec<Span>> {
        let marks = folded.len() - folded.trim_start_matches(is_mark).len();
        let marked = folded.trim_end_matches(is_mark).len();
        let places = move |part: &Part| part.places_in(folded, marks..marked);
        self.parts.iter().map(places).filter(|places| !places.is_empty())
    }
}

impl Part {
    fn new(place: Place, text: String) -> Self {
        Self { place, finder: Finder::new(&text).into_owned(), text }
    }

    /// Where it stands in a folded block as words of its own; marks stand before and behind `words`.
    fn places_in(&self, folded: &str, words: Range<usize>) -> Vec<Span> {
        let text = &*self.text;
        let at = match self.place {
            Place::Line => None,
            Place::Start => [words.start, 0].into_iter().find(|&at| begins(&folded[at..], text)),
            Place::End if folded.ends_with(text) => Some(folded.len() - text.len()),
            Place::End => folded[..words.end].strip_suffix(text).map(str::len),
            Place::Anywhere => {
                let all = self.finder.find_iter(folded.as_bytes()).map(|at| self.span(at));
                return all.filter(|&span| stands_alone(folded, span)).collect();
            }
        };
        at.map(|at| self.span(at)).filter(|&span| stands_alone(folded, span)).into_iter().collect()
    }

    fn span(&self, at: usize) -> Span {
        Span::new(at, at + self.text.len())
    }
}

/// Most phrases differ in their first byte, and looking at it takes less work than comparing memory.
fn begins(text: &str, with: &str) -> bool {
    text.as_bytes().first() == with.as_bytes().first() && text.starts_with(with)
}

/// A line between quotation marks is said by somebody: “Got it?” Guillemets that point inwards are arrows.
fn is_speech(text: &str) -> bool {
    let open = text.starts_with(['“', '„', '"', '\'', '‘', '«', '「', '『']);
    open && text.len() > 2 && text.ends_with(['”', '“', '"', '\'', '’', '»', '」', '』'])
}

/// Bullets, arrows and such before and behind a line's words; quotes and brackets are part of what is said.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !"#\"'([{<)]}>「『（".contains(c)
}

/// Whether a word neither runs into the range nor out of it.
fn stands_alone(text: &str, span: Span) -> bool {
    let joins = |a: Option<char>, b: Option<char>| {
        let wordy = |c: char| (c.is_alphanumeric() || c == '#') && !is_unspaced(c);
        a.is_some_and(wordy) && b.is_some_and(wordy)
    };
    let (before, part, after) = (&text[..span.start], span.of(text), &text[span.end..]);
    !joins(before.chars().next_back(), part.chars().next()) && !joins(part.chars().next_back(), after.chars().next())
}

impl Matcher for Phrases {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        let short = scene.blocks()[at].words <= self.up_to_words;
        let holds_parts =
            || !self.parts.is_empty() && self.places_in(scene.folded(at)).nth(self.at_least.max(1) - 1).is_some();
        short && (self.is_line(scene, at) || holds_parts())
    }

    fn places(&self, scene: &Scene<'_>, at: usize) -> Vec<Span> {
        if self.is_line(scene, at) {
            return Vec::new();
        }
        let (_, origins) = fold_with_origins(scene.text(at));
        let start = scene.blocks()[at].span.start;
        let place = |span: Span| Span::new(origins[span.start], origins[span.end]).shift(start);
        self.places_in(scene.folded(at)).flatten().map(place).collect()
    }

    fn needles(&self) -> Option<Vec<Needle>> {
        let needle = |place, text: &String| Needle { place, text: text.clone() };
        let mut lines: Vec<_> = self.lines.iter().map(|line| needle(Place::Line, line)).collect();
        lines.sort_by(|a, b| a.text.cmp(&b.text));
        let parts = self.parts.iter().map(|part| needle(part.place, &part.text));
        Some(lines.into_iter().chain(parts).collect())
    }

    fn cost(&self) -> Cost {
        Cost::Words
    }

    fn longest_block(&self) -> usize {
        self.up_to_words
    }
}

impl Kind for Phrase {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        let folded = |phrase: &Spanned<String>| match fold(phrase.get_ref()) {
            folded if folded.is_empty() => {
                Err(Fault::new(phrase.span(), "an empty phrase").label("nothing to look for"))
            }
            folded => Ok(folded),
        };
        let lines = self.line.iter().map(folded).map(|line| line.map(|line| bare(&line).to_owned()));
        let mut parts = Vec::new();
        let places = [(Place::Start, &self.starts), (Place::End, &self.ends), (Place::Anywhere, &self.contains)];
        for (place, phrases) in places {
            for phrase in phrases {
                parts.push(Part::new(place, folded(phrase)?));
            }
        }
        let lines: FxHashSet<_> = lines.collect::<Result<_, _>>()?;
        if lines.is_empty() && parts.is_empty() {
            let message = "`phrase` needs words in `line`, `starts`, `ends` or `contains`";
            return Err(Fault { message: message.to_owned(), ..Fault::default() });
        }
        let up_to_words = self.up_to_words.unwrap_or(UP_TO_WORDS);
        Ok(Box::new(Phrases { lines, parts, at_least: self.at_least.unwrap_or(1), up_to_words }))
    }
}
