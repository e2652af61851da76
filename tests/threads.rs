//! The same input, rules and profile give the same bytes, whatever the threads and the order.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::thread;

use offcut::view::{Style, named};
use offcut::{Cleaner, Source};

fn samples() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "txt"));
    files.sort();
    let urls =
        ["https://thehill.com/a", "https://www.commondreams.org/b", "https://news.example/c"].into_iter().cycle();
    let source = |(file, url): (&std::path::PathBuf, &str)| {
        Source::bytes(fs::read(file).unwrap()).id(file.display().to_string()).url(url)
    };
    files.iter().zip(urls).map(source).collect()
}

fn record(cleaner: &Cleaner, source: Source) -> String {
    named("ndjson").unwrap().render(&cleaner.clean(source).unwrap(), Style::default())
}

#[test]
fn threads_and_order_do_not_matter() {
    let cleaner = Cleaner::builtin();
    let alone: Vec<_> = samples().into_iter().map(|source| record(&cleaner, source)).collect();
    assert!(alone.len() > 20);

    let fresh = Cleaner::builtin();
    let together: Vec<_> = thread::scope(|scope| {
        let started = samples().into_iter().rev().map(|source| scope.spawn(|| record(&fresh, source)));
        started.collect::<Vec<_>>().into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let back: Vec<_> = together.into_iter().rev().collect();
    assert_eq!(alone, back);
}

#[test]
fn a_cleaner_can_be_shared() {
    fn shared<T: Send + Sync>() {}
    fn sent<T: Send>() {}
    shared::<Cleaner>();
    sent::<offcut::Cleaned>();
}
