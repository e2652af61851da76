//! Which rules run on which page, and which of them win.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use offcut::{Cleaned, Cleaner, Fate, Kind, PackSource, Profile, RuleSet, Source, Status};

/// A rule that cuts a block with this word.
fn rule(id: &str, word: &str, more: &str) -> String {
    format!(
        "[[rule]]\nid = '{id}'\ncategory = 'related'\ncut = 'block'\nwhy = 'A test.'\n\
         match.phrase.contains = ['{word}']\nfinds = ['{word}']\nspares = ['nothing']\n{more}\n"
    )
}

/// A rule that cuts a block of which this holds.
fn rule_where(pattern: &str) -> String {
    rule("more/ox", "ox", "").replace("match.phrase.contains = ['ox']", pattern)
}

fn cleaner(packs: &[(&str, String)]) -> Cleaner {
    let packs: Vec<_> = packs.iter().map(|(name, text)| PackSource::new(*name, text.clone())).collect();
    Cleaner::new(RuleSet::new(&packs).unwrap(), Profile::archive().unbounded())
}

fn clean(cleaner: &Cleaner, url: &str, text: &str) -> String {
    cleaner.clean(Source::text(text).url(url)).unwrap().text
}

const PAGE: &str = "ox\nand\ncow\nand\nsow\n";

#[test]
fn an_outlets_rules_run_on_its_hosts() {
    let hosts = "'farm.example', '*.farm.example', 'MÜHLE.example', 'xn--stlle-hra.example'";
    let cleaner = cleaner(&[("farm", format!("hosts = [{hosts}]\n{}", rule("farm/ox", "ox", "")))]);
    for url in ["https://farm.example/a", "https://www.farm.example", "http://news.FARM.example:80/?q"] {
        assert_eq!(clean(&cleaner, url, PAGE), "and\ncow\nand\nsow\n", "{url}");
    }
    for url in ["https://mühle.example", "https://www.xn--mhle-0ra.example/a", "https://ställe.example"] {
        assert_eq!(clean(&cleaner, url, PAGE), "and\ncow\nand\nsow\n", "{url}");
    }
    for url in ["https://otherfarm.example/a", "https://example/farm.example", ""] {
        assert_eq!(clean(&cleaner, url, PAGE), PAGE, "{url}");
    }
}

#[test]
fn two_packs_may_share_a_host() {
    let pack = |id: &str, word: &str| format!("hosts = ['farm.example']\n{}", rule(id, word, ""));
    let cleaner = cleaner(&[("one", pack("one/ox", "ox")), ("two", pack("two/cow", "cow"))]);
    assert_eq!(clean(&cleaner, "https://farm.example/", PAGE), "and\nand\nsow\n");
}

#[test]
fn a_system_runs_where_it_is_extended() {
    let system = format!("system = 'Barn'\n{}", rule("barn/cow", "cow", ""));
    let farm = "hosts = ['farm.example']\nextends = ['systems/barn']\n".to_owned();
    let cleaner = cleaner(&[("systems/barn", system), ("farm", farm)]);
    assert_eq!(clean(&cleaner, "https://farm.example/", PAGE), "ox\nand\nand\nsow\n");
    assert_eq!(clean(&cleaner, "https://mill.example/", PAGE), PAGE);
}

#[test]
fn a_system_is_known_by_its_signs() {
    let system = format!("system = 'Barn'\nsigns = '.barn-door, p:contains(hay)'\n{}", rule("barn/cow", "cow", ""));
    let cleaner = cleaner(&[("systems/barn", system)]);
    for (page, text) in [
        ("<p>ox</p><p class='barn-door'>and</p><p>cow</p>", "ox\n\nand\n"),
        ("<p>ox</p><p>Hay</p><p>cow</p>", "ox\n\nHay\n"),
        ("<p>ox</p><p>cow</p>", "ox\n\ncow\n"),
    ] {
        assert_eq!(cleaner.clean(Source::html(page)).unwrap().text, text, "{page}");
    }
}

