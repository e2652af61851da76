//! Text whose lines somebody broke at a width, as mail and old archives have it: a line goes on in the next one where
//! its first word had no room.

/// The width at which a text was broken.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Width(usize);

/// Nobody breaks lines at fewer or more letters.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;
/// So many lines must go on in the next.
const FEWEST: usize = 4;

impl Width {
    /// Of a text with these lines, an empty one for a blank. `None` where lines are as long as their authors made them:
    /// where a sentence goes on in the next line though its first word had room.
    pub(super) fn of(lines: &[&str]) -> Option<Self> {
        let widest = lines.iter().filter(|line| line.contains(' ')).map(|line| letters(line)).max()?;
        let width = WIDTHS.contains(&widest).then_some(Self(widest))?;
        let goes_on = |pair: &&[&str]| !pair[0].is_empty() && pair[1].starts_with(char::is_lowercase);
        let (mut broken, mut all) = (0, 0);
        for pair in lines.windows(2).filter(goes_on) {
            all += 1;
            broken += usize::from(width.broke(pair[0], pair[1]));
        }
        (broken >= FEWEST && broken * 10 >= all * 9).then_some(width)
    }

    /// Whether one line ends only because the next one's first word had no room.
    pub(super) fn broke(self, line: &str, next: &str) -> bool {
        let word = next.split(' ').next().unwrap_or("");
        let is_item = word.chars().all(|c| !c.is_alphanumeric()) || word.ends_with(['.', ')']) && word.len() < 4;
        line.contains(' ') && !next.is_empty() && !is_item && letters(line) + 1 + letters(word) > self.0
    }
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::Width;

    const WRAPPED: &str = "\
The council met on Monday evening to talk about the bridge, which
has been shut since the storm broke two of its arches, and about
the ferry that takes its place until the piers are mended by the
county. Nobody came from the harbour office, which had been asked
twice.
- The ferry sails at noon.
Most speakers wanted a new bridge.";

    #[test]
    fn a_line_goes_on_where_the_next_word_had_no_room() {
        let lines: Vec<&str> = WRAPPED.lines().collect();
        let width = Width::of(&lines).expect("the lines are broken at a width");
        let broke: Vec<bool> = lines.windows(2).map(|pair| width.broke(pair[0], pair[1])).collect();
        assert_eq!(broke, [true, true, true, true, false, false]);
    }

    #[test]
    fn verses_and_long_lines_end_where_their_authors_ended_them() {
        let verses = "the tide is low and all the boats are lying on the sand\nand all\nthe gulls are out\n".repeat(5);
        assert_eq!(Width::of(&verses.lines().collect::<Vec<_>>()), None);
        let long = format!("{WRAPPED}\n{}", "A line of a paragraph that goes on. ".repeat(9));
        assert_eq!(Width::of(&long.lines().collect::<Vec<_>>()), None);
    }
}
