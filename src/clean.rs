//! The pipeline on one screen.

use std::sync::Arc;

use crate::cleaned::Cleaned;
use crate::collection::Collection;
use crate::decide::decide;
use crate::document::Parsed;
use crate::evidence::Weighed;
use crate::hit::Hit;
use crate::profile::Profile;
use crate::read::{ReadError, Source, read};
use crate::rule::RuleSet;

/// Cleans pages: rules and a profile, ready for any number of documents and threads.
///
/// ```
/// use offcut::{Cleaner, Source};
/// let cleaner = Cleaner::builtin();
/// let page = "Skip to main content\n\nThe council met on Monday.\n";
/// let cleaned = cleaner.clean(Source::text(page)).unwrap();
/// assert_eq!(cleaned.text, "The council met on Monday.\n");
/// assert_eq!(cleaned.cuts[0].category.name(), "navigation");
/// assert_eq!(offcut::restore(&cleaned.text, &cleaned.cuts).unwrap(), page);
/// ```
#[derive(Debug)]
pub struct Cleaner {
    rules: RuleSet,
    profile: Profile,
    digest: Arc<str>,
    collection: Option<Collection>,
}

impl Cleaner {
    /// A cleaner with these rules and this profile.
    #[must_use]
    pub fn new(rules: RuleSet, profile: Profile) -> Self {
        let digest = rules.digest().into();
        Self { rules, profile, digest, collection: None }
    }

    /// A cleaner with the rules that came with offcut, for archives.
    #[must_use]
    pub fn builtin() -> Self {
        Self::new(RuleSet::builtin(), Profile::archive())
    }

    /// Lets rules ask which lines other articles of the same outlet hold, too.
    #[must_use]
    pub fn with_collection(self, collection: Collection) -> Self {
        Self { collection: Some(collection), ..self }
    }

    /// The rules it runs.
    #[must_use]
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Cleans one page.
    ///
    /// # Errors
    /// When it cannot be read: see [`ReadError`].
    pub fn clean(&self, source: Source) -> Result<Cleaned, ReadError> {
        let mut parsed = self.read(source)?;
        let hits = self.rules.find(&mut parsed, |category| self.profile.cuts(category));
        let cleaned = decide(parsed, hits, &self.profile, self.digest.clone());
        Ok(if cleaned.document.is_whole { cleaned } else { cleaned.left_as_it_was() })
    }

    /// What was weighed of each block to find where the article is; nothing for what an extractor made.
    ///
    /// # Errors
    /// When the page cannot be read: see [`ReadError`].
    pub fn weigh(&self, source: Source) -> Result<Vec<Weighed>, ReadError> {
        let mut parsed = self.read(source)?;
        Ok(self.rules.weigh(&mut parsed, |category| self.profile.cuts(category)))
    }

    /// Elements that rules find and leave, for they hold too much of the running text: see [`RuleSet::refused`].
    ///
    /// # Errors
    /// When the page cannot be read: see [`ReadError`].
    pub fn refused(&self, source: Source) -> Result<Vec<Hit>, ReadError> {
        Ok(self.rules.refused(&mut self.read(source)?))
    }

    fn read(&self, source: Source) -> Result<Parsed, ReadError> {
        let mut parsed = read(source)?;
        if let Some(collection) = &self.collection {
            parsed.document.recurring = collection.recurring_in(&parsed.document);
        }
        Ok(parsed)
    }
}
