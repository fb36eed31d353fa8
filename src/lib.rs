// What crates.io shows; it is about JavaScript's platform, and so is its example.
#![cfg_attr(target_arch = "wasm32", doc = include_str!("../docs/crate.md"))]
#![cfg_attr(target_arch = "wasm32", doc = "# How it is built")]
//!
//! Switches MySafe API secrets off and on again.
//!
//! MySafe is the vault inside the senhasegura (Segura) privileged-access platform. One kind of entry in it is an
//! *API secret*: a client id and client secret used against some other API. This crate implements
//! "Deactivate or activate an API secret" of its API. It is compiled to WebAssembly and published as the npm package
//! `mysafe-wasm`; everything that the client decides is here, and all of it but the JavaScript edge also compiles
//! natively, where it is tested. Without the feature `npm` there is no edge: an app in Rust has its own.
//!
//! One call goes through the modules in this order: [`client`] waits for older calls on the same item ([`order`]), asks
//! [`token`] for a bearer token and [`secretapi`] for the request, hands it to a [`transport`], and [`envelope`] makes of the
//! answer a result or an [`Error`].

pub mod batch;
pub mod client;
pub mod clock;
pub mod config;
mod date;
pub mod encode;
pub mod envelope;
pub mod error;
pub mod event;
pub mod gate;
pub mod json;
pub mod order;
pub mod record;
pub mod retry;
pub mod room;
pub mod secretapi;
pub mod sensitive;
pub mod shown;
pub mod task;
pub mod token;
pub mod transport;

#[cfg(target_arch = "wasm32")]
pub mod fetch;
#[cfg(target_arch = "wasm32")]
pub mod timers;
#[cfg(target_arch = "wasm32")]
mod wait;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub mod wasm;

#[cfg(test)]
mod fake;

pub use client::{CallOptions, Client, StateChange, SwitchOptions};
pub use config::Options;
pub use error::{Code, Error};
#[cfg(target_arch = "wasm32")]
pub use fetch::Fetch;
pub use secretapi::Identifier;
pub use sensitive::Sensitive;
#[cfg(target_arch = "wasm32")]
pub use timers::Timers;
