//! Paces the attempts of a batch. All items wait when the server asks for it. A server that is down is tried by one item at a time, less
//! and less often. A server that stays down ends the batch.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll};

use futures_util::FutureExt;
use futures_util::future::{Either, LocalBoxFuture, select};

use crate::api::refusal;
use crate::client::{Admission, AttemptOutcome, Policy};
use crate::error::{Code, Error};
use crate::http::{Clock, whole_ms};
use crate::wakers::Wakers;

/// This many failures in a row, or one for each concurrent try if those are more, mean that the server is down.
const DOWN: usize = 8;

/// The pace that the items of one batch share.
#[derive(Debug)]
pub(super) struct Pacer {
    /// Tries at a time when all is well.
    limit: usize,
    policy: Policy,
    /// Longest wait that a server can ask for, ms.
    longest_hold: f64,
    /// How long no documented answer may come before the batch ends, ms.
    outage: f64,
    state: RefCell<State>,
    /// The items that wait for admission.
    waiting: Wakers,
    /// The items in flight, which an end of the batch stops.
    stopping: Wakers,
}

#[derive(Debug, Default)]
struct State {
    /// Tries in flight.
    in_flight: usize,
    /// Tries at a time now.
    allowed: usize,
    /// No try is admitted before this time, by the monotonic clock.
    held_until: f64,
    /// 429s in a row.
    rate_limited: u32,
    /// Tries in a row without a documented answer.
    failures: usize,
    /// The item that tries a server that is down.
    prober: Option<usize>,
    /// Since when the tries have had no documented answer.
    unanswered_since: Option<f64>,
    /// Since when the source has given no item to try.
    idle_since: Option<f64>,
    /// The last failure without a documented answer.
    last_failure: Option<Error>,
    /// The API has answered, so the credentials are good.
    credentials_are_good: bool,
    /// No try is admitted any more.
    is_closed: bool,
    /// The items in flight have to stop too.
    is_stopped: bool,
}

impl Pacer {
    /// Admits `limit` tries at a time, holds them for at most `longest_hold` ms, and ends after `outage` ms without a documented
    /// answer.
    pub(super) fn new(limit: usize, policy: Policy, longest_hold: f64, outage: f64) -> Self {
        let state = RefCell::new(State { allowed: limit, ..State::default() });
        let (waiting, stopping) = Default::default();
        Self { limit, policy, longest_hold, outage, state, waiting, stopping }
    }

    /// Notes that the source gives no item to try. Its time is no outage.
    pub(super) fn set_idle(&self, clock: &impl Clock) {
        self.state.borrow_mut().idle_since.get_or_insert(clock.monotonic());
    }

    /// Waits until no documented answer has come for too long. Returns the error that says so.
    pub(super) async fn wait_for_outage(&self, clock: &impl Clock) -> Error {
        loop {
            let now = clock.monotonic();
            let since = {
                let state = self.state.borrow();
                state.unanswered_since.filter(|_| state.idle_since.is_none())
            };
            // The earliest time at which the outage can be over the limit.
            let left = self.outage - since.map_or(0.0, |since| now - since);
            // A clock does not tell less than a millisecond reliably.
            if left < 1.0 {
                return self.outage_error();
            }
            clock.sleep(left).await;
        }
    }

    fn outage_error(&self) -> Error {
        let last = self.state.borrow().last_failure.clone();
        let code = last.as_ref().map_or(Code::Timeout, Error::code);
        let words = last.map_or_else(String::new, |last| format!(" Last: {last}"));
        let message = format!(
            "no documented answer has come for {} ms (outage), so that the rest was not sent.{words}",
            whole_ms(self.outage)
        );
        Error::new(code, message).with_retryable(true)
    }

    /// Registers an item. Its [`Participant`] admits its attempts.
    pub(super) const fn join<'a, C>(&'a self, item: usize, clock: &'a C) -> Participant<'a, C> {
        Participant { pacer: self, clock, item, is_in_flight: Cell::new(false), was_stopped: Cell::new(false) }
    }

    /// Admits no more tries. A try in flight goes on.
    pub(super) fn close(&self) {
        self.state.borrow_mut().is_closed = true;
        self.waiting.wake_all();
    }

    /// Admits no more tries, and stops those in flight.
    pub(super) fn stop(&self) {
        self.state.borrow_mut().is_stopped = true;
        self.close();
        self.stopping.wake_all();
    }

    /// Whether no more tries are admitted.
    pub(super) fn is_closed(&self) -> bool {
        self.state.borrow().is_closed
    }

    /// The number of failures in a row that means that the server is down.
    fn down_threshold(&self) -> usize {
        self.limit.max(DOWN)
    }
}

impl State {
    /// Whether `item` may make a try, which then begins; `None` when no try is admitted any more.
    fn try_admit(&mut self, item: usize, down: usize, now: f64) -> Option<bool> {
        if self.is_closed {
            return None;
        }
        let may = if self.failures >= down {
            self.in_flight == 0 && *self.prober.get_or_insert(item) == item
        } else {
            self.in_flight < self.allowed
        };
        if may {
            self.in_flight += 1;
            let idle = self.idle_since.take().map_or(0.0, |since| now - since);
            self.unanswered_since = Some(self.unanswered_since.map_or(now, |since| since + idle));
        }
        Some(may)
    }

