//! Markup → tree. html5ever builds it: what is plain goes to its tree builder at once, all else through its tokenizer.

use std::borrow::Cow;
use std::cell::Cell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use memchr::{memchr, memchr_iter};
use scraper::Html;

use super::Limit;
use super::bounded::{Bounded, Handle};
use super::plain::{self, Names, part};
use super::raw::Raw;

/// The tree builder can make hundreds of nodes of a byte, so limits are looked at often.
const PIECE: usize = 1024;
/// Attributes of one element.
const MOST_ATTRIBUTES: usize = 20_000;

/// Parses a page. Past a limit the rest is not read, and what was read stays.
pub(super) fn parse(markup: &str) -> (Html, Option<Limit>) {
    let mut parser = Parser::new();
    let markup = StrTendril::from(&*preprocessed(markup));
    let mut at = 0;
    while at < markup.len() && parser.sink().hit().is_none() {
        at = parser.take_plain(&markup, at).unwrap_or_else(|| parser.feed(&markup, at));
    }
    parser.tokenizer.end();
    parser.tokenizer.sink.builder.sink.finish()
}

/// Without byte order mark, and with line feeds for line ends, as the HTML standard has it.
fn preprocessed(markup: &str) -> Cow<'_, str> {
    let markup = markup.strip_prefix('\u{feff}').unwrap_or(markup);
    match memchr(b'\r', markup.as_bytes()) {
        Some(_) => markup.replace("\r\n", "\n").replace('\r', "\n").into(),
        None => markup.into(),
    }
}

struct Parser {
    tokenizer: Tokenizer<Watched>,
    queue: BufferQueue,
    names: Names,
    /// Equals signs since there were so many nodes.
    signs: (usize, usize),
    /// Whether the markup that the tokenizer is in the middle of is a comment: the signs in it are no attributes.
    in_comment: bool,
}

impl Parser {
    fn new() -> Self {
        let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
        Self {
            tokenizer: Tokenizer::new(Watched::new(), options),
            queue: BufferQueue::default(),
            names: Names::default(),
            signs: (0, 0),
            in_comment: false,
        }
    }

    fn sink(&self) -> &Bounded {
        &self.tokenizer.sink.builder.sink
    }

    /// Takes what is plain where the tokenizer would take it for markup, and says where it ends.
    fn take_plain(&mut self, markup: &StrTendril, at: usize) -> Option<usize> {
        let is_at_data = self.tokenizer.sink.is_at_data.get();
        let (token, end) = is_at_data.then(|| plain::token(markup, at, &mut self.names))??;
        // Behind plain tags the tokenizer stays in its data state.
        let _ = self.tokenizer.sink.process_token(token, 1);
        Some(end)
    }

    /// Has the tokenizer read on to the next `>`, and says where that is. If it ends a tag, the tokenizer is done with it.
    fn feed(&mut self, markup: &StrTendril, at: usize) -> usize {
        let watched = &self.tokenizer.sink;
        if watched.is_at_data.replace(false) {
            let next = memchr(b'<', &markup.as_bytes()[at..]).map_or(markup.len(), |next| at + next);
            self.in_comment = markup[next..].starts_with("<!--");
        }
        let start = at + watched.entered.take().and_then(|raw| raw.end(&markup[at..])).unwrap_or(0);
        let near = &markup[start..markup.ceil_char_boundary(start + PIECE)];
        let length = memchr(b'>', near.as_bytes()).map_or(near.len(), |end| end + 1);
        if !self.in_comment {
            self.count_signs(&near[..length]);
        }
        self.queue.push_back(part(markup, start, length));
        while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
        start + length
    }

    /// Counts equals signs without a node between them: the tokenizer compares each attribute of a tag with all before.
    fn count_signs(&mut self, piece: &str) {
        let (nodes, signs) = self.signs;
        let before = if nodes == self.sink().nodes() { signs } else { 0 };
        self.signs = (self.sink().nodes(), before + memchr_iter(b'=', piece.as_bytes()).count());
        if self.signs.1 > MOST_ATTRIBUTES {
            self.sink().hit_limit(Limit::Attributes);
        }
    }
}

