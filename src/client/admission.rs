//! The seam through which a batch paces the tries of its items.

use std::fmt;
use std::task::{Context, Poll};

use futures_util::future::LocalBoxFuture;

use crate::error::Error;

/// Admits the tries of one item of a batch.
pub(crate) trait Admission {
    /// Waits until the item may make its next try.
    ///
    /// # Errors
    ///
    /// When the batch admits no more tries.
    fn admit(&self) -> LocalBoxFuture<'_, Result<(), Error>>;

    /// Reports how an admitted try ended.
    fn report(&self, outcome: AttemptOutcome<'_>);

    /// Ready once the batch has ended and the item has to stop.
    fn poll_stopped(&self, context: &Context<'_>) -> Poll<Error>;

    /// Whether another item has shown that the credentials are good.
    fn credentials_are_good(&self) -> bool;
}

/// How a try ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AttemptOutcome<'a> {
    /// With a documented answer of success.
    Success,
    /// With an answer of success that has no documented sentence.
    Undocumented,
    /// With a refused token, which another one replaces.
    TokenRefused,
    /// With this error.
    Failed(&'a Error),
}

/// The hooks of a call.
#[derive(Clone, Copy, Default)]
pub(crate) struct CallHooks<'a> {
    /// Admits each try, when the call is an item of a batch.
    pub(crate) admission: Option<&'a dyn Admission>,
    /// Receives the number of each try, from 1, before it is sent, of an operation whose tries are noted. A look at the state is
    /// none.
    pub(crate) on_send: Option<&'a dyn Fn(u32)>,
}

impl fmt::Debug for CallHooks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallHooks").finish_non_exhaustive()
    }
}
