//! The rule author's kit: what helps somebody to write rules. It stands above the pipeline, which knows nothing of it.

pub mod against;
pub mod draft;
pub mod examples;
pub mod import;
pub mod keys;
pub mod lint;
mod naming;
pub mod pages;
pub mod propose;
pub mod tally;

use crate::names::named;

named! {
    /// How an example of a rule, or a saved page, came out.
    Verdict, "verdict" {
        /// As the rule says.
        Ok = "ok",
        /// It stays and should go.
        Missing = "missing",
        /// It goes and should stay.
        Noisy = "noisy",
        /// Something else comes of it than should.
        Wrong = "wrong",
        /// Nobody has said yet what should come of it.
        New = "new",
    }
}
