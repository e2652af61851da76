//! `offcut why`: what became of a passage, and every rule that had a say in it.

use std::fmt::Write;

use anyhow::{Context, anyhow, bail};
use offcut::view::{Record, Style};
use offcut::{Cleaned, Cleaner, Effect, Fate, Hit, Kind, RuleSet, Ruling, Source, Span, Status, Weighed};

use crate::args::WhyArgs;
use crate::batch::{Item, Items};
use crate::files::{Entry, list};
use crate::input::BadInput;
use crate::{Outcome, counting, evidence, hits, output, setup};

pub fn run(args: &WhyArgs) -> anyhow::Result<Outcome> {
    if let Some(rule) = &args.rule {
        return hits::run(rule, &args.input, &setup::rules(&args.deciding.rules)?);
    }
    let cleaner = cleaner(args)?;
    let source = source(args)?;
    let named = || args.input.display().to_string();
    let weighed = cleaner.weigh(source.clone()).with_context(named)?;
    let refused = cleaner.refused(source.clone()).with_context(named)?;
    let cleaned = cleaner.clean(source).with_context(named)?;
    let passages = passages(args, &cleaned)?;
    let style = output::style();
    let told = passages.iter().map(|&span| {
        tell(&cleaned, cleaner.rules(), span, style)
            + &tell_refused(&refused, span)
            + &evidence_of(&weighed, span, cleaned.document.kind)
    });
    output::print(&told.collect::<Vec<_>>().join("\n"))?;
    let hosts = cleaned.document.outlet.clone().into_iter().collect();
    output::complain_of_hosts(cleaner.rules(), &hosts, "--url says it");
    Ok(Outcome::Done)
}

fn cleaner(args: &WhyArgs) -> anyhow::Result<Cleaner> {
    let cleaner = setup::cleaner(&args.deciding)?;
    if !args.collection {
        return Ok(cleaner);
    }
    let entries = entries(args);
    counting::check_usage(&entries)?;
    let items = Items::new(entries, args.reading.from);
    Ok(cleaner.with_collection(counting::count(items, 0, |item| source_of(item, args))?))
}

fn entries(args: &WhyArgs) -> Vec<Entry> {
    list(std::slice::from_ref(&args.input), false, None).entries
}

/// The one input, or the one that `--id` names.
fn source(args: &WhyArgs) -> anyhow::Result<Source> {
    let shown = args.input.display();
    let wanted = args.id.as_deref();
    let may_be = |item: &Item| match item {
        Item::File(entry) => wanted.is_none_or(|wanted| entry.id == wanted),
        _ => true,
    };
    let read = |item: Item| match source_of(item, args) {
        Ok(source) if wanted.is_some_and(|wanted| source.id != wanted) => None,
        Err(bad) if wanted.is_some_and(|wanted| bad.id != wanted) => None,
        read => Some(read.map_err(|bad| anyhow!("{}: {}", bad.id, bad.why))),
    };
    let mut sources = Items::new(entries(args), args.reading.from).filter(may_be).filter_map(read);
    match (sources.next(), wanted) {
        (Some(first), None) if sources.next().is_some() => {
            let such = first.map(|first| format!(", such as `--id {}`", first.id)).unwrap_or_default();
            Err(setup::usage(format!("{shown} holds several inputs; say which with --id{such}")))
        }
        (Some(Ok(Source { id, kind: Some(Kind::Html), .. })), _) => {
            bail!("{id}: the record of a web page does not hold its elements; name the page itself")
        }
        (Some(source), _) => source,
        (None, Some(id)) => Err(setup::usage(format!("{shown} holds no input with the id `{id}`"))),
        (None, None) => bail!("{shown} is empty"),
    }
}

/// A record of an earlier run is as good as the text that it was made from.
fn source_of(item: Item, args: &WhyArgs) -> Result<Source, BadInput> {
    let Item::Line { line, .. } = &item else { return item.source(&args.reading) };
    let Ok(record) = serde_json::from_slice::<Record>(line) else { return item.source(&args.reading) };
    record.source().map_err(|error| BadInput { id: record.id.clone(), url: None, why: error.to_string() })
}

