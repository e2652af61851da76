//! The page text line by line, each line in pieces that stay and pieces that go.

use crate::cut::Cut;

/// A piece of a line.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Piece<'t> {
    pub text: &'t str,
    /// The cut that takes it.
    pub cut: Option<&'t Cut>,
}

/// A line with its line end.
pub(super) type Line<'t> = Vec<Piece<'t>>;

/// The lines of `page`; a line ends at LF alone, as it does for `diff` and `patch`.
pub(super) fn lines<'t>(page: &'t str, cuts: &'t [Cut]) -> Vec<Line<'t>> {
    let mut cuts = cuts.iter().peekable();
    let mut start = 0;
    let line = |text: &'t str| {
        let (mut at, end) = (start, start + text.len());
        start = end;
        let mut line = Vec::new();
        while at < end {
            let (piece_end, cut) = match cuts.peek() {
                Some(cut) if cut.at.start <= at => (cut.at.end.min(end), Some(*cut)),
                Some(cut) => (cut.at.start.min(end), None),
                None => (end, None),
            };
            line.push(Piece { text: &page[at..piece_end], cut });
            at = piece_end;
            cuts.next_if(|cut| cut.at.end <= at);
        }
        line
    };
    page.split_inclusive('\n').map(line).collect()
}
