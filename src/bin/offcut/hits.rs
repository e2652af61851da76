//! `offcut why --rule`: every place in a run where one rule hit.

use std::path::Path;

use offcut::view::{Record, RecordError};
use offcut::{RuleSet, Span, Status};

use crate::output::{counted, shorten};
use crate::{Outcome, output, records, setup};

pub fn run(rule: &str, run: &Path, rules: &RuleSet) -> anyhow::Result<Outcome> {
    let (mut pages, mut with_hits, mut hits, mut outcome) = (0, 0, 0, Outcome::Done);
    for line in records::lines(run)? {
        let told = match records::read(line) {
            Ok(record) if record.status == Status::Failed => continue,
            Ok(record) => places(rule, &record).map_err(|error| format!("{}: {error}", record.id)),
            Err(bad) => Err(format!("{}: {}", bad.id, bad.why)),
        };
        match told {
            Ok(places) => {
                pages += 1;
                with_hits += usize::from(!places.is_empty());
                hits += places.len();
                output::print(&output::style().show(&places.concat()))?;
            }
            Err(why) => {
                outcome = Outcome::SomeFailed;
                output::complain(&why);
            }
        }
    }
    if hits == 0 && rules.get(rule).is_none() {
        return Err(setup::usage(format!("no rule `{rule}`; `offcut rules list` shows them all")));
    }
    output::print(&format!("{} on {with_hits} of {}\n", counted(hits, "hit"), counted(pages, "page")))?;
    Ok(outcome)
}

/// A line on each hit: the page, the line of its text, the words, and what a keep rule had to do with it.
fn places(rule: &str, record: &Record) -> Result<Vec<String>, RecordError> {
    let page = record.page_text()?;
    let cuts = record.cuts.iter().filter(|cut| *cut.rule == *rule).map(|cut| (cut.at, String::new()));
    let saved = record.saved.iter().filter_map(|saved| match () {
        () if *saved.rule == *rule => Some((saved.at, format!("  (saved by {})", saved.by))),
        () if *saved.by == *rule => Some((saved.at, format!("  (saved from {})", saved.rule))),
        () => None,
    });
    let mut hits: Vec<(Span, String)> = cuts.chain(saved).collect();
    hits.sort();
    let tell = |(at, note): (Span, String)| {
        let words = at.of(&page);
        let start = at.start + words.len() - words.trim_start().len();
        let line = 1 + Span::new(0, start).of(&page).matches('\n').count();
        format!("{}:{line}: {}{note}\n", record.id, shorten(words))
    };
    Ok(hits.into_iter().map(tell).collect())
}
