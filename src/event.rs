//! What happens during a call, for those who watch: times and ids, and nothing secret.

use std::rc::Rc;

use crate::Code;
use crate::shown::{Parts, Put, Value, put_number, put_text};

/// Is told of each event.
pub type Observer = Rc<dyn Fn(&Event<'_>)>;

/// Which request an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The operation, or `token`.
    pub operation: &'static str,
    /// The identifier that the operation was asked for.
    pub identifier: Option<&'a str>,
    /// Which try it is, from 1.
    pub attempt: u32,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind<'a> {
    /// A request is sent.
    Request,
    /// It was answered, or ended without an answer.
    Response {
        /// HTTP status, of an answer.
        status: Option<u16>,
        /// The id under which the server logged it.
        request_id: Option<&'a str>,
        /// Time from the request to the end of the answer, ms.
        duration: f64,
        /// What went wrong on the way, if anything did.
        code: Option<Code>,
    },
    /// A try failed, and another will be made.
    Retry {
        /// How long is waited for it, ms.
        delay: f64,
        /// Why the try failed.
        code: Code,
    },
    /// A token was got.
    Token {
        /// How long it is served, ms, when it has a lifetime.
        lifetime: Option<f64>,
    },
}

/// One event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event<'a> {
    /// When, in ms since the Unix epoch.
    pub time: f64,
    /// About what.
    pub tag: Tag<'a>,
    /// What.
    pub kind: Kind<'a>,
}

impl Parts for Event<'_> {
    fn parts(&self, put: Put<'_>) {
        let name = match self.kind {
            Kind::Request => "request",
            Kind::Response { .. } => "response",
            Kind::Retry { .. } => "retry",
            Kind::Token { .. } => "token",
        };
        put("type", Value::Text(name));
        put("time", Value::Number(self.time));
        put("operation", Value::Text(self.tag.operation));
        put("attempt", Value::Whole(self.tag.attempt));
        put_text(put, "identifier", self.tag.identifier);
        match self.kind {
            Kind::Request => {}
            Kind::Response { status, request_id, duration, code } => {
                put_text(put, "requestId", request_id);
                put_text(put, "code", code.map(Code::as_str));
                put_number(put, "status", status.map(f64::from));
                put_number(put, "duration", Some(duration));
            }
            Kind::Retry { delay, code } => {
                put_text(put, "code", Some(code.as_str()));
                put_number(put, "delay", Some(delay));
            }
            Kind::Token { lifetime } => put_number(put, "lifetime", lifetime),
        }
    }
}
