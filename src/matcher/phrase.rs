//! Fixed words, compared folded: case, kind of quotes and dashes, width of blanks and the value of numbers do not count.

use memchr::memmem::Finder;
use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Cost, Fault, Kind, Matcher, Needle, Scene};
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
    /// How many different phrases of all these lists there must be. A row of labels has as many lines as labels.
    #[serde(default)]
    at_least: Option<usize>,
    /// Longer blocks are not looked at; 40 if not given.
    #[serde(default)]
    up_to_words: Option<usize>,
}

#[derive(Debug)]
struct Phrases {
    lines: FxHashSet<String>,
    starts: Starts,
    ends: Vec<String>,
    inside: Vec<(String, Finder<'static>)>,
    at_least: usize,
    up_to_words: usize,
}

/// What lines begin with, folded and in order. Some rules have a hundred of these: only those are compared whose first byte
/// is the line's.
#[derive(Debug)]
struct Starts(Vec<String>);

impl Starts {
    fn new(mut starts: Vec<String>) -> Self {
        starts.sort_unstable();
        Self(starts)
    }

    /// Those with which a text begins.
    fn of<'s>(&'s self, text: &'s str) -> impl Iterator<Item = &'s str> {
        let first = text.bytes().next();
        let from = self.0.partition_point(|start| start.bytes().next() < first);
        let same = self.0[from..].iter().take_while(move |start| start.bytes().next() == first);
        same.map(String::as_str).filter(|start| text.starts_with(start))
    }
}

impl Phrases {
    /// How many different lines the block is, and nothing else: one, or those that a row of labels is made of.
    fn lines_in(&self, scene: &Scene<'_>, at: usize) -> usize {
        if self.lines.is_empty() || is_speech(scene.text(at)) {
            return 0;
        }
        let known = |line: &str| self.lines.contains(line);
        let mut labels = scene.labels(at);
        if labels.next().is_some_and(known) && labels.all(known) {
            return scene.labels(at).collect::<FxHashSet<_>>().len();
        }
        usize::from(known(scene.bare(at)) || known(scene.folded(at)))
    }

    /// The byte ranges of the folded block where each phrase stands that does, as words of its own.
    fn places_in<'s>(&'s self, folded: &'s str) -> impl Iterator<Item = Vec<Span>> {
        let alone = move |span: &Span| stands_alone(folded, *span);
        let marks = folded.len() - folded.trim_start_matches(is_mark).len();
        let beginnings = [0, marks].into_iter().take(if marks == 0 { 1 } else { 2 });
        let starts = beginnings.flat_map(move |at| self.starts.of(&folded[at..]).map(move |start| span_at(at, start)));
        let unmarked = folded.trim_end_matches(is_mark);
        let before = move |end: &String| folded.strip_suffix(&**end).or_else(|| unmarked.strip_suffix(&**end));
        let ends = self.ends.iter().filter_map(move |end| Some(span_at(before(end)?.len(), end)));
        let all = move |finder: &Finder<'_>, text: &str| {
            finder.find_iter(folded.as_bytes()).map(|at| span_at(at, text)).filter(alone).collect::<Vec<_>>()
        };
        let inside = self.inside.iter().map(move |(text, finder)| all(finder, text)).filter(|spans| !spans.is_empty());
        starts.chain(ends).filter(alone).map(|span| vec![span]).chain(inside)
    }
}

fn span_at(at: usize, phrase: &str) -> Span {
    Span::new(at, at + phrase.len())
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
        let has_others = |wanted: usize| self.places_in(scene.folded(at)).nth(wanted - 1).is_some();
        short && self.at_least.checked_sub(self.lines_in(scene, at)).is_none_or(|rest| rest == 0 || has_others(rest))
    }

    fn places(&self, scene: &Scene<'_>, at: usize) -> Vec<Span> {
        if self.lines_in(scene, at) > 0 {
            return Vec::new();
        }
        let (_, origins) = fold_with_origins(scene.text(at));
        let start = scene.blocks()[at].span.start;
        let place = |span: Span| Span::new(origins[span.start], origins[span.end]).shift(start);
        self.places_in(scene.folded(at)).flatten().map(place).collect()
    }

    fn lacks(&self, scene: &Scene<'_>, at: usize) -> Vec<String> {
        let (most, words) = (self.up_to_words, scene.blocks()[at].words);
        let why = || format!("`phrase` looks at up to {most} words, and the block has {words}: see `up_to_words`");
        (words > most).then(why).into_iter().collect()
    }

    fn needles(&self) -> Option<Vec<Needle>> {
        let mut lines: Vec<_> = self.lines.iter().cloned().collect();
        lines.sort();
        let words = self.starts.0.iter().chain(&self.ends).chain(self.inside.iter().map(|(text, _)| text));
        Some(lines.into_iter().map(Needle::Line).chain(words.cloned().map(Needle::Words)).collect())
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
        let each = |phrases: &[Spanned<String>]| phrases.iter().map(folded).collect::<Result<Vec<_>, _>>();
        let lines: FxHashSet<String> = each(&self.line)?.iter().map(|line| bare(line).to_owned()).collect();
        let starts = Starts::new(each(&self.starts)?);
        let ends = each(&self.ends)?;
        let finder = |text: String| (text.clone(), Finder::new(&text).into_owned());
        let inside: Vec<_> = each(&self.contains)?.into_iter().map(finder).collect();
        if lines.is_empty() && starts.0.is_empty() && ends.is_empty() && inside.is_empty() {
            let message = "`phrase` needs words in `line`, `starts`, `ends` or `contains`";
            return Err(Fault { message: message.to_owned(), ..Fault::default() });
        }
        let up_to_words = self.up_to_words.unwrap_or(UP_TO_WORDS);
        Ok(Box::new(Phrases { lines, starts, ends, inside, at_least: self.at_least.unwrap_or(1).max(1), up_to_words }))
    }
}
