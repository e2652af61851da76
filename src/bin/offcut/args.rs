//! What the user typed.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, ValueEnum};
use offcut::{Kind, view};

#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Args, Debug)]
pub struct CleanArgs {
    /// Files and folders; `-` or nothing for standard input
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub deciding: DecidingArgs,
    /// What to print; clean text for one input, NDJSON for several; several texts go below their names
    #[arg(long, value_parser = PossibleValuesParser::new(view::VIEWS.iter().map(|view| view.name())))]
    pub format: Option<String>,
    /// Write files into this folder instead of printing; lines of NDJSON go to part-00000.ndjson and so on. What an
    /// earlier run wrote under these names is written over
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write the cuts of the one input here as JSON, for `restore`
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    pub cuts: Option<PathBuf>,
    /// Print nothing but the names of inputs that have something to cut, more than blank lines; exit 1 if there are any
    #[arg(long, conflicts_with_all = ["format", "out", "cuts"])]
    pub check: bool,
    /// Count lines over all inputs first, so that those go which other articles of the outlet hold, too
    #[arg(long)]
    pub collection: bool,
    /// Threads; all cores if not given
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512).map(usize::from))]
    pub jobs: Option<usize>,
}

/// How inputs are read.
#[derive(Args, Default, Debug)]
pub struct ReadingArgs {
    /// What the inputs are
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    pub from: From,
    /// What the scraper did to a text: printed the whole page, or extracted the article
    #[arg(long, default_value = "auto", value_parser = PossibleValuesParser::new(["auto", "raw-text", "extracted-text"])
        .map(|name| KindChoice(name.parse().ok())))]
    pub kind: KindChoice,
    /// Where the page came from; chooses the outlet's rules
    #[arg(long, value_parser = address)]
    pub url: Option<String>,
    /// The encoding of the bytes, by its WHATWG label; detected if not given
    #[arg(long, value_name = "LABEL")]
    pub encoding: Option<String>,
}

/// A page's address names a host. One that says how it is reached may be a machine nearby, without a dot.
fn address(given: &str) -> Result<String, &'static str> {
    let is_near = given.split_once("://").is_some_and(|(_, rest)| rest.starts_with(char::is_alphanumeric));
    if is_near || offcut::read::host(given).is_some() {
        return Ok(given.to_owned());
    }
    Err("it names no host; write it as in https://news.example/story")
}

#[derive(Clone, Copy, Default, Debug)]
pub struct KindChoice(pub Option<Kind>);

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum From {
    /// By name and content
    #[default]
    Auto,
    /// A web page
    Html,
    /// Text that was scraped already
    Text,
    /// One JSON object a line, with `html` or `text`, and perhaps `id`, `url`, `title`, `date`
    Ndjson,
}

/// Which rules run, and what is cut by them.
#[derive(Args, Debug)]
pub struct DecidingArgs {
    #[command(flatten)]
    pub rules: RuleArgs,
    #[command(flatten)]
    pub profile: ProfileArgs,
}

/// What is cut by the rules.
#[derive(Args, Debug)]
pub struct ProfileArgs {
    /// `archive` (all but boilerplate), `body` (running text only), or a TOML file
    #[arg(long, value_name = "NAME|FILE", default_value = "archive")]
    pub profile: String,
    /// Cut this category or role too (repeatable)
    #[arg(long, value_name = "NAME")]
    pub cut: Vec<String>,
    /// Keep this category or role (repeatable)
    #[arg(long, value_name = "NAME")]
    pub keep: Vec<String>,
}

#[derive(Args, Debug)]
pub struct RuleArgs {
    /// A rule file, or a folder of them (repeatable)
    #[arg(long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// Leave out the rules that came with offcut
    #[arg(long)]
    pub no_builtin_rules: bool,
}

#[derive(Args, Debug)]
pub struct RestoreArgs {
    /// The cuts that `clean --cuts` wrote, or one record; INPUT is then the clean text
    #[arg(long, value_name = "FILE")]
    pub cuts: Option<PathBuf>,
    /// Clean text with --cuts, which prints the page text; otherwise records, which prints a line of JSON with the `id`
    /// and the page's `text` for each; `-` for standard input
    #[arg(value_name = "INPUT", default_value = "-")]
    pub input: PathBuf,
}

#[derive(Args, Debug)]
#[command(group(ArgGroup::new("subject").required(true).args(["text", "line", "rule"])))]
pub struct WhyArgs {
    /// A file; `-` for standard input; with --id also a folder; with --rule a run of `clean --format ndjson`
    #[arg(value_name = "INPUT")]
    pub input: PathBuf,
    /// The passage
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// The line of the page text, from 1
    #[arg(long, value_name = "N")]
    pub line: Option<usize>,
    /// Which of several inputs
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Count lines over all of INPUT first, as `clean --collection` does; --id says which to explain
    #[arg(long, requires = "id")]
    pub collection: bool,
    /// Instead of a passage: every place in a run where this rule hit
    #[arg(long, value_name = "RULE", conflicts_with = "id")]
    pub rule: Option<String>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub deciding: DecidingArgs,
}
