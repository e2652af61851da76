//! Markup → tree, with bounds: html5ever promises none, and a page of 80 kB can ask for sixteen million nodes.

use std::borrow::Cow;
use std::cell::{Cell, Ref};

use html5ever::QualName;
use html5ever::driver::{ParseOpts, parse_document};
use html5ever::interface::{Attribute, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use memchr::memchr_iter;
use scraper::{Html, HtmlTreeSink};

use super::Limit;
use super::pieces::{Pieces, Raw};

/// Elements and texts of a page. Real pages have some tens of thousands.
const MOST_NODES: usize = 500_000;
/// Elements inside each other. Browsers stop here too; real pages nest some forty deep.
const DEEPEST: usize = 512;
/// Attributes of one element.
const MOST_ATTRIBUTES: usize = 20_000;
/// How deep a node stands is asked of one in so many: it takes a walk to the root.
const MEASURED: usize = 8;

/// Parses a page. Past a limit the rest is not read, and what was read stays.
pub(super) fn parse(markup: &str) -> (Html, Option<Limit>) {
    let mut parser = parse_document(Bounded::new(), ParseOpts::default());
    let mut pieces = Pieces::new(markup);
    let mut signs = Signs::default();
    while let Some(piece) = pieces.next(parser.tokenizer.sink.sink.entered.take()) {
        let too_many = signs.too_many(&piece, parser.tokenizer.sink.sink.nodes.get());
        parser.process(piece);
        let sink = &parser.tokenizer.sink.sink;
        if too_many {
            sink.hit.set(Some(Limit::Attributes));
        }
        if sink.hit.get().is_some() {
            break;
        }
    }
    parser.finish()
}

/// Equals signs without a node between them. The tokenizer compares each attribute of a tag with all before it.
#[derive(Default)]
struct Signs {
    nodes: usize,
    count: usize,
}

impl Signs {
    fn too_many(&mut self, piece: &str, nodes: usize) -> bool {
        if nodes != self.nodes {
            *self = Self { nodes, count: 0 };
        }
        self.count += memchr_iter(b'=', piece.as_bytes()).count();
        self.count > MOST_ATTRIBUTES
    }
}

/// scraper's sink, counting.
struct Bounded {
    sink: HtmlTreeSink,
    nodes: Cell<usize>,
    /// Elements and comments that were put into others.
    appended: Cell<usize>,
    hit: Cell<Option<Limit>>,
    /// The element whose raw text was entered and of which nothing was read yet.
    entered: Cell<Option<Raw>>,
}

type Handle = <HtmlTreeSink as TreeSink>::Handle;

impl Bounded {
    fn new() -> Self {
        let sink = HtmlTreeSink::new(Html::new_document());
        Self { sink, nodes: Cell::new(0), appended: Cell::new(0), hit: Cell::new(None), entered: Cell::new(None) }
    }

    fn count(&self) {
        self.nodes.set(self.nodes.get() + 1);
        if self.nodes.get() > MOST_NODES {
            self.hit.set(Some(Limit::Nodes));
        }
    }

    fn measure(&self, parent: Handle) {
        self.appended.set(self.appended.get() + 1);
        if !self.appended.get().is_multiple_of(MEASURED) {
            return;
        }
        let tree = self.sink.0.borrow();
        let depth = tree.tree.get(parent).map_or(0, |node| node.ancestors().take(DEEPEST).count());
        if depth == DEEPEST {
            self.hit.set(Some(Limit::Depth));
        }
    }
}

impl TreeSink for Bounded {
    type Output = (Html, Option<Limit>);
    type Handle = Handle;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self::Output {
        (self.sink.finish(), self.hit.get())
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.count();
        self.entered.set(Raw::of(&name, &attrs));
        self.sink.create_element(name, attrs, flags)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        match &child {
            NodeOrText::AppendNode(_) => self.measure(*parent),
            NodeOrText::AppendText(_) => {
                self.entered.set(None);
                self.count();
            }
        }
        self.sink.append(parent, child);
    }

    fn pop(&self, _: &Handle) {
        self.entered.set(None);
    }

    fn parse_error(&self, msg: Cow<'static, str>) {
        self.sink.parse_error(msg);
    }

    fn get_document(&self) -> Handle {
        self.sink.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Self::ElemName<'a> {
        self.sink.elem_name(target)
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.count();
        self.sink.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.sink.create_pi(target, data)
    }

    fn append_based_on_parent_node(&self, element: &Handle, prev: &Handle, child: NodeOrText<Handle>) {
        self.sink.append_based_on_parent_node(element, prev, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.sink.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        self.sink.get_template_contents(target)
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        self.sink.same_node(x, y)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.sink.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        self.sink.append_before_sibling(sibling, child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        self.sink.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.sink.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        self.sink.reparent_children(node, parent);
    }

    fn mark_script_already_started(&self, node: &Handle) {
        self.sink.mark_script_already_started(node);
    }

    fn is_mathml_annotation_xml_integration_point(&self, node: &Handle) -> bool {
        self.sink.is_mathml_annotation_xml_integration_point(node)
    }
}
