//! Many identifiers: bounded concurrency, progress, abort, and one outcome for each, whatever happens.

mod listed;

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::client::{CallOptions, Client, StateChange};
use crate::clock::Clock;
use crate::gate::Gate;
use crate::retry::Fate;
use crate::secretapi::{Action, Identifier};
use crate::shown::{Parts, Put, Value};
use crate::task::Running;
use crate::transport::Transport;
use crate::{Code, Error};

pub use listed::Listed;

/// Tries at a time, unless told otherwise.
pub const CONCURRENCY: usize = 8;

/// Gives a batch its items, one at a time and only as they are needed.
pub trait Source {
    /// The next item; `None` after the last.
    ///
    /// # Errors
    ///
    /// What kept the source from going on; the batch then ends with what it has learnt.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Item>, Error>>;

    /// How many items there are in all, when that is known; such a source is read to its end, whatever happens.
    fn total(&self) -> Option<usize>;

    /// No more items are wanted.
    fn close(&mut self);
}

/// One item of a batch.
#[derive(Clone, Debug)]
pub struct Item {
    /// How it is named in its outcome.
    pub name: String,
    /// The identifier, or why it is none.
    pub identifier: Result<Identifier, Error>,
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// The secret is in the state asked for: see [`StateChange::changed`].
    Done(StateChange),
    /// It is not, and nothing was changed: it was refused, or turned away as long as it was tried.
    Failed(Error),
    /// Some try may have changed it, and no later answer settles that.
    Unknown(Error),
    /// It was not sent.
    Skipped,
}

/// The outcome of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The identifier, as it was given; one text for all items of the same name.
    pub identifier: Rc<str>,
    /// What became of it.
    pub state: State,
}

/// What a batch has learnt.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What was to be done.
    pub action: Action,
    /// Whether the caller aborted it.
    pub aborted: bool,
    /// What ended it early: refused credentials, a closed client, or a source that failed.
    pub error: Option<Error>,
    /// One for each item, in the order given.
    pub outcomes: Vec<Outcome>,
}

/// How a batch is run.
#[derive(Clone, Copy, Debug)]
pub struct BatchOptions {
    /// Tries at a time, from 1.
    pub concurrency: usize,
    /// Limits of each item's call. Waiting for the batch's turn does not count.
    pub limits: CallOptions,
}

#[derive(Default)]
struct Ledger {
    entries: Vec<Entry>,
    names: Names,
    done: usize,
    error: Option<Error>,
}

/// The first item of each name: a hash table with open addressing, at most half full. (The standard library's tree is three
/// times the wasm.)
#[derive(Default)]
struct Names {
    /// Chosen at random, so that nobody can give names that all have one place.
    seed: u32,
    /// A power of two of places; each has the number of an item, from 1, or 0.
    places: Vec<usize>,
    taken: usize,
}

impl Names {
    /// `random` is in [0, 1).
    fn new(random: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^32")]
        let seed = (random * 4_294_967_296.0) as u32;
        Self { seed, ..Self::default() }
    }

    /// The place of `name`, or the one to put it in.
    fn place(&mut self, name: &str, entries: &[Entry]) -> Option<&mut usize> {
        if self.taken * 2 >= self.places.len() {
            let size = (self.places.len() * 2).max(16);
            let old = std::mem::replace(&mut self.places, vec![0; size]);
            for number in old.into_iter().filter(|number| *number > 0) {
                let place = self.find(&entries.get(number - 1)?.outcome.identifier, entries);
                *self.places.get_mut(place)? = number;
            }
        }
        let place = self.find(name, entries);
        self.places.get_mut(place)
    }

