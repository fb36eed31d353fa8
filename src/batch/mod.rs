//! Many calls: from their items to a report.

mod before_send;
mod outcome;
mod pace;
mod run;
mod sink;
mod source;

pub use before_send::BeforeSend;
pub use outcome::{Outcome, Report, State, StateName};
pub use run::BatchOptions;
pub use source::{BatchItem, Listed, Source};

#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use {
    outcome::{Counts, End, OutcomeObject, ReportObject},
    run::{CONCURRENCY, OUTAGE_MS, run},
    sink::OutcomeSink,
};
