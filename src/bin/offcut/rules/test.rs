//! `offcut rules test`: do rules do what their examples say?

use std::fmt::Write;
use std::path::PathBuf;

use offcut::Rule;
use offcut::author::examples::{Finding, Verdict, check};

use super::{chosen, load};
use crate::{Outcome, output};

pub fn run(paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let rules = load(paths)?;
    let (mut out, mut passed, mut failed) = (String::new(), 0, 0);
    for rule in chosen(&rules, paths) {
        for finding in check(&rules, rule) {
            if finding.verdict == Verdict::Ok {
                passed += 1;
            } else {
                failed += 1;
                out += &tell(rule, &finding);
            }
        }
    }
    let _ = writeln!(out, "{passed} examples passed, {failed} failed");
    output::print(&output::style().show(&out))?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Found })
}

fn tell(rule: &Rule, finding: &Finding) -> String {
    let what = match finding.verdict {
        Verdict::Ok => "is as it says",
        Verdict::Missing => "should find this text and leaves part of it",
        Verdict::Noisy => "should spare this text and takes part of it",
        Verdict::Wrong => "makes something else of this text",
    };
    let Finding { verdict, text, wanted, got } = finding;
    let place = format!("{}, line {}", rule.pack, rule.line);
    let mut out = format!("{verdict}: {} ({place}) {what}\n  text    {text:?}\n", rule.id);
    let _ = writeln!(out, "  wanted  {wanted:?}\n  got     {got:?}\n");
    out
}
