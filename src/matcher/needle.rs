//! Words that a block must hold for a matcher to have a chance: what keeps most rules away from most blocks.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::fold::fold;

/// Where in a block a phrase has to stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Line,
    Start,
    End,
    Anywhere,
}

/// A phrase in its folded form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Needle {
    pub place: Place,
    pub text: String,
}

/// How many blocks are likely to hold one of these: less with every letter, and least for whole lines.
pub(super) fn commonness(needles: &[Needle]) -> f32 {
    let letters = |needle: &Needle| needle.text.chars().count() + if needle.place == Place::Line { 4 } else { 0 };
    needles.iter().map(|needle| 0.5_f32.powi(i32::try_from(letters(needle)).unwrap_or(i32::MAX))).sum()
}

/// A longer list of words is no help in choosing blocks.
const MOST_WORDS: usize = 200;

/// Words, folded, of which every match of the expression holds one; none if there is no such list.
pub(super) fn required_words(expression: &str) -> Option<Vec<String>> {
    // Folding takes care of case; without the flag a letter is a letter and not a class of two.
    required(&regex_syntax::parse(&with_case(expression)).ok()?)
}

/// The expression without its flags for letter case. What is escaped, or in a class, is left alone.
fn with_case(expression: &str) -> String {
    let mut out = String::with_capacity(expression.len());
    let mut rest = expression;
    let mut in_class = 0;
    while let Some(c) = rest.chars().next() {
        let step = match c {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '(' if in_class == 0 && rest.starts_with("(?") => {
                let flags = &rest[2..];
                let end = flags.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(flags.len());
                let kept: String = flags[..end].chars().filter(|&flag| flag != 'i').collect();
                rest = &flags[end..];
                match rest.strip_prefix(')') {
                    // An expression may not have an empty group of flags.
                    Some(behind) if kept.is_empty() => rest = behind,
                    _ => out.extend(["(?", &kept]),
                }
                continue;
            }
            _ => c.len_utf8(),
        };
        match c {
            '[' => in_class += 1,
            ']' if in_class > 0 => in_class -= 1,
            _ => {}
        }
        out.push_str(&rest[..step]);
        rest = &rest[step..];
    }
    out
}

fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => word(std::str::from_utf8(&literal.0).ok()?).map(|word| vec![word]),
        HirKind::Class(class) => required_of_class(class),
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(required).max_by_key(worth),
        HirKind::Alternation(parts) => {
            let all: Option<Vec<_>> = parts.iter().map(required).collect();
            let mut words = all?.concat();
            words.sort();
            words.dedup();
            (words.len() <= MOST_WORDS).then_some(words)
        }
        HirKind::Repetition(_) | HirKind::Empty | HirKind::Look(_) => None,
    }
}

/// The longer its shortest word, the fewer blocks a list lets through.
#[expect(clippy::ptr_arg, reason = "what max_by_key passes")]
fn worth(words: &Vec<String>) -> usize {
    words.iter().map(String::len).min().unwrap_or(0)
}

fn required_of_class(class: &Class) -> Option<Vec<String>> {
    let Class::Unicode(class) = class else { return None };
    let is_number = |c: char| c.is_numeric();
    if class.iter().all(|range| is_number(range.start()) && is_number(range.end()) && range.len() <= 10) {
        return Some(vec!["#".to_owned()]);
    }
    let size: usize = class.iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum();
    let signs = class.iter().flat_map(|range| range.start()..=range.end());
    if size > 8 {
        return None;
    }
    signs.map(|sign| word(sign.encode_utf8(&mut [0; 4]))).collect()
}

/// A word as it stands in a folded text. A stop or comma at its edge may fold away with a number beside it.
fn word(text: &str) -> Option<String> {
    let word = fold(text.trim_matches(['.', ',']));
    (!word.is_empty()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::required_words;

    #[test]
    fn every_match_holds_one_of_the_words() {
        for (expression, words) in [
            (r"(?i)^Photo(?:graph)?: .+", Some(vec!["photo"])),
            (r"^\p{Lu}\w+ ·$", Some(vec!["·"])),
            (r"(?xi) ^ (?: by | von ) \s \p{Lu}", Some(vec!["by", "von"])),
            (r"^\d{1,2}\.\d{1,2}\.(?:19|20)\d\d$", Some(vec!["#"])),
            (r"Foto \(?illustration\)?", Some(vec!["illustration"])),
            (r"[(?i]by \\(?i)name", Some(vec![r"by \name"])),
            (r"(ox\(?)(i?)", Some(vec!["ox"])),
            (r"(?:a|\w+)b?", None),
            (r"x*", None),
        ] {
            let found = required_words(expression);
            assert_eq!(
                found.as_deref(),
                words.map(|words| words.into_iter().map(str::to_owned).collect::<Vec<_>>()).as_deref(),
                "{expression}"
            );
        }
    }
}
