//! One call while it runs: its tries, one after another, and the limits that they share.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll};

use futures_util::future::{Either, select};

use super::admission::{Admission, AttemptOutcome, CallHooks};
use super::call_options::CallOptions;
use super::event::{EventKind, Tag};
use super::exchange::Limit;
use super::order::Place;
use super::retry::Retries;
use super::session::Session;
use super::token::Token;
use crate::api::{Answer, Identifier, Kind, Reply, RequestSpec, check_success, reply};
use crate::error::Effect;
use crate::error::{Code, Error};
use crate::http::{BodyMemory, Clock, Request, Transport};
use crate::text::redact::without_value;

/// A node of the server may not know a fresh token yet. After the second refusal in a row the client waits this long, in ms,
/// before it believes a third.
pub(super) const UNKNOWN_TOKEN_MS: f64 = 500.0;

/// What is known of the tries of one operation.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    /// How many were sent.
    count: Cell<u32>,
    /// One is in flight.
    in_flight: Cell<bool>,
    /// One that has ended may have made the change.
    doubtful: Cell<bool>,
}

impl Attempts {
    /// How many were sent.
    pub(super) fn count(&self) -> u32 {
        self.count.get()
    }

    /// What the tries together may have done.
    pub(super) fn effect(&self) -> Effect {
        if self.doubtful.get() || self.in_flight.get() { Effect::Possible } else { Effect::None }
    }

    /// Notes what a try that has ended may have done.
    pub(super) fn add_effect(&self, effect: Effect) {
        if effect == Effect::Possible {
            self.doubtful.set(true);
        }
    }

    fn begin(&self) {
        self.count.set(self.count.get() + 1);
        self.in_flight.set(true);
    }

    /// The error that ends the operation, with all that is known of its tries.
    pub(super) fn conclude(&self, spec: &RequestSpec<'_>, error: Error) -> Error {
        let error = error.with_effect(self.effect());
        let is_open = spec.changes && self.effect() == Effect::Possible;
        self.with_call(spec, if is_open { error.with_words(spec.repeat.advice()) } else { error })
    }

    /// `error` with the name of the operation and the number of its tries.
    pub(super) fn with_call(&self, spec: &RequestSpec<'_>, error: Error) -> Error {
        error.with_attempts(self.count()).in_call(spec.kind.call(spec.name), spec.identifier())
    }
}

/// A documented success.
#[derive(Debug)]
pub(super) struct Success {
    pub(super) answer: Answer,
    /// The token that was sent. A message must not repeat it.
    token: Rc<Token>,
}

/// One call while it runs: the limits that its requests share.
pub(super) struct Call<'a, T: Transport + 'static, C: Clock + 'static> {
    session: &'a Session<T, C>,
    /// The number of the call among those of the client.
    number: usize,
    hooks: CallHooks<'a>,
    options: &'a CallOptions,
    /// Limit of the whole call, ms.
    allowed: f64,
    /// When the call must be over, by the monotonic clock, ms.
    deadline: Cell<f64>,
}

impl<T: Transport + 'static, C: Clock + 'static> Drop for Call<'_, T, C> {
    fn drop(&mut self) {
        self.session.stop_waiting(self.number);
    }
}

impl<'a, T: Transport + 'static, C: Clock + 'static> Call<'a, T, C> {
    pub(super) fn new(session: &'a Session<T, C>, options: &'a CallOptions, hooks: CallHooks<'a>) -> Self {
        let number = session.next_number();
        let allowed = session.deadline(options);
        let deadline = Cell::new(session.clock().monotonic() + allowed);
        Self { session, number, hooks, options, allowed, deadline }
    }

    /// Runs `work` until the client is closed or the batch has ended. Work that changes `item` waits for the older calls on it.
    pub(super) async fn run<R>(
        &self,
        item: Option<(&Kind, &Identifier)>,
        work: Pin<&mut dyn Future<Output = Result<R, Error>>>,
    ) -> Result<R, Error> {
        self.options.check()?;
        let place = item.map(|item| self.session.order.enter(self.number, item));
        let mut work = pin!(async {
            // The older call may have requested the token and be given up. Its request then goes on for this call.
            let _renewal = self.session.tokens.renewal();
            if let Some(place) = &place {
                self.wait_for_older_calls(place).await?;
            }
            work.await
        });
        poll_fn(|context| match self.poll_stopped(context) {
            Poll::Ready(error) => Poll::Ready(Err(error)),
            Poll::Pending => work.as_mut().poll(context),
        })
        .await
    }

