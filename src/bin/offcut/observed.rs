//! What evidence saw of a block, in words for somebody who does not know how offcut weighs.

use offcut::Family;

/// An observation as a sentence about the block, which is “it”.
pub fn observed(family: Family, value: &str) -> String {
    let words: Vec<&str> = value.split(' ').collect();
    let said = match family {
        Family::Shape => shape(&words),
        Family::Links => Some(format!("it has {}", links(value))),
        Family::Marks => marks(value).map(|said| format!("it {said}")),
        Family::Tag => Some(format!("it is a <{value}>")),
        Family::Role => Some(role(value)),
        Family::Head => head(&words),
        Family::Within => Some(format!("it stands in <{value}>")),
        Family::Names => Some(format!("an element around it is called “{value}”")),
        Family::Marked => marked(&words),
        Family::Place | Family::PlaceShape | Family::PlaceLinks | Family::PlaceTag => Some(place(value)),
        Family::Edge => edge(&words),
        Family::Box => Some(held("its box", &words)),
        Family::List => words.split_first().map(|(name, words)| held(&format!("its <{name}>"), words)),
        Family::Like => Some(like(&words)),
        Family::Row => Some(row(value)),
        Family::Before => Some(beside("before", &words)),
        Family::Behind => Some(beside("behind", &words)),
        Family::Gap => gap(&words),
        Family::Taken => taken(&words),
        Family::Past => past(&words),
        Family::Part => part(&words),
        Family::Said => Some(said(value)),
        Family::Progress => progress(&words),
        Family::Run => run(&words),
        Family::Words => Some(format!("it says “{value}”")),
        Family::Capitals => capitals(&words),
        Family::Theme => Some(theme(value)),
        Family::Any => None,
    };
    // A new value shows as the weights name it until it has words here.
    said.unwrap_or_else(|| format!("{family}: {value}"))
}

/// The same of a text, whose layout was read as elements.
pub fn laid_out(said: &str) -> String {
    LAID_OUT.iter().fold(said.to_owned(), |said, (element, laid_out)| said.replace(element, laid_out))
}

/// What elements are in a text.
const LAID_OUT: &[(&str, &str)] = &[
    ("its <ul>", "its run of lines"),
    ("<ul>", "a run of lines"),
    ("a <li>", "a line of a run"),
    ("<li>", "a line of a run"),
    ("a <p>", "a paragraph"),
    ("<p>", "a paragraph"),
    ("a <div>", "a line by itself"),
    ("<div>", "a line by itself"),
    ("an <article>", "the main stretch"),
    ("<article>", "the main stretch"),
    ("<body>", "the page"),
    ("what has elements like its own", "what is laid out like it"),
    ("no other block has elements like its own", "no other block is laid out like it"),
    ("blocks have elements like its own", "blocks are laid out like it"),
    ("has like elements", "is laid out like it"),
    ("a row of like elements", "a row of lines laid out alike"),
    ("element", "stretch"),
];

/// A name of a length, in words.
fn length(name: &str) -> Option<&'static str> {
    Some(match name {
        "label" => "1-3 words",
        "short" => "4-9 words",
        "line" => "10-19 words",
        "sentence" => "20-39 words",
        "paragraph" => "40 words or more",
        _ => return None,
    })
}

fn close(name: &str) -> &'static str {
    if name == "closed" { "closed as a sentence is" } else { "not closed as a sentence is" }
}

/// A share: `half of …`.
fn share(name: &str) -> &str {
    match name {
        "little" => "few",
        name => name,
    }
}

fn links(name: &str) -> String {
    match name {
        "none" => "no links".to_owned(),
        "few" => "a few words in links".to_owned(),
        name => format!("{name} of its words in links"),
    }
}

fn shape(words: &[&str]) -> Option<String> {
    let [count, closed] = words else { return None };
    Some(format!("it has {count} words, {}", close(closed)))
}

fn marks(name: &str) -> Option<&'static str> {
    Some(match name {
        "colon" => "ends with a colon",
        "question" => "ends with a question mark",
        "cut short" => "ends with an ellipsis",
        "address" => "has a web address",
        "at sign" => "has an at sign",
        "bar" => "has bars, dots or arrows, as menus do",
        "quotes" => "has quotation marks",
        "commas" => "has commas",
        "begins small" => "begins with a small letter",
        "capitals" => "is written in capitals",
        "year" => "names a year",
        "no stop" => "has no full stop",
        "many stops" => "has several full stops",
        "repeated" => "stands on the page more than once",
        _ => return None,
    })
}

fn role(name: &str) -> String {
    match name {
        "other" => "it does not look like any part of an article".to_owned(),
        name => format!("it looks like a {}", name.replace('-', " ")),
    }
}

fn head(words: &[&str]) -> Option<String> {
    Some(match words {
        ["none"] => "the page has no headline".to_owned(),
        ["before", ..] => "it stands before the headline".to_owned(),
        [count, "behind", "it,", rest @ ..] => {
            let not = if rest.first() == Some(&"not") { "not " } else { "" };
            format!("it stands {} behind the headline, {not}before the running text", blocks(count))
        }
        _ => return None,
    })
}

