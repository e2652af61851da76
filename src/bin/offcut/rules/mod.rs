//! `offcut rules`: the rule author's view of the rules.

mod against;
mod check;
pub mod import;
mod list;
mod show;
pub mod test;

use std::path::PathBuf;

use offcut::{Action, PackSource, Rule, RuleSet};

use crate::args::RulesCommand;
use crate::{Outcome, setup};

pub fn run(command: RulesCommand) -> anyhow::Result<Outcome> {
    match command {
        RulesCommand::List { rules, category } => list::run(&rules, category.as_deref()),
        RulesCommand::Show { id, rules } => show::run(&id, &rules),
        RulesCommand::Check { paths } => check::run(&paths),
        RulesCommand::Import(command) => import::run(&command),
        RulesCommand::Test(args) => test::run(&args),
    }
}

fn action(rule: &Rule) -> String {
    match rule.action {
        Action::Cut(category, reach) => format!("cut {reach}: {category}"),
        Action::Keep(reach) => format!("keep {reach}"),
        Action::Role(role) => format!("role: {role}"),
    }
}

/// The built-in rules and those at `paths`.
fn load(paths: &[PathBuf]) -> anyhow::Result<RuleSet> {
    compile(setup::packs_from(paths)?)
}

/// The built-in rules and these.
fn compile(own: Vec<PackSource>) -> anyhow::Result<RuleSet> {
    let packs = [PackSource::builtin(), own].concat();
    RuleSet::new(&packs).map_err(|errors| setup::broken(&errors))
}

/// The rules at `paths`; all rules if there are no paths.
fn chosen<'r>(rules: &'r RuleSet, paths: &[PathBuf]) -> impl Iterator<Item = &'r Rule> {
    let all = paths.is_empty();
    rules.rules().iter().filter(move |rule| all || !rule.builtin)
}

/// `3 pages`, `1 page`.
fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Characters of a passage that are shown.
const SHOWN: usize = 60;

/// Enough of a passage to know it by, on one line.
fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
        None => text,
    }
}