/// html5ever's tree builder, and what its last token says of where the tokenizer stands.
struct Watched {
    builder: TreeBuilder<Handle, Bounded>,
    /// Whether the tokenizer is surely in its data state: behind a tag, a comment or a document type.
    is_at_data: Cell<bool>,
    /// The element whose raw text begins here.
    entered: Cell<Option<Raw>>,
}

impl Watched {
    fn new() -> Self {
        let builder = TreeBuilder::new(Bounded::new(), TreeBuilderOpts::default());
        Self { builder, is_at_data: Cell::new(true), entered: Cell::new(None) }
    }
}

impl TokenSink for Watched {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let ends = matches!(token, Token::TagToken(_) | Token::CommentToken(_) | Token::DoctypeToken(_));
        let raw = if let Token::TagToken(tag) = &token { Raw::behind(tag) } else { None };
        let result = self.builder.process_token(token, line);
        if ends {
            let is_raw = matches!(result, TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext);
            self.is_at_data.set(!is_raw);
            self.entered.set(raw.filter(|_| is_raw));
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::fs;

    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// A tree as markup, without what scripts and style sheets hold, which need not be read.
    fn written(mut html: Html) -> String {
        let is_raw = |name: &str| matches!(name, "script" | "style");
        let raw = html.tree.nodes().filter(|node| node.value().as_element().is_some_and(|it| is_raw(it.name())));
        let texts: Vec<_> = raw.flat_map(|node| node.children().map(|child| child.id())).collect();
        for text in texts {
            html.tree.get_mut(text).unwrap().detach();
        }
        html.html()
    }

    fn assert_as_by_tokenizer_alone(markup: &str) {
        let (html, limit) = parse(markup);
        assert_eq!(limit, None, "{markup}");
        assert_eq!(written(html), written(Html::parse_document(markup)), "{markup}");
    }

    #[test]
    fn cases_of_html5lib() {
        for file in fs::read_dir("tests/html5lib").unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let cases = text.split("#data\n").skip(1).filter_map(|case| case.split_once("\n#errors"));
            cases.for_each(|(markup, _)| assert_as_by_tokenizer_alone(markup));
        }
    }

    const SCRAPS: &[&str] = &[
        "<p>",
        "</p>",
        "<P Class=A>",
        "<a href='",
        "<a href=\"?a=1&b=2&amp;c=3\"",
        "<br/>",
        "<b id=x id=y>",
        "</b >",
        "<td>",
        "<svg viewBox=\"0 0\">",
        "</svg>",
        "<math><mi>",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea>",
        "<script>",
        "</script>",
        "<script type=\"application/ld+json\">",
        "<style>",
        "</style>",
        "<select>",
        "<option>",
        "<plaintext>",
        "<!--",
        "-->",
        "--!>",
        "<!doctype html>",
        "<![CDATA[",
        "]]>",
        "<?x",
        "<pre>\n",
        "&amp;",
        "&amp",
        "&not",
        "&nbsp;",
        "&#8217;",
        "&#x80;",
        "&#0;",
        "&;",
        "&copy=",
        "&",
        "<",
        ">",
        "/",
        "=",
        "\"",
        "'",
        "\r\n",
        "\r",
        "\n",
        " ",
        "\u{c}",
        "\0",
        "é",
        "x",
        "-",
        "!",
        "@",
        "1",
    ];

    proptest! {
        #[test]
        fn any_markup(scraps in prop::collection::vec(select(SCRAPS), 0..24)) {
            assert_as_by_tokenizer_alone(&scraps.concat());
        }

        #[test]
        fn any_tag(inside in "[a-c \\n=\"'/&;#1<@]{0,24}") {
            assert_as_by_tokenizer_alone(&format!("<p>x<a {inside}>y</a>z"));
        }
    }
}
