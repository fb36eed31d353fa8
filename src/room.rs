//! The room in memory that the bodies of answers share. WebAssembly has 4 GiB at most, and traps beyond: so no more than
//! 64 MiB of bodies are held at once, of all clients together, and reading waits when there is no room.
//!
//! The oldest body never waits, so that reading always goes on. Lists have a room of their own: an answer of a few bytes,
//! which says that a secret is off, does not wait for somebody's long list.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use crate::clock::Clock;
use crate::task::Wakers;
use crate::transport::BODY_LIMIT;

/// What bodies behind the oldest hold together: with lists, whose oldest has up to 32 MiB.
const LISTS: usize = 16 << 20;
/// The same of all other answers, whose oldest has up to 1 MiB.
const ANSWERS: usize = 15 << 20;

thread_local! {
    static ROOMS: [Rc<Room>; 2] = [LISTS, ANSWERS].map(|capacity| Rc::new(Room { capacity, ..Room::default() }));
}

#[derive(Debug, Default)]
struct Room {
    /// What bodies behind the oldest may hold together, in bytes.
    capacity: usize,
    /// How many bodies there have been.
    numbered: Cell<usize>,
    /// The number and size of each body that is being read, the oldest first.
    bodies: RefCell<Vec<(usize, usize)>>,
    waiting: RefCell<Wakers>,
}

/// The room that the body of one answer takes, given back when it is dropped.
#[derive(Debug)]
pub struct Hold {
    room: Rc<Room>,
    number: usize,
    /// For how long it has waited for room, ms, but for the wait that goes on.
    waited: Cell<f64>,
    /// Since when it waits now, by the clock, ms.
    waits_since: Cell<Option<f64>>,
}

impl Hold {
    /// For the answer to a request whose body is read to `limit` bytes. Takes no room yet.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        let room = ROOMS.with(|[lists, answers]| if limit > BODY_LIMIT { lists } else { answers }.clone());
        Self::in_room(room)
    }

    fn in_room(room: Rc<Room>) -> Self {
        let number = room.numbered.replace(room.numbered.get().wrapping_add(1));
        Self { room, number, waited: Cell::default(), waits_since: Cell::default() }
    }

    /// For how long it has waited for room, ms: that is not the server's time.
    #[must_use]
    pub fn waited(&self, clock: &impl Clock) -> f64 {
        let now = self.waits_since.get().map_or(0.0, |since| (clock.monotonic() - since).max(0.0));
        self.waited.get() + now
    }

    /// Takes room for so many bytes more, and waits until there is.
    pub async fn take(&self, bytes: usize, clock: &impl Clock) {
        if self.try_take(bytes) {
            return;
        }
        self.waits_since.set(Some(clock.monotonic()));
        poll_fn(|context| {
            if self.try_take(bytes) {
                return Poll::Ready(());
            }
            self.room.waiting.borrow_mut().set(self.number, context);
            Poll::Pending
        })
        .await;
        self.waited.set(self.waited(clock));
        self.waits_since.set(None);
    }

    fn try_take(&self, bytes: usize) -> bool {
        let mut bodies = self.room.bodies.borrow_mut();
        if !bodies.iter().any(|(number, _)| *number == self.number) {
            bodies.push((self.number, 0));
        }
        let [oldest, others @ ..] = bodies.as_mut_slice() else { return false };
        if oldest.0 == self.number {
            oldest.1 += bytes;
            return true;
        }
        let held: usize = others.iter().map(|(_, size)| size).sum();
        let mine = others.iter_mut().find(|(number, _)| *number == self.number);
        let fits = held.saturating_add(bytes) <= self.room.capacity;
        if let Some((_, size)) = mine.filter(|_| fits) {
            *size += bytes;
        }
        fits
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.room.bodies.borrow_mut().retain(|(number, _)| *number != self.number);
        self.room.waiting.borrow_mut().remove(self.number);
        Wakers::wake(&self.room.waiting);
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;
    use crate::fake::FakeClock;

    fn holds(capacity: usize) -> [Hold; 3] {
        let room = Rc::new(Room { capacity, ..Room::default() });
        [(); 3].map(|()| Hold::in_room(room.clone()))
    }

    #[test]
    fn the_oldest_body_never_waits_and_the_others_share_what_there_is() {
        let clock = FakeClock::default();
        let [oldest, second, third] = holds(100);
        let has = |hold: &Hold, bytes| hold.take(bytes, &clock).now_or_never().is_some();
        assert!(has(&oldest, 1000) && has(&second, 60) && has(&third, 40));
        assert!(has(&oldest, 1000) && !has(&second, 1) && !has(&third, 1));
        drop(oldest);
        // The second is the oldest now: what it has counts no more.
        assert!(has(&third, 60) && !has(&third, 1) && has(&second, 1000));
        drop((second, third));
    }

    #[test]
    fn room_that_is_given_back_goes_to_whoever_waits_and_the_wait_is_told() {
        let clock = FakeClock::default();
        let [oldest, second, third] = holds(100);
        let take = |hold: &Hold, bytes| hold.take(bytes, &clock).now_or_never().is_some();
        assert!(take(&oldest, 1) && take(&second, 100));
        let mut waiting = Box::pin(third.take(50, &clock));
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
    fn lists_and_other_answers_do_not_wait_for_each_other() {
        let clock = FakeClock::default();
        let [first_list, list] = [(); 2].map(|()| Hold::new(32 << 20));
        let [first, answer] = [(); 2].map(|()| Hold::new(BODY_LIMIT));
        let has = |hold: &Hold, bytes| hold.take(bytes, &clock).now_or_never().is_some();
        assert!(has(&first_list, 32 << 20) && has(&list, 16 << 20) && !has(&list, 1));
        assert!(has(&first, BODY_LIMIT) && has(&answer, 15 << 20) && !has(&answer, 1));
    }
}
