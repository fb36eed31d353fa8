//! The result of `activate` and `deactivate`.

use serde::Serialize;

use crate::api::Kind;

/// The result of a successful `activate` or `deactivate`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the fields are public API")]
pub struct StateChange {
    /// The kind of item.
    pub kind: &'static Kind,
    /// The identifier that the call was given.
    pub identifier: String,
    /// The state that the item is in now.
    pub active: bool,
    /// Whether this call changed the state.
    pub changed: bool,
    /// Whether `changed` is known. It is not known when an "already" may be the echo of this very call.
    pub certain: bool,
    /// Whether a look has shown the state, besides the server's message.
    pub verified: bool,
    /// The server's message.
    pub message: String,
    /// HTTP status of the answer.
    pub status: u16,
    /// How often the operation was sent. Looks do not count.
    pub attempts: u32,
}
