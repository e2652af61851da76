//! The page as text: one string, and the blocks that all later stages speak of.

mod element;
mod lookup;
mod procedural;
mod search;
mod tree;

use crate::names::named;
use crate::span::Span;
pub(crate) use element::{attribute, classes, id};
pub use lookup::Key;
pub use procedural::{Axis, Expression, Extent, Operator, Procedural, Wording};
pub use search::search;
pub use tree::Tree;

named! {
    /// What sort of input the page text came from; rules may hold for some kinds only.
    Kind, "kind" {
        /// A web page.
        Html = "html",
        /// A whole page that somebody printed as text.
        RawText = "raw-text",
        /// The output of an extractor, with leftovers in it.
        ExtractedText = "extracted-text",
    }
}

named! {
    /// What a block is in its article.
    Role, "role" {
        /// The article's title.
        Headline = "headline",
        /// The line under the title that sums the article up.
        Dek = "dek",
        /// Who wrote it.
        Byline = "byline",
        /// When it was published or changed.
        Date = "date",
        /// A heading inside the text.
        Subheading = "subheading",
        /// Running text.
        Paragraph = "paragraph",
        /// One item of a list.
        ListItem = "list-item",
        /// A quotation set apart.
        Quote = "quote",
        /// The words under a picture.
        Caption = "caption",
        /// Who owns or made a picture.
        Credit = "credit",
        /// A post of a social network, printed as text.
        Embed = "embed",
        /// A table's row.
        Table = "table",
        /// None of these, or not known.
        Other = "other",
    }
}

/// One paragraph-like run of the page text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Its place, without the white space around it.
    pub span: Span,
    /// What it is in the article.
    pub role: Role,
    /// Its words; two ideographs or kana count as one word.
    pub words: usize,
    /// Whether it closes as a sentence does.
    pub sentence: bool,
    /// Bytes of its words that lie in links.
    pub linked: usize,
}

/// Words from which a closed sentence counts as running text.
const PROSE_WORDS: usize = 20;
/// Words from which any block counts as running text.
const LONG_WORDS: usize = 40;

impl Block {
    /// Whether this is running text by its shape alone: long, and closed like a sentence.
    #[must_use]
    pub fn is_prose(&self) -> bool {
        self.words >= LONG_WORDS || (self.sentence && self.words >= PROSE_WORDS)
    }
}

/// Words of running text before each block, and at the end all.
#[must_use]
pub fn running_words(blocks: &[Block]) -> Vec<usize> {
    let mut words = vec![0];
    for block in blocks {
        let own = if block.is_prose() { block.words } else { 0 };
        words.push(words[words.len() - 1] + own);
    }
    words
}

/// From the first to the last block of running text: what lies before is the head, what follows the tail.
/// Empty at 0 where there is no running text.
#[must_use]
pub fn body_of(blocks: &[Block]) -> std::ops::Range<usize> {
    let first = blocks.iter().position(Block::is_prose);
    let last = blocks.iter().rposition(Block::is_prose);
    first.zip(last).map_or(0..0, |(first, last)| first..last + 1)
}

/// A page: its text, cut into blocks, and what is known about it.
///
/// Made by [`read`](crate::read::read); later stages do not learn what format it came in.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name it goes by in records and messages.
    pub id: String,
    /// Everything a reader could see, as text. All [`Span`]s are ranges of this string.
    pub text: String,
    /// The blocks in reading order; they do not overlap, and between them stands only white space.
    pub blocks: Vec<Block>,
    /// What sort of input this was.
    pub kind: Kind,
    /// Where the page came from, if that is known.
    pub url: Option<String>,
    /// The host whose rules apply, without `www.`.
    pub outlet: Option<String>,
    /// The title that came with the page.
    pub title: Option<String>,
    /// The date that came with the page.
    pub date: Option<String>,
    /// The encoding that the bytes were decoded from, by its WHATWG name.
    pub encoding: &'static str,
    /// What went wrong in reading without stopping it.
    pub remarks: Vec<String>,
    /// Whether all of the page was read: past a bound the rest is not.
    pub is_whole: bool,
    /// The author that the page names in its own data.
    pub byline: Option<String>,
    /// What a web page's own data says of its text.
    pub said: Said,
    /// Blocks that other articles of the outlet hold, too, if they were counted.
    pub recurring: Vec<Span>,
}

/// What reading gives: a document, and of a web page its elements. They are of no more use once it is cleaned.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The page.
    pub document: Document,
    /// The elements of a web page.
    pub tree: Option<Tree>,
}

/// What a web page's own data says of its text, [folded](crate::fold).
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Said {
    /// The whole text: JSON-LD's `articleBody`.
    pub body: Option<String>,
    /// What it is about.
    pub description: Option<String>,
}

impl Document {
    /// The text of one block, or `""` past the end.
    #[must_use]
    pub fn block_text(&self, block: usize) -> &str {
        self.blocks.get(block).map_or("", |block| block.span.of(&self.text))
    }

    /// The first block that has this role.
    #[must_use]
    pub fn first_with(&self, role: Role) -> Option<&Block> {
        self.blocks.iter().find(|block| block.role == role)
    }

    /// The text of the first block that has this role.
    #[must_use]
    pub fn text_of(&self, role: Role) -> Option<&str> {
        self.first_with(role).map(|block| block.span.of(&self.text))
    }

    /// Takes over what some of its blocks are, given in order.
    pub(crate) fn take_roles(&mut self, of: &[Block]) {
        let mut blocks = self.blocks.iter_mut();
        for other in of {
            if let Some(block) = blocks.find(|block| block.span == other.span) {
                block.role = other.role;
            }
        }
    }

    /// The indices of the blocks that share a byte with `span`.
    #[must_use]
    pub fn blocks_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.blocks.partition_point(|block| block.span.end <= span.start);
        let last = self.blocks.partition_point(|block| block.span.start < span.end);
        first..last.max(first)
    }
}