#[test]
fn rules_are_switched_off_by_id() {
    let farm = "hosts = ['farm.example']\noff = ['general/sow']\n".to_owned();
    let cleaner = cleaner(&[("general", rule("general/sow", "sow", "")), ("farm", farm)]);
    assert_eq!(clean(&cleaner, "https://farm.example/", PAGE), PAGE);
    assert_eq!(clean(&cleaner, "https://mill.example/", PAGE), "ox\nand\ncow\nand\n");
}

#[test]
fn a_users_rule_replaces_a_builtin_one() {
    let mut packs = PackSource::builtin();
    packs.push(PackSource::new("mine", rule("advert/label", "ox", "")));
    let cleaner = Cleaner::new(RuleSet::new(&packs).unwrap(), Profile::archive());
    assert_eq!(clean(&cleaner, "", "ox\n\nAdvertisement\n\nThe council met.\n"), "Advertisement\n\nThe council met.\n");
}

#[test]
fn rules_have_days_and_kinds() {
    let days = rule("days/ox", "ox", "since = '2020-01-01'\nuntil = '2021-12-31'");
    let kinds = rule("kinds/cow", "cow", "kinds = ['raw-text']");
    let cleaner = cleaner(&[("days", days), ("kinds", kinds)]);
    let on = |date: Option<&str>| {
        let source = Source { date: date.map(str::to_owned), ..Source::text(PAGE) };
        cleaner.clean(source).unwrap().text.starts_with("and")
    };
    assert!(on(Some("2020-01-01")) && on(Some("2021-12-31T23:00:00Z")) && on(None));
    assert!(!on(Some("2019-12-31")) && !on(Some("2022-01-01")));
    let raw = cleaner.clean(Source::text(PAGE).kind(offcut::Kind::RawText)).unwrap();
    assert!(!raw.text.contains("cow") && clean(&cleaner, "", PAGE).contains("cow"));
}

fn deciding(more: &str) -> Cleaned {
    let wide = rule("wide/ox", "ox", "confidence = 0.99").replace("'block'", "'rest'");
    let fine = rule("fine/cow", "cow", "confidence = 0.5").replace("'related'", "'advert'");
    let cleaner = cleaner(&[("wide", wide), ("fine", fine), ("more", more.to_owned())]);
    cleaner.clean(Source::text("hen\nox\ncow\nsow\n")).unwrap()
}

#[test]
fn finer_beats_wider() {
    let cleaned = deciding("");
    let cuts: Vec<_> = cleaned.cuts.iter().map(|cut| (cut.text.trim(), cut.category.name())).collect();
    assert_eq!(cuts, [("ox", "related"), ("cow", "advert"), ("sow", "related")]);
    assert_eq!(cleaned.text, "hen\n");
}

#[test]
fn keep_beats_cut_and_both_are_remembered() {
    let keep = rule("keep/cow", "cow", "").replace("category = 'related'\ncut", "keep");
    let cleaned = deciding(&keep);
    assert_eq!(cleaned.text, "hen\ncow\n");
    let saved: Vec<_> = cleaned.saved.iter().map(|saved| (&*saved.rule, &*saved.by)).collect();
    assert_eq!(saved, [("fine/cow", "keep/cow"), ("wide/ox", "keep/cow")]);
    let fate = |id: &str| cleaned.rulings.iter().find(|ruling| &*ruling.hit.rule == id).unwrap().fate.clone();
    assert_eq!(fate("fine/cow"), Fate::Saved { by: "keep/cow".into() });
    assert_eq!((fate("wide/ox"), fate("keep/cow")), (Fate::Cut, Fate::Keep));
}

#[test]
fn over_the_budget_nothing_is_cut() {
    let packs = [PackSource::new("more", rule("more/ox", "ox", ""))];
    let clean = |profile: Profile| {
        let cleaner = Cleaner::new(RuleSet::new(&packs).unwrap(), profile);
        cleaner.clean(Source::text("ox ox ox ox\n\nhen\n")).unwrap()
    };
    let flagged = clean(Profile::archive());
    assert_eq!((flagged.status, flagged.text.as_str()), (Status::Flagged, "ox ox ox ox\n\nhen\n"));
    assert!(flagged.cuts.is_empty() && flagged.rulings[0].fate == Fate::OverBudget);
    let wider = Profile::from_toml("budget.extracted-text = 0.9").unwrap();
    assert_eq!(clean(wider).text, "hen\n");
}

