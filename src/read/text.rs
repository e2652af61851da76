//! Text that somebody else already scraped: a line is a block.

use crate::document::{Block, Kind, Role, body_of};
use crate::prose::{count_words, is_blank, is_closed};
use crate::span::Span;

/// Every line that holds more than white space. A line ends at LF, CRLF or a lone CR.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split(['\n', '\r']) {
        let body = line.trim_matches(is_blank);
        if !body.is_empty() {
            let start = at + (line.len() - line.trim_start_matches(is_blank).len());
            blocks.push(block(body, start));
        }
        at += line.len() + 1;
    }
    blocks
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

/// Bare labels outside the running text from which a text counts as a whole page. On 829 pages, 96 of 100 printed
/// whole have as many, and 4 of 100 that came out of an extractor.
const LABELS_OF_A_PAGE: usize = 10;

/// Whole page or extractor's output? A page brings its menus: short open lines before and after the running text.
pub(super) fn guess_kind(blocks: &[Block]) -> Kind {
    let body = body_of(blocks);
    let is_label = |block: &&Block| block.words <= 6 && !block.sentence;
    let (head, tail) = (&blocks[..body.start], &blocks[body.end..]);
    let labels = head.iter().chain(tail).filter(is_label).count();
    if labels >= LABELS_OF_A_PAGE { Kind::RawText } else { Kind::ExtractedText }
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
    fn menus_make_a_raw_page() {
        let menu = "Home\nNews\nSport\nContact\nLogin\nHelp\n".repeat(2);
        assert_eq!(guess_kind(&blocks(&menu)), Kind::RawText);
        assert_eq!(guess_kind(&blocks("The council met on Monday.\n")), Kind::ExtractedText);
    }
}
