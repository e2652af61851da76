//! Inputs that nobody means well with: they come back whole, and the work they make grows with their length.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use offcut::view::{Style, VIEWS};
use offcut::{Cleaner, Kind, Profile, RuleSet, Source, restore};

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::new(RuleSet::builtin(), Profile::archive().unbounded()));

fn comes_back(page: &str) {
    for kind in [Kind::RawText, Kind::ExtractedText] {
        let cleaned = CLEANER.clean(Source::text(page).id("page").kind(kind)).unwrap();
        assert!(restore(&cleaned.text, &cleaned.cuts).unwrap() == page);
        for view in VIEWS {
            view.render(&cleaned, Style { terminal: true, colour: true });
        }
    }
}

#[test]
fn nothing_at_all() {
    for page in ["", " ", "\n", "\0", "\u{feff}", "\r\r\n\n\r", "\u{200b}\n\u{200b}", "|", "—", "1.", ".", ",,,", "#"]
    {
        comes_back(page);
    }
}

#[test]
fn one_long_line() {
    comes_back(&"word and more ".repeat(50_000));
    comes_back(&"A".repeat(500_000));
    comes_back(&"東京".repeat(100_000));
    comes_back(&"| ".repeat(200_000));
}

#[test]
fn many_lines() {
    comes_back(&"Share\n".repeat(50_000));
    comes_back(&"Correction: Share\nShare\n".repeat(20_000));
    comes_back(
        &("Correction: ".to_owned() + &"a".repeat(500_000) + "\n" + &"Update: x\nAdvertisement\n".repeat(10_000)),
    );
    comes_back(&"A tug pulls the barge.\n\n".repeat(20_000));
    comes_back(&("Ada's-long-title ".repeat(20_000) + "\n" + &"Bridge shut again today\n".repeat(20_000)));
    comes_back(&"\n".repeat(200_000));
    comes_back(&"Related stories\n\nBridge shut\n".repeat(10_000));
    comes_back(&"Storm Breaks the Bridge Again\nNobody was hurt in it, they say.\nAda Lindqvist ·\n".repeat(5_000));
}

/// A section that reaches over everything behind it, from every line.
#[test]
fn cuts_upon_cuts() {
    let pack = offcut::PackSource::new(
        "all",
        r#"
        [[rule]]
        id = "all/rest"
        category = "outside"
        cut = "rest"
        why = "Every line cuts all that follows."
        match.min_words = 1
        finds = ["a"]
        spares = ["-"]
        "#,
    );
    let cleaner = Cleaner::new(RuleSet::new(&[pack]).unwrap(), Profile::archive().unbounded());
    let page = "one two\n".repeat(20_000);
    let cleaned = cleaner.clean(Source::text(&*page)).unwrap();
    assert_eq!(cleaned.text, "");
    assert!(restore(&cleaned.text, &cleaned.cuts).unwrap() == page);
}

/// A section that reaches over everything behind it, from every second line, and a correction after each.
#[test]
fn cuts_over_much_that_is_kept() {
    let cleaned = CLEANER.clean(Source::text("Reply\nNote: x\n".repeat(8_000)).kind(Kind::RawText)).unwrap();
    let rules = cleaned.rulings.iter().map(|ruling| &ruling.hit.rule).collect::<std::collections::HashSet<_>>();
    assert!(cleaned.saved.len() <= rules.len() * cleaned.document.blocks.len());
}

#[test]
fn a_quadratic_expression_is_bounded() {
    let pack = offcut::PackSource::new(
        "slow",
        r#"
        [[rule]]
        id = "slow/find-all"
        category = "outside"
        cut = "span"
        why = "Finding all matches of this takes quadratic time."
        match.regex = '.*[^A-Z]|[A-Z]'
        finds = ["A"]
        spares = ["\u0301"]
        "#,
    );
    let cleaner = Cleaner::new(RuleSet::new(&[pack]).unwrap(), Profile::archive());
    assert!(cleaner.clean(Source::text("A".repeat(2_000_000))).unwrap().cuts.is_empty());
}

/// A word for each number.
fn name(n: u32) -> String {
    (0..5).map(|place| char::from(b'a' + (n / 10_u32.pow(place) % 10) as u8)).collect()
}

/// Every block is asked what the elements around it are called.
#[test]
fn an_element_with_a_thousand_names() {
    let names = (0..40_000).map(name).collect::<Vec<_>>().join(" ");
    let line = |n| format!("<p class={}>The ferry, which sails in its place, goes on until the first snow.", name(n));
    let page: String = (0..2000).map(line).collect();
    let cleaned = CLEANER.clean(Source::html(format!("<div class='{names}'>{page}</div>"))).unwrap();
    assert_eq!(cleaned.document.blocks.len(), 2000);
}

/// Looking up an element's path, or what it holds, must not go through all of them for every cut.
#[test]
fn as_many_elements_cut_as_kept() {
    let pair = |n| {
        let name = name(n);
        format!(
            "<p>Nobody from {name} was hurt when the storm broke two arches, but the road is shut and the ferry is full.</p>\
             <div><p class=ad>Advertisement</p></div>"
        )
    };
    let page: String = std::iter::once("<h1>Storm breaks bridge</h1>".to_owned()).chain((0..7000).map(pair)).collect();
    let cleaned = CLEANER.clean(Source::html(page)).unwrap();
    let adverts = cleaned.cuts.iter().filter(|cut| cut.text.contains("Advertisement"));
    assert_eq!(adverts.filter(|cut| cut.path.as_deref() == Some("body > div > p.ad")).count(), 7000);
}
