//! An answer of MySafe with its JSON body.

use std::borrow::Cow;

use crate::http::Response;
use crate::text::json::{Document, Json};
use crate::text::redact::{Redact, printable};

/// Longest message of a server that an error repeats, in characters.
const MESSAGE_LIMIT: usize = 300;

/// The members that hold a message for people.
const MESSAGES: [&str; 3] = ["message", "mensagem", "Message"];

/// An HTTP answer whose body was parsed. The body may be anything.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The answer without its body.
    pub(crate) response: Box<Response>,
    document: Document,
}

impl Answer {
    /// Parses the body of `response`.
    pub(crate) fn new(mut response: Box<Response>) -> Self {
        let document = Document::parse(std::mem::take(&mut response.body));
        Self { response, document }
    }

    /// HTTP status.
    pub(crate) const fn status(&self) -> u16 {
        self.response.status
    }

    /// Whether the HTTP status means success (RFC 9110 section 15.3).
    pub(crate) const fn has_success_status(&self) -> bool {
        matches!(self.status(), 200..=299)
    }

    /// The body. Text that is not JSON is a value that does not exist.
    pub(crate) fn body(&self) -> Json<'_> {
        self.document.root()
    }

    /// Whether the body is markup, as a proxy's page is.
    pub(crate) fn is_page(&self) -> bool {
        self.document.text().trim_start().starts_with('<')
    }

    /// The type of the body in words.
    pub(crate) fn content_type(&self, redact: Redact<'_>) -> String {
        if self.document.text().is_empty() {
            return "no body".into();
        }
        let header = self.response.header("content-type", redact);
        header.map_or_else(|| "no content type".into(), |value| value.split(';').next().unwrap_or_default().into())
    }

    /// The members of the body and of its envelope by name, without those that are `null`.
    pub(crate) fn each_member(&self, visit: &mut dyn FnMut(Json<'_>, Json<'_>)) {
        let body = self.body();
        for level in [body.at("response"), body] {
            let Some(members) = level.members() else { continue };
            for (name, value) in members {
                if !value.is_null() {
                    visit(name, value);
                }
            }
        }
    }

    /// Every message for people; `None` for one that is no text.
    pub(crate) fn each_message(&self, visit: &mut dyn FnMut(Option<&str>)) {
        self.each_member(&mut |name, value| {
            if is_one_of(name, &MESSAGES) {
                visit(value.as_str().as_deref());
            }
        });
    }

    /// The message of the envelope, of a success or of a failure. Empty when there is none.
    pub(crate) fn message(&self) -> Cow<'_, str> {
        let body = self.body();
        message_of(body.at("response")).or_else(|| message_of(body.at("exception"))).unwrap_or_default()
    }
}

/// The first message among the members of `json` that is not empty.
pub(crate) fn message_of(json: Json<'_>) -> Option<Cow<'_, str>> {
    MESSAGES.iter().find_map(|key| json.at(key).as_str().filter(|text| !text.is_empty()))
}

/// Whether `name` is one of `names`.
pub(crate) fn is_one_of(name: Json<'_>, names: &[&str]) -> bool {
    names.iter().any(|one| name.equals(one))
}

/// A server's message, fit for an error.
pub(crate) fn quotable(message: &str, redact: Redact<'_>) -> String {
    printable(&redact(message), MESSAGE_LIMIT)
}
