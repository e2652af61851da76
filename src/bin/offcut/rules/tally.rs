//! `offcut rules list --run`: what the rules did over a run.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use offcut::RuleSet;
use offcut::author::tally::{NeverHit, RateChange, Repeated, RuleHits, Share, Summary, Tally};

use crate::batch;
use crate::output::{counted, shorten};
use crate::{Outcome, output, records};

#[derive(Args, Debug)]
pub struct TallyArgs {
    /// Say what the rules did over this run of `clean --format ndjson`
    #[arg(long, value_name = "RUN")]
    pub run: Option<PathBuf>,
    /// And whose rate changed since this run
    #[arg(long, value_name = "RUN", requires = "run")]
    pub before: Option<PathBuf>,
    /// A table, or JSON with all that the table leaves out
    #[arg(long, default_value = "text", requires = "run")]
    pub format: TallyFormat,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum TallyFormat {
    Text,
    Json,
}

pub fn run(run: &Path, args: &TallyArgs, rules: &RuleSet) -> anyhow::Result<Outcome> {
    let mut failed = 0;
    let now = read(run, &mut failed)?;
    let before = args.before.as_deref().map(|before| read(before, &mut failed)).transpose()?;
    let summary = Summary::of(&now, before.as_ref(), rules);
    let style = output::style();
    let drawn = match args.format {
        TallyFormat::Text => style.show(&tell(&summary)).into_owned(),
        TallyFormat::Json => style.show_json(&serde_json::to_string_pretty(&summary)?).into_owned() + "\n",
    };
    output::print(&drawn)?;
    Ok(if failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

fn read(run: &Path, failed: &mut usize) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    batch::run(records::lines(run)?, 0, records::read, |record| {
        let added = match record {
            Ok(record) => tally.add(&record).map_err(|error| (record.id, error.to_string())),
            Err(bad) => Err((bad.id, bad.why)),
        };
        if let Err((id, why)) = added {
            *failed += 1;
            output::complain(&format!("{id}: {why}"));
        }
        Ok(true)
    })?;
    Ok(tally)
}

fn tell(summary: &Summary) -> String {
    let Summary { pages, pages_before, failed, flagged, outlets, rules, never, changed, repeated } = summary;
    let known = outlets.iter().filter(|of| of.outlet.is_some()).count();
    let mut out = format!("{} of {}", counted(*pages, "page"), counted(known, "known outlet"));
    let _ = writeln!(out, ", {flagged} left as they were; {} failed", counted(*failed, "input"));
    if let Some(before) = pages_before {
        out += &section("Rules whose rate changed", changed.iter().map(tell_change));
        if *pages.min(before) < Share::FEWEST {
            let _ = writeln!(out, "  A run of fewer than {} pages of an outlet shows no change.", Share::FEWEST);
        }
    }
    out += &section("Lines that repeat and that no rule cuts", repeated.iter().take(LISTED).map(tell_line));
    if repeated.len() > LISTED {
        let _ = writeln!(out, "  and {} more; --format json shows them all", repeated.len() - LISTED);
    }
    let width = rules.iter().map(|of| of.rule.len()).max().unwrap_or(0);
    let head = (!rules.is_empty()).then(|| format!("  hits  pages  {:width$}  outlets", "rule"));
    out += &section("Rules that hit", head.into_iter().chain(rules.iter().map(|of| tell_hits(of, width))));
    out + &section("Rules that never hit", tell_never(never))
}

/// Repeated lines that are shown.
const LISTED: usize = 30;
/// Outlets of a rule and rules of a pack that are named.
const NAMED: usize = 2;
/// Columns of a line of names.
const WIDTH: usize = 98;

fn section(title: &str, lines: impl IntoIterator<Item = String>) -> String {
    let lines: String = lines.into_iter().fold(String::new(), |out, line| out + "  " + line.trim_end() + "\n");
    format!("\n{title}{}\n{lines}", if lines.is_empty() { ": none" } else { "" })
}

fn tell_hits(of: &RuleHits, width: usize) -> String {
    let RuleHits { rule, hits, pages, outlets } = of;
    let known = outlets.iter().filter_map(|of| Some(format!("{} {}", of.outlet.as_ref()?, of.hits)));
    format!("{hits:>6} {pages:>6}  {rule:width$}  {}", list(&known.collect::<Vec<_>>()))
}

fn tell_change(change: &RateChange) -> String {
    let RateChange { rule, outlet, before, now, .. } = change;
    let percent = |share: &Share| format!("{:.0} % of {}", share.rate() * 100.0, share.of);
    format!("{:>13} → {:13}  {rule}  {}", percent(before), percent(now), name(outlet.as_deref()))
}

fn tell_line(line: &Repeated) -> String {
    format!("{:>6} pages  {}  {}", line.pages, shorten(&line.text), name(line.outlet.as_deref()))
}

/// Of packs with hits the rules that had none; the other packs by name.
fn tell_never(packs: &[NeverHit]) -> Vec<String> {
    let (unused, used): (Vec<_>, Vec<_>) = packs.iter().partition(|pack| pack.rules.len() == pack.of);
    let some = used.iter().map(|NeverHit { pack, of, rules }| {
        let ids: Vec<String> = rules.iter().map(ToString::to_string).collect();
        format!("{} of {of} in {pack}: {}", rules.len(), list(&ids))
    });
    let mut lines: Vec<String> = some.collect();
    lines.extend(wrap("all in ", unused.iter().map(|pack| format!("{} ({})", pack.pack, pack.of))));
    lines
}

/// A list of names as lines; none of no names.
fn wrap(title: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        match lines.last_mut() {
            None => lines.push(format!("{title}{name}")),
            Some(line) if line.len() + name.len() + 2 < WIDTH => line.extend([", ", &name]),
            Some(line) => {
                line.push(',');
                lines.push(format!("{:1$}{name}", "", title.len()));
            }
        }
    }
    lines
}

fn name(outlet: Option<&str>) -> &str {
    outlet.unwrap_or("(no outlet)")
}

fn list(names: &[String]) -> String {
    let rest = names.len().saturating_sub(NAMED);
    let mut named = names.iter().take(NAMED).cloned().collect::<Vec<_>>();
    named.extend((rest > 0).then(|| format!("{rest} more")));
    named.join(", ")
}
