use super::*;
use crate::document::Kind;

const NEWS: [&str; 2] = [
    "The council met on Monday evening and talked for three hours about the bridge, which has been shut since the storm.",
    "A whale swam past the pier on Tuesday while the band played, and nobody in the audience turned round to look at it.",
];

const LETTER: &str = "A reader writes that the ferries were late on every day of the week, and that she has a list to prove it to anybody.";

fn proposed(pages: &[String]) -> Draft {
    let mut outlet = Outlet::new("news.example", &PackSource::builtin()).unwrap();
    for page in pages {
        outlet.add(Source::html(page.as_str())).unwrap();
    }
    outlet.propose()
}

#[test]
fn what_holds_article_text_on_one_page_is_spared() {
    let page = |news: &str, box_text: &str| {
        format!("<p>{news}</p><div class='ferry-box'><p>{box_text}</p></div><p>{news}!</p>")
    };
    let boxes = proposed(&[page(NEWS[0], "Ferries: 6"), page(NEWS[1], LETTER)]);
    assert!(boxes.rules.iter().all(|rule| !format!("{:?}", rule.keys).contains("ferry-box")), "{boxes}");
}

#[test]
fn an_author_above_the_article_is_not_cut_for_writing_twice() {
    let author = "<div class='byline-strip'><p>Ada Lindqvist</p><p>Quay desk</p></div>";
    let pack = proposed(&NEWS.map(|news| format!("{author}<p>{news}</p><p class='tide-table'>High water 6:10</p>")));
    assert!(pack.rules.iter().any(|rule| format!("{:?}", rule.keys).contains("tide-table")), "{pack}");
    assert!(pack.rules.iter().all(|rule| !format!("{:?}", rule.keys).contains("byline")), "{pack}");
}

#[test]
fn the_date_above_an_article_is_not_cut_for_being_a_date_again() {
    let days = ["Tuesday, 3 February 2026 at 14:05", "Sunday, 12 May 2026 at 9:30"];
    let page = |(news, day): (&str, &str)| {
        let dates = format!("<p class='todays-sheet'>{day}</p><p class='ink-stamp'>Published {day}</p>");
        format!("{dates}<p>{news}</p><p class='tide-table'>High water of {day}</p>")
    };
    let pack = proposed(&NEWS.into_iter().zip(days).map(page).collect::<Vec<_>>());
    let keys = format!("{:?}", pack.rules.iter().map(|rule| &rule.keys).collect::<Vec<_>>());
    assert!(keys.contains("tide-table") && !keys.contains("sheet") && !keys.contains("stamp"), "{pack}");
}

