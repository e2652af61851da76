//! Where outputs go: standard output, a list of names, or a folder.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use offcut::Status;
use tempfile::NamedTempFile;

use crate::job::Output;
use crate::output;

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

/// Prints them.
pub struct Print;

impl Sink for Print {
    fn take(&mut self, output: &Output) -> anyhow::Result<Taken> {
        output::print(&output.drawn).map(|()| Taken::Well)
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
    written: HashSet<PathBuf>,
    shard: Option<NamedTempFile>,
    records: usize,
    shards: usize,
}

impl Folder {
    pub fn new(root: &Path, ending: &'static str) -> anyhow::Result<Self> {
        std::fs::create_dir_all(root).with_context(|| format!("cannot make the folder {}", root.display()))?;
        let root = root.to_owned();
        Ok(Self { root, ending, written: HashSet::new(), shard: None, records: 0, shards: 0 })
    }

    fn write_file(&mut self, output: &Output) -> anyhow::Result<Taken> {
        let name = if output.id == "-" { "stdin" } else { &output.id };
        let to = self.root.join(name).with_extension(self.ending);
        if output.path.as_deref().is_some_and(|from| is_same_file(from, &to)) {
            return Ok(Taken::Refused(format!(
                "{} is the input itself; choose another folder for --out",
                to.display()
            )));
        }
        if !self.written.insert(to.clone()) {
            return Ok(Taken::Refused(format!("{} was written for another input of this run", to.display())));
        }
        let folder = to.parent().unwrap_or(&self.root);
        std::fs::create_dir_all(folder)?;
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(output.drawn.as_bytes())?;
        persist(file, &to).map(|()| Taken::Well)
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
            persist(shard, &self.root.join(format!("part-{:05}.ndjson", self.shards)))?;
            self.shards += 1;
            self.records = 0;
        }
        Ok(())
    }
}

fn is_same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
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
        let place = self.root.display().to_string();
        let written = match output {
            Output { is_line: true, .. } => self.write_record(output).map(|()| Taken::Well),
            Output { status: Status::Failed, .. } => Ok(Taken::Well),
            _ => self.write_file(output),
        };
        written.with_context(|| format!("cannot write the output of {} into {place}", output.id))
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        self.close_shard().with_context(|| format!("cannot write into {}", self.root.display()))
    }
}
