//! Batches that switch their items.

use std::cell::RefCell;
use std::future::Future;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;

use super::outcome::{Outcome, Report, State};
use super::run::{BatchOptions, End, run};
use super::sink::Collector;
use super::source::Source;
use super::work::Work;
use crate::api::{Action, Identifier, ItemKind, Kind};
use crate::client::{CallHooks, Client, Items, SwitchOptions};
use crate::error::{CallName, Effect, Error};
use crate::http::{Clock, Transport};

/// Batches.
impl<K: ItemKind, T: Transport + 'static, C: Clock + 'static> Items<'_, K, T, C> {
    /// Switches every item of `source` on: see [`deactivate_many`](Self::deactivate_many).
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` for options out of range. Everything else is in the report.
    pub async fn activate_many(
        &self,
        source: impl Source,
        options: BatchOptions,
        abort: impl Future,
        progress: impl Fn(usize, Option<usize>, &Outcome),
    ) -> Result<Report, Error> {
        switch_many(self.client, K::KIND, Action::Activate, source, options, abort, progress).await
    }

    /// Switches every item of `source` off. `progress` receives each outcome: how many there are so far, of how many, and the
    /// outcome. When `abort` completes, the batch ends with its outcomes so far.
    ///
    /// ```
    /// # use mysafe_wasm::{BatchOptions, Client, Clock, Error, Identifier, Listed, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let leaked = ["43", "44"].map(Identifier::new).into_iter().collect::<Result<Vec<_>, _>>()?;
    /// let (never, passwords) = (std::future::pending::<()>(), client.passwords());
    /// let report = passwords.deactivate_many(Listed::from(leaked), BatchOptions::default(), never, |_, _, _| {}).await?;
    /// assert_eq!((report.kind.name(), report.outcomes.len()), ("password", 2));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` for options out of range. Everything else is in the report.
    pub async fn deactivate_many(
        &self,
        source: impl Source,
        options: BatchOptions,
        abort: impl Future,
        progress: impl Fn(usize, Option<usize>, &Outcome),
    ) -> Result<Report, Error> {
        switch_many(self.client, K::KIND, Action::Deactivate, source, options, abort, progress).await
    }
}

/// Batches of API secrets.
impl<T: Transport + 'static, C: Clock + 'static> Client<T, C> {
    /// As [`Items::activate_many`] of [`Client::api_secrets`].
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn activate_many(
        &self,
        source: impl Source,
        options: BatchOptions,
        abort: impl Future,
        progress: impl Fn(usize, Option<usize>, &Outcome),
    ) -> Result<Report, Error> {
        self.api_secrets().activate_many(source, options, abort, progress).await
    }

    /// As [`Items::deactivate_many`] of [`Client::api_secrets`].
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn deactivate_many(
        &self,
        source: impl Source,
        options: BatchOptions,
        abort: impl Future,
        progress: impl Fn(usize, Option<usize>, &Outcome),
    ) -> Result<Report, Error> {
        self.api_secrets().deactivate_many(source, options, abort, progress).await
    }
}

/// Runs a batch whose outcomes are collected.
async fn switch_many<T: Transport + 'static, C: Clock + 'static>(
    client: &Client<T, C>,
    kind: &'static Kind,
    action: Action,
    source: impl Source,
    options: BatchOptions,
    abort: impl Future,
    progress: impl Fn(usize, Option<usize>, &Outcome),
) -> Result<Report, Error> {
    let total = source.total();
    let work = Switching { kind, action, make: |state| state };
    let progress = |settled, outcome: &Outcome| progress(settled, total, outcome);
    let sink = RefCell::new(Collector::new(State::Skipped, progress));
    let End { aborted, error } = run(&sink, client, &work, source, options, abort).await?;
    Ok(Report { kind, action, aborted, error, outcomes: sink.into_inner().outcomes })
}

/// Switches each item.
pub(crate) struct Switching<S> {
    pub(crate) kind: &'static Kind,
    pub(crate) action: Action,
    /// Makes of a state what the batch's sink takes.
    pub(crate) make: fn(State) -> S,
}

impl<T: Transport + 'static, C: Clock + 'static, S> Work<T, C> for Switching<S> {
    type State = S;

    fn call_name(&self) -> CallName {
        self.kind.call(self.action.name())
    }

    fn call<'a>(
        &'a self,
        client: &'a Client<T, C>,
        identifier: &'a Identifier,
        options: &'a SwitchOptions,
        hooks: CallHooks<'a>,
    ) -> LocalBoxFuture<'a, Result<S, Error>> {
        async move {
            let change = client.switch(self.kind, self.action, identifier, options, hooks).await?;
            Ok((self.make)(State::Done(change)))
        }
        .boxed_local()
    }

    fn failed(&self, error: Error) -> S {
        (self.make)(match error.effect() {
            Effect::Possible => State::Unknown(error),
            Effect::None => State::Failed(error),
        })
    }

    fn skipped(&self) -> S {
        (self.make)(State::Skipped)
    }
}
