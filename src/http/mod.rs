//! HTTP as data, and the two seams to the platform: [`Transport`] and [`Clock`].
//!
//! An app that implements both has a client without JavaScript, for example in a native test:
//!
//! ```
//! use std::future::{Future, pending};
//!
//! use mysafe_wasm::{
//!     BodyMemory, CallOptions, Client, Clock, Code, Failure, Identifier, Location, Options, Request, Response, RetryOptions,
//!     Transport,
//! };
//!
//! /// A network that is down.
//! struct Down;
//!
//! impl Transport for Down {
//!     async fn send(&self, _: &Request, _: &BodyMemory) -> Result<Response, Failure> {
//!         Err(Failure::Network("unplugged".into()))
//!     }
//!
//!     fn locate(&self, _: &str) -> Option<Location> {
//!         let host = String::from("vault.example");
//!         let (protocol, pathname) = ("https:".into(), "/".into());
//!         Some(Location { protocol, hostname: host.clone(), host, pathname, ..Location::default() })
//!     }
//! }
//!
//! /// A clock that stands still.
//! struct Stopped;
//!
//! impl Clock for Stopped {
//!     fn now(&self) -> f64 {
//!         0.0
//!     }
//!     fn monotonic(&self) -> f64 {
//!         0.0
//!     }
//!     fn sleep(&self, _: f64) -> impl Future<Output = ()> {
//!         pending()
//!     }
//!     fn random(&self) -> f64 {
//!         0.0
//!     }
//! }
//!
//! # fn main() -> Result<(), mysafe_wasm::Error> {
//! let options = Options {
//!     base_url: "https://vault.example".into(),
//!     access_token: Some(String::from("token").into()),
//!     retry: RetryOptions { never: true, ..RetryOptions::default() },
//!     ..Options::default()
//! };
//! let client = Client::new(options, Down, Stopped, None)?;
//! let call = async { client.deactivate(&Identifier::new("43")?, CallOptions::default()).await };
//! let error = futures::executor::block_on(call).unwrap_err();
//! assert_eq!((error.code(), error.attempts()), (Code::Network, 1));
//! assert!(error.message().contains("unplugged"));
//! # Ok(())
//! # }
//! ```

mod clock;
mod memory;
mod message;
mod retry_after;
mod transport;

pub use clock::Clock;
pub use memory::BodyMemory;
pub use message::{Failure, HeaderList, Headers, Location, Method, Request, Response};
pub use retry_after::retry_after;
pub use transport::Transport;

pub(crate) use clock::whole_ms;
pub(crate) use message::BODY_LIMIT;
