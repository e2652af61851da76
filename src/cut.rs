//! What was decided, and the two inverse functions that every promise rests on.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::category::Category;
use crate::span::Span;

/// One piece that goes: where it stood in the page text, what it said, and which rule took it out.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Cut {
    /// Its place in the page text.
    pub at: Span,
    /// Its words, so that it can be put back.
    pub text: String,
    /// The id of the rule that won.
    pub rule: Arc<str>,
    /// Why it went.
    pub category: Category,
    /// How sure the rule is, from 0 to 1.
    pub confidence: f32,
    /// The CSS path of the element it stood in, on a web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// A piece that one rule would have cut and another one saved.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Saved {
    /// Its place in the page text.
    pub at: Span,
    /// The rule that lost.
    pub rule: Arc<str>,
    /// The keep rule that won.
    pub by: Arc<str>,
}

/// Why a list of cuts does not fit a text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CutError {
    /// A cut begins before the one ahead of it ends.
    #[error("cut {index} at {start}..{end} overlaps the one before it or is out of order")]
    OutOfOrder {
        /// Its place in the list, from 0.
        index: usize,
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// A cut says it is longer or shorter than its own text.
    #[error("cut {index} spans {span} bytes but carries {text} bytes of text")]
    WrongLength {
        /// Its place in the list, from 0.
        index: usize,
        /// The length of its range.
        span: usize,
        /// The length of its text.
        text: usize,
    },
    /// A cut lies past the end, or inside a character, of the text it should fit.
    #[error("cut {index} does not fit: byte {at} is past the end of the text or inside a character")]
    OutsideText {
        /// Its place in the list, from 0.
        index: usize,
        /// The byte of the text where it should stand.
        at: usize,
    },
}

/// Takes `cuts` out of `page`.
///
/// # Errors
/// When the cuts are not in order or do not lie in `page`.
///
/// ```
/// # use offcut::{apply, restore, Category, Cut, Span};
/// let cut = Cut {
///     at: Span::new(0, 6), text: "Share\n".into(), rule: "share/label".into(),
///     category: Category::Share, confidence: 0.9, path: None,
/// };
/// let cuts = [cut];
/// assert_eq!(apply("Share\nNews.", &cuts).unwrap(), "News.");
/// assert_eq!(restore("News.", &cuts).unwrap(), "Share\nNews.");
/// ```
pub fn apply(page: &str, cuts: &[Cut]) -> Result<String, CutError> {
    check_order(cuts)?;
    for (index, cut) in cuts.iter().enumerate() {
        if page.get(cut.at.start..cut.at.end) != Some(&cut.text) {
            return Err(CutError::OutsideText { index, at: cut.at.end });
        }
    }
    Ok(without(page, cuts))
}

/// `page` without `cuts` that are known to fit it.
pub(crate) fn without(page: &str, cuts: &[Cut]) -> String {
    let mut clean = String::with_capacity(page.len());
    let mut done = 0;
    for cut in cuts {
        clean.push_str(&page[done..cut.at.start]);
        done = cut.at.end;
    }
    clean.push_str(&page[done..]);
    clean
}

/// Puts `cuts` back into `clean`: the exact inverse of [`apply`].
///
/// # Errors
/// When the cuts are not in order, or do not belong to this text.
pub fn restore(clean: &str, cuts: &[Cut]) -> Result<String, CutError> {
    check_order(cuts)?;
    let total = clean.len() + cuts.iter().map(|cut| cut.text.len()).sum::<usize>();
    let mut page = String::with_capacity(total);
    let mut done = 0;
    for (index, cut) in cuts.iter().enumerate() {
        let upto = done + (cut.at.start - page.len());
        let outside = CutError::OutsideText { index, at: upto };
        page.push_str(clean.get(done..upto).ok_or(outside)?);
        page.push_str(&cut.text);
        done = upto;
    }
    page.push_str(&clean[done..]);
    Ok(page)
}

fn check_order(cuts: &[Cut]) -> Result<(), CutError> {
    let mut done = 0;
    for (index, cut) in cuts.iter().enumerate() {
        let Span { start, end } = cut.at;
        if start < done || end < start {
            return Err(CutError::OutOfOrder { index, start, end });
        }
        if cut.at.len() != cut.text.len() {
            return Err(CutError::WrongLength { index, span: cut.at.len(), text: cut.text.len() });
        }
        done = end;
    }
    Ok(())
}
