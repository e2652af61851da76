//! White space around cuts: where several separators would be left one stays, and the rest goes with the cuts beside
//! it. Blank lines that nobody needs go by themselves.

use std::ops::Range;

use memchr::memchr2;

use crate::prose::is_blank;
use crate::span::Span;

/// A range that goes, with the hit it belongs to; none for white space that goes by itself.
pub(super) type Piece = (Span, Option<usize>);

/// Inside the text so many line ends in a row stay: one blank line.
const INSIDE: usize = 2;
/// At the end of the text.
const AT_END: usize = 1;

/// Draws blanks into the cuts. `taken` is in order, without overlaps, and holds no range of blanks alone.
pub(super) fn tidy(text: &str, taken: &[(Span, usize)]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut done = 0;
    for cuts in taken.chunk_by(|(a, _), (b, _)| is_blank_run(&text[a.end..b.start])) {
        let gap = Gap::around(text, done, cuts);
        squeeze(text, done..gap.blanks[0].start, &mut out);
        gap.close(text, &mut out);
        done = gap.end();
    }
    squeeze(text, done..text.len(), &mut out);
    align(text, &mut out);
    out
}

/// Moves cuts to whole lines where that leaves the same text: of `a↵b↵↵`, `b↵` goes rather than `↵b`.
fn align(text: &str, pieces: &mut [Piece]) {
    let mut limit = text.len();
    for (span, _) in pieces.iter_mut().rev() {
        let run = span.of(text);
        let line_end = if run.starts_with("\r\n") { "\r\n" } else { "\n" };
        if run.starts_with(line_end) && text[span.end..limit].starts_with(line_end) {
            *span = span.shift(line_end.len());
        }
        limit = span.start;
    }
}

fn is_blank_run(text: &str) -> bool {
    text.chars().all(is_blank)
}

/// Between two runs of kept text: blank, cut, blank, cut … blank.
struct Gap<'c> {
    cuts: &'c [(Span, usize)],
    /// One more than cuts.
    blanks: Vec<Span>,
}

impl<'c> Gap<'c> {
    fn around(text: &str, done: usize, cuts: &'c [(Span, usize)]) -> Self {
        let (first, last) = (cuts[0].0.start, cuts[cuts.len() - 1].0.end);
        let lead = done + text[done..first].trim_end_matches(is_blank).len();
        let rest = &text[last..];
        let tail = last + (rest.len() - rest.trim_start_matches(is_blank).len());
        let between = cuts.windows(2).map(|pair| Span::new(pair[0].0.end, pair[1].0.start));
        let blanks = [Span::new(lead, first)].into_iter().chain(between).chain([Span::new(last, tail)]).collect();
        Self { cuts, blanks }
    }

    fn end(&self) -> usize {
        self.blanks[self.cuts.len()].end
    }

    /// Which blank stays: one with most line ends; of equals one that is not empty, and then the first. At the start of
    /// the text none, at its end the line end that closes it.
    fn stays(&self, text: &str) -> Option<usize> {
        let ends = |blank: usize| line_ends(self.blanks[blank].of(text)).take(INSIDE).count();
        if self.blanks[0].start == 0 {
            return None;
        }
        let last = self.cuts.len();
        if self.end() == text.len() {
            return (ends(last) > 0).then_some(last);
        }
        let worth = |&blank: &usize| (ends(blank), !self.blanks[blank].is_empty());
        (0..=last).rev().max_by_key(worth)
    }

    fn close(&self, text: &str, out: &mut Vec<Piece>) {
        let stays = self.stays(text);
        let limit = if self.end() == text.len() { AT_END } else { INSIDE };
        let pivot = stays.unwrap_or(0);
        for (at, &blank) in self.blanks.iter().enumerate() {
            if stays == Some(at) {
                out.extend(excess(text, blank, limit).map(|span| (span, None)));
            }
            if let Some(&(span, hit)) = self.cuts.get(at) {
                let draws_before = at < pivot || (stays.is_none() && at == 0);
                let start = if draws_before { blank.start } else { span.start };
                let end = if at >= pivot { self.blanks[at + 1].end } else { span.end };
                out.push((Span::new(start, end), Some(hit)));
            }
        }
    }
}

