//! The tree construction tests of html5lib 1.1, a named test for each of their files: markup that is broken in every way
//! that browsers know. It is read and cleaned like any page, and the page text is what the tree that browsers agree on
//! shows of it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use offcut::read::read;
use offcut::{Cleaner, Document, Kind, Profile, RuleSet, Source, restore};

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::new(RuleSet::builtin(), Profile::body()));

/// Files that are cut off or lost would pass unseen.
const CASES: usize = 1_700;
/// The longest case has a thousand characters and takes milliseconds.
const LONGEST: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let files: Arc<Vec<_>> = Arc::new(files().into_iter().map(|path| (name(&path), cases(&path))).collect());
    let all = files.iter().map(|(_, cases)| cases.len()).sum();
    let mut trials = vec![Trial::test("all cases are there", move || all_are_there(all))];
    for (number, (name, _)) in files.iter().enumerate() {
        let files = files.clone();
        trials.push(Trial::test(name.clone(), move || hold(&files[number].1)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn all_are_there(found: usize) -> Result<(), Failed> {
    if found == CASES { Ok(()) } else { Err(format!("{found} cases, not {CASES}").into()) }
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/html5lib");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "dat")).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

/// One case of a file.
struct Case {
    markup: String,
    /// The element that the markup stands in, where it is no whole page.
    within: Option<String>,
    /// Whether the tree is a browser's that runs no scripts.
    unscripted: bool,
    /// The tree, a node a line.
    tree: String,
}

fn cases(path: &Path) -> Vec<Case> {
    let file = format!("\n{}", fs::read_to_string(path).unwrap());
    file.split("\n#data\n").skip(1).map(case).collect()
}

fn case(text: &str) -> Case {
    let text = format!("\n{text}\n");
    let (markup, rest) = text.split_once("\n#errors\n").unwrap();
    let (errors, tree) = rest.split_once("#document\n").unwrap();
    Case {
        markup: markup.strip_prefix('\n').unwrap_or_default().to_owned(),
        within: errors.split_once("#document-fragment\n").map(|(_, name)| name.trim_end().to_owned()),
        unscripted: errors.contains("#script-off"),
        tree: tree.trim_end_matches('\n').to_owned(),
    }
}

fn hold(cases: &[Case]) -> Result<(), Failed> {
    let wrong: Vec<_> = cases.iter().filter_map(|case| fault(case).map(|fault| (&case.markup, fault))).collect();
    if wrong.is_empty() { Ok(()) } else { Err(format!("{wrong:#?}").into()) }
}

fn fault(case: &Case) -> Option<String> {
    let start = Instant::now();
    let source = || Source::bytes(case.markup.as_str()).kind(Kind::Html);
    let page = read(source()).unwrap().document;
    let cleaned = CLEANER.clean(source()).unwrap();
    let took = start.elapsed();
    if took > LONGEST || !page.remarks.is_empty() {
        return Some(format!("took {took:?}, remark: {:?}", page.remarks));
    }
    if !is_in_order(&page) {
        return Some(format!("blocks are not in order: {:?}", page.blocks));
    }
    if restore(&cleaned.text, &cleaned.cuts).as_ref() != Ok(&page.text) {
        return Some("restoring does not give the page".into());
    }
    let shown = shown(&case.tree);
    (is_a_page(case) && !has_words(&page.text, &shown)).then(|| format!("shown: {shown:?}, read: {:?}", page.text))
}

/// Whether blocks follow each other, with nothing but white space between them.
fn is_in_order(page: &Document) -> bool {
    let mut end = 0;
    let in_order = page.blocks.iter().all(|block| {
        let between = page.text.get(end..block.span.start);
        end = block.span.end;
        between.is_some_and(|between| between.trim().is_empty()) && block.span.start < end
    });
    in_order && page.text.get(end..).is_some_and(|rest| rest.trim().is_empty())
}

/// Elements in which markup is read by rules of their own. All other fragments show the same words as a page does.
const OWN_RULES: &[&str] = &["textarea", "style", "plaintext", "colgroup", "svg desc"];

/// Any element may stand in a `select` since these were written, and browsers make another tree of them.
const CHANGED: &[&str] =
    &["<select><b><option><select><option></b></select>X", "<!doctype html><table><select><plaintext>a<caption>b"];

/// Whether the tree is that of a page, as the reader takes everything to be, in a browser that runs scripts.
fn is_a_page(case: &Case) -> bool {
    let own_rules = case.within.as_deref().is_some_and(|name| OWN_RULES.contains(&name));
    !own_rules && !case.unscripted && !CHANGED.contains(&case.markup.as_str())
}

/// Whether a page has these words and no others, in order. Elements may part a word, but nothing may join two.
fn has_words(page: &str, shown: &str) -> bool {
    let mut words = page.split_whitespace();
    let whole = shown.split_whitespace().all(|mut rest| {
        while !rest.is_empty() {
            let Some(after) = words.next().and_then(|word| rest.strip_prefix(word)) else { return false };
            rest = after;
        }
        true
    });
    whole && words.next().is_none()
}

/// Elements that are no text to the reader; a dialog is closed in all cases.
const UNSEEN: &[&str] = &[
    "script", "style", "template", "noscript", "noframes", "svg svg", "head", "title", "iframe", "object", "embed",
    "audio", "video", "canvas", "select", "option", "datalist", "textarea", "input", "progress", "meter", "map", "rp",
    "dialog",
];

/// All text of a tree but that of unseen elements, without soft hyphens. A line that does not begin as a node goes on
/// with the one before.
fn shown(tree: &str) -> String {
    let (mut text, mut unseen) = (String::new(), None);
    for node in format!("\n{tree}").split("\n| ").skip(1) {
        let (depth, node) = (node.len() - node.trim_start_matches(' ').len(), node.trim_start_matches(' '));
        unseen = unseen.filter(|above| depth > *above);
        let element = node.strip_prefix('<').and_then(|node| node.strip_suffix('>'));
        if unseen.is_none() && element.is_some_and(|name| UNSEEN.contains(&name)) {
            unseen = Some(depth);
        }
        if let Some(words) = node.strip_prefix('"')
            && unseen.is_none()
        {
            text += words.strip_suffix('"').unwrap_or(words);
        }
    }
    text.replace('\u{ad}', "")
}
