//! A response made into its payload, or the error that it states.
//!
//! MySafe says everything twice, in English and Portuguese, and leaves fields out as it likes; the Kong gateway in
//! front of it has a format of its own. Nothing here trusts a type or the presence of a field.

use std::borrow::Cow;

use crate::encode::{decimal, whole};
use crate::error::printable;
use crate::json::{Document, Json};
use crate::retry::Effect;
use crate::sensitive::cut;
use crate::transport::Response;
use crate::{Code, Error};

/// Longest text of a server's that a message repeats, in characters.
const WORDS_LIMIT: usize = 300;

/// Takes out of words from outside what must not be repeated.
pub type Redact<'a> = &'a dyn Fn(&str) -> String;

/// An answer in MySafe's envelope that states no error and contradicts itself nowhere.
#[derive(Clone, Debug)]
pub struct Envelope<'a> {
    /// The server's words, as it wrote them.
    pub message: String,
    /// The whole body, for the operations whose success carries a payload.
    pub body: Document<'a>,
}

/// The members that hold words for people.
const MESSAGES: [&str; 3] = ["message", "mensagem", "Message"];

impl Envelope<'_> {
    /// Tells every text that the answer says in words; `None` for one that is no text. MySafe says the same in each.
    pub fn each_message(&self, tell: &mut dyn FnMut(Option<&str>)) {
        each_member(self.body.root(), &mut |name, value| {
            if is_one_of(name, &MESSAGES) {
                tell(value.text().as_deref());
            }
        });
    }
}

/// Tells the members of the answer and of its envelope, each with its name, but for those that are `null`.
fn each_member(body: Json, tell: &mut dyn FnMut(Json, Json)) {
    for level in [body.get("response").unwrap_or_default(), body] {
        let Some(members) = level.members() else { continue };
        for (name, value) in members {
            if !value.is_null() {
                tell(name, value);
            }
        }
    }
}

fn is_one_of(name: Json, names: &[&str]) -> bool {
    names.iter().any(|one| name.is(one))
}

/// Takes the envelope off `response`, the answer to a request whose documented success has a status that `expected`
/// knows. `redact` takes out of the server's words what must not be repeated.
///
/// # Errors
///
/// The error that the answer states, whatever its HTTP status; `INVALID_RESPONSE` for what is not documented, such as an
/// envelope whose members contradict each other.
pub fn decode<'a>(response: &'a Response, expected: fn(u32) -> bool, redact: Redact) -> Result<Envelope<'a>, Error> {
    let document = Document::parse(&response.body);
    let body = document.root();
    let object = |key| body.get(key).filter(|json| json.is_object());
    let (inner, exception) = (object("response"), object("exception"));
    if inner.is_none() && exception.is_none() {
        return Err(gateway(response, body, redact));
    }
    let message = message(inner).or_else(|| message(exception)).unwrap_or_default();
    let says = Statement::of(body);
    if says.failure || !is_success(response.status) {
        let api_code = exception
            .and_then(|exception| exception.get("code")?.whole().filter(|&code| code != 0))
            .or_else(|| code_in(&message));
        return Err(api_error(response, body, api_code, &message, redact));
    }
    // Neither word nor number says that it worked: a guess would be one.
    if !says.anything {
        return Err(undocumented(response, body, redact));
    }
    if !expected(response.status.into()) || !agrees(body, expected) {
        return Err(contradictory(response, body, &message, redact));
    }
    Ok(Envelope { message: message.into_owned(), body: document })
}

/// What the members of an envelope say besides words.
struct Statement {
    /// That it failed.
    failure: bool,
    /// Whether it failed or not.
    anything: bool,
}

impl Statement {
    fn of(body: Json) -> Self {
        let inner = body.get("response").unwrap_or_default();
        let [error, erro] = ["error", "erro"].map(|key| inner.get(key).and_then(Json::flag));
        let codes = [body.get("code"), inner.get("status")].map(|code| code.and_then(Json::whole));
        let fails = codes.into_iter().flatten().any(|code| code >= 400);
        let has_exception = body.get("exception").is_some_and(Json::is_object);
        Self {
            failure: has_exception || error == Some(true) || erro == Some(true) || fails,
            anything: error.or(erro).is_some() || codes.iter().any(Option::is_some),
        }
    }
}

