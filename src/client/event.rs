//! Events of a call, for logs and metrics: times and ids, and nothing secret.

use std::rc::Rc;

use serde::{Serialize, Serializer};

use crate::error::Code;

/// Receives each event.
pub type Observer = Rc<dyn Fn(&Event<'_>)>;

/// The request that an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The operation, or `token`.
    pub operation: &'static str,
    /// The kind of item that the operation is about, such as `password`; `None` for API secrets and tokens.
    pub kind: Option<&'static str>,
    /// The identifier that the operation was called with.
    pub identifier: Option<&'a str>,
    /// The number of the try, from 1.
    pub attempt: u32,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EventKind<'a> {
    /// A request is sent.
    Request,
    /// A request was answered, or ended without an answer.
    Response {
        /// HTTP status of the answer.
        status: Option<u16>,
        /// The id under which the server logged the request.
        request_id: Option<&'a str>,
        /// Time from the request to the end of the answer, ms.
        duration: f64,
        /// The failure, when there is no answer.
        code: Option<Code>,
    },
    /// A try failed, and another one follows.
    Retry {
        /// The wait before it, ms.
        delay: f64,
        /// Why the try failed.
        code: Code,
    },
    /// A token was granted.
    Token {
        /// How long it is valid, ms, when the server said so.
        lifetime: Option<f64>,
    },
}

/// One event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event<'a> {
    /// When it happened, in ms since the Unix epoch.
    pub time: f64,
    /// The request that it is about.
    pub tag: Tag<'a>,
    /// What happened.
    pub kind: EventKind<'a>,
}

/// An event as JavaScript has it: one object, without the members that its kind does not have.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Flat<'a> {
    r#type: &'static str,
    time: f64,
    operation: &'static str,
    attempt: u32,
    #[serde(rename = "kind", skip_serializing_if = "Option::is_none")]
    item_kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delay: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lifetime: Option<f64>,
}

impl Serialize for Event<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let &Self { time, tag: Tag { operation, kind: item_kind, identifier, attempt }, kind } = self;
        let event = Flat { time, operation, attempt, item_kind, identifier, ..Flat::default() };
        let event = match kind {
            EventKind::Request => Flat { r#type: "request", ..event },
            EventKind::Response { status, request_id, duration, code } => {
                Flat { r#type: "response", status, request_id, duration: Some(duration), code, ..event }
            }
            EventKind::Retry { delay, code } => Flat { r#type: "retry", delay: Some(delay), code: Some(code), ..event },
            EventKind::Token { lifetime } => Flat { r#type: "token", lifetime, ..event },
        };
        event.serialize(serializer)
    }
}
