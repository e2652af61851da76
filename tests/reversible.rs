//! The law: clean text and cuts give the page back, byte for byte, whatever the page.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use std::sync::LazyLock;

use offcut::view::{Style, named};
use offcut::{Cleaned, Cleaner, Kind, Profile, RuleSet, Source, apply, restore};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::new(RuleSet::builtin(), Profile::archive().unbounded()));

/// Pages that give rules something to do: labels, paragraphs and repeats between any characters at all, ended in any
/// way.
fn page() -> impl Strategy<Value = String> {
    const LINES: &[&str] = &[
        "Skip to main content",
        "Advertisement",
        "Sign up for our newsletter.",
        "Share this article",
        "© Getty",
        "Related stories",
        "Ferry fares to rise in May",
        "Read more: Ferry fares to rise in May",
        "By Ada Lindqvist",
        "A tug pulls the barge into the harbour.",
        "Correction: The ferry costs a crown.",
        "【広告】",
        "Lesen Sie auch:",
        "The council met on Monday to talk about the bridge, which has been shut since the storm broke two of its arches.",
        "Senator RowenIda RowenBridge bill passes Rowen calls tax a mistake MORE has not replied.",
        "Jessica Rowen ·",
        " date 2021-03-04 The bridge is shut.",
        "--- a",
        "+++ b",
        "@@ -1 +1 @@",
        "\\ No newline at end of file",
        "-",
        "",
    ];
    const ENDS: &[&str] =
        &["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n\n\n\n", " ", "", "\u{2028}", "\u{feff}", "\t\n "];
    let line = prop_oneof![
        6 => prop::sample::select(LINES).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => "[a-zA-Z .,“”öß東京🜚\u{200b}\u{202e}]{0,80}",
    ];
    let lines = prop::collection::vec((line, prop::sample::select(ENDS)), 0..24);
    lines.prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

fn clean(page: &str) -> Cleaned {
    CLEANER.clean(Source::bytes(page).id("page").kind(Kind::ExtractedText)).expect("any UTF-8 can be read")
}

#[test]
fn restore_is_the_inverse() {
    let config = Config { cases: 10_000, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&page(), |page| {
            let cleaned = clean(&page);
            prop_assert_eq!(&restore(&cleaned.text, &cleaned.cuts).unwrap(), &page);
            prop_assert_eq!(&apply(&page, &cleaned.cuts).unwrap(), &cleaned.text);
            for view in offcut::view::VIEWS {
                view.render(&cleaned, Style { terminal: true, colour: true });
            }
            Ok(())
        })
        .unwrap();
}

/// GNU patch takes the diff and gives the page back. One run of `patch` for many pages, each a file of its own.
#[test]
fn patch_takes_the_diff() {
    if Command::new("patch").arg("--version").output().is_err() {
        eprintln!("`patch` is not installed: skipped");
        return;
    }
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    for _ in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let (mut patch, mut pages) = (String::new(), Vec::new());
        for number in 0..500 {
            let page = page().new_tree(&mut runner).unwrap().current().replace('\0', "");
            let mut cleaned = clean(&page);
            cleaned.document.id = format!("p{number}");
            fs::write(folder.path().join(&cleaned.document.id), &cleaned.text).unwrap();
            patch += &named("diff").unwrap().render(&cleaned, Style::default());
            pages.push((cleaned.document.id, page));
        }
        assert!(patch.len() > 10_000, "the pages gave rules nothing to do");
        reverse(folder.path(), &patch);
        for (name, page) in pages {
            // An emptied file is a removed one to `patch`; putting text back makes it anew.
            let got = fs::read(folder.path().join(&name)).unwrap_or_default();
            assert_eq!(String::from_utf8(got).unwrap(), page, "{name}");
        }
    }
}

fn reverse(folder: &std::path::Path, patch: &str) {
    fs::write(folder.join("patch"), patch).unwrap();
    let arguments = ["-R", "-p0", "--binary", "--quiet", "--input", "patch"];
    let done = Command::new("patch").args(arguments).current_dir(folder).output().unwrap();
    let mut said = String::from_utf8_lossy(&done.stdout).into_owned();
    let _ = write!(said, "{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "patch failed: {said}");
}
