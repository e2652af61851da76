//! Every example of every built-in rule, a named test for each rule; and the pack files as they lie in `rules/`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use offcut::author::Verdict;
use offcut::author::examples::check;
use offcut::{Category, PackSource, RuleSet};

fn main() -> ExitCode {
    let rules = Arc::new(RuleSet::builtin());
    let mut trials = vec![
        Trial::test("embedded packs are those on disk", embedded_is_on_disk),
        Trial::test("every category has a rule", every_category_has_a_rule),
    ];
    for rule in rules.rules() {
        let (rules, id) = (rules.clone(), rule.id.to_string());
        trials.push(Trial::test(id.clone(), move || examples_hold(&rules, &id)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn examples_hold(rules: &RuleSet, id: &str) -> Result<(), Failed> {
    let rule = rules.get(id).ok_or("no such rule")?;
    let wrong: Vec<_> = check(rules, rule).into_iter().filter(|finding| finding.verdict != Verdict::Ok).collect();
    if wrong.is_empty() { Ok(()) } else { Err(format!("{wrong:#?}").into()) }
}

fn embedded_is_on_disk() -> Result<(), Failed> {
    let on_disk = PackSource::from_path(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"))?;
    let parts = |packs: Vec<PackSource>| packs.into_iter().map(|pack| (pack.name, pack.text)).collect::<Vec<_>>();
    if parts(on_disk) == parts(PackSource::builtin()) { Ok(()) } else { Err("build anew".into()) }
}

/// `space` is decided by the engine.
fn every_category_has_a_rule() -> Result<(), Failed> {
    let rules = RuleSet::builtin();
    let has_rule = |category: Category| {
        rules.rules().iter().any(|rule| matches!(rule.action, offcut::Action::Cut(cut, _) if cut == category))
    };
    let mut without = Category::ALL.iter().filter(|&&category| !has_rule(category)).map(|category| category.name());
    match without.find(|name| *name != "space") {
        Some(name) => Err(format!("no rule cuts {name}").into()),
        None => Ok(()),
    }
}
