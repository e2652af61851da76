//! `offcut clean`

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::Path;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use offcut::view::{self, Style, View};
use offcut::{Cleaner, Status};

use crate::args::{CleanArgs, From};
use crate::batch::{self, Items};
use crate::files::{self, Entry, Listing, is_same_file};
use crate::interrupt::Stop;
use crate::job::{Job, Output};
use crate::sink::{Check, Folder, Print, Sink, Taken, write_whole};
use crate::{Outcome, counting, output, setup};

pub fn run(args: &CleanArgs) -> anyhow::Result<Outcome> {
    let mut cleaner = setup::cleaner(&args.deciding)?;
    let listing = files::list(&args.inputs, args.reading.from != From::Auto, args.out.as_deref());
    let several = listing.folder || listing.entries.len() > 1;
    check_usage(args, &listing, several)?;
    if args.collection {
        let items = Items::new(listing.entries.clone(), args.reading.from);
        let threads = args.jobs.unwrap_or_default();
        cleaner = cleaner.with_collection(counting::count(items, threads, |item| item.source(&args.reading))?);
    }
    let (for_files, for_lines) = views(args, several);
    let job = Job {
        cleaner: &cleaner,
        reading: &args.reading,
        for_files,
        for_lines,
        style: if args.out.is_some() { Style::default() } else { output::style() },
        with_cuts: args.cuts.is_some(),
    };
    let mut tally = Tally { skipped: listing.skipped, ..Tally::default() };
    let progress = progress(several, args.out.is_none(), listing.entries.len());
    let mut sink = sink(args, for_files, &listing, several)?;
    let stop = Stop::default();
    if args.out.is_some() {
        stop.on_interrupt()?;
    }
    let one_text = !several && listing.entries.iter().all(|entry| !entry.holds_records(args.reading.from));
    let threads = args.jobs.unwrap_or(usize::from(one_text));
    batch::run(
        Items::new(listing.entries, args.reading.from),
        threads,
        |item| job.run(item),
        |done| {
            progress.inc(1);
            save_cuts(args.cuts.as_deref(), &done)?;
            let taken = sink.take(&done)?;
            progress.suspend(|| tally.add(&done, taken));
            Ok(!stop.is_set())
        },
    )?;
    progress.finish_and_clear();
    if stop.is_set() {
        return Ok(Outcome::Interrupted);
    }
    sink.finish()?;
    tally.remark_on_hosts(&cleaner);
    Ok(tally.close(args.check))
}

/// What would fail every input, or write over one.
fn check_usage(args: &CleanArgs, listing: &Listing, several: bool) -> anyhow::Result<()> {
    if several && args.cuts.is_some() {
        return Err(setup::usage(
            "--cuts takes the cuts of one input; for several, write records with --format ndjson",
        ));
    }
    if let (Some(cuts), [entry]) = (&args.cuts, listing.entries.as_slice())
        && entry.path.as_ref().is_some_and(|input| is_same_file(input, cuts))
    {
        return Err(setup::usage(format!("--cuts would write over the input {}", cuts.display())));
    }
    if args.cuts.as_deref() == Some(Path::new("-")) {
        return Err(setup::usage("--cuts takes a file: the clean text goes to standard output"));
    }
    let is_records = |entry: &Entry| entry.path.is_some() && entry.holds_records(args.reading.from);
    let only_records = !listing.entries.is_empty() && listing.entries.iter().all(is_records);
    if args.out.is_some() && only_records && args.format.as_deref().is_some_and(|format| format != "ndjson") {
        return Err(setup::usage("NDJSON goes to --out as records; leave out --format, or --out"));
    }
    if args.collection {
        counting::check_usage(&listing.entries)?;
    }
    setup::check_encoding(args.reading.encoding.as_deref())
}

/// The views for files and for lines of NDJSON.
fn views(args: &CleanArgs, several: bool) -> (&'static dyn View, &'static dyn View) {
    let named = |name: &str| view::named(name).unwrap_or(view::VIEWS[0]);
    let chosen = args.format.as_deref().map(named);
    let records = named("ndjson");
    let one = if several && args.out.is_none() { records } else { named("text") };
    let for_lines = if args.out.is_some() { records } else { chosen.unwrap_or(records) };
    (chosen.unwrap_or(one), for_lines)
}

fn sink(args: &CleanArgs, for_files: &dyn View, listing: &Listing, several: bool) -> anyhow::Result<Box<dyn Sink>> {
    let inputs = listing.entries.iter().filter_map(|entry| entry.path.clone());
    Ok(match &args.out {
        Some(folder) => Box::new(Folder::new(folder, for_files.ending(), inputs)?),
        None if args.check => Box::new(Check),
        None => Box::new(Print::new(args.format.as_deref() == Some("text"), several)),
    })
}

/// A bar on standard error, where somebody can see it and there is something to wait for.
fn progress(several: bool, prints: bool, entries: usize) -> ProgressBar {
    let in_the_way = prints && std::io::stdout().is_terminal();
    if !several || in_the_way || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} · {per_sec} · {eta}");
    ProgressBar::new(entries as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn save_cuts(to: Option<&Path>, done: &Output) -> anyhow::Result<()> {
    let Some(to) = to else { return Ok(()) };
    if done.is_line {
        return Err(setup::usage("--cuts takes one text; records carry their cuts with them"));
    }
    // An input that failed has no cuts, and those of an earlier run stay.
    let Some(json) = &done.cuts_json else { return Ok(()) };
    write_whole(to, json).with_context(|| format!("cannot write the cuts to {}", to.display()))
}

/// In a run over so many outlets nobody looks for one.
const MOST_HOSTS: usize = 10_000;

/// What the run has seen.
#[derive(Default)]
struct Tally {
    inputs: usize,
    failed: usize,
    flagged: usize,
    with_cuts: usize,
    skipped: usize,
    hosts: BTreeSet<String>,
}

impl Tally {
    /// Counts an output, and says on standard error what its owner should know.
    fn add(&mut self, done: &Output, taken: Taken) {
        let (refused, remark) = match taken {
            Taken::Well => (false, done.remark.clone()),
            Taken::Refused(why) => (true, Some(why)),
        };
        self.inputs += 1;
        if self.hosts.len() < MOST_HOSTS {
            self.hosts.extend(done.outlet.clone());
        }
        self.with_cuts += usize::from(done.cuts > 0);
        self.failed += usize::from(refused || done.status == Status::Failed);
        self.flagged += usize::from(done.status == Status::Flagged);
        if let Some(remark) = remark {
            output::complain(&format!("{}: {remark}", done.id));
        }
    }

    /// Says so if packs for outlets ran on nothing.
    fn remark_on_hosts(&self, cleaner: &Cleaner) {
        if self.inputs > self.failed && self.hosts.len() < MOST_HOSTS {
            output::complain_of_hosts(cleaner.rules(), &self.hosts, "--url says it");
        }
    }

    fn close(&self, check: bool) -> Outcome {
        if self.inputs == 0 || self.skipped > 0 {
            output::complain(&format!(
                "{} read, {} skipped (no .html, .txt, .ndjson or .jsonl)",
                output::counted(self.inputs, "input"),
                self.skipped
            ));
        }
        if self.inputs > 1 && self.failed + self.flagged > 0 {
            let (failed, flagged) = (self.failed, self.flagged);
            output::complain(&format!("{} inputs: {failed} failed, {flagged} left as they were", self.inputs));
        }
        match () {
            () if self.failed > 0 => Outcome::SomeFailed,
            () if check && self.with_cuts > 0 => Outcome::Found,
            () => Outcome::Done,
        }
    }
}
