//! OAuth 2.0 client credentials (RFC 6749 section 4.4): the request's forms, the cache, and one request for many
//! callers.

use std::cell::RefCell;
use std::fmt;
use std::rc::{Rc, Weak};

use crate::clock::Clock;
use crate::config::{AccessToken, Config, Credentials, Problem, check_token};
use crate::encode::{decimal, whole};
use crate::envelope::Redact;
use crate::error::printable;
use crate::event::{Kind, Tag};
use crate::json::{Document, Json};
use crate::retry::{Effect, Repeat, Tries};
use crate::room::Hold;
use crate::sensitive::{cut, redact};
use crate::task::{Boxed, Shared};
use crate::transport::{BODY_LIMIT, Host, Limit, Method, Request, Response, Transport};
use crate::{Code, Error, Sensitive, encode, envelope};

/// A token is renewed this long before it expires, ms, or a tenth of its lifetime when that is less.
const MARGIN_MS: f64 = 60_000.0;

/// So many of the tokens that were refused are kept, to be taken out of what a server repeats.
const PAST_TOKENS: usize = 4;

/// Brings bearer tokens from elsewhere, such as a backend that keeps the client secret.
pub trait Provider: fmt::Debug {
    /// Gives a token; `refresh` says that the server refused the one given before.
    fn token(&self, refresh: bool) -> Boxed<'static, Result<Sensitive, NotProvided>>;
}

/// Why a [`Provider`] gave no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotProvided {
    /// In words for a person.
    pub words: String,
    /// Whether it is of no use to ask again.
    pub is_final: bool,
}

/// What may pass.
impl From<String> for NotProvided {
    fn from(words: String) -> Self {
        Self { words, is_final: false }
    }
}

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
pub struct Form {
    /// Its method.
    pub method: Method,
    /// Where the credentials go.
    pub placement: Placement,
}

/// The form to try first, and the one after it.
pub type Forms = (Form, Option<Form>);

impl Form {
    /// The forms to try, in order: `GET` as MySafe documents it and then `POST` as its own clients do, less what the
    /// caller pinned.
    ///
    /// # Errors
    ///
    /// A `GET` with a body.
    pub fn candidates(method: Option<Method>, placement: Option<Placement>) -> Result<Forms, Problem> {
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

    fn request(self, config: &Config, id: &Sensitive, secret: &Sensitive) -> Request {
        let tenant =
            config.tenant.as_ref().map(|tenant| ["&tenant=", &encode::form(tenant)].concat()).unwrap_or_default();
        let mut fields = Sensitive::new(["grant_type=client_credentials", &tenant].concat());
        let mut authorization = None;
        if self.placement == Placement::Body {
            let (id, secret) = (form_encoded(id), form_encoded(secret));
            let parts = [fields.expose(), "&client_id=", id.expose(), "&client_secret=", secret.expose()];
            fields = Sensitive::new(parts.concat());
        } else {
            authorization =
                Some(Rc::new(Sensitive::new(["Basic ", pair(self.placement, id, secret).expose()].concat())));
        }
        let endpoint = [config.base.as_str(), &config.token_path].concat();
        let (url, body) = match self.method {
            Method::Get => ([&endpoint, "?", fields.expose()].concat(), None),
            _ => (endpoint, Some(("application/x-www-form-urlencoded", fields))),
        };
        Request { method: self.method, url, authorization, body, limit: BODY_LIMIT }
    }
}

/// The credentials as they stand in `Authorization: Basic`.
fn pair(placement: Placement, id: &Sensitive, secret: &Sensitive) -> Sensitive {
    let plain = |part: &Sensitive| if placement == Placement::BasicRaw { part.clone() } else { form_encoded(part) };
    let (id, secret) = (plain(id), plain(secret));
    let both = Sensitive::new([id.expose(), ":", secret.expose()].concat());
    Sensitive::new(encode::base64(both.expose()))
}

fn form_encoded(value: &Sensitive) -> Sensitive {
    Sensitive::new(encode::form(value.expose()))
}

/// A bearer token in use.
#[derive(Debug)]
pub struct Token {
    /// Value of the `Authorization` header.
    pub authorization: Rc<Sensitive>,
    /// Which of the client's tokens this is: a refusal names the one that was refused.
    pub generation: u64,
    /// When it was asked for and how long it is served, ms; kept until it is refused without a lifetime.
    serves: Option<(f64, f64)>,
}

impl Token {
    /// The token itself.
    #[must_use]
    pub fn value(&self) -> &str {
        self.authorization.expose().strip_prefix("Bearer ").unwrap_or_default()
    }

