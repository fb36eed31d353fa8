//! An example app in Rust whose one export deactivates API secrets. `npm test -- --only crate` builds it and runs it in
//! Node.js.

use std::future::pending;

use mysafe_wasm::{BatchOptions, Client, Error, Fetch, Identifier, Listed, Options, Outcome, State, Timers};
use wasm_bindgen::prelude::*;

/// The outcomes of a batch.
#[wasm_bindgen(getter_with_clone)]
pub struct Report {
    /// One line for each identifier, in the order given, however the batch ended.
    pub outcomes: Vec<String>,
    /// The error that ended the batch early, if one did.
    pub error: Option<String>,
}

/// Deactivates `identifiers` and returns the outcome of each.
#[wasm_bindgen(js_name = switchOff)]
pub async fn switch_off(
    base_url: String,
    client_id: String,
    client_secret: String,
    identifiers: Vec<String>,
) -> Result<Report, JsError> {
    let options = Options {
        base_url,
        client_id: Some(client_id.into()),
        client_secret: Some(client_secret.into()),
        ..Options::default()
    };
    let client = Client::new(options, Fetch::default(), Timers, None)?;
    let identifiers = identifiers.into_iter().map(Identifier::new).collect::<Result<Vec<_>, Error>>()?;
    let options = BatchOptions::default();
    let never_aborted = pending::<()>();
    let report = client.deactivate_many(Listed::from(identifiers), options, never_aborted, |_, _, _| {}).await?;
    let line = |Outcome { identifier, state }: &Outcome| match state {
        State::Failed(error) | State::Unknown(error) => format!("{identifier} {}: {error}", state.name()),
        State::Done(_) | State::Skipped => format!("{identifier} {}", state.name()),
    };
    // An error that ended the batch early does not undo earlier changes, so the report has both.
    Ok(Report {
        outcomes: report.outcomes.iter().map(line).collect(),
        error: report.error.map(|error| error.to_string()),
    })
}
