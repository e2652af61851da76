//! An XPath's tree.

use super::token::{Token, tokens};
use super::{Axis, Expr, Operator, Path, Start, Step, Test};

/// Brackets may stand so deep in each other.
const DEEPEST: usize = 32;

/// Operators, from the loosest to the tightest.
const OPERATORS: &[&[(&str, Operator)]] = &[
    &[("or", Operator::Or)],
    &[("and", Operator::And)],
    &[("=", Operator::Equal), ("!=", Operator::NotEqual)],
    &[("<", Operator::Less), ("<=", Operator::LessOrEqual), (">", Operator::Greater), (">=", Operator::GreaterOrEqual)],
    &[("-", Operator::Minus)],
    &[("|", Operator::Union)],
];

const AXES: &[(&str, Axis)] = &[
    ("child", Axis::Child),
    ("descendant", Axis::Descendant),
    ("self", Axis::Itself),
    ("parent", Axis::Parent),
    ("ancestor", Axis::Ancestor),
    ("following-sibling", Axis::FollowingSibling),
    ("preceding-sibling", Axis::PrecedingSibling),
    ("following", Axis::Following),
    ("preceding", Axis::Preceding),
    ("attribute", Axis::Attribute),
];

/// Reads an XPath, and says what had to be put right for it.
pub(super) fn parse(text: &str) -> Result<(Expr, Vec<&'static str>), String> {
    let plain = text.replace(['‘', '’', '‚'], "'").replace(['“', '”', '„'], "\"");
    let mut parser = Parser { tokens: tokens(&plain)?, at: 0, depth: 0, repairs: Vec::new() };
    if plain != text {
        parser.repairs.push("read with plain quotes");
    }
    let expression = parser.expression()?;
    match parser.peek() {
        None => Ok((expression, parser.repairs)),
        Some(token) => Err(format!("the XPath should end where {token} stands")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    repairs: Vec<&'static str>,
}

impl Parser {
    fn expression(&mut self) -> Result<Expr, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("its brackets stand more than {DEEPEST} deep in each other"));
        }
        let expression = self.binary(OPERATORS)?;
        self.depth -= 1;
        Ok(expression)
    }

    fn binary(&mut self, levels: &[&[(&str, Operator)]]) -> Result<Expr, String> {
        let [operators, tighter @ ..] = levels else { return self.primary() };
        let mut left = self.binary(tighter)?;
        while let Some(operator) = self.operator(operators) {
            let mut right = self.binary(tighter)?;
            if operator == Operator::Equal && is_attribute(&left) {
                right = self.quoted(right);
            }
            left = Expr::Binary(Box::new(left), operator, Box::new(right));
        }
        Ok(left)
    }

    fn operator(&mut self, known: &[(&str, Operator)]) -> Option<Operator> {
        let found = match self.peek()? {
            Token::Name(name) => name.as_str(),
            Token::Sign(sign) => sign,
            Token::Literal(_) | Token::Number(_) => return None,
        };
        let operator = known.iter().find(|(name, _)| *name == found)?.1;
        self.at += 1;
        Some(operator)
    }

    /// `@class = story` asks for an element `story`, which nobody means.
    fn quoted(&mut self, right: Expr) -> Expr {
        if let Expr::Path(Path { start: Start::Here, steps }) = &right
            && let [Step { axis: Axis::Child, deep: false, test: Test::Name(name), predicates }] = steps.as_slice()
            && predicates.is_empty()
        {
            self.repairs.push("read as if quotes stood around the value");
            return Expr::Literal(name.clone());
        }
        right
    }

    fn primary(&mut self) -> Result<Expr, String> {
        match self.peek() {
            Some(Token::Literal(text)) => {
                let literal = Expr::Literal(text.clone());
                self.at += 1;
                Ok(literal)
            }
            Some(&Token::Number(number)) => {
                self.at += 1;
                Ok(Expr::Number(number))
            }
            Some(Token::Name(name))
                if !is_node_test(name) && self.tokens.get(self.at + 1) == Some(&Token::Sign("(")) =>
            {
                let name = name.clone();
                self.at += 2;
                let arguments = self.arguments()?;
                Ok(self.call(name, arguments))
            }
            _ => self.path(),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, String> {
        let mut arguments = Vec::new();
        while !self.takes(")") {
            if !arguments.is_empty() {
                self.expects(",")?;
            }
            arguments.push(self.expression()?);
        }
        Ok(arguments)
    }

    /// `contains(@class = 'story')` wants a comma.
    fn call(&mut self, name: String, arguments: Vec<Expr>) -> Expr {
        let compares = matches!(name.as_str(), "contains" | "starts-with" | "ends-with");
        match arguments.as_slice() {
            [Expr::Binary(value, Operator::Equal, text)] if compares => {
                self.repairs.push("`=` read as a comma");
                Expr::Call(name, vec![(**value).clone(), (**text).clone()])
            }
            _ => Expr::Call(name, arguments),
        }
    }

    fn path(&mut self) -> Result<Expr, String> {
        let mut steps = Vec::new();
        let start = match self.peek() {
            Some(Token::Sign("(")) => self.group()?,
            Some(Token::Sign("/" | "//")) => Start::Root,
            _ => {
                steps.push(self.step(false)?);
                Start::Here
            }
        };
        loop {
            let deep = self.takes("//");
            if !deep && !self.takes("/") {
                break;
            }
            steps.push(self.step(deep)?);
        }
        match start {
            Start::Group(inner, predicates) if steps.is_empty() && predicates.is_empty() => Ok(*inner),
            start => Ok(Expr::Path(Path { start, steps })),
        }
    }

    fn group(&mut self) -> Result<Start, String> {
        self.expects("(")?;
        let inner = self.expression()?;
        self.expects(")")?;
        Ok(Start::Group(Box::new(inner), self.predicates()?))
    }

    fn step(&mut self, deep: bool) -> Result<Step, String> {
        let (axis, test) = match self.next() {
            Some(Token::Sign(".")) => (Axis::Itself, Test::Any),
            Some(Token::Sign("..")) => (Axis::Parent, Test::Any),
            Some(Token::Sign("@")) => (Axis::Attribute, self.test()?),
            Some(Token::Name(name)) if self.takes("::") => (axis(&name)?, self.test()?),
            token => {
                self.at -= usize::from(token.is_some());
                (Axis::Child, self.test()?)
            }
        };
        Ok(Step { axis, deep, test, predicates: self.predicates()? })
    }

    fn test(&mut self) -> Result<Test, String> {
        let name = match self.next() {
            Some(Token::Name(name)) => name,
            Some(Token::Sign("*")) => return Ok(Test::Any),
            Some(token) => return Err(format!("{token} stands where an element or attribute should be named")),
            None => return Err("the XPath ends where an element or attribute should be named".to_owned()),
        };
        if is_node_test(&name) && self.takes("(") {
            self.expects(")")?;
            return Ok(if name == "text" { Test::Text } else { Test::Any });
        }
        if name.contains(':') {
            return Err(format!("`{name}` has a prefix; elements of web pages have none"));
        }
        Ok(Test::Name(name.to_lowercase()))
    }

    fn predicates(&mut self) -> Result<Vec<Expr>, String> {
        let mut predicates = Vec::new();
        while self.takes("[") {
            predicates.push(self.expression()?);
            self.expects("]")?;
        }
        Ok(predicates)
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    fn takes(&mut self, sign: &'static str) -> bool {
        let takes = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(takes);
        takes
    }

    fn expects(&mut self, sign: &'static str) -> Result<(), String> {
        match (self.takes(sign), self.peek()) {
            (true, _) => Ok(()),
            (false, Some(token)) => Err(format!("{token} stands where `{sign}` should")),
            (false, None) => Err(format!("the XPath ends where `{sign}` should stand")),
        }
    }
}

fn is_node_test(name: &str) -> bool {
    matches!(name, "text" | "node")
}

fn is_attribute(expression: &Expr) -> bool {
    let last = if let Expr::Path(path) = expression { path.steps.last() } else { None };
    last.is_some_and(|step| step.axis == Axis::Attribute)
}

fn axis(name: &str) -> Result<Axis, String> {
    let known = AXES.iter().find(|(known, _)| *known == name);
    known.map(|(_, axis)| *axis).ok_or_else(|| format!("no selector goes along `{name}::`"))
}
