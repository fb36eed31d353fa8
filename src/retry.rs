//! Which failure deserves another try, and when.

use std::cell::Cell;

use crate::clock::{Clock, whole};
use crate::sensitive::{cut, position};
use crate::{Code, Error, date, encode};

/// How often and how fast to try.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// Tries in all, from 1.
    pub attempts: u32,
    /// Upper bound of the first wait, ms.
    pub min_delay: f64,
    /// Upper bound of any wait, ms.
    pub max_delay: f64,
}

impl Default for Policy {
    fn default() -> Self {
        Self { attempts: 5, min_delay: 200.0, max_delay: 10_000.0 }
    }
}

impl Policy {
    /// One try and no more.
    pub const NEVER: Self = Self { attempts: 1, min_delay: 0.0, max_delay: 0.0 };

    /// How long to wait after so many failures, ms: exponential backoff with full jitter, `random` being in [0, 1).
    ///
    /// Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    #[must_use]
    pub fn delay(&self, failures: u32, random: f64) -> f64 {
        let doublings = failures.saturating_sub(1).min(31);
        random * self.max_delay.min(self.min_delay * f64::from(1_u32 << doublings))
    }
}

/// Which requests may be sent again after an answer that never came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Sending it twice does what sending it once does (RFC 9110 section 9.2.2).
    Idempotent,
    /// Sending it twice may do it twice: again only after a 429, by which the server says that it did nothing. (A 503 does
    /// not say so: Envoy answers with it when the upstream breaks off after the request was sent.)
    OnlyRefused,
}

impl Repeat {
    /// Whether the request deserves another try after `error`.
    #[must_use]
    pub fn allows(self, error: &Error) -> bool {
        match self {
            _ if error.exhausted => false,
            Self::Idempotent => error.retryable,
            Self::OnlyRefused => error.status == Some(429) && error.effect == Effect::None,
        }
    }
}

impl Repeat {
    /// Whether the request may be sent again with another token, after one was refused with `error`.
    #[must_use]
    pub fn allows_replay(self, error: &Error) -> bool {
        self == Self::Idempotent || error.effect == Effect::None
    }

    /// What to do after a failure that leaves open whether the work was done.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Idempotent => " The change may have been made all the same; asking again is safe.",
            Self::OnlyRefused => " It may have been done all the same: look before asking again.",
        }
    }
}

/// What the retries of a client draw on, so that half an outage is not made a whole one: each takes its cost, and a
/// success gives back what the last retry before it took, or a little of its own.
///
/// Source: the retry quota of the AWS SDKs ("Retry behavior", standard mode).
#[derive(Debug)]
pub struct Quota(Cell<u32>);

/// What is there at first, and at most.
const FULL: u32 = 500;
/// What a retry costs, and one after no answer came in time.
const COST: (u32, u32) = (5, 10);
/// What a success gives that needed no retry.
const REFILL: u32 = 1;

impl Default for Quota {
    fn default() -> Self {
        Self(Cell::new(FULL))
    }
}

impl Quota {
    /// Takes the cost of the retry after `error`, if there is as much.
    fn take(&self, error: &Error) -> Option<u32> {
        let cost = if error.code == Code::Timeout { COST.1 } else { COST.0 };
        self.0.set(self.0.get().checked_sub(cost)?);
        Some(cost)
    }

    fn give(&self, amount: u32) {
        self.0.set(FULL.min(self.0.get() + amount));
    }
}

/// The tries of one request: which of its failures deserves another.
#[derive(Debug)]
pub struct Tries<'a> {
    policy: &'a Policy,
    quota: &'a Quota,
    repeat: Repeat,
    failures: u32,
    /// What the last retry has taken of the quota.
    taken: Option<u32>,
}

impl<'a> Tries<'a> {
    /// Of a request that may be sent again as `repeat` says.
    #[must_use]
    pub const fn new(policy: &'a Policy, quota: &'a Quota, repeat: Repeat) -> Self {
        Self { policy, quota, repeat, failures: 0, taken: None }
    }

