//! `offcut why`: what became of a passage, and every rule that had a say in it.

use std::fmt::Write;

use anyhow::{Context, bail};
use offcut::view::Style;
use offcut::{Cleaned, Effect, Fate, RuleSet, Ruling, Source, Span, Status, Weighed};

use crate::args::WhyArgs;
use crate::batch::Item;
use crate::files::list;
use crate::input;
use crate::{Outcome, evidence, output, setup};

pub fn run(args: &WhyArgs) -> anyhow::Result<Outcome> {
    let cleaner = setup::cleaner(&args.deciding)?;
    let source = source(args)?;
    let named = || args.input.display().to_string();
    let weighed = cleaner.weigh(source.clone()).with_context(named)?;
    let cleaned = cleaner.clean(source).with_context(named)?;
    let passages = passages(args, &cleaned)?;
    let style = output::style();
    let told = passages.iter().map(|&span| tell(&cleaned, cleaner.rules(), span, style) + &evidence_of(&weighed, span));
    output::print(&told.collect::<Vec<_>>().join("\n"))?;
    Ok(Outcome::Done)
}

fn source(args: &WhyArgs) -> anyhow::Result<Source> {
    let mut entries = list(std::slice::from_ref(&args.input), false, None).entries;
    let shown = args.input.display();
    let (Some(entry), true) = (entries.pop(), entries.is_empty()) else {
        return Err(setup::usage(format!("`why` looks at one file; {shown} is a folder")));
    };
    let mut items = crate::batch::Items::new(vec![entry], args.reading.from);
    let read = match items.next() {
        Some(Item::File(entry)) => {
            let bytes = std::fs::read(&args.input).with_context(|| format!("cannot read {shown}"))?;
            Ok(input::from_bytes(bytes, entry.id, &args.reading))
        }
        Some(Item::Bytes { bytes, id }) => Ok(input::from_bytes(bytes, id, &args.reading)),
        Some(Item::Line { line, name }) => input::from_line(&line, &name, &args.reading),
        Some(Item::Trouble { why, .. }) => bail!("{shown}: {why}"),
        None => bail!("{shown} is empty"),
    };
    read.map_err(|bad| anyhow::anyhow!("{}: {}", bad.id, bad.why))
}

/// Every place where the words stand, or the line.
fn passages(args: &WhyArgs, cleaned: &Cleaned) -> anyhow::Result<Vec<Span>> {
    let page = &cleaned.document.text;
    if let Some(words) = &args.text {
        let found: Vec<_> = page.match_indices(words.as_str()).map(|(at, _)| Span::new(at, at + words.len())).collect();
        if found.is_empty() || words.is_empty() {
            return Err(setup::usage(format!("`{words}` does not stand in the page text, to the letter")));
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
    let _ = writeln!(out, "line {line}: {}", style.show(&shorten(passage.of(&document.text))));
    for block in document.blocks_in(passage).take(3) {
        let block = &document.blocks[block];
        let close = if block.sentence { "closed sentence" } else { "open line" };
        let _ = writeln!(out, "  block: {}, {} words, {close}", block.role, block.words);
    }
    let _ = writeln!(out, "  {}", verdict(cleaned, passage));
    for ruling in cleaned.rulings.iter().filter(|ruling| touches(ruling, passage)) {
        let _ = writeln!(out, "  {}", account(ruling, rules, style));
    }
    out
}

fn evidence_of(weighed: &[Weighed], passage: Span) -> String {
    weighed.iter().filter(|weighed| weighed.span.overlaps(passage)).take(3).map(evidence::account).collect()
}

fn touches(ruling: &Ruling, passage: Span) -> bool {
    ruling.hit.span.overlaps(passage) || (passage.is_empty() && ruling.hit.span.contains(passage))
}

fn verdict(cleaned: &Cleaned, passage: Span) -> String {
    let cuts = cleaned.cuts.iter().filter(|cut| cut.at.overlaps(passage));
    let taken: usize = cuts.map(|cut| cut.at.intersect(passage).len()).sum();
    let share = cleaned.share * 100.0;
    match () {
        () if cleaned.status == Status::Flagged => {
            format!("kept: rules would take {share:.0} % of the page, over the budget")
        }
        () if taken == passage.len() && taken > 0 => "cut".into(),
        () if taken > 0 => format!("cut in part: {taken} of {} bytes", passage.len()),
        () => "kept".into(),
    }
}

fn account(ruling: &Ruling, rules: &RuleSet, style: Style) -> String {
    let hit = &ruling.hit;
    let what = match (&ruling.fate, hit.effect) {
        (Fate::Cut, Effect::Cut(category)) => format!("won, cut as {category}"),
        (Fate::Saved { by }, _) => format!("lost to the keep rule {by}"),
        (Fate::Covered, _) => "lost: finer or surer rules had cut all of it".into(),
        (Fate::NotWanted, Effect::Cut(category)) => format!("not asked for: the profile keeps {category}"),
        (Fate::OverBudget, _) => "found it, but the page would lose too much".into(),
        _ => "keeps it".into(),
    };
    let why = rules.get(&hit.rule).map_or("The profile leaves this role out.", |rule| &rule.why);
    format!("{} ({}, {:.2}) {what}\n    {}", style.show(&hit.rule), hit.reach, hit.confidence, style.show(why))
}

/// At most a line of it.
fn shorten(text: &str) -> String {
    let line: String = text.chars().take(80).collect();
    if line.len() < text.len() { line + " …" } else { line }
}
