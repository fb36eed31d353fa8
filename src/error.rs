//! What can go wrong, in words for a person in a hurry.

use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::retry::Effect;
use crate::shown::{Parts, Put, Value, put_text};

/// The kinds of failure that a caller may want to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// An option or argument cannot be used; nothing was sent.
    InvalidArgument,
    /// No API secret has this identifier (1005).
    NotFound,
    /// The user behind the access key has no access to this API secret (1006), or the gateway forbids the call (403).
    AccessDenied,
    /// The API secret is inactive (1009).
    Inactive,
    /// The server does not take identifiers of this kind (1010).
    InvalidIdentifier,
    /// The server misses a parameter or refuses its value (1001).
    InvalidParameter,
    /// Credentials or token were refused.
    Unauthorized,
    /// The gateway knows no such route (404): the address is wrong, or authentication failed before routing.
    RouteNotFound,
    /// Too many requests (429).
    RateLimited,
    /// The server failed (5xx).
    Server,
    /// Another error that the API states.
    Api,
    /// The answer is not what the API documents.
    InvalidResponse,
    /// No answer: no connection, or one that broke off.
    Network,
    /// No answer in the time allowed.
    Timeout,
    /// The client was closed.
    Closed,
    /// A defect of this package, or its WebAssembly could not be loaded.
    Internal,
}

impl Code {
    /// The code's stable public name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidArgument => "INVALID_ARGUMENT",
            Self::NotFound => "NOT_FOUND",
            Self::AccessDenied => "ACCESS_DENIED",
            Self::Inactive => "INACTIVE",
            Self::InvalidIdentifier => "INVALID_IDENTIFIER",
            Self::InvalidParameter => "INVALID_PARAMETER",
            Self::Unauthorized => "UNAUTHORIZED",
            Self::RouteNotFound => "ROUTE_NOT_FOUND",
            Self::RateLimited => "RATE_LIMITED",
            Self::Server => "SERVER",
            Self::Api => "API",
            Self::InvalidResponse => "INVALID_RESPONSE",
            Self::Network => "NETWORK",
            Self::Timeout => "TIMEOUT",
            Self::Closed => "CLOSED",
            Self::Internal => "INTERNAL",
        }
    }
}

/// A failed call: what failed, on which secret, what the server said and what to do. Never a credential.
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<Details>);

/// What an [`Error`] knows.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Details {
    /// The kind of failure.
    pub code: Code,
    /// The failure in words.
    pub message: String,
    /// The operation that failed, such as `deactivate`.
    pub operation: Option<&'static str>,
    /// The identifier that it was asked for.
    pub identifier: Option<String>,
    /// HTTP status of the answer.
    pub status: Option<u16>,
    /// MySafe's own code, such as 1005.
    pub api_code: Option<u32>,
    /// The id under which the server logged the request.
    pub request_id: Option<String>,
    /// Whether the same call may succeed later as it is.
    pub retryable: bool,
    /// Tries of the operation itself; with 0, the operation was never sent and has changed nothing.
    pub attempts: u32,
    /// How long the server asked to wait before the next try, ms.
    pub retry_after: Option<f64>,
    /// Whether all the tries that it deserves were made already.
    pub exhausted: bool,
    /// Whether the answer was a page for people: whatever stands in MySafe's place answers so to everything.
    pub is_page: bool,
    /// What the failed try, or all tries of a call together, may have done.
    pub effect: Effect,
}

/// What is known of it.
impl Parts for Error {
    fn parts(&self, put: Put<'_>) {
        put("code", Value::Text(self.code.as_str()));
        put("message", Value::Text(&self.message));
        put_text(put, "operation", self.operation);
        put_text(put, "identifier", self.identifier.as_deref());
        put_text(put, "requestId", self.request_id.as_deref());
        for (name, number) in [("status", self.status.map(u32::from)), ("apiCode", self.api_code)] {
            if let Some(number) = number {
                put(name, Value::Whole(number));
            }
        }
        put("retryable", Value::Flag(self.retryable));
        put("attempts", Value::Whole(self.attempts));
    }
}

impl Error {
    /// An error of kind `code`, with nothing else known. `Network` and `Timeout` are retryable.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self::bare(code, message.into())
    }

    fn bare(code: Code, message: String) -> Self {
        Self(Box::new(Details {
            code,
            message,
            operation: None,
            identifier: None,
            status: None,
            api_code: None,
            request_id: None,
            retryable: matches!(code, Code::Network | Code::Timeout),
            attempts: 0,
            retry_after: None,
            exhausted: false,
            is_page: false,
            effect: Effect::None,
        }))
    }

    /// A refused option or argument.
    #[must_use]
    pub fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(Code::InvalidArgument, message)
    }

    /// The same error, told of the call that it ended: its message then begins with the operation and the identifier.
    #[must_use]
    pub fn in_call(mut self, operation: &'static str, identifier: Option<&str>) -> Self {
        let mut message = String::from(operation);
        if let Some(identifier) = identifier {
            message.push_str(" \"");
            message.push_str(&shown(identifier, 64));
            message.push('"');
        }
        message.push_str(": ");
        message.push_str(&self.message);
        if identifier.is_some_and(|identifier| identifier.trim().len() < identifier.len()) {
            message.push_str(" The identifier begins or ends in white space, which is sent as it is.");
        }
        self.message = message;
        self.operation = Some(operation);
        self.identifier = identifier.map(ToOwned::to_owned);
        self
    }
}

impl Deref for Error {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Error {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// Text from outside, made fit for a message: one line, no control or direction-changing characters, at most `limit`
/// characters.
#[must_use]
pub fn printable(text: &str, limit: usize) -> String {
    shown(text.trim(), limit)
}

/// The same, with the white space around it.
fn shown(text: &str, limit: usize) -> String {
    // As nearly all texts are.
    if text.len() <= limit && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return text.into();
    }
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == limit {
            out.push('…');
            break;
        }
        out.push(if is_invisible(c) { ' ' } else { c });
    }
    out
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_operation_and_the_secret() {
        let error = Error::new(Code::NotFound, "no such secret").in_call("deactivate", Some("43"));
        assert_eq!(error.to_string(), "deactivate \"43\": no such secret");
        assert_eq!(error.identifier.as_deref(), Some("43"));
    }

    #[test]
    fn text_from_outside_becomes_one_short_line() {
        assert_eq!(printable(" a\r\n\tb\u{1b}[31mc \u{202e}d ", 99), "a   b [31mc  d");
        assert_eq!(printable("ééééé", 3), "ééé…");
        assert_eq!(printable("abc", 3), "abc");
        assert_eq!(printable("", 3), "");
    }
}
