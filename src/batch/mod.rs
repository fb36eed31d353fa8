//! Many calls: from their items to a report.

mod before_send;
mod find;
mod outcome;
mod pace;
mod run;
mod sink;
mod source;
mod switch;
mod work;

pub use before_send::BeforeSend;
pub use find::{FindOptions, FindReport, FindResult, FindState};
pub use outcome::{Outcome, Report, State, StateName};
pub use run::BatchOptions;
pub use source::{BatchItem, Listed, Source};

#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use {
    find::Finding,
    outcome::{Counts, ItemState, ReportHead},
    run::{CONCURRENCY, End, OUTAGE_MS, run},
    sink::OutcomeSink,
    switch::Switching,
    work::Work,
};