/// Every place where the words stand, or the line.
fn passages(args: &WhyArgs, cleaned: &Cleaned) -> anyhow::Result<Vec<Span>> {
    let page = &cleaned.document.text;
    if let Some(words) = &args.text {
        let found: Vec<_> = page.match_indices(words.as_str()).map(|(at, _)| Span::new(at, at + words.len())).collect();
        if found.is_empty() || words.is_empty() {
            let like = |line: &str| !words.is_empty() && line.to_lowercase().contains(&words.to_lowercase());
            let near = page.lines().position(like).map(|line| format!("; line {} has it in other letters", line + 1));
            let near = near.unwrap_or_default();
            return Err(setup::usage(format!("`{words}` does not stand in the page text, to the letter{near}")));
        }
        return Ok(found);
    }
    let number = args.line.unwrap_or(0);
    let mut lines = page.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(Span::new(start, start + line.trim_end().len()))
    });
    match number.checked_sub(1).and_then(|number| lines.nth(number)) {
        Some(line) => Ok(vec![line]),
        None => Err(setup::usage(format!("the page text has no line {number}"))),
    }
}

fn tell(cleaned: &Cleaned, rules: &RuleSet, passage: Span, style: Style) -> String {
    let document = &cleaned.document;
    let mut out = String::new();
    let line = 1 + document.text[..passage.start].matches('\n').count();
    let _ = writeln!(out, "line {line}: {}", style.show(&output::shorten(passage.of(&document.text))));
    for block in document.blocks_in(passage).take(3) {
        let block = &document.blocks[block];
        let close = if block.sentence { "closed sentence" } else { "open line" };
        let _ = writeln!(out, "  block: {}, {}, {close}", block.role, output::counted(block.words, "word"));
    }
    let _ = writeln!(out, "  {}", verdict(cleaned, passage));
    for ruling in cleaned.rulings.iter().filter(|ruling| touches(ruling, passage)) {
        let _ = writeln!(out, "  {}", account(ruling, rules, document.outlet.as_deref(), style));
    }
    out
}

/// Rules that found an element around the passage and left it.
fn tell_refused(refused: &[Hit], passage: Span) -> String {
    let around = refused.iter().filter(|hit| hit.span.contains(passage));
    around.fold(String::new(), |out, hit| {
        out + &format!("  {} ({}, {:.2}) leaves an element around it\n", hit.rule, hit.reach, hit.confidence)
            + "    It holds half of the running text; what its selectors match inside is not looked at.\n"
    })
}

fn evidence_of(weighed: &[Weighed], passage: Span, kind: Kind) -> String {
    let here = weighed.iter().filter(|weighed| weighed.span.overlaps(passage));
    here.take(3).map(|weighed| evidence::account(weighed, kind)).collect()
}

fn touches(ruling: &Ruling, passage: Span) -> bool {
    ruling.hit.span.overlaps(passage) || (passage.is_empty() && ruling.hit.span.contains(passage))
}

fn verdict(cleaned: &Cleaned, passage: Span) -> String {
    let cuts = cleaned.cuts.iter().filter(|cut| cut.at.overlaps(passage));
    let taken: usize = cuts.map(|cut| cut.at.intersect(passage).len()).sum();
    let share = cleaned.share * 100.0;
    let is_touched = cleaned.rulings.iter().any(|ruling| touches(ruling, passage));
    match () {
        () if !cleaned.document.is_whole => "kept: the page was not read whole, so nothing was cut".into(),
        () if cleaned.status == Status::Flagged => {
            format!("kept: rules would take {share:.0} % of the page, over the budget")
        }
        () if taken == passage.len() && taken > 0 => "cut".into(),
        () if taken > 0 => format!("cut in part: {taken} of {} bytes", passage.len()),
        () if cleaned.document.kind == Kind::ExtractedText && !is_touched => {
            "kept: no rule looks for it in what an extractor made (of a whole page: --kind raw-text)".into()
        }
        () => "kept".into(),
    }
}

fn account(ruling: &Ruling, rules: &RuleSet, outlet: Option<&str>, style: Style) -> String {
    let hit = &ruling.hit;
    let what = match (&ruling.fate, hit.effect) {
        (Fate::Cut, Effect::Cut(category)) => format!("won, cut as {category}"),
        (Fate::Saved { by }, _) => format!("lost to the keep rule {by}"),
        (Fate::Covered, _) => "lost: finer or surer rules had cut all of it".into(),
        (Fate::NotWanted, Effect::Cut(category)) => format!("not asked for: the profile keeps {category}"),
        (Fate::NotWhole, _) => "found it, but the page was not read whole".into(),
        (Fate::OverBudget, _) => "found it, but the page would lose too much".into(),
        _ => "keeps it".into(),
    };
    let why = rules.get_on(&hit.rule, outlet).map_or("The profile leaves this role out.", |rule| &rule.why);
    format!("{} ({}, {:.2}) {what}\n    {}", style.show(&hit.rule), hit.reach, hit.confidence, style.show(why))
}