fn blocks(count: &str) -> String {
    format!("{count} block{}", if count == "1" { "" } else { "s" })
}

fn marked(words: &[&str]) -> Option<String> {
    let [way, stands, how @ ..] = words else { return None };
    let way = match *way {
        "itemprop" => "an element with itemprop=articleBody",
        "name" => "an element named for an article",
        "article" => "an <article>",
        _ => "a <main>",
    };
    Some(match (*stands, how) {
        ("none", _) => format!("the page's text is not in {way}"),
        (stands, [share]) => {
            let stands = if stands == "in" { "in" } else { "outside of" };
            format!("it stands {stands} {way} with {share} of the running text")
        }
        _ => return None,
    })
}

/// Where it stands, seen from the running text and its element, and what of its own goes with that.
fn place(value: &str) -> String {
    let said = |word: &str| {
        Some(match word {
            "lead" => "above the text",
            "before" => "before the text",
            "amid" => "amid the text",
            "behind" => "behind the text",
            "child" => "beside its paragraphs",
            "box" => "in a box beside its paragraphs",
            "near" => "near its element",
            "out" => "far from its element",
            "closed" => "closed",
            "open" => "open",
            _ => return None,
        })
    };
    let told = |word| said(word).or_else(|| length(word)).map_or_else(|| format!("<{word}>"), str::to_owned);
    let of_links = |links: &&str| value.ends_with(&format!(" {links}"));
    let links = ["no links", "links", "a link"].into_iter().find(of_links);
    let own = links.and_then(|links| value.strip_suffix(links)).unwrap_or(value).split_whitespace();
    let told: Vec<String> = own.map(told).chain(links.map(str::to_owned)).collect();
    let told = told.join(", ");
    // Where no word says when, none has said what is meant by “its”.
    let is_near = ["child", "box", "near", "out"].iter().any(|near| value.starts_with(near));
    format!("it stands {}", if is_near { told.replacen("its", "the text's", 1) } else { told })
}

fn edge(words: &[&str]) -> Option<String> {
    let [count, side] = words else { return None };
    Some(format!("it stands {} {side} the running text", blocks(count)))
}

/// What something holds that it is part of.
fn held(what: &str, words: &[&str]) -> String {
    match words {
        ["links", "none"] => format!("{what} has no links"),
        ["links", how] => format!("{what}: {} of the words are links", share(how)),
        ["running", "text", how] => format!("{what}: {} of the words are running text", share(how)),
        ["share", "of", "all", "text", how] => format!("{what} holds {} of the running text", share(how)),
        ["blocks", count] => format!("{what} has {}", blocks(count)),
        ["words", count] => format!("{what} has {count} words a block"),
        ["pointers", how, count] => format!("{what}: {} of {} are open lines with a link", share(how), blocks(count)),
        ["a", "picture"] => format!("{what} has a picture"),
        [name] => format!("{what} is a <{name}>"),
        words => format!("{what}: {}", words.join(" ")),
    }
}

fn like(words: &[&str]) -> String {
    match words {
        ["blocks", "1"] => "no other block has elements like its own".to_owned(),
        ["blocks", count] => format!("{count} blocks have elements like its own"),
        words => held("what has elements like its own", words),
    }
}

fn row(value: &str) -> String {
    const ROW: &str = "it is one in a row of like elements";
    match value.strip_prefix("picture, ").map_or((value, ""), |rest| (rest, ", with a picture")) {
        ("its heading is a link", _) => format!("{ROW}, and its heading is a link"),
        (rest, picture) => format!("{ROW}{picture}, with {}", links(rest.strip_prefix("links ").unwrap_or(rest))),
    }
}

/// The block on one side, or what stands further on there.
fn beside(side: &str, words: &[&str]) -> String {
    match words {
        ["nothing"] => format!("nothing stands {side} it"),
        ["words", "near", "none"] => format!("no running text is near, {side} it"),
        ["words", "near", count] => format!("{count} words of running text are near, {side} it"),
        ["links", "near", "none"] => format!("no links are near, {side} it"),
        ["links", "near", how] => format!("{} of the words near, {side} it, are links", share(how)),
        ["links", "none"] => format!("the block {side} it has no links"),
        ["links", how] => format!("the block {side} it: {} of its words are links", share(how)),
        ["a", "heading"] => format!("the block {side} it is a heading"),
        ["like", "it"] => format!("the block {side} it has like elements"),
        ["beyond", ..] => format!("the element with the running text begins or ends {side} it"),
        [name, closed] => format!("the block {side} it has {}, {}", length(name).unwrap_or(name), close(closed)),
        words => format!("{side} it: {}", words.join(" ")),
    }
}

