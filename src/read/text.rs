//! Text that somebody else already scraped: a line is a block.

use super::wrapped::Width;
use crate::document::{Block, Kind, Role, body_of};
use crate::prose::{count_words, is_blank, is_closed};
use crate::span::Span;

/// Every line that holds more than white space, or every run of lines that were one before somebody broke it at a
/// width. A line ends at LF, CRLF or a lone CR.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<Span> = lines(text).collect();
    let bodies: Vec<&str> = lines.iter().map(|line| line.of(text)).collect();
    let width = Width::of(&bodies);
    let goes_on = |at: usize| {
        let next = bodies.get(at + 1);
        width.zip(next).is_some_and(|(width, next)| width.broke(bodies[at], next))
    };
    let mut blocks = Vec::new();
    let mut start = None;
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| !bodies[*at].is_empty()) {
        let from = *start.get_or_insert(line.start);
        if !goes_on(at) {
            blocks.push(block(&text[from..line.end], from));
            start = None;
        }
    }
    blocks
}

/// The lines without the white space around them.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let ended_by_cr = |line: &'_ str| line.strip_suffix('\r').unwrap_or(line).len();
    let lines = text.split('\n').flat_map(move |line| line[..ended_by_cr(line)].split('\r'));
    lines.map(|line| {
        let body = line.trim_matches(is_blank);
        let start = body.as_ptr().addr() - text.as_ptr().addr();
        Span::new(start, start + body.len())
    })
}

fn block(body: &str, start: usize) -> Block {
    Block {
        span: Span::new(start, start + body.len()),
        role: Role::Other,
        words: count_words(body),
        sentence: is_closed(body),
        linked: 0,
    }
}

/// Labels before and behind the running text that make a page, and so many where all stand on one side: an author's list
/// at the end of a text is no menu.
const LABELS_OF_A_PAGE: usize = 10;
const LABELS_ON_ONE_SIDE: usize = 40;

/// Whole page or extractor's output? A page brings its menus: short open lines before and after the running text.
pub(super) fn guess_kind(blocks: &[Block]) -> Kind {
    let body = body_of(blocks);
    let labels = |blocks: &[Block]| blocks.iter().filter(|block| block.words <= 6 && !block.sentence).count();
    let (above, below) = (labels(&blocks[..body.start]), labels(&blocks[body.end..]));
    let least = if above.min(below) > 0 || body.is_empty() { LABELS_OF_A_PAGE } else { LABELS_ON_ONE_SIDE };
    if above + below >= least { Kind::RawText } else { Kind::ExtractedText }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_blocks_whatever_ends_them() {
        let text = "One\r\n\r\n  Two \rThree\n\u{feff}\n";
        let found: Vec<_> = blocks(text).iter().map(|block| block.span.of(text)).collect();
        assert_eq!(found, ["One", "Two", "Three"]);
    }

    #[test]
    fn lines_that_were_one_are_one_block() {
        let wrapped = "Nobody in the harbour knew when the ferry would sail again, and\r\nnobody asked.\r\n";
        let text = format!("Storm\r\n\r\n{}", wrapped.repeat(5));
        let found: Vec<_> = blocks(&text).iter().map(|block| block.span.of(&text)).collect();
        assert_eq!(found, [&["Storm"][..], &[wrapped.trim_end(); 5]].concat());
        let one = blocks(wrapped);
        assert_eq!(one.len(), 2, "one broken line may be an accident");
    }

    #[test]
    fn menus_make_a_raw_page() {
        let menu = "Home\nNews\nSport\nContact\nLogin\nHelp\n".repeat(2);
        assert_eq!(guess_kind(&blocks(&menu)), Kind::RawText);
        assert_eq!(guess_kind(&blocks("The council met on Monday.\n")), Kind::ExtractedText);
        let text = "The council met on Monday evening to talk about the bridge, which has been shut since the storm \
                    broke two of its arches, and about the ferry that is to sail in its place.\n";
        assert_eq!(guess_kind(&blocks(&format!("{text}{menu}"))), Kind::ExtractedText);
        assert_eq!(guess_kind(&blocks(&format!("Post\n{text}{menu}"))), Kind::RawText);
    }
}
