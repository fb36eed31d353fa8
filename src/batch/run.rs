//! A batch: bounded concurrency, progress, abort, and one outcome for each item, however the batch ends.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker, ready};

use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;

use super::before_send::BeforeSend;
use super::pace::{Pacer, Participant};
use super::sink::OutcomeSink;
use super::source::Source;
use super::work::Work;
use crate::api::Identifier;
use crate::client::{Admission, CallHooks, Client, SwitchOptions};
use crate::error::Effect;
use crate::error::{Code, Error};
use crate::http::{Clock, Transport};
use crate::text::redact::{printable, redact};

/// Default number of tries at a time.
pub(crate) const CONCURRENCY: usize = 8;

/// Default limit of an outage: 60 s.
pub(crate) const OUTAGE_MS: f64 = 60_000.0;

/// Options of a batch.
#[derive(Clone)]
pub struct BatchOptions {
    /// Tries at a time, from 1. Default 8.
    pub concurrency: usize,
    /// Options of each item's call. Its limits do not count the wait for the item's turn.
    pub each: SwitchOptions,
    /// How long nothing that was sent may get a documented answer before the batch ends, ms. Default 60 000; infinity means
    /// never.
    pub outage: f64,
    /// Called before each item is sent. Default: none.
    pub before_send: Option<Rc<dyn BeforeSend>>,
}

impl Default for BatchOptions {
    fn default() -> Self {
        Self { concurrency: CONCURRENCY, each: SwitchOptions::default(), outage: OUTAGE_MS, before_send: None }
    }
}

impl fmt::Debug for BatchOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { concurrency, each, outage, before_send: _ } = self;
        let mut all = f.debug_struct("BatchOptions");
        all.field("concurrency", concurrency).field("each", each).field("outage", outage).finish_non_exhaustive()
    }
}

impl BatchOptions {
    fn check(&self) -> Result<(), Error> {
        self.each.limits.check()?;
        if self.outage.is_nan() || self.outage <= 0.0 {
            let problem = "outage must be a positive number of milliseconds (or Infinity for no end).";
            return Err(Error::invalid_argument(problem));
        }
        Ok(())
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

/// Runs a batch that does `work`. What becomes of the items goes to `sink`.
///
/// # Errors
///
/// `INVALID_ARGUMENT` for options out of range.
pub(crate) async fn run<T, C, S, O>(
    sink: &RefCell<O>,
    client: &Client<T, C>,
    work: &dyn Work<T, C, State = O::State>,
    source: S,
    options: BatchOptions,
    abort: impl Future,
) -> Result<End, Error>
where
    T: Transport + 'static,
    C: Clock + 'static,
    S: Source,
    O: OutcomeSink,
{
    options.check()?;
    let deadline = client.session.deadline(&options.each.limits);
    let batch = Batch {
        sink,
        client,
        number: client.session.next_number(),
        work,
        pacer: Pacer::new(options.concurrency, client.session.retry_policy(), deadline, options.outage),
        options,
        source: RefCell::new(source),
        source_ended: Cell::new(false),
        in_flight: RefCell::default(),
        error: RefCell::new(None),
        aborted: Cell::new(false),
        has_ended: Cell::new(false),
    };
    batch.run(pin!(abort)).await;
    batch.settle_unread_items();
    Ok(End { aborted: batch.aborted.get(), error: batch.error.take() })
}

/// A batch while it runs.
struct Batch<'a, T, C, S, O: OutcomeSink> {
    sink: &'a RefCell<O>,
    client: &'a Client<T, C>,
    /// The number of the batch among the client's calls.
    number: usize,
    work: &'a dyn Work<T, C, State = O::State>,
    options: BatchOptions,
    pacer: Pacer,
    source: RefCell<S>,
    /// The source gives no more items.
    source_ended: Cell<bool>,
    in_flight: RefCell<InFlight>,
    /// What ends the batch early.
    error: RefCell<Option<Error>>,
    aborted: Cell<bool>,
    /// It was aborted, its client was closed, or an outage lasted too long.
    has_ended: Cell<bool>,
}

impl<T: Transport + 'static, C: Clock + 'static, S: Source, O: OutcomeSink> Batch<'_, T, C, S, O> {
    /// Makes the calls.
    async fn run(&self, abort: Pin<&mut impl Future>) {
        let mut tasks = FuturesUnordered::<LocalBoxFuture<'_, ()>>::new();
        tasks.push(Box::pin(self.watch(abort)));
        poll_fn(|context| {
            loop {
                // The watch comes first: an aborted batch starts no call.
                while let Poll::Ready(Some(())) = tasks.poll_next_unpin(context) {}
                let mut calls = tasks.len() - usize::from(!self.has_ended.get());
                let before = calls;
                while calls < self.options.concurrency
                    && let Poll::Ready(Some((number, identifier))) = self.poll_next(context)
                {
                    tasks.push(Box::pin(self.call(number, identifier)));
                    calls += 1;
                }
                if calls > before {
                    continue;
                }
                if calls > 0 {
                    return Poll::Pending;
                }
                if self.source_ended.get() || self.pacer.is_closed() {
                    return Poll::Ready(());
                }
                self.pacer.set_idle(self.client.session.clock());
                return Poll::Pending;
            }
        })
        .await;
        self.client.session.stop_waiting(self.number);
    }

