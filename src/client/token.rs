//! The client's one token: shared by its calls, renewed before it expires, replaced after a refusal.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared, WeakShared};

use super::event::{EventKind, Tag};
use super::exchange::{Environment, Limit};
use super::options::{AccessToken, Config, Credentials, ProviderError, TokenProvider};
use super::retry::Retries;
use crate::api::token::{self, Form, Forms, Grant, Refusal, check_token};
use crate::api::{Answer, Repeat};
use crate::error::Effect;
use crate::error::{Code, Error};
use crate::http::{BODY_LIMIT, BodyMemory, Clock, Transport};
use crate::sensitive::Sensitive;
use crate::text::redact::{Redact, printable, redact};

/// A token is renewed this long before it expires, ms, or a tenth of its lifetime when that is less.
const MARGIN_MS: f64 = 60_000.0;

/// How many refused tokens are kept, to be removed from what a server repeats.
const REFUSED_TOKENS: usize = 5;

/// A bearer token in use.
#[derive(Debug)]
pub(super) struct Token {
    /// Value of the `Authorization` header.
    pub(super) authorization: Rc<Sensitive>,
    /// The number of the token among those of the client. A refusal names the token that was refused.
    generation: u64,
    /// When it was requested and how long it is used, ms. A token without a lifetime is used until it is refused.
    valid: Option<(f64, f64)>,
}

impl Token {
    fn new(grant: &Grant, generation: u64, requested: f64) -> Self {
        let authorization = Rc::new(Sensitive::new(["Bearer ", grant.token.expose()].concat()));
        let valid = grant.lifetime_ms.map(|lifetime| (requested, lifetime - MARGIN_MS.min(lifetime / 10.0)));
        Self { authorization, generation, valid }
    }

    /// The token itself.
    fn value(&self) -> &str {
        self.authorization.expose().strip_prefix("Bearer ").unwrap_or_default()
    }

    /// Whether it may be used. After the clock was set back its age is not known, so it may not.
    fn is_fresh(&self, now: f64) -> bool {
        self.valid.is_none_or(|(since, span)| (0.0..span).contains(&(now - since)))
    }
}

type Renewal = LocalBoxFuture<'static, Result<Rc<Token>, Error>>;

/// The client's token and the credentials to get another.
pub(super) struct Tokens<T, C>(Rc<TokenStore<T, C>>);

struct TokenStore<T, C> {
    environment: Environment<T, C>,
    config: Config,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    /// `None` once the client is closed.
    access: Option<Rc<HeldCredentials>>,
    current: Option<Rc<Token>>,
    generation: u64,
    /// Whether the server refused the token before and there is no other yet.
    must_refresh: bool,
    /// The last tokens that were refused. A server's message may repeat one.
    refused: Vec<Rc<Token>>,
    /// The form of the token request that the server accepted.
    form: Option<Form>,
    /// The renewal under way. Weak, so that it ends when no call waits for it any more.
    renewal: Option<WeakShared<Renewal>>,
}

impl State {
    /// `text` without the credentials, without `token` and without the tokens that the client has or had.
    fn redact(&self, text: &str, access: Option<&HeldCredentials>, token: Option<&Token>) -> String {
        let tokens = self.refused.iter().map(|token| &**token).chain(self.current.as_deref()).chain(token);
        let hidden = access.map(|access| access.hidden.as_slice()).unwrap_or_default().iter();
        redact(text, hidden.map(|secret| secret.expose().as_str()).chain(tokens.map(Token::value)))
    }
}

struct HeldCredentials {
    credentials: Credentials,
    /// What a message must not repeat of them, in each form in which it is sent.
    hidden: Vec<Sensitive>,
}

impl HeldCredentials {
    fn new(credentials: Credentials) -> Self {
        let hidden = match &credentials {
            Credentials::Client { id, secret } => token::sent_forms(id, secret),
            Credentials::Token(AccessToken::Fixed(token)) => vec![token.clone()],
            Credentials::Token(AccessToken::Provider(_)) => Vec::new(),
        };
        Self { credentials, hidden }
    }
}

impl<T, C> fmt::Debug for Tokens<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").finish_non_exhaustive()
    }
}

