//! One request with its time limit and its events, and the wait before the next.

use std::fmt;
use std::pin::pin;

use futures_util::future::{Either, select};

use super::event::{Event, EventKind, Observer, Tag};
use super::retry::{Quota, Retries};
use crate::error::Effect;
use crate::error::{Code, Error};
use crate::http::{BodyMemory, Clock, Failure, HeaderList, Request, Response, Transport, whole_ms};
use crate::text::redact::{Redact, printable};

/// A limit of time and the option that sets it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    /// The option's name.
    pub(super) name: &'static str,
    /// The option's value, ms.
    pub(super) set: f64,
    /// What is left of it, ms.
    pub(super) left: f64,
}

impl Limit {
    /// The error of running into the limit. `what` did not happen in time.
    pub(super) fn exceeded(&self, what: &str) -> Error {
        Error::new(Code::Timeout, format!("{what} within {} ms ({}).", whole_ms(self.set), self.name))
    }
}

/// The platform and the state that all requests of a client share.
pub(super) struct Environment<T, C> {
    pub(super) transport: T,
    pub(super) clock: C,
    pub(super) observer: Option<Observer>,
    pub(super) quota: Quota,
    /// The headers of every request.
    pub(super) headers: HeaderList,
}

impl<T, C> fmt::Debug for Environment<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}

impl<T: Transport, C: Clock> Environment<T, C> {
    /// Sends an event to the observer.
    pub(super) fn emit(&self, tag: &Tag<'_>, kind: EventKind<'_>) {
        if let Some(observer) = &self.observer {
            observer(&Event { time: self.clock.now(), tag: *tag, kind });
        }
    }

    /// Waits before the next try, after a try that ended in `error`. Emits an event before.
    ///
    /// # Errors
    ///
    /// See [`Retries::wait_after`].
    pub(super) async fn wait_to_retry(
        &self,
        retries: &mut Retries<'_>,
        error: Error,
        deadline: f64,
        tag: &Tag<'_>,
    ) -> Result<(), Error> {
        let code = error.code();
        let delay = retries.wait_after(error, &self.clock, deadline)?;
        self.emit(tag, EventKind::Retry { delay, code });
        self.clock.sleep(delay).await;
        Ok(())
    }

    /// Sends `request` once and waits for the whole answer, at most for `limit`. The wait for memory does not count.
    ///
    /// # Errors
    ///
    /// `NETWORK`, `TIMEOUT`, or `INVALID_RESPONSE` for a redirect, a body that is too long, or something that is no answer.
    pub(super) async fn exchange(
        &self,
        request: &Request,
        memory: &BodyMemory,
        limit: &Limit,
        tag: &Tag<'_>,
        redact: Redact<'_>,
    ) -> Result<Box<Response>, Error> {
        let began = self.clock.monotonic();
        self.emit(tag, EventKind::Request);
        let answer = pin!(self.transport.send(request, memory));
        let alarm = pin!(self.alarm(limit.left, memory));
        let result = match select(answer, alarm).await {
            Either::Left((Ok(response), _)) => reject_redirect(Box::new(response), redact),
            Either::Left((Err(failure), _)) => Err(describe(&failure, request, redact)),
            Either::Right(((), _)) => Err(limit.exceeded("no answer").with_effect(Effect::Possible)),
        };
        if self.observer.is_some() {
            let (status, request_id) = match &result {
                // The headers of an answer that grants a token may repeat the token.
                Ok(response) if tag.operation == "token" => (Some(response.status), None),
                Ok(response) => (Some(response.status), response.request_id(redact)),
                Err(error) => (error.status(), error.request_id().map(ToOwned::to_owned)),
            };
            let (request_id, duration) = (request_id.as_deref(), self.clock.monotonic() - began);
            let code = result.as_ref().err().map(Error::code);
            self.emit(tag, EventKind::Response { status, request_id, duration, code });
        }
        result
    }

    /// Sleeps for `ms` and for as long as the answer waited for memory.
    async fn alarm(&self, ms: f64, memory: &BodyMemory) {
        let (mut slept, mut left) = (0.0, ms);
        while left > 0.0 {
            self.clock.sleep(left).await;
            slept += left;
            left = ms + memory.waited(&self.clock) - slept;
        }
    }
}

fn reject_redirect(response: Box<Response>, redact: Redact<'_>) -> Result<Box<Response>, Error> {
    if !matches!(response.status, 0 | 300..=399) {
        return Ok(response);
    }
    let error = Error::new(
        Code::InvalidResponse,
        "the server answered with a redirect, which is not followed because it could carry the credentials elsewhere. \
         Give the address that it leads to as baseUrl.",
    );
    Err(error
        .with_status(Some(response.status).filter(|&status| status != 0))
        .with_effect(Effect::Possible)
        .with_request_id(response.request_id(redact)))
}

/// The error of a request without an answer.
fn describe(failure: &Failure, request: &Request, redact: Redact<'_>) -> Error {
    let address = &request.url;
    let (code, message) = match failure {
        Failure::Network(words) => (
            Code::Network,
            format!(
                "no answer from {address} ({}). Check the address and the network; in a browser, a server that sends no \
                 CORS headers for this page looks the same.",
                printable(&redact(words), 200)
            ),
        ),
        Failure::NoFetch => {
            let message = "there is no `fetch` here: give one as the option `fetch`, or set a global one. Jest's jsdom has \
                           none: jest-fixed-jsdom does.";
            // Nothing was sent.
            return Error::invalid_argument(message);
        }
        Failure::TooLarge => (Code::InvalidResponse, format!("the answer is longer than {} bytes.", request.limit)),
        Failure::NotAResponse(what) => {
            (Code::InvalidResponse, format!("the fetch in use gave {what}, not a Response."))
        }
    };
    Error::new(code, message).with_effect(Effect::Possible)
}
