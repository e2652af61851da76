//! Saved pages, and what should come of them: beside NAME.html or NAME.txt its clean text, NAME.clean.txt, and its cuts,
//! NAME.cuts.json.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::ser::{PrettyFormatter, Serializer};
use similar::utils::diff_words;
use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices};

use super::Verdict;
use crate::category::Category;
use crate::clean::Cleaner;
use crate::cleaned::Cleaned;
use crate::read::{ReadError, Source, host};

/// What saved pages end in.
const ENDINGS: &[&str] = &["html", "htm", "txt"];
const CLEAN: &str = "clean.txt";
const CUTS: &str = "cuts.json";

/// What NAME.cuts.json holds.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Golden {
    /// The page's file name.
    #[serde(default)]
    pub file: String,
    /// Where the page came from. If nobody says, a folder named as a host is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What is cut, in order. If nobody says, only the clean text is compared.
    pub cuts: Option<Vec<Passage>>,
}

/// One line that is cut, or the part of it that is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Passage {
    /// Its line, from 1: of the page text where offcut wrote the file. For eyes; it is not compared.
    pub line: usize,
    /// Why it goes.
    pub category: Category,
    /// Its words.
    pub text: String,
    /// The rule that cuts it; a file does not say, so that a rule can take over from another.
    #[serde(skip)]
    pub rule: Option<Arc<str>>,
}

/// How a saved page came out.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// How it came out.
    pub verdict: Verdict,
    /// The clean text that should come of it, if somebody said so.
    pub wanted: Option<String>,
    /// The clean text that came of it.
    pub got: String,
    /// What is cut and not listed.
    pub more: Vec<Passage>,
    /// What is listed and not cut so.
    pub less: Vec<Passage>,
    /// The host that it came from, if that is known.
    pub outlet: Option<String>,
    /// Why the page was left as it was, or what else its owner should know.
    pub remark: Option<String>,
    /// What NAME.cuts.json would say now.
    pub golden: Golden,
}

/// Why a saved page could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// One of its files cannot be read.
    #[error("cannot read {}: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// Its list of cuts is not one.
    #[error("{} is not a list of cuts: {cause}; remove it and let `rules test --accept` write it", path.display())]
    Cuts {
        /// The file.
        path: PathBuf,
        /// What the JSON reader says.
        cause: serde_json::Error,
    },
    /// The page itself is not to be read.
    #[error("{}: {cause}", path.display())]
    Page {
        /// The file.
        path: PathBuf,
        /// Why not.
        cause: ReadError,
    },
}

/// A page that somebody saved.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct SavedPage {
    /// The page's file.
    pub path: PathBuf,
}

/// The saved pages of a folder and of the folders in it, in the order of their names; or the one page of that name.
///
/// # Errors
/// When a folder cannot be read.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use offcut::author::{Verdict, pages};
/// let cleaner = offcut::Cleaner::builtin();
/// let page = pages::find("samples".as_ref())?.swap_remove(0);
/// assert_eq!(page.path.file_name().unwrap(), "appeal-at-the-end.txt");
/// assert_eq!(page.check(&cleaner)?.verdict, Verdict::Ok);
/// # Ok(())
/// # }
/// ```
pub fn find(path: &Path) -> Result<Vec<SavedPage>, PageError> {
    let pages = files(path)?.into_iter().filter(|file| is_page(file));
    Ok(pages.map(|path| SavedPage { path }).collect())
}

/// Clean texts and lists of cuts whose page is gone, in a folder and in the folders in it.
///
/// # Errors
/// As [`find`].
pub fn orphans(path: &Path) -> Result<Vec<PathBuf>, PageError> {
    let is_orphan = |file: &PathBuf| {
        let name = file.to_string_lossy();
        let stem = [CLEAN, CUTS].iter().find_map(|ending| name.strip_suffix(ending)?.strip_suffix('.'));
        stem.is_some_and(|stem| !ENDINGS.iter().any(|ending| Path::new(&format!("{stem}.{ending}")).is_file()))
    };
    Ok(files(path)?.into_iter().filter(is_orphan).collect())
}

