//! The error of a call.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::text::redact::printable_untrimmed;

/// The kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// An option or argument cannot be used; nothing was sent.
    InvalidArgument,
    /// No item of the kind has this identifier (1005).
    NotFound,
    /// The user behind the access key has no access to this item (1006), or the gateway forbids the call (403).
    AccessDenied,
    /// The item is inactive (1009).
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

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What a failed try, or all tries of a call together, may have done to the state that it was to change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: it was not sent, or the server refused it.
    #[default]
    None,
    /// Perhaps the change: there was no answer, or one that can follow the change.
    Possible,
}

/// A failed call: what failed, on which item, what the server said and what to do. It never holds a credential.
///
/// ```
/// use mysafe_wasm::{Code, Identifier};
///
/// let error = Identifier::new("..").unwrap_err();
/// assert_eq!(error.code(), Code::InvalidArgument);
/// assert_eq!(error.attempts(), 0);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Error(Box<Details>);

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    code: Code,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_code: Option<u32>,
    retryable: bool,
    attempts: u32,
    #[serde(skip)]
    retry_after: Option<f64>,
    #[serde(skip)]
    exhausted: bool,
    #[serde(skip)]
    is_page: bool,
    #[serde(skip)]
    effect: Effect,
}

/// Reading an error.
impl Error {
    /// The kind of failure.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.0.code
    }

    /// The failure in words. `Display` shows the same.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The operation that failed, such as `deactivate`.
    #[must_use]
    pub const fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The kind of item that the operation is about, such as `password`; `None` for API secrets.
    #[must_use]
    pub const fn kind(&self) -> Option<&'static str> {
        self.0.kind
    }

    /// The identifier that the operation was called with.
    #[must_use]
    pub fn identifier(&self) -> Option<&str> {
        self.0.identifier.as_deref()
    }

    /// HTTP status of the answer.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// MySafe's own error code, such as 1005.
    #[must_use]
    pub const fn api_code(&self) -> Option<u32> {
        self.0.api_code
    }

    /// The id under which the server logged the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Whether the same call may succeed later as it is.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// How often the operation was sent. With 0 it was never sent and has changed nothing.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// What the tries may have done to the state that they were to change.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        self.0.effect
    }

    /// How long the server asked to wait before the next try, ms.
    pub(crate) const fn retry_after(&self) -> Option<f64> {
        self.0.retry_after
    }

    /// Whether every try that the failure deserves was made already.
    pub(crate) const fn is_exhausted(&self) -> bool {
        self.0.exhausted
    }

    /// Whether the answer was a page for people. Whatever answers so in MySafe's place answers so to every request.
    pub(crate) const fn is_page(&self) -> bool {
        self.0.is_page
    }
}

/// Building an error. Each method adds one fact.
impl Error {
    /// A failure of which nothing else is known. `Network` and `Timeout` are retryable.
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self::from_parts(code, message.into())
    }

    fn from_parts(code: Code, message: String) -> Self {
        Self(Box::new(Details {
            code,
            message,
            operation: None,
            kind: None,
            identifier: None,
            request_id: None,
            status: None,
            api_code: None,
            retryable: matches!(code, Code::Network | Code::Timeout),
            attempts: 0,
            retry_after: None,
            exhausted: false,
            is_page: false,
            effect: Effect::None,
        }))
    }

    /// A rejected option or argument.
    pub(crate) fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(Code::InvalidArgument, message)
    }

    pub(crate) fn with_status(mut self, status: Option<u16>) -> Self {
        self.0.status = status;
        self
    }

    pub(crate) fn with_api_code(mut self, api_code: Option<u32>) -> Self {
        self.0.api_code = api_code;
        self
    }

    pub(crate) fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.0.request_id = request_id;
        self
    }

    pub(crate) fn with_retry_after(mut self, retry_after: Option<f64>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    pub(crate) fn with_retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_effect(mut self, effect: Effect) -> Self {
        self.0.effect = effect;
        self
    }

    pub(crate) fn with_page(mut self, is_page: bool) -> Self {
        self.0.is_page = is_page;
        self
    }

    pub(crate) fn exhausted(mut self) -> Self {
        self.0.exhausted = true;
        self
    }

    /// Appends `words` to the message.
    pub(crate) fn with_words(mut self, words: &str) -> Self {
        self.0.message.push_str(words);
        self
    }

    /// Puts `words` in front of the message.
    pub(crate) fn with_prefix(mut self, words: &str) -> Self {
        self.0.message.insert_str(0, words);
        self
    }

    /// Names the call and the identifier, in front of the message too.
    pub(crate) fn in_call(mut self, call: CallName, identifier: Option<&str>) -> Self {
        self.0.operation = Some(call.operation);
        self.0.kind = call.kind;
        self.0.identifier = identifier.map(ToOwned::to_owned);
        let Some(identifier) = identifier else { return self.with_prefix(&format!("{call}: ")) };
        let has_white_space = identifier.trim().len() < identifier.len();
        let named = self.with_prefix(&format!("{call} \"{}\": ", printable_untrimmed(identifier, 64)));
        if !has_white_space {
            return named;
        }
        named.with_words(" The identifier begins or ends in white space, which is sent as it is.")
    }
}

/// The name of a call in errors.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallName {
    /// The operation, such as `deactivate`.
    pub(crate) operation: &'static str,
    /// The kind of item, unless the operation is one of the client itself.
    pub(crate) kind: Option<&'static str>,
    /// The property of the client that has the operation, such as `passwords`.
    pub(crate) collection: Option<&'static str>,
}

/// The call as it is written: `deactivate`, or `passwords.deactivate`.
impl fmt::Display for CallName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(collection) = self.collection {
            f.write_str(collection)?;
            f.write_str(".")?;
        }
        f.write_str(self.operation)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_operation_and_the_item() {
        let named = |call| Error::new(Code::NotFound, "no such item").in_call(call, Some("43"));
        let error = named(CallName { operation: "deactivate", kind: None, collection: None });
        assert_eq!(error.to_string(), "deactivate \"43\": no such item");
        assert_eq!((error.operation(), error.kind(), error.identifier()), (Some("deactivate"), None, Some("43")));
        let error = named(CallName { operation: "get", kind: Some("note"), collection: Some("notes") });
        assert_eq!(error.to_string(), "notes.get \"43\": no such item");
        assert_eq!((error.operation(), error.kind()), (Some("get"), Some("note")));
    }

    #[test]
    fn only_what_is_public_is_serialized() {
        let error = Error::new(Code::NotFound, "x").with_status(Some(400)).with_api_code(Some(1005)).exhausted();
        assert_eq!(
            serde_json::to_string(&error).unwrap(),
            r#"{"code":"NOT_FOUND","message":"x","status":400,"apiCode":1005,"retryable":false,"attempts":0}"#
        );
    }
}
