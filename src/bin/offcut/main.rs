//! The offcut program: parse, dispatch, exit status.

mod args;
mod batch;
mod clean;
mod counting;
mod evidence;
mod files;
mod hits;
mod input;
mod interrupt;
mod job;
mod observed;
mod output;
mod records;
mod restore;
mod rules;
mod setup;
mod sink;
mod why;

use std::process::ExitCode;

use args::{CleanArgs, Color, RestoreArgs, WhyArgs};
use clap::{Parser, Subcommand};
use rules::RulesCommand;

/// A fifth of the time to build the rules went into asking for small pieces of memory and giving them back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Cleans scraped news articles, and shows, explains and can undo every cut.
#[derive(Parser, Debug)]
#[command(name = "offcut", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Exit status: 0 done · 1 --check or `rules check` found something, or a rule test failed · \
    2 wrong usage or a broken rule file · 3 finished, but some inputs failed · 130 interrupted")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Clean files, folders or standard input
    Clean(CleanArgs),
    /// Put the page text back together from clean text and cuts
    ///
    /// All cuts go back, and the page is checked to be the one that was cleaned. To have only some back, clean it again with
    /// --keep NAME; or delete the other hunks from what `clean --format diff` prints, and `patch -R` the clean text with it.
    Restore(RestoreArgs),
    /// Say why a passage was cut or kept
    Why(WhyArgs),
    /// Propose, check, test, watch, list and import rules
    #[command(subcommand)]
    Rules(RulesCommand),
}

/// How a run ended, other than by an error of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// All went well.
    Done = 0,
    /// `--check` or `rules check` found something, or a rule test failed.
    Found = 1,
    /// Finished, but some inputs failed.
    SomeFailed = 3,
    /// The user stopped it.
    Interrupted = 130,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    output::choose_colours(cli.color);
    let ended = match cli.command {
        Command::Clean(args) => clean::run(&args),
        Command::Restore(args) => restore::run(&args),
        Command::Why(args) => why::run(&args),
        Command::Rules(command) => rules::run(&command),
    };
    match ended {
        Ok(outcome) => ExitCode::from(outcome as u8),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            // Wrong usage and broken rules stop a run before it begins; anything later is a failed input.
            ExitCode::from(if error.is::<setup::Usage>() { 2 } else { 3 })
        }
    }
}
