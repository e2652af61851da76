//! The result: a document, what was cut from it, and what became of every hit.

use std::sync::Arc;

use crate::cut::{Cut, Saved};
use crate::document::{Document, Role};
use crate::hit::Hit;
use crate::names::named;

named! {
    /// How a document came out.
    Status, "status" {
        /// It was cleaned.
        Ok = "ok",
        /// Its cuts went over the budget, or it was not read whole, so it was left as it was.
        Flagged = "flagged",
        /// It could not be read.
        Failed = "failed",
    }
}

/// What became of a hit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It was cut, at least in part.
    Cut,
    /// It is a keep rule's hit.
    Keep,
    /// A keep rule saved all of it.
    Saved {
        /// The keep rule.
        by: Arc<str>,
    },
    /// Finer or surer rules had cut all of it before.
    Covered,
    /// The profile does not cut this category.
    NotWanted,
    /// The document would have lost too much.
    OverBudget,
    /// The document was not read whole.
    NotWhole,
}

/// A hit and its fate.
#[derive(Clone, PartialEq, Debug)]
pub struct Ruling {
    /// What a rule found.
    pub hit: Hit,
    /// What became of it.
    pub fate: Fate,
}

/// A cleaned document. Every view is drawn from this and decides nothing again.
#[derive(Clone, Debug)]
pub struct Cleaned {
    /// The page.
    pub document: Document,
    /// The page text without the cuts.
    pub text: String,
    /// What was cut, in order, without overlaps.
    pub cuts: Vec<Cut>,
    /// What keep rules saved.
    pub saved: Vec<Saved>,
    /// Every hit of every rule.
    pub rulings: Vec<Ruling>,
    /// How it came out.
    pub status: Status,
    /// The share of the page's text that rules would take or took, comments aside, from 0 to 1.
    pub share: f64,
    /// A sha256 over the rules that ran.
    pub rules: Arc<str>,
}

impl Cleaned {
    /// The title: what came with the page, or else the headline.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.document.title.as_deref().or_else(|| self.document.text_of(Role::Headline))
    }

    /// The author: what the page's own data says, or else the first author line.
    #[must_use]
    pub fn byline(&self) -> Option<&str> {
        self.document.byline.as_deref().or_else(|| self.document.text_of(Role::Byline))
    }

    /// The date: what came with the page, or else the first date line.
    #[must_use]
    pub fn date(&self) -> Option<&str> {
        self.document.date.as_deref().or_else(|| self.document.text_of(Role::Date))
    }

    /// What the page's owner should know although it did not fail.
    #[must_use]
    pub fn remark(&self) -> Option<String> {
        let remarks: Vec<String> = self.document.remarks.iter().cloned().chain(self.why_flagged()).collect();
        (!remarks.is_empty()).then(|| remarks.join("; "))
    }

    fn why_flagged(&self) -> Option<String> {
        if !self.document.is_whole {
            return Some("nothing was cut".to_owned());
        }
        let share = self.share * 100.0;
        let why = "of the text, more than the profile allows; left as it was";
        (self.status == Status::Flagged).then(|| format!("rules would take {share:.0} % {why}"))
    }

    /// The page with nothing cut, for somebody to look at: with half of it unread, nobody knows what belongs to the article.
    #[must_use]
    pub(crate) fn left_as_it_was(mut self) -> Self {
        self.text.clone_from(&self.document.text);
        (self.cuts, self.saved) = (Vec::new(), Vec::new());
        self.status = Status::Flagged;
        let cut = self.rulings.iter_mut().filter(|ruling| ruling.fate == Fate::Cut);
        cut.for_each(|ruling| ruling.fate = Fate::NotWhole);
        self
    }
}