    /// Stops the batch when the caller aborts it, the client is closed, or an outage lasts too long. All calls end at once then,
    /// each with its own outcome.
    async fn watch(&self, mut abort: Pin<&mut impl Future>) {
        let mut outage = pin!(self.pacer.wait_for_outage(self.client.session.clock()));
        let error = poll_fn(|context| {
            if abort.as_mut().poll(context).is_ready() {
                return Poll::Ready(None);
            }
            match self.client.session.poll_closed(self.number, context) {
                Poll::Pending => outage.as_mut().poll(context).map(Some),
                closed @ Poll::Ready(_) => closed.map(Some),
            }
        });
        match error.await {
            None => self.aborted.set(true),
            Some(error) => {
                self.error.borrow_mut().get_or_insert(error);
            }
        }
        self.has_ended.set(true);
        self.pacer.stop();
    }

    /// The next item that needs a call of its own. Settles the others on the way.
    fn poll_next(&self, context: &mut Context<'_>) -> Poll<Option<(usize, Identifier)>> {
        while !self.source_ended.get() && !self.pacer.is_closed() {
            match ready!(self.source.borrow_mut().poll_next(context)) {
                Ok(Some(item)) => {
                    let (number, earlier) = self.sink.borrow_mut().enter(&item);
                    match (item.identifier, earlier) {
                        (Ok(identifier), None) => {
                            self.in_flight.borrow_mut().begin(number);
                            return Poll::Ready(Some((number, identifier)));
                        }
                        (Err(error), None) => {
                            self.settle(number, self.work.failed(error.in_call(self.work.call_name(), None)));
                        }
                        (_, Some(earlier)) => {
                            if !self.in_flight.borrow_mut().wait_for(number, earlier) {
                                self.sink.borrow_mut().settle_as(number, earlier);
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
        let participant = self.pacer.join(number, self.client.session.clock());
        let on_send = |attempts| self.sink.borrow_mut().note_sent(number, attempts);
        let hooks = CallHooks { admission: Some(&participant), on_send: Some(&on_send) };
        let state = if self.may_send(&participant, &identifier).await {
            let result = self.work.call(self.client, &identifier, &self.options.each, hooks).await;
            result.unwrap_or_else(|error| self.state_of(error, &participant))
        } else {
            self.work.skipped()
        };
        drop(participant);
        self.settle(number, state);
    }

    /// Lets the caller prepare for an item. Returns whether the item is to be sent.
    async fn may_send(&self, participant: &Participant<'_, C>, identifier: &Identifier) -> bool {
        let Some(hook) = &self.options.before_send else { return true };
        let mut prepared = hook.before_send(identifier);
        let prepared = poll_fn(|context| match participant.poll_stopped(context) {
            Poll::Ready(_) => Poll::Ready(None),
            Poll::Pending => prepared.as_mut().poll(context).map(Some),
        });
        match prepared.await {
            Some(Ok(())) => true,
            Some(Err(words)) => {
                let words = printable(&redact(&words, []), 200);
                let problem = format!("beforeSend failed ({words}), so that the rest was not sent.");
                self.error.borrow_mut().get_or_insert_with(|| Error::invalid_argument(problem));
                self.pacer.close();
                false
            }
            None => false,
        }
    }

    /// What becomes of an item whose call failed. A failure that the next item would meet too ends the batch.
    fn state_of(&self, failed: Error, participant: &Participant<'_, C>) -> O::State {
        if !participant.was_stopped() && ends_batch(&failed) {
            self.error.borrow_mut().get_or_insert_with(|| failed.clone());
            self.pacer.close();
        }
        let was_sent = failed.attempts() > 0 || failed.effect() == Effect::Possible;
        if participant.was_stopped() && !was_sent { self.work.skipped() } else { self.work.failed(failed) }
    }

    /// Settles an item and the items that are the same.
    fn settle(&self, number: usize, state: O::State) {
        let waiting = self.in_flight.borrow_mut().end(number);
        let mut sink = self.sink.borrow_mut();
        sink.settle(number, state);
        for other in waiting {
            sink.settle_as(other, number);
        }
    }

    /// Settles the items that were not reached, when they are known. An endless source could not be read on.
    fn settle_unread_items(&self) {
        if self.source_ended.get() {
            return;
        }
        let mut source = self.source.borrow_mut();
        if source.total().is_some() {
            while let Poll::Ready(Ok(Some(item))) = source.poll_next(&mut Context::from_waker(Waker::noop())) {
                let (number, earlier) = self.sink.borrow_mut().enter(&item);
                match earlier {
                    Some(earlier) => self.sink.borrow_mut().settle_as(number, earlier),
                    None => self.settle(number, self.work.skipped()),
                }
            }
        }
        source.close();
    }
}

/// The items in flight, each with the items that are the same and wait for its outcome.
#[derive(Default)]
struct InFlight(Vec<(usize, Vec<usize>)>);

impl InFlight {
    fn begin(&mut self, number: usize) {
        self.0.push((number, Vec::new()));
    }

    /// Has `number` wait for the outcome of `earlier`. Returns whether `earlier` is in flight.
    fn wait_for(&mut self, number: usize, earlier: usize) -> bool {
        let found = self.0.iter_mut().find(|(other, _)| *other == earlier);
        found.map(|(_, waiting)| waiting.push(number)).is_some()
    }

    /// Removes an item. Returns the items that have waited for it.
    fn end(&mut self, number: usize) -> Vec<usize> {
        let place = self.0.iter().position(|(other, _)| *other == number);
        place.map(|place| self.0.swap_remove(place).1).unwrap_or_default()
    }
}

/// Whether the next item would fail in the same way.
fn ends_batch(error: &Error) -> bool {
    match error.code() {
        Code::Closed => true,
        // Retryable when another item has shown that the credentials are good.
        Code::Unauthorized => !error.is_retryable(),
        // There is no token and there will be none: the call itself was not sent.
        _ => error.attempts() == 0 && !error.is_retryable(),
    }
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