#[test]
fn comments_may_be_longer_than_the_article() {
    let comments = rule("more/ox", "ox", "").replace("'related'", "'comments'");
    let cleaner = Cleaner::new(RuleSet::new(&[PackSource::new("more", comments)]).unwrap(), Profile::archive());
    assert_eq!(cleaner.clean(Source::text("hen\n\nox ox ox ox\n")).unwrap().text, "hen\n");
}

#[test]
fn times_are_counted_within_so_many_blocks() {
    let often = |within: &str| {
        let pack = rule_where(&format!("match.times = {{ of.phrase.line = ['ox'], min = 2{within} }}"));
        clean(&cleaner(&[("more", pack)]), "", "ox\nhen\nox\nox\n")
    };
    assert_eq!(often(""), "hen\nox\n");
    assert_eq!(often(", within = 3"), "hen\nox\n");
    assert_eq!(often(", within = 2"), "ox\nhen\nox\n");
    assert_eq!(often(", before = true"), "hen\n");
    assert_eq!(often(", before = true, within = 2"), "ox\nhen\n");
}

#[test]
fn lines_are_counted_again_once_those_between_them_are_gone() {
    let times = rule_where("match.times = { of.phrase.line = ['ox'], min = 2, within = 3 }");
    let cleaner = cleaner(&[("more", times), ("less", rule("less/sow", "sow", ""))]);
    assert_eq!(clean(&cleaner, "", "ox\nsow\nsow\nsow\nox\nhen\n"), "ox\nhen\n");
}

#[test]
fn a_line_may_begin_as_the_one_before() {
    let begins = |words: &str| {
        let pack = rule_where(&format!("match.repeat = {{ of = 'previous'{words} }}"));
        clean(&cleaner(&[("more", pack)]), "", "Red ox\nRed hen lays\nRed hen\n\nBlue hen\n")
    };
    assert_eq!(begins(""), "Red ox\nRed hen lays\nRed hen\n\nBlue hen\n");
    assert_eq!(begins(", words = 1"), "Red ox\n\nBlue hen\n");
    assert_eq!(begins(", words = 2"), "Red ox\nRed hen lays\n\nBlue hen\n");
    assert_eq!(begins(", words = 3"), begins(""));
}

const NEWS: &str = "The council met on Monday evening and voted, by nine votes to six, for the repair of the old bridge in the harbour.\n";
const MORE: &str = "The ferry, which sails in its place, will go on until the first snow, as it has every year since the storm of 1974.\n";

#[test]
fn a_label_ends_a_page_only_past_its_running_text() {
    let pack = rule("more/ox", "ox", "").replace("cut = 'block'", "cut = 'rest'") + "where.past = 0.7\n";
    let clean = |page: &str| clean(&cleaner(&[("more", pack.clone())]), "", page);
    assert_eq!(clean(&format!("ox\n\n{NEWS}\n{MORE}\nox\n\nhen\n")), format!("ox\n\n{NEWS}\n{MORE}"));
    assert_eq!(clean("ox\nhen\n"), "");
}

#[test]
fn a_rule_of_the_category_outside_sees_what_other_rules_cut() {
    let label = rule("more/ox", "ox", "");
    let rest = rule("more/rest", "ox", "").replace("'related'", "'outside'").replace("cut = 'block'", "cut = 'rest'");
    let page = format!("{NEWS}\nox\n\nhen\n");
    let cleaner = cleaner(&[("more", format!("{label}\n{rest}"))]);
    assert_eq!(clean(&cleaner, "", &page), NEWS);
}

