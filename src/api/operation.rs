//! The operations of the API, each typed by what its answer holds.

use std::borrow::Cow;

use super::answer::Answer;
use super::identifier::Identifier;
use super::kind::Kind;
use super::sentence::Sentences;
use crate::error::Error;
use crate::http::{BODY_LIMIT, Method};
use crate::sensitive::Sensitive;
use crate::text::encode;
use crate::text::redact::Redact;

/// One operation: its request, and how its answer is read.
pub(crate) trait Operation {
    /// What the documented answer holds.
    type Output;

    /// The request.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` for arguments that cannot be sent.
    fn request_spec(&self) -> Result<RequestSpec<'_>, Error>;

    /// Reads the answer, which is in MySafe's envelope and states success.
    ///
    /// # Errors
    ///
    /// `INVALID_RESPONSE` when it does not hold what is documented.
    fn read(&self, answer: &Answer, redact: Redact<'_>) -> Result<Self::Output, Error>;

    /// Turns an error into an output, where the error is an answer: `INACTIVE` is `isActive` = false.
    ///
    /// # Errors
    ///
    /// `error`, when it is no answer.
    fn read_error(&self, error: Error) -> Result<Self::Output, Error> {
        Err(error)
    }
}

/// Which requests may be sent again after an answer that never came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// Two requests do what one does (RFC 9110 section 9.2.2).
    Idempotent,
    /// Two requests may do it twice. It is sent again only after a 429, by which the server says that it did nothing. (A 503
    /// does not say so: Envoy answers with it when the upstream breaks off after the request was sent.)
    OnlyRefused,
}

/// The request of an operation, and what the client has to know to send it.
#[derive(Debug)]
pub(crate) struct RequestSpec<'a> {
    /// The kind of item.
    pub(crate) kind: &'static Kind,
    /// The operation's name in messages and events.
    pub(crate) name: &'static str,
    /// The item that it is about.
    pub(crate) identifier: Option<&'a Identifier>,
    /// Method of the request.
    pub(crate) method: Method,
    /// Path of the request below the base URL.
    pub(crate) path: String,
    /// Query of the request.
    pub(crate) query: Vec<(&'static str, String)>,
    /// JSON body of the request.
    pub(crate) body: Option<Sensitive>,
    /// Values that must not be repeated, in each form in which a server may have them.
    pub(crate) hidden: Cow<'a, [Sensitive]>,
    /// Longest body to read of the answer, in bytes.
    pub(crate) limit: usize,
    /// Whether it may be sent again.
    pub(crate) repeat: Repeat,
    /// Whether it changes the item.
    pub(crate) changes: bool,
    /// Whether each try is noted before it is sent, as those of a change are.
    pub(crate) is_noted: bool,
    /// Whether this is a status of the documented success.
    pub(crate) expected: fn(u32) -> bool,
    /// The member of the answer that shows the item. `None` where no item is shown.
    pub(crate) item_member: Option<&'static str>,
    /// The sentences that report its success. Empty where none is documented.
    pub(crate) sentences: Sentences,
}

impl<'a> RequestSpec<'a> {
    /// An idempotent request that changes nothing, without a body: `method` of the path of `kind`, `path` and `identifier`.
    pub(crate) fn new(
        kind: &'static Kind,
        name: &'static str,
        method: Method,
        path: &str,
        identifier: Option<&'a Identifier>,
    ) -> Self {
        let segment = identifier.map(|identifier| encode::segment(identifier.as_str())).unwrap_or_default();
        Self {
            kind,
            name,
            identifier,
            method,
            path: format!("{}{path}{segment}", kind.path),
            query: Vec::new(),
            body: None,
            hidden: Cow::Borrowed(&[]),
            limit: BODY_LIMIT,
            repeat: Repeat::Idempotent,
            changes: false,
            is_noted: false,
            expected: |status| status == 200,
            item_member: None,
            sentences: &[],
        }
    }

    /// The identifier as text.
    pub(crate) fn identifier(&self) -> Option<&'a str> {
        self.identifier.map(Identifier::as_str)
    }
}
