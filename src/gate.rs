//! Paces the tries of a batch: all workers wait together when the server asks for it, and a server that is down is
//! asked by one of them at a time.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use crate::clock::Clock;
use crate::retry::Policy;
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
    /// Lets `limit` tries through at a time, and holds them for `longest` ms at most.
    #[must_use]
    pub fn new(limit: usize, policy: Policy, longest: f64) -> Self {
        let state = RefCell::new(State { allowed: limit, ..State::default() });
        Self { limit, policy, longest, state, waiting: RefCell::default() }
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
    fn pass(&mut self, item: usize, limit: usize) -> Option<bool> {
        if self.shut {
            return None;
        }
        let may = if self.failures >= limit.max(DOWN) {
            self.inside == 0 && *self.prober.get_or_insert(item) == item
        } else {
            self.inside < self.allowed
        };
        self.inside += usize::from(may);
        Some(may)
    }
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
                    let passed = state.pass(self.item, self.gate.limit);
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

    /// Says how the try ended: whether with an answer to it, or with a token refused that will be renewed; or how it
    /// failed.
    pub fn leave(&self, clock: &impl Clock, ended: Result<bool, &Error>) {
        {
            let mut state = self.gate.state.borrow_mut();
            match ended {
                Err(error) if error.code == Code::RateLimited => {
                    // The tries that were under way together hit the limit together: that counts once.
                    if clock.monotonic() >= state.held_until {
                        state.limited += 1;
                        state.allowed = (state.allowed / 2).max(1);
                    }
                    let wait = error.retry_after.unwrap_or_else(|| self.gate.policy.delay(state.limited, 1.0));
                    state.held_until = state.held_until.max(clock.monotonic() + wait.min(self.gate.longest));
                }
                Ok(false) => {}
                Err(error) if error.code == Code::Unauthorized => {}
                Err(error) if error.retryable => state.failures += 1,
                _ => {
                    state.accepted = true;
                    state.limited = 0;
                    state.failures = 0;
                    state.prober = None;
                    state.allowed = (state.allowed + 1).min(self.gate.limit);
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

fn stopped() -> Error {
    Error::new(Code::Network, "the batch was stopped before there was an answer.")
}
