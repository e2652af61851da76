//! Every command that the documents show, run: the console blocks of README.md, rules/README.md, docs/ and
//! tests/cmd/. What a command prints must be what stands below it; a line `...` stands for any lines, `> ` goes on with a command, and `? 2` for
//! the exit status. `SNAPSHOTS=overwrite cargo test --test commands` writes them anew.
//!
//! Commands run in a shell, in a folder of their own that holds `samples` and `rules`; `cargo run --release --` is
//! the program that was built for the tests.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use snapbox::{Assert, Data};

fn main() -> ExitCode {
    let trials = documents().into_iter().map(|document| {
        let name = document.strip_prefix(root()).unwrap().display().to_string();
        Trial::test(name, move || shows_what_happens(&document))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn documents() -> Vec<PathBuf> {
    let mut found = vec![root().join("README.md"), root().join("rules/README.md")];
    for folder in ["docs", "tests/cmd"] {
        let files = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        found.extend(files.filter(|file| file.extension().is_some_and(|end| end == "md")));
    }
    found.sort();
    found
}

fn shows_what_happens(document: &Path) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    for name in ["samples", "rules"] {
        std::os::unix::fs::symlink(root().join(name), folder.path().join(name))?;
    }
    let shown = fs::read_to_string(document)?;
    let happens = rerun(&shown, folder.path());
    let wanted = Data::read_from(document, None);
    let checked = Assert::new().action_env("SNAPSHOTS").normalize_paths(false).try_eq(None, happens.into(), wanted);
    checked.map_err(|error| error.to_string().into())
}

/// The document with every output replaced by what the command prints now.
fn rerun(document: &str, folder: &Path) -> String {
    let (mut out, mut in_console) = (String::new(), false);
    let mut rest = document.lines().peekable();
    while let Some(line) = rest.next() {
        let indent = &line[..line.len() - line.trim_start().len()];
        match line.trim_start() {
            "```console" => in_console = true,
            "```" => in_console = false,
            _ => {}
        }
        if let (true, Some(command)) = (in_console, line.trim_start().strip_prefix("$ ")) {
            let more: Vec<&str> = std::iter::from_fn(|| rest.next_if(|line| goes_on(line).is_some())).collect();
            let command: Vec<&str> = [command].into_iter().chain(more.iter().copied().filter_map(goes_on)).collect();
            let printed = output_of(&command.join("\n"), folder);
            let printed: Vec<String> =
                printed.lines().map(|line| format!("{indent}{line}").trim_end().to_owned()).collect();
            let shown = [line].into_iter().chain(more).chain(printed.iter().map(String::as_str));
            shown.for_each(|line| out.extend([line, "\n"]));
        } else if !in_console || line.trim_start() == "```console" {
            out.extend([line, "\n"]);
        }
    }
    out
}

/// A line of a command that began above it.
fn goes_on(line: &str) -> Option<&str> {
    line.strip_prefix("> ").or((line == ">").then_some(""))
}

fn output_of(command: &str, folder: &Path) -> String {
    if command == "cargo test" {
        return String::new();
    }
    let program = Path::new(env!("CARGO_BIN_EXE_offcut"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let command = command.replace("cargo run --release --", "offcut");
    let shell = format!("exec 2>&1; {command}");
    let done = Command::new("sh").args(["-c", &shell]).current_dir(folder).env("PATH", path).output().unwrap();
    let mut text = String::from_utf8_lossy(&done.stdout).into_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    match done.status.code() {
        Some(0) => text,
        code => format!("{text}? {}\n", code.unwrap_or(-1)),
    }
}
