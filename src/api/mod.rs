//! MySafe's documents: requests, answers, and what they mean. Nothing here does I/O, waits, or decides what to do next.
//!
//! Source: the MySafe API documentation, v3-32, v3-33 and v4.

mod action;
mod answer;
mod api_secret;
mod envelope;
mod fields;
mod filter;
mod identifier;
mod item_kind;
mod kind;
#[cfg(any(test, all(target_arch = "wasm32", feature = "npm")))]
mod kinds;
mod note;
mod operation;
pub(crate) mod operations;
mod password;
mod record;
pub(crate) mod refusal;
mod sentence;
mod share;
mod statement;
mod summary;
pub(crate) mod token;
mod values;

pub use action::Action;
pub use api_secret::{ApiSecret, ApiSecretChanges, ApiSecretFilter, ApiSecretSummary, ApiSecrets, NewApiSecret};
pub use identifier::Identifier;
pub use item_kind::ItemKind;
pub use kind::Kind;
pub use note::{NewNote, Note, NoteChanges, NoteFilter, NoteSummary, Notes};
pub use password::{NewPassword, Password, PasswordChanges, PasswordFilter, PasswordSummary, Passwords};
pub use share::{Share, ShareChanges, Shares};
pub use summary::Permissions;
pub use values::{Match, Values};

pub(crate) use answer::{Answer, quotable};
pub(crate) use envelope::check_success;
#[cfg(any(test, all(target_arch = "wasm32", feature = "npm")))]
pub(crate) use fields::Fields;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use filter::Query;
pub(crate) use identifier::key_of;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use kinds::kind_of;
pub(crate) use operation::{Operation, Repeat, RequestSpec};
pub(crate) use sentence::{Reply, reply};
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use share::ShareTarget;
