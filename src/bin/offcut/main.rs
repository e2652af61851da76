//! The offcut program: parse, dispatch, exit status.

mod args;
mod batch;
mod clean;
mod evidence;
mod files;
mod hits;
mod input;
mod interrupt;
mod job;
mod output;
mod records;
mod restore;
mod rules;
mod setup;
mod sink;
mod why;

use std::process::ExitCode;

use args::{Cli, Command};
use clap::Parser;

/// How a run ended, other than by an error of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// All went well.
    Done = 0,
    /// `--check` found something to cut, or a rule test failed.
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
        Command::Rules(command) => rules::run(command),
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
