//! The order of the calls that change one item: one after another, as they were made. The retry of an older call could
//! otherwise undo a younger one.

use std::cell::RefCell;
use std::future::poll_fn;
use std::task::Poll;

use crate::api::{Identifier, Kind};
use crate::wakers::Wakers;

/// The calls of one client that change an item, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Order {
    calls: RefCell<Vec<Entry>>,
    waiting: Wakers,
}

#[derive(Debug)]
struct Entry {
    call: usize,
    /// The kind's name, and the identifier's [key](Identifier::key).
    item: (&'static str, String),
}

/// A call's place in the [`Order`]. Dropping it lets the next call go.
#[derive(Debug)]
pub(super) struct Place<'a> {
    order: &'a Order,
    call: usize,
}

impl Order {
    /// Enters `call` behind the earlier calls on `item`. Items of two kinds may have the same identifier.
    pub(super) fn enter(&self, call: usize, (kind, identifier): (&Kind, &Identifier)) -> Place<'_> {
        let item = (kind.name(), identifier.key().to_owned());
        self.calls.borrow_mut().push(Entry { call, item });
        Place { order: self, call }
    }

    /// Whether no older call on the same item is left.
    fn is_first(&self, call: usize) -> bool {
        let calls = self.calls.borrow();
        let mine = calls.iter().find(|entry| entry.call == call);
        mine.is_none_or(|mine| {
            calls.iter().find(|entry| entry.item == mine.item).is_some_and(|first| first.call == call)
        })
    }
}

impl Place<'_> {
    /// Whether no older call on the same item is left.
    pub(super) fn is_first(&self) -> bool {
        self.order.is_first(self.call)
    }

    /// Waits until no older call on the same item is left.
    pub(super) async fn first(&self) {
        poll_fn(|context| {
            if self.is_first() {
                return Poll::Ready(());
            }
            self.order.waiting.set(self.call, context);
            Poll::Pending
        })
        .await;
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.order.calls.borrow_mut().retain(|entry| entry.call != self.call);
        self.order.waiting.remove(self.call);
        self.order.waiting.wake_all();
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;
    use crate::api::{ApiSecrets, ItemKind, Passwords};

    #[test]
    fn calls_on_one_item_run_one_after_another_and_calls_on_other_items_do_not_wait() {
        let order = Order::default();
        let [secret, password] = [ApiSecrets::KIND, Passwords::KIND];
        let [id, same_id, other_id] = ["43", "043", "44"].map(|text| Identifier::new(text).unwrap());
        let oldest = order.enter(1, (secret, &id));
        let other = order.enter(2, (secret, &other_id));
        let other_kind = order.enter(5, (password, &id));
        let given_up = order.enter(3, (secret, &same_id));
        let youngest = order.enter(4, (secret, &id));
        assert!(oldest.is_first() && other.is_first() && other_kind.is_first() && !youngest.is_first());
        assert_eq!(youngest.first().now_or_never(), None);
        drop(given_up);
        assert_eq!(youngest.first().now_or_never(), None);
        drop(oldest);
        assert_eq!(youngest.first().now_or_never(), Some(()));
        drop((other, other_kind, youngest));
        assert!(order.calls.borrow().is_empty() && order.waiting.is_empty());
    }
}
