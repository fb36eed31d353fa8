//! The error that an answer states, and what the failed request may have done.

use std::borrow::Cow;

use super::answer::{Answer, message_of, quotable};
use super::kind::Kind;
use super::statement::Statement;
use crate::error::Effect;
use crate::error::{Code, Error};
use crate::text::encode::parse_digits;
use crate::text::json::Json;
use crate::text::redact::{Redact, printable};

const UNAUTHORIZED: &str = "the access token was refused. The access key behind it may have expired, or be limited to \
                            source addresses, referrers or a client certificate.";

/// Whether an answer is a refusal that MySafe documents: one of its codes under a status of 400 to 499.
pub(crate) const fn is_documented(status: u16, api_code: Option<u32>) -> bool {
    matches!((status, api_code), (400..=499, Some(1001 | 1005 | 1006 | 1009 | 1010)))
}

/// What a request may have done that was answered with this HTTP status and this code of MySafe's.
///
/// The list of refusals is closed; every other answer can follow the change. A 503 comes from proxies that lost the
/// upstream after the request was sent, a 408 from proxies that stopped waiting, a 524 while the origin still works.
pub(crate) const fn effect(status: u16, api_code: Option<u32>, states_server_failure: bool) -> Effect {
    let refused =
        is_documented(status, api_code) || matches!(status, 401 | 403 | 404 | 405 | 413 | 414 | 415 | 429 | 431);
    if refused && !states_server_failure { Effect::None } else { Effect::Possible }
}

/// The error of an answer that is not in MySafe's envelope: the gateway in front of it, or a proxy, has answered.
pub(crate) fn of_gateway(answer: &Answer, redact: Redact<'_>) -> Error {
    let body = answer.body();
    let words = body.at("message").as_str().map(|words| quotable(&words, redact));
    let (code, advice) = match answer.status() {
        _ if states_server_failure(body) => (Code::Server, "the server states that it failed."),
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
        _ => return undocumented(answer, redact),
    };
    let said = match words {
        Some(words) => quoted(&words),
        None => format!(", {}", answer.content_type(redact)),
    };
    let error = answered(code, advice, &said, answer);
    with_answer(error.with_request_id(request_id(answer, redact)), answer, redact)
}

/// The error that MySafe states in its envelope.
pub(crate) fn of_api(answer: &Answer, kind: &Kind, redact: Redact<'_>) -> Error {
    let (body, message) = (answer.body(), answer.message());
    let stated = body.at("exception").at("code").as_u32().filter(|&code| is_own_code(code));
    let api_code = stated.or_else(|| code_in(&message));
    // A failure under an HTTP 200 has the status that the envelope states.
    let stated = body.get("code").unwrap_or_else(|| body.at("response").at("status")).as_u32();
    let status = if answer.has_success_status() { stated.unwrap_or_default() } else { answer.status().into() };
    let title = kind.title;
    let (code, advice): (Code, Cow<'_, str>) = match (api_code, status) {
        _ if states_server_failure(body) => {
            (Code::Server, "MySafe failed. Try again; if it goes on, ask its operator.".into())
        }
        (Some(1001), _) => (Code::InvalidParameter, "MySafe refused a parameter.".into()),
        (Some(1005), _) => (
            Code::NotFound,
            format!(
                "MySafe has no {title} with this identifier. Use the identifier that MySafe assigned, which its list \
                 shows, not a name or a code that a user chose."
            )
            .into(),
        ),
        (Some(1006), _) => (
            Code::AccessDenied,
            format!(
                "the user of this access key has no access to the {title}. Ask its owner to share it with permission to \
                 edit."
            )
            .into(),
        ),
        (Some(1009), _) => (Code::Inactive, format!("the {title} is inactive. Activate it first.").into()),
        (Some(1010), _) => (
            Code::InvalidIdentifier,
            "MySafe does not take such an identifier. Newer versions want a whole number.".into(),
        ),
        (_, 401) => (Code::Unauthorized, UNAUTHORIZED.into()),
        (_, 403) => (Code::AccessDenied, "MySafe forbids this call.".into()),
        (_, 408) => (Code::Timeout, "MySafe waited too long for the request.".into()),
        (_, 429) => (Code::RateLimited, "too many requests. Wait, then try again.".into()),
        (_, 500..=599) => (Code::Server, "MySafe failed. Try again; if it goes on, ask its operator.".into()),
        _ => (Code::Api, "MySafe refused the call.".into()),
    };
    let said = quoted(&quotable(&message, redact));
    // An exception may say more: that a note could not be encrypted is an "Unexpected error" elsewhere.
    let cause = message_of(body.at("exception")).filter(|cause| *cause != message);
    let cause = cause.map(|cause| quoted(&quotable(&cause, redact))).unwrap_or_default();
    let error = answered(code, &advice, &(said + &cause), answer).with_api_code(api_code);
    with_answer(error, answer, redact)
}

