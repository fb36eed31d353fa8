//! One call: a token, the request, and what the answer means.

mod switch;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::clock::Clock;
use crate::config::{Config, Options, check_limits};
use crate::envelope;
use crate::event::{Kind, Observer, Tag};
use crate::gate::{Ended, Turn};
use crate::order::{Order, Place};
use crate::record::{ApiSecret, ApiSecretSummary, Changes};
use crate::retry::{Effect, Policy, Quota, Tries};
use crate::room::Hold;
use crate::secretapi::{Action, Filter, Identifier, Operation, Reading, Said};
use crate::sensitive::without;
use crate::shown::{Parts, Put, Value};
use crate::task::{Wakers, race};
use crate::token::{Token, Tokens, closed};
use crate::transport::{Host, Limit, Request, Transport};
use crate::{Code, Error};

use switch::Switch;

/// A fresh token may be unknown to the next node for a while. So long, in ms, is waited after the second refusal in a row,
/// before a third is believed.
const UNKNOWN_TOKEN_MS: f64 = 500.0;

/// Limits of one call; what is left out comes from the client.
#[derive(Clone, Copy, Debug, Default)]
pub struct CallOptions {
    /// Longest time for one attempt with its body, ms.
    pub timeout: Option<f64>,
    /// Longest time for the whole call with its token, ms.
    pub deadline: Option<f64>,
}

impl CallOptions {
    /// Refuses limits that cannot be.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`, naming the limit.
    pub fn check(self) -> Result<(), Error> {
        check_limits(self.timeout, self.deadline).map_err(Error::invalid_argument)
    }
}

/// Limits and manner of an `activate` or `deactivate`.
#[derive(Clone, Copy, Debug, Default)]
pub struct SwitchOptions {
    /// Limits of the call, its looks included.
    pub limits: CallOptions,
    /// Looks at the state before and after: three requests in place of one.
    pub verify: bool,
}

impl From<CallOptions> for SwitchOptions {
    fn from(limits: CallOptions) -> Self {
        Self { limits, verify: false }
    }
}

/// What a successful `activate` or `deactivate` tells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "so it is published")]
pub struct StateChange {
    /// The identifier asked for.
    pub identifier: String,
    /// The state that the item is in now.
    pub active: bool,
    /// Whether this call changed it.
    pub changed: bool,
    /// Whether `changed` is known. It is not where an "already" may be the echo of this very call.
    pub certain: bool,
    /// Whether the state was looked at, besides what the server said of it.
    pub verified: bool,
    /// The server's words.
    pub message: String,
    /// HTTP status of the answer.
    pub status: u16,
    /// Tries of the operation; looks are not counted.
    pub attempts: u32,
}

impl StateChange {
    /// The outcome's public name in a batch.
    #[must_use]
    pub const fn state(&self) -> &'static str {
        if self.changed { "changed" } else { "unchanged" }
    }
}

impl Parts for StateChange {
    fn parts(&self, put: Put<'_>) {
        put("identifier", Value::Text(&self.identifier));
        put("active", Value::Flag(self.active));
        put("changed", Value::Flag(self.changed));
        put("certain", Value::Flag(self.certain));
        put("verified", Value::Flag(self.verified));
        put("message", Value::Text(&self.message));
        put("status", Value::Whole(self.status.into()));
        put("attempts", Value::Whole(self.attempts));
    }
}

/// A client of one MySafe, with one set of credentials and one token.
pub struct Client<T, C> {
    tokens: Tokens<T, C>,
    is_closed: Cell<bool>,
    /// How many calls there have been.
    calls: Cell<usize>,
    /// The calls that change an item.
    order: Order,
    /// The calls in flight, to be told when the client is closed.
    in_flight: RefCell<Wakers>,
}

impl<T, C> fmt::Debug for Client<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.tokens.config().base).finish_non_exhaustive()
    }
}

