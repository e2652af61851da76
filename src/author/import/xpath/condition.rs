//! Predicates as conditions of CSS.

use super::path::{Way, compound, leads_out};
use super::value::{Like, Of, Value};
use super::{Axis, Expr, Operator, Path, Start, Step, Test};

/// A predicate as what stands behind an element's name.
pub(super) fn condition(expression: &Expr) -> Result<String, String> {
    alternatives(expression, &Of::Whole).map(|tests| any_of(&tests))
}

/// Holds where one of these does.
fn any_of(tests: &[String]) -> String {
    // `:is(:is(h2), :is(h3))` is `:is(h2, h3)`.
    let bare = |test: &String| match test.strip_prefix(":is(").and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) if !inner.contains(['(', ')']) => inner.to_owned(),
        _ => test.clone(),
    };
    match tests {
        [test] => test.clone(),
        tests => format!(":is({})", tests.iter().map(bare).collect::<Vec<_>>().join(", ")),
    }
}

/// Conditions of which one must hold. `here` is what `.` says.
fn alternatives(expression: &Expr, here: &Of) -> Result<Vec<String>, String> {
    match expression {
        Expr::Binary(left, Operator::Or | Operator::Union, right) => {
            Ok([alternatives(left, here)?, alternatives(right, here)?].concat())
        }
        Expr::Binary(left, Operator::And, right) => {
            Ok(vec![any_of(&alternatives(left, here)?) + &any_of(&alternatives(right, here)?)])
        }
        Expr::Binary(left, Operator::Equal, right) => match (&**left, &**right) {
            (value, Expr::Literal(text)) | (Expr::Literal(text), value) => compare(value, Like::Equals, text, here),
            _ => Err("it compares two things of the page with each other, or a number".to_owned()),
        },
        Expr::Binary(left, Operator::NotEqual, right) => {
            let equal = Expr::Binary(left.clone(), Operator::Equal, right.clone());
            let exists = any_of(&alternatives(left, here)?);
            Ok(vec![format!("{exists}:not({})", alternatives(&equal, here)?.join(", "))])
        }
        Expr::Binary(..) => Err("no selector compares numbers".to_owned()),
        Expr::Call(name, arguments) => call(name, arguments, here),
        Expr::Literal(_) => Err("a text alone asks for nothing".to_owned()),
        Expr::Number(_) => Err("it counts among other conditions".to_owned()),
        Expr::Path(path) => exists(path).map(|test| vec![test]),
    }
}

fn call(name: &str, arguments: &[Expr], here: &Of) -> Result<Vec<String>, String> {
    match (name, arguments) {
        ("not", [inner]) => Ok(vec![format!(":not({})", alternatives(inner, here)?.join(", "))]),
        ("boolean", [inner]) => alternatives(inner, here),
        ("contains", [value, Expr::Literal(text)]) => compare(value, Like::Contains, text, here),
        ("starts-with", [value, Expr::Literal(text)]) => compare(value, Like::Starts, text, here),
        ("ends-with", [value, Expr::Literal(text)]) => compare(value, Like::Ends, text, here),
        ("contains" | "starts-with" | "ends-with", _) => Err(format!("`{name}()` takes a value and a text")),
        ("last" | "position", _) => Err("it counts among other conditions".to_owned()),
        _ => Err(format!("no selector has `{name}()`")),
    }
}

fn compare(value: &Expr, like: Like, text: &str, here: &Of) -> Result<Vec<String>, String> {
    if let Expr::Path(Path { start: Start::Root | Start::Group(..), .. }) = value {
        return Err(ELSEWHERE.to_owned());
    }
    let value = Value::of(value, here)?;
    let tests = value.is(like, text)?;
    if value.steps.is_empty() { Ok(tests) } else { conditions(&value.steps, &any_of(&tests)).map(|test| vec![test]) }
}

const ELSEWHERE: &str = "a condition asks the whole page; it probably wants `.//`";

/// Holds where a path leads somewhere.
fn exists(path: &Path) -> Result<String, String> {
    if path.start != Start::Here {
        return Err(ELSEWHERE.to_owned());
    }
    match path.steps.as_slice() {
        [rest @ .., Step { axis: Axis::Attribute, test: Test::Name(name), .. }] => {
            conditions(rest, &format!("[{name}]"))
        }
        [.., Step { axis: Axis::Attribute, .. }] => Err("no selector asks for an attribute of any name".to_owned()),
        [rest @ .., Step { test: Test::Text, predicates, deep, .. }] => conditions(rest, &text(predicates, *deep)?),
        steps => conditions(steps, ""),
    }
}

/// Holds where there is text that fits: of the element itself, or `deep` in it.
fn text(predicates: &[Expr], deep: bool) -> Result<String, String> {
    let here = if deep { Of::Whole } else { Of::Own };
    if predicates.is_empty() {
        return Ok(if deep { r#":matches("\S")"# } else { r#":matchesOwn("\S")"# }.to_owned());
    }
    predicates.iter().map(|test| alternatives(test, &here).map(|tests| any_of(&tests))).collect()
}

/// Holds where steps lead from an element to one that fits `tests`.
pub(super) fn conditions(steps: &[Step], tests: &str) -> Result<String, String> {
    if let Some(outer) = leads_out(steps, tests) {
        return outer;
    }
    match steps {
        [] => Ok(tests.to_owned()),
        [Step { axis: Axis::Itself, deep: false, .. }, rest @ ..] => {
            let itself = compound(&steps[0])?;
            let is = if itself.tag.is_empty() { itself.tests } else { format!(":is({itself})") };
            Ok(is + &conditions(rest, tests)?)
        }
        _ => {
            let mut way = Way::relative(steps)?;
            way.require(tests);
            Ok(format!(":has({way})"))
        }
    }
}
