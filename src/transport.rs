//! The seam between what the client decides and how bytes travel.
//!
//! Whoever brings a [`Transport`] and a [`Clock`] has a client without JavaScript, such as in a native test:
//!
//! ```
//! use std::future::{Future, pending};
//!
//! use mysafe_wasm::clock::Clock;
//! use mysafe_wasm::config::Retry;
//! use mysafe_wasm::room::Hold;
//! use mysafe_wasm::transport::{Failure, Location, Request, Response, Transport};
//! use mysafe_wasm::{CallOptions, Client, Code, Identifier, Options};
//!
//! /// A MySafe that is never there.
//! struct Down;
//!
//! impl Transport for Down {
//!     async fn send(&self, _: &Request, _: &Hold) -> Result<Response, Failure> {
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
//! /// A clock that has stopped.
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
//!     retry: Retry { never: true, ..Retry::default() },
//!     ..Options::default()
//! };
//! let client = Client::new(options, Down, Stopped, None)?;
//! let call = async { client.deactivate(&Identifier::new("43")?, CallOptions::default()).await };
//! let error = futures::executor::block_on(call).unwrap_err();
//! assert_eq!((error.code, error.attempts), (Code::Network, 1));
//! assert!(error.message.contains("unplugged"));
//! # Ok(())
//! # }
//! ```

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;

use crate::clock::{Clock, whole};
use crate::encode::decimal;
use crate::envelope::Redact;
use crate::error::printable;
use crate::event::{Event, Kind, Observer, Tag};
use crate::retry::{Effect, Quota, Tries};
use crate::room::Hold;
use crate::sensitive::cut;
use crate::task::race;
use crate::{Code, Error, Sensitive};

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

/// One HTTP request. `Accept: application/json` goes with each: without it the gateway answers in other formats.
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

/// Gives the value of a header by its name in lower case.
pub type Headers = Rc<dyn Fn(&str) -> Option<String>>;

/// One HTTP answer, its body read whole.
#[derive(Clone)]
pub struct Response {
    /// Status code; 0 for a redirect that a browser hides.
    pub status: u16,
    /// Its headers, of which nobody asks when all is well.
    pub headers: Headers,
    /// The wait that the `Retry-After` header asks for, ms: see [`retry_after`](crate::retry::retry_after).
    pub retry_after: Option<f64>,
    /// The body, as bytes.
    pub body: Vec<u8>,
}

/// An answer with nothing in it.
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
    /// The value of a header, made fit to be shown.
    #[must_use]
    pub fn header(&self, name: &str, redact: Redact<'_>) -> Option<String> {
        (self.headers)(name).map(|value| printable(&redact(&value), 128))
    }

    /// The id under which the server logged the request, made fit to be shown.
    #[must_use]
    pub fn request_id(&self, redact: Redact<'_>) -> Option<String> {
        self.header("x-request-id", redact).or_else(|| self.header("x-kong-request-id", redact))
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No connection, no answer, or one that broke off; with the platform's words for it.
    Network(String),
    /// There is nothing to send it with.
    NoFetch,
    /// The body is longer than the request's limit.
    TooLarge,
    /// What came back from the `fetch` in use is no HTTP answer; with what it is.
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

/// Carries requests. In JavaScript this is `fetch`; in tests, a script.
pub trait Transport {
    /// Sends `request` once, follows no redirect, and reads the answer, taking room for its body before it is copied.
    /// Dropping the future abandons the exchange.
    fn send(&self, request: &Request, room: &Hold) -> impl Future<Output = Result<Response, Failure>>;

    /// Takes a URL apart by the platform's own parser; `None` when it is not an absolute URL.
    fn locate(&self, url: &str) -> Option<Location>;

    /// Whether a request may arrive more than once, although it is sent once. Some platforms send a request again by
    /// themselves when a connection breaks before the answer begins. `true` where it is not known: an "already" may then
    /// be the echo of the same call.
    fn may_repeat(&self) -> bool {
        true
    }
}

/// Longest time for something, and the name of the option that says so.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The option's name.
    pub name: &'static str,
    /// What it is set to, ms.
    pub set: f64,
    /// What of it is left, ms.
    pub left: f64,
}

impl Limit {
    /// The error of running into it, without an answer to a request.
    #[must_use]
    pub fn passed(self, what: &str) -> Error {
        Error::new(Code::Timeout, [what, " within ", &whole(self.set), " ms (", self.name, ")."].concat())
    }
}

/// What a client works with: the transport, the clock, and who is told of what happens.
pub struct Host<T, C> {
    /// Carries the requests.
    pub transport: T,
    /// Tells the time.
    pub clock: C,
    /// Is told of each event.
    pub observer: Option<Observer>,
    /// What its retries draw on.
    pub quota: Quota,
}

