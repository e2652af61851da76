//! Measures offcut and its peers on pages whose article text is known, and fits the weights of its evidence.

mod bag;
mod corpus;
mod fit;
mod labels;
mod measure;
#[cfg(feature = "peers")]
mod peers;
mod propose;
mod regression;
mod score;
mod speed;
mod text;
mod weights;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use offcut::Kind;

/// A folder of corpora: in each `gold.ndjson` (`id`, `host`, `text`) and `html/<id>.html`, or, for text, `html-text/<id>.txt`
/// with pages printed as text, and other folders with what extractors made of them.
#[derive(Parser)]
#[command(version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Cleans every page and holds the text against the known one.
    Measure {
        folder: PathBuf,
        /// What pages are measured: `html`, `raw-text` or `extracted-text`.
        #[arg(long, default_value = "html")]
        kind: Kind,
        /// Runs other extractors on the same pages too; web pages only.
        #[arg(long)]
        peers: bool,
        /// Shows so many of the worst pages of each corpus, with what was wrongly cut and left.
        #[arg(long, default_value_t = 0)]
        worst: usize,
        /// Every page's scores, one JSON object a line.
        #[arg(long)]
        pages: Option<PathBuf>,
    },
    /// Fits the weights of the evidence, says what they are worth on domains they were not fitted on, and prints them.
    Fit {
        folder: PathBuf,
        /// What pages the weights are for: `html`, `raw-text` or `extracted-text`.
        #[arg(long, default_value = "html")]
        kind: Kind,
        /// Shows so many of the worst pages of each corpus.
        #[arg(long, default_value_t = 0)]
        worst: usize,
        /// Writes the weights into this rule file, in place of those it has.
        #[arg(long)]
        write: Option<PathBuf>,
    },
    /// Prints the table of texts: printed pages and extractors' outputs, as they are and as offcut leaves them.
    Text { folder: PathBuf },
    /// Proposes packs for outlets with three pages or more, and says what each is worth on a page that it was not made from.
    Propose { folder: PathBuf },
    /// Compares the time for all pages, on one thread, with that of the bare parser and of other extractors; for text, with
    /// lower-casing it.
    Speed {
        folder: PathBuf,
        /// What pages are read: `html`, `raw-text` or `extracted-text`.
        #[arg(long, default_value = "html")]
        kind: Kind,
    },
}

fn main() -> anyhow::Result<()> {
    match Args::parse().command {
        Command::Measure { folder, kind, peers, worst, pages } => {
            measure::run(&folder, kind, peers, worst, pages.as_deref())
        }
        Command::Fit { folder, kind, worst, write } => fit::run(&folder, kind, worst, write.as_deref()),
        Command::Text { folder } => text::run(&folder),
        Command::Propose { folder } => propose::run(&folder),
        Command::Speed { folder, kind } => speed::run(&folder, kind),
    }
}
