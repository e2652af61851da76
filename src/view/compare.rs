//! Two texts compared, for eyes: what is gone and what came in, inside their lines. Of long texts only the places that
//! differ.

use std::borrow::Cow;

use similar::utils::diff_words;
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff};

use super::Style;
use crate::prose::is_blank;

/// Draws how `new` differs from `old`: what is gone as `[-…-]`, what came in as `{+…+}`, or in colours; with the lines
/// around it, numbered as in `old` where there are several. Empty if they are the same.
///
/// ```
/// use offcut::view::{compare, Style};
/// let drawn = compare("The council met.\n", "The council met today.\n", Style::default());
/// assert_eq!(drawn, "The council [-met.-]{+met today.+}\n");
/// ```
#[must_use]
pub fn compare(old: &str, new: &str, style: Style) -> String {
    let several = [old, new].iter().any(|text| text.trim_end().contains('\n'));
    let rows = worth_showing(rows(old, new));
    let (mut out, mut shown_to) = (String::new(), 0);
    for (at, row) in rows.iter().enumerate() {
        let near = at.saturating_sub(CONTEXT)..(at + CONTEXT + 1).min(rows.len());
        if rows[near].iter().any(|row| row.changed) {
            if at > shown_to {
                out += &(style.dim("     ⋮") + "\n");
            }
            out += &row.draw(several, style);
            shown_to = at + 1;
        }
    }
    out
}

/// Blank lines are worth it only where nothing else differs.
fn worth_showing(mut rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let only_blank = !rows.iter().any(|row| row.changed && !row.is_blank());
    rows.retain(|row| !row.is_blank() || (row.changed && only_blank));
    rows
}

/// Lines shown before and after one that differs.
const CONTEXT: usize = 1;
/// Characters shown at each end of a long piece between two changes.
const EDGE: usize = 40;

/// A line of either text or of both.
#[derive(Default)]
struct Row<'t> {
    /// Its number in the old text, from 1; none where it is new.
    number: Option<usize>,
    pieces: Vec<(ChangeTag, &'t str)>,
    changed: bool,
}

impl Row<'_> {
    fn is_blank(&self) -> bool {
        self.pieces.iter().all(|(_, text)| text.chars().all(is_blank))
    }

    fn draw(&self, numbered: bool, style: Style) -> String {
        let number = self.number.map(|number| number.to_string()).unwrap_or_default();
        let mut out = if numbered { style.dim(&format!("{number:>5} ")) } else { String::new() };
        for (tag, text) in &self.pieces {
            let text = text.trim_end_matches(['\n', '\r']);
            // A line end by itself would not be seen.
            let shown = if text.is_empty() { "¶" } else { text };
            match tag {
                ChangeTag::Delete => out += &style.removed(shown),
                ChangeTag::Insert => out += &style.added(shown),
                ChangeTag::Equal if self.changed => out += &style.show(&without_middle(text)),
                ChangeTag::Equal => out += &style.show(&super::shorten(text.trim_end())),
            }
        }
        out + "\n"
    }
}

/// Of a long piece that did not change, only the words at its ends.
fn without_middle(text: &str) -> Cow<'_, str> {
    let start = text.char_indices().nth(EDGE).map_or(text.len(), |(at, _)| at);
    let end = text.char_indices().nth_back(EDGE).map_or(0, |(at, _)| at);
    if start + EDGE < end { format!("{} … {}", &text[..start], &text[end..]).into() } else { text.into() }
}

/// All lines of both texts in order. A line ends at LF alone.
fn rows<'t>(old: &'t str, new: &'t str) -> Vec<Row<'t>> {
    let (old, new) = (Lines::of(old), Lines::of(new));
    let (mut rows, mut row, mut number) = (Vec::new(), Row::default(), 1);
    for op in TextDiff::from_slices(&old.lines, &new.lines).ops() {
        for (tag, text) in changes(op, &old, &new) {
            for piece in text.split_inclusive('\n') {
                let is_old = tag != ChangeTag::Insert;
                row.pieces.push((tag, piece));
                row.changed |= tag != ChangeTag::Equal;
                row.number = row.number.or(is_old.then_some(number));
                number += usize::from(is_old && piece.ends_with('\n'));
                if piece.ends_with('\n') {
                    rows.push(std::mem::take(&mut row));
                }
            }
        }
    }
    rows.extend((!row.pieces.is_empty()).then_some(row));
    rows
}

/// A text and its lines.
struct Lines<'t> {
    text: &'t str,
    lines: Vec<&'t str>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, lines: text.split_inclusive('\n').collect() }
    }

    /// The text of some of its lines.
    fn range(&self, lines: std::ops::Range<usize>) -> &'t str {
        let bytes = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
        let start = bytes(&self.lines[..lines.start]);
        &self.text[start..start + bytes(&self.lines[lines])]
    }
}

/// What an operation on lines does, word by word where lines became other lines.
fn changes<'t>(op: &DiffOp, old: &Lines<'t>, new: &Lines<'t>) -> Vec<(ChangeTag, &'t str)> {
    let (gone, come) = (old.range(op.old_range()), new.range(op.new_range()));
    match op {
        DiffOp::Equal { .. } => vec![(ChangeTag::Equal, gone)],
        DiffOp::Delete { .. } => vec![(ChangeTag::Delete, gone)],
        DiffOp::Insert { .. } => vec![(ChangeTag::Insert, come)],
        DiffOp::Replace { .. } => diff_words(Algorithm::Myers, gone, come),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(old: &str, new: &str) -> String {
        compare(old, new, Style::default())
    }

    #[test]
    fn only_places_that_differ_are_shown() {
        let lines = |middle: &str| format!("one\n\ntwo\nthree\n{middle}\nfive\nsix\n");
        assert_eq!(drawn(&lines("four"), &lines("for")), "     ⋮\n    4 three\n    5 [-four-]{+for+}\n    6 five\n");
        assert_eq!(drawn(&lines("same"), &lines("same")), "");
    }

    #[test]
    fn lines_that_come_in_have_no_number_and_those_behind_keep_theirs() {
        assert_eq!(drawn("a\nc\n", "a\nb\nc\n"), "    1 a\n      {+b+}\n    2 c\n");
        assert_eq!(drawn("", "Ferries"), "{+Ferries+}\n");
    }

    #[test]
    fn a_line_end_is_seen() {
        assert_eq!(drawn("a\nb\n", "a\n\nb\n"), "    1 a\n      {+¶+}\n    2 b\n");
        assert_eq!(drawn("a\nb\n", "a\n\nc\n"), "    1 a\n    2 [-b-]\n      {+c+}\n");
    }
}
