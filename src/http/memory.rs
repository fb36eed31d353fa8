//! Memory for the bodies of answers. WebAssembly has 4 GiB at most and traps beyond. The bodies of all clients together
//! therefore hold at most 64 MiB, and reading waits while there is no room.
//!
//! The oldest body never waits, so that reading always goes on. Lists have a pool of their own: a short answer, which says
//! that a secret is off, must not wait for another call's long list.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use super::clock::Clock;
use super::message::BODY_LIMIT;
use crate::wakers::Wakers;

/// Capacity for lists beside the oldest, which may have 32 MiB.
const LISTS: usize = 16 << 20;
/// Capacity for other answers beside the oldest, which may have 1 MiB.
const ANSWERS: usize = 15 << 20;

thread_local! {
    static POOLS: [Rc<Pool>; 2] = [LISTS, ANSWERS].map(|capacity| Rc::new(Pool { capacity, ..Pool::default() }));
}

#[derive(Debug, Default)]
struct Pool {
    /// What the bodies beside the oldest may hold together, in bytes.
    capacity: usize,
    next_number: Cell<usize>,
    /// The number and size of each body that is being read, the oldest first.
    bodies: RefCell<Vec<(usize, usize)>>,
    waiting: Wakers,
}

/// The memory that the body of one answer holds. Dropping it gives the memory back.
#[derive(Debug)]
pub struct BodyMemory {
    pool: Rc<Pool>,
    number: usize,
    /// Time spent waiting for memory so far, ms, without the wait that goes on.
    waited: Cell<f64>,
    /// When the wait that goes on began, by the monotonic clock, ms.
    waiting_since: Cell<Option<f64>>,
}

impl BodyMemory {
    /// For the answer to a request whose body is read to `limit` bytes. Holds nothing yet.
    pub(crate) fn new(limit: usize) -> Self {
        let pool = POOLS.with(|[lists, answers]| if limit > BODY_LIMIT { lists } else { answers }.clone());
        Self::in_pool(pool)
    }

    fn in_pool(pool: Rc<Pool>) -> Self {
        let number = pool.next_number.replace(pool.next_number.get().wrapping_add(1));
        Self { pool, number, waited: Cell::default(), waiting_since: Cell::default() }
    }

    /// Time spent waiting for memory, ms. It is not the server's, so a limit on the server's time must not count it.
    pub(crate) fn waited(&self, clock: &impl Clock) -> f64 {
        let now = self.waiting_since.get().map_or(0.0, |since| (clock.monotonic() - since).max(0.0));
        self.waited.get() + now
    }

    /// Reserves `bytes` more; waits until the pool has them.
    pub async fn reserve(&self, bytes: usize, clock: &impl Clock) {
        if self.try_reserve(bytes) {
            return;
        }
        self.waiting_since.set(Some(clock.monotonic()));
        poll_fn(|context| {
            if self.try_reserve(bytes) {
                return Poll::Ready(());
            }
            self.pool.waiting.set(self.number, context);
            Poll::Pending
        })
        .await;
        self.waited.set(self.waited(clock));
        self.waiting_since.set(None);
    }

    fn try_reserve(&self, bytes: usize) -> bool {
        let mut bodies = self.pool.bodies.borrow_mut();
        if !bodies.iter().any(|(number, _)| *number == self.number) {
            bodies.push((self.number, 0));
        }
        let [oldest, others @ ..] = bodies.as_mut_slice() else { return false };
        if oldest.0 == self.number {
            oldest.1 += bytes;
            return true;
        }
        let held: usize = others.iter().map(|(_, size)| size).sum();
        let fits = held.saturating_add(bytes) <= self.pool.capacity;
        let mine = others.iter_mut().find(|(number, _)| *number == self.number);
        if let Some((_, size)) = mine.filter(|_| fits) {
            *size += bytes;
        }
        fits
    }
}

impl Drop for BodyMemory {
    fn drop(&mut self) {
        self.pool.bodies.borrow_mut().retain(|(number, _)| *number != self.number);
        self.pool.waiting.remove(self.number);
        self.pool.waiting.wake_all();
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;
    use crate::testing::FakeClock;

    fn bodies(capacity: usize) -> [BodyMemory; 3] {
        let pool = Rc::new(Pool { capacity, ..Pool::default() });
        [(); 3].map(|()| BodyMemory::in_pool(pool.clone()))
    }

    #[test]
    fn the_oldest_body_never_waits_and_the_others_share_the_capacity() {
        let clock = FakeClock::default();
        let [oldest, second, third] = bodies(100);
        let has = |body: &BodyMemory, bytes| body.reserve(bytes, &clock).now_or_never().is_some();
        assert!(has(&oldest, 1000) && has(&second, 60) && has(&third, 40));
        assert!(has(&oldest, 1000) && !has(&second, 1) && !has(&third, 1));
        drop(oldest);
        // The second is the oldest now: what it holds counts no more.
        assert!(has(&third, 60) && !has(&third, 1) && has(&second, 1000));
        drop((second, third));
    }

    #[test]
    fn freed_memory_goes_to_a_waiting_body_whose_wait_is_measured() {
        let clock = FakeClock::default();
        let [oldest, second, third] = bodies(100);
        let take = |body: &BodyMemory, bytes| body.reserve(bytes, &clock).now_or_never().is_some();
        assert!(take(&oldest, 1) && take(&second, 100));
        let mut waiting = Box::pin(third.reserve(50, &clock));
        assert!((&mut waiting).now_or_never().is_none());
        clock.pass(70.0);
        assert!((third.waited(&clock) - 70.0).abs() < f64::EPSILON);
        drop(second);
        assert!((&mut waiting).now_or_never().is_some());
        drop(waiting);
        clock.pass(30.0);
        assert!((third.waited(&clock) - 70.0).abs() < f64::EPSILON && oldest.waited(&clock).abs() < f64::EPSILON);
    }

    #[test]
    fn lists_and_other_answers_have_pools_of_their_own() {
        let clock = FakeClock::default();
        let [first_list, list] = [(); 2].map(|()| BodyMemory::new(32 << 20));
        let [first, answer] = [(); 2].map(|()| BodyMemory::new(BODY_LIMIT));
        let has = |body: &BodyMemory, bytes| body.reserve(bytes, &clock).now_or_never().is_some();
        assert!(has(&first_list, 32 << 20) && has(&list, 16 << 20) && !has(&list, 1));
        assert!(has(&first, BODY_LIMIT) && has(&answer, 15 << 20) && !has(&answer, 1));
    }
}