    async fn wait_for_older_calls(&self, place: &Place<'_>) -> Result<(), Error> {
        if place.is_first() {
            return Ok(());
        }
        let clock = self.session.clock();
        let (since, limit) = (clock.monotonic(), self.limit());
        // The limits of an item of a batch do not count its waits for others.
        let time = if self.hooks.admission.is_some() { f64::INFINITY } else { limit.left };
        match select(pin!(place.first()), pin!(clock.sleep(time))).await {
            Either::Left(_) => {
                self.extend_since(since);
                Ok(())
            }
            Either::Right(_) => Err(limit.exceeded("not sent, since an earlier call on the same item was not over")),
        }
    }

    /// Extends the deadline of an item of a batch by the time since `since`.
    fn extend_since(&self, since: f64) {
        if self.hooks.admission.is_some() {
            self.deadline.set(self.deadline.get() + self.session.clock().monotonic() - since);
        }
    }

    /// Ready once the client is closed or the batch has ended.
    fn poll_stopped(&self, context: &Context<'_>) -> Poll<Error> {
        if let Poll::Ready(error) = self.session.poll_closed(self.number, context) {
            return Poll::Ready(error);
        }
        self.hooks.admission.map_or(Poll::Pending, |admission| admission.poll_stopped(context))
    }

    /// Tries until there is a documented success, or a failure that deserves no other try.
    pub(super) async fn attempt_until_success(
        &self,
        spec: &RequestSpec<'_>,
        attempts: &Attempts,
    ) -> Result<Success, Error> {
        let (environment, config) = (self.session.tokens.environment(), self.session.tokens.config());
        let mut retries = Retries::new(&config.retry, &environment.quota, spec.repeat);
        let mut refused_tokens = 0;
        loop {
            self.wait_for_admission().await?;
            let result = self.attempt(spec, attempts, &mut refused_tokens).await;
            self.report(spec, &result);
            match result {
                Ok(Some(success)) => {
                    retries.succeeded();
                    return Ok(success);
                }
                // The token was refused: the same try follows at once, with another token.
                Ok(None) if refused_tokens == 1 => {}
                Ok(None) => self.wait_until_token_is_known(&tag(spec, attempts)).await,
                Err(error) => {
                    attempts.add_effect(error.effect());
                    let tag = tag(spec, attempts);
                    environment.wait_to_retry(&mut retries, error, self.deadline.get(), &tag).await?;
                }
            }
        }
    }

    async fn wait_for_admission(&self) -> Result<(), Error> {
        let Some(admission) = self.hooks.admission else { return Ok(()) };
        let since = self.session.clock().monotonic();
        admission.admit().await?;
        self.extend_since(since);
        Ok(())
    }

    /// Reports the end of a try to the batch.
    fn report(&self, spec: &RequestSpec<'_>, result: &Result<Option<Success>, Error>) {
        let Some(admission) = self.hooks.admission else { return };
        // An operation without sentences, such as a look, has none to be undocumented.
        let is_undocumented =
            |answer| !spec.sentences.is_empty() && reply(answer, spec.sentences) == Reply::Undocumented;
        admission.report(match result {
            Ok(Some(success)) if is_undocumented(&success.answer) => AttemptOutcome::Undocumented,
            Ok(Some(_)) => AttemptOutcome::Success,
            Ok(None) => AttemptOutcome::TokenRefused,
            Err(error) => AttemptOutcome::Failed(error),
        });
    }

    /// Waits until the server may know a fresh token.
    async fn wait_until_token_is_known(&self, tag: &Tag<'_>) {
        let environment = self.session.tokens.environment();
        environment.emit(tag, EventKind::Retry { delay: UNKNOWN_TOKEN_MS, code: Code::Unauthorized });
        // Renewed before the wait, which is for the new token. The next try reports a failure of the renewal.
        drop(self.token().await);
        environment.clock.sleep(UNKNOWN_TOKEN_MS.min(self.limit().left)).await;
    }

