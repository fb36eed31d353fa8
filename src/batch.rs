//! Many identifiers: bounded concurrency, progress, abort, and one outcome for each, whatever happens.

mod book;
mod listed;

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker, ready};

use crate::client::{Client, StateChange, SwitchOptions, Tracking};
use crate::clock::Clock;
use crate::config::check_outage;
use crate::gate::Gate;
use crate::retry::Effect;
use crate::secretapi::{Action, Identifier};
use crate::shown::{Parts, Put, Value};
use crate::task::Running;
use crate::transport::Transport;
use crate::{Code, Error};

pub use book::{Book, Counts};
pub use listed::Listed;

use book::Pages;

/// Tries at a time, unless told otherwise.
pub const CONCURRENCY: usize = 8;

/// How long no documented answer may come, unless told otherwise: 60 s.
pub const OUTAGE_MS: f64 = 60_000.0;

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
    /// No try of this batch changed it.
    Failed(Error),
    /// Some try may have changed it.
    Unknown(Error),
    /// It was never sent.
    Skipped,
}

/// The outcome of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The identifier, as it was given.
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
    /// What ended it early: refused credentials, an outage, a closed client, or a source that failed.
    pub error: Option<Error>,
    /// One for each item, in the order given.
    pub outcomes: Vec<Outcome>,
}

/// How a batch is run.
#[derive(Clone, Copy, Debug)]
pub struct BatchOptions {
    /// Tries at a time, from 1.
    pub concurrency: usize,
    /// Manner and limits of each item's call. Waiting for the batch's turn does not count.
    pub each: SwitchOptions,
    /// How long nothing that was sent may get a documented answer before the batch ends, ms. Default [`OUTAGE_MS`];
    /// infinity: as long as it takes.
    pub outage: f64,
}

impl Default for BatchOptions {
    fn default() -> Self {
        Self { concurrency: CONCURRENCY, each: SwitchOptions::default(), outage: OUTAGE_MS }
    }
}

/// How a batch ended.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// Whether the caller aborted it.
    pub aborted: bool,
    /// What ended it early: refused credentials, a closed client, or a source that failed.
    pub error: Option<Error>,
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
    let total = source.total();
    let book = RefCell::new(Pages::new(|done, outcome: &Outcome| progress(done, total, outcome)));
    let End { aborted, error } = run_into(&book, client, action, source, options, abort).await?;
    Ok(Report { action, aborted, error, outcomes: book.into_inner().outcomes })
}

/// The same, for whoever keeps the outcomes elsewhere: in `book`.
///
/// # Errors
///
/// As [`run`].
pub async fn run_into<T, C, S>(
    book: &RefCell<impl Book>,
    client: &Client<T, C>,
    action: Action,
    source: S,
    options: BatchOptions,
    abort: impl Future,
) -> Result<End, Error>
where
    T: Transport + 'static,
    C: Clock + 'static,
    S: Source,
{
    options.each.limits.check()?;
    check_outage(options.outage).map_err(Error::invalid_argument)?;
    let deadline = client.deadline(options.each.limits);
    let gate = Gate::new(options.concurrency, client.policy(), deadline, options.outage);
    let batch = Batch {
        book,
        client,
        number: client.number(),
        action,
        options,
        gate,
        source: RefCell::new(source),
        source_ended: Cell::new(false),
        under_way: RefCell::default(),
        error: RefCell::new(None),
        aborted: Cell::new(false),
    };
    batch.run(abort).await;
    batch.tell_the_rest();
    Ok(End { aborted: batch.aborted.get(), error: batch.error.take() })
}

/// A batch while it runs.
struct Batch<'a, T, C, S, B> {
    book: &'a RefCell<B>,
    client: &'a Client<T, C>,
    /// Among the client's calls.
    number: usize,
    action: Action,
    options: BatchOptions,
    gate: Gate,
    source: RefCell<S>,
    /// Nothing more comes from the source.
    source_ended: Cell<bool>,
    under_way: RefCell<UnderWay>,
    /// What ends it early.
    error: RefCell<Option<Error>>,
    aborted: Cell<bool>,
}

