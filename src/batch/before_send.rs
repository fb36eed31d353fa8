//! What a caller does before an item is sent.

use futures_util::future::LocalBoxFuture;

use crate::api::Identifier;

/// What a caller does before an item is sent, such as to write it down where a crash does not reach it.
pub trait BeforeSend {
    /// Called before the first try of an item, which waits for it. A failure, in words, ends the batch: the item is not sent, and
    /// neither is any after it.
    fn before_send(&self, identifier: &Identifier) -> LocalBoxFuture<'static, Result<(), String>>;
}

#[cfg(test)]
#[path = "before_send_tests.rs"]
mod tests;
