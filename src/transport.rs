//! The seam between what the client decides and how bytes travel.

use std::future::Future;
use std::pin::pin;

use futures_util::future::{Either, select};

use crate::clock::{Clock, whole};
use crate::envelope::Redact;
use crate::error::printable;
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
}

impl Method {
    /// The method as it stands in a request line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
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
    pub authorization: Option<Sensitive>,
    /// A body with its `Content-Type`.
    pub body: Option<(&'static str, Sensitive)>,
    /// Longest body to read of the answer, in bytes.
    pub limit: usize,
}

/// One HTTP answer, its body read whole.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// Status code; 0 for a redirect that a browser hides.
    pub status: u16,
    /// Value of the `Content-Type` header.
    pub content_type: Option<String>,
    /// Value of `x-request-id`, or else of `x-kong-request-id`.
    pub request_id: Option<String>,
    /// The body, as bytes.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No connection, no answer, or one that broke off; with the platform's words for it.
    Network(String),
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
    /// Sends `request` once, follows no redirect, and reads the answer. Dropping the future abandons the exchange.
    fn send(&self, request: &Request) -> impl Future<Output = Result<Response, Failure>>;

    /// Takes a URL apart by the platform's own parser; `None` when it is not an absolute URL.
    fn locate(&self, url: &str) -> Option<Location>;
}

/// Sends `request` once and waits at most `timeout` ms for the whole answer.
///
/// # Errors
///
/// `NETWORK`, `TIMEOUT`, or `INVALID_RESPONSE` for a redirect, an endless body or what is no answer. `redact` takes
/// out of the platform's words what must not be repeated.
pub async fn exchange(
    transport: &impl Transport,
    clock: &impl Clock,
    request: &Request,
    timeout: f64,
    redact: Redact<'_>,
) -> Result<Response, Error> {
    let answer = pin!(transport.send(request));
    let alarm = pin!(clock.sleep(timeout));
    match select(answer, alarm).await {
        Either::Left((Ok(response), _)) => checked(response, redact),
        Either::Left((Err(failure), _)) => Err(describe(&failure, request, redact)),
        Either::Right(_) => {
            Err(Error::new(Code::Timeout, ["no answer within ", &whole(timeout), " ms (timeout)."].concat()))
        }
    }
}

/// Refuses a redirect, and makes what errors repeat of an answer's headers fit for it.
fn checked(mut response: Response, redact: Redact<'_>) -> Result<Response, Error> {
    let clean = |text: String| printable(&redact(&text), 128);
    response.request_id = response.request_id.map(clean);
    response.content_type = response.content_type.map(clean);
    if !matches!(response.status, 0 | 300..=399) {
        return Ok(response);
    }
    let mut error = Error::new(
        Code::InvalidResponse,
        "the server answered with a redirect, which is not followed because it could carry the credentials elsewhere. \
         Give the address that it leads to as baseUrl.",
    );
    error.status = Some(response.status).filter(|&status| status != 0);
    error.request_id = response.request_id;
    Err(error)
}

fn describe(failure: &Failure, request: &Request, redact: Redact<'_>) -> Error {
    let address = request.url.split('?').next().unwrap_or_default();
    match failure {
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
        Failure::TooLarge => {
            let limit = request.limit.to_string();
            Error::new(Code::InvalidResponse, ["the answer is longer than ", &limit, " bytes."].concat())
        }
        Failure::NotAResponse(what) => {
            Error::new(Code::InvalidResponse, ["the fetch in use gave ", what, ", not a Response."].concat())
        }
    }
}