/// The files of a folder and of the folders in it, in the order of their names; or the one file.
fn files(path: &Path) -> Result<Vec<PathBuf>, PageError> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let (mut folders, mut files) = (vec![path.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        let unreadable = |cause| unreadable(&folder, cause);
        for entry in std::fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let kind = entry.file_type().map_err(unreadable)?;
            if kind.is_dir() { &mut folders } else { &mut files }.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, cause: std::io::Error) -> PageError {
    PageError::Unreadable { path: path.to_owned(), cause }
}

fn is_page(path: &Path) -> bool {
    let known = path.extension().is_some_and(|end| ENDINGS.iter().any(|known| end == *known));
    known && !path.to_string_lossy().ends_with(&format!(".{CLEAN}"))
}

impl SavedPage {
    /// Cleans the page and compares what comes of it with what should.
    ///
    /// # Errors
    /// When one of its files cannot be read.
    pub fn check(&self, cleaner: &Cleaner) -> Result<Finding, PageError> {
        let golden = self.golden()?.unwrap_or_default();
        let wanted = self.file(CLEAN)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let cleaned = self.clean(cleaner, &golden)?;
        let cuts = passages(&cleaned);
        let (less, more) = golden.cuts.as_deref().map(|listed| difference(listed, &cuts)).unwrap_or_default();
        let same_cuts = more.is_empty() && less.is_empty();
        Ok(Finding {
            verdict: verdict(wanted.as_deref(), &cleaned.text, same_cuts),
            wanted,
            remark: cleaned.remark(),
            outlet: cleaned.document.outlet,
            got: cleaned.text,
            more,
            less,
            golden: Golden { file: self.file_name(), url: golden.url, cuts: Some(cuts) },
        })
    }

    /// The files beside the page that say what should come of it, as `finding` has it.
    #[must_use]
    pub fn golden_files(&self, finding: &Finding) -> [(PathBuf, String); 2] {
        [(self.beside(CLEAN), finding.got.clone()), (self.beside(CUTS), finding.golden.to_json())]
    }

    fn clean(&self, cleaner: &Cleaner, golden: &Golden) -> Result<Cleaned, PageError> {
        let bytes = std::fs::read(&self.path).map_err(|cause| unreadable(&self.path, cause))?;
        let source = Source { url: golden.url.clone().or_else(|| self.host()), ..Source::bytes(bytes) };
        let page = |cause| PageError::Page { path: self.path.clone(), cause };
        cleaner.clean(source.id(self.file_name())).map_err(page)
    }

    /// The address of the outlet whose name the page's folder bears.
    fn host(&self) -> Option<String> {
        let folder = self.path.parent()?.file_name()?.to_str()?;
        host(folder).map(|host| format!("https://{host}/"))
    }

    fn golden(&self) -> Result<Option<Golden>, PageError> {
        let broken = |cause| PageError::Cuts { path: self.beside(CUTS), cause };
        self.file(CUTS)?.map(|json| serde_json::from_slice(&json).map_err(broken)).transpose()
    }

    /// A file beside the page, if there is one.
    fn file(&self, ending: &str) -> Result<Option<Vec<u8>>, PageError> {
        let path = self.beside(ending);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(unreadable(&path, cause)),
        }
    }

    fn beside(&self, ending: &str) -> PathBuf {
        self.path.with_extension(ending)
    }

    fn file_name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

impl Golden {
    fn to_json(&self) -> String {
        let mut out = Vec::new();
        let written = self.serialize(&mut Serializer::with_formatter(&mut out, PrettyFormatter::with_indent(b" ")));
        debug_assert!(written.is_ok(), "it has no maps");
        String::from_utf8(out).unwrap_or_default() + "\n"
    }
}

/// The cuts of a page line by line, without those of white space.
fn passages(cleaned: &Cleaned) -> Vec<Passage> {
    let page = &cleaned.document.text;
    let (mut passages, mut line, mut counted) = (Vec::new(), 1, 0);
    for cut in cleaned.cuts.iter().filter(|cut| cut.category != Category::Space) {
        line += page[counted..cut.at.start].matches('\n').count();
        counted = cut.at.start;
        let lines = cut.text.split('\n').enumerate().map(|(at, text)| (at, squash(text)));
        passages.extend(lines.filter(|(_, text)| !text.is_empty()).map(|(at, text)| Passage {
            line: line + at,
            category: cut.category,
            text,
            rule: Some(cut.rule.clone()),
        }));
    }
    passages
}

/// What is only in the one list, and what only in the other.
fn difference(old: &[Passage], new: &[Passage]) -> (Vec<Passage>, Vec<Passage>) {
    let key = |passage: &Passage| (passage.category, squash(&passage.text));
    let keys = |passages: &[Passage]| passages.iter().map(key).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new));
    let differs = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let (gone, come): (Vec<_>, Vec<_>) = differs.map(|op| (&old[op.old_range()], &new[op.new_range()])).unzip();
    (gone.concat(), come.concat())
}

fn squash(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn verdict(wanted: Option<&str>, got: &str, same_cuts: bool) -> Verdict {
    let Some(wanted) = wanted else { return Verdict::New };
    if wanted == got {
        return if same_cuts { Verdict::Ok } else { Verdict::Wrong };
    }
    let changes = diff_words(Algorithm::Myers, wanted, got);
    let has = |wanted: ChangeTag| changes.iter().any(|(tag, _)| *tag == wanted);
    match (has(ChangeTag::Delete), has(ChangeTag::Insert)) {
        (false, true) => Verdict::Missing,
        (true, false) => Verdict::Noisy,
        _ => Verdict::Wrong,
    }
}
