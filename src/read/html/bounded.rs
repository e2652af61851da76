//! The tree as it grows, with bounds: html5ever promises none, and a page of 80 kB can ask for sixteen million nodes.

use std::borrow::Cow;
use std::cell::{Cell, Ref};

use html5ever::QualName;
use html5ever::interface::{Attribute, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use scraper::{Html, HtmlTreeSink};

use super::Limit;

/// Elements and texts of a page. Real pages have some tens of thousands.
const MOST_NODES: usize = 500_000;
/// Elements inside each other. Browsers stop here too; real pages nest some forty deep.
const DEEPEST: usize = 512;
/// How deep a node stands is asked of one in so many: it takes a walk to the root.
const MEASURED: usize = 8;

/// scraper's sink, counting.
pub(super) struct Bounded {
    sink: HtmlTreeSink,
    nodes: Cell<usize>,
    /// Elements and comments that were put into others.
    appended: Cell<usize>,
    hit: Cell<Option<Limit>>,
}

pub(super) type Handle = <HtmlTreeSink as TreeSink>::Handle;

impl Bounded {
    pub(super) fn new() -> Self {
        let sink = HtmlTreeSink::new(Html::new_document());
        Self { sink, nodes: Cell::new(0), appended: Cell::new(0), hit: Cell::new(None) }
    }

    /// How many nodes there are.
    pub(super) fn nodes(&self) -> usize {
        self.nodes.get()
    }

    /// The limit that was hit.
    pub(super) fn hit(&self) -> Option<Limit> {
        self.hit.get()
    }

    /// Says that a limit was hit.
    pub(super) fn hit_limit(&self, limit: Limit) {
        self.hit.set(Some(limit));
    }

    fn count(&self) {
        self.nodes.set(self.nodes() + 1);
        if self.nodes() > MOST_NODES {
            self.hit_limit(Limit::Nodes);
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
            self.hit_limit(Limit::Depth);
        }
    }
}

impl TreeSink for Bounded {
    type Output = (Html, Option<Limit>);
    type Handle = Handle;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self::Output {
        let hit = self.hit();
        (self.sink.finish(), hit)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.count();
        self.sink.create_element(name, attrs, flags)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        match &child {
            NodeOrText::AppendNode(_) => self.measure(*parent),
            NodeOrText::AppendText(_) => self.count(),
        }
        self.sink.append(parent, child);
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