/// Whether no member of the envelope speaks against success. A member of a type that is not documented does.
fn agrees(body: Json, expected: fn(u32) -> bool) -> bool {
    let mut agrees = true;
    each_member(body, &mut |name, value| {
        agrees &= if is_one_of(name, &["code", "status"]) {
            value.whole().is_some_and(expected)
        } else if is_one_of(name, &["error_code", "cod_erro"]) {
            value.whole() == Some(0)
        } else if is_one_of(name, &["error", "erro"]) {
            value.flag() == Some(false)
        } else {
            !name.is("exception")
        };
    });
    agrees
}

/// Whether the body states a failure of the server's own: a code of 500 or more that is none of MySafe's own.
fn states_failure(body: Json) -> bool {
    let inside = |key: &str| body.get(key).unwrap_or_default();
    let stated = [(body, "code"), (body, "status"), (inside("response"), "code"), (inside("response"), "status")];
    let is_failure = |(json, key): (Json, &str)| json.get(key).and_then(Json::whole) >= Some(500);
    let own = inside("exception").get("code").and_then(Json::whole);
    stated.into_iter().any(is_failure) || own.is_some_and(|code| code >= 500 && !(1000..10_000).contains(&code))
}

/// The error of an answer that does not come from MySafe itself but from the gateway, or a proxy, in front of it.
pub fn gateway(response: &Response, body: Json, redact: Redact) -> Error {
    let words = body.get("message").and_then(Json::text).map(|words| quotable(&words, redact));
    let (code, advice) = match response.status {
        _ if states_failure(body) => (Code::Server, "the server states that it failed."),
        401 => (Code::Unauthorized, UNAUTHORIZED),
        403 => (
            Code::AccessDenied,
            "the gateway forbids this call. The access key may be limited to source addresses, referrers, a client \
             certificate or a date.",
        ),
        404 => (
            Code::RouteNotFound,
            "the gateway has no such route. Check baseUrl and its path; failed authentication can look like this too.",
        ),
        408 => (Code::Timeout, "the server waited too long for the request."),
        429 => (Code::RateLimited, "too many requests. Wait, then try again."),
        500..=599 => (Code::Server, "the server failed. Try again; if it goes on, give its operator the request id."),
        400..=499 if words.is_some() => (Code::Api, "the gateway refused the call."),
        _ => return undocumented(response, body, redact),
    };
    let said = match &words {
        Some(words) if !words.is_empty() => [", \"", words, "\""].concat(),
        Some(_) => String::new(),
        None => [", ", &content(response, redact)].concat(),
    };
    let mut error = Error::new(code, [advice, " (HTTP ", &decimal(response.status), &said, ")"].concat());
    error.request_id = body.get("request_id").and_then(Json::text).map(|id| printable(&redact(&id), 128));
    of_response(error, response, body, redact)
}

const UNAUTHORIZED: &str = "the access token was refused. The access key behind it may have expired, or be limited \
                            to source addresses, referrers or a client certificate.";

fn api_error(response: &Response, body: Json, api_code: Option<u32>, words: &str, redact: Redact) -> Error {
    let words = quotable(words, redact);
    // What is refused under a 200 is refused as the envelope says.
    let stated = body.get("code").or_else(|| body.get("response")?.get("status")).and_then(Json::whole);
    let status = if is_success(response.status) { stated.unwrap_or_default() } else { response.status.into() };
    let (code, advice) = match (api_code, status) {
        _ if states_failure(body) => (Code::Server, "MySafe failed. Try again; if it goes on, ask its operator."),
        (Some(1001), _) => (Code::InvalidParameter, "MySafe refused a parameter."),
        (Some(1005), _) => (
            Code::NotFound,
            "MySafe has no API secret with this identifier. Use the identifier that MySafe assigned, which its list \
             shows, not the identifier_code.",
        ),
        (Some(1006), _) => (
            Code::AccessDenied,
            "the user of this access key has no access to the API secret. Ask its owner to share it with permission \
             to edit.",
        ),
        (Some(1009), _) => (Code::Inactive, "the API secret is inactive. Activate it first."),
        (Some(1010), _) => {
            (Code::InvalidIdentifier, "MySafe does not take such an identifier. Newer versions want a whole number.")
        }
        (_, 401) => (Code::Unauthorized, UNAUTHORIZED),
        (_, 403) => (Code::AccessDenied, "MySafe forbids this call."),
        (_, 408) => (Code::Timeout, "MySafe waited too long for the request."),
        (_, 429) => (Code::RateLimited, "too many requests. Wait, then try again."),
        (_, 500..=599) => (Code::Server, "MySafe failed. Try again; if it goes on, ask its operator."),
        _ => (Code::Api, "MySafe refused the call."),
    };
    let status = decimal(response.status);
    let said = if words.is_empty() { String::new() } else { [", \"", &words, "\""].concat() };
    let mut error = Error::new(code, [advice, " (HTTP ", &status, &said, ")"].concat());
    error.api_code = api_code;
    of_response(error, response, body, redact)
}

