//! What happens during a call, for those who watch: times and ids, and nothing secret.

use std::rc::Rc;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::Code;

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

/// As a map under the names of JavaScript.
impl Serialize for Event<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let (kind, numbers, request_id, code) = match self.kind {
            Kind::Request => ("request", [None, None], None, None),
            Kind::Response { status, request_id, duration, code } => {
                let status = status.map(|status| ("status", f64::from(status)));
                ("response", [status, Some(("duration", duration))], request_id, code)
            }
            Kind::Retry { delay, code } => ("retry", [Some(("delay", delay)), None], None, Some(code)),
            Kind::Token { lifetime } => ("token", [lifetime.map(|ms| ("lifetime", ms)), None], None, None),
        };
        map.serialize_entry("type", kind)?;
        map.serialize_entry("time", &self.time)?;
        map.serialize_entry("operation", self.tag.operation)?;
        map.serialize_entry("attempt", &self.tag.attempt)?;
        for (name, text) in
            [("identifier", self.tag.identifier), ("requestId", request_id), ("code", code.map(Code::as_str))]
        {
            if let Some(text) = text {
                map.serialize_entry(name, text)?;
            }
        }
        for (name, number) in numbers.into_iter().flatten() {
            map.serialize_entry(name, &number)?;
        }
        map.end()
    }
}
