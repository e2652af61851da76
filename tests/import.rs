//! Other tools' rules as packs: the files of `import/`, what comes of them, and what is said about them, all on file.
//! `SNAPSHOTS=overwrite cargo test --test import` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use offcut::author::import::{Foreign, Import, adblock, ftr};
use offcut::author::{Verdict, examples::check};
use offcut::{PackSource, RuleSet};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use snapbox::{Assert, Data};

#[test]
fn site_configs() {
    check_folder("ftr", ftr);
}

#[test]
fn filter_lists() {
    check_folder("adblock", adblock);
}

fn check_folder(name: &str, import: fn(&[Foreign<'_>]) -> Import) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name);
    let texts: Vec<(String, String)> = files(&folder, "txt").iter().map(|file| (file_name(file), read(file))).collect();
    let files: Vec<_> = texts.iter().map(|(name, text)| Foreign { name, text }).collect();
    let import = import(&files);
    is_on_file(&folder.join("report"), &report(&import));
    for (name, draft) in &import.packs {
        is_on_file(&folder.join(format!("{name}.toml")), &draft.to_string());
    }
    no_more_on_file(&folder, &import);
    loads_and_proves_itself(&import, PackSource::builtin());
}

fn report(import: &Import) -> String {
    let remarks = import.remarks.iter().map(|remark| format!("{remark}\n"));
    let counts = import.not_applicable.iter().map(|(what, count)| format!("{count} {what}\n"));
    remarks.chain(counts).collect()
}

fn is_on_file(path: &Path, text: &str) {
    let wanted = Data::read_from(path, None).raw();
    Assert::new().action_env("SNAPSHOTS").eq(Data::text(text).raw(), wanted);
}

fn no_more_on_file(folder: &Path, import: &Import) {
    let on_file: Vec<String> = files(folder, "toml").iter().map(|file| file_name(file)).collect();
    let made: Vec<String> = import.packs.iter().map(|(name, _)| format!("{name}.toml")).collect();
    assert_eq!(on_file, made);
}

/// `others` are packs that are loaded with it.
fn loads_and_proves_itself(import: &Import, others: Vec<PackSource>) {
    let mut packs = others;
    packs.extend(import.packs.iter().map(|(name, draft)| PackSource::new(name, draft.to_string())));
    let rules = RuleSet::new(&packs).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let made: Vec<_> = rules.rules().iter().filter(|rule| !rule.builtin).collect();
    assert_eq!(made.len(), import.packs.iter().flat_map(|(_, draft)| &draft.rules).filter(|rule| rule.on).count());
    for rule in made {
        let wrong: Vec<_> = check(&rules, rule).into_iter().filter(|it| it.verdict != Verdict::Ok).collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", rule.id);
    }
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|file| file.extension().is_some_and(|end| end == ending)).collect();
    files.sort();
    files
}

fn file_name(file: &Path) -> String {
    file.file_name().unwrap().to_string_lossy().into_owned()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}

/// Lines of pieces as other tools write them, in any order.
fn lines(heads: &'static [&'static str], pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let line = (prop::sample::select(heads), prop::collection::vec(prop::sample::select(pieces), 0..8));
    let line = line.prop_map(|(head, pieces)| format!("{head}{}", pieces.concat()));
    prop::collection::vec(line, 1..12).prop_map(|lines| lines.join("\n"))
}

const XPATH: &[&str] = &[
    "//div",
    "/p",
    "//*",
    "[1]",
    "[last()]",
    "[@class='a b']",
    "[contains(@class, 'ad')]",
    "[.='More (1)']",
    "[not(h3)]",
    "[text()[contains(., 'x')]]",
    "[@id=\"é\"]",
    "/..",
    "/ancestor::div[1]",
    "/following-sibling::*[1]",
    "/text()",
    "/@a",
    "[preceding-sibling::h2]",
    "[self::p or .//a]",
    "|",
    "(",
    ")",
    "]",
    "'",
    "ñ",
    "\u{1}",
    "[\"'\"]",
    "[a != '\\']",
];

const CSS: &[&str] = &[
    "div",
    ".a",
    "#b",
    " > ",
    " + ",
    " ~ ",
    " ",
    ",",
    "[href*=\"x\"]",
    ":has(> p)",
    ":has-text(x)",
    ":has-text(/é+$/i)",
    ":upward(2)",
    ":upward(.c)",
    ":not(.d, p)",
    ":is(h2, h3)",
    ":nth-of-type(3)",
    "[",
    ")",
    "\\",
    "'",
    "ß",
    "\u{1}",
    ":xpath(//p)",
    ":remove()",
    "*",
    ":has(+ ul)",
    ":matches(^x\\(y$)",
];

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(7), failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_of_a_site_config_loads(text in lines(&["body: ", "strip: ", "title: ", "strip_id_or_class: ", "test_url: "], XPATH)) {
        loads_and_proves_itself(&ftr(&[Foreign { name: "news.example.txt", text: &text }]), Vec::new());
    }

    #[test]
    fn whatever_comes_of_a_filter_list_loads(text in lines(&["##", "news.example##", "~a.example##", "b.example#@#", "#?#"], CSS)) {
        loads_and_proves_itself(&adblock(&[Foreign { name: "list é.txt", text: &text }]), Vec::new());
    }
}