/// The error for an answer that is not what the API documents. Its text is not repeated: it may hold anything.
#[must_use]
pub fn undocumented(response: &Response, body: Json, redact: Redact) -> Error {
    let status = decimal(response.status);
    let message = [
        "the answer is not the documented one (HTTP ",
        &status,
        ", ",
        &content(response, redact),
        "). Check that baseUrl leads to MySafe and not to another site or a proxy's page.",
    ];
    let mut error = of_response(Error::new(Code::InvalidResponse, message.concat()), response, body, redact);
    // A success that is not in the envelope may have been cut short or garbled on the way, and come whole the next time. A
    // page comes again as it is.
    error.is_page = is_page(&response.body);
    error.retryable = is_success(response.status) && !body.is_object() && !error.is_page;
    error
}

/// The error for an answer in MySafe's envelope of which a member, or the status, is not that of the documented success.
fn contradictory(response: &Response, body: Json, words: &str, redact: Redact) -> Error {
    let (status, words) = (decimal(response.status), quotable(words, redact));
    let message = [
        "MySafe said \"",
        &words,
        "\" in an answer that is not the documented one (HTTP ",
        &status,
        "): its status or its members say something else. Look at the item, and tell the operator of MySafe.",
    ];
    of_response(Error::new(Code::InvalidResponse, message.concat()), response, body, redact)
}

/// The error for a list of which the entry at this place, from 1, has no identifier that could be used.
#[must_use]
pub fn unusable_entry(place: u32, response: &Response, body: Json, redact: Redact) -> Error {
    let message = [
        "entry ",
        &decimal(place),
        " of the list has no identifier that could be used, so that the list cannot be relied on. Tell the operator of MySafe.",
    ];
    of_response(Error::new(Code::InvalidResponse, message.concat()), response, body, redact)
}

/// What `body` says of a failure: in MySafe's envelope, or as the gateway says it. Empty where it says so without words.
#[must_use]
pub fn words_of_failure(body: Json<'_>) -> Option<Cow<'_, str>> {
    let is_stated = Statement::of(body).failure || body.get("error").and_then(Json::flag) == Some(true);
    let inside = || ["exception", "response"].iter().find_map(|key| message(body.get(key)));
    message(Some(body)).or_else(|| is_stated.then(|| inside().unwrap_or_default()))
}

/// Completes an error with what the answer tells beyond its words.
fn of_response(mut error: Error, response: &Response, body: Json, redact: Redact) -> Error {
    error.status = Some(response.status);
    error.retry_after = response.retry_after;
    error.effect = Effect::of_answer(response.status, error.api_code, states_failure(body));
    error.retryable = match error.code {
        Code::RateLimited | Code::Timeout => true,
        Code::Server => response.status != 501,
        _ => false,
    };
    if error.request_id.is_none() {
        error.request_id = response.request_id(redact);
    }
    error
}

fn is_page(body: &[u8]) -> bool {
    body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

fn content(response: &Response, redact: Redact) -> String {
    match response.header("content-type", redact) {
        _ if response.body.is_empty() => "no body".into(),
        Some(kind) => cut(&kind, b';').0.into(),
        None => "no content type".into(),
    }
}

/// A server's words, made fit to be shown.
pub fn quotable(words: &str, redact: Redact) -> String {
    printable(&redact(words), WORDS_LIMIT)
}

fn message(of: Option<Json<'_>>) -> Option<Cow<'_, str>> {
    let mut texts = MESSAGES.iter().filter_map(|key| of?.get(key)?.text());
    texts.find(|text| !text.is_empty())
}

/// Whether an HTTP status means success (RFC 9110 section 15.3).
const fn is_success(status: u16) -> bool {
    matches!(status, 200..=299)
}

/// The code in front of a message such as `1006: User does not have access`, with its colon or without.
fn code_in(message: &str) -> Option<u32> {
    let message = message.trim_start();
    let end = message.bytes().position(|byte| !byte.is_ascii_digit())?;
    let (code, behind) = message.split_at_checked(end)?;
    behind.starts_with([':', ' ']).then_some(())?;
    whole(code).filter(|code| (1000..10_000).contains(code))?.try_into().ok()
}

#[cfg(test)]
mod tests;
