//! The platform behind the seams of [`http`](crate::http): `fetch`, timers and promises of JavaScript.

mod fetch;
mod promise;
mod timers;
mod value;

pub use fetch::Fetch;
pub use timers::Timers;

#[cfg(feature = "npm")]
pub(crate) use {
    fetch::AbortOnDrop,
    promise::Completion,
    value::{Step, error_words, property},
};
