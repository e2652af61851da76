//! The JSON Schema of packs: on file, for editors; every pack fits it, and a pack with a fault of shape does not.
//! `SNAPSHOTS=overwrite cargo test --test schema` writes the file anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use jsonschema::Validator;
use offcut::PackSource;
use offcut::rule::json_schema;
use snapbox::{Assert, Data};

/// Faults of `tests/messages/faults/` that a schema does not see, and what would have to be known to see them.
const UNSEEN: &[(&str, &[&str])] = &[
    (
        "the grammar of expressions",
        &[
            "bad-regex",
            "bad-regex-escaped",
            "regex-backreference",
            "regex-look-around",
            "regex-matches-nothing",
            "regex-too-big",
        ],
    ),
    (
        "the grammar of selectors",
        &[
            "bad-selector",
            "outside-bad-selector",
            "selector-bad-regex",
            "selector-broken-behind",
            "selector-goes-nowhere",
            "selector-goes-up-by-words",
            "selector-leads-away",
            "selector-near",
            "selector-not-closed",
            "selector-of-another-tool",
            "selector-over-lines",
            "selector-regex-too-big",
            "selector-too-deep",
            "selector-too-long",
            "selector-with-a-hole",
            "selector-with-slashes",
            "selector-without-words",
            "selector-xpath",
        ],
    ),
    (
        "other rules and packs",
        &["duplicate-id", "pack-without-folder", "topic-off", "unknown-pack", "unknown-rule-off"],
    ),
    (
        "what a host, a phrase, a topic or a day may be",
        &["empty-phrase", "no-such-day", "not-a-host", "reserved-topic"],
    ),
    (
        "what several keys say together",
        &[
            "earlier-takes-no-slack",
            "element-without-selector",
            "words-and-slack",
            "no-words-to-repeat",
            "times-in-too-few",
            "looks-for-nothing",
            "max-blocks-without-section",
            "phrase-without-words",
            "signs-of-no-system",
            "until-before-since",
            "while-without-section",
        ],
    ),
];

#[test]
fn the_file_for_editors_is_the_schema() {
    let file = root().join("rules/schema.json");
    Assert::new().action_env("SNAPSHOTS").eq(Data::text(json_schema()).raw(), Data::read_from(&file, None).raw());
}

#[test]
fn every_pack_fits() {
    let validator = validator();
    for pack in [packs("rules"), packs("samples/rules")].concat() {
        let instance = toml::from_str(&pack.text).unwrap();
        let faults: Vec<_> =
            validator.iter_errors(&instance).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{}\n{}", pack.path, faults.join("\n"));
    }
}

#[test]
fn the_built_in_packs_name_their_schema() {
    let nameless = packs("rules").into_iter().filter(|pack| !pack.text.starts_with("#:schema ../schema.json\n"));
    assert_eq!(nameless.map(|pack| pack.path).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn faults_of_shape_are_seen() {
    let validator = validator();
    let fits = |pack: &PackSource| toml::from_str(&pack.text).is_ok_and(|instance| validator.is_valid(&instance));
    let mut missed: Vec<_> = packs("tests/messages/faults").into_iter().filter(fits).map(|pack| pack.name).collect();
    let mut unseen: Vec<_> = UNSEEN.iter().flat_map(|(_, names)| *names).copied().collect();
    unseen.sort_unstable();
    missed.sort_unstable();
    assert_eq!(missed, unseen);
}

#[test]
fn what_may_be_left_out_is_not_null() {
    assert!(!json_schema().contains("null"));
}

fn validator() -> Validator {
    jsonschema::validator_for(&serde_json::from_str(&json_schema()).unwrap()).unwrap()
}

fn packs(folder: &str) -> Vec<PackSource> {
    PackSource::from_path(&root().join(folder)).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
