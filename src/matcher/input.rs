//! Patterns for web pages only, or for text only: the same thing, as each kind of input shows it.

use super::all_any_not::any_of;
use super::{Fault, Matcher, Needle, Pattern, Scene, Selectors};
use crate::document::Kind;
use crate::evidence::Weighed;
use crate::span::Span;

/// A pattern that holds only for one sort of input.
#[derive(Debug)]
struct Only {
    html: bool,
    inner: Box<dyn Matcher>,
}

impl Matcher for Only {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        self.fits(scene) && self.inner.holds(scene, at)
    }

    fn places(&self, scene: &Scene<'_>, at: usize) -> Vec<Span> {
        self.inner.places(scene, at)
    }

    fn lacks(&self, scene: &Scene<'_>, at: usize) -> Vec<String> {
        match self.html {
            _ if self.fits(scene) => self.inner.lacks(scene, at),
            true => vec!["`html` holds for web pages, and this is text: it does not begin with `<`".into()],
            false => vec!["`text` holds for text, and this is a web page: it begins with `<`".into()],
        }
    }

    fn needles(&self) -> Option<Vec<Needle>> {
        self.inner.needles()
    }

    fn possible(&self, scene: &Scene<'_>) -> bool {
        self.fits(scene) && self.inner.possible(scene)
    }

    fn selectors(&self) -> Option<&Selectors> {
        self.inner.selectors().filter(|_| self.html)
    }

    fn longest_block(&self) -> usize {
        self.inner.longest_block()
    }

    fn evidence(&self, scene: &Scene<'_>) -> Vec<Weighed> {
        if self.fits(scene) { self.inner.evidence(scene) } else { Vec::new() }
    }

    fn parts(&self) -> &[Box<dyn Matcher>] {
        std::slice::from_ref(&self.inner)
    }
}

impl Only {
    fn fits(&self, scene: &Scene<'_>) -> bool {
        (scene.document.kind == Kind::Html) == self.html
    }
}

/// A matcher of what a web page shows, a text shows, or either; none if neither pattern says anything.
pub(crate) fn by_input(html: Pattern, text: Pattern) -> Result<Option<Box<dyn Matcher>>, Fault> {
    let mut parts: Vec<Box<dyn Matcher>> = Vec::new();
    for (pattern, html) in [(html, true), (text, false)] {
        if !pattern.is_empty() {
            parts.push(Box::new(Only { html, inner: pattern.compile()? }));
        }
    }
    Ok((!parts.is_empty()).then(|| any_of(parts)))
}