    /// A clock that was set back says nothing of the age, so such a token is not served either.
    fn is_fresh(&self, now: f64) -> bool {
        self.serves.is_none_or(|(since, span)| (0.0..span).contains(&(now - since)))
    }
}

/// A token on its way.
type Renewal = Shared<Result<Rc<Token>, Error>>;

/// The client's one token, and what it is got with.
pub struct Tokens<T, C>(Rc<Inner<T, C>>);

struct Inner<T, C> {
    host: Host<T, C>,
    config: Config,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    /// `None` once closed.
    access: Option<Rc<Access>>,
    current: Option<Rc<Token>>,
    generation: u64,
    /// The token that the server refused, until there is another.
    refused: Option<Rc<Token>>,
    /// The tokens refused before the one in use, the last of them: a server's words may still repeat one.
    past: [Option<Rc<Token>>; PAST_TOKENS],
    /// Which of the config's forms the server took.
    form: Option<Form>,
    /// The renewal under way. Weak, so that it ends when nobody waits for it any more.
    renewal: Weak<Renewal>,
}

impl State {
    /// `text` without the credentials, and without `token` and those that the client has or had.
    fn redact(&self, text: &str, access: Option<&Access>, token: Option<&Token>) -> String {
        let tokens = [token, self.current.as_deref(), self.refused.as_deref()].into_iter().flatten();
        let tokens = tokens.chain(self.past.iter().flatten().map(|token| &**token)).map(Token::value);
        let hidden = access.map(|access| access.hidden.as_slice()).unwrap_or_default().iter();
        redact(text, hidden.map(|secret| secret.expose().as_str()).chain(tokens))
    }
}

struct Access {
    credentials: Credentials,
    /// What of them must not be repeated, in each form that it is sent in.
    hidden: Vec<Sensitive>,
}

impl<T, C> fmt::Debug for Tokens<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").finish_non_exhaustive()
    }
}

impl<T, C> Tokens<T, C> {
    /// What the client works with.
    #[must_use]
    pub fn host(&self) -> &Host<T, C> {
        &self.0.host
    }

    /// The client's checked options.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }
}

impl<T: Transport + 'static, C: Clock + 'static> Tokens<T, C> {
    /// Holds `credentials`; asks for nothing yet.
    pub fn new(host: Host<T, C>, config: Config, credentials: Credentials) -> Self {
        let access = Access { hidden: hidden(&credentials), credentials };
        let state = State { access: Some(Rc::new(access)), ..State::default() };
        Self(Rc::new(Inner { host, config, state: RefCell::new(state) }))
    }

    /// The token to use now: the one at hand, or one got by a request that all callers share.
    ///
    /// # Errors
    ///
    /// What kept the server, or the caller's function, from giving one.
    pub async fn get(&self) -> Result<Rc<Token>, Error> {
        let renewal = {
            let mut state = self.0.state.borrow_mut();
            let now = self.0.host.clock.now();
            match &state.current {
                Some(token) if token.is_fresh(now) => return Ok(token.clone()),
                _ => state.renewal.upgrade().map_or_else(|| self.renew(&mut state), Ok)?,
            }
        };
        renewal.wait().await
    }

