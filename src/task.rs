//! Futures side by side on one thread: what little of it the client needs, at a fraction of the wasm of crates for it.

use std::cell::RefCell;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// A future on the heap, of a type that does not show.
pub type Boxed<'a, R> = Pin<Box<dyn Future<Output = R> + 'a>>;

/// Waits for `one` or `other`, whichever is first; for `one` when both are.
///
/// # Errors
///
/// What `other` gives.
pub fn race<'a, A, B>(
    mut one: Pin<&'a mut dyn Future<Output = A>>,
    mut other: Pin<&'a mut dyn Future<Output = B>>,
) -> impl Future<Output = Result<A, B>> {
    poll_fn(move |context| match one.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Ok(result)),
        Poll::Pending => other.as_mut().poll(context).map(Err),
    })
}

/// Wakers by number. There are never many.
#[derive(Debug, Default)]
pub struct Wakers(Vec<(usize, Waker)>);

impl Wakers {
    /// Keeps the waker of `context` for `number`.
    pub fn set(&mut self, number: usize, context: &Context<'_>) {
        match self.0.iter_mut().find(|(other, _)| *other == number) {
            Some((_, waker)) => waker.clone_from(context.waker()),
            None => self.0.push((number, context.waker().clone())),
        }
    }

    /// Forgets `number`.
    pub fn remove(&mut self, number: usize) {
        self.0.retain(|(other, _)| *other != number);
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Wakes all, and forgets them. Whoever is woken may come back at once, so `wakers` is free by then.
    pub fn wake(wakers: &RefCell<Self>) {
        let woken = std::mem::take(&mut wakers.borrow_mut().0);
        for (_, waker) in woken {
            waker.wake();
        }
    }
}

/// One piece of work that many wait for. It goes on for as long as any of them does.
pub struct Shared<R>(RefCell<Progress<R>>);

struct Progress<R> {
    work: Result<R, Boxed<'static, R>>,
    waiting: Vec<Waker>,
}

impl<R> fmt::Debug for Shared<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}

impl<R: Clone> Shared<R> {
    /// Work to wait for.
    #[must_use]
    pub fn new(work: Boxed<'static, R>) -> Rc<Self> {
        Rc::new(Self(RefCell::new(Progress { work: Err(work), waiting: Vec::new() })))
    }

    /// Waits for what comes of it.
    pub async fn wait(self: Rc<Self>) -> R {
        // Only the last of those who wait is told by the work itself: when one is gone, the others take over.
        struct Place<'a, R>(&'a Shared<R>);
        impl<R> Drop for Place<'_, R> {
            fn drop(&mut self) {
                self.0.0.borrow_mut().wake();
            }
        }
        let place = Place(&self);
        poll_fn(|context| {
            let mut progress = place.0.0.borrow_mut();
            if let Err(work) = &mut progress.work {
                let polled = work.as_mut().poll(context);
                if !progress.waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                    progress.waiting.push(context.waker().clone());
                }
                if let Poll::Ready(result) = polled {
                    progress.work = Ok(result);
                    // In the order in which they came, this one too.
                    progress.wake();
                }
                return Poll::Pending;
            }
            progress.work.as_ref().map_or(Poll::Pending, |result| Poll::Ready(result.clone()))
        })
        .await
    }
}

impl<R> Progress<R> {
    fn wake(&mut self) {
        self.waiting.drain(..).for_each(Waker::wake);
    }
}

/// Futures polled side by side, each only when it has been woken.
#[derive(Default)]
pub struct Running<'a>(Vec<(Arc<Alarm>, Boxed<'a, ()>)>);

impl fmt::Debug for Running<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running").finish_non_exhaustive()
    }
}

/// Wakes the task that polls all of them, and says which of them it is for.
struct Alarm {
    rung: AtomicBool,
    task: Waker,
}

