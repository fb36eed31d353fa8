//! A client whose server answers every call with the same bytes, whatever they are.

use std::cell::Cell;
use std::future::{Future, pending};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use mysafe_wasm::{
    BodyMemory, CallOptions, Client, Clock, Error, Failure, Identifier, Location, Options, Request, Response,
    RetryOptions, StateChange, Transport,
};

/// Answers each request with a copy of the same answer.
struct Hostile {
    status: u16,
    body: Vec<u8>,
    requests: Rc<Cell<u32>>,
}

impl Transport for Hostile {
    async fn send(&self, _: &Request, _: &BodyMemory) -> Result<Response, Failure> {
        self.requests.set(self.requests.get() + 1);
        Ok(Response {
            status: self.status,
            headers: Rc::new(|_| Some("application/json; charset=utf-8".into())),
            retry_after: None,
            body: self.body.clone(),
        })
    }

    fn locate(&self, _: &str) -> Option<Location> {
        let host = String::from("vault.example");
        let (protocol, pathname) = ("https:".into(), "/".into());
        Some(Location { protocol, hostname: host.clone(), host, pathname, ..Location::default() })
    }
}

/// A clock that stands still: no limit is ever reached.
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> f64 {
        0.0
    }

    fn monotonic(&self) -> f64 {
        0.0
    }

    fn sleep(&self, _: f64) -> impl Future<Output = ()> {
        pending()
    }

    fn random(&self) -> f64 {
        0.0
    }
}

/// An input is two bytes of HTTP status and the body. Returns the status, and what `deactivate` makes of the answer; `None` for an
/// input that is too short.
pub fn deactivate(input: &[u8]) -> Option<(u16, Result<StateChange, Error>)> {
    let [high, low, body @ ..] = input else { return None };
    let status = u16::from_be_bytes([*high, *low]) % 1000;
    let requests = Rc::new(Cell::new(0));
    let transport = Hostile { status, body: body.to_vec(), requests: requests.clone() };
    let options = Options {
        base_url: "https://vault.example".into(),
        access_token: Some(String::from("token").into()),
        retry: RetryOptions { never: true, ..RetryOptions::default() },
        ..Options::default()
    };
    let client = Client::new(options, transport, Stopped, None).ok()?;
    let identifier = Identifier::new("43").ok()?;
    let mut call = pin!(client.deactivate(&identifier, CallOptions::default()));
    match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some((status, result)),
        // Nothing can make it wait: every answer is there at once.
        Poll::Pending => None,
    }
}

/// Panics when the result of `deactivate` claims what an answer of this status does not say.
pub fn check(status: u16, result: &Result<StateChange, Error>) {
    match result {
        Ok(change) => {
            assert_eq!(status, 200, "a success under HTTP {status}");
            assert!(change.message.chars().count() <= 301, "a server's message without a limit");
        }
        Err(error) => {
            assert!(error.message().chars().count() < 1000, "a server's message without a limit");
            assert!(error.request_id().is_none_or(|id| id.chars().count() <= 129));
        }
    }
}