    /// Drops `token`, which the server refused, unless a newer one has taken its place. Says whether there can be
    /// another.
    #[must_use]
    pub fn refuse(&self, token: &Token) -> bool {
        let mut state = self.0.state.borrow_mut();
        if state.current.as_ref().is_some_and(|current| current.generation == token.generation) {
            state.refused = state.current.take();
        }
        let access = state.access.as_ref();
        access.is_some_and(|access| !matches!(access.credentials, Credentials::Token(AccessToken::Fixed(_))))
    }

    /// Wipes the credentials and the token.
    pub fn close(&self) {
        let mut state = self.0.state.borrow_mut();
        *state = State { generation: state.generation, ..State::default() };
    }

    /// `text` without anything secret that this client knows of.
    #[must_use]
    pub fn redact(&self, text: &str, token: Option<&Token>) -> String {
        let state = self.0.state.borrow();
        state.redact(text, state.access.as_deref(), token)
    }

    fn renew(&self, state: &mut State) -> Result<Rc<Renewal>, Error> {
        let access = state.access.clone().ok_or_else(closed)?;
        let (inner, pinned, refresh) = (self.0.clone(), state.form, state.refused.is_some());
        let renewal = Shared::new(Box::pin(async move {
            let Inner { host, config, state } = &*inner;
            let clean: Redact = &|text| state.borrow().redact(text, Some(&access), None);
            let asked = host.clock.now();
            let granted = match &access.credentials {
                Credentials::Token(AccessToken::Fixed(token)) => Ok((Grant::lasting(token.clone()), None)),
                Credentials::Token(AccessToken::Provider(provider)) => {
                    ask_provider(host, config, &**provider, refresh).await.map(|grant| (grant, None))
                }
                Credentials::Client { id, secret } => {
                    let forms = pinned.map_or(config.forms, |form| (form, None));
                    let granted = request_grant(host, config, forms, id, secret, clean).await;
                    granted.map_err(|error| with_advice(error, id, secret))
                }
            };
            let mut state = state.borrow_mut();
            state.renewal = Weak::new();
            let (grant, form) = granted.map_err(|mut error| {
                error.message = ["no token: ", &error.message].concat();
                // Whatever became of the token request, the operation was not sent with it.
                error.effect = Effect::None;
                error.exhausted = true;
                error
            })?;
            state.generation += 1;
            if let Some(refused) = state.refused.take() {
                // Each moves on by one place, and the oldest is forgotten.
                let mut moved = Some(refused);
                for place in &mut state.past {
                    moved = std::mem::replace(place, moved);
                }
            }
            state.form = form;
            let token = Rc::new(grant.into_token(state.generation, asked));
            // A client closed meanwhile keeps nothing.
            state.current = state.access.is_some().then(|| token.clone());
            Ok(token)
        }));
        state.renewal = Rc::downgrade(&renewal);
        Ok(renewal)
    }
}

/// The error of every call to a closed client.
#[must_use]
pub fn closed() -> Error {
    Error::new(Code::Closed, "this client was closed. Make a new one.")
}

fn hidden(credentials: &Credentials) -> Vec<Sensitive> {
    match credentials {
        Credentials::Client { id, secret } => {
            vec![
                pair(Placement::Basic, id, secret),
                pair(Placement::BasicRaw, id, secret),
                secret.clone(),
                form_encoded(secret),
            ]
        }
        Credentials::Token(AccessToken::Fixed(token)) => vec![token.clone()],
        Credentials::Token(AccessToken::Provider(_)) => Vec::new(),
    }
}

/// What a token endpoint, or the caller, gave.
struct Grant {
    token: Sensitive,
    lifetime_ms: Option<f64>,
}

impl Grant {
    const fn lasting(token: Sensitive) -> Self {
        Self { token, lifetime_ms: None }
    }