impl<T: Transport + 'static, C: Clock + 'static> Client<T, C> {
    /// Checks `options`. Nothing is sent before the first call.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`, naming the option and what it should be.
    pub fn new(options: Options, transport: T, clock: C, observer: Option<Observer>) -> Result<Self, Error> {
        let (config, credentials) = Config::new(options, |url| transport.locate(url))?;
        let tokens = Tokens::new(Host { transport, clock, observer, quota: Quota::default() }, config, credentials);
        let (is_closed, calls, order, in_flight) = Default::default();
        Ok(Self { tokens, is_closed, calls, order, in_flight })
    }

    /// How the client makes failed tries again.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.tokens.config().retry
    }

    /// A number for a call, or a batch, that is to be told when the client is closed.
    pub(crate) fn number(&self) -> usize {
        self.calls.replace(self.calls.get() + 1)
    }

    /// Ready once the client is closed.
    pub(crate) fn poll_closed(&self, number: usize, context: &Context<'_>) -> Poll<Error> {
        if self.is_closed.get() {
            return Poll::Ready(closed());
        }
        self.in_flight.borrow_mut().set(number, context);
        Poll::Pending
    }

    /// Nobody is left who is to be told.
    pub(crate) fn forget(&self, number: usize) {
        self.in_flight.borrow_mut().remove(number);
    }

    /// The client's clock.
    pub(crate) fn clock(&self) -> &C {
        &self.tokens.host().clock
    }

    /// Longest time for a whole call with these limits, ms.
    #[must_use]
    pub fn deadline(&self, options: CallOptions) -> f64 {
        options.deadline.unwrap_or(self.tokens.config().deadline)
    }

    /// Switches an API secret on.
    ///
    /// # Errors
    ///
    /// See [`Code`]: what kept it from being known that the secret is on.
    pub async fn activate(
        &self,
        identifier: &Identifier,
        options: impl Into<SwitchOptions>,
    ) -> Result<StateChange, Error> {
        self.set(Action::Activate, identifier, options.into(), Tracking::default()).await
    }

    /// Switches an API secret off.
    ///
    /// # Errors
    ///
    /// See [`Code`]: what kept it from being known that the secret is off.
    pub async fn deactivate(
        &self,
        identifier: &Identifier,
        options: impl Into<SwitchOptions>,
    ) -> Result<StateChange, Error> {
        self.set(Action::Deactivate, identifier, options.into(), Tracking::default()).await
    }

    /// Switches an API secret to the state that `action` leads to.
    ///
    /// # Errors
    ///
    /// As [`activate`](Self::activate) and [`deactivate`](Self::deactivate).
    pub async fn set(
        &self,
        action: Action,
        identifier: &Identifier,
        options: SwitchOptions,
        tracking: Tracking<'_>,
    ) -> Result<StateChange, Error> {
        let call = Call::new(self, options.limits, tracking);
        let switch = Switch::new(&call, action, identifier);
        call.run(Some(identifier), switch.run(options.verify)).await.or_else(|error| {
            // What ended the call from outside has not heard of its tries yet.
            if error.operation.is_some() { Err(error) } else { switch.cut_off(error) }
        })
    }

    /// Lists the API secrets that the client's user can see.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn list(&self, filter: &Filter, options: CallOptions) -> Result<Vec<ApiSecretSummary>, Error> {
        match self.ask(&Operation::list(filter), options, Tracking::default()).await?.reading {
            Reading::List(list) => Ok(list),
            _ => Err(mixed_up()),
        }
    }

    /// Shows an API secret, with the secret that it stores. An inactive one is not shown: `INACTIVE`.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn get(&self, identifier: &Identifier, options: CallOptions) -> Result<ApiSecret, Error> {
        self.ask(&Operation::get(identifier), options, Tracking::default()).await?.into_secret()
    }

    /// Whether an API secret is active.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn is_active(&self, identifier: &Identifier, options: CallOptions) -> Result<bool, Error> {
        active(self.ask(&Operation::is_active(identifier), options, Tracking::default()).await)
    }

    /// Creates an API secret. It is not sent again after an answer that got lost.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn create(&self, secret: &Changes, options: CallOptions) -> Result<ApiSecret, Error> {
        self.ask(&Operation::create(secret)?, options, Tracking::default()).await?.into_secret()
    }

    /// Changes an API secret: what is given, and nothing else.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn update(
        &self,
        identifier: &Identifier,
        changes: &Changes,
        options: CallOptions,
    ) -> Result<ApiSecret, Error> {
        self.ask(&Operation::update(identifier, changes)?, options, Tracking::default()).await?.into_secret()
    }

    /// Wipes the credentials and the token, and ends the calls in flight with `CLOSED`.
    pub fn close(&self) {
        self.tokens.close();
        self.is_closed.set(true);
        Wakers::wake(&self.in_flight);
    }

    /// Makes one call: tries until there is an answer that settles it, for as long as the limits allow.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn ask(
        &self,
        operation: &Operation,
        options: CallOptions,
        tracking: Tracking<'_>,
    ) -> Result<Answer, Error> {
        let call = Call::new(self, options, tracking);
        let tally = Tally::default();
        // A younger update is not to be undone by the retry of an older one.
        let item = operation.identifier.as_ref().filter(|_| operation.changes);
        let result = call.run(item, call.tries(operation, &tally)).await;
        result.map_err(|error| tally.concluded(operation, error))
    }
}

