//! `offcut rules check`: can the rule files be read, and what in them is likely to go wrong?

use std::fmt::Write;
use std::path::PathBuf;
use std::time::SystemTime;

use clap::{Args, ValueEnum};
use offcut::author::lint::{Finding, lint};
use offcut::{PackSource, RuleError, RuleSet};
use serde::Serialize;

use crate::{Outcome, output, setup};

#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Rule files and folders; the built-in rules if none
    paths: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum Format {
    /// With the line and what to do
    Text,
    /// A JSON list
    Json,
}

pub fn run(args: &CheckArgs) -> anyhow::Result<Outcome> {
    let (own, unreadable) = packs(&args.paths);
    let checked = check(&own, args.paths.is_empty());
    match args.format {
        Format::Text => output::print(&checked.text())?,
        Format::Json => output::print(&checked.json()?)?,
    }
    for error in &unreadable {
        output::complain(error);
    }
    match checked.faults.len() + unreadable.len() {
        0 if checked.findings.is_empty() => Ok(Outcome::Done),
        0 => Ok(Outcome::Found),
        1 => Err(setup::usage("1 fault in rule files")),
        faults => Err(setup::usage(format!("{faults} faults in rule files"))),
    }
}

/// The packs at the paths that can be read, and what the others say.
fn packs(paths: &[PathBuf]) -> (Vec<PackSource>, Vec<String>) {
    let (mut packs, mut errors) = (Vec::new(), Vec::new());
    for read in paths.iter().flat_map(|path| PackSource::each_from_path(path)) {
        match read {
            Ok(pack) => packs.push(pack),
            Err(error) => errors.push(error.to_string()),
        }
    }
    (packs, errors)
}

/// What is known of the packs that somebody asks for.
struct Checked {
    rules: usize,
    /// Whether these are the rules that came with offcut.
    builtin: bool,
    faults: Vec<RuleError>,
    findings: Vec<Finding>,
}

fn check(own: &[PackSource], builtin: bool) -> Checked {
    let known = PackSource::builtin();
    let (rules, faults) = RuleSet::sound(&[&known, own].concat());
    let wanted = if builtin { &known } else { own };
    let year = this_year();
    let findings = wanted.iter().flat_map(|pack| lint(&rules, pack, year)).collect();
    Checked { rules: rules.rules().iter().filter(|rule| rule.builtin == builtin).count(), builtin, faults, findings }
}

/// A lint that counts years needs no more than this.
fn this_year() -> u32 {
    const YEAR: u64 = 31_556_952;
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    1970 + u32::try_from(since_1970.as_secs() / YEAR).unwrap_or_default()
}

impl Checked {
    fn text(&self) -> String {
        let colour = output::style().colour;
        let faults = self.faults.iter().map(|fault| fault.render(colour));
        let findings = self.findings.iter().map(|finding| finding.render(colour));
        let mut out: String = faults.chain(findings).map(|drawn| drawn + "\n\n").collect();
        let rules = output::counted(self.rules, if self.builtin { "built-in rule" } else { "rule" });
        let (faults, findings) = (self.faults.len(), self.findings.len());
        let faults = if faults == 0 { String::new() } else { format!("{}, ", output::counted(faults, "fault")) };
        let _ = writeln!(out, "{rules} checked, {faults}{}", output::counted(findings, "finding"));
        out
    }

    fn json(&self) -> anyhow::Result<String> {
        let faults = self.faults.iter().map(|error| Entry::of("fault", None, error));
        let findings = self.findings.iter();
        let findings = findings.map(|found| Entry::of(found.lint, found.rule.as_deref(), &found.error));
        let lines: Vec<Entry<'_>> = faults.chain(findings).collect();
        Ok(serde_json::to_string_pretty(&lines)? + "\n")
    }
}

/// One fault or finding for machines.
#[derive(Serialize)]
struct Entry<'c> {
    file: &'c str,
    line: usize,
    column: usize,
    /// What found it; `fault` for what cannot be read.
    lint: &'c str,
    rule: Option<&'c str>,
    message: &'c str,
    hint: Option<&'c str>,
}

impl<'c> Entry<'c> {
    fn of(lint: &'c str, rule: Option<&'c str>, error: &'c RuleError) -> Self {
        let (file, line, column) = (error.path(), error.line(), error.column());
        Self { file, line, column, lint, rule, message: error.message(), hint: error.hint() }
    }
}
