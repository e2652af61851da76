//! What matchers look at: the blocks that nobody has cut yet, and what several matchers would otherwise work out again.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::category::Category;
use crate::document::{Block, Document, Parsed, Role, body_of, running_words};
use crate::fold::{bare, fold};
use crate::span::Span;

/// The folded text of a block, and what of it several matchers ask for.
#[derive(Clone, Debug)]
pub struct Folded {
    text: String,
    /// Where it stands without the marks around it.
    bare: Span,
    /// Whether it may hold several labels.
    is_parted: bool,
}

impl Folded {
    fn new(text: &str) -> Self {
        let text = fold(text);
        let bare = bare(&text);
        let start = bare.as_ptr().addr() - text.as_ptr().addr();
        Self { bare: Span::new(start, start + bare.len()), is_parted: text.contains(parts_labels), text }
    }
}

/// A document as the matchers see it. Places (`at`) are places in the list of blocks that are left.
#[derive(Debug)]
pub struct Scene<'d> {
    /// What was read, with the elements of a web page.
    pub parsed: &'d Parsed,
    /// The document itself.
    pub document: &'d Document,
    /// From the first to the last block of running text.
    pub body: Range<usize>,
    blocks: Vec<Block>,
    folded: Vec<OnceCell<Folded>>,
    /// What matchers worked out once for the whole document, by their address.
    spans: RefCell<FxHashMap<usize, Rc<[Span]>>>,
    prose_words: OnceCell<Vec<usize>>,
    /// Bytes of the blocks that are left, up to the end of each.
    bytes: OnceCell<Vec<usize>>,
    cuts: Vec<(Span, Category)>,
}

impl<'d> Scene<'d> {
    /// Looks at a document with all its blocks.
    #[must_use]
    pub fn new(parsed: &'d Parsed) -> Self {
        let blocks = &parsed.document.blocks;
        Self::of(parsed, blocks.clone(), vec![OnceCell::new(); blocks.len()])
    }

    /// Looks again at a document, at the blocks that were left. The document learns what they are.
    #[must_use]
    pub fn again(parsed: &'d mut Parsed, (left, folded): (Vec<Block>, Vec<OnceCell<Folded>>)) -> Self {
        parsed.document.take_roles(&left);
        Self::of(parsed, left, folded)
    }

    fn of(parsed: &'d Parsed, blocks: Vec<Block>, folded: Vec<OnceCell<Folded>>) -> Self {
        Self {
            parsed,
            document: &parsed.document,
            body: body_of(&blocks),
            folded,
            blocks,
            spans: RefCell::default(),
            prose_words: OnceCell::new(),
            bytes: OnceCell::new(),
            cuts: Vec::new(),
        }
    }

    /// What rules took, and as what.
    #[must_use]
    pub fn cuts(&self) -> &[(Span, Category)] {
        &self.cuts
    }

    /// Says what rules took, and as what.
    pub fn set_cuts(&mut self, cuts: Vec<(Span, Category)>) {
        self.cuts = cuts;
    }

