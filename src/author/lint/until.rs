//! Rules for a layout that is long gone.

use super::Lint;
use super::subject::Subject;
use crate::matcher::Fault;

/// Whoever still cleans pages of that time leaves the rule in; everybody else has one rule less to read.
pub(super) struct LongPast;

/// After so many years hardly anybody scrapes such pages.
const YEARS: u32 = 10;

impl Lint for LongPast {
    fn name(&self) -> &'static str {
        "long-past"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        let year = |day: &str| day.get(..4).and_then(|year| year.parse::<u32>().ok());
        let Some(until) = &subject.rule.days.1 else { return Vec::new() };
        let Some(past) = year(until).and_then(|until| subject.year.checked_sub(until)).filter(|past| *past >= YEARS)
        else {
            return Vec::new();
        };
        let fault = Fault::new(subject.at("until"), format!("this layout ended {past} years ago"));
        vec![fault.label("holds for no newer page").hint("remove the rule if you clean no pages of that time")]
    }
}