    fn into_token(self, generation: u64, asked: f64) -> Token {
        let authorization = Rc::new(Sensitive::new(["Bearer ", self.token.expose()].concat()));
        let serves = self.lifetime_ms.map(|lifetime| (asked, lifetime - MARGIN_MS.min(lifetime / 10.0)));
        Token { authorization, generation, serves }
    }
}

/// Asks the caller's function, and again by the retry policy when it fails in a way that may pass.
async fn ask_provider(
    host: &Host<impl Transport, impl Clock>,
    config: &Config,
    provider: &dyn Provider,
    refresh: bool,
) -> Result<Grant, Error> {
    let deadline = host.clock.monotonic() + config.deadline;
    let mut tries = Tries::new(&config.retry, &host.quota, Repeat::Idempotent);
    let mut tag = Tag { operation: "token", identifier: None, attempt: 0 };
    loop {
        tag.attempt += 1;
        match provided(provider.token(refresh).await) {
            Ok(grant) => {
                tries.succeeded();
                return Ok(grant);
            }
            Err(error) => host.pause(&mut tries, error, deadline, tag).await?,
        }
    }
}

fn provided(answer: Result<Sensitive, NotProvided>) -> Result<Grant, Error> {
    let (problem, is_final) = match answer {
        Ok(token) => match check_token(&token) {
            Ok(()) => return Ok(Grant::lasting(token)),
            Err(problem) => (["the function's ", problem].concat(), false),
        },
        Err(NotProvided { words, is_final }) => {
            (["the accessToken function failed (", &printable(&redact(&words, []), 200), ")."].concat(), is_final)
        }
    };
    let mut error = Error::new(Code::Unauthorized, problem);
    error.retryable = !is_final;
    Err(error)
}

/// The same error. One that says of the credentials that they are wrong says what may be wrong about them, too.
fn with_advice(mut error: Error, id: &Sensitive, secret: &Sensitive) -> Error {
    if error.code == Code::Unauthorized {
        for (what, value) in [("id", id), ("secret", secret)] {
            if value.expose().trim().len() < value.expose().len() {
                let advice = [" The client ", what, " begins or ends in white space, which is sent as it is."];
                error.message.push_str(&advice.concat());
            }
        }
    }
    error
}

/// Asks in each of `forms` until one is not refused for its form; tells which that was.
async fn request_grant(
    host: &Host<impl Transport, impl Clock>,
    config: &Config,
    (mut form, mut other): Forms,
    id: &Sensitive,
    secret: &Sensitive,
    clean: Redact<'_>,
) -> Result<(Grant, Option<Form>), Error> {
    let deadline = host.clock.monotonic() + config.deadline;
    let mut retries = Tries::new(&config.retry, &host.quota, Repeat::Idempotent);
    let mut tag = Tag { operation: "token", identifier: None, attempt: 0 };
    loop {
        tag.attempt += 1;
        let limit = Limit { name: "timeout", set: config.timeout, left: config.timeout };
        let room = Hold::new(BODY_LIMIT);
        let answer = host.exchange(&form.request(config, id, secret), &room, limit, tag, clean).await;
        let refused = match answer.map_err(Refusal::from).and_then(|response| read(&response, clean)) {
            Ok(grant) => {
                host.tell(tag, Kind::Token { lifetime: grant.lifetime_ms });
                retries.succeeded();
                return Ok((grant, Some(form)));
            }
            Err(refused) => refused,
        };
        if !refused.of_form {
            host.pause(&mut retries, refused.error, deadline, tag).await?;
        } else if let Some(next) = other.take() {
            form = next;
            retries = Tries::new(&config.retry, &host.quota, Repeat::Idempotent);
        } else {
            return Err(refused.error);
        }
    }
}

struct Refusal {
    error: Error,
    /// Whether the server may take the same credentials in another form of request.
    of_form: bool,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self { error, of_form: false }
    }
}

