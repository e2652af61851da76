//! A profile: which categories are cut, which roles stay, and how much a document may lose.

use std::collections::BTreeSet;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::category::Category;
use crate::document::{Kind, Role};
use crate::names::UnknownName;

/// What to cut and how much of it.
///
/// ```
/// use offcut::{Category, Profile, Role};
/// let mut profile = Profile::archive();
/// profile.cut("embed").unwrap();
/// profile.keep("licence").unwrap();
/// assert!(profile.cuts_role(Role::Embed) && !profile.cuts(Category::Licence));
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Profile {
    categories: BTreeSet<Category>,
    roles: BTreeSet<Role>,
    budget: Budget,
}

/// The share of a page's text that rules may cut, by kind of input.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Budget {
    #[serde(deserialize_with = "share")]
    html: f64,
    #[serde(deserialize_with = "share")]
    raw_text: f64,
    #[serde(deserialize_with = "share")]
    extracted_text: f64,
}

fn share<'de, D: Deserializer<'de>>(given: D) -> Result<f64, D::Error> {
    let share = f64::deserialize(given)?;
    if (0.0..=1.0).contains(&share) {
        return Ok(share);
    }
    Err(D::Error::custom("a budget is a share of the text, from 0 (nothing may go) to 1 (all may go)"))
}

impl Default for Budget {
    /// A whole page may rightly lose nearly everything; an extractor's output that does was no article.
    fn default() -> Self {
        Self { html: 0.98, raw_text: 0.98, extracted_text: 0.6 }
    }
}

/// A profile file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    /// `archive` or `body`.
    base: Option<String>,
    /// Categories and roles that are cut.
    #[serde(default)]
    cut: Vec<String>,
    /// Categories and roles that stay.
    #[serde(default)]
    keep: Vec<String>,
    budget: Option<Budget>,
}

/// Why a profile could not be made.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum ProfileError {
    /// The file is not TOML of the right shape.
    #[error("{0}")]
    Syntax(String),
    /// A name that is neither a category nor a role.
    #[error(transparent)]
    Name(#[from] UnknownName),
}

impl Default for Profile {
    fn default() -> Self {
        Self::archive()
    }
}

impl Profile {
    /// For archives: every category is cut; headline, byline, date, captions and embeds stay.
    #[must_use]
    pub fn archive() -> Self {
        let categories = Category::ALL.iter().copied().collect();
        Self { categories, roles: BTreeSet::new(), budget: Budget::default() }
    }

    /// Running text only: headline, byline, date, captions, credits and embeds go as well.
    #[must_use]
    pub fn body() -> Self {
        let roles = [Role::Headline, Role::Byline, Role::Date, Role::Caption, Role::Credit, Role::Embed];
        Self { roles: roles.into(), ..Self::archive() }
    }

    /// The profile of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "archive" => Some(Self::archive()),
            "body" => Some(Self::body()),
            _ => None,
        }
    }

    /// A profile from TOML: `base`, `cut`, `keep` and `budget`.
    ///
    /// # Errors
    /// When a key, a name or a value is not known.
    ///
    /// ```
    /// let profile = offcut::Profile::from_toml("base = 'body'\nkeep = ['headline']").unwrap();
    /// assert!(!profile.cuts_role(offcut::Role::Headline));
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let file: ProfileFile =
            toml::from_str(text).map_err(|error| ProfileError::Syntax(error.to_string().trim_end().to_owned()))?;
        let base = file.base.as_deref().unwrap_or("archive");
        let unknown = || UnknownName::new("profile", base, &["archive", "body"]);
        let mut profile = Self::named(base).ok_or_else(unknown)?;
        for name in &file.cut {
            profile.cut(name)?;
        }
        for name in &file.keep {
            profile.keep(name)?;
        }
        if let Some(budget) = file.budget {
            profile.budget = budget;
        }
        Ok(profile)
    }

    /// Cuts a category or a role, by name.
    ///
    /// # Errors
    /// When it is neither.
    pub fn cut(&mut self, name: &str) -> Result<(), UnknownName> {
        let (category, role) = parse(name)?;
        self.categories.extend(category);
        self.roles.extend(role);
        Ok(())
    }

    /// Keeps a category or a role, by name.
    ///
    /// # Errors
    /// When it is neither.
    pub fn keep(&mut self, name: &str) -> Result<(), UnknownName> {
        let (category, role) = parse(name)?;
        self.categories.retain(|&cut| Some(cut) != category);
        self.roles.retain(|&cut| Some(cut) != role);
        Ok(())
    }

    /// The same without a limit to what a document may lose.
    #[must_use]
    pub fn unbounded(self) -> Self {
        Self { budget: Budget { html: 1.0, raw_text: 1.0, extracted_text: 1.0 }, ..self }
    }

    /// Whether hits of this category are cut.
    #[must_use]
    pub fn cuts(&self, category: Category) -> bool {
        self.categories.contains(&category)
    }

    /// Whether blocks of this role are cut.
    #[must_use]
    pub fn cuts_role(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The share of its text that a document of this kind may lose to rules.
    #[must_use]
    pub fn budget(&self, kind: Kind) -> f64 {
        match kind {
            Kind::Html => self.budget.html,
            Kind::RawText => self.budget.raw_text,
            Kind::ExtractedText => self.budget.extracted_text,
        }
    }
}

/// The category and the role of this name; `credit` is both, and means both.
fn parse(name: &str) -> Result<(Option<Category>, Option<Role>), UnknownName> {
    let found = (name.parse().ok(), name.parse().ok());
    if found != (None, None) {
        return Ok(found);
    }
    let categories = Category::ALL.iter().map(|category| category.name());
    let known: Vec<_> = categories.chain(Role::ALL.iter().map(|role| role.name())).collect();
    Err(UnknownName::new("category or role", name, &known))
}
