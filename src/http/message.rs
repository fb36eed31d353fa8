//! Requests and answers.

use std::fmt;
use std::rc::Rc;

use crate::sensitive::Sensitive;
use crate::text::redact::{Redact, printable};

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

/// Headers by their names in lower case.
pub type HeaderList = Rc<Vec<(&'static str, String)>>;

/// One HTTP request.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The absolute URL, without a query.
    pub url: String,
    /// The query. A transport encodes it (URL Standard, application/x-www-form-urlencoded).
    pub query: Vec<(&'static str, String)>,
    /// The headers that all requests of a client have. They are set when the request is sent.
    pub headers: HeaderList,
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
    /// The wait that the header `Retry-After` asks for, ms: see [`retry_after`](crate::http::retry_after).
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
