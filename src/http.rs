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

mod memory;
mod retry_after;

use std::fmt;
use std::future::Future;
use std::rc::Rc;

use crate::Sensitive;
use crate::text::redact::{Redact, printable};

pub use memory::BodyMemory;
pub use retry_after::retry_after;

/// Longest body read of an answer that is no list: 1 MiB.
pub const BODY_LIMIT: usize = 1 << 20;

/// The HTTP methods in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
}

impl Method {
    /// The method as it stands in a request line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// One HTTP request. A transport adds `Accept: application/json`: without it the gateway answers in other formats.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The absolute URL.
    pub url: String,
    /// Value of the `Authorization` header.
    pub authorization: Option<Rc<Sensitive>>,
    /// A body with its `Content-Type`.
    pub body: Option<(&'static str, Sensitive)>,
    /// Longest body to read of the answer, in bytes.
    pub limit: usize,
}

/// Gives the value of a header by its name in lower case. Headers are read only when an error or an event needs them.
pub type Headers = Rc<dyn Fn(&str) -> Option<String>>;

/// One HTTP answer with its whole body.
#[derive(Clone)]
pub struct Response {
    /// Status code; 0 for a redirect, which a browser hides.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The wait that the header `Retry-After` asks for, ms: see [`retry_after`].
    pub retry_after: Option<f64>,
    /// The body.
    pub body: Vec<u8>,
}

/// An answer without anything in it.
impl Default for Response {
    fn default() -> Self {
        Self { status: 0, headers: Rc::new(|_| None), retry_after: None, body: Vec::new() }
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Response {
    /// The value of a header, fit for a message.
    pub(crate) fn header(&self, name: &str, redact: Redact<'_>) -> Option<String> {
        (self.headers)(name).map(|value| printable(&redact(&value), 128))
    }

    /// The id under which the server logged the request, fit for a message.
    pub(crate) fn request_id(&self, redact: Redact<'_>) -> Option<String> {
        self.header("x-request-id", redact).or_else(|| self.header("x-kong-request-id", redact))
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The connection failed or broke off. Holds the platform's words for it.
    Network(String),
    /// The platform has no `fetch`.
    NoFetch,
    /// The body is longer than the request's limit.
    TooLarge,
    /// The `fetch` in use gave something that is not a response. Says what it gave.
    NotAResponse(&'static str),
}

/// The parts of a URL, as the WHATWG URL Standard (section 6.1) names and normalises them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// Scheme with its colon: `https:`.
    pub protocol: String,
    /// Whether a user name or a password is in it.
    pub has_credentials: bool,
    /// Host with its port, if it has one other than the scheme's own.
    pub host: String,
    /// Host alone.
    pub hostname: String,
    /// Path, beginning with a slash.
    pub pathname: String,
    /// Whether a query or a fragment is in it.
    pub has_query_or_fragment: bool,
}

/// Carries requests: `fetch` in JavaScript, a script in tests.
pub trait Transport {
    /// Sends `request` once, follows no redirect, and reads the whole answer. Reserves `memory` before it copies a part of the
    /// body. Dropping the future cancels the exchange.
    fn send(&self, request: &Request, memory: &BodyMemory) -> impl Future<Output = Result<Response, Failure>>;

    /// Parses a URL by the platform's own parser; `None` when it is not an absolute URL.
    fn locate(&self, url: &str) -> Option<Location>;

    /// Whether a request that is sent once may arrive twice. Some platforms send a request again by themselves when a
    /// connection breaks before the answer begins; an "already" may then be the echo of the same call. `true` where it is not
    /// known.
    fn may_repeat(&self) -> bool {
        true
    }
}

/// Tells the time. A fake clock makes tests of waits instant and exact.
pub trait Clock {
    /// Milliseconds since the Unix epoch by the wall clock. It counts on while a laptop sleeps, and may jump.
    fn now(&self) -> f64;

    /// Milliseconds since some moment by a clock that only goes forward. Waits and limits use it, since a change of the wall
    /// clock must not reach them.
    fn monotonic(&self) -> f64;

    /// Completes after `ms` milliseconds; never, for an infinite wait. Dropping it frees its timer.
    fn sleep(&self, ms: f64) -> impl Future<Output = ()>;

    /// A number in [0, 1) that spreads retries. It need not be fit for secrets.
    fn random(&self) -> f64;
}

/// A span of time for a message, in whole milliseconds.
pub(crate) fn whole_ms(ms: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let whole = ms.ceil() as u64;
    whole
}