    /// The blocks that are left.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The text of one block.
    #[must_use]
    pub fn text(&self, at: usize) -> &'d str {
        self.blocks.get(at).map_or("", |block| block.span.of(&self.document.text))
    }

    /// The folded text of one block.
    #[must_use]
    pub fn folded(&self, at: usize) -> &str {
        self.folding(at).map_or("", |folded| &folded.text)
    }

    /// The folded text of one block, without the marks around it.
    #[must_use]
    pub fn bare(&self, at: usize) -> &str {
        self.folding(at).map_or("", |folded| folded.bare.of(&folded.text))
    }

    /// The labels of a line such as `Terms | Privacy | Contact`, folded and bare; of any other line, the line.
    pub fn labels(&self, at: usize) -> impl Iterator<Item = &str> {
        let parted = self.folding(at).filter(|folded| folded.is_parted).map(|folded| labels(&folded.text));
        let whole = if parted.is_none() { Some(self.bare(at)) } else { None };
        parted.into_iter().flatten().chain(whole.filter(|line| !line.is_empty()))
    }

    fn folding(&self, at: usize) -> Option<&Folded> {
        self.folded.get(at).map(|cell| cell.get_or_init(|| Folded::new(self.text(at))))
    }

    /// Whether a range holds half of the running text or more. No frame of an article does, whatever its class says.
    #[must_use]
    pub fn holds_the_text(&self, span: Span) -> bool {
        self.hold_the_text([span])
    }

    /// Whether ranges that lie apart hold half of it together.
    #[must_use]
    pub fn hold_the_text(&self, spans: impl IntoIterator<Item = Span>) -> bool {
        let words = self.prose_words();
        let blocks = spans.into_iter().map(|span| self.document.blocks_in(span));
        let held: usize = blocks.map(|blocks| words[blocks.end] - words[blocks.start]).sum();
        held > 0 && held * 2 >= words[self.document.blocks.len()]
    }

    /// Words of running text before each of the document's blocks, and at the end all.
    fn prose_words(&self) -> &[usize] {
        self.prose_words.get_or_init(|| running_words(&self.document.blocks))
    }

    /// The share of what is left of the text that ends with a block.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share of a text's length needs no exact bytes")]
    pub fn share_up_to(&self, at: usize) -> f64 {
        let bytes = self.bytes.get_or_init(|| {
            let mut sum = 0;
            let up_to = |block: &Block| {
                sum += block.span.len();
                sum
            };
            self.blocks.iter().map(up_to).collect()
        });
        let all = bytes.last().copied().unwrap_or_default();
        bytes.get(at).map_or(1.0, |end| *end as f64 / all.max(1) as f64)
    }

    /// The share of the document's running text that stands before a range; all of none.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share of a text's words needs no exact count")]
    pub fn running_text_before(&self, span: Span) -> f64 {
        let words = self.prose_words();
        let all = words[self.document.blocks.len()];
        let before = words[self.document.blocks_in(span).start];
        if all == 0 { 1.0 } else { before as f64 / all as f64 }
    }

    /// Whether running text stands between the headline and a range.
    #[must_use]
    pub fn follows_an_article(&self, span: Span) -> bool {
        let behind = |headline: &Block| self.document.blocks_in(Span::new(headline.span.start, span.start));
        let words = self.prose_words();
        self.document.first_with(Role::Headline).map(behind).is_some_and(|range| words[range.end] > words[range.start])
    }

    /// What `find` finds in the document, worked out once for each `matcher`.
    pub fn once<M>(&self, matcher: &M, find: impl FnOnce() -> Vec<Span>) -> Rc<[Span]> {
        let key = std::ptr::from_ref(matcher).addr();
        if let Some(known) = self.spans.borrow().get(&key) {
            return known.clone();
        }
        let found: Rc<[Span]> = find().into();
        self.spans.borrow_mut().insert(key, found.clone());
        found
    }

    /// Says what a block is.
    pub fn set_role(&mut self, at: usize, role: Role) {
        self.blocks[at].role = role;
    }

    /// Forgets what was worked out once, where it may depend on what blocks are.
    pub fn forget(&mut self) {
        self.spans.get_mut().clear();
    }

    /// The blocks that are left at the end, and their folded texts.
    #[must_use]
    pub fn into_blocks(self) -> (Vec<Block>, Vec<OnceCell<Folded>>) {
        (self.blocks, self.folded)
    }

    /// Takes blocks away, so that those around them become neighbours. Says whether there were any.
    pub fn remove(&mut self, gone: impl Fn(&Block) -> bool) -> bool {
        let before = self.blocks.len();
        let stays: Vec<bool> = self.blocks.iter().map(|block| !gone(block)).collect();
        let mut stay = stays.iter().copied();
        self.blocks.retain(|_| stay.next().unwrap_or(true));
        let mut stay = stays.iter().copied();
        self.folded.retain(|_| stay.next().unwrap_or(true));
        self.body = body_of(&self.blocks);
        self.bytes = OnceCell::new();
        self.blocks.len() < before
    }
}

fn labels(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(parts_labels).map(str::trim).filter(|label| !label.is_empty()).map(bare)
}

fn parts_labels(c: char) -> bool {
    matches!(c, '|' | '•' | '·' | '/')
}
