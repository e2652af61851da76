//! Predicates that count: `[2]`, `[last()]`, `[position() > 3]`.

use super::compound::Compound;
use super::{Expr, Operator};

pub(super) const COUNTS: &str = "no selector counts elements that are like this one";

/// A place among the elements of one parent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// Whether it is counted from the last.
    from_end: bool,
    /// As `:nth-child(…)` takes it.
    formula: String,
}

impl Place {
    /// What a predicate counts, if it does.
    pub(super) fn of(predicate: &Expr) -> Option<Self> {
        let first = |formula: String| Some(Self { from_end: false, formula });
        match predicate {
            Expr::Number(place) => first(place.to_string()),
            Expr::Call(name, _) if name == "last" => Some(Self { from_end: true, formula: "1".to_owned() }),
            Expr::Binary(left, Operator::Minus, right) => match (&**left, &**right) {
                (Expr::Call(name, _), Expr::Number(back)) if name == "last" => {
                    Some(Self { from_end: true, formula: back.saturating_add(1).to_string() })
                }
                _ => None,
            },
            Expr::Binary(left, operator, right) if matches!(&**left, Expr::Call(name, _) if name == "position") => {
                match (operator, &**right) {
                    (Operator::Equal, place) => Self::of(place),
                    (Operator::Greater, Expr::Number(place)) => first(format!("n+{}", place.saturating_add(1))),
                    (Operator::GreaterOrEqual, Expr::Number(place)) => first(format!("n+{place}")),
                    (Operator::Less, Expr::Number(place)) => first(format!("-n+{}", place.saturating_sub(1))),
                    (Operator::LessOrEqual, Expr::Number(place)) => first(format!("-n+{place}")),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The condition that an element like `compound` stands there among its like.
    pub(super) fn test(&self, compound: &Compound) -> Result<String, String> {
        let of = if compound.tag.is_empty() { "child" } else { "of-type" };
        let last = if self.from_end { "last-" } else { "" };
        Ok(match (compound.tests.is_empty(), self.formula.as_str()) {
            (true, "1") => format!(":{}-{of}", if self.from_end { "last" } else { "first" }),
            (true, formula) => format!(":nth-{last}{of}({formula})"),
            (false, "1") if self.from_end => format!(":not(:has(~ {compound}))"),
            (false, "1") => format!(":not({compound} ~ {compound})"),
            (false, _) => return Err(COUNTS.to_owned()),
        })
    }
}