#[test]
fn what_is_left_of_a_printed_page_is_given_its_roles_again() {
    let teasers = "Harbour Post\nHome\nNews\nSport\nContact\nLogin\nHelp\nWeather\nTides\nFerries\n";
    let last = "Harbour Post writer Ben Okafor contributed to this report.\n";
    let page = format!("{teasers}\n{NEWS}\n{MORE}\n{last}\n{teasers}");
    let cleaner = Cleaner::new(RuleSet::builtin(), Profile::body());
    let cleaned = cleaner.clean(Source::text(page).kind(Kind::RawText)).unwrap();
    assert!(!cleaned.text.contains("contributed"), "{}", cleaned.text);
    assert!(cleaned.cuts.iter().any(|cut| &*cut.rule == "role/byline" && cut.text.contains(last.trim())));
}

#[test]
fn what_is_left_on_top_of_a_printed_page_is_its_headline() {
    let text = "The council met on Monday evening and voted, by nine votes to six, for the repair of the old bridge.\n\n\
                The ferry, which sails in its place, will go on until the first snow, as it has every year since.\n";
    let menu = "Harbour Post\nHome\nNews\nSport\nContact\nLogin\nHelp\n\n";
    let page = format!("{menu}Storm breaks two arches of the old bridge\n\n{text}\n{menu}");
    let cleaner = Cleaner::new(RuleSet::builtin(), Profile::body());
    let cleaned = cleaner.clean(Source::text(page).kind(Kind::RawText)).unwrap();
    assert_eq!(cleaned.text, text);
    let cut = cleaned.cuts.iter().find(|cut| cut.text.contains("Storm breaks")).unwrap();
    assert_eq!(&*cut.rule, "role/headline");
}

#[test]
fn body_text_of_a_printed_page_comes_out_of_another_cleaning_as_it_went_in() {
    let menu = "Harbour Post\nHome\nNews\nSport\nContact\nLogin\nHelp\n\n";
    let (title, again) = ("Storm breaks two arches of the old bridge", "Two arches of the bridge fell in the storm");
    let page = format!("{title}\n{menu}{title}\n\n{again}\n\n{NEWS}\n{MORE}\n{menu}");
    let cleaner = Cleaner::new(RuleSet::builtin(), Profile::body());
    let once = cleaner.clean(Source::text(page).kind(Kind::RawText)).unwrap().text;
    assert!(!once.contains(title) && once.contains(NEWS), "{once}");
    assert_eq!(cleaner.clean(Source::text(once.as_str()).kind(Kind::ExtractedText)).unwrap().text, once);
}

#[test]
fn the_headline_of_a_printed_page_stays_below_running_text() {
    let menu = "Home\nNews\nSport\nContact\nLogin\nHelp\nWeather\nTides\nFerries\n";
    let teaser = "Pilots on Gull Island warn of fog in the morning, and of a swell that may last until the weekend.\n";
    let title = "Bridge stays shut";
    let page =
        format!("{title} | Harbour Post\n{teaser}\n{menu}\n{title}\n\nBy Ada Lindqvist\n\n{NEWS}\n{MORE}\n{menu}");
    let clean = |source: Source| Cleaner::builtin().clean(source.kind(Kind::RawText)).unwrap().text;
    let text = clean(Source::text(&*page));
    assert!(text.contains(&format!("{title}\n\nBy Ada")), "{text}");
    let titled = Source { title: Some(title.into()), ..Source::text(&*page) };
    assert_eq!(clean(titled), text);
}

#[test]
fn of_two_lines_that_could_be_the_headline_neither_is_cut() {
    let text = "The council met on Monday evening and voted, by nine votes to six, for the repair of the old bridge.\n";
    let headline = "Storm breaks two arches of the old bridge\n\n";
    let dek = "Engineers had warned of it for thirty years\n\n";
    let cleaner = Cleaner::new(RuleSet::builtin(), Profile::body());
    let clean = |page: String| cleaner.clean(Source::text(page)).unwrap().text;
    assert_eq!(clean(format!("{headline}{text}")), text);
    assert_eq!(clean(format!("{headline}{dek}{text}")), format!("{headline}{dek}{text}"));
}

#[test]
fn a_keep_rule_saves_without_a_profile_asking() {
    let page = "Correction: The newsletter was misnamed.\n\nThe council met on Monday.\n";
    assert_eq!(Cleaner::builtin().clean(Source::text(page)).unwrap().text, page);
}

