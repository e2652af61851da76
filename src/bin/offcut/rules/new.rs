//! `offcut rules new`: a first pack for an outlet.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use offcut::author::propose::Outlet;

use super::schema;
use crate::args::{From, ReadingArgs, RuleArgs};
use crate::batch::Items;
use crate::files::list;
use crate::sink::write_whole;
use crate::{Outcome, output, setup};

#[derive(Args, Debug)]
pub struct NewArgs {
    /// The outlet's host, such as `news.example`
    host: String,
    /// 2 to 50 pages of it, web pages or text; without pages, the pack is a template
    #[arg(value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// Write HOST.toml into this folder; `-` prints it
    #[arg(long, value_name = "DIR", default_value = "rules/outlets")]
    out: PathBuf,
    /// Write over a pack that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    rules: RuleArgs,
}

/// One page shows nothing that repeats, and more than a screenful of them nothing new.
const PAGES: std::ops::RangeInclusive<usize> = 2..=50;

pub fn run(args: &NewArgs) -> anyhow::Result<Outcome> {
    let host = host(&args.host)?;
    let to = (args.out.as_os_str() != "-").then(|| args.out.join(format!("{host}.toml")));
    if let Some(taken) = to.as_ref().filter(|to| to.exists() && !args.force) {
        return Err(setup::usage(format!("{} is there already; --force writes over it", taken.display())));
    }
    let mut outlet = Outlet::new(&*host, &setup::packs(&args.rules)?).map_err(|errors| setup::broken(&errors))?;
    let failed = add_pages(&mut outlet, &host, &args.pages)?;
    let pack = outlet.propose();
    match to {
        Some(to) => write(&to, &(schema::line_for(&args.out)? + &pack.to_string()))?,
        None => output::print(&output::style().show(&pack.to_string()))?,
    }
    Ok(if failed == 0 { Outcome::Done } else { Outcome::SomeFailed })
}

fn host(given: &str) -> anyhow::Result<String> {
    let host = offcut::read::host(given).filter(|host| !host.contains(['\\', '\0']));
    host.ok_or_else(|| setup::usage(format!("`{given}` is not a host; name the outlet as in `news.example`")))
}

/// Adds what can be read. Says what cannot, and how many that are.
fn add_pages(outlet: &mut Outlet, host: &str, pages: &[PathBuf]) -> anyhow::Result<usize> {
    if pages.is_empty() {
        return Ok(0);
    }
    let reading = ReadingArgs::default();
    let (mut read, mut failed) = (0, 0);
    for item in Items::new(list(pages, false, None).entries, From::Auto).take(PAGES.end() + 1) {
        let source = item.source(&reading).map_err(|bad| (bad.id, bad.why));
        let added = source.and_then(|page| {
            let id = page.id.clone();
            outlet.add(page).map_err(|error| (id, error.to_string()))
        });
        match added {
            Ok(()) => read += 1,
            Err((id, why)) => {
                output::complain(&format!("{id}: {why}"));
                failed += 1;
            }
        }
    }
    if let Some((other, pages)) = outlet.other_host().filter(|(_, pages)| pages * 2 > read) {
        output::complain(&format!("{pages} of {read} pages say they are of `{other}`, not of `{host}`"));
    }
    match read + failed {
        many if many > *PAGES.end() => {
            Err(setup::usage(format!("more than {} pages; a sample of them shows what repeats", PAGES.end())))
        }
        1 => Err(setup::usage("one page shows nothing that repeats; name two or more, or none for a template")),
        _ if read < *PAGES.start() => {
            Err(anyhow::anyhow!("{read} of the pages could be read; a pack needs two or more"))
        }
        _ if outlet.pages() < *PAGES.start() => {
            Err(setup::usage(format!("all {read} pages hold one article; a pack needs two or more")))
        }
        _ => Ok(failed),
    }
}

fn write(to: &Path, pack: &str) -> anyhow::Result<()> {
    write_whole(to, pack).with_context(|| format!("cannot write {}", to.display()))?;
    output::complain(&format!("{} is written; `offcut rules test` runs its examples", to.display()));
    Ok(())
}
