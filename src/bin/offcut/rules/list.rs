//! `offcut rules list`: one line a rule.

use std::fmt::Write;

use clap::Args;
use offcut::{Action, Category, Rule};

use super::show::action;
use super::tally::{self, TallyArgs};
use crate::args::RuleArgs;
use crate::{Outcome, output, setup};

#[derive(Args, Debug)]
pub struct ListArgs {
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Only rules of this category
    #[arg(long, value_name = "NAME", conflicts_with = "run")]
    pub category: Option<String>,
    #[command(flatten)]
    pub tally: TallyArgs,
}

pub fn run(args: &ListArgs) -> anyhow::Result<Outcome> {
    let wanted = args.category.as_deref().map(str::parse::<Category>).transpose().map_err(setup::usage)?;
    let rules = setup::rules(&args.rules)?;
    if let Some(run) = &args.tally.run {
        return tally::run(run, &args.tally, &rules);
    }
    let fits = |rule: &&Rule| {
        wanted.is_none_or(|wanted| matches!(rule.action, Action::Cut(category, _) if category == wanted))
    };
    let width = rules.rules().iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for rule in rules.rules().iter().filter(fits) {
        let _ = writeln!(out, "{:width$}  {:28}  {}", rule.id, action(rule), rule.why);
    }
    output::print(&output::style().show(&out))?;
    Ok(Outcome::Done)
}