/// Who follows a call.
#[derive(Clone, Copy, Default)]
pub struct Tracking<'a> {
    /// Lets each try through, of an item of a batch.
    pub turn: Option<&'a Turn<'a>>,
    /// Is told of each try before it is sent, by its number from 1. Looks are no tries.
    pub sent: Option<&'a dyn Fn(u32)>,
}

impl fmt::Debug for Tracking<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tracking").finish_non_exhaustive()
    }
}

/// What is known of the tries of one operation.
#[derive(Debug, Default)]
struct Tally {
    /// How many were sent.
    attempts: Cell<u32>,
    /// One is in flight.
    unanswered: Cell<bool>,
    /// One that has ended may have done the work.
    doubtful: Cell<bool>,
}

impl Tally {
    /// Whether some try may have done the work.
    fn effect(&self) -> Effect {
        if self.doubtful.get() || self.unanswered.get() { Effect::Possible } else { Effect::None }
    }

    /// The error that ends the operation, with all that is known of its tries.
    fn concluded(&self, operation: &Operation, mut error: Error) -> Error {
        error.effect = self.effect();
        if operation.changes && error.effect == Effect::Possible {
            error.message.push_str(operation.repeat.advice());
        }
        self.named(operation, error)
    }

    fn named(&self, operation: &Operation, mut error: Error) -> Error {
        error.attempts = self.attempts.get();
        error.in_call(operation.name, operation.identifier.as_ref().map(Identifier::as_str))
    }
}

/// One call while it runs: the limits that its requests share.
pub(crate) struct Call<'a, T: Transport + 'static, C: Clock + 'static> {
    client: &'a Client<T, C>,
    /// Which of the client's calls it is.
    number: usize,
    tracking: Tracking<'a>,
    options: CallOptions,
    /// Longest time for the whole of it, ms.
    allowed: f64,
    /// When it must be over, by the clock, ms.
    deadline: Cell<f64>,
}

impl<T: Transport + 'static, C: Clock + 'static> Drop for Call<'_, T, C> {
    fn drop(&mut self) {
        self.client.forget(self.number);
    }
}

impl<'a, T: Transport + 'static, C: Clock + 'static> Call<'a, T, C> {
    fn new(client: &'a Client<T, C>, options: CallOptions, tracking: Tracking<'a>) -> Self {
        let number = client.number();
        let allowed = client.deadline(options);
        let deadline = Cell::new(client.tokens.host().clock.monotonic() + allowed);
        Self { client, number, tracking, options, allowed, deadline }
    }

