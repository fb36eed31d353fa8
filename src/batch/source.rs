//! Where a batch gets its items from.

use std::task::{Context, Poll};
use std::vec::IntoIter;

use crate::api::Identifier;
use crate::error::Error;

/// Gives a batch its items, one at a time and only as they are needed.
pub trait Source {
    /// The next item; `None` after the last.
    ///
    /// # Errors
    ///
    /// What kept the source from going on. The batch then ends with its outcomes so far.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<BatchItem>, Error>>;

    /// How many items there are in all, when that is known. Such a source is read to its end, however the batch ends.
    fn total(&self) -> Option<usize>;

    /// Ends the source: the batch wants no more items.
    fn close(&mut self);
}

/// One item of a batch.
#[derive(Clone, Debug)]
pub struct BatchItem {
    /// The item's name in its outcome.
    pub name: String,
    /// The identifier, or the problem with it.
    pub identifier: Result<Identifier, Error>,
}

/// A [`Source`] of identifiers that are all known.
///
/// ```
/// use mysafe_wasm::{Identifier, Listed, Source};
///
/// let leaked = ["43", "44"].map(Identifier::new).into_iter().collect::<Result<Vec<_>, _>>()?;
/// assert_eq!(Listed::from(leaked).total(), Some(2));
/// # Ok::<(), mysafe_wasm::Error>(())
/// ```
#[derive(Debug)]
pub struct Listed(IntoIter<Identifier>);

impl From<Vec<Identifier>> for Listed {
    fn from(identifiers: Vec<Identifier>) -> Self {
        Self(identifiers.into_iter())
    }
}

impl Source for Listed {
    fn poll_next(&mut self, _: &mut Context<'_>) -> Poll<Result<Option<BatchItem>, Error>> {
        let item =
            |identifier: Identifier| BatchItem { name: identifier.as_str().to_owned(), identifier: Ok(identifier) };
        Poll::Ready(Ok(self.0.next().map(item)))
    }

    fn total(&self) -> Option<usize> {
        Some(self.0.len())
    }

    fn close(&mut self) {
        self.0 = IntoIter::default();
    }
}
