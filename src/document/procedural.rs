//! What CSS cannot say: elements by their words, and the nearest element around one.
//!
//! As in ad blockers, plain CSS finds elements, and *operators* narrow them down or lead on from them.

use std::sync::OnceLock;

use regex::Regex;
use scraper::Selector;

use super::Key;

/// A selector with operators.
#[derive(Debug)]
pub struct Procedural {
    /// Plain CSS for the elements to begin with.
    pub start: Selector,
    /// What the subject of `start` must have.
    pub key: Key,
    /// What to do with them, in order.
    pub operators: Vec<Operator>,
}

/// A step of the way from the elements found so far to those that are meant.
#[derive(Debug)]
pub enum Operator {
    /// On to the elements that plain CSS matches where it calls this one `:scope`.
    Step(Selector, Axis),
    /// On to the element so many levels up.
    Up(usize),
    /// On to the nearest element around this one that plain CSS matches.
    UpTo(Selector),
    /// Only if its text is like this.
    Says(Extent, Wording),
    /// Only if one of these ways leads to an element.
    Leads(Vec<Vec<Operator>>),
    /// Only if none of these ways leads to an element.
    LeadsNowhere(Vec<Vec<Operator>>),
}

/// Where a step may lead, so that not every element need be tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Axis {
    /// Nowhere else.
    Itself,
    /// To its children.
    Child,
    /// To any element in it.
    Descendant,
    /// To the elements behind it that have the same parent.
    Sibling,
    /// To those, or into them.
    Following,
}

/// How much of an element's text counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Only what stands in no other element inside.
    Own,
}

/// What a text is like.
#[derive(Debug)]
pub enum Wording {
    /// It has these folded words.
    Words(String),
    /// It matches.
    Expression(Expression),
}

/// A regular expression that is built when a text is first asked for it.
#[derive(Debug)]
pub struct Expression {
    /// How it is written.
    pub source: String,
    built: OnceLock<Result<Regex, regex::Error>>,
}

impl Expression {
    /// An expression that parses.
    #[must_use]
    pub fn new(source: String) -> Self {
        Self { source, built: OnceLock::new() }
    }

    /// The expression, unless it is too big.
    ///
    /// # Errors
    /// When building it would take too much memory.
    pub fn built(&self) -> Result<&Regex, &regex::Error> {
        self.built.get_or_init(|| Regex::new(&self.source)).as_ref()
    }
}

impl Operator {
    /// Whether it leads on to other elements.
    #[must_use]
    pub fn moves(&self) -> bool {
        match self {
            Self::Step(_, axis) => *axis != Axis::Itself,
            Self::Up(_) | Self::UpTo(_) => true,
            Self::Says(..) | Self::Leads(_) | Self::LeadsNowhere(_) => false,
        }
    }

    /// The expressions in it.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expression> {
        match self {
            Self::Says(_, Wording::Expression(expression)) => vec![expression],
            Self::Leads(ways) | Self::LeadsNowhere(ways) => ways.iter().flatten().flat_map(Self::expressions).collect(),
            _ => Vec::new(),
        }
    }
}
