//! MySafe's documents: requests, answers, and what they mean. Nothing here does I/O, waits, or decides what to do next.
//!
//! Source: the MySafe API documentation, "API secrets", v3-32, v3-33 and v4.

mod action;
mod answer;
mod api_secret;
mod envelope;
mod identifier;
mod item;
mod kind;
mod operation;
pub(crate) mod operations;
pub(crate) mod refusal;
mod summary;
pub(crate) mod token;

pub use action::Action;
pub use identifier::Identifier;
pub use item::{Changes, GroupShare, Item, UserShare};
pub use summary::Summary;

pub(crate) use action::{Reply, reply};
pub(crate) use answer::{Answer, quotable};
pub(crate) use api_secret::API_SECRET;
pub(crate) use envelope::check_success;
pub(crate) use identifier::key_of;
pub(crate) use operation::{Operation, Question, Repeat};

/// Which items to list. A filter that is left out lets all pass.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Items with this tag.
    pub tag: Option<String>,
    /// The item with this code, which its user chose.
    pub identifier_code: Option<String>,
}
