//! One call: from its options to its result.

mod admission;
mod call;
mod call_options;
#[expect(clippy::module_inception, reason = "the module is named after its type")]
mod client;
mod event;
mod exchange;
mod items;
mod options;
mod order;
mod retry;
mod session;
mod state_change;
mod switch;
mod token;

pub use call_options::{CallOptions, SwitchOptions};
pub use client::Client;
pub use event::{Event, EventKind, Observer, Tag};
pub use items::Items;
pub use options::{AccessToken, Options, ProviderError, RetryOptions, TokenOptions, TokenProvider};
pub use state_change::StateChange;

pub(crate) use admission::{Admission, AttemptOutcome, CallHooks};
pub(crate) use retry::Policy;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use token::closed;