#[test]
fn a_beginning_that_articles_have_is_none() {
    let page = |name: &str, opens: &str| {
        let prose = format!(
            "{opens} on the quay met on Monday evening and talked for three hours about the bridge and {name}, as it does."
        );
        Source::text(format!("News of {name}\n\n{prose}\n\nThe council {name}\n\nTold by the lamp of {name}\n"))
    };
    let proposed = |opens: &str| {
        let mut outlet = Outlet::new("news.example", &PackSource::builtin()).unwrap();
        for name in ["Ada", "Bo", "Cy"] {
            outlet.add(page(name, opens)).unwrap();
        }
        outlet.propose().to_string()
    };
    assert!(proposed("A council").contains(r#"starts = ["The council"]"#));
    let pack = proposed("The council");
    assert!(
        !pack.contains(r#"starts = ["The council"]"#) && pack.contains(r#"starts = ["Told by the lamp of"]"#),
        "{pack}"
    );
}

#[test]
fn what_is_proposed_has_no_findings() {
    let proposed = |line: &str| {
        let mut outlet = Outlet::new("news.example", &PackSource::builtin()).unwrap();
        for (name, news) in ["Ada", "Bo", "Cy"].into_iter().zip([NEWS[0], NEWS[1], LETTER]) {
            outlet.add(Source::text(format!("{news}\n\n{line} {name}\n"))).unwrap();
        }
        outlet.propose()
    };
    let findings = |pack: &Draft| {
        let pack = PackSource::new("news.example", pack.to_string());
        lint(&RuleSet::new(&[PackSource::builtin(), vec![pack.clone()]].concat()).unwrap(), &pack, 2026)
    };
    let of_start = |pack: &Draft| pack.rules.iter().find(|rule| rule.id.ends_with("-line")).unwrap().clone();
    let near = proposed("Yarns spun by the");
    assert!(of_start(&near).on && findings(&near).is_empty(), "{near}");
    let far = proposed("Yarns spun near");
    assert!(!of_start(&far).on && findings(&far).is_empty(), "{far}");
    assert!(far.to_string().contains("# Off: what is spared has no word in common with what is found.\n"), "{far}");
}

#[test]
fn a_line_of_a_list_is_no_label_over_the_others() {
    let mut outlet = Outlet::new("news.example", &PackSource::builtin()).unwrap();
    for (at, news) in [NEWS[0], NEWS[1], LETTER].into_iter().enumerate() {
        let (pie, boot) = (["eel", "leek", "goose"][at], ["wet", "tight", "odd"][at]);
        let letters = if at > 0 { "Letters about the letters" } else { "Mist in the valley" };
        let list = format!("Others waded through\nHow to dry {boot} boots\n{letters}\nPie of {pie}\nWhose {pie} is it");
        outlet.add(Source::text(format!("{news}\n\n{list}\n"))).unwrap();
    }
    let pack = outlet.propose();
    let sections: Vec<&str> = pack.rules.iter().map(|rule| &*rule.id).filter(|id| id.ends_with("section")).collect();
    assert_eq!(sections, ["news.example/others-waded-through-section"], "{pack}");
}

#[test]
fn a_pack_that_cuts_nothing_on_its_web_pages_says_so() {
    let page = |news: &str, other: &str| {
        format!("<p>{news}</p><p>{other}</p><nav><p>Printed on reed paper by the hands of the press</p></nav>")
    };
    let pack = proposed(&[page(NEWS[0], LETTER), page(NEWS[1], "The weir at Tolling was lowered by two hands.")]);
    assert!(pack.about.iter().any(|line| line.contains("printed as text")), "{pack}");
}

#[test]
fn a_copy_of_a_page_does_not_make_its_article_repeat() {
    let page = |news: &str| format!("<div class='tale'><p>{news}</p></div><p class='tide-table'>High water 6:10</p>");
    let pack = proposed(&[page(NEWS[0]), page(NEWS[0]), page(NEWS[1])]);
    assert!(pack.about[0].contains("from 2 pages"), "{pack}");
    assert!(pack.rules.iter().all(|rule| !format!("{:?}", rule.keys).contains("council")), "{pack}");
}

#[test]
fn pages_without_text_give_no_rule() {
    assert_eq!(proposed(&[String::new(), "<p class='tide-table'> </p>".into()]).rules, []);
}

#[test]
fn a_line_behind_which_articles_are_over_ends_them() {
    let page = |name: &str, behind: &str| {
        let prose = format!(
            "The ferry of {name} sails again on Monday, an hour later than before, and nobody knows how long it will."
        );
        Source::text(format!("{prose}\n\n{prose}!\n\nFollow us\n\n{behind}\n")).kind(Kind::RawText)
    };
    let proposed = |behind: &str| {
        let mut outlet = Outlet::new("news.example", &PackSource::builtin()).unwrap();
        for name in ["Ada", "Bo"] {
            outlet.add(page(name, behind)).unwrap();
        }
        outlet.propose().to_string()
    };
    let label = "text.phrase.line = [\"Follow us\"]";
    assert!(proposed("Share").contains(label), "{}", proposed("Share"));
    assert!(!proposed("").contains(label), "nothing stands behind it: {}", proposed(""));
    let goes_on = "It was Ada who lit the lamp, that evening and on all the evenings of the year, whatever the council said of it.";
    assert!(!proposed(goes_on).contains(label), "{}", proposed(goes_on));
}

#[test]
fn a_headline_that_other_pages_name_is_not_cut() {
    let headlines = [
        "Choir sings in the rain for the roof",
        "Salt works find a buyer at last",
        "Geese leave the pond a month early",
    ];
    let list = headlines.join("\n\n");
    let week = "Lantern week opens on the quay tonight";
    // The second says its title over something else.
    for top in ["Marram".to_owned(), format!("{week} | Marram\n\n{week}")] {
        let mut outlet = Outlet::new("news.example", &PackSource::builtin()).unwrap();
        for (headline, news) in headlines.into_iter().zip([NEWS[0], NEWS[1], LETTER]) {
            let foot = "Printed on reed paper by the hands of the press";
            let page = format!("{top}\n\n{headline}\n\nBy nobody\n\n{news}\n\n{list}\n\n{foot}\n");
            outlet.add(Source::text(page).kind(Kind::RawText)).unwrap();
        }
        let pack = outlet.propose().to_string();
        assert!(pack.contains("reed paper") && headlines.iter().all(|headline| !pack.contains(headline)), "{pack}");
    }
}

#[test]
fn what_does_not_load_says_why() {
    let action = crate::rule::Action::Cut(crate::category::Category::Related, crate::hit::Reach::Block);
    let rule = crate::author::draft::DraftRule::new("mine/x", action, "A test.")
        .looks_for("match.regex", "(")
        .finds("(")
        .spares("x");
    assert!(super::fault_of(&rule).contains("regular expression"), "{}", super::fault_of(&rule));
}