impl<T, C> Tokens<T, C> {
    /// What the client runs on.
    pub(super) fn environment(&self) -> &Environment<T, C> {
        &self.0.environment
    }

    /// The client's checked options.
    pub(super) fn config(&self) -> &Config {
        &self.0.config
    }
}

impl<T: Transport + 'static, C: Clock + 'static> Tokens<T, C> {
    /// Holds `credentials`. Sends nothing yet.
    pub(super) fn new(environment: Environment<T, C>, config: Config, credentials: Credentials) -> Self {
        let state = State { access: Some(Rc::new(HeldCredentials::new(credentials))), ..State::default() };
        Self(Rc::new(TokenStore { environment, config, state: RefCell::new(state) }))
    }

    /// The current token, or a new one. Concurrent callers share one request.
    ///
    /// # Errors
    ///
    /// What kept the server, or the caller's provider, from giving one.
    pub(super) async fn get(&self) -> Result<Rc<Token>, Error> {
        let renewal = {
            let mut state = self.0.state.borrow_mut();
            let now = self.0.environment.clock.now();
            if let Some(token) = state.current.as_ref().filter(|token| token.is_fresh(now)) {
                return Ok(token.clone());
            }
            match state.renewal.as_ref().and_then(WeakShared::upgrade) {
                Some(renewal) => renewal,
                None => self.renew(&mut state)?,
            }
        };
        renewal.await
    }

    /// The token request that is under way. It goes on while this is held.
    pub(super) fn renewal(&self) -> Option<impl Sized> {
        self.0.state.borrow().renewal.as_ref().and_then(WeakShared::upgrade)
    }

    /// Drops `token`, which the server refused, unless a newer one has replaced it. Returns whether there can be another.
    pub(super) fn refuse(&self, token: &Token) -> bool {
        let mut state = self.0.state.borrow_mut();
        if let Some(refused) = state.current.take_if(|current| current.generation == token.generation) {
            if state.refused.len() == REFUSED_TOKENS {
                state.refused.remove(0);
            }
            state.refused.push(refused);
            state.must_refresh = true;
        }
        let access = state.access.as_ref();
        access.is_some_and(|access| !matches!(access.credentials, Credentials::Token(AccessToken::Fixed(_))))
    }

    /// Wipes the credentials and the token.
    pub(super) fn close(&self) {
        let mut state = self.0.state.borrow_mut();
        *state = State { generation: state.generation, ..State::default() };
    }

    /// `text` without anything secret that this client knows.
    pub(super) fn redact(&self, text: &str, token: Option<&Token>) -> String {
        let state = self.0.state.borrow();
        state.redact(text, state.access.as_deref(), token)
    }

    fn renew(&self, state: &mut State) -> Result<Shared<Renewal>, Error> {
        let access = state.access.clone().ok_or_else(closed)?;
        let renewal = self.0.clone().request_token(access, state.form, state.must_refresh).boxed_local().shared();
        state.renewal = renewal.downgrade();
        Ok(renewal)
    }
}

impl<T: Transport, C: Clock> TokenStore<T, C> {
    async fn request_token(
        self: Rc<Self>,
        access: Rc<HeldCredentials>,
        known_form: Option<Form>,
        refresh: bool,
    ) -> Result<Rc<Token>, Error> {
        let Self { environment, config, state } = &*self;
        let requested = environment.clock.now();
        let granted = match &access.credentials {
            Credentials::Token(AccessToken::Fixed(token)) => Ok((without_lifetime(token.clone()), None)),
            Credentials::Token(AccessToken::Provider(provider)) => {
                ask_provider(environment, config, &**provider, refresh).await.map(|grant| (grant, None))
            }
            Credentials::Client { id, secret } => {
                let redact: Redact<'_> = &|text| state.borrow().redact(text, Some(&access), None);
                let forms = known_form.map_or(config.forms, |form| (form, None));
                let granted = request_grant(environment, config, forms, id, secret, redact).await;
                granted.map(|(grant, form)| (grant, Some(form))).map_err(|error| with_advice(error, id, secret))
            }
        };
        let mut state = state.borrow_mut();
        state.renewal = None;
        // Whatever became of the token request, the operation was not sent with it.
        let (grant, form) =
            granted.map_err(|error| error.with_prefix("no token: ").with_effect(Effect::None).exhausted())?;
        state.generation += 1;
        state.must_refresh = false;
        state.form = form;
        let token = Rc::new(Token::new(&grant, state.generation, requested));
        // A client that was closed meanwhile keeps nothing.
        state.current = state.access.is_some().then(|| token.clone());
        Ok(token)
    }
}

