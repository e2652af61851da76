//! What speaks for and against a block being part of the article.
//!
//! A block says something by its own words, by its elements, by what stands around it, and by what the page's own data
//! holds of it. Each such observation is a value of a family: *shape* `16-21 closed`, *place* `amid child`. What an
//! observation weighs is not said here; see the `article` pattern of rule files.

mod around;
mod called;
mod elements;
mod headline;
mod like;
mod lines;
mod marked;
mod observation;
mod outline;
mod past;
mod place;
mod progress;
mod scale;
mod second;
mod spots;
mod stretch;
mod taken;
mod telling;
mod theme;
mod wording;

use memchr::memmem::Finder;

use crate::category::Category;
use crate::document::{Block, Document, Parsed, Role};
use crate::fold::{bare, fold};
use crate::names::named;
use crate::span::Span;
use elements::Elements;
pub use headline::headline_above;
use like::Likes;
use marked::Marked;
pub use observation::{Observation, Weights};
use outline::Outline;
use past::Past;
pub use second::{SECOND, Second};
use spots::{Spot, Spots};
use taken::Taken;
use theme::Theme;

named! {
    /// Observations of one kind.
    Family, "family of evidence" {
        /// What is so of every block.
        Any = "any",
        /// Its words, and whether it closes as a sentence does.
        Shape = "shape",
        /// The share of its words that lie in links.
        Links = "links",
        /// Signs in its wording.
        Marks = "marks",
        /// The element that makes it a block.
        Tag = "tag",
        /// What it is by its element and shape.
        Role = "role",
        /// How far behind the headline, or whether before it.
        Head = "head",
        /// Elements around it.
        Within = "within",
        /// Words in the names (class, id) of elements around it, up to the one with the text.
        Names = "names",
        /// Whether it stands in what the page marks as the article.
        Marked = "marked",
        /// Where it stands: before, amid or behind the running text, and how near to it in the tree.
        Place = "place",
        /// Its place and its shape.
        PlaceShape = "place-shape",
        /// Its place and its links.
        PlaceLinks = "place-links",
        /// Its place and its element.
        PlaceTag = "place-tag",
        /// How far before or behind the running text.
        Edge = "edge",
        /// What kind of box it is in that interrupts the running text.
        Box = "box",
        /// The list it is in.
        List = "list",
        /// All blocks whose elements are like its own.
        Like = "like",
        /// The element around it that stands in a row of its like.
        Row = "row",
        /// The block before it.
        Before = "before",
        /// The block behind it.
        Behind = "behind",
        /// What the rules took beside it.
        Gap = "gap",
        /// What the rules took near it, and as what.
        Taken = "taken",
        /// What stands between the first running text and it.
        Past = "past",
        /// How much of the running text stands together with it, between what the rules took.
        Part = "part",
        /// What the page's own data says of it.
        Said = "said",
        /// How far through all sentences, and its shape.
        Progress = "progress",
        /// How many blocks of running text stand right before and right behind it.
        Run = "run",
        /// Its words, where it has few.
        Words = "words",
        /// The share of its words that begin with a capital.
        Capitals = "capitals",
        /// Whether it speaks of what the running text speaks of.
        Theme = "theme",
    }
}

/// A page as evidence sees it: the blocks that are left to judge, and what is known of their elements.
pub struct Page<'d> {
    document: &'d Document,
    /// Finds the page's title, folded, without the marks around it.
    title: Option<Finder<'static>>,
    spots: Spots<'d>,
    elements: Elements<'d>,
    likes: Likes,
    marked: Marked,
    /// Of a text only: elements say more.
    of_text: Option<OfText>,
}

/// What is known of a page that has no elements.
struct OfText {
    theme: Theme,
    taken: Taken,
    past: Past,
}

impl OfText {
    fn new(document: &Document, cuts: &[(Span, Category)], theme: Theme) -> Self {
        let taken = Taken::new(document, cuts);
        Self { theme, past: Past::new(&document.blocks, taken.categories()), taken }
    }

    fn observe(&self, spot: &Spot<'_>, at: usize, sink: &mut Sink<'_>) {
        self.theme.observe(spot, at, sink);
        self.taken.observe(spot, sink);
        self.past.observe(spot, sink);
    }
}

/// What was weighed of one block.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Weighed {
    /// The block.
    pub span: Span,
    /// Log odds that it belongs to the article.
    pub score: f32,
    /// The score from which it is taken to belong.
    pub least: f32,
    /// What was observed in the first look, and what it weighs.
    pub first: Vec<(Family, String, f32)>,
    /// What the second look saw, by name, value and weight.
    pub second: Vec<(&'static str, f32, f32)>,
}

/// Takes observations and hands them on.
struct Sink<'s> {
    hand_on: &'s mut dyn FnMut(Observation<'_>),
}

impl Sink<'_> {
    /// An observation whose value is these words.
    fn see(&mut self, family: Family, words: &[&str]) {
        (self.hand_on)(Observation::new(family, words));
    }
}

impl<'d> Page<'d> {
    /// Looks at the blocks that are left of a page, whose folded texts `folded` gives, when rules made these cuts.
    /// `None` for a page without text left.
    #[must_use]
    pub fn new(
        parsed: &'d Parsed,
        left: &[Block],
        folded: &dyn Fn(usize) -> &'d str,
        cuts: &[(Span, Category)],
    ) -> Option<Self> {
        let document = &parsed.document;
        let outline = Outline::of(parsed, left);
        let mut spots = Spots::new(document, left, folded, &outline);
        let elements = Elements::new(outline, &spots)?;
        let likes = Likes::new(&elements, &mut spots);
        let title = document.title.as_deref().map(|title| Finder::new(bare(&fold(title))).into_owned());
        let marked = Marked::new(&elements, &spots);
        let in_container = |at: usize| spots[at].is_running() && elements.in_container(&spots[at]);
        let is_text = parsed.tree.is_none();
        let of_text = is_text.then(|| OfText::new(document, cuts, Theme::new(&spots, in_container)));
        Some(Self { document, title, spots, elements, likes, marked, of_text })
    }

    /// The places of the judged blocks in the page text.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.spots.iter().map(|spot| spot.block.span)
    }

    /// Whether blocks of this role are judged by themselves. Headlines, captions and the like belong to the article
    /// where that is.
    #[must_use]
    pub fn judges(role: Role) -> bool {
        spots::is_judged(role)
    }

    /// Words of running text that are left.
    #[must_use]
    pub fn running_words(&self) -> usize {
        self.elements.running
    }

    /// Tells every observation on the judged block `at`.
    pub fn observe(&self, at: usize, hand_on: &mut dyn FnMut(Observation<'_>)) {
        let mut sink = Sink { hand_on };
        sink.see(Family::Any, &["block"]);
        wording::observe(self, at, &mut sink);
        place::observe(self, at, &mut sink);
        self.likes.observe(self, at, &mut sink);
        self.marked.observe(&self.spots[at], &mut sink);
        around::observe(self, at, &mut sink);
        if let Some(of_text) = &self.of_text {
            lines::observe(self, at, &mut sink);
            progress::observe(self, at, &mut sink);
            of_text.observe(&self.spots[at], at, &mut sink);
        }
    }

    /// What stands around each judged block, once each has a first score.
    #[must_use]
    pub fn second(&self, scores: &[f32]) -> Vec<Second> {
        second::look(&self.spots, &self.elements, scores)
    }
}
