//! Paces the tries of a batch: all workers wait together when the server asks for it, a server that is down is asked by one
//! of them at a time, less and less often, and one that stays down ends the batch.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use crate::clock::{Clock, whole};
use crate::retry::{Policy, is_refusal};
use crate::task::{Wakers, race};
use crate::{Code, Error};

/// So many failures in a row, or one for each worker if those are more, mean that the server is down.
const DOWN: usize = 8;

/// What the workers of one batch share.
#[derive(Debug)]
pub struct Gate {
    /// Tries at a time when all is well.
    limit: usize,
    policy: Policy,
    /// Longest that all are held, ms: a server cannot ask for more.
    longest: f64,
    /// How long no documented answer may come before the batch ends, ms.
    outage: f64,
    state: RefCell<State>,
    /// Who waits to pass.
    waiting: RefCell<Wakers>,
}

#[derive(Debug, Default)]
struct State {
    inside: usize,
    /// Tries at a time now.
    allowed: usize,
    /// Nobody passes before this time, by the clock.
    held_until: f64,
    /// 429s in a row.
    limited: u32,
    /// Tries in a row that found no server.
    failures: usize,
    /// While the server is down: the item that looks whether it still is.
    prober: Option<usize>,
    /// Since when no documented answer has come to what was tried.
    unanswered_since: Option<f64>,
    /// Since when there is nothing to try.
    idle_since: Option<f64>,
    /// The last failure without a documented answer.
    last: Option<Error>,
    /// The credentials are known to be good: the API has answered.
    accepted: bool,
    /// Nobody passes any more.
    shut: bool,
    /// Nobody goes on either.
    aborted: bool,
}

/// One item's way through the gate, from its first try to its last.
#[derive(Debug)]
pub struct Turn<'a> {
    gate: &'a Gate,
    item: usize,
    inside: Cell<bool>,
    stopped: Cell<bool>,
}

impl Gate {
    /// Lets `limit` tries through at a time, holds them for `longest` ms at most, and ends after `outage` ms without a
    /// documented answer.
    #[must_use]
    pub fn new(limit: usize, policy: Policy, longest: f64, outage: f64) -> Self {
        let state = RefCell::new(State { allowed: limit, ..State::default() });
        Self { limit, policy, longest, outage, state, waiting: RefCell::default() }
    }

    /// There is nothing to try for now: the source takes its time, which is no outage.
    pub fn idle(&self, clock: &impl Clock) {
        self.state.borrow_mut().idle_since.get_or_insert(clock.monotonic());
    }

    /// Waits until no documented answer has come for too long.
    ///
    /// Gives the error that says so.
    pub async fn outage(&self, clock: &impl Clock) -> Error {
        loop {
            let now = clock.monotonic();
            let since = {
                let state = self.state.borrow();
                state.unanswered_since.filter(|_| state.idle_since.is_none())
            };
            // Looked at again when it could be over at the earliest.
            let left = self.outage - since.map_or(0.0, |since| now - since);
            // Less than the clock can tell is nothing.
            if left < 1.0 {
                return self.out();
            }
            clock.sleep(left).await;
        }
    }

    fn out(&self) -> Error {
        let last = self.state.borrow().last.clone();
        let (code, words) =
            last.map_or((Code::Timeout, String::new()), |last| (last.code, [" Last: ", &last.message].concat()));
        let span = whole(self.outage);
        let message =
            ["no documented answer has come for ", &span, " ms (outage), so that the rest was not sent.", &words];
        let mut error = Error::new(code, message.concat());
        error.retryable = true;
        error
    }

    /// The way through for `item`.
    #[must_use]
    pub const fn turn(&self, item: usize) -> Turn<'_> {
        Turn { gate: self, item, inside: Cell::new(false), stopped: Cell::new(false) }
    }

    /// Lets nobody pass any more; who is inside goes on.
    pub fn shut(&self) {
        self.state.borrow_mut().shut = true;
        Wakers::wake(&self.waiting);
    }

    /// Lets nobody pass any more, and ends what is under way: each item learns of it when it is next polled.
    pub fn abort(&self) {
        self.state.borrow_mut().aborted = true;
        self.shut();
    }

    /// Whether nobody passes any more.
    #[must_use]
    pub fn is_shut(&self) -> bool {
        self.state.borrow().shut
    }

    /// Whether what was under way has been ended.
    #[must_use]
    pub fn is_aborted(&self) -> bool {
        self.state.borrow().aborted
    }
}

impl State {
    /// Whether `item` may make a try, which then begins; `None` when the gate is shut.
    fn pass(&mut self, item: usize, limit: usize, now: f64) -> Option<bool> {
        if self.shut {
            return None;
        }
        let may = if self.failures >= limit.max(DOWN) {
            self.inside == 0 && *self.prober.get_or_insert(item) == item
        } else {
            self.inside < self.allowed
        };
        if may {
            self.inside += 1;
            let idle = self.idle_since.take().map_or(0.0, |since| now - since);
            self.unanswered_since = Some(self.unanswered_since.map_or(now, |since| since + idle));
        }
        Some(may)
    }
}

