//! offcut cleans scraped news articles and keeps every offcut.
//!
//! It only deletes: clean text = page text − cuts, and cuts + clean text give the page text back, byte for byte.
//!
//! ```text
//! bytes → read → Document → rules find → [Hit] → decide → [Cut] → view → text · diff · words · record
//! ```
//!
//! [`Cleaner`] runs the pipeline. The modules below stand in its order, and a module knows only those above it.
//!
//! ```
//! let cleaner = offcut::Cleaner::builtin();
//! let page = "Advertisement\n\nThe council met on Monday.\n";
//! let cleaned = cleaner.clean(offcut::Source::text(page)).unwrap();
//! assert_eq!(cleaned.text, "The council met on Monday.\n");
//! ```

#![warn(clippy::print_stdout, clippy::print_stderr)]

// Words and places.
mod names;

mod span;

mod digest;

mod prose;

mod fold;

mod category;

// The data that flows.
mod document;

mod cut;

mod hit;

mod evidence;

// The stages.
pub mod read;

mod matcher;

pub mod rule;

mod profile;

mod cleaned;

mod decide;

pub mod view;

pub mod collection;

mod clean;

// What helps somebody to write rules.
pub mod author;

pub use category::Category;
pub use clean::Cleaner;
pub use cleaned::{Cleaned, Fate, Ruling, Status};
pub use cut::{Cut, CutError, Saved, apply, restore};
pub use document::{Block, Document, Kind, Parsed, Role, Said, body_of};
pub use evidence::{Family, SECOND, Weighed};
pub use fold::fold;
pub use hit::{Effect, Hit, Reach};
pub use names::UnknownName;
pub use profile::{Profile, ProfileError};
pub use prose::count_words;
pub use read::{Content, ReadError, Source};
pub use rule::{Action, PackError, PackSource, Rule, RuleError, RuleSet};
pub use span::Span;
