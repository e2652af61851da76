//! Every message about a rule file, on file: FAULT.toml and what is said about it, FAULT.txt; and for every lint of
//! `rules check` the same. `SNAPSHOTS=overwrite cargo test --test messages` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use offcut::author::lint::{lint, names};
use offcut::{PackSource, RuleSet};
use snapbox::{Assert, Data};

fn main() -> ExitCode {
    let fault = |file: PathBuf| Trial::test(name(&file), move || says(&file, &faults(&file)?));
    let finding = |file: PathBuf| Trial::test(name(&file), move || says(&file, &findings(&file)?));
    let mut trials: Vec<Trial> = packs("faults").into_iter().map(fault).collect();
    trials.extend(packs("findings").into_iter().map(finding));
    trials.push(Trial::test("every lint is on file", every_lint_is_on_file));
    trials.push(Trial::test("the built-in rules have no findings", builtin_rules_have_none));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn packs(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages").join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut packs: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|end| end == "toml")).collect();
    packs.sort();
    packs
}

fn name(pack: &Path) -> String {
    pack.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn pack(file: &Path) -> PackSource {
    PackSource::new(name(file), fs::read_to_string(file).unwrap())
}

fn faults(file: &Path) -> Result<String, Failed> {
    match RuleSet::new(&[PackSource::builtin(), vec![pack(file)]].concat()) {
        Ok(_) => Err("nothing is wrong with it".into()),
        Err(errors) => Ok(errors.iter().map(|error| format!("{error}\n")).collect::<Vec<_>>().join("\n")),
    }
}

const YEAR: u32 = 2026;

/// A pack that is named after a lint is found by that one, and by no other.
fn findings(file: &Path) -> Result<String, Failed> {
    let pack = pack(file);
    let rules =
        RuleSet::new(&[PackSource::builtin(), vec![pack.clone()]].concat()).map_err(|errors| errors[0].to_string())?;
    let found = lint(&rules, &pack, YEAR);
    if found.is_empty() || found.iter().any(|finding| finding.lint != lint_of(&pack.name)) {
        return Err(format!("{:?}", found.iter().map(|finding| finding.lint).collect::<Vec<_>>()).into());
    }
    Ok(found.iter().map(|finding| finding.render(false) + "\n").collect::<Vec<_>>().join("\n"))
}

/// `LINT.toml`, or `LINT.HOST.toml`.
fn lint_of(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

fn says(file: &Path, said: &str) -> Result<(), Failed> {
    let wanted = Data::read_from(&file.with_extension("txt"), None).raw();
    let checked = Assert::new().action_env("SNAPSHOTS").try_eq(Some(&name(file)), Data::text(said).raw(), wanted);
    checked.map_err(|error| error.to_string().into())
}

fn every_lint_is_on_file() -> Result<(), Failed> {
    let on_file: Vec<String> = packs("findings").iter().map(|file| lint_of(&name(file)).to_owned()).collect();
    match names().find(|lint| !on_file.contains(&(*lint).to_owned())) {
        Some(lint) => Err(format!("tests/messages/findings/{lint}.toml is missing").into()),
        None => Ok(()),
    }
}

fn builtin_rules_have_none() -> Result<(), Failed> {
    let rules = RuleSet::builtin();
    let found: Vec<_> = PackSource::builtin().iter().flat_map(|pack| lint(&rules, pack, YEAR)).collect();
    found.first().map_or(Ok(()), |finding| Err(finding.render(false).into()))
}
