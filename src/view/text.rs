//! The clean text.

use super::{Style, View};
use crate::cleaned::Cleaned;

pub(super) struct Text;

impl View for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn ending(&self) -> &'static str {
        "txt"
    }

    fn render(&self, cleaned: &Cleaned, style: Style) -> String {
        style.show(&cleaned.text).into_owned()
    }
}