#[test]
fn elements_are_found_by_selector() {
    let css = |id: &str, more: &str| {
        format!(
            "[[rule]]\nid = '{id}'\ncategory = 'share'\ncut = 'element'\nwhy = 'A test.'\n{more}\n\
             finds = ['<p>x</p>']\nspares = ['x']\n"
        )
    };
    let page = "<nav>Home</nav><article><p>The council <i class='w x'>Ida Rowen</i>met.</p><div id='s' class=\"a b\">\
                <p>Share</p><p>Tweet</p></div><ul role='list'><li>One</li></ul></article>";
    for (more, clean) in [
        ("html.css = '.b'", "Home\n\nThe council Ida Rowenmet.\n\nOne\n"),
        ("html.css = 'article > #s.a, nav'", "The council Ida Rowenmet.\n\nOne\n"),
        ("html.css = '[role=list]'", "Home\n\nThe council Ida Rowenmet.\n\nShare\n\nTweet\n"),
        ("html.css = 'i.w'", "Home\n\nThe council met.\n\nShare\n\nTweet\n\nOne\n"),
        ("html.css = 'div:has(p), x'", "Home\n\nThe council Ida Rowenmet.\n\nOne\n"),
        ("html.css = 'div:has(> p:contains(SHARE))'", "Home\n\nThe council Ida Rowenmet.\n\nOne\n"),
        ("html.css = 'p:contains(tweet):upward(.b), nav'", "The council Ida Rowenmet.\n\nOne\n"),
        ("html.css = 'p'\nwhere.max_words = 1", "Home\n\nThe council Ida Rowenmet.\n\nOne\n"),
        (
            "html.css = 'x'\ntext.phrase.line = ['Share']",
            "Home\n\nThe council Ida Rowenmet.\n\nShare\n\nTweet\n\nOne\n",
        ),
    ] {
        let cleaner = cleaner(&[("css", css("css/rule", more))]);
        assert_eq!(cleaner.clean(Source::html(page)).unwrap().text, clean, "{more}");
        assert_eq!(cleaner.clean(Source::text("Home\n")).unwrap().text, "Home\n", "{more}");
    }
}

#[test]
fn an_element_with_the_article_in_it_is_not_cut() {
    let prose =
        "The council met on Monday to talk about the bridge, which has been shut since the storm broke its arches.";
    let page = format!("<div class='ad-container'><p>{prose}</p><p>{prose}</p></div><p>Foot</p>");
    assert!(Cleaner::builtin().clean(Source::html(page)).unwrap().text.starts_with(prose));
}

#[test]
fn an_outlets_rule_replaces_a_builtin_one_there_only() {
    let mut packs = PackSource::builtin();
    packs.push(PackSource::new("mine", format!("hosts = ['www.Farm.example']\n{}", rule("advert/label", "ox", ""))));
    let cleaner = Cleaner::new(RuleSet::new(&packs).unwrap(), Profile::archive());
    let page = "ox\n\nAdvertisement\n\nThe council met on Monday.\n";
    assert_eq!(clean(&cleaner, "https://farm.example/", page), "Advertisement\n\nThe council met on Monday.\n");
    assert_eq!(clean(&cleaner, "https://mill.example/", page), "ox\n\nThe council met on Monday.\n");
}

#[test]
fn two_outlets_and_the_user_may_replace_one_builtin_rule() {
    let mut packs = PackSource::builtin();
    let replacing = |host: &str, word: &str| {
        PackSource::new(word, format!("{host}\n{}", rule("advert/label", word, "").replace("A test.", word)))
    };
    packs.push(replacing("hosts = ['farm.example']", "ox"));
    packs.push(replacing("hosts = ['mill.example']", "cow"));
    packs.push(replacing("", "sow"));
    let cleaner = Cleaner::new(RuleSet::new(&packs).unwrap(), Profile::archive().unbounded());
    for (host, word) in [("farm.example", "ox"), ("mill.example", "cow"), ("quay.example", "sow")] {
        assert!(!clean(&cleaner, &format!("https://{host}/"), PAGE).contains(word), "{host}");
        assert_eq!(cleaner.rules().get_on("advert/label", Some(host)).unwrap().why, word);
    }
    packs.push(replacing("", "hen"));
    assert_eq!(RuleSet::new(&packs).unwrap_err().len(), 1);
}

