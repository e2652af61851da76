//! `offcut rules watch`: tries a pack anew whenever it or a page is saved, and shows only what changed.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use notify::{RecursiveMode, Watcher};
use offcut::author::Verdict;
use offcut::author::against::Change;
use offcut::author::examples::{Finding, check};
use offcut::view::Style;
use offcut::{Category, Cleaned, Cleaner, PackSource, Profile, Rule, RuleSet, Source};

use super::example::tell_example;
use crate::output::{counted, shorten};
use crate::{Outcome, files, job, output, setup};

#[derive(Args, Debug)]
pub struct WatchArgs {
    /// The outlet's host; its pack is rules/outlets/HOST.toml
    pub host: String,
    /// Saved pages of the outlet, and folders of them
    #[arg(value_name = "PAGE")]
    pub pages: Vec<PathBuf>,
    /// Another rule file, or a folder that holds HOST.toml
    #[arg(long, value_name = "PATH")]
    pub rules: Option<PathBuf>,
}

pub fn run(args: &WatchArgs) -> anyhow::Result<Outcome> {
    let pack = pack(args);
    if !pack.is_file() {
        let (shown, host) = (pack.display(), &args.host);
        return Err(setup::usage(format!(
            "there is no {shown}; `offcut rules new {host}` writes one, --rules names another"
        )));
    }
    let style = output::style();
    let (send, saves) = channel();
    let mut watcher = notify::recommended_watcher(send).context("cannot watch files here")?;
    let pages = pages(&args.pages);
    let files = watch(&mut watcher, pages.iter().chain([&pack]))?;
    let url = format!("https://{}/", args.host);
    let (mut good, mut fault) = (State::default(), String::new());
    loop {
        match look(&pack, &pages, &url, style) {
            Ok(state) => {
                if state.is_for_others && !good.is_for_others {
                    output::complain(&format!("{} is not for `{}`: see its `hosts`", pack.display(), args.host));
                }
                output::print(&tell(&good, &state, style))?;
                (good, fault) = (state, String::new());
            }
            Err(now) if now == fault => {}
            Err(now) => {
                output::print(&now)?;
                fault = now;
            }
        }
        if !wait(&saves, &files) {
            return Ok(Outcome::Done);
        }
    }
}

fn pack(args: &WatchArgs) -> PathBuf {
    let named = args.rules.clone().unwrap_or_else(|| "rules/outlets".into());
    if named.is_dir() || args.rules.is_none() { named.join(format!("{}.toml", args.host)) } else { named }
}

/// The pages that were named, and those of the folders among them.
fn pages(named: &[PathBuf]) -> Vec<PathBuf> {
    if named.is_empty() {
        return Vec::new();
    }
    files::list(named, false, None).entries.into_iter().filter_map(|entry| entry.path).collect()
}

/// Watches the folders of these files, for editors put a new file in the place of the old one. Gives back the files as
/// the folders name them.
fn watch<'p>(watcher: &mut impl Watcher, files: impl Iterator<Item = &'p PathBuf>) -> anyhow::Result<Vec<PathBuf>> {
    let mut watched = Vec::new();
    for file in files {
        let shown = || format!("cannot watch {}", file.display());
        let file = file.canonicalize().with_context(shown)?;
        watcher.watch(file.parent().unwrap_or(&file), RecursiveMode::NonRecursive).with_context(shown)?;
        watched.push(file);
    }
    Ok(watched)
}

/// An editor saves in several steps; after so long they are done.
const PAUSE: Duration = Duration::from_millis(50);

