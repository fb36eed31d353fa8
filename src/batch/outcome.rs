//! What became of the items of a batch, and the report of it.

use std::fmt;
use std::rc::Rc;

use serde::{Serialize, Serializer};

use crate::api::{Action, Kind};
use crate::client::StateChange;
use crate::error::Error;

/// What became of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// The item is in the state asked for: see [`StateChange::changed`].
    Done(StateChange),
    /// No try of this batch changed it.
    Failed(Error),
    /// A try of this batch may have changed it.
    Unknown(Error),
    /// It was never sent.
    Skipped,
}

impl State {
    /// The state's public name.
    #[must_use]
    pub const fn name(&self) -> StateName {
        match self {
            Self::Done(StateChange { changed: true, .. }) => StateName::Changed,
            Self::Done(_) => StateName::Unchanged,
            Self::Failed(_) => StateName::Failed,
            Self::Unknown(_) => StateName::Unknown,
            Self::Skipped => StateName::Skipped,
        }
    }
}

/// The name of a [`State`] in reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StateName {
    /// This batch put the item into the state asked for.
    Changed,
    /// The item already was in the state asked for.
    Unchanged,
    /// See [`State::Failed`].
    Failed,
    /// See [`State::Unknown`].
    Unknown,
    /// See [`State::Skipped`].
    #[default]
    Skipped,
}

impl StateName {
    /// The state of this name.
    #[cfg(all(target_arch = "wasm32", feature = "npm"))]
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let all = [Self::Changed, Self::Unchanged, Self::Failed, Self::Unknown, Self::Skipped];
        all.into_iter().find(|state| state.as_str() == name)
    }

    /// The name as reports write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
        }
    }
}

impl fmt::Display for StateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The outcome of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The identifier as it was given.
    pub identifier: Rc<str>,
    /// What became of the item.
    pub state: State,
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        OutcomeObject::new(&self.identifier, &self.state).serialize(serializer)
    }
}

/// An outcome as JavaScript has it.
#[derive(Serialize)]
pub(crate) struct OutcomeObject<'a> {
    identifier: &'a str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<&'a StateChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Error>,
}

impl<'a> OutcomeObject<'a> {
    pub(crate) const fn new(identifier: &'a str, state: &'a State) -> Self {
        let (change, error) = match state {
            State::Done(change) => (Some(change), None),
            State::Failed(error) | State::Unknown(error) => (None, Some(error)),
            State::Skipped => (None, None),
        };
        Self { identifier, state: state.name().as_str(), change, error }
    }
}

/// How many outcomes there are of each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    changed: u32,
    unchanged: u32,
    failed: u32,
    unknown: u32,
    skipped: u32,
}

impl Counts {
    /// Counts an outcome.
    pub(crate) const fn add(&mut self, state: StateName) {
        let count = match state {
            StateName::Changed => &mut self.changed,
            StateName::Unchanged => &mut self.unchanged,
            StateName::Failed => &mut self.failed,
            StateName::Unknown => &mut self.unknown,
            StateName::Skipped => &mut self.skipped,
        };
        *count += 1;
    }

    /// The number of outcomes in all.
    pub(crate) const fn total(&self) -> u32 {
        self.changed + self.unchanged + self.failed + self.unknown + self.skipped
    }
}

/// How a batch ended.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct End {
    /// Whether the caller aborted it.
    pub(crate) aborted: bool,
    /// What ended it early: refused credentials, an outage, a closed client, or a source that failed.
    pub(crate) error: Option<Error>,
}

/// The report of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The kind of the items.
    pub kind: &'static Kind,
    /// The action on each item.
    pub action: Action,
    /// Whether the caller aborted it.
    pub aborted: bool,
    /// What ended it early: refused credentials, an outage, a closed client, or a source that failed.
    pub error: Option<Error>,
    /// One outcome for each item, in the order given.
    pub outcomes: Vec<Outcome>,
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut counts = Counts::default();
        self.outcomes.iter().for_each(|outcome| counts.add(outcome.state.name()));
        let Self { kind, action, aborted, error, outcomes } = self;
        let outcomes = Some(outcomes.as_slice());
        ReportObject { outcomes, ..ReportObject::new(kind, *action, counts, *aborted, error.as_ref()) }
            .serialize(serializer)
    }
}

/// A report as JavaScript has it.
#[derive(Serialize)]
pub(crate) struct ReportObject<'a> {
    kind: &'static str,
    action: &'static str,
    total: u32,
    changed: u32,
    unchanged: u32,
    failed: u32,
    unknown: u32,
    skipped: u32,
    aborted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Error>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcomes: Option<&'a [Outcome]>,
}

impl<'a> ReportObject<'a> {
    /// A report without its outcomes, for a sink that keeps them elsewhere.
    pub(crate) const fn new(
        kind: &Kind,
        action: Action,
        counts: Counts,
        aborted: bool,
        error: Option<&'a Error>,
    ) -> Self {
        let Counts { changed, unchanged, failed, unknown, skipped } = counts;
        let (kind, action, total) = (kind.name(), action.name(), counts.total());
        Self { kind, action, total, changed, unchanged, failed, unknown, skipped, aborted, error, outcomes: None }
    }
}
