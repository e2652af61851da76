//! The rule author's kit: what helps somebody to write rules. It stands above the pipeline, which knows nothing of it.

pub mod draft;
pub mod examples;
pub mod import;
