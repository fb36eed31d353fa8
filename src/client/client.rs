//! The client and its operations.

use std::fmt;

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
use crate::api::operations::{Create, Get, IsActive, List, Look, Switch, Update};
use crate::api::{API_SECRET, Action, Changes, Filter, Identifier, Item, Operation, Summary};
#[cfg(doc)]
use crate::error::Code;
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

/// The operations.
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

    /// Switches an API secret on.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Client, Clock, Error, Identifier, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let change = client.activate(&Identifier::new("43")?, CallOptions::default()).await?;
    /// assert!(change.active);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When the secret is not known to be on: see [`Code`].
    pub async fn activate(
        &self,
        identifier: &Identifier,
        options: impl Into<SwitchOptions>,
    ) -> Result<StateChange, Error> {
        self.switch(Action::Activate, identifier, options.into(), CallHooks::default()).await
    }

    /// Switches an API secret off.
    ///
    /// ```
    /// # use mysafe_wasm::{Client, Clock, Error, Identifier, Transport, SwitchOptions};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let options = SwitchOptions { verify: true, ..SwitchOptions::default() };
    /// let change = client.deactivate(&Identifier::new("43")?, options).await?;
    /// assert!(!change.active && change.verified);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When the secret is not known to be off: see [`Code`].
    pub async fn deactivate(
        &self,
        identifier: &Identifier,
        options: impl Into<SwitchOptions>,
    ) -> Result<StateChange, Error> {
        self.switch(Action::Deactivate, identifier, options.into(), CallHooks::default()).await
    }

    /// Lists the API secrets that the access key's user can see.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Client, Clock, Error, Filter, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let filter = Filter { tag: Some("payments".into()), ..Filter::default() };
    /// for secret in client.list(&filter, CallOptions::default()).await? {
    ///     println!("{} {}", secret.identifier, secret.name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn list(&self, filter: &Filter, options: CallOptions) -> Result<Vec<Summary>, Error> {
        self.execute(List::summaries(&API_SECRET, filter.clone()), options, CallHooks::default()).await
    }

    /// Shows an API secret with the value that it stores. An inactive one is not shown: `INACTIVE`.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Client, Clock, Error, Identifier, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let secret = client.get(&Identifier::new("43")?, CallOptions::default()).await?;
    /// let client_id = secret.text("clientId");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn get(&self, identifier: &Identifier, options: CallOptions) -> Result<Item, Error> {
        let get = Get { kind: &API_SECRET, identifier: identifier.clone() };
        self.execute(get, options, CallHooks::default()).await
    }

    /// Whether an API secret is active. The value that it stores is not kept.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Client, Clock, Error, Identifier, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let is_on = client.is_active(&Identifier::new("43")?, CallOptions::default()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn is_active(&self, identifier: &Identifier, options: CallOptions) -> Result<bool, Error> {
        let look = Look { kind: &API_SECRET, identifier: identifier.clone() };
        self.execute(IsActive(look), options, CallHooks::default()).await
    }

    /// Creates an API secret. It is not sent again after an answer that was lost, since there could be two then.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Changes, Client, Clock, Error, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let mut fields = Changes::default();
    /// fields.set("name", "billing")?;
    /// fields.set("url", "https://billing.example")?;
    /// fields.set("clientId", "billing-app")?;
    /// let secret = client.create(&fields, CallOptions::default()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn create(&self, fields: &Changes, options: CallOptions) -> Result<Item, Error> {
        let create = Create { kind: &API_SECRET, fields: fields.clone() };
        self.execute(create, options, CallHooks::default()).await
    }

    /// Changes an API secret: the fields given, and no others.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Changes, Client, Clock, Error, Identifier, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let mut changes = Changes::default();
    /// changes.set("clientSecret", "a new value")?;
    /// client.update(&Identifier::new("43")?, &changes, CallOptions::default()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn update(
        &self,
        identifier: &Identifier,
        changes: &Changes,
        options: CallOptions,
    ) -> Result<Item, Error> {
        let update = Update { kind: &API_SECRET, identifier: identifier.clone(), changes: changes.clone() };
        self.execute(update, options, CallHooks::default()).await
    }

    /// Wipes the credentials and the token. Calls in flight and later ones end with `CLOSED`.
    pub fn close(&self) {
        self.session.close();
    }

    /// Switches an item to the state that `action` leads to.
    pub(crate) async fn switch(
        &self,
        action: Action,
        identifier: &Identifier,
        options: SwitchOptions,
        hooks: CallHooks<'_>,
    ) -> Result<StateChange, Error> {
        let call = Call::new(&self.session, options.limits, hooks);
        let operation = Switch { kind: &API_SECRET, action, identifier };
        let switching = Switching::new(&call, &operation)?;
        call.run(Some(identifier), switching.run(options.verify)).await.or_else(|error| {
            // An error that ended the call from outside has no operation and no number of attempts yet.
            if error.operation().is_some() { Err(error) } else { switching.cut_off(error) }
        })
    }

    /// Makes the call of any other operation.
    pub(crate) async fn execute<O: Operation>(
        &self,
        operation: O,
        options: CallOptions,
        hooks: CallHooks<'_>,
    ) -> Result<O::Output, Error> {
        let spec = operation.request_spec()?;
        let (call, attempts) = (Call::new(&self.session, options, hooks), Attempts::default());
        // The retry of an older update could undo a younger one.
        let item = spec.identifier.filter(|_| spec.changes);
        let success = call.run(item, call.attempt_until_success(&spec, &attempts)).await;
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
