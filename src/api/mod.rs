//! MySafe's documents: requests, answers, and what they mean. Nothing here does I/O, waits, or decides what to do next.
//!
//! Source: the MySafe API documentation, "API secrets", v3-32, v3-33 and v4.

mod action;
mod answer;
mod api_secret;
mod envelope;
mod filter;
mod identifier;
mod item;
mod kind;
mod operation;
pub(crate) mod operations;
pub(crate) mod refusal;
mod sentence;
mod statement;
mod summary;
pub(crate) mod token;

pub use action::Action;
pub use filter::Filter;
pub use identifier::Identifier;
pub use item::{Changes, Item, Share};
pub use summary::Summary;

pub(crate) use answer::{Answer, quotable};
pub(crate) use api_secret::API_SECRET;
pub(crate) use envelope::check_success;
pub(crate) use identifier::key_of;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use item::ShareTarget;
pub(crate) use operation::{Operation, Repeat, RequestSpec};
pub(crate) use sentence::{Reply, reply};
