//! `offcut rules list`: one line a rule.

use std::fmt::Write;

use offcut::{Action, Rule};

use super::action;
use crate::args::RuleArgs;
use crate::{Outcome, output, setup};

pub fn run(args: &RuleArgs, category: Option<&str>) -> anyhow::Result<Outcome> {
    let wanted = category.map(str::parse::<offcut::Category>).transpose().map_err(setup::usage)?;
    let rules = setup::rules(args)?;
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
