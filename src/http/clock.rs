//! The seam to time.

use std::future::Future;

/// Tells the time. A fake clock makes tests of waits instant and exact.
pub trait Clock {
    /// Milliseconds since the Unix epoch by the wall clock. It counts on while a laptop sleeps, and may jump.
    fn now(&self) -> f64;

    /// Milliseconds since some moment by a clock that only goes forward. Waits and limits use it, since a change of the wall
    /// clock must not reach them.
    fn monotonic(&self) -> f64;

    /// Completes after `ms` milliseconds; never, for an infinite wait. Dropping it frees its timer.
    fn sleep(&self, ms: f64) -> impl Future<Output = ()>;

    /// A number in [0, 1) that spreads retries. It need not be fit for secrets.
    fn random(&self) -> f64;
}

/// A span of time for a message, in whole milliseconds.
pub(crate) fn whole_ms(ms: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let whole = ms.ceil() as u64;
    whole
}
