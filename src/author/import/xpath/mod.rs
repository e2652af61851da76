//! XPath 1.0, as far as site configs write it, said as selectors.
//!
//! text → tree (`parse.rs`) → steps (`path.rs`) with their conditions.

mod compound;
mod parse;
mod path;
mod place;
mod token;
mod value;

pub(super) use value::{Like, argument, class, id, says};

/// An XPath may be so long, in bytes, and each condition of its selector: one can need its element three times over.
const LONGEST: usize = 2_000;

/// An XPath as selectors.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Translated {
    /// Selectors of the elements that it means, or in which the text or attribute stands that it means.
    pub selectors: Vec<String>,
    /// Whether it means an attribute.
    pub attribute: bool,
    /// Whether it means text outside of elements.
    pub text: bool,
    /// Whether it means only the first one of the page.
    pub first: bool,
    /// What was put right to read it.
    pub repairs: Vec<&'static str>,
}

/// Says an XPath as selectors, or why that cannot be.
pub(super) fn translate(text: &str) -> Result<Translated, String> {
    if text.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    let (expression, repairs) = parse::parse(text)?;
    Ok(Translated { repairs, ..path::translate(&expression)? })
}

/// A part of an XPath.
#[derive(Clone, PartialEq, Debug)]
enum Expr {
    /// Two sides and what stands between them.
    Binary(Box<Expr>, Operator, Box<Expr>),
    /// `name(…)`
    Call(String, Vec<Expr>),
    Literal(String),
    Number(u32),
    Path(Path),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Minus,
    Union,
}

/// A way to elements.
#[derive(Clone, PartialEq, Debug)]
struct Path {
    start: Start,
    steps: Vec<Step>,
}

/// Where a path begins.
#[derive(Clone, PartialEq, Debug)]
enum Start {
    /// The page.
    Root,
    /// The element that is asked.
    Here,
    /// What an expression in brackets finds, and its predicates.
    Group(Box<Expr>, Vec<Expr>),
}

