//! The token endpoint: OAuth 2.0 client credentials (RFC 6749 section 4.4).

use std::rc::Rc;

use super::answer::{Answer, quotable};
use super::refusal::{self, answered, failure_message, quoted, with_answer};
use crate::error::{Code, Error};
use crate::http::{BODY_LIMIT, Method, Request};
use crate::sensitive::Sensitive;
use crate::text::encode::{self, parse_digits};
use crate::text::json::Json;
use crate::text::redact::Redact;

/// Path of the token endpoint, as MySafe documents it.
pub(crate) const TOKEN_PATH: &str = "/api/oauth2/token";

/// Where a token request carries the client's credentials (RFC 6749 section 2.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// In `Authorization: Basic`, each form-urlencoded first.
    Basic,
    /// In `Authorization: Basic` as they are, for servers that do not decode them.
    BasicRaw,
    /// In the form body.
    Body,
}

/// One form of the token request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) method: Method,
    pub(crate) placement: Placement,
}

/// The form to try first, and the form to try when the first is refused.
pub(crate) type Forms = (Form, Option<Form>);

impl Form {
    /// The forms to try: `GET` as MySafe documents it, then `POST` as the vendor's own clients send it. A method or placement
    /// that the caller pins restricts them.
    ///
    /// # Errors
    ///
    /// The problem with a `GET` that has a body.
    pub(crate) fn candidates(method: Option<Method>, placement: Option<Placement>) -> Result<Forms, &'static str> {
        let get = Self { method: Method::Get, placement: placement.unwrap_or(Placement::Basic) };
        let post = Self { method: Method::Post, placement: placement.unwrap_or(Placement::Body) };
        match (method, placement) {
            (Some(Method::Get), Some(Placement::Body)) => {
                Err("token.credentials \"body\" needs token.method \"POST\": the client secret never goes into a URL.")
            }
            (Some(Method::Get), _) => Ok((get, None)),
            (Some(_), _) | (None, Some(Placement::Body)) => Ok((post, None)),
            (None, _) => Ok((get, Some(post))),
        }
    }

    /// The request to `endpoint` in this form.
    pub(crate) fn request(self, endpoint: &str, tenant: Option<&str>, id: &Sensitive, secret: &Sensitive) -> Request {
        let (mut query, mut body, mut authorization) = (Vec::new(), None, None);
        if self.method == Method::Get {
            query.push(("grant_type", "client_credentials".into()));
            if let Some(tenant) = tenant {
                query.push(("tenant", tenant.into()));
            }
        } else {
            let tenant = tenant.map(|tenant| format!("&tenant={}", encode::form(tenant))).unwrap_or_default();
            let mut fields = Sensitive::new(format!("grant_type=client_credentials{tenant}"));
            if self.placement == Placement::Body {
                let (id, secret) = (form_encoded(id), form_encoded(secret));
                // Concatenated in one allocation: a formatter that grows its buffer leaves copies of the secret behind.
                let parts = [fields.expose(), "&client_id=", id.expose(), "&client_secret=", secret.expose()];
                fields = Sensitive::new(parts.concat());
            }
            body = Some(("application/x-www-form-urlencoded", fields));
        }
        if self.placement != Placement::Body {
            let pair = basic_credentials(self.placement, id, secret);
            authorization = Some(Rc::new(Sensitive::new(["Basic ", pair.expose()].concat())));
        }
        let headers = Rc::default();
        Request { method: self.method, url: endpoint.into(), query, headers, authorization, body, limit: BODY_LIMIT }
    }
}

/// The credentials as they stand behind `Authorization: Basic`.
fn basic_credentials(placement: Placement, id: &Sensitive, secret: &Sensitive) -> Sensitive {
    let encoded = |part: &Sensitive| if placement == Placement::BasicRaw { part.clone() } else { form_encoded(part) };
    let (id, secret) = (encoded(id), encoded(secret));
    let pair = Sensitive::new([id.expose(), ":", secret.expose()].concat());
    Sensitive::new(encode::base64(pair.expose()))
}

fn form_encoded(value: &Sensitive) -> Sensitive {
    Sensitive::new(encode::form(value.expose()))
}

/// Every form in which a request carries the client secret. A message must not repeat one.
pub(crate) fn sent_forms(id: &Sensitive, secret: &Sensitive) -> Vec<Sensitive> {
    vec![
        basic_credentials(Placement::Basic, id, secret),
        basic_credentials(Placement::BasicRaw, id, secret),
        secret.clone(),
        form_encoded(secret),
    ]
}