    /// Notes a documented answer: the server is up and accepts the credentials.
    fn answered(&mut self, limit: usize, now: f64) {
        self.credentials_are_good = true;
        self.rate_limited = 0;
        self.failures = 0;
        self.prober = None;
        self.unanswered_since = (self.in_flight > 1).then_some(now);
        self.allowed = (self.allowed + 1).min(limit);
    }
}

/// One item while it is called.
#[derive(Debug)]
pub(super) struct Participant<'a, C> {
    pacer: &'a Pacer,
    clock: &'a C,
    item: usize,
    is_in_flight: Cell<bool>,
    was_stopped: Cell<bool>,
}

impl<C: Clock> Participant<'_, C> {
    /// Whether the end of the batch, and no answer, ended the item.
    pub(super) fn was_stopped(&self) -> bool {
        self.was_stopped.get()
    }

    /// Waits once: until the try is admitted, no try is admitted any more, or the time is to look again.
    async fn try_admit(&self) -> Option<bool> {
        let pacer = self.pacer;
        let held_until = pacer.state.borrow().held_until;
        let hold = held_until - self.clock.monotonic();
        let admitted = poll_fn(|context| {
            let mut state = pacer.state.borrow_mut();
            if hold <= 0.0 || state.is_closed {
                if state.held_until > held_until {
                    return Poll::Ready(Some(false));
                }
                let admitted = state.try_admit(self.item, pacer.down_threshold(), self.clock.monotonic());
                if admitted != Some(false) {
                    return Poll::Ready(admitted);
                }
            }
            pacer.waiting.set(self.item, context);
            Poll::Pending
        });
        let time = if hold > 0.0 { hold } else { f64::INFINITY };
        match select(admitted, pin!(self.clock.sleep(time))).await {
            Either::Left((admitted, _)) => admitted,
            Either::Right(_) => Some(false),
        }
    }

    fn stop(&self) -> Error {
        self.was_stopped.set(true);
        Error::new(Code::Network, "the batch was stopped before there was an answer.")
    }
}

impl<C: Clock> Admission for Participant<'_, C> {
    fn admit(&self) -> LocalBoxFuture<'_, Result<(), Error>> {
        async {
            loop {
                match self.try_admit().await {
                    Some(true) => {
                        self.is_in_flight.set(true);
                        return Ok(());
                    }
                    Some(false) => {}
                    None => return Err(self.stop()),
                }
            }
        }
        .boxed_local()
    }

    fn report(&self, outcome: AttemptOutcome<'_>) {
        let (pacer, now) = (self.pacer, self.clock.monotonic());
        {
            let mut state = pacer.state.borrow_mut();
            match outcome {
                AttemptOutcome::Failed(error) if error.code() == Code::RateLimited => {
                    // Tries that were in flight together hit the limit together: that counts once.
                    if now >= state.held_until {
                        state.rate_limited += 1;
                        state.allowed = (state.allowed / 2).max(1);
                    }
                    state.last_failure = Some(error.clone());
                    let wait = error.retry_after().unwrap_or_else(|| pacer.policy.delay(state.rate_limited, 1.0));
                    state.held_until = state.held_until.max(now + wait.min(pacer.longest_hold));
                }
                AttemptOutcome::Success => state.answered(pacer.limit, now),
                AttemptOutcome::Failed(error) if is_documented(error) => state.answered(pacer.limit, now),
                // A server answers at once, which is no reason to go slower and no sign that it is MySafe.
                AttemptOutcome::TokenRefused | AttemptOutcome::Undocumented => {}
                AttemptOutcome::Failed(error) if !error.is_retryable() && !error.is_page() => {
                    state.last_failure = Some(error.clone());
                }
                AttemptOutcome::Failed(error) => {
                    state.failures += 1;
                    state.last_failure = Some(error.clone());
                    // The server is down: each probe comes later than the one before, whichever item makes it.
                    if let Some(probes) =
                        (state.failures + 1).checked_sub(pacer.down_threshold()).filter(|count| *count > 0)
                    {
                        let probes = u32::try_from(probes).unwrap_or(u32::MAX);
                        let wait = pacer.policy.delay(probes, self.clock.random());
                        state.held_until = state.held_until.max(now + wait);
                    }
                }
            }
            self.is_in_flight.set(false);
            state.in_flight -= 1;
        }
        pacer.waiting.wake_all();
    }

    fn poll_stopped(&self, context: &Context<'_>) -> Poll<Error> {
        if self.pacer.state.borrow().is_stopped {
            return Poll::Ready(self.stop());
        }
        self.pacer.stopping.set(self.item, context);
        Poll::Pending
    }

    fn credentials_are_good(&self) -> bool {
        self.pacer.state.borrow().credentials_are_good
    }
}

impl<C> Drop for Participant<'_, C> {
    fn drop(&mut self) {
        let Self { pacer, item, .. } = self;
        {
            let mut state = pacer.state.borrow_mut();
            state.in_flight -= usize::from(self.is_in_flight.get());
            // Another item takes over probing.
            if state.prober == Some(*item) {
                state.prober = None;
            }
        }
        pacer.stopping.remove(*item);
        pacer.waiting.remove(*item);
        pacer.waiting.wake_all();
    }
}

/// Whether the error is a documented answer: a refusal of the item.
fn is_documented(error: &Error) -> bool {
    error.status().is_some_and(|status| refusal::is_documented(status, error.api_code()))
}
