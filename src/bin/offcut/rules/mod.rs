//! `offcut rules`: the rule author's view of the rules.

mod against;
pub mod check;
pub mod import;
pub mod list;
pub mod new;
mod schema;
mod show;
mod tally;
pub mod test;
pub mod watch;

use std::path::PathBuf;

use offcut::{Action, PackSource, Rule, RuleSet};

use crate::args::RulesCommand;
use crate::{Outcome, setup};

pub fn run(command: RulesCommand) -> anyhow::Result<Outcome> {
    match command {
        RulesCommand::List(args) => list::run(&args),
        RulesCommand::Show { id, rules } => show::run(&id, &rules),
        RulesCommand::Check(args) => check::run(&args),
        RulesCommand::Import(command) => import::run(&command),
        RulesCommand::Test(args) => test::run(&args),
        RulesCommand::Watch(args) => watch::run(&args),
        RulesCommand::Why(args) => crate::why::run(&args),
        RulesCommand::New(args) => new::run(&args),
        RulesCommand::Schema => schema::run(),
    }
}

fn action(rule: &Rule) -> String {
    match rule.action {
        Action::Cut(category, reach) => format!("cut {reach}: {category}"),
        Action::Keep(reach) => format!("keep {reach}"),
        Action::Role(role) => format!("role: {role}"),
    }
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
