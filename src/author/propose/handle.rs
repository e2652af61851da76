//! By what an element can be found on every page: a class, an id or an attribute that a person gave it.

use html5ever::LocalName;
use scraper::node::Element;

use crate::author::naming::is_jumble;
use crate::document::{attribute, classes, id};

/// Attributes that name the part of a page.
const NAMING: &[&str] = &["data-testid", "data-component", "data-module", "data-widget", "aria-label"];

/// Words of names that say how something looks or that it is there, and not what it is.
#[rustfmt::skip]
const LAYOUT: &[&str] = &[
    "absolute", "active", "align", "animate", "article", "aside", "auto", "background", "base", "between", "black",
    "block", "body", "bold", "border", "bottom", "break", "breakpoint", "button", "buttons", "card", "cards", "cell",
    "center", "clear", "clearfix", "color", "colors", "cols", "column", "columns", "component", "container",
    "content", "copy", "cursor", "dark", "decoration", "default", "desktop", "dimension", "display", "element",
    "elements", "enhancement", "entry", "expressive", "fixed", "flex", "flexbox", "float", "focus", "font", "full",
    "glue", "gray", "grey", "grid", "group", "grow", "gutter", "header", "heading", "headline", "height", "hidden",
    "hide", "horizontal", "hover", "image", "inline", "inner", "isolate", "italic", "item", "items", "justified",
    "justify", "large", "layout", "lazy", "leading", "left", "legacy", "level", "light", "line", "link", "links",
    "list", "loaded", "lowercase", "main", "margin", "medium", "mobile", "module", "none", "normal", "opacity",
    "order", "outer", "outline", "overflow", "padding", "page", "paragraph", "parent", "picture", "place", "pointer",
    "position", "post", "primary", "prose", "relative", "right", "root", "rounded", "rule", "sans", "screen",
    "secondary", "section", "self", "serif", "shadow", "size", "sizing", "small", "solid", "space", "spacer", "span",
    "standard", "start", "static", "sticky", "story", "strong", "style", "tablet", "text", "theme", "title", "track",
    "tracking", "transform", "transition", "type", "typography", "underline", "unit", "uppercase", "vertical",
    "visible", "weight", "white", "wide", "width", "wrap", "wrapper", "wysiwyg",
];

/// Selectors that find an element by one name of its own, each.
pub(super) fn handles(element: &Element) -> Vec<String> {
    let stable = |name: &&str| is_stable(name);
    let mut found: Vec<String> = classes(element).filter(stable).map(|class| format!(".{class}")).collect();
    // A number in an id counts elements or articles.
    let id = id(element).filter(stable).filter(|id| !id.contains(|c: char| c.is_ascii_digit()));
    found.extend(id.map(|id| format!("#{id}")));
    for name in NAMING {
        let value = attribute(element, &LocalName::from(*name)).filter(|value| is_plain(value));
        found.extend(value.map(|value| format!("[{name}=\"{value}\"]")));
    }
    let tag = element.name();
    if tag.contains('-') && is_stable(tag) {
        found.push(tag.to_owned());
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Selectors that find an element by any name that a person gave it, words of layout too.
pub(super) fn names(element: &Element) -> Vec<String> {
    // What these are called says how the page was made.
    if matches!(element.name(), "html" | "body") {
        return Vec::new();
    }
    let of_classes = classes(element).filter(|name| is_given(name)).map(|class| format!(".{class}"));
    let of_id = id(element).filter(|name| is_given(name)).map(|id| format!("#{id}"));
    let of_tag = Some(element.name()).filter(|tag| matches!(*tag, "article" | "main")).map(str::to_owned);
    of_classes.chain(of_id).chain(of_tag).collect()
}

/// Whether a name was given by a person and says what the element is: no word of layout alone.
fn is_stable(name: &str) -> bool {
    is_given(name) && words(name).iter().any(|word| word.len() > 3 && !LAYOUT.contains(&&**word))
}

/// Whether a name was given by a person: no hash, no number.
fn is_given(name: &str) -> bool {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let words = words(name);
    plain
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= 60
        && !words.iter().any(|word| is_hash(word))
        && !name.split(['-', '_']).any(is_jumble)
        && !["css", "sc", "jsx", "svelte", "emotion"].contains(&&*words[0])
}

/// An attribute's value that can stand in a selector as it is, and names no single article.
fn is_plain(value: &str) -> bool {
    let signs = |c: char| c.is_alphabetic() || matches!(c, '-' | '_' | ' ' | '.' | ':');
    (4..=40).contains(&value.len()) && value.chars().all(signs) && !words(value).iter().any(|word| is_hash(word))
}

/// `mostRead-box2` → `most`, `read`, `box2`, in small letters.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (lower && c.is_uppercase()) {
            words.push(String::new());
        }
        lower = c.is_lowercase();
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    if words.is_empty() { vec![String::new()] } else { words }
}

/// Letters and digits at random: digits amid letters, more than two digits, or hardly a vowel in a long run.
fn is_hash(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = word.len() - letters.len();
    let vowels = letters.chars().filter(|c| "aeiouy".contains(*c) || !c.is_ascii()).count();
    digits > 2 || letters.contains(|c: char| c.is_ascii_digit()) || (letters.len() > 4 && vowels * 6 < letters.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_machines_give_are_no_handles() {
        for name in [
            "css-1x2y3z",
            "sc-bdVaJa",
            "Box_title__3xYz1",
            "jsx-38472",
            "post-48211",
            "mt-4",
            "_a8d",
            "md:flex",
            "xkcdqrt",
            "text-NyXPlw",
            "meta-EgzBVA",
        ] {
            assert!(!is_stable(name), "{name}");
        }
    }

    #[test]
    fn names_of_layout_alone_are_no_handles() {
        for name in ["content", "text-block", "article-body", "row", "col-8", "main"] {
            assert!(!is_stable(name), "{name}");
        }
    }

    #[test]
    fn names_that_say_what_something_is_are() {
        for name in ["most-read", "newsletterBox", "related2", "o-teaser__list", "tide-table", "ferryTimes", "TideBar"]
        {
            assert!(is_stable(name), "{name}");
        }
    }
}
