//! The client and its operations.

use std::fmt;
use std::pin::pin;

use super::admission::CallHooks;
use super::call::{Attempts, Call};
use super::call_options::{CallOptions, SwitchOptions};
use super::event::Observer;
use super::exchange::Environment;
use super::options::{Config, Options};
use super::retry::Quota;
use super::session::Session;
use super::state_change::StateChange;
use super::switch::Switching;
use crate::api::operations::Switch;
use crate::api::{Action, Identifier, Kind, Operation};
use crate::error::Error;
use crate::http::{Clock, Transport};

/// A client of one MySafe, with one set of credentials and one token.
pub struct Client<T, C> {
    pub(crate) session: Session<T, C>,
}

impl<T, C> fmt::Debug for Client<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.session.tokens.config().base).finish_non_exhaustive()
    }
}

/// What all kinds of item share. Their operations are methods of [`Items`](super::items::Items).
impl<T: Transport + 'static, C: Clock + 'static> Client<T, C> {
    /// Checks `options`. Sends nothing before the first call.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`, with the name of the option and what it should be.
    pub fn new(options: Options, transport: T, clock: C, observer: Option<Observer>) -> Result<Self, Error> {
        let (config, credentials) = Config::new(options, |url| transport.locate(url))?;
        let environment =
            Environment { transport, clock, observer, quota: Quota::default(), headers: config.headers.clone() };
        Ok(Self { session: Session::new(environment, config, credentials) })
    }

    /// Wipes the credentials and the token. Calls in flight and later ones end with `CLOSED`.
    pub fn close(&self) {
        self.session.close();
    }

    /// Switches an item to the state that `action` leads to.
    pub(crate) async fn switch(
        &self,
        kind: &'static Kind,
        action: Action,
        identifier: &Identifier,
        options: &SwitchOptions,
        hooks: CallHooks<'_>,
    ) -> Result<StateChange, Error> {
        let call = Call::new(&self.session, &options.limits, hooks);
        let operation = Switch { kind, action, identifier };
        let switching = Switching::new(&call, &operation)?;
        call.run(Some((kind, identifier)), pin!(switching.run(options.verify))).await.or_else(|error| {
            // An error that ended the call from outside has no operation and no number of attempts yet.
            if error.operation().is_some() { Err(error) } else { switching.cut_off(error) }
        })
    }

    /// Makes the call of any other operation.
    pub(crate) async fn execute<R>(
        &self,
        operation: &dyn Operation<Output = R>,
        options: &CallOptions,
        hooks: CallHooks<'_>,
    ) -> Result<R, Error> {
        let spec = operation.request_spec()?;
        let (call, attempts) = (Call::new(&self.session, options, hooks), Attempts::default());
        // The retry of an older update could undo a younger one.
        let item = spec.identifier.filter(|_| spec.changes).map(|identifier| (spec.kind, identifier));
        let success = call.run(item, pin!(call.attempt_until_success(&spec, &attempts))).await;
        let output = success.and_then(|success| {
            let redact = |text: &str| call.redact_success(text, &success, &spec);
            operation.read(&success.answer, &redact).inspect_err(|error| attempts.add_effect(error.effect()))
        });
        output.or_else(|error| operation.read_error(attempts.conclude(&spec, error)))
    }
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