impl State {
    /// There was a documented answer: the server is there, and takes the credentials.
    fn answered(&mut self, limit: usize, clock: &impl Clock) {
        self.accepted = true;
        self.limited = 0;
        self.failures = 0;
        self.prober = None;
        self.unanswered_since = (self.inside > 1).then(|| clock.monotonic());
        self.allowed = (self.allowed + 1).min(limit);
    }
}

/// How a try ended.
#[derive(Clone, Copy, Debug)]
pub enum Ended<'a> {
    /// With a documented answer of success.
    Answered,
    /// With an answer of success in words that are not documented.
    Odd,
    /// With a token refused, in whose place there will be another.
    Replayed,
    /// With this error.
    Failed(&'a Error),
}

impl Turn<'_> {
    /// Waits until the item may make its next try.
    ///
    /// # Errors
    ///
    /// When the gate is shut.
    pub async fn enter(&self, clock: &impl Clock) -> Result<(), Error> {
        loop {
            let held_until = self.gate.state.borrow().held_until;
            let held = held_until - clock.monotonic();
            let passed = poll_fn(|context| {
                let mut state = self.gate.state.borrow_mut();
                let holds = held > 0.0 && !state.shut;
                if !holds {
                    if state.held_until > held_until {
                        return Poll::Ready(Some(false));
                    }
                    let passed = state.pass(self.item, self.gate.limit, clock.monotonic());
                    if passed != Some(false) {
                        return Poll::Ready(passed);
                    }
                }
                self.gate.waiting.borrow_mut().set(self.item, context);
                Poll::Pending
            });
            let time = if held > 0.0 { held } else { f64::INFINITY };
            let passed = race(pin!(passed), pin!(clock.sleep(time))).await.unwrap_or(Some(false));
            match passed {
                Some(true) => {
                    self.inside.set(true);
                    return Ok(());
                }
                // The time is over, or there is another: look again.
                Some(false) => {}
                None => {
                    self.stopped.set(true);
                    return Err(stopped());
                }
            }
        }
    }

    /// Says how the try ended.
    pub fn leave(&self, clock: &impl Clock, ended: Ended<'_>) {
        {
            let mut state = self.gate.state.borrow_mut();
            match ended {
                Ended::Failed(error) if error.code == Code::RateLimited => {
                    // The tries that were under way together hit the limit together: that counts once.
                    if clock.monotonic() >= state.held_until {
                        state.limited += 1;
                        state.allowed = (state.allowed / 2).max(1);
                    }
                    state.last = Some(error.clone());
                    let wait = error.retry_after.unwrap_or_else(|| self.gate.policy.delay(state.limited, 1.0));
                    state.held_until = state.held_until.max(clock.monotonic() + wait.min(self.gate.longest));
                }
                Ended::Answered => state.answered(self.gate.limit, clock),
                Ended::Failed(error) if is_answer(error) => state.answered(self.gate.limit, clock),
                // Somebody is there, and answers at once: no reason to go slower, and no sign that it is MySafe.
                Ended::Replayed | Ended::Odd => {}
                Ended::Failed(error) if !error.retryable && !error.is_page => state.last = Some(error.clone()),
                Ended::Failed(error) => {
                    state.failures += 1;
                    state.last = Some(error.clone());
                    // Down: the next look comes later than the one before, whoever makes it.
                    if let Some(looks) = (state.failures + 1).checked_sub(self.gate.limit.max(DOWN)).filter(|n| *n > 0)
                    {
                        let wait = self.gate.policy.delay(u32::try_from(looks).unwrap_or(u32::MAX), clock.random());
                        state.held_until = state.held_until.max(clock.monotonic() + wait);
                    }
                }
            }
            self.inside.set(false);
            state.inside -= 1;
        }
        Wakers::wake(&self.gate.waiting);
    }

    /// Whether the batch's credentials are known to be good.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.gate.state.borrow().accepted
    }

    /// Says, once the batch is aborted, that it was.
    #[must_use]
    pub fn aborted(&self) -> Option<Error> {
        self.gate.is_aborted().then(|| {
            self.stopped.set(true);
            stopped()
        })
    }

    /// Whether the gate, and no answer, ended the item.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped.get()
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        {
            let mut state = self.gate.state.borrow_mut();
            state.inside -= usize::from(self.inside.get());
            // The next item takes over looking.
            if state.prober == Some(self.item) {
                state.prober = None;
            }
        }
        self.gate.waiting.borrow_mut().remove(self.item);
        Wakers::wake(&self.gate.waiting);
    }
}

/// Whether it is a documented answer: a refusal of the item.
fn is_answer(error: &Error) -> bool {
    error.status.is_some_and(|status| is_refusal(status, error.api_code))
}

fn stopped() -> Error {
    Error::new(Code::Network, "the batch was stopped before there was an answer.")
}