/// The error of an answer that the API does not document. Its text is not repeated, since it may hold anything.
pub(crate) fn undocumented(answer: &Answer, redact: Redact<'_>) -> Error {
    let message = format!(
        "the answer is not the documented one (HTTP {}, {}). Check that baseUrl leads to MySafe and not to another site \
         or a proxy's page.",
        answer.status(),
        answer.content_type(redact)
    );
    // An answer outside of the envelope may have been cut short or garbled on the way and arrive whole the next time. A page
    // comes again as it is.
    let is_page = answer.is_page();
    let may_pass = answer.has_success_status() && !answer.body().is_object() && !is_page;
    with_answer(Error::new(Code::InvalidResponse, message), answer, redact).with_page(is_page).with_retryable(may_pass)
}

/// The error of an answer in MySafe's envelope that contradicts success.
pub(crate) fn contradictory(answer: &Answer, redact: Redact<'_>) -> Error {
    let message = format!(
        "MySafe said \"{}\" in an answer that is not the documented one (HTTP {}): its status or its members say \
         something else. Look at the item, and tell the operator of MySafe.",
        quotable(&answer.message(), redact),
        answer.status()
    );
    with_answer(Error::new(Code::InvalidResponse, message), answer, redact)
}

/// The error of a list whose entry at `place`, from 1, has no usable identifier.
pub(crate) fn unusable_entry(place: u32, answer: &Answer, redact: Redact<'_>) -> Error {
    let message = format!(
        "entry {place} of the list has no identifier that could be used, so that the list cannot be relied on. Tell the \
         operator of MySafe."
    );
    with_answer(Error::new(Code::InvalidResponse, message), answer, redact)
}

/// The message of a failure, in MySafe's envelope or the gateway's form. `None` when the answer states no failure; empty
/// when it states one without a message.
pub(crate) fn failure_message(body: Json<'_>) -> Option<Cow<'_, str>> {
    let is_stated = Statement::of(body).is_failure || body.at("error").as_bool() == Some(true);
    let inside = || message_of(body.at("exception")).or_else(|| message_of(body.at("response")));
    message_of(body).or_else(|| if is_stated { Some(inside().unwrap_or_default()) } else { None })
}

/// `error` with what the answer tells beside its message.
pub(crate) fn with_answer(error: Error, answer: &Answer, redact: Redact<'_>) -> Error {
    let retryable = match error.code() {
        Code::RateLimited | Code::Timeout => true,
        Code::Server => answer.status() != 501,
        _ => false,
    };
    let effect = effect(answer.status(), error.api_code(), states_server_failure(answer.body()));
    let request_id = error.request_id().map(ToOwned::to_owned).or_else(|| answer.response.request_id(redact));
    error
        .with_status(Some(answer.status()))
        .with_retry_after(answer.response.retry_after)
        .with_effect(effect)
        .with_retryable(retryable)
        .with_request_id(request_id)
}

/// Whether the body states a failure of the server's own: a code of 500 or more that is none of MySafe's codes.
fn states_server_failure(body: Json<'_>) -> bool {
    let own = body.at("exception").at("code").as_u32();
    states_500(body) || states_500(body.at("response")) || own.is_some_and(|code| code >= 500 && !is_own_code(code))
}

fn states_500(json: Json<'_>) -> bool {
    json.at("code").as_u32() >= Some(500) || json.at("status").as_u32() >= Some(500)
}

/// Whether this can be one of MySafe's own codes.
const fn is_own_code(code: u32) -> bool {
    matches!(code, 1000..=9999)
}

/// The id in the body under which the gateway logged the request.
pub(crate) fn request_id(answer: &Answer, redact: Redact<'_>) -> Option<String> {
    answer.body().at("request_id").as_str().map(|id| printable(&redact(&id), 128))
}

/// The error of an answer: `advice`, its status, and what it `said`.
pub(crate) fn answered(code: Code, advice: &str, said: &str, answer: &Answer) -> Error {
    Error::new(code, format!("{advice} (HTTP {}{said})", answer.status()))
}

/// `words` as they are added to a message; nothing for empty words.
pub(crate) fn quoted(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(", \"{words}\"") }
}

/// The code in front of a message such as `1006: User does not have access`, with or without the colon.
fn code_in(message: &str) -> Option<u32> {
    let (code, _) = message.trim_start().split_once([':', ' '])?;
    u32::try_from(parse_digits(code)?).ok().filter(|code| is_own_code(*code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_in_front_of_a_message_is_read() {
        for (words, code) in
            [("1006: x", Some(1006)), (" 1006 x", Some(1006)), ("10061 x", None), ("1006x", None), ("12: x", None)]
        {
            assert_eq!(code_in(words), code, "{words}");
        }
    }
}
