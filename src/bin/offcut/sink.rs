//! Where outputs go: standard output, a list of names, or a folder.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

use anyhow::Context;
use offcut::Status;
use tempfile::NamedTempFile;

use crate::job::Output;
use crate::{output, setup};

/// Takes outputs in order.
pub trait Sink {
    /// Takes one, or says why it cannot take this one. An error ends the run.
    fn take(&mut self, output: &Output) -> anyhow::Result<Taken>;

    /// Completes what is open.
    fn finish(&mut self) -> anyhow::Result<()> {
        Ok(())
    }
}

pub enum Taken {
    Well,
    Refused(String),
}

/// Prints them. Texts say nothing of where they begin, so several go below their names, as with `head`.
pub struct Print {
    is_text: bool,
    several: bool,
    /// What parts the last text from the next name.
    gap: &'static str,
}

impl Print {
    pub fn new(is_text: bool, several: bool) -> Self {
        Self { is_text, several, gap: "" }
    }

    fn heading(&mut self, output: &Output) -> String {
        let is_one_of_many = self.several || output.is_line;
        if !self.is_text || !is_one_of_many || output.status == Status::Failed {
            return String::new();
        }
        let gap = std::mem::replace(&mut self.gap, if output.drawn.ends_with('\n') { "\n" } else { "\n\n" });
        format!("{gap}==> {} <==\n", output::style().show(&output.id))
    }
}

impl Sink for Print {
    fn take(&mut self, output: &Output) -> anyhow::Result<Taken> {
        let heading = self.heading(output);
        output::print(&(heading + &output.drawn)).map(|()| Taken::Well)
    }
}

/// Prints the names of those that have something to cut.
pub struct Check;

impl Sink for Check {
    fn take(&mut self, output: &Output) -> anyhow::Result<Taken> {
        if output.cuts > 0 {
            let cuts = if output.cuts == 1 { "cut" } else { "cuts" };
            output::print(&format!("{}: {} {cuts}\n", output::style().show(&output.id), output.cuts))?;
        }
        Ok(Taken::Well)
    }
}

/// Records in one shard.
const SHARD: usize = 10_000;

/// Writes them below a folder: a file for a file, and shards for lines of NDJSON. Nothing half-written ever has a
/// final name.
pub struct Folder {
    root: PathBuf,
    ending: &'static str,
    /// What must not be written over: this run's inputs, and what it has written.
    taken: HashSet<PathBuf>,
    shard: Option<NamedTempFile>,
    records: usize,
    shards: usize,
}

impl Folder {
    pub fn new(root: &Path, ending: &'static str, inputs: impl Iterator<Item = PathBuf>) -> anyhow::Result<Self> {
        std::fs::create_dir_all(root).with_context(|| format!("cannot make the folder {}", root.display()))?;
        let taken: HashSet<PathBuf> = inputs.filter_map(|input| input.canonicalize().ok()).collect();
        let whole = root.canonicalize().with_context(|| format!("cannot use the folder {}", root.display()))?;
        let is_shard_there = |input: &&PathBuf| input.parent() == Some(&whole) && is_shard(input);
        if let Some(name) = taken.iter().find(is_shard_there).and_then(|shard| shard.file_name()) {
            let why = "is an input, and --out would write over it; choose another folder";
            return Err(setup::usage(format!("{} {why}", root.join(name).display())));
        }
        Ok(Self { root: whole, ending, taken, shard: None, records: 0, shards: 0 })
    }

    fn write_file(&mut self, output: &Output) -> Taken {
        let name = Path::new(if output.id == "-" { "stdin" } else { &output.id });
        if !name.components().all(|part| matches!(part, Component::Normal(_))) {
            return Taken::Refused("its name leads out of the folder for --out".into());
        }
        let to = self.root.join(name).with_extension(self.ending);
        let shown = name.with_extension(self.ending);
        if !self.taken.insert(to.clone()) {
            let why = "below --out is an input, or was written for another input of this run; choose another folder";
            return Taken::Refused(format!("{} {why}", shown.display()));
        }
        match write_whole(&to, &output.drawn) {
            Ok(()) => Taken::Well,
            Err(error) => Taken::Refused(format!("cannot write {}: {error:#}", shown.display())),
        }
    }

    fn write_record(&mut self, output: &Output) -> anyhow::Result<()> {
        let shard = match &mut self.shard {
            Some(shard) => shard,
            none => none.insert(NamedTempFile::new_in(&self.root)?),
        };
        shard.write_all(output.drawn.as_bytes())?;
        self.records += 1;
        if self.records == SHARD { self.close_shard() } else { Ok(()) }
    }

    fn close_shard(&mut self) -> anyhow::Result<()> {
        if let Some(shard) = self.shard.take() {
            persist(shard, &self.root.join(shard_name(self.shards)))?;
            self.shards += 1;
            self.records = 0;
        }
        Ok(())
    }
}

fn shard_name(number: usize) -> String {
    format!("part-{number:05}.ndjson")
}

fn is_shard(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with("part-") && name.ends_with(".ndjson"))
}

/// Writes a file that is there whole, or not at all; through a link into what it leads to, and straight into a pipe.
pub fn write_whole(to: &Path, text: &str) -> anyhow::Result<()> {
    if std::fs::metadata(to).is_ok_and(|there| !there.is_file()) {
        return Ok(std::fs::write(to, text)?);
    }
    let to = &to.canonicalize().unwrap_or_else(|_| to.to_owned());
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    persist(file, to)
}

/// Gives a complete file its name.
fn persist(file: NamedTempFile, to: &Path) -> anyhow::Result<()> {
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    file.persist(to)?;
    Ok(())
}

impl Sink for Folder {
    fn take(&mut self, output: &Output) -> anyhow::Result<Taken> {
        let written = match output {
            Output { is_line: true, .. } => self.write_record(output).map(|()| Taken::Well),
            Output { status: Status::Failed, .. } => Ok(Taken::Well),
            _ => Ok(self.write_file(output)),
        };
        written.with_context(|| format!("cannot write the output of {}", output.id))
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        let wrote_records = self.shards > 0 || self.shard.is_some();
        self.close_shard().with_context(|| format!("cannot write into {}", self.root.display()))?;
        // Shards of an earlier, longer run would pass for part of this one.
        let mut old = self.shards;
        while wrote_records && std::fs::remove_file(self.root.join(shard_name(old))).is_ok() {
            old += 1;
        }
        Ok(())
    }
}
