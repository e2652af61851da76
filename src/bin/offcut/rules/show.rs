//! `offcut rules show`: everything about one rule.

use std::fmt::Write;

use clap::Args;
use offcut::author::keys::keys;
use offcut::{Action, PackSource, Rule, RuleSet};

use crate::args::RuleArgs;
use crate::{Outcome, output, setup};

#[derive(Args, Debug)]
pub struct ShowArgs {
    /// The rule's id
    id: String,
    #[command(flatten)]
    rules: RuleArgs,
}

pub fn run(args: &ShowArgs) -> anyhow::Result<Outcome> {
    let (id, packs) = (&args.id, setup::packs(&args.rules)?);
    let rules = RuleSet::new(&packs).map_err(|errors| setup::broken(&errors))?;
    let named: Vec<_> = rules.rules().iter().filter(|rule| *rule.id == **id).collect();
    if named.is_empty() {
        return Err(setup::usage(format!("no rule `{id}`; `offcut rules list` shows them all")));
    }
    let told: Vec<String> = named.into_iter().map(|rule| tell(rule, &rules, &packs)).collect();
    output::print(&output::style().show(&told.join("\n")))?;
    Ok(Outcome::Done)
}

/// All that a rule says. Where several have an id, each says on which outlets it runs.
fn tell(rule: &Rule, rules: &RuleSet, packs: &[PackSource]) -> String {
    let mut out = format!("{}\n{}\n\n  does        {}\n", rule.id, rule.why, action(rule));
    let hosts = rules.hosts_of(rule).join(", ");
    let _ = writeln!(out, "  stands in   {}:{}", rule.path, rule.line);
    let _ = writeln!(out, "  runs on     {}", if hosts.is_empty() { "every outlet" } else { &hosts });
    let _ = writeln!(out, "  confidence  {:.2}", rule.confidence);
    let pack = packs.iter().find(|pack| *pack.path == *rule.path && *pack.name == *rule.pack);
    let keys = pack.map(|pack| keys(pack, rule)).unwrap_or_default();
    let keys: Vec<String> = keys.into_iter().map(|(key, value)| format!("{key} = {value}")).collect();
    let texts = |out: &mut String, title: &str, texts: &[String]| {
        for text in texts {
            let _ = writeln!(out, "  {title:10}  {}", text.replace('\n', "\n              "));
        }
    };
    texts(&mut out, "looks for", &keys);
    texts(&mut out, "finds", &rule.finds);
    texts(&mut out, "spares", &rule.spares);
    for example in &rule.examples {
        texts(&mut out, "before", std::slice::from_ref(&example.before));
        texts(&mut out, "after", std::slice::from_ref(&example.after));
    }
    out
}

pub fn action(rule: &Rule) -> String {
    match rule.action {
        Action::Cut(category, reach) => format!("cut {reach}: {category}"),
        Action::Keep(reach) => format!("keep {reach}"),
        Action::Role(role) => format!("role: {role}"),
    }
}
