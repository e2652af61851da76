//! What is wrong with one value of a rule file.

use std::ops::Range;

/// A fault in a rule file's text, before it is known which file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fault {
    /// The byte range of the file that is at fault.
    pub at: Option<Range<usize>>,
    /// If that is a string, the bytes of what it says that are at fault; all of it, if not given.
    pub within: Option<Range<usize>>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to write at the caret.
    pub label: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Fault {
    /// A fault at a place.
    pub fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { at: Some(at), message: message.into(), ..Self::default() }
    }

    /// Says which part of a string it is.
    #[must_use]
    pub fn within(mut self, part: Range<usize>) -> Self {
        self.within = Some(part);
        self
    }

    /// Adds the words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
