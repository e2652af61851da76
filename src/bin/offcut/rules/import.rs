//! `offcut rules import`: packs out of other tools' rules.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use offcut::author::import::{Foreign, Import, adblock, ftr};

use super::schema;
use crate::{Outcome, output};

#[derive(Subcommand, Debug)]
pub enum ImportCommand {
    /// Site configs of Full-Text RSS, named by their hosts: `news.example.txt`
    Ftr(ImportArgs),
    /// Cosmetic filters of ad blockers
    Adblock(ImportArgs),
}

#[derive(Args, Debug)]
pub struct ImportArgs {
    /// The files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Write packs into this folder; `-` prints them
    #[arg(long, value_name = "DIR", default_value = "rules/outlets")]
    out: PathBuf,
    /// Write over packs that stand there
    #[arg(long)]
    force: bool,
}

pub fn run(command: &ImportCommand) -> anyhow::Result<Outcome> {
    let (args, import): (_, fn(&[Foreign<'_>]) -> Import) = match command {
        ImportCommand::Ftr(args) => (args, ftr),
        ImportCommand::Adblock(args) => (args, adblock),
    };
    let texts: Vec<(String, String)> = args.files.iter().filter_map(|path| read(path)).collect();
    let files: Vec<_> = texts.iter().map(|(name, text)| Foreign { name, text }).collect();
    let import = import(&files);
    for remark in &import.remarks {
        output::complain(&remark.to_string());
    }
    let given = give_out(&import, args)?;
    output::complain(&summary(&import, files.len(), given));
    let all = files.len() == args.files.len() && given == import.packs.len();
    Ok(if all { Outcome::Done } else { Outcome::SomeFailed })
}

fn read(path: &Path) -> Option<(String, String)> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let text = fs::read_to_string(path);
    text.map_err(|error| output::complain(&format!("cannot read {}: {error}", path.display())))
        .ok()
        .map(|text| (name, text))
}

/// Writes or prints the packs. Says how many there are now.
fn give_out(import: &Import, args: &ImportArgs) -> anyhow::Result<usize> {
    let mut given = 0;
    let prints = args.out.as_os_str() == "-";
    if !prints {
        fs::create_dir_all(&args.out).with_context(|| format!("cannot make the folder {}", args.out.display()))?;
    }
    let schema = if prints || import.packs.is_empty() { String::new() } else { schema::line_for(&args.out)? };
    for (name, draft) in &import.packs {
        if prints {
            let head = if import.packs.len() > 1 { format!("# {name}.toml\n") } else { String::new() };
            output::print(&format!("{head}{draft}"))?;
        } else if let Err(error) =
            write(&args.out.join(format!("{name}.toml")), &format!("{schema}{draft}"), args.force)
        {
            output::complain(&format!("{error:#}"));
            continue;
        }
        given += 1;
    }
    Ok(given)
}

/// Writes a pack. There may be ten thousand, and all can be made again, so nobody waits for the disk.
fn write(to: &Path, pack: &str, force: bool) -> anyhow::Result<()> {
    if to.exists() && !force {
        bail!("{} stands there already; choose another folder with --out, or say --force", to.display());
    }
    fs::write(to, pack).with_context(|| format!("cannot write {}", to.display()))
}

fn summary(import: &Import, files: usize, packs: usize) -> String {
    let (on, off): (Vec<_>, Vec<_>) = import.packs.iter().flat_map(|(_, draft)| &draft.rules).partition(|rule| rule.on);
    let (lost, changed): (Vec<_>, Vec<_>) = import.remarks.iter().partition(|remark| remark.lost);
    let mut counts: Vec<_> = import.not_applicable.iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let mut out = format!(
        "files: {files}, lines: {}, packs: {packs}, rules: {}, rules off: {}\n    \
         not translated: {}, changed: {}, not applicable: {}",
        import.lines,
        on.len(),
        off.len(),
        lost.len(),
        changed.len(),
        import.not_applicable.values().sum::<usize>(),
    );
    for (what, count) in counts {
        let _ = write!(out, "\n    {count:6}  {what}");
    }
    out
}