    /// Runs `work`, which changes `item` if one is given, until the client is closed or the batch aborted.
    async fn run<R>(
        &self,
        item: Option<&Identifier>,
        work: impl Future<Output = Result<R, Error>>,
    ) -> Result<R, Error> {
        self.options.check()?;
        let place = item.map(|item| self.client.order.enter(self.number, item.key()));
        let work = async {
            if let Some(place) = &place {
                self.until_first(place).await?;
            }
            work.await
        };
        let stopped = pin!(poll_fn(|context| self.poll_stopped(context)));
        race(stopped, pin!(work)).await.map_or_else(|result| result, Err)
    }

    /// Waits for the older calls on the same item.
    async fn until_first(&self, place: &Place<'_>) -> Result<(), Error> {
        if place.is_first() {
            return Ok(());
        }
        let clock = &self.client.tokens.host().clock;
        let (since, limit) = (clock.monotonic(), self.limit());
        // The limits of a batch's item are for the item alone, as while it waits for its turn.
        let time = if self.tracking.turn.is_some() { f64::INFINITY } else { limit.left };
        let waited = race(pin!(place.first()), pin!(clock.sleep(time))).await;
        waited.map_err(|()| limit.passed("not sent, since an earlier call on the same item was not over"))?;
        self.extend_since(since);
        Ok(())
    }

    /// Does not count the time since then, of a batch's item.
    fn extend_since(&self, since: f64) {
        if self.tracking.turn.is_some() {
            let waited = self.client.tokens.host().clock.monotonic() - since;
            self.deadline.set(self.deadline.get() + waited);
        }
    }

    /// Ready once the client is closed or the batch aborted.
    fn poll_stopped(&self, context: &Context<'_>) -> Poll<Error> {
        match self.tracking.turn.and_then(Turn::aborted) {
            Some(error) if !self.client.is_closed.get() => Poll::Ready(error),
            _ => self.client.poll_closed(self.number, context),
        }
    }

    /// Tries until there is a success, or a failure that deserves no other try.
    async fn tries(&self, operation: &Operation, tally: &Tally) -> Result<Answer, Error> {
        let (host, config) = (self.client.tokens.host(), self.client.tokens.config());
        let mut tries = Tries::new(&config.retry, &host.quota, operation.repeat);
        let mut refusals = 0;
        loop {
            if let Some(turn) = self.tracking.turn {
                let since = host.clock.monotonic();
                turn.enter(&host.clock).await?;
                self.extend_since(since);
            }
            let result = self.attempt(operation, tally, &mut refusals).await;
            if let Some(turn) = self.tracking.turn {
                turn.leave(
                    &host.clock,
                    match &result {
                        Ok(Some(Answer { reading: Reading::Said(Said::SomethingElse), .. })) => Ended::Odd,
                        Ok(Some(_)) => Ended::Answered,
                        Ok(None) => Ended::Replayed,
                        Err(error) => Ended::Failed(error),
                    },
                );
            }
            match result {
                // The token was refused: the same try again with another.
                Ok(None) if refusals == 1 => {}
                Ok(None) => {
                    host.tell(tag(operation, tally), Kind::Retry { delay: UNKNOWN_TOKEN_MS, code: Code::Unauthorized });
                    // Renewed before the pause: a token is as unknown as it is young. A failure is the next try's to tell.
                    drop(self.token().await);
                    host.clock.sleep(UNKNOWN_TOKEN_MS.min(self.limit().left)).await;
                }
                Ok(Some(answer)) => {
                    tries.succeeded();
                    return Ok(answer);
                }
                Err(error) => {
                    if error.effect == Effect::Possible {
                        tally.doubtful.set(true);
                    }
                    host.pause(&mut tries, error, self.deadline.get(), tag(operation, tally)).await?;
                }
            }
        }
    }

