//! What a rule can look for. One file a kind; a kind is one key of a pattern in a rule file.
//!
//! A new kind is a file here, its `mod` line and its line in the `kinds!` table. What its documentation says, editors
//! show to rule authors.

mod fault;
mod needle;
mod scene;
mod word_index;

mod all_any_not;
mod article;
mod case;
mod css;
mod group;
mod input;
mod neighbour;
mod outside;
mod phrase;
mod position;
mod recurring;
mod regex;
mod repeat;
mod role;
mod shape;
mod times;

pub(crate) use all_any_not::all_of;
pub(crate) use css::{Call, Mark, Selectors, marks, place, split};
pub use fault::Fault;
pub(crate) use input::by_input;
pub(crate) use needle::Needle;
pub use scene::Scene;
pub(crate) use word_index::{Numbers, WordIndex};

use std::fmt::Debug;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::evidence::Weighed;
use crate::span::Span;

/// Something that a rule can look for, ready to run.
pub trait Matcher: Send + Sync + Debug {
    /// Whether it holds for block `at`.
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool;

    /// Where it holds, if it does for block `at`: ranges that may reach into later blocks; none for the block as a whole.
    fn places(&self, _: &Scene<'_>, _: usize) -> Vec<Span> {
        Vec::new()
    }

    /// Why it does not hold for block `at`, as far as that is not plain from the text.
    fn lacks(&self, _: &Scene<'_>, _: usize) -> Vec<String> {
        Vec::new()
    }

    /// The phrases of which a block must hold one, so that most blocks need not be looked at. `None`: look at all.
    fn needles(&self) -> Option<Vec<Needle>> {
        None
    }

    /// The most words that a block can have for this to hold.
    fn longest_block(&self) -> usize {
        usize::MAX
    }

    /// Whether it asks what stands around a block, and so may hold once a neighbour is gone.
    fn looks_around(&self) -> bool {
        self.parts().iter().any(|part| part.looks_around())
    }

    /// Whether it holds for copies of what stands anywhere before.
    fn finds_copies(&self) -> bool {
        self.parts().iter().any(|part| part.finds_copies())
    }

    /// Whether it looks for elements.
    fn finds_elements(&self) -> bool {
        self.parts().iter().any(|part| part.finds_elements())
    }

    /// Whether it weighs evidence.
    fn weighs(&self) -> bool {
        self.parts().iter().any(|part| part.weighs())
    }

    /// How much work it is to ask: a pattern asks what is cheap first.
    fn cost(&self) -> Cost {
        self.parts().iter().map(|part| part.cost()).max().unwrap_or(Cost::Block)
    }

    /// Whether it can hold anywhere in this document.
    fn possible(&self, _: &Scene<'_>) -> bool {
        true
    }

    /// The selectors, if it asks for elements and nothing else.
    fn selectors(&self) -> Option<&Selectors> {
        None
    }

    /// What it weighed, for each block that it judges.
    fn evidence(&self, scene: &Scene<'_>) -> Vec<Weighed> {
        self.parts().iter().flat_map(|part| part.evidence(scene)).collect()
    }

    /// The matchers it is made of.
    fn parts(&self) -> &[Box<dyn Matcher>] {
        &[]
    }

    /// Builds now what is otherwise built when it is first needed, to see whether it can be built.
    fn build(&self) -> Result<(), Fault> {
        self.parts().iter().try_for_each(|part| part.build())
    }
}

/// What a matcher looks at, from little to much.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cost {
    /// What is known of a block.
    Block,
    /// Its words, folded.
    Words,
    /// Its text, by an expression.
    Expression,
}

/// How a rule file's value becomes a matcher.
trait Kind {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault>;
}

/// A kind whose value in the file is the matcher itself.
trait ReadyMade: Matcher + 'static {}

impl<M: ReadyMade> Kind for M {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(self))
    }
}

/// The keys of a pattern. Where several find words, what the first in this order finds is what the pattern finds; in which
/// order they are asked, [`Matcher::cost`] says.
macro_rules! kinds {
    ($($(#[$note:meta])* $key:ident: $kind:ty,)+) => {
        /// What a block must be like, as rule files say it. All keys of one pattern must hold together.
        #[derive(Clone, Default, Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct Pattern {
            $($(#[$note])* #[serde(default)] $key: Option<$kind>,)+
        }

        impl Pattern {
            /// Whether no key was given.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                $(self.$key.is_none())&&+
            }

            /// Turns the pattern into a matcher.
            ///
            /// # Errors
            /// When a value does not make sense, such as a regular expression that does not parse.
            pub fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
                Ok(all_any_not::all_of(self.parts()?))
            }

            /// The matchers of its keys, which must all hold.
            ///
            /// # Errors
            /// As [`compile`](Self::compile).
            pub fn parts(self) -> Result<Vec<Box<dyn Matcher>>, Fault> {
                let mut parts = Vec::new();
                $(if let Some(kind) = self.$key {
                    parts.push(kind.compile()?);
                })+
                Ok(parts)
            }
        }
    };
}

kinds! {
    /// At least so many words.
    min_words: shape::MinWords,
    /// At most so many words.
    max_words: shape::MaxWords,
    /// Whether the block closes as a sentence does.
    sentence: shape::Sentence,
    /// Before, in or after the running text.
    zone: position::Zone,
    /// Among the first so many blocks.
    first: position::First,
    /// Among the last so many blocks.
    last: position::Last,
    /// In the text's part after this share of it, from 0 to 1.
    after: position::After,
    /// Behind this share of the running text, from 0 to 1.
    past: position::Past,
    /// The block has one of these roles.
    role: role::Roles,
    /// How the letters are written.
    letters: case::Letters,
    /// Fixed words: a whole line, the start or end of one, or anywhere in it.
    phrase: phrase::Phrase,
    /// Not part of the article, as far as its evidence goes.
    article: article::Article,
    /// Elements of a web page.
    css: css::Css,
    /// Outside of elements that hold the article.
    outside: outside::Outside,
    /// A regular expression.
    regex: regex::Expression,
    /// The block says what another one says.
    repeat: repeat::Repeat,
    /// Another article of the outlet holds the line, too.
    recurring: recurring::Recurring,
    /// Several blocks in a row, over and over.
    group: group::Group,
    /// The block fits a pattern, and so do so many from here on.
    times: times::Times,
    /// One of these patterns holds.
    any: all_any_not::Any,
    /// All of these patterns hold.
    all: all_any_not::All,
    /// This pattern does not hold.
    not: all_any_not::Not,
    /// A pattern that holds for the block before.
    previous: neighbour::Previous,
    /// A pattern that holds for the block behind.
    next: neighbour::Next,
}
