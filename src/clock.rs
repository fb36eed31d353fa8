//! Time behind a trait, so that tests of policy are instant and exact to the millisecond.

use std::future::Future;

use crate::encode::decimal;

/// Where the client gets its time from.
pub trait Clock {
    /// Milliseconds since the Unix epoch, by the wall clock: it counts on while a laptop sleeps, and may jump.
    fn now(&self) -> f64;

    /// Milliseconds since some moment, by a clock that only goes forward: for waits and limits, which nobody's setting of
    /// the wall clock may change.
    fn monotonic(&self) -> f64;

    /// Completes after `ms` milliseconds; never, for an infinite wait. Dropping it frees its timer.
    fn sleep(&self, ms: f64) -> impl Future<Output = ()>;

    /// A number in [0, 1), for spreading retries; it need not be fit for secrets.
    fn random(&self) -> f64;
}

/// A span of time as whole milliseconds, for messages. (The formatting of floats would double the size of the wasm.)
#[must_use]
pub fn whole(ms: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let ms = ms.ceil() as u64;
    decimal(ms)
}