/// Reads a token endpoint's answer (RFC 6749 sections 5.1 and 5.2). Some state their refusal under a 200.
fn read(response: &Response, clean: Redact) -> Result<Grant, Refusal> {
    let document = Document::parse(&response.body);
    let body = document.root();
    let has_succeeded = matches!(response.status, 200..=299);
    if has_succeeded && let Some(grant) = granted(body) {
        return Ok(grant);
    }
    let stated = body.get("error").and_then(Json::text);
    let is_of_form = matches!(stated.as_deref(), Some("invalid_request" | "unsupported_grant_type"));
    let of_form = match response.status {
        404 | 405 | 501 => true,
        400 => is_of_form || stated.is_none(),
        _ => has_succeeded && is_of_form,
    };
    let error = match (stated, envelope::words_of_failure(body)) {
        (Some(stated), _) => oauth_error(response, &stated, body, clean),
        (None, words) if response.status == 401 => refused(response, body, words.as_deref(), clean),
        (None, Some(words)) if matches!(response.status, 200..=299 | 400 | 403) => {
            refused(response, body, Some(&words), clean)
        }
        (None, _) => envelope::gateway(response, body, clean),
    };
    Err(Refusal { error, of_form })
}

const REFUSED: &str = "the client id or the client secret was refused. Check both, and the tenant; the access key may \
                       have expired, or be limited to source addresses, referrers or a client certificate.";

/// The error of refused credentials, with the server's words for it. They would be refused again.
fn refused(response: &Response, body: Json, words: Option<&str>, clean: Redact) -> Error {
    let mut error = envelope::gateway(response, body, clean);
    error.code = Code::Unauthorized;
    error.retryable = false;
    let words = words.map(|words| envelope::quotable(words, clean)).unwrap_or_default();
    let said = if words.is_empty() { String::new() } else { [", \"", &words, "\""].concat() };
    error.message = [REFUSED, " (HTTP ", &decimal(response.status), &said, ")"].concat();
    error
}

fn granted(body: Json) -> Option<Grant> {
    let token = Sensitive::from(&*body.get("access_token")?.text()?);
    check_token(&token).ok()?;
    if let Some(kind) = body.get("token_type").filter(|kind| !kind.is_null())
        && !kind.text()?.eq_ignore_ascii_case("bearer")
    {
        return None;
    }
    // Zero says nothing of a token that was just granted.
    let lifetime_ms =
        body.get("expires_in").and_then(seconds).filter(|seconds| *seconds > 0.0).map(|seconds| seconds * 1000.0);
    Some(Grant { token, lifetime_ms })
}

/// A lifetime in seconds, as a number or as text; what is beyond the point is left out.
fn seconds(json: Json) -> Option<f64> {
    let text = json.text();
    let (seconds, parts) = cut(text.as_deref().or(json.number())?.trim(), b'.');
    if !parts.unwrap_or_default().bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "no lifetime is that long")]
    whole(seconds).map(|seconds| seconds as f64)
}

fn oauth_error(response: &Response, stated: &str, body: Json, clean: Redact) -> Error {
    let description = body.get("error_description").and_then(Json::text).unwrap_or_default();
    let colon = if description.is_empty() { "" } else { ": " };
    let words = [stated, colon, &description].concat();
    if matches!(stated, "invalid_client" | "unauthorized_client" | "invalid_grant" | "access_denied") {
        return refused(response, body, Some(&words), clean);
    }
    let mut error = envelope::gateway(response, Json::default(), clean);
    let advice = if matches!(error.code, Code::Server | Code::RateLimited | Code::Timeout) {
        "the token endpoint failed. Try again."
    } else {
        error.code = Code::Api;
        error.retryable = false;
        "the token endpoint refused the request. Check token.path, token.method, token.credentials and tenant."
    };
    let words = envelope::quotable(&words, clean);
    error.message = [advice, " (HTTP ", &decimal(response.status), ", \"", &words, "\")"].concat();
    error
}

#[cfg(test)]
mod tests;
