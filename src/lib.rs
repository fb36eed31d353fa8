// What crates.io shows. It is about JavaScript's platform, and so is its example.
#![cfg_attr(target_arch = "wasm32", doc = include_str!("../docs/crate.md"))]
#![cfg_attr(target_arch = "wasm32", doc = "# How it is built")]
//!
//! A client that switches MySafe's items off and on again.
//!
//! MySafe is the vault inside the senhasegura (Segura) privileged-access platform. It keeps API secrets, passwords and notes.
//! This crate implements the operations on them, above all "Deactivate or activate an API secret". It is compiled to WebAssembly and published as the npm package `mysafe-wasm`. Every
//! decision of the client is made here. Everything but the JavaScript edge also compiles natively, where it is tested. Without
//! the feature `npm` the crate has no exports for JavaScript: an app in Rust has its own.
//!
//! The modules form layers, and imports go one way: `js` → `batch` → `client` → `api` → `http`, and below them `error`,
//! `sensitive`, `text` and `wakers`. `web` implements the seams of `http`. docs/ARCHITECTURE.md is the map.

mod api;
mod batch;
mod client;
mod error;
mod http;
mod sensitive;
mod text;
mod wakers;

#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub mod js;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod properties;
#[cfg(test)]
mod testing;

pub use api::token::Placement;
pub use api::{
    Action, ApiSecret, ApiSecretChanges, ApiSecretFilter, ApiSecretSummary, ApiSecrets, Identifier, ItemKind, Kind,
    Match, NewApiSecret, NewNote, NewPassword, Note, NoteChanges, NoteFilter, NoteSummary, Notes, Password,
    PasswordChanges, PasswordFilter, PasswordSummary, Passwords, Permissions, Share, ShareChanges, Shares, Values,
};
pub use batch::{
    BatchItem, BatchOptions, BeforeSend, FindOptions, FindReport, FindResult, FindState, Listed, Outcome, Report,
    Source, State, StateName,
};
pub use client::{
    AccessToken, CallOptions, Client, Event, EventKind, Items, Observer, Options, ProviderError, RetryOptions,
    StateChange, SwitchOptions, Tag, TokenOptions, TokenProvider,
};
pub use error::{Code, Effect, Error};
pub use http::{
    BodyMemory, Clock, Failure, HeaderList, Headers, Location, Method, Request, Response, Transport, retry_after,
};
pub use sensitive::Sensitive;
#[cfg(target_arch = "wasm32")]
pub use web::{Fetch, Timers};
