//! One item of a run: read, cleaned, drawn. Whatever is wrong with it stays with it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use offcut::view::{Record, Style, View};
use offcut::{Category, Cleaned, Cleaner, Source, Status};

use crate::args::ReadingArgs;
use crate::batch::Item;
use crate::input::BadInput;

/// What a run wants from each item.
pub struct Job<'a> {
    pub cleaner: &'a Cleaner,
    pub reading: &'a ReadingArgs,
    /// The view for files; lines of NDJSON come out as such unless `for_lines` says otherwise.
    pub for_files: &'static dyn View,
    pub for_lines: &'static dyn View,
    pub style: Style,
    pub with_cuts: bool,
}

/// What became of an item.
pub struct Output {
    pub id: String,
    /// Whether it was a line of NDJSON.
    pub is_line: bool,
    /// As the view drew it.
    pub drawn: String,
    /// How many cuts were made; blank lines alone are nothing that anybody wrote.
    pub cuts: usize,
    /// The cuts as JSON, if they were asked for.
    pub cuts_json: Option<String>,
    pub status: Status,
    /// The host that it came from, if that is known.
    pub outlet: Option<String>,
    /// Why it failed, or what its owner should know.
    pub remark: Option<String>,
}

impl Job<'_> {
    pub fn run(&self, item: Item) -> Output {
        let is_line = matches!(item, Item::Line { .. } | Item::Trouble { is_line: true, .. });
        let view = if is_line { self.for_lines } else { self.for_files };
        let output = match item.source(self.reading).and_then(|source| clean(self.cleaner, source)) {
            Ok(cleaned) => self.draw(&cleaned, view),
            Err(bad) => self.draw_failure(bad, view),
        };
        Output { is_line, ..output }
    }

    fn draw(&self, cleaned: &Cleaned, view: &dyn View) -> Output {
        Output {
            drawn: view.render(cleaned, self.style),
            cuts: cleaned.cuts.iter().filter(|cut| cut.category != Category::Space).count(),
            cuts_json: self.with_cuts.then(|| Record::of(cleaned).cuts_json()),
            status: cleaned.status,
            outlet: cleaned.document.outlet.clone(),
            remark: cleaned.remark(),
            id: cleaned.document.id.clone(),
            is_line: false,
        }
    }

    fn draw_failure(&self, bad: BadInput, view: &dyn View) -> Output {
        let record = Record::failed(bad.id.clone(), bad.url, bad.why.clone());
        Output {
            drawn: view.render_record(&record, self.style),
            id: bad.id,
            cuts: 0,
            cuts_json: None,
            status: Status::Failed,
            outlet: None,
            remark: Some(bad.why),
            is_line: false,
        }
    }
}

/// Cleans. A panic is a fault of ours, but it must not take the other inputs with it.
pub fn clean(cleaner: &Cleaner, source: Source) -> Result<Cleaned, BadInput> {
    let (id, url) = (source.id.clone(), source.url.clone());
    let cleaned = guarded(|| cleaner.clean(source));
    let why = match cleaned {
        Ok(Ok(cleaned)) => return Ok(cleaned),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "offcut failed on this input; please report it with the input".to_owned(),
    };
    Err(BadInput { id, url, why })
}

/// A panic stays with the input that it came from.
pub fn guarded<T>(work: impl FnOnce() -> T) -> std::thread::Result<T> {
    catch_unwind(AssertUnwindSafe(work))
}
