//! What a batch does with its items.

use futures_util::future::LocalBoxFuture;

use crate::api::Identifier;
use crate::client::{CallHooks, Client, SwitchOptions};
use crate::error::{CallName, Error};

/// What a batch does with an item, and what it makes of the result.
pub(crate) trait Work<T, C> {
    /// What becomes of an item.
    type State;

    /// The name of an item's call in errors.
    fn call_name(&self) -> CallName;

    /// Makes the call of an item.
    fn call<'a>(
        &'a self,
        client: &'a Client<T, C>,
        identifier: &'a Identifier,
        options: &'a SwitchOptions,
        hooks: CallHooks<'a>,
    ) -> LocalBoxFuture<'a, Result<Self::State, Error>>;

    /// What becomes of an item whose call failed.
    fn failed(&self, error: Error) -> Self::State;

    /// What becomes of an item that was never sent.
    fn skipped(&self) -> Self::State;
}
