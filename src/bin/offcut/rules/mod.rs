//! `offcut rules`: what a rule author asks for.

mod against;
mod check;
mod example;
mod import;
mod list;
mod new;
mod schema;
mod show;
mod tally;
mod test;
mod watch;

use clap::Subcommand;

use crate::Outcome;
use crate::args::WhyArgs;

#[derive(Subcommand, Debug)]
pub enum RulesCommand {
    /// One line a rule, or what the rules did over a run
    List(list::ListArgs),
    /// Everything about one rule
    Show(show::ShowArgs),
    /// The same as `offcut why`
    Why(WhyArgs),
    /// Propose a pack for an outlet, from what repeats over its pages
    New(new::NewArgs),
    /// Read rule files, report every fault, and what is likely to go wrong
    Check(check::CheckArgs),
    /// Run the examples of rules, and rules on saved pages
    Test(test::TestArgs),
    /// Try an outlet's pack anew whenever it is saved, and show what changed
    Watch(watch::WatchArgs),
    /// Make packs of other tools' rules
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Print the JSON Schema of rule files, for editors that complete and check them
    Schema,
}

pub fn run(command: &RulesCommand) -> anyhow::Result<Outcome> {
    match command {
        RulesCommand::List(args) => list::run(args),
        RulesCommand::Show(args) => show::run(args),
        RulesCommand::Why(args) => crate::why::run(args),
        RulesCommand::New(args) => new::run(args),
        RulesCommand::Check(args) => check::run(args),
        RulesCommand::Test(args) => test::run(args),
        RulesCommand::Watch(args) => watch::run(args),
        RulesCommand::Import(command) => import::run(command),
        RulesCommand::Schema => schema::run(),
    }
}
