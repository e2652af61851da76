//! Written dates and times of day: lines that differ in nothing else are one.
//!
//! Folding takes any number for any other. Here the names that stand with numbers are taken for one as well: months, days
//! of the week, `pm`, `GMT`. Chinese, Japanese and Korean write dates in numbers.

/// How months begin, in all languages that the rules know, in small letters. A language has a line.
const MONTHS: &[&str] = &[
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jän mär mrz mai okt dez",
    "janv fév févr avr juin juil août aout déc",
    "ene abr ago set dic",
    "fev mai out dez",
    "gen mag giu lug ott",
    "maa mrt mei",
    "maj",
    "des",
    "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    "sty lut kwi cze lip sie wrz paź lis gru",
    "led úno bře dub kvě čer srp zář říj pro",
    "янв фев мар апр май мая июн июл авг сен окт ноя дек",
    "січ лют бер кві тра чер лип сер вер жов лис гру",
    "oca şub nis haz tem ağu eyl eki kas ara",
    "يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
];

/// How days of the week begin.
const DAYS: &[&str] = &[
    "mon tue wed thu fri sat sun",
    "montag dienst mittw donner freitag samstag sonna sonntag mo di mi do fr sa so",
    "lun mar mer jeu ven sam dim",
    "mié mie jue vie sáb dom",
    "seg ter qua qui sex feira",
    "gio",
    "maan dins woen dond vrij zat zon",
    "mån tis ons tor fre lör sön",
    "man tir lør søn",
    "maanan tiis keski torst perj lauan sunnun",
    "pon wto śro czw pią sob nie",
    "úte stř čtv pát ned",
    "пон вто сре чет пят суб вос пн вт ср чт пт сб вс",
    "вів сер нед",
    "paz sal çar per cum",
    "الإثنين الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
];

/// What a time of day may end in.
const CLOCK: &str = "am pm a p gmt bst utc cet cest ist et est edt ct cst cdt mt mst mdt pt pst pdt";

/// What stands between the parts of a date.
const JOINING: &str = "of the de del do d den der le el st nd rd th er às at a la um kl m";

/// Letters behind the beginning of a name: of `September` six.
const ENDING: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Number,
    /// Letters that may be part of a date if a number is near.
    Name,
    /// Letters that may end a time of day.
    Clock,
    /// Part of a date or a time of day, without doubt.
    Dated,
    Joining,
    Word,
    /// All between words.
    Gap,
}

/// The text with a zero for each name in its dates.
pub(super) fn masked(text: &str) -> String {
    if !text.contains(char::is_numeric) {
        return text.to_owned();
    }
    let shown = |(piece, sort)| if sort == Sort::Dated { "0" } else { piece };
    pieces(text).into_iter().map(shown).collect()
}

/// An expression for a line whose dates and numbers may be others; none for a line without names in its dates.
pub(super) fn expression(line: &str) -> Option<String> {
    let pieces = pieces(line);
    let shown = |(piece, sort): &(&str, Sort)| match sort {
        Sort::Number if piece.contains(['.', ',']) => r"[\d.,]+".to_owned(),
        Sort::Number => r"\d+".to_owned(),
        Sort::Dated => r"\p{L}+\.?".to_owned(),
        _ => regex_syntax::escape(piece),
    };
    let has_date = pieces.iter().any(|(_, sort)| *sort == Sort::Dated);
    has_date.then(|| format!("(?i)^{}$", pieces.iter().map(shown).collect::<String>()))
}

/// The text in pieces, with what each of them is.
fn pieces(text: &str) -> Vec<(&str, Sort)> {
    let mut pieces: Vec<(&str, Sort)> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            _ if first.is_numeric() => number_end(rest),
            _ if first.is_alphabetic() => rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()),
            _ => rest.find(char::is_alphanumeric).unwrap_or(rest.len()),
        };
        let (piece, behind) = rest.split_at(end);
        pieces.push((piece, sort(piece, first)));
        rest = behind;
    }
    // From the left and from the right: `Tuesday, May 3` has its number at the end, `3. Mai, Di.` at the start.
    for at in (0..pieces.len()).chain((0..pieces.len()).rev()) {
        let near = match pieces[at].1 {
            Sort::Name => touches(pieces[..at].iter().rev()) || touches(pieces[at + 1..].iter()),
            Sort::Clock => touches(pieces[..at].iter().rev()),
            _ => false,
        };
        if near {
            pieces[at].1 = Sort::Dated;
        }
    }
    pieces
}

