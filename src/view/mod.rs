//! A cleaned document as somebody reads it. Views draw; they decide nothing.

mod compare;
mod diff;
mod json;
mod lines;
mod record;
mod style;
mod text;
mod words;

pub use compare::compare;
pub use record::{Record, RecordBlock, RecordError, RecordPage};
pub use style::Style;

use crate::cleaned::Cleaned;

/// One way to show a cleaned document.
pub trait View: Sync {
    /// What `--format` calls it.
    fn name(&self) -> &'static str;

    /// What a file with such a drawing ends in.
    fn ending(&self) -> &'static str;

    /// Draws it.
    fn render(&self, cleaned: &Cleaned, style: Style) -> String;

    /// Draws a record alone, as for an input that could not be read; views of text have nothing to draw there.
    fn render_record(&self, _record: &Record, _style: Style) -> String {
        String::new()
    }
}

/// Every view, in the order of the documentation.
pub const VIEWS: &[&dyn View] = &[&text::Text, &diff::Diff, &words::Words, &record::Pretty, &record::Ndjson];

/// The view of this name.
///
/// ```
/// use offcut::{view, Cleaner, Source};
/// let cleaned = Cleaner::builtin().clean(Source::text("Skip to content\n\nThe council met.\n").id("a.txt")).unwrap();
/// let diff = view::named("diff").unwrap().render(&cleaned, view::Style::default());
/// assert!(diff.starts_with("--- a.txt\n+++ a.txt\n@@ -1,3 +1 @@\n-Skip to content\n"));
/// ```
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn View> {
    VIEWS.iter().copied().find(|view| view.name() == name)
}

/// Lines around a change only say where it is; a line of a screen is enough of them.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(90) {
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
