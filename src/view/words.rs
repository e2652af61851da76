//! Removals inside their lines, for eyes: each with the rule that made it.

use std::fmt::Write;

use super::lines::{Line, Piece, lines};
use super::{Style, View};
use crate::category::Category;
use crate::cleaned::{Cleaned, Status};
use crate::prose::is_blank;

pub(super) struct Words;

/// Lines shown before and after one with a removal.
const CONTEXT: usize = 1;

impl View for Words {
    fn name(&self) -> &'static str {
        "words"
    }

    fn ending(&self) -> &'static str {
        "txt"
    }

    fn render(&self, cleaned: &Cleaned, style: Style) -> String {
        let mut out = style.dim(&headline(cleaned, style)) + "\n";
        let lines: Vec<_> = lines(&cleaned.document.text, &cleaned.cuts)
            .into_iter()
            .enumerate()
            .filter(|(_, line)| !is_blank_line(line))
            .collect();
        let changed: Vec<bool> = lines.iter().map(|(_, line)| line.iter().any(is_removal)).collect();
        let mut shown_to = 0;
        for (at, (number, line)) in lines.iter().enumerate() {
            let near = at.saturating_sub(CONTEXT)..(at + CONTEXT + 1).min(lines.len());
            if changed[near].contains(&true) {
                if at > shown_to {
                    out += &(style.dim("     ⋮") + "\n");
                }
                out += &draw(number + 1, line, style);
                shown_to = at + 1;
            }
        }
        out
    }
}

fn headline(cleaned: &Cleaned, style: Style) -> String {
    let id = style.show(&cleaned.document.id);
    let blank = cleaned.cuts.iter().filter(|cut| cut.category == Category::Space).count();
    let bytes: usize = cleaned.cuts.iter().map(|cut| cut.at.len()).sum();
    let all = cleaned.document.text.len();
    let cuts = match cleaned.cuts.len() - blank {
        1 => "1 cut".to_owned(),
        cuts => format!("{cuts} cuts"),
    };
    match cleaned.status {
        Status::Ok if blank > 0 => format!("{id}: {cuts}, {blank} more of blank lines, {bytes} of {all} bytes"),
        Status::Ok => format!("{id}: {cuts}, {bytes} of {all} bytes"),
        _ => format!("{id}: left as it was, for rules would take {:.0} % of its text", cleaned.share * 100.0),
    }
}

fn is_blank_line(line: &Line<'_>) -> bool {
    line.iter().all(|piece| piece.text.chars().all(is_blank))
}

fn is_removal(piece: &Piece<'_>) -> bool {
    piece.cut.is_some() && !piece.text.chars().all(is_blank)
}

fn draw(number: usize, line: &Line<'_>, style: Style) -> String {
    let mut out = style.dim(&format!("{number:>5} "));
    if !line.iter().any(is_removal) {
        let text: String = line.iter().filter(|piece| piece.cut.is_none()).map(|piece| piece.text).collect();
        return out + &style.show(&super::shorten(text.trim_end())) + "\n";
    }
    let mut rules: Vec<&str> = Vec::new();
    for piece in line {
        let text = piece.text.trim_end_matches(['\n', '\r']);
        match piece.cut {
            Some(cut) if is_removal(piece) => {
                out += &style.removed(text);
                rules.push(&cut.rule);
            }
            // Blanks that go with a cut are not worth a mark.
            Some(_) => {}
            None => out += &style.show(text),
        }
    }
    rules.dedup();
    if !rules.is_empty() {
        let _ = write!(out, "  {}", style.dim(&format!("← {}", style.show(&rules.join(", ")))));
    }
    out + "\n"
}