/// `3.000,50` is one number.
fn number_end(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_numeric() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',']).len()
}

fn sort(piece: &str, first: char) -> Sort {
    if first.is_numeric() {
        return Sort::Number;
    }
    if !first.is_alphabetic() {
        return Sort::Gap;
    }
    let word = piece.to_lowercase();
    let has = |words: &str| words.split(' ').any(|known| known == word);
    let begins = |stem: &str| {
        let ending = word.strip_prefix(stem).map(|rest| rest.chars().count());
        ending.is_some_and(|letters| letters == 0 || (letters <= ENDING && stem.chars().nth(2).is_some()))
    };
    match () {
        () if has(CLOCK) => Sort::Clock,
        () if has(JOINING) => Sort::Joining,
        () if MONTHS.iter().chain(DAYS).flat_map(|names| names.split(' ')).any(begins) => Sort::Name,
        () => Sort::Word,
    }
}

/// Whether the next piece that says something is a number or part of a date.
fn touches<'p>(mut pieces: impl Iterator<Item = &'p (&'p str, Sort)>) -> bool {
    let between = |(piece, sort): &&(&str, Sort)| match sort {
        Sort::Gap => piece.chars().count() > 3,
        Sort::Joining => false,
        _ => true,
    };
    pieces.find(between).is_some_and(|(_, sort)| matches!(sort, Sort::Number | Sort::Dated))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn dates_of_all_languages_are_one() {
        for (one, other) in [
            ("Published 12 March 2026 at 14:05", "Published 3 May 2025 at 9:30"),
            ("Dienstag, 3. Februar 2026", "Sonntag, 28. Juni 2026"),
            ("Updated Sunday, May 3, 2026 at 2:05 p.m. EST", "Updated Tuesday, September 12, 2026 at 11:30 a.m. GMT"),
            ("Le mardi 3 février 2026 à 14h05", "Le jeudi 12 août 2026 à 9h30"),
            ("Martes, 3 de febrero de 2026", "Sábado, 12 de diciembre de 2026"),
            ("segunda-feira, 3 de março de 2026", "terça-feira, 12 de abril de 2026"),
            ("maandag 3 maart 2026", "zaterdag 12 mei 2026"),
            ("tiistai 3. helmikuuta 2026", "lauantai 12. kesäkuuta 2026"),
            ("wtorek, 3 lutego 2026", "środa, 12 września 2026"),
            ("вторник, 3 февраля 2026", "среда, 12 мая 2026"),
            ("3 Şubat 2026 Salı", "12 Ağustos 2026 Çarşamba"),
            ("الثلاثاء 3 فبراير 2026", "الخميس 12 مارس 2026"),
            ("2026年3月3日", "2026年12月28日"),
        ] {
            assert_eq!(fold(&masked(one)), fold(&masked(other)));
        }
    }

    #[test]
    fn names_far_from_numbers_stay() {
        for text in ["You may march in the sun", "Mon amour, dit-elle", "Sun and sea: what to do on 5 beaches"] {
            assert_eq!(masked(text), text);
            assert_eq!(expression(text), None);
        }
    }

    #[test]
    fn an_expression_finds_the_line_of_another_day() {
        let expression = expression("Water (in cm) on Tuesday, 3 March 2026: 1.5").unwrap();
        assert_eq!(expression, r"(?i)^Water \(in cm\) on \p{L}+\.?, \d+ \p{L}+\.? \d+: [\d.,]+$");
        let regex = regex::Regex::new(&expression).unwrap();
        assert!(regex.is_match("Water (in cm) on Sunday, 12 July 2026: 40,5"));
        assert!(!regex.is_match("Water (in cm) on the day: 40"));
    }
}