fn gap(words: &[&str]) -> Option<String> {
    let [many, side] = words else { return None };
    Some(match *many {
        "none" => format!("no rule cut anything right {side} it"),
        "one" => format!("rules cut a block right {side} it"),
        many => format!("rules cut {many} blocks right {side} it"),
    })
}

fn taken(words: &[&str]) -> Option<String> {
    let [category, many, side] = words else { return None };
    let what = if *many == "one" { "a block" } else { "some blocks" };
    Some(format!("rules cut {what} near, {side} it, as {category}"))
}

fn past(words: &[&str]) -> Option<String> {
    Some(match words {
        ["cut", category, "behind", how] => {
            format!("rules cut {category} above it, {how} of the running text above that")
        }
        ["cut", category, "before", name] => format!("rules cut {category} above it ({})", length(name)?),
        [role, "behind", how] => format!("a {role} stands above it, {how} of the running text above that"),
        _ => return None,
    })
}

fn part(words: &[&str]) -> Option<String> {
    let [how, closed] = words else { return None };
    Some(format!("between what rules cut around it stands {how} of the running text ({closed})"))
}

fn said(value: &str) -> String {
    let of = |name: &str| length(name).map(|length| format!(" ({length})")).unwrap_or_default();
    match (value.strip_prefix("in the body "), value.strip_prefix("not in the body ")) {
        (Some(name), _) => format!("the page's own data has it in the article's text{}", of(name)),
        (_, Some(name)) => format!("the page's own data does not have it in the article's text{}", of(name)),
        _ => format!("{value} that the page's own data gives says it"),
    }
}

fn progress(words: &[&str]) -> Option<String> {
    let [far @ .., name, closed] = words else { return None };
    let stands = match far.join(" ").as_str() {
        "first" => "no sentence stands before it".to_owned(),
        "last" => "no sentence stands behind it".to_owned(),
        share => format!("{share} of all sentences stand before it"),
    };
    Some(format!("{stands} ({}, {closed})", length(name)?))
}

fn run(words: &[&str]) -> Option<String> {
    let [above, own, below] = words else { return None };
    let count = |many: &str| match many {
        "none" => "no".to_owned(),
        "some" => "three".to_owned(),
        many => many.to_owned(),
    };
    let own = if *own == "text" { "as it is one" } else { "and it is none" };
    Some(format!("{} sentences stand right before it, {} right behind, {own}", count(above), count(below)))
}

fn capitals(words: &[&str]) -> Option<String> {
    let [how, name] = words else { return None };
    Some(format!("{} of its {} begin with a capital", share(how), length(name)?))
}

fn theme(value: &str) -> String {
    let (how, name) = value.rsplit_once(' ').unwrap_or((value, ""));
    let of = length(name).map(|length| format!(" ({length})")).unwrap_or_default();
    match how {
        "unknown" => format!("it has too few words to compare with the running text's{of}"),
        "nothing" => format!("none of its telling words stand in the running text{of}"),
        how => format!("{how} of its telling words stand in the running text, too{of}"),
    }
}

#[cfg(test)]
mod tests {
    use offcut::PackSource;
    use toml::{Table, Value};

    use super::*;

    /// The families of a pack's fitted weights, and their values.
    fn weights(pack: &PackSource) -> Vec<(Family, String)> {
        let table: Table = pack.text.parse().unwrap();
        let rules = table.get("rule").and_then(Value::as_array).into_iter().flatten();
        let articles = rules.flat_map(|rule| [rule.get("html"), rule.get("text")]).flatten();
        let first = articles.filter_map(|pattern| pattern.get("article")?.get("first")?.as_table());
        let values = |(family, values): (&String, &Value)| {
            let family: Family = family.parse().unwrap();
            values.as_table().unwrap().keys().map(|value| (family, value.clone())).collect::<Vec<_>>()
        };
        first.flatten().flat_map(values).collect()
    }

    #[test]
    fn of_a_text_nothing_is_said_of_elements() {
        let all: Vec<(Family, String)> = PackSource::builtin().iter().flat_map(weights).collect();
        let said = |value: &str, family| laid_out(&observed(family, value));
        assert_eq!(said("ul words 4-6", Family::List), "its run of lines has 4-6 words a block");
        for (family, value) in all {
            let said = said(&value, family);
            assert!(family == Family::Words || !(said.contains("element") || said.contains("<ul>")), "{said}");
        }
    }

    #[test]
    fn all_that_weighs_has_words_and_fits_a_line() {
        let all: Vec<(Family, String)> = PackSource::builtin().iter().flat_map(weights).collect();
        assert!(all.len() > 1000);
        let said = all.into_iter().filter(|(family, _)| *family != Family::Any).map(|(family, value)| {
            let said = observed(family, &value);
            assert!(!said.starts_with(&format!("{family}: ")), "{said}");
            said
        });
        // Behind blanks and the weight.
        let long: Vec<String> = said.filter(|said| 13 + said.chars().count() > 100).collect();
        assert_eq!(long, [""; 0]);
    }
}