    fn find(&self, name: &str, entries: &[Entry]) -> usize {
        // FNV-1a, but for where it begins.
        let hash = name.bytes().fold(self.seed, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let mask = self.places.len() - 1;
        let mut place = hash as usize & mask;
        while let Some(number) = self.places.get(place).filter(|number| **number > 0)
            && entries.get(number - 1).is_some_and(|entry| *entry.outcome.identifier != *name)
        {
            place = (place + 1) & mask;
        }
        place
    }
}

struct Entry {
    /// Skipped, until it is settled.
    outcome: Outcome,
    settled: bool,
    /// Another item of the same name, which waits for this one's outcome.
    copy: Option<usize>,
}

impl Ledger {
    /// Lets `number`, an item of the same name, wait for what becomes of `earlier`, or says what has.
    fn wait(&mut self, earlier: usize, number: usize) -> Option<State> {
        let entry = self.entries.get_mut(earlier)?;
        if entry.settled {
            return Some(entry.outcome.state.clone());
        }
        let next = entry.copy.replace(number);
        if let Some(entry) = self.entries.get_mut(number) {
            entry.copy = next;
        }
        None
    }

    /// Enters the outcome of `number` and of those that wait for it; tells of each, and how many there are.
    fn settle(&mut self, number: usize, state: &State, tell: impl Fn(usize, &Outcome)) {
        let mut next = Some(number);
        while let Some(entry) = next.and_then(|number| self.entries.get_mut(number)) {
            entry.outcome.state = state.clone();
            entry.settled = true;
            self.done += 1;
            tell(self.done, &entry.outcome);
            next = entry.copy.take();
        }
    }

