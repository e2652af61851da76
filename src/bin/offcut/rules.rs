//! `offcut rules`: the rule author's view of the rules.

use std::fmt::Write;
use std::path::PathBuf;

use offcut::check::{Finding, Verdict, check};
use offcut::{Action, PackSource, Rule, RuleSet};

use crate::args::{RuleArgs, RulesCommand};
use crate::{Outcome, output, setup};

pub fn run(command: RulesCommand) -> anyhow::Result<Outcome> {
    match command {
        RulesCommand::List { rules, category } => list(&rules, category.as_deref()),
        RulesCommand::Show { id, rules } => show(&id, &rules),
        RulesCommand::Check { paths } => report(&paths),
        RulesCommand::Test { paths } => test(&paths),
    }
}

fn list(args: &RuleArgs, category: Option<&str>) -> anyhow::Result<Outcome> {
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

fn action(rule: &Rule) -> String {
    match rule.action {
        Action::Cut(category, reach) => format!("cut {reach}: {category}"),
        Action::Keep(reach) => format!("keep {reach}"),
        Action::Role(role) => format!("role: {role}"),
    }
}

fn show(id: &str, args: &RuleArgs) -> anyhow::Result<Outcome> {
    let rules = setup::rules(args)?;
    let Some(rule) = rules.get(id) else {
        return Err(setup::usage(format!("no rule `{id}`; `offcut rules list` shows them all")));
    };
    let mut out = format!("{}\n{}\n\n  does        {}\n", rule.id, rule.why, action(rule));
    let hosts = rules.hosts_of(rule).join(", ");
    let _ = writeln!(out, "  stands in   {}, line {}", rule.pack, rule.line);
    let _ = writeln!(out, "  runs on     {}", if hosts.is_empty() { "every outlet" } else { &hosts });
    let _ = writeln!(out, "  confidence  {:.2}", rule.confidence);
    let texts = |out: &mut String, title: &str, texts: &[String]| {
        for text in texts {
            let _ = writeln!(out, "  {title:10}  {}", text.replace('\n', "\n              "));
        }
    };
    texts(&mut out, "finds", &rule.finds);
    texts(&mut out, "spares", &rule.spares);
    for example in &rule.examples {
        texts(&mut out, "before", std::slice::from_ref(&example.before));
        texts(&mut out, "after", std::slice::from_ref(&example.after));
    }
    output::print(&output::style().show(&out))?;
    Ok(Outcome::Done)
}

/// Reads rule files; that they can be read is all there is to check here.
fn report(paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let rules = load(paths)?;
    output::print(&format!("{} rules are sound\n", chosen(&rules, paths).count()))?;
    Ok(Outcome::Done)
}

fn test(paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let rules = load(paths)?;
    let (mut out, mut passed, mut failed) = (String::new(), 0, 0);
    for rule in chosen(&rules, paths) {
        for finding in check(&rules, rule) {
            if finding.verdict == Verdict::Ok {
                passed += 1;
            } else {
                failed += 1;
                out += &tell(rule, &finding);
            }
        }
    }
    let _ = writeln!(out, "{passed} examples passed, {failed} failed");
    output::print(&output::style().show(&out))?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Found })
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

fn tell(rule: &Rule, finding: &Finding) -> String {
    let what = match finding.verdict {
        Verdict::Ok => "is as it says",
        Verdict::Missing => "should find this text and leaves part of it",
        Verdict::Noisy => "should spare this text and takes part of it",
        Verdict::Wrong => "makes something else of this text",
    };
    let Finding { verdict, text, wanted, got } = finding;
    let place = format!("{}, line {}", rule.pack, rule.line);
    let mut out = format!("{verdict}: {} ({place}) {what}\n  text    {text:?}\n", rule.id);
    let _ = writeln!(out, "  wanted  {wanted:?}\n  got     {got:?}\n");
    out
}
