//! Every message about a broken rule file, on file: FAULT.toml and what is said about it, FAULT.txt.
//! `SNAPSHOTS=overwrite cargo test --test rule_errors` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use offcut::{PackSource, RuleSet};
use snapbox::{Assert, Data};

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rule_errors");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut faults: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|end| end == "toml")).collect();
    faults.sort();
    let name = |fault: &Path| fault.file_stem().unwrap().to_str().unwrap().to_owned();
    let trials = faults.into_iter().map(|fault| Trial::test(name(&fault), move || says_what_is_wrong(&fault)));
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn says_what_is_wrong(fault: &Path) -> Result<(), Failed> {
    let mut packs = PackSource::builtin();
    let name = fault.file_stem().unwrap().to_str().unwrap();
    packs.push(PackSource::new(name, fs::read_to_string(fault)?));
    let said = match RuleSet::new(&packs) {
        Ok(_) => return Err("nothing is wrong with it".into()),
        Err(errors) => errors.iter().map(|error| format!("{error}\n")).collect::<Vec<_>>().join("\n"),
    };
    let wanted = Data::read_from(&fault.with_extension("txt"), None).raw();
    let checked = Assert::new().action_env("SNAPSHOTS").try_eq(Some(&name), Data::text(said).raw(), wanted);
    checked.map_err(|error| error.to_string().into())
}