/// A step of a path.
#[derive(Clone, PartialEq, Debug)]
struct Step {
    axis: Axis,
    /// Whether `//` stands before it.
    deep: bool,
    test: Test,
    predicates: Vec<Expr>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Axis {
    Child,
    Descendant,
    Itself,
    Parent,
    Ancestor,
    FollowingSibling,
    PrecedingSibling,
    Following,
    Preceding,
    Attribute,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Test {
    /// `*` or `node()`
    Any,
    Name(String),
    Text,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selectors(text: &str) -> String {
        translate(text).unwrap_or_else(|why| panic!("{text}: {why}")).selectors.join(", ")
    }

    #[test]
    fn paths_are_selectors() {
        for (xpath, wanted) in [
            ("//div", "div"),
            ("/html/body//P", "html > body p"),
            (".//p", "p"),
            ("//article/descendant::p/child::b", "article p > b"),
            ("//div[@id='story']", "div#story"),
            ("//*[@id = \"2-a\"]", "[id=\"2-a\"]"),
            ("//div[@class='a b']/p", "div[class=\"a b\"] > p"),
            ("//div[contains(@class, 'share')]", "div[class*=\"share\"]"),
            ("//p[contains(concat(' ',normalize-space(@class),' '),' lead ')]", "p.lead"),
            ("//p[contains(concat(' ', @class, ' '), ' md:x ')]", "p[class~=\"md:x\"]"),
            ("//p[contains(concat(' ', @class, ' '), ' ad-')]", "p:is([class^=\"ad-\"], [class*=\" ad-\"])"),
            ("//a[starts-with(@href, '/x') and not(@rel)]", "a[href^=\"/x\"]:not([rel])"),
            ("//a[not(@rel='x' or @rel='y')]", "a:not([rel=\"x\"], [rel=\"y\"])"),
            ("//h2 | //h3[@title]", "h2, h3[title]"),
            ("//*[self::h2 or self::h3]", ":is(h2, h3)"),
            ("//div[@a='x' or @a='y']", "div:is([a=\"x\"], [a=\"y\"])"),
            ("//div[@a != 'x']", "div[a]:not([a=\"x\"])"),
            ("//img[contains(translate(@alt, 'ABC', 'abc'), 'logo')]", "img[alt*=\"logo\" i]"),
            ("//p[contains(@title, '\"')]", "p[title*='\"']"),
            ("(//div[@id='a'])/p", "div#a > p"),
        ] {
            assert_eq!(selectors(xpath), wanted, "{xpath}");
        }
    }

    #[test]
    fn places_are_counted_among_siblings() {
        for (xpath, wanted) in [
            ("//p[1]", "p:first-of-type"),
            ("//ul/*[3]", "ul > :nth-child(3)"),
            ("//p[last()]", "p:last-of-type"),
            ("//p[last()-1]", "p:nth-last-of-type(2)"),
            ("//p[position()>2]", "p:nth-of-type(n+3)"),
            ("//p[position() <= 2]", "p:nth-of-type(-n+2)"),
            ("//p[@class='x'][1]", "p[class=\"x\"]:not(p[class=\"x\"] ~ p[class=\"x\"])"),
            ("//p[@a][last()]", "p[a]:not(:has(~ p[a]))"),
        ] {
            assert_eq!(selectors(xpath), wanted, "{xpath}");
        }
    }

    #[test]
    fn operators_ask_what_css_cannot() {
        for (xpath, wanted) in [
            ("//p[contains(., 'Read more')]", "p:contains(Read more)"),
            ("//p[contains(text(), \"Don't\")]", "p:containsOwn(\"Don't\")"),
            ("//p[text()[contains(., 'Read (more)')]]", "p:containsOwn(\"Read (more)\")"),
            ("//p[.//text()[contains(., 'Read')]]", "p:contains(Read)"),
            ("//p[text()='Share']", "p:matchesOwn(^Share$)"),
            ("//p[starts-with(normalize-space(.), 'Read more')]", "p:matches(\"^Read\\s+more\")"),
            ("//p[contains(., 'Top 5')]", "p:matches(\"Top\\s+5\")"),
            ("//div[h3]", "div:has(> h3)"),
            ("//div[.//a[@rel='x']]", "div:has(a[rel=\"x\"])"),
            ("//div[contains(.//h3, 'Most read')]", "div:has(h3:contains(Most read))"),
            ("//div[a/@href='/x']", "div:has(> a[href=\"/x\"])"),
            ("//div[not(p)]", "div:not(:has(> p))"),
            ("//p[following-sibling::ul]", "p:has(~ ul)"),
            ("//div/ul[@id='x'][preceding-sibling::*[1][self::h3[.='More']]]", "div > :is(h3:matches(^More$)) + ul#x"),
            ("//p[preceding-sibling::h2[.='More']]", "h2:matches(^More$) ~ p"),
            ("//ul[not(preceding-sibling::*[1][self::h3])]", "ul:not(:is(:is(h3) + *))"),
            ("//p[ancestor::aside]", "p:is(aside *)"),
            ("//p[parent::div/@id='x']", "p:is(div#x > *)"),
            ("//p[../h3]", "p:is(:has(> h3) > *)"),
            ("//h3[.='More']/following-sibling::ul", "h3:matches(^More$) ~ ul"),
            ("//h3/following-sibling::*[1]", "h3 + *"),
            ("//h3/following-sibling::p[1]", "h3 ~ p:not(h3 ~ p ~ p)"),
            ("//div[@id='x']/p/preceding-sibling::h2", "div#x > h2:has(~ p)"),
            ("//a[@rel='x']/ancestor::section[1]", "a[rel=\"x\"]:upward(section)"),
            ("//a/ancestor::div[2]/p", "a:upward(div):upward(div) > p"),
            ("//h3/..", "h3:upward(1)"),
            ("//h3/parent::div[@id='x']/ul", "h3:upward(1):is(div)#x > ul"),
        ] {
            assert_eq!(selectors(xpath), wanted, "{xpath}");
            let list = toml::Spanned::new(0..0, wanted.to_owned());
            assert!(crate::matcher::Selectors::parse(&list).is_ok(), "{wanted}");
        }
    }

    #[test]
    fn what_stands_in_an_element_is_known() {
        assert!(translate("//meta/@content").unwrap().attribute);
        assert!(translate("//p/text()").unwrap().text);
        assert!(translate("(//p)[1]").unwrap().first);
        let author = translate("substring-after(//p[@id='by'], 'By ')").unwrap();
        assert_eq!((author.selectors.as_slice(), author.text), (["p#by".to_owned()].as_slice(), true));
    }

    #[test]
    fn slips_are_put_right() {
        for (xpath, wanted) in [
            ("//p[@id=‘x’]", "p#x"),
            ("//p[@class=x]", "p[class=\"x\"]"),
            ("//p[contains(@class='x')]", "p[class*=\"x\"]"),
        ] {
            let translated = translate(xpath).unwrap();
            assert_eq!((translated.selectors.join(", ").as_str(), translated.repairs.len()), (wanted, 1), "{xpath}");
        }
    }

    #[test]
    fn depth_and_length_are_bounded() {
        assert!(translate(&"a[".repeat(900)).unwrap_err().contains("deep"));
        assert!(translate(&"not(".repeat(400)).unwrap_err().contains("deep"));
        assert!(translate(&"a|".repeat(100_000)).unwrap_err().contains("longer"));
        assert_eq!(translate(&("a|".repeat(999) + "a")).unwrap().selectors.len(), 1000);
        assert!(translate(&("//p".to_owned() + &"[1][@a]".repeat(200))).unwrap_err().contains("selector"));
        let nested = (0..30).fold("a".to_owned(), |inner, _| format!("p[{inner}][1]"));
        assert!(translate(&nested).unwrap_err().contains("selector"));
    }
}
