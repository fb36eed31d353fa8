//! Which failure deserves another try, and when.

use std::cell::Cell;

use crate::api::Repeat;
use crate::error::Effect;
use crate::error::{Code, Error};
use crate::http::{Clock, whole_ms};

/// How often and how fast to try.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Policy {
    /// Tries in all, from 1.
    pub(crate) attempts: u32,
    /// Upper bound of the first wait, ms.
    pub(crate) min_delay: f64,
    /// Upper bound of any wait, ms.
    pub(crate) max_delay: f64,
}

impl Default for Policy {
    fn default() -> Self {
        Self { attempts: 5, min_delay: 200.0, max_delay: 10_000.0 }
    }
}

impl Policy {
    /// One try.
    pub(crate) const NEVER: Self = Self { attempts: 1, min_delay: 0.0, max_delay: 0.0 };

    /// The wait after so many failures, ms: exponential backoff with full jitter. `random` is in [0, 1).
    ///
    /// Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    pub(crate) fn delay(&self, failures: u32, random: f64) -> f64 {
        let doublings = failures.saturating_sub(1).min(31);
        random * self.max_delay.min(self.min_delay * f64::from(1_u32 << doublings))
    }
}

impl Repeat {
    /// Whether the request deserves another try after `error`.
    pub(crate) fn allows(self, error: &Error) -> bool {
        match self {
            _ if error.is_exhausted() => false,
            Self::Idempotent => error.is_retryable(),
            Self::OnlyRefused => error.status() == Some(429) && error.effect() == Effect::None,
        }
    }

    /// Whether the request may be sent again with another token after the server refused one with `error`.
    pub(super) fn allows_replay(self, error: &Error) -> bool {
        self == Self::Idempotent || error.effect() == Effect::None
    }

    /// What to do after a failure that leaves open whether the change was made.
    pub(super) const fn advice(self) -> &'static str {
        match self {
            Self::Idempotent => " The change may have been made all the same; asking again is safe.",
            Self::OnlyRefused => " It may have been done all the same: look before asking again.",
        }
    }
}

/// The retry quota of a client, so that retries do not turn a partial outage into a full one. Each retry takes its cost. A success
/// gives back the cost of the last retry before it, or a little when there was none.
///
/// Source: the retry quota of the AWS SDKs ("Retry behavior", standard mode).
#[derive(Debug)]
pub(super) struct Quota(Cell<u32>);

/// The quota at first, which is also its maximum.
const FULL: u32 = 500;
/// The cost of a retry, and of a retry after a timeout.
const COST: (u32, u32) = (5, 10);
/// What a success gives that needed no retry.
const REFILL: u32 = 1;

impl Default for Quota {
    fn default() -> Self {
        Self(Cell::new(FULL))
    }
}

impl Quota {
    /// Takes the cost of the retry after `error`; `None` when less than that is left.
    fn take(&self, error: &Error) -> Option<u32> {
        let cost = if error.code() == Code::Timeout { COST.1 } else { COST.0 };
        self.0.set(self.0.get().checked_sub(cost)?);
        Some(cost)
    }

    fn give(&self, amount: u32) {
        self.0.set(FULL.min(self.0.get() + amount));
    }
}

/// The retries of one request.
#[derive(Debug)]
pub(super) struct Retries<'a> {
    policy: &'a Policy,
    quota: &'a Quota,
    repeat: Repeat,
    failures: u32,
    /// The cost of the last retry.
    taken: Option<u32>,
}

impl<'a> Retries<'a> {
    pub(super) const fn new(policy: &'a Policy, quota: &'a Quota, repeat: Repeat) -> Self {
        Self { policy, quota, repeat, failures: 0, taken: None }
    }

    /// The wait before the next try, in ms, after a try that ended in `error`.
    ///
    /// # Errors
    ///
    /// `error`, when it deserves no other try, when the policy allows no more, when the next try would begin beyond `deadline`
    /// (by the monotonic clock, ms), or when the quota is used up.
    pub(super) fn wait_after(&mut self, error: Error, clock: &impl Clock, deadline: f64) -> Result<f64, Error> {
        self.failures += 1;
        if self.failures >= self.policy.attempts || !self.repeat.allows(&error) {
            return Err(error);
        }
        let wait = self.policy.delay(self.failures, clock.random()).max(error.retry_after().unwrap_or(0.0));
        if clock.monotonic() + wait >= deadline {
            if error.retry_after().is_none() {
                return Err(error);
            }
            let asked = format!(" It asks to wait {} ms, which is beyond the deadline.", whole_ms(wait));
            return Err(error.with_words(&asked));
        }
        let Some(taken) = self.quota.take(&error) else {
            let why = " It is not tried again: too many of this client's tries have failed lately.";
            return Err(error.with_words(why));
        };
        self.taken = Some(taken);
        Ok(wait)
    }

    /// Refills the quota after the request has succeeded.
    pub(super) fn succeeded(&self) {
        self.quota.give(self.taken.unwrap_or(REFILL));
    }
}

#[cfg(test)]
#[path = "retry_tests.rs"]
mod tests;
