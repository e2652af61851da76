//! How an example came out, for eyes.

use std::fmt::Write;

use offcut::Rule;
use offcut::author::Verdict;
use offcut::author::examples::Finding;
use offcut::view::{Style, compare};

/// Nothing of an example that is as it says.
pub fn tell_example(rule: &Rule, finding: &Finding, style: Style) -> String {
    let what = match finding.verdict {
        Verdict::Ok => return String::new(),
        Verdict::Missing => "leaves what it should find",
        Verdict::Noisy => "takes what it should spare",
        Verdict::Wrong | Verdict::New => "makes something else of its example",
    };
    let mut out = format!("{}: {} ({}:{}) {what}\n", finding.verdict, rule.id, rule.path, rule.line);
    let difference = compare(finding.wanted.trim(), finding.got.trim(), style);
    for (title, text) in [("text", &*style.show(finding.text.trim())), ("left", &difference)] {
        let _ = writeln!(out, "  {title}  {}", text.trim_end().replace('\n', "\n        "));
    }
    for why in &finding.lacks {
        let _ = writeln!(out, "  why   {why}");
    }
    out + "\n"
}
