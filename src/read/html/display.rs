//! What a browser does with an element when no style sheet says otherwise.

use html5ever::local_name;
use memchr::memchr2;
use scraper::node::Element;

use crate::document::{Role, attribute, classes, id};

/// How an element stands among others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Display {
    /// Between blank lines.
    Paragraph,
    /// On lines of its own.
    Block,
    /// In a row, set apart by tabs.
    Cell,
    /// A line's end.
    Break,
    /// In the line.
    Inline,
}

impl Display {
    /// Whether it is more than part of a line.
    pub(super) fn is_block(self) -> bool {
        matches!(self, Self::Paragraph | Self::Block | Self::Cell)
    }
}

pub(super) fn display(name: &str) -> Display {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "menu" | "table" | "blockquote"
        | "pre" | "figure" | "hr" | "article" | "section" | "header" | "footer" | "nav" | "aside" | "main" | "form"
        | "fieldset" => Display::Paragraph,
        "html" | "body" | "div" | "li" | "dt" | "dd" | "tr" | "caption" | "figcaption" | "address" | "details"
        | "summary" | "center" | "thead" | "tbody" | "tfoot" | "legend" | "hgroup" | "search" | "dialog"
        | "optgroup" => Display::Block,
        "td" | "th" => Display::Cell,
        "br" => Display::Break,
        _ => Display::Inline,
    }
}

/// What a block element makes of its text, given what the one around it makes of it.
pub(super) fn role_of(name: &str, around: Option<Role>) -> Option<Role> {
    match name {
        "h1" => Some(Role::Headline),
        "h2" | "h3" | "h4" | "h5" | "h6" => Some(Role::Subheading),
        "li" | "dt" | "dd" => Some(Role::ListItem),
        "blockquote" => Some(Role::Quote),
        "figcaption" => Some(Role::Caption),
        "td" | "th" | "caption" => Some(Role::Table),
        "p" => around.filter(|role| *role != Role::Subheading).or(Some(Role::Paragraph)),
        _ => around,
    }
}

/// Elements that are no text: scripts, drawings, media, fields to type or choose in.
const NO_TEXT: &[&str] = &[
    "script", "style", "template", "noscript", "noframes", "svg", "head", "title", "iframe", "object", "embed",
    "audio", "video", "canvas", "select", "option", "datalist", "textarea", "input", "progress", "meter", "map", "rp",
];

/// Classes that style sheets use for text meant for screen readers only.
const UNSEEN: &[&str] = &[
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screen-reader-only",
    "screenreader",
    "u-visually-hidden",
    "is-visually-hidden",
    "a11y-hidden",
    "hidden-visually",
    "assistive-text",
    // Webflow's, where a condition does not hold.
    "w-condition-invisible",
];

/// Classes by which page builders hide an element on wide, middle and narrow screens. Nobody sees one that has all three.
const UNSEEN_TOGETHER: &[[&str; 3]] = &[
    ["elementor-hidden-desktop", "elementor-hidden-tablet", "elementor-hidden-mobile"],
    ["elementor-hidden-desktop", "elementor-hidden-tablet", "elementor-hidden-phone"],
    ["fusion-no-large-visibility", "fusion-no-medium-visibility", "fusion-no-small-visibility"],
];

/// Whether it is no text, whoever looks.
pub(super) fn is_no_text(element: &Element) -> bool {
    NO_TEXT.contains(&element.name())
}

/// Whether it stands as a box of its own in a line: words before and behind it are two words.
pub(super) fn parts_words(name: &str) -> bool {
    matches!(name, "button" | "input" | "select" | "textarea" | "svg" | "video" | "iframe")
}

/// Whether style hides it from readers.
pub(super) fn is_hidden(element: &Element) -> bool {
    // Streamed pages send their content hidden, under ids of this form, and a script moves it into place.
    let streamed = || id(element).is_some_and(|id| id.starts_with("S:"));
    let hidden =
        attribute(element, &local_name!("hidden")).is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
    (hidden && !streamed())
        || attribute(element, &local_name!("style")).is_some_and(hides)
        || (element.name() == "dialog" && attribute(element, &local_name!("open")).is_none())
        || classes(element).any(|class| UNSEEN.contains(&class) || is_unseen_with_others(element, class))
}

fn is_unseen_with_others(element: &Element, class: &str) -> bool {
    let has_all = |all: &[&str; 3]| all.iter().all(|part| classes(element).any(|class| class == *part));
    UNSEEN_TOGETHER.iter().any(|all| all[0] == class && has_all(all))
}

fn hides(style: &str) -> bool {
    // Most styles have no word with these letters.
    if memchr2(b'y', b'Y', style.as_bytes()).is_none() {
        return false;
    }
    let hides = |(property, value): (&str, &str)| {
        let value = value.split('!').next().unwrap_or("").trim();
        let is =
            |name: &str, wanted: &str| property.trim().eq_ignore_ascii_case(name) && value.eq_ignore_ascii_case(wanted);
        is("display", "none") || is("visibility", "hidden")
    };
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(hides)
}
