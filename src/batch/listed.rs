//! Items that are at hand.

use std::task::{Context, Poll};
use std::vec::IntoIter;

use super::{Item, Source};
use crate::{Error, Identifier};

/// A [`Source`] of identifiers that are all known.
///
/// ```
/// use mysafe_wasm::Identifier;
/// use mysafe_wasm::batch::{Listed, Source};
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
    fn poll_next(&mut self, _: &mut Context<'_>) -> Poll<Result<Option<Item>, Error>> {
        let item = |identifier: Identifier| Item { name: identifier.as_str().to_owned(), identifier: Ok(identifier) };
        Poll::Ready(Ok(self.0.next().map(item)))
    }

    fn total(&self) -> Option<usize> {
        Some(self.0.len())
    }

    fn close(&mut self) {
        self.0 = IntoIter::default();
    }
}
