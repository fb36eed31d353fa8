//! A kind of item, as data.

use std::fmt;

use serde::{Serialize, Serializer};

use super::sentence::Sentences;
use crate::error::CallName;

/// A kind of item that MySafe keeps. Equal kinds have the same [name](Self::name).
///
/// ```
/// use mysafe_wasm::{ItemKind, Passwords};
///
/// assert_eq!(Passwords::KIND.name(), "password");
/// ```
pub struct Kind {
    /// Its public name, in results and reports.
    pub(crate) name: &'static str,
    /// Its name in sentences: `API secret`.
    pub(crate) title: &'static str,
    /// The property of a client that holds its operations. `None` for the kind whose operations are those of the client itself.
    pub(crate) collection: Option<&'static str>,
    /// Path of the collection below the base URL.
    pub(crate) path: &'static str,
    /// Member of an answer that holds the list.
    pub(crate) list_member: &'static str,
    /// Member of an answer that holds one item, of `get`.
    pub(crate) get_member: &'static str,
    /// Member of an answer that holds one item, of `create` and `update`.
    pub(crate) write_member: &'static str,
    /// The texts of an item, beside its identifier.
    pub(crate) fields: &'static [Field],
    /// The texts of an entry of a list by their names on the wire, the identifier first. At most
    /// [`MOST_COLUMNS`](super::summary::MOST_COLUMNS).
    pub(crate) columns: &'static [&'static str],
    /// The filters of a list: the name on the wire and the name in JavaScript.
    pub(crate) filters: &'static [(&'static str, &'static str)],
    /// The documented sentences of success of `activate`.
    pub(crate) activated: Sentences,
    /// The documented sentences of success of `deactivate`.
    pub(crate) deactivated: Sentences,
}

impl Kind {
    /// The kind's public name: `apiSecret`, `password` or `note`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name in errors and events, which name no kind where the operation is one of the client itself.
    pub(crate) const fn mark(&self) -> Option<&'static str> {
        match self.collection {
            Some(_) => Some(self.name),
            None => None,
        }
    }

    /// The name of a call in errors.
    pub(crate) const fn call(&self, operation: &'static str) -> CallName {
        CallName { operation, kind: self.mark(), collection: self.collection }
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Kind {}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

/// One text of an item.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name on the wire.
    pub(crate) wire: &'static str,
    /// Another name on the wire, which some answers have instead.
    pub(crate) alias: Option<&'static str>,
    /// Its name in JavaScript.
    pub(crate) name: &'static str,
    /// Whether a new item needs it.
    pub(crate) is_required: bool,
    /// Whether its value must not be repeated.
    pub(crate) is_secret: bool,
    /// Whether MySafe makes it, so that it cannot be written.
    pub(crate) is_read_only: bool,
    /// The most characters that MySafe takes.
    pub(crate) limit: usize,
    /// The fewest digits. An answer that has the text as a number has lost its leading zeros.
    pub(crate) digits: usize,
}

impl Field {
    pub(crate) const fn new(wire: &'static str, name: &'static str) -> Self {
        Self {
            wire,
            name,
            alias: None,
            is_required: false,
            is_secret: false,
            is_read_only: false,
            limit: usize::MAX,
            digits: 0,
        }
    }

    pub(crate) const fn or(mut self, alias: &'static str) -> Self {
        self.alias = Some(alias);
        self
    }

    pub(crate) const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    pub(crate) const fn secret(mut self) -> Self {
        self.is_secret = true;
        self
    }

    pub(crate) const fn read_only(mut self) -> Self {
        self.is_read_only = true;
        self
    }

    pub(crate) const fn at_most(mut self, characters: usize) -> Self {
        self.limit = characters;
        self
    }

    pub(crate) const fn at_least_digits(mut self, digits: usize) -> Self {
        self.digits = digits;
        self
    }
}
