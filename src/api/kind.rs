//! What distinguishes one kind of item from another, as data.

use super::sentence::Sentences;

/// A kind of item that MySafe keeps.
#[derive(Debug)]
pub(crate) struct Kind {
    /// Its name in messages, with a capital letter where it has one: `API secret`.
    pub(crate) title: &'static str,
    /// Path of the collection below the base URL.
    pub(crate) path: &'static str,
    /// Member of an answer that holds the list.
    pub(crate) list_member: &'static str,
    /// Member of an answer that holds one item, of `get`.
    pub(crate) get_member: &'static str,
    /// Member of an answer that holds one item, of `create` and `update`.
    pub(crate) write_member: &'static str,
    /// The texts that an item consists of.
    pub(crate) fields: &'static [Field],
    /// The documented sentences of success of `activate`.
    pub(crate) activated: Sentences,
    /// The documented sentences of success of `deactivate`.
    pub(crate) deactivated: Sentences,
}

/// One text of an item.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name on the wire.
    pub(crate) wire: &'static str,
    /// Its name in JavaScript.
    pub(crate) name: &'static str,
    /// Whether a new item needs it.
    pub(crate) is_required: bool,
    /// Whether its value must not be repeated.
    pub(crate) is_secret: bool,
}

impl Field {
    pub(crate) const fn new(wire: &'static str, name: &'static str) -> Self {
        Self { wire, name, is_required: false, is_secret: false }
    }

    pub(crate) const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    pub(crate) const fn secret(mut self) -> Self {
        self.is_secret = true;
        self
    }
}
