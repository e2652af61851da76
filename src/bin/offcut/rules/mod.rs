//! `offcut rules`: the rule author's view of the rules.

mod check;
pub mod import;
mod list;
mod show;
mod test;

use std::path::PathBuf;

use offcut::{Action, PackSource, Rule, RuleSet};

use crate::args::RulesCommand;
use crate::{Outcome, setup};

pub fn run(command: RulesCommand) -> anyhow::Result<Outcome> {
    match command {
        RulesCommand::List { rules, category } => list::run(&rules, category.as_deref()),
        RulesCommand::Show { id, rules } => show::run(&id, &rules),
        RulesCommand::Check { paths } => check::run(&paths),
        RulesCommand::Test { paths } => test::run(&paths),
        RulesCommand::Import(command) => import::run(&command),
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
    let mut packs = PackSource::builtin();
    packs.extend(setup::packs_from(paths)?);
    RuleSet::new(&packs).map_err(|errors| setup::broken(&errors))
}

/// The rules at `paths`; all rules if there are no paths.
fn chosen<'r>(rules: &'r RuleSet, paths: &[PathBuf]) -> impl Iterator<Item = &'r Rule> {
    let all = paths.is_empty();
    rules.rules().iter().filter(move |rule| all || !rule.builtin)
}