impl<T: Transport + 'static, C: Clock + 'static, S: Source, B: Book> Batch<'_, T, C, S, B> {
    /// Makes the calls, until all are over.
    async fn run(&self, abort: impl Future) {
        // Apart from the calls, and so polled only when it is woken itself.
        let mut ended = pin!(self.ended(abort));
        let mut ended = Some(ended.as_mut());
        let (mut watch, mut running) = (Running::default(), Running::default());
        poll_fn(|context| {
            if let Some(ended) = ended.take() {
                watch.add(Box::pin(ended), context);
            }
            if watch.poll(context) {
                // All calls end at once now, each knowing what became of it; a source that does not answer is left.
                self.gate.abort();
                running.wake();
            }
            loop {
                while running.len() < self.options.concurrency
                    && let Poll::Ready(Some((number, identifier))) = self.poll_next(context)
                {
                    running.add(Box::pin(self.call(number, identifier)), context);
                }
                if !running.poll(context) {
                    break;
                }
            }
            if !running.is_empty() {
                return Poll::Pending;
            }
            if self.source_ended.get() || self.gate.is_shut() {
                return Poll::Ready(());
            }
            self.gate.idle(self.client.clock());
            Poll::Pending
        })
        .await;
        self.client.forget(self.number);
    }

    /// Waits until the caller aborts it, the client is closed, or an outage has lasted too long.
    async fn ended(&self, abort: impl Future) {
        let (mut abort, mut outage) = (pin!(abort), pin!(self.gate.outage(self.client.clock())));
        let error = poll_fn(|context| {
            if abort.as_mut().poll(context).is_ready() {
                return Poll::Ready(None);
            }
            match self.client.poll_closed(self.number, context) {
                Poll::Pending => outage.as_mut().poll(context),
                closed @ Poll::Ready(_) => closed,
            }
            .map(Some)
        });
        match error.await {
            None => self.aborted.set(true),
            Some(error) => {
                self.error.borrow_mut().get_or_insert(error);
            }
        }
    }

    /// The next item that needs a call of its own; settles the others on the way.
    fn poll_next(&self, context: &mut Context<'_>) -> Poll<Option<(usize, Identifier)>> {
        while !self.source_ended.get() && !self.gate.is_shut() {
            match ready!(self.source.borrow_mut().poll_next(context)) {
                Ok(Some(item)) => {
                    let (number, earlier) = self.book.borrow_mut().enter(&item);
                    match (item.identifier, earlier) {
                        (Ok(identifier), None) => {
                            self.under_way.borrow_mut().begin(number);
                            return Poll::Ready(Some((number, identifier)));
                        }
                        (Err(error), None) => {
                            self.finish(number, State::Failed(error.in_call(self.action.name(), None)));
                        }
                        (_, Some(earlier)) => {
                            if !self.under_way.borrow_mut().wait(number, earlier) {
                                self.book.borrow_mut().repeat(number, earlier);
                            }
                        }
                    }
                }
                Ok(None) => self.source_ended.set(true),
                Err(failed) => {
                    self.error.borrow_mut().get_or_insert(failed);
                    self.source_ended.set(true);
                }
            }
        }
        Poll::Ready(None)
    }

    /// Makes the call of one item.
    async fn call(&self, number: usize, identifier: Identifier) {
        let turn = self.gate.turn(number);
        let sent = |attempts| self.book.borrow_mut().sent(number, attempts);
        let tracking = Tracking { turn: Some(&turn), sent: Some(&sent) };
        let state = match self.client.set(self.action, &identifier, self.options.each, tracking).await {
            Ok(change) => State::Done(change),
            Err(failed) => {
                if !turn.is_stopped() && ends_batch(&failed) {
                    self.error.borrow_mut().get_or_insert_with(|| failed.clone());
                    self.gate.shut();
                }
                match failed.effect {
                    Effect::Possible => State::Unknown(failed),
                    Effect::None if turn.is_stopped() && failed.attempts == 0 => State::Skipped,
                    Effect::None => State::Failed(failed),
                }
            }
        };
        drop(turn);
        self.finish(number, state);
    }

    /// Settles an item, and its other mentions that have waited for it.
    fn finish(&self, number: usize, state: State) {
        let waiting = self.under_way.borrow_mut().end(number);
        let mut book = self.book.borrow_mut();
        book.settle(number, state);
        for other in waiting {
            book.repeat(other, number);
        }
    }

    /// Tells what is known to follow after an early end; an endless source could not be read on.
    fn tell_the_rest(&self) {
        if self.source_ended.get() {
            return;
        }
        let mut source = self.source.borrow_mut();
        if source.total().is_some() {
            while let Poll::Ready(Ok(Some(item))) = source.poll_next(&mut Context::from_waker(Waker::noop())) {
                let (number, earlier) = self.book.borrow_mut().enter(&item);
                match earlier {
                    Some(earlier) => self.book.borrow_mut().repeat(number, earlier),
                    None => self.finish(number, State::Skipped),
                }
            }
        }
        source.close();
    }
}

/// The items under way, each with its other mentions, which wait for its outcome.
#[derive(Default)]
struct UnderWay(Vec<(usize, Vec<usize>)>);

impl UnderWay {
    fn begin(&mut self, number: usize) {
        self.0.push((number, Vec::new()));
    }

    /// Lets `number` wait for what becomes of `earlier`; not when that is known.
    fn wait(&mut self, number: usize, earlier: usize) -> bool {
        let found = self.0.iter_mut().find(|(other, _)| *other == earlier);
        found.map(|(_, waiting)| waiting.push(number)).is_some()
    }

    /// Takes an item out: those that have waited for it.
    fn end(&mut self, number: usize) -> Vec<usize> {
        let place = self.0.iter().position(|(other, _)| *other == number);
        place.map(|place| self.0.swap_remove(place).1).unwrap_or_default()
    }
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
            Self::Done(change) => change.state(),
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

impl Parts for Report {
    fn parts(&self, put: Put<'_>) {
        let mut counts = Counts::default();
        for outcome in &self.outcomes {
            counts.add(outcome.state.name());
        }
        let Self { action, aborted, error, .. } = self;
        Head { action: *action, counts: &counts, aborted: *aborted, error: error.as_ref() }.parts(put);
        put("outcomes", Value::List(&self.outcomes));
    }
}

/// A report but for its outcomes.
#[derive(Debug)]
pub struct Head<'a> {
    /// What was to be done.
    pub action: Action,
    /// How many outcomes there are.
    pub counts: &'a Counts,
    /// See [`End::aborted`].
    pub aborted: bool,
    /// See [`End::error`].
    pub error: Option<&'a Error>,
}

impl Parts for Head<'_> {
    fn parts(&self, put: Put<'_>) {
        put("action", Value::Text(self.action.name()));
        self.counts.parts(put);
        put("aborted", Value::Flag(self.aborted));
        if let Some(error) = self.error {
            put("error", Value::Map(error));
        }
    }
}

#[cfg(test)]
mod tests;