    /// Enters an item: its number, and the number of an earlier one of the same name.
    fn enter(&mut self, name: &str) -> (usize, Option<usize>) {
        let number = self.entries.len();
        let mut earlier = None;
        if let Some(place) = self.names.place(name, &self.entries) {
            if *place == 0 {
                *place = number + 1;
                self.names.taken += 1;
            } else {
                earlier = Some(*place - 1);
            }
        }
        let known = earlier.and_then(|earlier| self.entries.get(earlier));
        let identifier = known.map_or_else(|| name.into(), |entry| entry.outcome.identifier.clone());
        self.entries.push(Entry { outcome: Outcome { identifier, state: State::Skipped }, settled: false, copy: None });
        (number, earlier)
    }
}

/// Runs `action` over all that `source` gives. `progress` is told of each outcome: how many there are, of how many,
/// and the outcome. When `abort` completes, the batch ends with what it has learnt.
///
/// # Errors
///
/// `INVALID_ARGUMENT` for limits that cannot be; everything else is in the report.
pub async fn run<T, C, S>(
    client: &Client<T, C>,
    action: Action,
    source: S,
    options: BatchOptions,
    abort: impl Future,
    progress: impl Fn(usize, Option<usize>, &Outcome),
) -> Result<Report, Error>
where
    T: Transport + 'static,
    C: Clock + 'static,
    S: Source,
{
    options.limits.check()?;
    let gate = Gate::new(options.concurrency, client.policy(), client.deadline(options.limits));
    let ledger = RefCell::new(Ledger { names: Names::new(client.random()), ..Ledger::default() });
    let source = RefCell::new(source);
    let total = source.borrow().total();

    let finish = |number: usize, state: &State| {
        ledger.borrow_mut().settle(number, state, |done, outcome| progress(done, total, outcome));
    };

    let ended = Cell::new(false);
    // Looks for the next item that needs a call of its own; settles the others on the way.
    let pull = |context: &mut Context<'_>| loop {
        if ended.get() || gate.is_shut() {
            return Poll::Ready(None);
        }
        let next = source.borrow_mut().poll_next(context);
        match next {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Ok(Some(item))) => {
                let (number, earlier) = ledger.borrow_mut().enter(&item.name);
                match (item.identifier, earlier) {
                    (Ok(identifier), None) => return Poll::Ready(Some((number, identifier))),
                    (Err(error), None) => finish(number, &State::Failed(error.in_call(action.name(), None))),
                    (_, Some(earlier)) => {
                        let known = ledger.borrow_mut().wait(earlier, number);
                        if let Some(state) = known {
                            finish(number, &state);
                        }
                    }
                }
            }
            Poll::Ready(Ok(None)) => ended.set(true),
            Poll::Ready(Err(error)) => {
                ledger.borrow_mut().error = Some(error);
                ended.set(true);
            }
        }
    };

    let call = async |(number, identifier): (usize, Identifier)| {
        let turn = gate.turn(number);
        let result = client.set(action, &identifier, options.limits, Some(&turn)).await;
        let state = match result {
            Ok(change) => State::Done(change),
            Err(error) => {
                if !turn.is_stopped() && ends_batch(&error) {
                    ledger.borrow_mut().error.get_or_insert_with(|| error.clone());
                    gate.shut();
                }
                match error.fate {
                    Fate::Unknown => State::Unknown(error),
                    _ if turn.is_stopped() && error.attempts == 0 => State::Skipped,
                    _ => State::Failed(error),
                }
            }
        };
        drop(turn);
        finish(number, &state);
    };

    let mut abort = pin!(abort);
    let mut running = Running::default();
    poll_fn(|context| {
        if !gate.is_aborted() && abort.as_mut().poll(context).is_ready() {
            // All calls end at once now, each knowing what became of it; a source that does not answer is left.
            gate.abort();
            running.wake();
        }
        loop {
            while running.len() < options.concurrency
                && let Poll::Ready(Some(next)) = pull(context)
            {
                running.add(Box::pin(call(next)), context);
            }
            if !running.poll(context) {
                break;
            }
        }
        if running.is_empty() && (ended.get() || gate.is_shut()) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    // What is known to follow is told as skipped; an endless source could not be.
    if total.is_some() && !ended.get() {
        while let Poll::Ready(Ok(Some(item))) = source.borrow_mut().poll_next(&mut Context::from_waker(Waker::noop())) {
            let (number, _) = ledger.borrow_mut().enter(&item.name);
            finish(number, &State::Skipped);
        }
    }
    if !ended.get() {
        source.borrow_mut().close();
    }

    drop(running);
    let Ledger { entries, error, .. } = ledger.take();
    let outcomes = entries.into_iter().map(|entry| entry.outcome).collect();
    Ok(Report { action, aborted: gate.is_aborted(), error, outcomes })
}

/// Whether the next item would fail the same way, so that there is no use in asking.
fn ends_batch(error: &Error) -> bool {
    match error.code {
        Code::Closed => true,
        // Retryable where other calls have shown that it is not the credentials.
        Code::Unauthorized => !error.retryable,
        // No token, and none to be had: the call itself was not sent.
        _ => error.attempts == 0 && !error.retryable,
    }
}

impl State {
    /// The state's public name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Done(StateChange { changed: true, .. }) => "changed",
            Self::Done(_) => "unchanged",
            Self::Failed(_) => "failed",
            Self::Unknown(_) => "unknown",
            Self::Skipped => "skipped",
        }
    }
}

impl Parts for Outcome {
    fn parts(&self, put: Put<'_>) {
        put("identifier", Value::Text(&self.identifier));
        put("state", Value::Text(self.state.name()));
        match &self.state {
            State::Done(change) => put("change", Value::Map(change)),
            State::Failed(error) | State::Unknown(error) => put("error", Value::Map(error)),
            State::Skipped => {}
        }
    }
}

/// With how many outcomes there are of each state.
impl Parts for Report {
    fn parts(&self, put: Put<'_>) {
        let whole = |count: usize| Value::Whole(u32::try_from(count).unwrap_or(u32::MAX));
        put("action", Value::Text(self.action.name()));
        put("total", whole(self.outcomes.len()));
        for name in ["changed", "unchanged", "failed", "unknown", "skipped"] {
            put(name, whole(self.outcomes.iter().filter(|outcome| outcome.state.name() == name).count()));
        }
        put("aborted", Value::Flag(self.aborted));
        if let Some(error) = &self.error {
            put("error", Value::Map(error));
        }
        put("outcomes", Value::List(&self.outcomes));
    }
}

#[cfg(test)]
mod tests;