/// The error of every call to a closed client.
pub(crate) fn closed() -> Error {
    Error::new(Code::Closed, "this client was closed. Make a new one.")
}

const fn without_lifetime(token: Sensitive) -> Grant {
    Grant { token, lifetime_ms: None }
}

/// Asks the caller's provider. A failure that may pass is retried by the retry policy.
async fn ask_provider(
    environment: &Environment<impl Transport, impl Clock>,
    config: &Config,
    provider: &dyn TokenProvider,
    refresh: bool,
) -> Result<Grant, Error> {
    let deadline = environment.clock.monotonic() + config.deadline;
    let mut retries = Retries::new(&config.retry, &environment.quota, Repeat::Idempotent);
    let mut tag = Tag { operation: "token", kind: None, identifier: None, attempt: 0 };
    loop {
        tag.attempt += 1;
        match check_provided(provider.token(refresh).await) {
            Ok(grant) => {
                retries.succeeded();
                return Ok(grant);
            }
            Err(error) => environment.wait_to_retry(&mut retries, error, deadline, &tag).await?,
        }
    }
}

fn check_provided(answer: Result<Sensitive, ProviderError>) -> Result<Grant, Error> {
    let (problem, is_final) = match answer {
        Ok(token) => match check_token(&token) {
            Ok(()) => return Ok(without_lifetime(token)),
            Err(problem) => (format!("the function's {problem}"), false),
        },
        Err(ProviderError { message, is_final }) => {
            let words = printable(&redact(&message, []), 200);
            (format!("the accessToken function failed ({words})."), is_final)
        }
    };
    Err(Error::new(Code::Unauthorized, problem).with_retryable(!is_final))
}

/// An error of refused credentials also points out white space around them.
fn with_advice(error: Error, id: &Sensitive, secret: &Sensitive) -> Error {
    if error.code() != Code::Unauthorized {
        return error;
    }
    [("id", id), ("secret", secret)].into_iter().fold(error, |error, (what, value)| {
        if value.expose().trim().len() == value.expose().len() {
            return error;
        }
        error.with_words(&format!(" The client {what} begins or ends in white space, which is sent as it is."))
    })
}

/// Requests a token in each of `forms` until one is not refused for its form. Returns that form too.
async fn request_grant(
    environment: &Environment<impl Transport, impl Clock>,
    config: &Config,
    (mut form, mut other_form): Forms,
    id: &Sensitive,
    secret: &Sensitive,
    redact: Redact<'_>,
) -> Result<(Grant, Form), Error> {
    let deadline = environment.clock.monotonic() + config.deadline;
    let mut retries = Retries::new(&config.retry, &environment.quota, Repeat::Idempotent);
    let mut tag = Tag { operation: "token", kind: None, identifier: None, attempt: 0 };
    loop {
        tag.attempt += 1;
        let limit = Limit { name: "timeout", set: config.timeout, left: config.timeout };
        let memory = BodyMemory::new(BODY_LIMIT);
        let mut request = form.request(&config.token_url, config.tenant.as_deref(), id, secret);
        request.headers = environment.headers.clone();
        let answer = environment.exchange(&request, &memory, &limit, &tag, redact).await;
        let read = |response| token::read(&Answer::new(response), redact);
        match answer.map_err(Refusal::from).and_then(read) {
            Ok(grant) => {
                environment.emit(&tag, EventKind::Token { lifetime: grant.lifetime_ms });
                retries.succeeded();
                return Ok((grant, form));
            }
            Err(Refusal { error, of_form: false }) => {
                environment.wait_to_retry(&mut retries, error, deadline, &tag).await?;
            }
            Err(Refusal { error, of_form: true }) => {
                form = other_form.take().ok_or(error)?;
                retries = Retries::new(&config.retry, &environment.quota, Repeat::Idempotent);
            }
        }
    }
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
