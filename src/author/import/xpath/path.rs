//! Paths as selectors, and their predicates as conditions of CSS: each may hold the other.

use super::compound::Compound;
use super::place::{COUNTS, Place};
use super::value::{Like, Of, Value};
use super::{Axis, Expr, Operator, Path, Start, Step, Test, Translated};

/// Says a whole XPath.
pub(super) fn translate(expression: &Expr) -> Result<Translated, String> {
    match expression {
        Expr::Binary(left, Operator::Union, right) => {
            let (left, right) = (translate(left)?, translate(right)?);
            Ok(Translated {
                selectors: [left.selectors, right.selectors].concat(),
                attribute: left.attribute || right.attribute,
                text: left.text || right.text,
                first: left.first || right.first,
                repairs: Vec::new(),
            })
        }
        Expr::Path(path) => whole(path),
        // They make another string of what stands in the element, which is the same element for us.
        Expr::Call(name, arguments) if is_of_text(name) && !arguments.is_empty() => {
            Ok(Translated { text: true, ..translate(&arguments[0])? })
        }
        Expr::Call(name, _) => Err(format!("`{name}()` finds no element")),
        _ => Err("it finds no element".to_owned()),
    }
}

fn is_of_text(name: &str) -> bool {
    let functions = ["substring-before", "substring-after", "substring", "normalize-space", "string", "translate"];
    functions.contains(&name)
}

fn whole(path: &Path) -> Result<Translated, String> {
    let mut steps = path.steps.as_slice();
    let last = steps.last().map(|step| (step.axis == Axis::Attribute, step.test == Test::Text));
    let (attribute, text) = last.unwrap_or_default();
    if attribute || text {
        steps = &steps[..steps.len() - 1];
    }
    let first = matches!(&path.start, Start::Group(_, predicates) if *predicates == [Expr::Number(1)]);
    let mut ways = start(&path.start)?;
    for way in &mut ways {
        steps.iter().try_for_each(|step| way.follow(step))?;
    }
    let selectors = ways.iter().map(Way::to_string).collect();
    Ok(Translated { selectors, attribute, text, first, ..Translated::default() })
}

fn start(start: &Start) -> Result<Vec<Way>, String> {
    match start {
        Start::Root | Start::Here => Ok(vec![Way::default()]),
        Start::Group(inner, predicates) if predicates.is_empty() || *predicates == [Expr::Number(1)] => group(inner),
        Start::Group(..) => Err("no selector counts elements of a whole page".to_owned()),
    }
}

fn group(expression: &Expr) -> Result<Vec<Way>, String> {
    match expression {
        Expr::Binary(left, Operator::Union, right) => Ok([group(left)?, group(right)?].concat()),
        Expr::Path(path) => {
            let mut ways = start(&path.start)?;
            for way in &mut ways {
                path.steps.iter().try_for_each(|step| way.follow(step))?;
            }
            Ok(ways)
        }
        _ => Err("its brackets hold no path".to_owned()),
    }
}

/// A selector in the making: what leads to an element, and what the element is like.
#[derive(Clone, PartialEq, Default, Debug)]
struct Way(Vec<(String, Compound)>);

impl std::fmt::Display for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(sign, compound)| match (sign.starts_with(':'), compound.tag.as_str()) {
            (true, "") => write!(f, "{sign}{}", compound.tests),
            (true, tag) => write!(f, "{sign}:is({tag}){}", compound.tests),
            (false, _) => write!(f, "{sign}{compound}"),
        })
    }
}

impl Way {
    /// Goes on by a step.
    fn follow(&mut self, step: &Step) -> Result<(), String> {
        if let Some((before, sign, rest)) = behind_sibling(step)? {
            self.follow(&before)?;
            return self.push(sign, compound(&rest)?);
        }
        let sign = match step.axis {
            Axis::Child | Axis::Descendant if self.0.is_empty() => "",
            Axis::Child if !step.deep => " > ",
            Axis::Child | Axis::Descendant => " ",
            Axis::FollowingSibling => return self.following(step),
            Axis::PrecedingSibling => return self.preceding(step),
            Axis::Itself => return self.narrow(step),
            Axis::Parent => return self.up("1", compound(step)?),
            Axis::Ancestor => return self.around(step),
            Axis::Following => return Err("`following::` takes all that is behind; see `cut = \"rest\"`".to_owned()),
            Axis::Preceding => return Err("`preceding::` takes all that is before; see `cut = \"lead\"`".to_owned()),
            Axis::Attribute => return Err("it asks for an attribute where an element should stand".to_owned()),
        };
        self.push(sign, compound(step)?)
    }

    fn push(&mut self, sign: &str, compound: Compound) -> Result<(), String> {
        self.0.push((sign.to_owned(), compound.checked()?));
        Ok(())
    }

    /// The way from an element, as `:has(…)` takes it.
    fn relative(steps: &[Step]) -> Result<Self, String> {
        let mut way = Self::default();
        steps.iter().try_for_each(|step| way.follow(step))?;
        if let (Some(Step { axis: Axis::Child, deep: false, .. }), Some(first)) = (steps.first(), way.0.first_mut()) {
            "> ".clone_into(&mut first.0);
        }
        Ok(way)
    }

    /// Adds conditions of the element that it leads to.
    fn require(&mut self, tests: &str) {
        if let Some((_, last)) = self.0.last_mut() {
            last.tests += tests;
        }
    }

    fn narrow(&mut self, step: &Step) -> Result<(), String> {
        let Compound { tag, tests } = compound(step)?;
        let Some((_, last)) = self.0.last_mut() else {
            return if tag.is_empty() && tests.is_empty() { Ok(()) } else { Err("it begins with `self::`".to_owned()) };
        };
        if !tag.is_empty() {
            last.tests.extend([":is(", &tag, ")"]);
        }
        last.tests += &tests;
        Ok(())
    }

