//! Which files a run reads, and under which names.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::args::From;
use crate::input::{Format, OF_NDJSON, format_of};

/// A file or standard input, and the name it has in records.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// None for standard input.
    pub path: Option<PathBuf>,
    /// The path below the folder that was named, or the file's own name.
    pub id: String,
    /// What stops it from being read, if that is known by now.
    pub trouble: Option<String>,
}

impl Entry {
    /// Whether it may hold many records; of standard input nobody knows before it is read.
    pub fn holds_records(&self, from: From) -> bool {
        self.path.as_ref().is_none_or(|path| format_of(from, Some(path), &[]) == Format::Ndjson)
    }
}

/// Everything a run reads.
#[derive(Default, Debug)]
pub struct Listing {
    pub entries: Vec<Entry>,
    /// Whether a folder was named.
    pub folder: bool,
    /// Files in folders that are of no kind offcut reads.
    pub skipped: usize,
}

/// The endings of files that are read when a folder is named, beside those of NDJSON.
const ENDINGS: &[&str] = &["txt", "text", "html", "htm"];

/// Lists what was named, folders in the order of their names. `out` is left out where it lies in a folder.
pub fn list(inputs: &[PathBuf], every_ending: bool, out: Option<&Path>) -> Listing {
    let mut listing = Listing::default();
    if inputs.is_empty() {
        listing.entries.push(standard_input());
    }
    for input in inputs {
        if input.as_os_str() == "-" {
            listing.entries.push(standard_input());
        } else if input.is_dir() {
            listing.folder = true;
            list_folder(input, every_ending, out, &mut listing);
        } else {
            let name = input.file_name().unwrap_or(input.as_os_str());
            listing.entries.push(Entry { path: Some(input.clone()), id: name.to_string_lossy().into(), trouble: None });
        }
    }
    listing
}

fn standard_input() -> Entry {
    Entry { path: None, id: "-".into(), trouble: None }
}

fn list_folder(folder: &Path, every_ending: bool, out: Option<&Path>, listing: &mut Listing) {
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| {
        let is_out = || out.is_some_and(|out| is_same_file(entry.path(), out));
        entry.depth() == 0 || !entry.file_type().is_dir() || !is_out()
    }) {
        let entry = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            // A pipe or a device would keep the run waiting.
            Ok(entry) if !entry.file_type().is_file() => {
                listing.skipped += 1;
                continue;
            }
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                listing.entries.push(Entry {
                    id: below(folder, &path),
                    path: Some(path),
                    trouble: Some(error.to_string()),
                });
                continue;
            }
        };
        let mut endings = ENDINGS.iter().chain(OF_NDJSON);
        let known = entry.path().extension().is_some_and(|end| endings.any(|known| end.eq_ignore_ascii_case(known)));
        if known || every_ending {
            let id = below(folder, entry.path());
            listing.entries.push(Entry { path: Some(entry.into_path()), id, trouble: None });
        } else {
            listing.skipped += 1;
        }
    }
}

fn below(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
    if cfg!(windows) { below.replace('\\', "/") } else { below.into_owned() }
}

/// Whether two paths lead to one file.
pub fn is_same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
