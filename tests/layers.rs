//! Arrows between the modules of `src/` point down this list, never up.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

const FLOORS: &[&str] = &[
    "names",
    "span",
    "digest",
    "prose",
    "fold",
    "category",
    "document",
    "cut",
    "hit",
    "evidence",
    "read",
    "matcher",
    "rule",
    "profile",
    "cleaned",
    "decide",
    "view",
    "collection",
    "clean",
    "author",
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| *floor == module)
}

#[test]
fn arrows_point_down() {
    for (module, path) in modules() {
        let own = floor(&module).unwrap_or_else(|| panic!("{module} has no floor; give it one in FLOORS"));
        for name in imports(&fs::read_to_string(&path).unwrap()) {
            let other = floor(&name).unwrap_or_else(|| panic!("{} imports `crate::{name}`", path.display()));
            assert!(name == module || other < own, "{} imports {name}, which stands above {module}", path.display());
        }
    }
}

/// The program's files have no floors, but no circle either: taking away files that import none of the rest leaves none.
#[test]
fn the_program_has_no_circle() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bin/offcut");
    let name = |file: &Path| file.file_stem().unwrap().to_str().unwrap().to_owned();
    let arrows = |file: &PathBuf| (name(file), imports(&fs::read_to_string(file).unwrap()));
    // `crate::Outcome` and the like are of main.rs, which everything may name and which names everything.
    let mut rest: Vec<_> = files(&folder).iter().map(arrows).filter(|(file, _)| file != "main").collect();
    assert!(rest.len() > 10);
    while !rest.is_empty() {
        let names: Vec<String> = rest.iter().map(|(file, _)| file.clone()).collect();
        let before = rest.len();
        rest.retain(|(file, imports)| imports.iter().any(|import| import != file && names.contains(import)));
        assert!(rest.len() < before, "a circle among {names:?}");
    }
}

#[test]
fn an_arrow_up_would_be_seen() {
    let text = "use crate::{span::Span, view::{self, View}};\nfn f() { crate::clean::run() }\nuse crate::cut::Cut;";
    assert_eq!(imports(text), ["span", "view", "clean", "cut"]);
    assert!(floor("view") > floor("document"));
}

#[test]
fn methods_stand_in_their_types_module() {
    for (module, path) in modules() {
        let text = fs::read_to_string(&path).unwrap();
        let own = text.lines().filter_map(|line| line.strip_prefix("impl ")).filter(|rest| !rest.contains(" for "));
        for rest in own {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            let defined = ["struct", "enum", "trait"].iter().any(|kind| text.contains(&format!("{kind} {name}")));
            let named = text.contains(&format!("    {name}, \""));
            assert!(defined || named, "{} (module {module}) has methods of {name}, defined elsewhere", path.display());
        }
    }
}

/// The top-level modules of `src/` and their files; `lib.rs` only names them, and `bin` stands above all.
fn modules() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if !["bin", "lib"].contains(&&*name) {
            found.extend(files(&path).into_iter().map(|file| (name.clone(), file)));
        }
    }
    assert!(found.len() > 20, "src/ was not found");
    found
}

/// A file, or all files below a folder.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    fs::read_dir(path).unwrap().flat_map(|entry| files(&entry.unwrap().path())).collect()
}

/// The first path segment after every `crate::`, in braces too. Comments and doc links do not count.
fn imports(text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, mark) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') || code[..at].ends_with("pub(") {
            continue;
        }
        match code[at + mark.len()..].strip_prefix('{') {
            Some(list) => found.extend(segments(list)),
            None => found.push(word(&code[at + mark.len()..])),
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first segments of a braced list, up to its closing brace.
fn segments(list: &str) -> Vec<String> {
    let (mut depth, mut found, mut fresh) = (0, Vec::new(), true);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && c.is_alphanumeric() => {
                found.push(word(&list[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    found
}