impl<T, C> fmt::Debug for Host<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host").finish_non_exhaustive()
    }
}

impl<T: Transport, C: Clock> Host<T, C> {
    /// Tells the observer of an event.
    pub fn tell(&self, tag: Tag<'_>, kind: Kind<'_>) {
        if let Some(observer) = &self.observer {
            observer(&Event { time: self.clock.now(), tag, kind });
        }
    }

    /// Waits for the next try after the one that has ended in `error`, and tells so before.
    ///
    /// # Errors
    ///
    /// See [`Tries::wait_after`].
    pub async fn pause(&self, tries: &mut Tries<'_>, error: Error, deadline: f64, tag: Tag<'_>) -> Result<(), Error> {
        let code = error.code;
        let delay = tries.wait_after(error, &self.clock, deadline)?;
        self.tell(tag, Kind::Retry { delay, code });
        self.clock.sleep(delay).await;
        Ok(())
    }

    /// Sends `request` once and waits at most `limit` for the whole answer; waiting for room to read it in does not count.
    ///
    /// # Errors
    ///
    /// `NETWORK`, `TIMEOUT`, or `INVALID_RESPONSE` for a redirect, an endless body or what is no answer. `redact` takes
    /// out of the platform's words what must not be repeated.
    pub async fn exchange(
        &self,
        request: &Request,
        room: &Hold,
        limit: Limit,
        tag: Tag<'_>,
        redact: Redact<'_>,
    ) -> Result<Box<Response>, Error> {
        let began = self.clock.monotonic();
        self.tell(tag, Kind::Request);
        let answer = pin!(self.transport.send(request, room));
        let alarm = pin!(async {
            self.clock.sleep(limit.left).await;
            let mut given = 0.0;
            loop {
                let more = room.waited(&self.clock) - given;
                if more <= 0.0 {
                    break;
                }
                given += more;
                self.clock.sleep(more).await;
            }
        });
        let result = match race(answer, alarm).await {
            Ok(Ok(response)) => checked(Box::new(response), redact),
            Ok(Err(failure)) => Err(describe(&failure, request, redact)),
            Err(()) => {
                let mut error = limit.passed("no answer");
                error.effect = Effect::Possible;
                Err(error)
            }
        };
        if self.observer.is_some() {
            let (status, request_id) = match &result {
                // What an answer with a new token says is not yet known to be secret.
                Ok(response) if tag.operation == "token" => (Some(response.status), None),
                Ok(response) => (Some(response.status), response.request_id(redact)),
                Err(error) => (error.status, error.request_id.clone()),
            };
            let (request_id, duration) = (request_id.as_deref(), self.clock.monotonic() - began);
            let code = result.as_ref().err().map(|error| error.code);
            self.tell(tag, Kind::Response { status, request_id, duration, code });
        }
        result
    }
}

/// Refuses a redirect.
fn checked(response: Box<Response>, redact: Redact<'_>) -> Result<Box<Response>, Error> {
    if !matches!(response.status, 0 | 300..=399) {
        return Ok(response);
    }
    let mut error = Error::new(
        Code::InvalidResponse,
        "the server answered with a redirect, which is not followed because it could carry the credentials elsewhere. \
         Give the address that it leads to as baseUrl.",
    );
    error.status = Some(response.status).filter(|&status| status != 0);
    error.effect = Effect::Possible;
    error.request_id = response.request_id(redact);
    Err(error)
}

fn describe(failure: &Failure, request: &Request, redact: Redact<'_>) -> Error {
    let address = cut(&request.url, b'?').0;
    let mut error = match failure {
        Failure::Network(words) => {
            let words = printable(&redact(words), 200);
            Error::new(
                Code::Network,
                [
                    "no answer from ",
                    address,
                    " (",
                    &words,
                    "). Check the address and the network; in a browser, a server that sends no CORS headers for this \
                     page looks the same.",
                ]
                .concat(),
            )
        }
        Failure::NoFetch => {
            return Error::new(
                Code::InvalidArgument,
                "there is no `fetch` here: give one as the option `fetch`, or set a global one. Jest's jsdom has none: \
                 jest-fixed-jsdom does.",
            );
        }
        Failure::TooLarge => {
            let limit = decimal(request.limit as u64);
            Error::new(Code::InvalidResponse, ["the answer is longer than ", &limit, " bytes."].concat())
        }
        Failure::NotAResponse(what) => {
            Error::new(Code::InvalidResponse, ["the fetch in use gave ", what, ", not a Response."].concat())
        }
    };
    error.effect = Effect::Possible;
    error
}