/// A token as its issuer gave it.
pub(crate) struct Grant {
    pub(crate) token: Sensitive,
    /// How long it is valid, ms, when the issuer said so.
    pub(crate) lifetime_ms: Option<f64>,
}

/// A token request that failed.
pub(crate) struct Refusal {
    pub(crate) error: Error,
    /// Whether the server may accept the same credentials in another form of request.
    pub(crate) of_form: bool,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self { error, of_form: false }
    }
}

/// Reads the answer of a token endpoint (RFC 6749 sections 5.1 and 5.2). Some servers refuse under a status of success.
pub(crate) fn read(answer: &Answer, redact: Redact<'_>) -> Result<Grant, Refusal> {
    let body = answer.body();
    if answer.has_success_status()
        && let Some(grant) = granted(body)
    {
        return Ok(grant);
    }
    let stated = body.at("error").as_str();
    let is_of_form = matches!(stated.as_deref(), Some("invalid_request" | "unsupported_grant_type"));
    let of_form = match answer.status() {
        404 | 405 | 501 => true,
        400 => is_of_form || stated.is_none(),
        _ => answer.has_success_status() && is_of_form,
    };
    let error = match (stated, failure_message(body)) {
        (Some(stated), _) => oauth_error(&stated, answer, redact),
        (None, words) if answer.status() == 401 => credentials_refused(&words.unwrap_or_default(), answer, redact),
        (None, Some(words)) if matches!(answer.status(), 200..=299 | 400 | 403) => {
            credentials_refused(&words, answer, redact)
        }
        (None, _) => refusal::of_gateway(answer, redact),
    };
    Err(Refusal { error, of_form })
}

fn granted(body: Json<'_>) -> Option<Grant> {
    let token = Sensitive::from(&*body.at("access_token").as_str()?);
    check_token(&token).ok()?;
    let kind = body.at("token_type");
    if !kind.is_null() && !kind.as_str()?.eq_ignore_ascii_case("bearer") {
        return None;
    }
    // A lifetime of zero cannot be meant: the token was just granted.
    let seconds = whole_seconds(body.at("expires_in")).filter(|seconds| *seconds > 0.0);
    Some(Grant { token, lifetime_ms: seconds.map(|seconds| seconds * 1000.0) })
}

/// A lifetime in whole seconds, written as a number or as a string. A fraction is ignored.
fn whole_seconds(json: Json<'_>) -> Option<f64> {
    let text = json.as_str();
    let text = text.as_deref().or(json.as_number())?.trim();
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "no lifetime is that long")]
    parse_digits(seconds).map(|seconds| seconds as f64)
}

/// The error of an OAuth error code (RFC 6749 section 5.2).
fn oauth_error(stated: &str, answer: &Answer, redact: Redact<'_>) -> Error {
    let description = answer.body().at("error_description").as_str().unwrap_or_default();
    let colon = if description.is_empty() { "" } else { ": " };
    let words = format!("{stated}{colon}{description}");
    if matches!(stated, "invalid_client" | "unauthorized_client" | "invalid_grant" | "access_denied") {
        return credentials_refused(&words, answer, redact);
    }
    let (code, advice) = match answer.status() {
        429 => (Code::RateLimited, "the token endpoint failed. Try again."),
        408 => (Code::Timeout, "the token endpoint failed. Try again."),
        500..=599 => (Code::Server, "the token endpoint failed. Try again."),
        _ => (
            Code::Api,
            "the token endpoint refused the request. Check token.path, token.method, token.credentials and tenant.",
        ),
    };
    let said = quoted(&quotable(&words, redact));
    with_answer(answered(code, advice, &said, answer), answer, redact)
}

/// The error of credentials that were refused. The same credentials would be refused again.
fn credentials_refused(words: &str, answer: &Answer, redact: Redact<'_>) -> Error {
    let said = quoted(&quotable(words, redact));
    let advice = "the client id or the client secret was refused. Check both, and the tenant; the access key may have expired, \
                  or be limited to source addresses, referrers or a client certificate.";
    let error =
        answered(Code::Unauthorized, advice, &said, answer).with_request_id(refusal::request_id(answer, redact));
    with_answer(error, answer, redact).with_retryable(false)
}

/// Checks that `token` is a bearer token (RFC 6750 section 2.1).
///
/// # Errors
///
/// The problem with it, as a sentence about `accessToken`.
pub(crate) fn check_token(token: &Sensitive) -> Result<(), &'static str> {
    if token.expose().is_empty() {
        Err("accessToken must not be empty.")
    } else if !token.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
        Err("accessToken must be the bare token: visible ASCII without spaces, without \"Bearer\" before it.")
    } else {
        Ok(())
    }
}
