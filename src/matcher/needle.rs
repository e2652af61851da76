//! Words that a block must hold for a matcher to have a chance: what keeps most rules away from most blocks.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind};

use crate::fold::fold;
use crate::prose::is_unspaced;

/// What a block must hold, folded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Needle {
    /// It is this line, or has this label, without the marks around it.
    Line(String),
    /// These words stand somewhere in it.
    Words(String),
}

impl Needle {
    /// What it asks for, wherever it stands.
    pub(super) fn into_text(self) -> String {
        let (Self::Line(text) | Self::Words(text)) = self;
        text
    }
}

/// How many blocks are likely to hold one of these: less with every letter, and least for whole lines.
pub(super) fn commonness(needles: &[Needle]) -> f32 {
    let letters = |text: &str| text.chars().map(rareness).sum::<i32>();
    let exponent = |needle: &Needle| match needle {
        Needle::Line(line) => 4 + letters(line),
        Needle::Words(words) => letters(words),
    };
    needles.iter().map(|needle| 0.25_f32.powi(exponent(needle))).sum()
}

/// To how many letters of an alphabet a sign amounts.
fn rareness(c: char) -> i32 {
    match c {
        '#' => 1,
        '\0'..='\x7f' if !c.is_ascii_alphanumeric() => 2,
        '\0'..='\x7f' => 1,
        // Letters of a script that most pages do not have; a syllable or an ideograph is several letters at once.
        _ if c.is_alphanumeric() && !is_unspaced(c) && !is_hangul(c) => 2,
        _ => 3,
    }
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// A longer list of words is no help in choosing blocks.
const MOST_WORDS: usize = 200;

/// The expression's syntax tree, if it parses. Folding takes care of case; without the flag a letter is a letter and not a
/// class of two.
pub(super) fn tree(expression: &str) -> Option<Hir> {
    regex_syntax::parse(&with_case(expression)).ok()
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

/// Words, folded, of which every match of the expression holds one; none if there is no such list.
pub(super) fn required_words(hir: &Hir) -> Option<Vec<String>> {
    if let Some(texts) = exact(hir) {
        return words(&texts);
    }
    match hir.kind() {
        HirKind::Capture(capture) => required_words(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required_words(&repetition.sub),
        HirKind::Concat(parts) => rarest(required_of_parts(parts)),
        HirKind::Alternation(parts) => {
            let all: Option<Vec<_>> = parts.iter().map(required_words).collect();
            let words = without_doubles(all?.concat());
            (words.len() <= MOST_WORDS).then_some(words)
        }
        _ => None,
    }
}

fn rarest(lists: Vec<Vec<String>>) -> Option<Vec<String>> {
    let commonness = |words: &Vec<String>| commonness(&words.iter().cloned().map(Needle::Words).collect::<Vec<_>>());
    lists.into_iter().min_by(|a, b| commonness(a).total_cmp(&commonness(b)))
}

/// Each run of parts of which all texts are known is one list; any other part may have its own.
fn required_of_parts(parts: &[Hir]) -> Vec<Vec<String>> {
    let mut lists = Vec::new();
    let mut run = vec![String::new()];
    let mut end_run = |run: &mut Vec<String>| {
        let texts = std::mem::replace(run, vec![String::new()]);
        lists.extend(words(&texts));
    };
    let mut others = Vec::new();
    for part in parts {
        if let Some(texts) = exact(part) {
            if let Some(longer) = joined(&run, &texts) {
                run = longer;
            } else {
                end_run(&mut run);
                run = texts;
            }
        } else {
            end_run(&mut run);
            others.extend(required_words(part));
        }
    }
    end_run(&mut run);
    lists.extend(others);
    lists
}

/// More texts than this are not spelt out.
const MOST_TEXTS: usize = 64;

/// All texts that match, where they are few. `0` stands for any number and a blank for any white space: they fold
/// to the same sign.
fn exact(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(vec![String::new()]),
        HirKind::Literal(literal) => Some(vec![std::str::from_utf8(&literal.0).ok()?.to_owned()]),
        HirKind::Class(Class::Unicode(class)) => exact_class(class),
        HirKind::Capture(capture) => exact(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => {
            let folds_to_one = |text: &String| text == "0" || text == " ";
            exact(&repetition.sub).filter(|texts| texts.iter().all(folds_to_one))
        }
        HirKind::Concat(parts) => {
            parts.iter().try_fold(vec![String::new()], |texts, part| joined(&texts, &exact(part)?))
        }
        HirKind::Alternation(parts) => {
            let all: Option<Vec<_>> = parts.iter().map(exact).collect();
            all.map(|lists| lists.concat()).filter(|texts| texts.len() <= MOST_WORDS)
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Repetition(_) => None,
    }
}

/// Every text with every ending.
fn joined(texts: &[String], endings: &[String]) -> Option<Vec<String>> {
    let few = endings.len() == 1 || texts.len() == 1 || texts.len() * endings.len() <= MOST_TEXTS;
    few.then(|| texts.iter().flat_map(|text| endings.iter().map(move |ending| format!("{text}{ending}"))).collect())
}

/// All digits of all scripts are fewer than this.
const MOST_SIGNS: usize = 2000;
/// Signs of a class that are spelt out.
const FEW_SIGNS: usize = 8;

fn exact_class(class: &ClassUnicode) -> Option<Vec<String>> {
    let size: usize = class.iter().map(ClassUnicodeRange::len).sum();
    let signs = || class.iter().flat_map(|range| range.start()..=range.end());
    match size {
        1..=MOST_SIGNS if signs().all(char::is_numeric) => Some(vec!["0".to_owned()]),
        1..=MOST_SIGNS if signs().all(char::is_whitespace) => Some(vec![" ".to_owned()]),
        1..=FEW_SIGNS => Some(signs().map(String::from).collect()),
        _ => None,
    }
}

fn words(texts: &[String]) -> Option<Vec<String>> {
    texts.iter().map(|text| word(text)).collect::<Option<_>>().map(without_doubles)
}

fn without_doubles(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}

/// A word as it stands in a folded text. A stop or comma at its edge may fold away with a number beside it.
fn word(text: &str) -> Option<String> {
    let word = fold(text.trim_matches(['.', ',']));
    (!word.is_empty()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::{required_words, tree};

    #[test]
    fn every_match_holds_one_of_the_words() {
        for (expression, words) in [
            (r"(?i)^Photo(?:graph)?: .+", Some(vec!["photo"])),
            (r"^\p{Lu}\w+ ·$", Some(vec!["·"])),
            (r"(?xi) ^ (?: by | von ) \s \p{Lu}", Some(vec!["by", "von"])),
            (r"^\d{1,2}\.\d{1,2}\.(?:19|20)\d\d$", Some(vec!["#"])),
            (r"Foto \(?illustration\)?", Some(vec!["illustration"])),
            (r"[(?i]by \\(?i)name", Some(vec![r"(by \name", r"?by \name", r"iby \name"])),
            (r"(?i)^by[\s:]+\p{Lu}", Some(vec!["by"])),
            (r"[Dd]i\s+Redazione \d{4}\b", Some(vec!["di redazione #"])),
            (r"(ox\(?)(i?)", Some(vec!["ox"])),
            (r"(?:a|\w+)b?", None),
            (r"x*", None),
        ] {
            let found = tree(expression).as_ref().and_then(required_words);
            assert_eq!(
                found.as_deref(),
                words.map(|words| words.into_iter().map(str::to_owned).collect::<Vec<_>>()).as_deref(),
                "{expression}"
            );
        }
    }
}
