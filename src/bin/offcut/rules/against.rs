//! `offcut rules test --against`: what would these rules cut more or less than an earlier run did?

use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use offcut::author::against::{Change, Changes, Passages};
use offcut::view::{Record, Style};
use offcut::{Cleaner, Kind, Source, Status};

use crate::args::{From, ReadingArgs};
use crate::batch::{self, Item, Items};
use crate::input::BadInput;
use crate::output::{counted, shorten};
use crate::{Outcome, files, job, output, records};

#[derive(Args, Debug)]
pub struct AgainstArgs {
    /// Instead of tests: say what the rules cut more or less than this run of `clean --format ndjson` did
    #[arg(long, value_name = "RUN", conflicts_with = "accept")]
    pub against: Option<PathBuf>,
    /// The web pages of the run once more, files or NDJSON, for a record does not hold their elements (repeatable)
    #[arg(long, value_name = "PATH", requires = "against")]
    pub pages: Vec<PathBuf>,
}

pub fn run(run: &Path, pages: &[PathBuf], cleaner: &Cleaner) -> anyhow::Result<Outcome> {
    let mut comparison = Comparison { keep_waiting: !pages.is_empty(), ..Comparison::default() };
    batch::run(
        records::lines(run)?,
        0,
        |line| compare_record(cleaner, line),
        |compared| {
            comparison.add(compared);
            Ok(true)
        },
    )?;
    if !pages.is_empty() {
        comparison.compare_pages(pages, cleaner)?;
    }
    output::print(&comparison.tell(output::style()))?;
    Ok(if comparison.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// What came of one record, or of a page that was given again.
enum Compared {
    Change(String, Change),
    /// A web page, which waits for its elements.
    WebPage(Box<Record>),
    /// A page whose text is not the recorded one.
    AnotherText,
    /// There is nothing to compare: the record is of an input that failed, or the page is of no record.
    Nothing,
    Bad(BadInput),
}

fn compare_record(cleaner: &Cleaner, line: Item) -> Compared {
    let record = match records::read(line) {
        Ok(record) if record.status == Status::Failed => return Compared::Nothing,
        Ok(record) if record.kind == Some(Kind::Html) => return Compared::WebPage(Box::new(record)),
        Ok(record) => record,
        Err(bad) => return Compared::Bad(bad),
    };
    match record.source() {
        Ok(source) => compare(cleaner, source, &record),
        Err(error) => Compared::Bad(BadInput { id: record.id, url: None, why: error.to_string() }),
    }
}

fn compare_page(cleaner: &Cleaner, waiting: &HashMap<String, Record>, page: Item) -> Compared {
    let source = match page.source(&ReadingArgs::default()) {
        Ok(source) => source,
        Err(bad) => return Compared::Bad(bad),
    };
    let Some(record) = waiting.get(&source.id) else { return Compared::Nothing };
    let url = source.url.or_else(|| record.url.clone());
    compare(cleaner, Source { url, ..source }, record)
}

fn compare(cleaner: &Cleaner, source: Source, then: &Record) -> Compared {
    match job::clean(cleaner, source).map(|now| Change::between(then, &now)) {
        Ok(Some(change)) => Compared::Change(then.id.clone(), change),
        Ok(None) => Compared::AnotherText,
        Err(bad) => Compared::Bad(bad),
    }
}

#[derive(Default)]
struct Comparison {
    changes: Changes,
    /// Web pages of the run, by id, if there will be pages to compare them with.
    waiting: HashMap<String, Record>,
    keep_waiting: bool,
    /// Web pages that were not compared.
    web_pages: usize,
    another_text: usize,
    failed: usize,
}

impl Comparison {
    fn add(&mut self, compared: Compared) {
        match compared {
            Compared::Nothing => {}
            Compared::AnotherText => self.another_text += 1,
            Compared::Change(id, change) => self.changes.add(&id, change),
            Compared::WebPage(record) => {
                self.web_pages += 1;
                if self.keep_waiting {
                    let record = Record { text: String::new(), blocks: Vec::new(), ..*record };
                    self.waiting.insert(record.id.clone(), record);
                }
            }
            Compared::Bad(bad) => {
                self.failed += 1;
                output::complain(&format!("{}: {}", bad.id, bad.why));
            }
        }
    }

    fn compare_pages(&mut self, pages: &[PathBuf], cleaner: &Cleaner) -> anyhow::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        batch::run(
            Items::new(files::list(pages, false, None).entries, From::Auto),
            0,
            |page| compare_page(cleaner, &waiting, page),
            |compared| {
                self.add_page(compared);
                Ok(true)
            },
        )
    }

    /// Adds what came of a web page that was waited for.
    fn add_page(&mut self, compared: Compared) {
        if let Compared::Change(..) | Compared::AnotherText = compared {
            self.web_pages = self.web_pages.saturating_sub(1);
        }
        self.add(compared);
    }

    fn tell(&self, style: Style) -> String {
        let mut out = String::new();
        for (rule, change) in &self.changes.rules {
            let parts = [say(&change.more, "more"), say(&change.less, "less")];
            let parts: Vec<_> = parts.into_iter().flatten().collect();
            let _ = writeln!(out, "{}: cuts {}", style.show(rule), parts.join(", "));
            out += &(list('+', &change.more, style) + &list('-', &change.less, style) + "\n");
        }
        out += &list_ids("left as it was now, for too much would go", &self.changes.flagged, style);
        out += &list_ids("no longer left as it was", &self.changes.unflagged, style);
        out + &self.close()
    }

    fn close(&self) -> String {
        let Changes { pages, changed, moved, .. } = self.changes;
        let moved =
            if moved > 0 { format!("; {} now under another rule", counted(moved, "cut")) } else { String::new() };
        let mut out = format!("{} compared, {changed} changed{moved}\n", counted(pages, "page"));
        if self.another_text > 0 {
            let pages = counted(self.another_text, "page");
            let _ = writeln!(out, "{pages} not compared: the text is not the one that was cleaned then");
        }
        if self.web_pages > 0 {
            let pages = counted(self.web_pages, "web page");
            let _ = writeln!(out, "{pages} not compared: a record does not hold elements; give the pages with --pages");
        }
        out
    }
}

/// Passages that are shown of each rule.
const LISTED: usize = 8;

fn say(passages: &Passages, what: &str) -> Option<String> {
    let on = counted(passages.pages, "page");
    (passages.count > 0).then(|| format!("{} {what} on {on}", passages.count))
}

fn list(sign: char, passages: &Passages, style: Style) -> String {
    let all = passages.by_frequency();
    let line = |(count, text, id): &(usize, &str, &str)| {
        let times = if *count > 1 { format!("{count}×, first ") } else { String::new() };
        format!("  {sign} {}  ({times}in {})\n", style.show(&shorten(text)), style.show(id))
    };
    let rest = all.len().saturating_sub(LISTED);
    let rest = if rest > 0 { format!("    and {rest} others\n") } else { String::new() };
    all.iter().take(LISTED).map(line).collect::<String>() + &rest
}

fn list_ids(what: &str, ids: &[String], style: Style) -> String {
    ids.iter().fold(String::new(), |out, id| out + &style.show(id) + ": " + what + "\n")
}