    /// Makes one try. `None` when the token was refused and another try is to follow.
    async fn attempt(
        &self,
        spec: &RequestSpec<'_>,
        attempts: &Attempts,
        refused_tokens: &mut u32,
    ) -> Result<Option<Success>, Error> {
        let token = self.token().await?;
        let redact = |text: &str| self.redact(text, &token, spec);
        let result = match self.send(spec, attempts, &token).await {
            Ok(answer) => check_success(spec, &answer, &redact).map(|()| answer),
            Err(error) => Err(error),
        };
        match result {
            Err(error) if error.code() == Code::Unauthorized => {
                let can_renew = self.session.tokens.refuse(&token);
                // The third try with a third token is a retry; the second is not.
                let most = if self.session.tokens.config().retry.attempts > 1 { 2 } else { 1 };
                if can_renew && spec.repeat.allows_replay(&error) && *refused_tokens < most {
                    *refused_tokens += 1;
                    attempts.add_effect(error.effect());
                    return Ok(None);
                }
                // Other items of the batch have shown that the credentials are good, so the refusal will pass.
                let will_pass = self.hooks.admission.is_some_and(Admission::credentials_are_good);
                let retryable = error.is_retryable() || will_pass;
                Err(error.with_retryable(retryable))
            }
            result => result.map(|answer| Some(Success { answer, token })),
        }
    }

    /// Sends the request and waits for its answer.
    async fn send(&self, spec: &RequestSpec<'_>, attempts: &Attempts, token: &Token) -> Result<Answer, Error> {
        let (environment, config) = (self.session.tokens.environment(), self.session.tokens.config());
        let request = Request {
            method: spec.method,
            url: format!("{}{}", config.base, spec.path),
            query: spec.query.clone(),
            headers: environment.headers.clone(),
            authorization: Some(token.authorization.clone()),
            body: spec.body.clone().map(|body| ("application/json", body)),
            limit: spec.limit,
        };
        let mut limit = self.limit();
        let timeout = self.options.timeout.unwrap_or(config.timeout);
        if timeout < limit.left {
            limit = Limit { name: "timeout", set: timeout, left: timeout };
        }
        attempts.begin();
        if let Some(on_send) = self.hooks.on_send.filter(|_| spec.is_noted) {
            on_send(attempts.count());
        }
        let redact = |text: &str| self.redact(text, token, spec);
        // Held until the answer is parsed, which frees the body.
        let memory = BodyMemory::new(spec.limit);
        let response = environment.exchange(&request, &memory, &limit, &tag(spec, attempts), &redact).await;
        attempts.in_flight.set(false);
        response.map(Answer::new)
    }

    /// The token, if it comes before the deadline.
    async fn token(&self) -> Result<Rc<Token>, Error> {
        let limit = self.limit();
        match select(pin!(self.session.tokens.get()), pin!(self.session.clock().sleep(limit.left))).await {
            Either::Left((token, _)) => token,
            Either::Right(_) => Err(limit.exceeded("no token")),
        }
    }

    /// `text` without the secrets of the client and of this call.
    pub(super) fn redact_success(&self, text: &str, success: &Success, spec: &RequestSpec<'_>) -> String {
        self.redact(text, &success.token, spec)
    }

    fn redact(&self, text: &str, token: &Token, spec: &RequestSpec<'_>) -> String {
        let text = self.session.tokens.redact(text, Some(token));
        spec.hidden.iter().fold(text, |text, hidden| without_value(text, hidden.expose()))
    }

    /// Whether the platform may send a request twice.
    pub(super) fn may_repeat(&self) -> bool {
        self.session.tokens.environment().transport.may_repeat()
    }

    /// What is left of the time for the whole call.
    fn limit(&self) -> Limit {
        let left = (self.deadline.get() - self.session.clock().monotonic()).max(0.0);
        Limit { name: "deadline", set: self.allowed, left }
    }
}

fn tag<'a>(spec: &RequestSpec<'a>, attempts: &Attempts) -> Tag<'a> {
    Tag { operation: spec.name, kind: spec.kind.mark(), identifier: spec.identifier(), attempt: attempts.count() }
}
