//! Which failure deserves another try, and when.

use crate::clock::{Clock, whole};
use crate::{Error, encode};

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
    /// Sending it twice may do it twice: again only after 429 and 503, by which the server says that it did nothing.
    OnlyRefused,
}

impl Repeat {
    /// Whether the request deserves another try after `error`.
    #[must_use]
    pub fn allows(self, error: &Error) -> bool {
        match self {
            _ if error.exhausted => false,
            Self::Idempotent => error.retryable,
            Self::OnlyRefused => matches!(error.status, Some(429 | 503)),
        }
    }
}

impl Repeat {
    /// What to do after a failure that leaves open whether the work was done.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Idempotent => " The change may have been made all the same; asking again is safe.",
            Self::OnlyRefused => " It may have been done all the same: look before asking again.",
        }
    }
}

/// The tries of one request: which of its failures deserves another.
#[derive(Debug)]
pub struct Tries<'a> {
    policy: &'a Policy,
    repeat: Repeat,
    failures: u32,
}

impl<'a> Tries<'a> {
    /// Of a request that may be sent again as `repeat` says.
    #[must_use]
    pub const fn new(policy: &'a Policy, repeat: Repeat) -> Self {
        Self { policy, repeat, failures: 0 }
    }

    /// How long to wait, in ms, before the try after the one that has ended in `error`.
    ///
    /// # Errors
    ///
    /// `error`, when it is final, was the last that the policy allows, or the next try would begin beyond `deadline` (by
    /// the clock, ms).
    pub fn wait_after(&mut self, mut error: Error, clock: &impl Clock, deadline: f64) -> Result<f64, Error> {
        self.failures += 1;
        if self.failures >= self.policy.attempts || !self.repeat.allows(&error) {
            return Err(error);
        }
        let wait = self.policy.delay(self.failures, clock.random()).max(error.retry_after.unwrap_or(0.0));
        if clock.now() + wait < deadline {
            return Ok(wait);
        }
        if error.retry_after.is_some() {
            let asked = [" It asks to wait ", &whole(wait), " ms, which is beyond the deadline."];
            error.message.push_str(&asked.concat());
        }
        Err(error)
    }
}

/// The wait, in ms, that a `Retry-After` header asks for: seconds, or a date (RFC 9110 section 10.2.3).
#[must_use]
pub fn retry_after(header: &str, clock: &impl Clock) -> Option<f64> {
    let header = header.trim();
    if let Some(seconds) = encode::whole(header).and_then(|seconds| u32::try_from(seconds).ok()) {
        return Some(f64::from(seconds) * 1000.0);
    }
    // What begins otherwise is no date, whatever a lenient parser makes of it.
    let date = Some(header).filter(|header| header.starts_with(|first: char| first.is_ascii_alphabetic()))?;
    clock.date(date).map(|date| (date - clock.now()).max(0.0))
}

/// What a try that failed has done to the state it was to change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// Nothing: it was not sent, or was turned away before it reached the API.
    #[default]
    NotApplied,
    /// Nobody knows: no answer came, or one that may have been made after the work was done.
    Unknown,
    /// The API itself has answered, and so said what there is to know of earlier tries as well.
    Settled,
}

impl Fate {
    /// Of an answer with this HTTP status that does not come from the API itself.
    #[must_use]
    pub const fn of_status(status: u16) -> Self {
        match status {
            200..=299 | 500 | 502 | 504 => Self::Unknown,
            _ => Self::NotApplied,
        }
    }
}

#[cfg(test)]
mod tests;
