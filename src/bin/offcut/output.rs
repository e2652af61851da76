//! Standard output and standard error: styles, messages, closed pipes.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use offcut::RuleSet;
use offcut::view::Style;

use crate::args::Color;

pub fn choose_colours(choice: Color) {
    match choice {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
}

/// How to draw on standard output.
pub fn style() -> Style {
    let stdout = io::stdout();
    Style { terminal: stdout.is_terminal(), colour: AutoStream::choice(&stdout) != ColorChoice::Never }
}

/// How to draw on standard error, where messages always go to eyes.
pub fn error_style() -> Style {
    Style { terminal: true, colour: AutoStream::choice(&io::stderr()) != ColorChoice::Never }
}

/// Writes data to standard output.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(())
}

/// Writes a message to standard error; that nobody reads it is no error.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "offcut: {}", error_style().show(message));
}

/// Says so if packs for outlets ran on none of these hosts; `who_says` is what tells an input's host.
pub fn complain_of_hosts(rules: &RuleSet, seen: &BTreeSet<String>, who_says: &str) {
    if let Some(remark) = rules.remark_on_hosts(seen) {
        let hint = if seen.is_empty() { format!("; {who_says}") } else { String::new() };
        complain(&format!("{remark}{hint}"));
    }
}

/// Writes an explanation that is drawn already to standard error.
pub fn explain(drawn: &str) {
    let _ = writeln!(io::stderr().lock(), "{drawn}\n");
}

/// Whether whoever read our output has gone away, as `head` does.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// `3 pages`, `1 page`.
pub fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Characters of a passage that are shown.
const SHOWN: usize = 60;

/// Enough of a passage to know it by, on one line.
pub fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
        None => text,
    }
}