/// Takes superfluous line ends out of a stretch of kept text.
fn squeeze(text: &str, stretch: Range<usize>, out: &mut Vec<Piece>) {
    let mut at = stretch.start;
    while let Some(blank) = next_blank(text, at..stretch.end) {
        let limit = match () {
            () if blank.start == 0 => 0,
            () if blank.end == text.len() => AT_END,
            () => INSIDE,
        };
        out.extend(excess(text, blank, limit).or_else(|| byte_order_mark(text, blank)).map(|span| (span, None)));
        at = blank.end;
    }
}

/// The next blank that begins the text or holds a line end.
fn next_blank(text: &str, within: Range<usize>) -> Option<Span> {
    let rest = &text[within.clone()];
    let begins = within.start == 0 && rest.starts_with(is_blank);
    let known = if begins { 0 } else { memchr2(b'\n', b'\r', rest.as_bytes())? };
    let start = rest[..known].trim_end_matches(is_blank).len();
    let end = rest.len() - rest[known..].trim_start_matches(is_blank).len();
    Some(Span::new(start, end).shift(within.start))
}

/// What some programs write before a text, and no reader sees.
fn byte_order_mark(text: &str, blank: Span) -> Option<Span> {
    (blank.start == 0 && text.starts_with('\u{feff}')).then(|| Span::new(0, '\u{feff}'.len_utf8()))
}

/// The line ends of a blank beyond the first `limit` of them; what indents the next line stays.
fn excess(text: &str, blank: Span, limit: usize) -> Option<Span> {
    let run = blank.of(text);
    let last = line_ends(run).last()?;
    let keep = if limit == 0 { 0 } else { line_ends(run).nth(limit - 1)? };
    (last > keep).then(|| Span::new(keep, last).shift(blank.start))
}

/// Where the lines of a blank end: behind each LF, CRLF and lone CR.
fn line_ends(blank: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = blank.as_bytes();
    let is_end = move |&at: &usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    (0..bytes.len()).filter(is_end).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts every `X` of the text and returns what stays.
    fn without_x(text: &str) -> String {
        let taken: Vec<_> = text.match_indices('X').map(|(at, x)| (Span::new(at, at + x.len()), 0)).collect();
        let mut clean = text.to_owned();
        for (span, _) in tidy(text, &taken).into_iter().rev() {
            clean.replace_range(span.start..span.end, "");
        }
        clean
    }

    #[test]
    fn one_separator_stays() {
        for (page, clean) in [
            ("a\n\nX\n\nb\n", "a\n\nb\n"),
            ("a\nX\n\nb", "a\n\nb"),
            ("a\n\nX\nb", "a\n\nb"),
            ("a\r\n\r\nX\r\n\r\nX\r\n\r\nb", "a\r\n\r\nb"),
            ("a\rX\rb", "a\rb"),
            ("a X b", "a b"),
            ("aXb", "ab"),
            ("a X\n\nb", "a\n\nb"),
            ("a\n\nX b", "a\n\nb"),
        ] {
            assert_eq!(without_x(page), clean, "{page:?}");
        }
    }

    #[test]
    fn nothing_is_left_at_the_edges() {
        for (page, clean) in [
            ("X\n\na\n", "a\n"),
            ("\n\nX\na", "a"),
            ("a\n\nX", "a"),
            ("a\n\nX\n", "a\n"),
            ("a\n\nX\n\n\n", "a\n"),
            ("X\n", ""),
            ("X", ""),
            ("", ""),
        ] {
            assert_eq!(without_x(page), clean, "{page:?}");
        }
    }

    #[test]
    fn blank_lines_are_squeezed() {
        assert_eq!(without_x("\n\na\n\n\n\n  b\n\n\n"), "a\n\n  b\n");
        assert_eq!(without_x("  a\n \n b"), "  a\n \n b");
    }
}