    /// How long to wait, in ms, before the try after the one that has ended in `error`.
    ///
    /// # Errors
    ///
    /// `error`, when it is final, was the last that the policy allows, when the next try would begin beyond `deadline` (by
    /// the monotonic clock, ms), or when the quota is used up.
    pub fn wait_after(&mut self, mut error: Error, clock: &impl Clock, deadline: f64) -> Result<f64, Error> {
        self.failures += 1;
        if self.failures >= self.policy.attempts || !self.repeat.allows(&error) {
            return Err(error);
        }
        let wait = self.policy.delay(self.failures, clock.random()).max(error.retry_after.unwrap_or(0.0));
        if clock.monotonic() + wait >= deadline {
            if error.retry_after.is_some() {
                let asked = [" It asks to wait ", &whole(wait), " ms, which is beyond the deadline."];
                error.message.push_str(&asked.concat());
            }
            return Err(error);
        }
        let Some(taken) = self.quota.take(&error) else {
            error.message.push_str(" It is not tried again: too many of this client's tries have failed lately.");
            return Err(error);
        };
        self.taken = Some(taken);
        Ok(wait)
    }

    /// The request has succeeded.
    pub fn succeeded(&self) {
        self.quota.give(self.taken.unwrap_or(REFILL));
    }
}

/// The wait, in ms, that a `Retry-After` header asks for (RFC 9110 section 10.2.3): seconds, with a fraction too, or an HTTP
/// date in any of its three forms. A date is compared to the answer's own `date`, if it has one: the client's clock may be
/// wrong.
#[must_use]
pub fn retry_after(header: &str, date: Option<&str>, clock: &impl Clock) -> Option<f64> {
    // A header that was sent twice arrives as one, with a comma between: the longer wait is the safer.
    let mut longest = 0.0_f64;
    let mut rest = Some(header);
    while let Some(values) = rest {
        let (value, others) = cut(values, b',');
        rest = others;
        match seconds(value.trim()) {
            Some(wait) => longest = longest.max(wait),
            None => return until(header, date, clock),
        }
    }
    Some(longest)
}

fn until(header: &str, date: Option<&str>, clock: &impl Clock) -> Option<f64> {
    let end = position(header, "GMT,").map_or(header.len(), |at| at + 3);
    let time = date::parse(header.get(..end)?.trim())?;
    let now = date.and_then(date::parse).unwrap_or_else(|| clock.now());
    Some((time - now).max(0.0))
}

/// So many seconds, in milliseconds.
fn seconds(text: &str) -> Option<f64> {
    let (seconds, fraction) = cut(text, b'.');
    let fraction = fraction.unwrap_or_default();
    let seconds = u32::try_from(encode::whole(seconds)?).ok()?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().map(|digit| u32::from(digit - b'0'));
    let thousandths: u32 = [100, 10, 1].into_iter().zip(digits).map(|(worth, digit)| worth * digit).sum();
    Some(f64::from(seconds) * 1000.0 + f64::from(thousandths))
}

/// What a try that did not succeed may have done to the state that it was to change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Effect {
    /// Certainly nothing: it was not sent, or was answered with a refusal of the list in [`Effect::of_answer`].
    #[default]
    None,
    /// Perhaps the work: there was no answer, or one that can follow the work.
    Possible,
}

impl Effect {
    /// The effect of a try with this HTTP status, MySafe's own code, and whether its body states a code of 500 or more.
    ///
    /// The list is closed: whatever is not on it can follow the work. A 503 comes from proxies that lost the upstream
    /// after the request was sent, a 408 from those that lost patience, a 524 while the origin still works.
    #[must_use]
    pub const fn of_answer(status: u16, api_code: Option<u32>, states_failure: bool) -> Self {
        let refused =
            is_refusal(status, api_code) || matches!(status, 401 | 403 | 404 | 405 | 413 | 414 | 415 | 429 | 431);
        if refused && !states_failure { Self::None } else { Self::Possible }
    }
}

/// Whether an answer is a refusal that MySafe documents: one of its codes under a status of 400 to 499.
#[must_use]
pub const fn is_refusal(status: u16, api_code: Option<u32>) -> bool {
    matches!((status, api_code), (400..=499, Some(1001 | 1005 | 1006 | 1009 | 1010)))
}

#[cfg(test)]
mod tests;
