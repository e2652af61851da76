//! What selectors find in small pages, and that operators mean what CSS means where it can say the same.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::read::{Source, read};

/// The texts of the elements that a list of selectors finds in a page.
fn found(list: &str, markup: &str) -> Vec<String> {
    let parsed = read(Source::html(markup)).unwrap();
    let selectors =
        Selectors::parse(&Spanned::new(0..0, list.to_owned())).unwrap_or_else(|fault| panic!("{list}: {fault:?}"));
    let spans = selectors.spans(&Scene::new(&parsed));
    spans.iter().map(|span| span.of(&parsed.document.text).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn operators_find_what_css_cannot() {
    let page = "<main><p>Bridge <b>shut</b></p>\
         <section class=a><h3>Related  <i>Stories</i></h3><ul><li><a>Fares</a></ul><p>Ferry</p></section>\
         <section class=b><h3 class=big>Tides</h3><div><p>Don’t miss (it)</p></div></section>\
         <div class=c><span hidden>Advert</span><img src=x><em>Herring</em></div></main>";
    let (related, tides) = ("Related Stories Fares Ferry", "Tides Don’t miss (it)");
    for (selector, wanted) in [
        ("h3:contains(RELATED stor)", vec!["Related Stories"]),
        ("h3:contains('tides'), em:contains(herring)", vec!["Tides", "Herring"]),
        ("p:contains(Don't miss (it))", vec!["Don’t miss (it)"]),
        (":contains(shut)", vec!["Bridge shut Related Stories Fares Ferry Tides Don’t miss (it) Herring"]),
        ("h3:containsOwn(stories)", vec![]),
        (":containsOwn(stories)", vec!["Stories"]),
        ("h3:matches(^Rel.*es$)", vec!["Related Stories"]),
        ("h3:matches(^related)", vec![]),
        ("h3:matchesOwn((?i)^related$)", vec!["Related Stories"]),
        ("p:matches('[)]$')", vec!["Don’t miss (it)"]),
        ("section:has(> h3:contains(related))", vec![related]),
        ("section:has(p:contains(miss))", vec![tides]),
        ("section:has(> p:contains(miss))", vec![]),
        ("section:has(:contains(fares), p:contains(miss))", vec![related, tides]),
        (
            "main:has(> section:has(> h3))",
            vec!["Bridge shut Related Stories Fares Ferry Tides Don’t miss (it) Herring"],
        ),
        ("section:not(:contains(miss))", vec![related]),
        ("section:not(:has(> h3:contains(related)), .c)", vec![tides]),
        ("section :is(a:contains(fares), p:contains(ferry))", vec!["Fares", "Ferry"]),
        ("h3:contains(related) + ul", vec!["Fares"]),
        ("h3:contains(related) ~ p", vec!["Ferry"]),
        ("h3:contains(related) + ul > li", vec!["Fares"]),
        ("section:contains(fares) li a", vec!["Fares"]),
        ("h3:contains(tides).big", vec!["Tides"]),
        ("h3:contains(tides).a", vec![]),
        ("section:has(li:contains(fares)):contains(ferry) > p", vec!["Ferry"]),
        ("h3:contains(related):upward(section)", vec![related]),
        ("a:upward(2)", vec!["Fares"]),
        ("a:upward(200)", vec![]),
        ("h3:upward(.b, .c)", vec![tides]),
        ("h3:contains(tides):upward(1) > div", vec!["Don’t miss (it)"]),
        ("p:contains(ferry):upward(:has(> h3))", vec![related]),
        ("img:upward(div)", vec!["Herring"]),
        ("div:has(> span:contains(advert))", vec!["Herring"]),
        ("div:contains(advert)", vec![]),
        ("main > :contains(bridge)", vec!["Bridge shut"]),
    ] {
        assert_eq!(found(selector, page), wanted, "{selector}");
    }
}

#[test]
fn large_texts_are_looked_up_in_the_folded_page() {
    let filling = "1,204 Ferries — “late” ".repeat(200);
    let page =
        format!("<div class=a><p>İzmir {filling}</p></div><div class=b><p>{filling}</p><p>Herring</p></div><p>Tide");
    assert_eq!(found("div:contains(herring):has(> p:contains(#)) > p + p", &page), ["Herring"]);
    assert_eq!(found("div:contains('late\" izmir')", &page), [""; 0]);
    assert_eq!(found("div:not(:contains(i\u{307}zmir 7 ferries - \"late\")) > :contains(herr)", &page), ["Herring"]);
}

/// From every element all others are found, over and over: what would take days takes no time, and finds nothing.
#[test]
fn work_is_bounded() {
    let page = format!("<main>{}</main>", "<div>x".repeat(400) + &"</div>".repeat(400)).repeat(50);
    assert_eq!(found("div:has(div:not(:has(div:contains(nil))) div:contains(x)) div:contains(x) div", &page), [""; 0]);
    assert_eq!(found("div:contains(x)", &page).len(), 50);
}

/// Elements in each other, each with a word of its own before its children.
fn markup() -> impl Strategy<Value = String> {
    let element = |inside: Vec<String>| {
        let names = prop::sample::select(vec!["div", "section", "b"]);
        let classes = prop::sample::select(vec!["", " class=x", " class='x y'"]);
        (names, classes, 0..100_u32)
            .prop_map(move |(name, class, word)| format!("<{name}{class}>w{word} {}</{name}>", inside.concat()))
    };
    Just(Vec::new())
        .prop_flat_map(element)
        .prop_recursive(5, 30, 4, move |inner| prop::collection::vec(inner, 1..4).prop_flat_map(element))
}

fn simple() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["div", "section", "b", ".x", ".y", "div.x", "*", ":first-child", "b:not(.x)", "[class]"])
}

fn combinator() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![" ", " > ", " + ", " ~ "])
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(7),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Nothing says “nil”, so operators that ask for it change nothing, wherever they stand.
    #[test]
    fn operators_mean_what_css_means(page in markup(), a in simple(), sign in combinator(), b in simple(), c in simple()) {
        let says = ":not(:contains(nil))";
        let html = scraper::Html::parse_document(&page);
        for (plain, selector) in [
            (format!("{a}{sign}{b}"), format!("{a}{sign}{b}{says}")),
            (format!("{a}{sign}{b}"), format!("{a}{says}{sign}{b}")),
            (format!("{a} {b}{sign}{c}"), format!("{a}{says} {b}{says}{sign}{c}{says}")),
            (format!("{a}{sign}{b} > {c}"), format!("{a}{says}{sign}{b} > {c}")),
            (format!("{a}:has({sign}{b} {c})"), format!("{a}:has({sign}{b} {c}{says})")),
            (format!("{a}:has({sign}{b} {c})"), format!("{a}:has({sign}{b}{says} {c})")),
            (format!("{a}:not({b}{sign}{c})"), format!("{a}:not({b}{sign}{c}{says})")),
            (format!("{a}:is({b}, {c})"), format!("{a}:is({b}{says}, {c})")),
        ] {
            let mut wanted: Vec<String> = Vec::new();
            let mut last = None;
            for element in html.select(&Selector::parse(&plain).unwrap()) {
                // Of elements in each other only the outermost counts.
                if !last.is_some_and(|last| element.ancestors().any(|outer| outer.id() == last)) {
                    last = Some(element.id());
                    wanted.push(element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "));
                }
            }
            wanted.retain(|text| !text.is_empty());
            prop_assert_eq!(found(&plain, &page), wanted.clone(), "{}", plain);
            prop_assert_eq!(found(&selector, &page), wanted, "{}", selector);
        }
    }
}
