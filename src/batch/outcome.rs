//! What became of the items of a batch, and the report of it.

use std::fmt;
use std::rc::Rc;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::api::{Action, Kind, Match};
use crate::client::StateChange;
use crate::error::Error;

/// What became of an item, whatever the batch did.
pub(crate) trait ItemState {
    /// Its name in reports.
    fn name(&self) -> &'static str;

    /// The outcome as JavaScript has it.
    fn object<'a>(&'a self, identifier: &'a str) -> OutcomeObject<'a>;

    /// Becomes that of the same item in another spelling.
    fn rename(&mut self, _identifier: &str) {}
}

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
    /// The names of all states, in the order of a report.
    pub(crate) const NAMES: [&'static str; 5] = ["changed", "unchanged", "failed", "unknown", "skipped"];

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

impl ItemState for State {
    fn name(&self) -> &'static str {
        self.name().as_str()
    }

    fn object<'a>(&'a self, identifier: &'a str) -> OutcomeObject<'a> {
        let object = OutcomeObject::new(identifier, self.name().as_str());
        match self {
            Self::Done(change) => OutcomeObject { change: Some(change), ..object },
            Self::Failed(error) | Self::Unknown(error) => OutcomeObject { error: Some(error), ..object },
            Self::Skipped => object,
        }
    }

    fn rename(&mut self, identifier: &str) {
        if let Self::Done(change) = self {
            identifier.clone_into(&mut change.identifier);
        }
    }
}

/// The outcome of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<S = State> {
    /// The identifier as it was given.
    pub identifier: Rc<str>,
    /// What became of the item.
    pub state: S,
}

impl<I: ItemState> Serialize for Outcome<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.state.object(&self.identifier).serialize(serializer)
    }
}

/// An outcome as JavaScript has it.
#[derive(serde::Serialize)]
pub(crate) struct OutcomeObject<'a> {
    pub(super) identifier: &'a str,
    pub(super) state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) change: Option<&'a StateChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) matches: Option<&'a [Match]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<&'a Error>,
}

impl<'a> OutcomeObject<'a> {
    pub(super) const fn new(identifier: &'a str, state: &'static str) -> Self {
        Self { identifier, state, change: None, matches: None, error: None }
    }
}

/// How many outcomes there are of each state.
#[derive(Clone, Debug)]
pub(crate) struct Counts(Vec<(&'static str, u32)>);

impl Counts {
    /// Counts none yet, of states with these names.
    pub(crate) fn new(names: &[&'static str]) -> Self {
        Self(names.iter().map(|name| (*name, 0)).collect())
    }

    /// Counts an outcome by the name of its state.
    pub(crate) fn add(&mut self, name: &str) {
        if let Some((_, count)) = self.0.iter_mut().find(|(other, _)| *other == name) {
            *count += 1;
        }
    }

    /// The number of outcomes in all.
    pub(crate) fn total(&self) -> u32 {
        self.0.iter().map(|(_, count)| count).sum()
    }
}

/// A report as JavaScript has it, without its outcomes.
pub(crate) struct ReportHead<'a> {
    pub(crate) kind: &'static Kind,
    /// The action of a batch that switches.
    pub(crate) action: Option<Action>,
    pub(crate) counts: &'a Counts,
    pub(crate) aborted: bool,
    pub(crate) error: Option<&'a Error>,
}

impl ReportHead<'_> {
    pub(super) fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("kind", self.kind.name())?;
        if let Some(action) = self.action {
            map.serialize_entry("action", action.name())?;
            map.serialize_entry("total", &self.counts.total())?;
        }
        for (name, count) in &self.counts.0 {
            map.serialize_entry(name, count)?;
        }
        map.serialize_entry("aborted", &self.aborted)?;
        if let Some(error) = self.error {
            map.serialize_entry("error", error)?;
        }
        Ok(())
    }
}

impl Serialize for ReportHead<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.serialize_into(&mut map)?;
        map.end()
    }
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
        let Self { kind, action, aborted, error, outcomes } = self;
        let counts = count(&State::NAMES, outcomes);
        let head =
            ReportHead { kind, action: Some(*action), counts: &counts, aborted: *aborted, error: error.as_ref() };
        let mut map = serializer.serialize_map(None)?;
        head.serialize_into(&mut map)?;
        map.serialize_entry("outcomes", outcomes)?;
        map.end()
    }
}

/// Counts outcomes, whose states have these names.
pub(super) fn count<S: ItemState>(names: &[&'static str], outcomes: &[Outcome<S>]) -> Counts {
    let mut counts = Counts::new(names);
    for outcome in outcomes {
        counts.add(outcome.state.name());
    }
    counts
}