/// Waits until one of the files was saved. `false` if nobody watches any more.
fn wait(saves: &Receiver<notify::Result<notify::Event>>, files: &[PathBuf]) -> bool {
    let is_save = |event: &notify::Result<notify::Event>| {
        event.as_ref().is_ok_and(|event| !event.kind.is_access() && event.paths.iter().any(|path| files.contains(path)))
    };
    loop {
        match saves.recv() {
            Ok(event) if is_save(&event) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    std::thread::sleep(PAUSE);
    while saves.try_recv().is_ok() {}
    true
}

/// What comes of a pack.
#[derive(Default)]
struct State {
    /// Each example, by rule and text, and what is wrong with it, drawn; nothing if it is as it says.
    examples: BTreeMap<(String, String), (Finding, String)>,
    /// Each page, or why there is none.
    pages: BTreeMap<String, Result<Cleaned, String>>,
    /// Whether the pack is for other hosts only.
    is_for_others: bool,
}

/// Tries the pack as it is now. A broken pack is shown.
fn look(pack: &Path, pages: &[PathBuf], url: &str, style: Style) -> Result<State, String> {
    let own = PackSource::from_path(pack).map_err(|error| format!("{error}\n"))?;
    let read = |page: &PathBuf| (page.display().to_string(), std::fs::read(page).map_err(|error| error.to_string()));
    State::of(own, url, pages.iter().map(read), style)
}

type Bytes = Result<Vec<u8>, String>;

impl State {
    fn of(
        own: Vec<PackSource>,
        url: &str,
        pages: impl Iterator<Item = (String, Bytes)>,
        style: Style,
    ) -> Result<Self, String> {
        let packs = [PackSource::builtin(), own].concat();
        let rules = RuleSet::new(&packs).map_err(|errors| setup::faults(&errors, style))?;
        let own = rules.rules().iter().filter(|rule| !rule.builtin);
        let examples = own.flat_map(|rule| check(&rules, rule).into_iter().map(|finding| tried(rule, finding, style)));
        let examples = examples.collect();
        let is_for_others = rules.remark_on_hosts(&offcut::read::host(url).into_iter().collect()).is_some();
        let cleaner = Cleaner::new(rules, Profile::archive());
        let clean = |(id, bytes): (String, Bytes)| {
            let source = bytes.map(|bytes| Source::bytes(bytes).id(&id).url(url));
            let cleaned = source.and_then(|source| job::clean(&cleaner, source).map_err(|bad| bad.why));
            (id, cleaned)
        };
        Ok(Self { examples, pages: pages.map(clean).collect(), is_for_others })
    }
}

fn tried(rule: &Rule, finding: Finding, style: Style) -> ((String, String), (Finding, String)) {
    let wrong = tell_example(rule, &finding, style);
    ((rule.id.to_string(), finding.text.clone()), (finding, wrong))
}

/// What changed from one state to the next.
fn tell(old: &State, new: &State, style: Style) -> String {
    let mut out = String::new();
    for (example @ (rule, text), (finding, wrong)) in &new.examples {
        match old.examples.get(example) {
            Some((before, _)) if before == finding => {}
            Some(_) if finding.verdict == Verdict::Ok => {
                let _ = writeln!(out, "{}: {rule}: {}", finding.verdict, style.show(&shorten(text)));
            }
            _ => out += wrong,
        }
    }
    for (id, page) in &new.pages {
        out += &tell_page(id, old.pages.get(id), page, style);
    }
    if out.is_empty() { "nothing changed\n".to_owned() } else { out }
}

fn tell_page(id: &str, old: Option<&Result<Cleaned, String>>, new: &Result<Cleaned, String>, style: Style) -> String {
    let id = style.show(id);
    match (old, new) {
        (Some(Err(before)), Err(why)) if before == why => String::new(),
        (_, Err(why)) => format!("{id}: {why}\n"),
        (Some(Ok(old)), Ok(new)) if old.document.text == new.document.text => tell_change(&id, old, new, style),
        (_, Ok(new)) => {
            let cuts = new.cuts.iter().filter(|cut| cut.category != Category::Space).count();
            format!("{id}: {}{}\n", counted(cuts, "cut"), remark(new))
        }
    }
}

fn tell_change(id: &str, old: &Cleaned, new: &Cleaned, style: Style) -> String {
    if old.status != new.status {
        return format!("{id}: {}{}\n", new.status, remark(new));
    }
    let Change { more, less, .. } = Change::of_cuts(&new.document.text, &old.cuts, &new.cuts);
    let less = less.into_iter().map(|cut| ('-', cut));
    let lines = less.chain(more.into_iter().map(|cut| ('+', cut)));
    lines.fold(String::new(), |out, (sign, (rule, text))| {
        out + &style.show(&format!("{sign} {id}: {}  ← {rule}\n", shorten(&text)))
    })
}

fn remark(page: &Cleaned) -> String {
    page.remark().map(|remark| format!(", {remark}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "Ferry times: 6 and 9\n\nShare\n\nThe council met on Monday.\n";

    fn pack(starts: &str, finds: &str) -> String {
        format!(
            "hosts = ['news.example']\n[[rule]]\nid = 'news/ferry'\ncategory = 'related'\ncut = 'block'\nwhy = 'A box.'\n\
             match.phrase.starts = ['{starts}']\nfinds = ['{finds}']\nspares = ['The council met.']\n"
        )
    }

    fn state(pack: String, page: &str) -> Result<State, String> {
        let page = [("a.txt".to_owned(), Ok(page.as_bytes().to_vec()))];
        let own = vec![PackSource::new("news.example", pack)];
        State::of(own, "https://news.example/", page.into_iter(), Style::default())
    }

    fn told(old: &State, new: &State) -> String {
        tell(old, new, Style::default())
    }

    #[test]
    fn at_first_everything_is_new() {
        let first = state(pack("Ferry times", "Ferry times"), PAGE).unwrap();
        assert_eq!(told(&State::default(), &first), "a.txt: 2 cuts\n");
        assert_eq!(told(&first, &first), "nothing changed\n");
    }

    #[test]
    fn only_what_changed_is_shown() {
        let first = state(pack("Ferry times", "Ferry times"), PAGE).unwrap();
        let less = state(pack("Boats", "Ferry times"), PAGE).unwrap();
        let wrong = "missing: news/ferry (news.example.toml:2) leaves what it should find\n  text  Ferry times\n  \
                     left  {+Ferry times+}\n\n";
        assert_eq!(told(&first, &less), format!("{wrong}- a.txt: Ferry times: 6 and 9  ← news/ferry\n"));
        assert_eq!(told(&less, &first), "ok: news/ferry: Ferry times\n+ a.txt: Ferry times: 6 and 9  ← news/ferry\n");
    }

    #[test]
    fn another_page_is_counted_anew() {
        let first = state(pack("Ferry times", "Ferry times"), PAGE).unwrap();
        let other = state(pack("Ferry times", "Ferry times"), "The council met on Monday.\n").unwrap();
        assert_eq!(told(&first, &other), "a.txt: 0 cuts\n");
    }

    #[test]
    fn a_broken_pack_is_shown() {
        let fault = state("[[rule]]\nid = 1\n".to_owned(), PAGE).err().unwrap();
        assert!(fault.starts_with("error: ") && fault.contains("news.example.toml:2"), "{fault}");
    }
}
