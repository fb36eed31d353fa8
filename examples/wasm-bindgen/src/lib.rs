//! An app in Rust with one export, which switches API secrets off. `npm test -- --only crate` builds it and runs it in
//! Node.js.

use std::future::pending;

use mysafe_wasm::batch::{self, BatchOptions, CONCURRENCY, Listed};
use mysafe_wasm::secretapi::Action;
use mysafe_wasm::{CallOptions, Client, Error, Fetch, Identifier, Options, Timers};
use wasm_bindgen::prelude::*;

/// Switches `identifiers` off and says, of each, what became of it.
#[wasm_bindgen(js_name = switchOff)]
pub async fn switch_off(
    base_url: String,
    client_id: String,
    client_secret: String,
    identifiers: Vec<String>,
) -> Result<Vec<String>, JsError> {
    let options = Options {
        base_url,
        client_id: Some(client_id.into()),
        client_secret: Some(client_secret.into()),
        ..Options::default()
    };
    let client = Client::new(options, Fetch::default(), Timers, None)?;
    let identifiers = identifiers.into_iter().map(Identifier::new).collect::<Result<Vec<_>, Error>>()?;
    let options = BatchOptions { concurrency: CONCURRENCY, limits: CallOptions::default() };
    let never_aborted = pending::<()>();
    let report =
        batch::run(&client, Action::Deactivate, Listed::from(identifiers), options, never_aborted, |_, _, _| {})
            .await?;
    if let Some(error) = report.error {
        return Err(error.into());
    }
    Ok(report.outcomes.iter().map(|outcome| format!("{} {}", outcome.identifier, outcome.state.name())).collect())
}