    /// Makes one try; `None` when it is to be made again with another token.
    async fn attempt(&self, operation: &Operation, tally: &Tally, refusals: &mut u32) -> Result<Option<Answer>, Error> {
        let tokens = &self.client.tokens;
        let (host, config) = (tokens.host(), tokens.config());
        let token = self.token().await?;
        let redact: envelope::Redact = &|text| {
            let text = tokens.redact(text, Some(&token));
            operation.hidden.iter().fold(text, |text, hidden| without(text, hidden.expose()))
        };
        let request = Request {
            method: operation.method,
            url: [&config.base, operation.path.as_str()].concat(),
            authorization: Some(token.authorization.clone()),
            body: operation.body.clone().map(|body| ("application/json", body)),
            limit: operation.limit,
        };
        let mut limit = self.limit();
        let timeout = self.options.timeout.unwrap_or(config.timeout);
        if timeout < limit.left {
            limit = Limit { name: "timeout", set: timeout, left: timeout };
        }
        tally.attempts.set(tally.attempts.get() + 1);
        tally.unanswered.set(true);
        if let Some(sent) = self.tracking.sent.filter(|_| operation.changes) {
            sent(tally.attempts.get());
        }
        // Held until the answer is read: that is when its body is let go.
        let room = Hold::new(operation.limit);
        let response = host.exchange(&request, &room, limit, tag(operation, tally), redact).await;
        tally.unanswered.set(false);
        let response = response?;
        let answer = envelope::decode(&response, operation.expects(), redact).and_then(|envelope| {
            Ok(Answer {
                reading: operation.read(&envelope, &response, redact)?,
                message: envelope::quotable(&envelope.message, redact),
                status: response.status,
            })
        });
        answer.map(Some).or_else(|mut error| {
            if error.code == Code::Unauthorized {
                let can_be_renewed = tokens.refuse(&token);
                // To wait and ask a third time is a retry; to replace a token that was refused is none.
                let most = if config.retry.attempts > 1 { 2 } else { 1 };
                if can_be_renewed && operation.repeat.allows_replay(&error) && *refusals < most {
                    *refusals += 1;
                    tally.doubtful.set(tally.doubtful.get() || error.effect == Effect::Possible);
                    return Ok(None);
                }
                // Three tokens refused in a row: other calls have shown that it is not the credentials, so it passes.
                error.retryable |= self.tracking.turn.is_some_and(Turn::is_accepted);
            }
            Err(error)
        })
    }

    /// The token, if it comes before the deadline.
    async fn token(&self) -> Result<Rc<Token>, Error> {
        let limit = self.limit();
        let alarm = pin!(self.client.tokens.host().clock.sleep(limit.left));
        race(pin!(self.client.tokens.get()), alarm).await.unwrap_or_else(|()| Err(limit.passed("no token")))
    }

    /// Whether the platform may have a request arrive more than once.
    fn may_repeat(&self) -> bool {
        self.client.tokens.host().transport.may_repeat()
    }

    /// What is left of the time for the whole call.
    fn limit(&self) -> Limit {
        let left = (self.deadline.get() - self.client.tokens.host().clock.monotonic()).max(0.0);
        Limit { name: "deadline", set: self.allowed, left }
    }
}

fn tag<'a>(operation: &'a Operation, tally: &Tally) -> Tag<'a> {
    let identifier = operation.identifier.as_ref().map(Identifier::as_str);
    Tag { operation: operation.name, identifier, attempt: tally.attempts.get() }
}

/// A success.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What the answer holds.
    pub reading: Reading,
    /// The server's words.
    pub message: String,
    /// HTTP status of the answer.
    pub status: u16,
}

impl Answer {
    fn into_secret(self) -> Result<ApiSecret, Error> {
        match self.reading {
            Reading::Secret(secret) => Ok(*secret),
            _ => Err(mixed_up()),
        }
    }
}

/// Whether the secret is active that was asked for: an inactive one is not shown.
///
/// # Errors
///
/// Any other than `INACTIVE`, which is documented under a 4xx alone.
pub fn active<A>(answer: Result<A, Error>) -> Result<bool, Error> {
    match answer {
        Ok(_) => Ok(true),
        Err(error) if error.code == Code::Inactive && matches!(error.status, Some(400..=499)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn mixed_up() -> Error {
    Error::new(Code::Internal, "the answer was read as that of another operation.")
}

#[cfg(test)]
mod tests;