impl Alarm {
    fn new(context: &Context<'_>) -> Arc<Self> {
        Arc::new(Self { rung: AtomicBool::new(true), task: context.waker().clone() })
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.rung.store(true, Ordering::Relaxed);
        self.task.wake_by_ref();
    }
}

impl<'a> Running<'a> {
    /// How many are under way.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Has `future` run with the others.
    pub fn add(&mut self, future: Boxed<'a, ()>, context: &Context<'_>) {
        self.0.push((Alarm::new(context), future));
    }

    /// Has each of them polled the next time.
    pub fn wake(&self) {
        self.0.iter().for_each(|(alarm, _)| alarm.rung.store(true, Ordering::Relaxed));
    }

    /// Polls those that have been woken. Says whether any has come to its end.
    pub fn poll(&mut self, context: &Context<'_>) -> bool {
        let before = self.len();
        self.0.retain_mut(|(alarm, future)| {
            if !alarm.task.will_wake(context.waker()) {
                *alarm = Alarm::new(context);
            }
            if !alarm.rung.swap(false, Ordering::Relaxed) {
                return true;
            }
            let waker = alarm.clone().into();
            future.as_mut().poll(&mut Context::from_waker(&waker)).is_pending()
        });
        self.len() < before
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::pending;
    use std::pin::pin;

    use futures::FutureExt;
    use futures::channel::oneshot;
    use futures::executor::LocalPool;
    use futures::task::LocalSpawnExt;

    use super::*;

    #[test]
    fn the_first_of_two_wins_and_the_one_when_both_are_ready() {
        assert_eq!(race(pin!(async { 1 }), pin!(async { 2 })).now_or_never(), Some(Ok(1)));
        assert_eq!(race(pin!(pending::<()>()), pin!(async { 2 })).now_or_never(), Some(Err(2)));
        assert_eq!(race(pin!(pending::<()>()), pin!(pending::<()>())).now_or_never(), None);
    }

    #[test]
    fn shared_work_goes_on_for_those_who_still_wait() {
        let (sender, receiver) = oneshot::channel::<u32>();
        let shared = Shared::new(Box::pin(async move { receiver.await.unwrap() }));
        let mut pool = LocalPool::new();
        let [first, second] = [(); 2].map(|()| pool.spawner().spawn_local_with_handle(shared.clone().wait()).unwrap());
        let last = pool.spawner().spawn_local_with_handle(shared.clone().wait()).unwrap();
        pool.run_until_stalled();
        // The last was the one whom the work would wake.
        drop(last);
        pool.run_until_stalled();
        sender.send(7).unwrap();
        pool.run_until_stalled();
        assert_eq!([first, second].map(FutureExt::now_or_never), [Some(7), Some(7)]);
    }

    #[test]
    fn of_those_that_run_side_by_side_only_the_woken_are_polled() {
        let polls = [(); 2].map(|()| Rc::<Cell<u32>>::default());
        let (senders, receivers): (Vec<_>, Vec<_>) = (0..2).map(|_| oneshot::channel::<()>()).unzip();
        let work = receivers.into_iter().zip(polls.clone()).map(|(mut receiver, polls)| {
            poll_fn(move |context| {
                polls.set(polls.get() + 1);
                Pin::new(&mut receiver).poll(context).map(drop)
            })
        });
        let mut work: Vec<_> = work.collect();
        let mut running = Running::default();
        let mut pool = LocalPool::new();
        let all = poll_fn(move |context| {
            for one in work.drain(..) {
                running.add(Box::pin(one), context);
            }
            running.poll(context);
            if running.is_empty() { Poll::Ready(()) } else { Poll::Pending }
        });
        let all = pool.spawner().spawn_local_with_handle(all).unwrap();
        for sender in senders {
            pool.run_until_stalled();
            sender.send(()).unwrap();
        }
        pool.run_until_stalled();
        assert_eq!(all.now_or_never(), Some(()));
        assert_eq!(polls.map(|polls| polls.get()), [2, 2]);
    }
}
