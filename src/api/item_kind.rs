//! The types by which a user of the crate reads and writes the items of one kind.

use super::fields::Fields;
use super::filter::Query;
use super::kind::Kind;
use super::record::Record;
use super::summary::Entry;

/// A kind of item in the types of Rust: `ApiSecrets`, `Passwords` or `Notes`. Other crates cannot add one.
pub trait ItemKind {
    /// One item with the values that it stores.
    type Item: From<Record>;
    /// An entry of a list.
    type Summary: for<'a> From<Entry<'a>>;
    /// A new item.
    type New: Into<Fields>;
    /// Changes of an item: the fields given, and no others.
    type Changes: Into<Fields>;
    /// Which items to list. A filter that is left out lets all pass.
    type Filter: Into<Query>;
    /// The kind.
    const KIND: &'static Kind;
}
