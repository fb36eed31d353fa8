//! Batches that look for values in their items.

use std::cell::RefCell;
use std::future::Future;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::outcome::{ItemState, Outcome, OutcomeObject, ReportHead, count};
use super::run::{BatchOptions, CONCURRENCY, End, OUTAGE_MS, run};
use super::sink::Collector;
use super::source::Source;
use super::work::Work;
use crate::api::operations::Find;
use crate::api::{Identifier, ItemKind, Kind, Match, Values};
use crate::client::{CallHooks, CallOptions, Client, Items, SwitchOptions};
use crate::error::{CallName, Error};
use crate::http::{Clock, Transport};

/// What is known of an item, of which [`Items::find`] asks whether it stores one of the values.
#[derive(Clone, Debug, PartialEq)]
pub enum FindState {
    /// It stores these.
    Found(Vec<Match>),
    /// It was looked at: none of its stored values is one of those given.
    Different,
    /// It could not be looked at, and may store one. MySafe shows no value of an inactive item.
    Unseen(Error),
    /// It was never asked for.
    Skipped,
}

impl FindState {
    /// The names of all states, in the order of a report.
    pub(crate) const NAMES: [&'static str; 4] = ["found", "different", "unseen", "skipped"];
}

impl ItemState for FindState {
    fn name(&self) -> &'static str {
        match self {
            Self::Found(_) => "found",
            Self::Different => "different",
            Self::Unseen(_) => "unseen",
            Self::Skipped => "skipped",
        }
    }

    fn object<'a>(&'a self, identifier: &'a str) -> OutcomeObject<'a> {
        let object = OutcomeObject::new(identifier, self.name());
        match self {
            Self::Found(matches) => OutcomeObject { matches: Some(matches), ..object },
            Self::Unseen(error) => OutcomeObject { error: Some(error), ..object },
            Self::Different | Self::Skipped => object,
        }
    }
}

/// What is known of one item.
pub type FindResult = Outcome<FindState>;

/// Options of [`Items::find`].
#[derive(Clone, Copy, Debug)]
pub struct FindOptions {
    /// Looks at a time, from 1. Default 8.
    pub concurrency: usize,
    /// Limits of each item's look, which do not count the wait for its turn.
    pub limits: CallOptions,
    /// How long nothing that was sent may get a documented answer before it ends, ms. Default 60 000; infinity means never.
    pub outage: f64,
}

impl Default for FindOptions {
    fn default() -> Self {
        Self { concurrency: CONCURRENCY, limits: CallOptions::default(), outage: OUTAGE_MS }
    }
}

/// The report of [`Items::find`].
#[derive(Clone, Debug, PartialEq)]
pub struct FindReport {
    /// The kind of the items.
    pub kind: &'static Kind,
    /// Whether the caller aborted it.
    pub aborted: bool,
    /// What ended it early: refused credentials, an outage, a closed client, or a source that failed.
    pub error: Option<Error>,
    /// One result for each item, in the order given.
    pub results: Vec<FindResult>,
}

impl Serialize for FindReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { kind, aborted, error, results } = self;
        let counts = count(&FindState::NAMES, results);
        let head = ReportHead { kind, action: None, counts: &counts, aborted: *aborted, error: error.as_ref() };
        let mut map = serializer.serialize_map(None)?;
        head.serialize_into(&mut map)?;
        map.serialize_entry("results", results)?;
        map.end()
    }
}

impl<K: ItemKind, T: Transport + 'static, C: Clock + 'static> Items<'_, K, T, C> {
    /// Looks which items of `among` store one of `values`: a client secret, a password, the seed of one-time codes or a note that
    /// equals it, whole and exactly. Each look is a `get`, which MySafe may log as a view or ask a justification for.
    ///
    /// Values that come encrypted, as an access key can be set, equal none: such items are `Different`, whatever they store.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Client, Clock, Error, FindOptions, FindState, Identifier, Listed, Transport, Values};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let leaked = Values::new(["correct horse battery staple"])?;
    /// let among = ["43", "44"].map(Identifier::new).into_iter().collect::<Result<Vec<_>, _>>()?;
    /// let (never, options) = (std::future::pending::<()>(), FindOptions::default());
    /// let report = client.passwords().find(leaked, Listed::from(among), options, never, |_, _, _| {}).await?;
    /// let found = report.results.iter().filter(|result| matches!(result.state, FindState::Found(_)));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` for options out of range. Everything else is in the report.
    pub async fn find(
        &self,
        values: Values,
        among: impl Source,
        options: FindOptions,
        abort: impl Future,
        progress: impl Fn(usize, Option<usize>, &FindResult),
    ) -> Result<FindReport, Error> {
        let FindOptions { concurrency, limits, outage } = options;
        let options = BatchOptions { concurrency, each: limits.into(), outage, before_send: None };
        let (kind, total) = (K::KIND, among.total());
        let work = Finding { kind, values, make: |state| state };
        let progress = |settled, result: &FindResult| progress(settled, total, result);
        let sink = RefCell::new(Collector::new(FindState::Skipped, progress));
        let End { aborted, error } = run(&sink, self.client, &work, among, options, abort).await?;
        Ok(FindReport { kind, aborted, error, results: sink.into_inner().outcomes })
    }
}

/// Looks for values in each item.
pub(crate) struct Finding<S> {
    pub(crate) kind: &'static Kind,
    pub(crate) values: Values,
    /// Makes of a state what the batch's sink takes.
    pub(crate) make: fn(FindState) -> S,
}

impl<T: Transport + 'static, C: Clock + 'static, S> Work<T, C> for Finding<S> {
    type State = S;

    fn call_name(&self) -> CallName {
        self.kind.call("find")
    }

    fn call<'a>(
        &'a self,
        client: &'a Client<T, C>,
        identifier: &'a Identifier,
        options: &'a SwitchOptions,
        hooks: CallHooks<'a>,
    ) -> LocalBoxFuture<'a, Result<S, Error>> {
        async move {
            let find = Find { kind: self.kind, identifier, values: &self.values };
            let matches = client.execute(&find, &options.limits, hooks).await?;
            Ok((self.make)(if matches.is_empty() { FindState::Different } else { FindState::Found(matches) }))
        }
        .boxed_local()
    }

    fn failed(&self, error: Error) -> S {
        (self.make)(FindState::Unseen(error))
    }

    fn skipped(&self) -> S {
        (self.make)(FindState::Skipped)
    }
}

#[cfg(test)]
#[path = "find_tests.rs"]
mod tests;