    fn up(&mut self, by: &str, compound: Compound) -> Result<(), String> {
        if self.0.is_empty() {
            return Err("it begins with a way up".to_owned());
        }
        self.push(&format!(":upward({by})"), compound)
    }

    /// The nearest element around: what `ancestor::` means that is one, or that is meant to be one.
    fn around(&mut self, step: &Step) -> Result<(), String> {
        let (places, others): (Vec<_>, Vec<_>) = step.predicates.iter().partition(|it| matches!(it, Expr::Number(_)));
        let plain = Step { predicates: others.into_iter().cloned().collect(), ..step.clone() };
        let outer = compound(&plain)?.to_string();
        let levels = match places.as_slice() {
            [] => 1,
            [Expr::Number(levels @ 1..=9)] => *levels,
            _ => return Err("it goes up too far".to_owned()),
        };
        (0..levels).try_for_each(|_| self.up(&outer, Compound::default()))
    }

    fn following(&mut self, step: &Step) -> Result<(), String> {
        let Some((nearest, rest)) = first_of(step) else {
            return self.push(if self.0.is_empty() { "~ " } else { " ~ " }, compound(step)?);
        };
        let mut next = compound(&rest)?;
        if nearest == Test::Any {
            return self.push(if self.0.is_empty() { "+ " } else { " + " }, next);
        }
        let Some((_, before)) = self.0.last() else { return Err(NEAREST.to_owned()) };
        let Test::Name(tag) = &nearest else { return Err(NEAREST.to_owned()) };
        next.tests = format!(":not({before} ~ {tag} ~ {tag}){}", next.tests);
        self.push(" ~ ", next)
    }

    /// An element before another is one that has it behind.
    fn preceding(&mut self, step: &Step) -> Result<(), String> {
        let (sign, rest) = match first_of(step) {
            None => ("~", step.clone()),
            Some((Test::Any, rest)) => ("+", rest),
            Some(_) => return Err(NEAREST.to_owned()),
        };
        let mut before = compound(&rest)?;
        match self.0.pop() {
            Some((combinator, last)) if !combinator.starts_with(':') => {
                before.tests.extend([":has(", sign, " ", &last.to_string(), ")"]);
                self.push(&combinator, before)
            }
            _ => Err("it goes back from where it went up".to_owned()),
        }
    }
}

/// For `ul[preceding-sibling::h3]`: a step to the sibling that stands before, the sign between, and the step without it.
fn behind_sibling(step: &Step) -> Result<Option<(Step, &'static str, Step)>, String> {
    let sibling = |predicate: &Expr| match predicate {
        Expr::Path(Path { start: Start::Here, steps }) => match steps.as_slice() {
            [one] if one.axis == Axis::PrecedingSibling && one.test != Test::Text => Some(one.clone()),
            _ => None,
        },
        _ => None,
    };
    let [.., last] = step.predicates.as_slice() else { return Ok(None) };
    let (Some(before), Axis::Child | Axis::Descendant) = (sibling(last), step.axis) else { return Ok(None) };
    let (sign, before) = match first_of(&before) {
        None => (" ~ ", before),
        Some((Test::Any, rest)) => (" + ", rest),
        Some(_) => return Err(NEAREST.to_owned()),
    };
    let rest = step.predicates[..step.predicates.len() - 1].to_vec();
    let before = Step { axis: step.axis, deep: step.deep, ..before };
    Ok(Some((before, sign, Step { predicates: rest, ..step.clone() })))
}

const NEAREST: &str = "no selector asks for the nearest element of a kind";

/// What is counted by a first predicate `[1]`, and the step without it.
fn first_of(step: &Step) -> Option<(Test, Step)> {
    let rest = step.predicates.strip_prefix(&[Expr::Number(1)])?;
    Some((step.test.clone(), Step { predicates: rest.to_vec(), ..step.clone() }))
}

/// What an element is like by its test and predicates.
fn compound(step: &Step) -> Result<Compound, String> {
    let mut compound = Compound::default();
    match &step.test {
        Test::Any => {}
        Test::Name(name) => compound.tag.clone_from(name),
        Test::Text => return Err("it asks for text where an element should stand".to_owned()),
    }
    for predicate in &step.predicates {
        match Place::of(predicate) {
            Some(_) if step.axis == Axis::Descendant => return Err(COUNTS.to_owned()),
            Some(place) => compound.tests += &place.test(&compound)?,
            None => compound.tests += &condition(predicate)?,
        }
        compound = compound.checked()?;
    }
    Ok(compound)
}

/// The condition that steps lead from an element to one that fits `tests`, where they begin with a way out of it.
fn leads_out(steps: &[Step], tests: &str) -> Option<Result<String, String>> {
    let [first, rest @ ..] = steps else { return None };
    let sign = match (first.axis, first_of(first)) {
        (Axis::Parent, _) => " > *",
        (Axis::Ancestor, None) => " *",
        (Axis::PrecedingSibling, None) => " ~ *",
        (Axis::PrecedingSibling, Some((Test::Any, _))) => " + *",
        (Axis::Ancestor | Axis::PrecedingSibling, Some(_)) => return Some(Err(NEAREST.to_owned())),
        _ => return None,
    };
    let first = first_of(first).map_or_else(|| first.clone(), |(_, rest)| rest);
    Some(compound(&first).and_then(|mut outer| {
        outer.tests += &conditions(rest, tests)?;
        Ok(format!(":is({outer}{sign})"))
    }))
}

/// A predicate as what stands behind an element's name.
fn condition(expression: &Expr) -> Result<String, String> {
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
fn conditions(steps: &[Step], tests: &str) -> Result<String, String> {
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