#[test]
fn packs_of_one_name_are_not_mixed_up() {
    let farm = format!("hosts = ['farm.example']\n{}", rule("farm/ox", "ox", ""));
    let cleaner = cleaner(&[("news", farm), ("news", rule("general/cow", "cow", ""))]);
    assert_eq!(clean(&cleaner, "https://mill.example/", PAGE), "ox\nand\nand\nsow\n");
}

#[test]
fn what_stood_around_something_outside_is_looked_at_again() {
    let outside = "[[rule]]\nid = 'farm/fence'\ncategory = 'outside'\ncut = 'block'\nwhy = 'A test.'\n\
                   match.phrase.line = ['fence']\nfinds = ['fence']\nspares = ['a fence']\n";
    let again = "[[rule]]\nid = 'farm/again'\ncategory = 'related'\ncut = 'block'\nwhy = 'A test.'\n\
                 match.repeat = { of = 'previous' }\nfinds = []\nspares = ['nothing']\n\
                 example = [{ before = \"cow\\ncow\", after = 'cow' }]\n";
    let cleaner = cleaner(&[("farm", format!("{outside}{again}"))]);
    assert_eq!(clean(&cleaner, "", "ox\nfence\nox\ncow\n"), "ox\ncow\n");
}

/// A rule that cuts what stood before.
const COPIES: &str = "[[rule]]\nid = 'farm/copy'\ncategory = 'related'\ncut = 'block'\nwhy = 'A test.'\n\
                      match.repeat = { of = 'earlier' }\nfinds = []\nspares = ['nothing']\n\
                      example = [{ before = \"cow\\nox\\ncow\", after = \"cow\\nox\" }]\n";

#[test]
fn a_copy_stays_when_its_original_goes_as_outside() {
    let outside = rule("farm/gate", "gate", "").replace("related", "outside").replace("'block'", "'lead'");
    let cleaner = cleaner(&[("farm", COPIES.to_owned() + &outside)]);
    assert_eq!(clean(&cleaner, "", "cow\ngate\ncow\nsow\ncow\n"), "cow\nsow\n");
}

#[test]
fn of_two_copies_the_one_below_the_headline_stays() {
    let cleaner = cleaner(&[("farm", COPIES.to_owned())]);
    let page = Source::text("cow\nsow\nThe ox is ill\nhen\ncow\n").kind(Kind::RawText);
    let titled = Source { title: Some("The ox is ill".into()), ..page };
    assert_eq!(cleaner.clean(titled).unwrap().text, "sow\nThe ox is ill\nhen\ncow\n");
}

#[test]
fn a_long_line_is_found_where_the_rule_says_how_long() {
    let line = "ox and ".repeat(22) + "cow";
    let pattern = format!("match.phrase.line = ['{line}']\nmatch.phrase.up_to_words = 60");
    assert_eq!(clean(&cleaner(&[("more", rule_where(&pattern))]), "", &format!("sow\n{line}\n")), "sow\n");
}

#[test]
fn lines_of_a_row_of_labels_are_counted() {
    let at_least_two = |lists: &str| format!("match.phrase = {{ at_least = 2, {lists} }}");
    let rows = cleaner(&[("more", rule_where(&at_least_two("line = ['ox', 'cow', 'hen']")))]);
    assert_eq!(clean(&rows, "", "ox\nox | cow\nox | ox\nsow | cow\n"), "ox\nox | ox\nsow | cow\n");
    let either = cleaner(&[("more", rule_where(&at_least_two("line = ['ox and cow'], contains = ['cow']")))]);
    assert_eq!(clean(&either, "", "ox and cow\nan ox and cow\n"), "an ox and cow\n");
}

#[test]
fn an_id_is_written_in_any_script() {
    let id = "farm/зарубка-häufig";
    assert_eq!(clean(&cleaner(&[("more", rule(id, "ox", ""))]), "", "sow\nox\n"), "sow\n");
}
