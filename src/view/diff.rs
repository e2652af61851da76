//! A unified diff from page text to clean text, that `patch -R` takes.
//!
//! The lines come from the cuts, so that what the diff shows as removed is what was removed: of two equal lines, the
//! one that was cut.

use std::fmt::Write;

use similar::udiff::UnifiedHunkHeader;
use similar::{DiffOp, group_diff_ops};

use super::lines::{Line, lines};
use super::{Style, View};
use crate::cleaned::Cleaned;

pub(super) struct Diff;

/// Lines shown around a change.
const CONTEXT: usize = 3;

impl View for Diff {
    fn name(&self) -> &'static str {
        "diff"
    }

    fn ending(&self) -> &'static str {
        "diff"
    }

    fn render(&self, cleaned: &Cleaned, style: Style) -> String {
        if cleaned.cuts.is_empty() {
            return String::new();
        }
        let old: Vec<&str> = cleaned.document.text.split_inclusive('\n').collect();
        let new: Vec<&str> = cleaned.text.split_inclusive('\n').collect();
        let name = file_name(&style.show(&cleaned.document.id));
        let mut out = format!("--- {name}\n+++ {name}\n");
        for hunk in group_diff_ops(ops(&lines(&cleaned.document.text, &cleaned.cuts)), CONTEXT) {
            let header = UnifiedHunkHeader::new(&hunk).to_string();
            let _ = writeln!(out, "{}", style.coloured("36", &header));
            for op in &hunk {
                write_op(&mut out, op, &old, &new, style);
            }
        }
        out
    }
}

/// A name as `patch` reads it: on one line, and with a tab behind it where it holds blanks.
fn file_name(id: &str) -> String {
    let name = id.replace(char::is_control, " ");
    if name.contains(' ') { name + "\t" } else { name }
}

/// Which lines stay as they are, which go, and which change.
fn ops(lines: &[Line<'_>]) -> Vec<DiffOp> {
    let mut ops = Vec::new();
    let (mut new, mut change) = (0, Change::default());
    for (old, line) in lines.iter().enumerate() {
        let kept: Vec<&str> = line.iter().filter(|piece| piece.cut.is_none()).map(|piece| piece.text).collect();
        let whole = line.iter().all(|piece| piece.cut.is_none());
        if whole && !change.open {
            change.flush(&mut ops, old, &mut new);
            ops.push(DiffOp::Equal { old_index: old, new_index: new, len: 1 });
            new += 1;
            change.from = old + 1;
        } else {
            change.add(&kept);
        }
    }
    change.flush(&mut ops, lines.len(), &mut new);
    merged(ops)
}

/// A run of old lines that become fewer or other new lines.
#[derive(Default)]
struct Change {
    /// The first old line of the run.
    from: usize,
    /// New lines so far, the open one included.
    lines: usize,
    /// Whether the last new line lacks its end, because the cut took that too.
    open: bool,
}

impl Change {
    fn add(&mut self, kept: &[&str]) {
        for piece in kept {
            self.lines += usize::from(!self.open);
            self.open = !piece.ends_with('\n');
        }
    }

    fn flush(&mut self, ops: &mut Vec<DiffOp>, upto: usize, new: &mut usize) {
        let (old_index, old_len, new_index, new_len) = (self.from, upto - self.from, *new, self.lines);
        if old_len > 0 {
            ops.push(match new_len {
                0 => DiffOp::Delete { old_index, old_len, new_index },
                _ => DiffOp::Replace { old_index, old_len, new_index, new_len },
            });
        }
        *new += new_len;
        *self = Self { from: upto, ..Self::default() };
    }
}

/// Joins neighbouring `Equal`s.
fn merged(ops: Vec<DiffOp>) -> Vec<DiffOp> {
    let mut merged: Vec<DiffOp> = Vec::new();
    for op in ops {
        if let (Some(DiffOp::Equal { len, .. }), DiffOp::Equal { .. }) = (merged.last_mut(), op) {
            *len += 1;
        } else {
            merged.push(op);
        }
    }
    merged
}

fn write_op(out: &mut String, op: &DiffOp, old: &[&str], new: &[&str], style: Style) {
    let (removed, added) = (&old[op.old_range()], &new[op.new_range()]);
    if let DiffOp::Equal { .. } = op {
        return removed.iter().for_each(|line| write_line(out, ' ', None, line, style));
    }
    for line in removed {
        write_line(out, '-', Some("31"), line, style);
    }
    for line in added {
        write_line(out, '+', Some("32"), line, style);
    }
}

fn write_line(out: &mut String, sign: char, code: Option<&str>, line: &str, style: Style) {
    let body = line.strip_suffix('\n').unwrap_or(line);
    let shown = format!("{sign}{body}");
    match code {
        Some(code) => out.push_str(&style.coloured(code, &shown)),
        None => out.push_str(&style.show(&shown)),
    }
    out.push('\n');
    if body.len() == line.len() {
        out.push_str("\\ No newline at end of file\n");
    }
}
