//! One call: a token, the request, and what the answer means.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::clock::Clock;
use crate::config::{Config, Options, check_limits};
use crate::envelope;
use crate::event::{Observer, Tag};
use crate::gate::Turn;
use crate::record::{ApiSecret, ApiSecretSummary, Changes};
use crate::retry::{Fate, Policy, Tries};
use crate::secretapi::{Action, Filter, Identifier, Operation, Reading};
use crate::sensitive::without;
use crate::shown::{Parts, Put, Value};
use crate::task::{Wakers, race};
use crate::token::{Token, Tokens, closed};
use crate::transport::{Host, Limit, Request, Transport};
use crate::{Code, Error};

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

/// What a successful `activate` or `deactivate` tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateChange {
    /// The identifier asked for.
    pub identifier: String,
    /// The state that the secret is in now.
    pub active: bool,
    /// `false` when the server says that it already was so.
    pub changed: bool,
    /// `false` when an earlier try of this call may have made the change that the answer found made.
    pub certain: bool,
    /// The server's words.
    pub message: String,
    /// HTTP status of the answer.
    pub status: u16,
    /// Tries of the operation.
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
        let tokens = Tokens::new(Host { transport, clock, observer }, config, credentials);
        let (is_closed, calls, in_flight) = Default::default();
        Ok(Self { tokens, is_closed, calls, in_flight })
    }

    /// How the client makes failed tries again.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.tokens.config().retry
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
    pub async fn activate(&self, identifier: &Identifier, options: CallOptions) -> Result<StateChange, Error> {
        self.set(Action::Activate, identifier, options, None).await
    }

    /// Switches an API secret off.
    ///
    /// # Errors
    ///
    /// See [`Code`]: what kept it from being known that the secret is off.
    pub async fn deactivate(&self, identifier: &Identifier, options: CallOptions) -> Result<StateChange, Error> {
        self.set(Action::Deactivate, identifier, options, None).await
    }

    /// Switches an API secret to the state that `action` leads to, each try when `turn` lets it through.
    ///
    /// # Errors
    ///
    /// As [`activate`](Self::activate) and [`deactivate`](Self::deactivate).
    pub async fn set(
        &self,
        action: Action,
        identifier: &Identifier,
        options: CallOptions,
        turn: Option<&Turn<'_>>,
    ) -> Result<StateChange, Error> {
        let operation = Operation::set(action, identifier);
        let answer = self.ask(&operation, options, turn).await?;
        Ok(answer.into_change(action, identifier))
    }

    /// Lists the API secrets that the client's user can see.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn list(&self, filter: &Filter, options: CallOptions) -> Result<Vec<ApiSecretSummary>, Error> {
        match self.ask(&Operation::list(filter), options, None).await?.reading {
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
        self.ask(&Operation::get(identifier), options, None).await?.into_secret()
    }

    /// Whether an API secret is active.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn is_active(&self, identifier: &Identifier, options: CallOptions) -> Result<bool, Error> {
        active(self.ask(&Operation::is_active(identifier), options, None).await)
    }

    /// Creates an API secret. It is not sent again after an answer that got lost.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn create(&self, secret: &Changes, options: CallOptions) -> Result<ApiSecret, Error> {
        self.ask(&Operation::create(secret)?, options, None).await?.into_secret()
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
        self.ask(&Operation::update(identifier, changes)?, options, None).await?.into_secret()
    }

    /// Wipes the credentials and the token, and ends the calls in flight with `CLOSED`.
    pub fn close(&self) {
        self.tokens.close();
        self.is_closed.set(true);
        Wakers::wake(&self.in_flight);
    }

    /// Makes one call: tries until there is an answer that settles it, for as long as the limits allow, each try when
    /// `turn` lets it through.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn ask(
        &self,
        operation: &Operation,
        options: CallOptions,
        turn: Option<&Turn<'_>>,
    ) -> Result<Box<Answer>, Error> {
        let number = self.calls.replace(self.calls.get() + 1);
        let allowed = self.deadline(options);
        let call = Call {
            client: self,
            number,
            operation,
            turn,
            timeout: options.timeout.unwrap_or(self.tokens.config().timeout),
            allowed,
            deadline: Cell::new(self.tokens.host().clock.now() + allowed),
            attempts: Cell::new(0),
            unanswered: Cell::new(false),
            doubtful: Cell::new(false),
        };
        let stopped = pin!(poll_fn(|context| call.poll_stopped(context)));
        let result = match options.check() {
            Ok(()) => race(stopped, pin!(call.tries())).await.map_or_else(|result| result, Err),
            Err(refused) => Err(refused),
        };
        result.map_err(|error| call.concluded(error))
    }
}

/// One call while it runs.
struct Call<'a, T, C> {
    client: &'a Client<T, C>,
    /// Which of the client's calls it is.
    number: usize,
    operation: &'a Operation,
    /// Of an item of a batch.
    turn: Option<&'a Turn<'a>>,
    /// Longest time for one attempt, ms.
    timeout: f64,
    /// Longest time for the whole of it, ms.
    allowed: f64,
    /// When it must be over, by the clock, ms.
    deadline: Cell<f64>,
    /// Tries of the operation.
    attempts: Cell<u32>,
    /// A try is in flight.
    unanswered: Cell<bool>,
    /// A try before it may have done the work.
    doubtful: Cell<bool>,
}

impl<T, C> Drop for Call<'_, T, C> {
    fn drop(&mut self) {
        self.client.in_flight.borrow_mut().remove(self.number);
    }
}

impl<T: Transport + 'static, C: Clock + 'static> Call<'_, T, C> {
    /// Ready once the client is closed or the batch aborted.
    fn poll_stopped(&self, context: &Context<'_>) -> Poll<Error> {
        let closed = self.client.is_closed.get().then(closed);
        if let Some(error) = closed.or_else(|| self.turn?.aborted()) {
            return Poll::Ready(error);
        }
        self.client.in_flight.borrow_mut().set(self.number, context);
        Poll::Pending
    }

    async fn tries(&self) -> Result<Box<Answer>, Error> {
        let (host, config) = (self.client.tokens.host(), self.client.tokens.config());
        let mut tries = Tries::new(&config.retry, self.operation.repeat);
        let mut replayed = false;
        loop {
            if let Some(turn) = self.turn {
                // Waiting for the batch's turn is not the item's own time.
                let since = host.clock.now();
                turn.enter(&host.clock).await?;
                self.deadline.set(self.deadline.get() + (host.clock.now() - since).max(0.0));
            }
            let result = self.attempt(&mut replayed).await;
            if let Some(turn) = self.turn {
                turn.leave(&host.clock, result.as_ref().map(Option::is_some));
            }
            match result {
                // The token was refused: the same try again with another.
                Ok(None) => {}
                Ok(Some(answer)) => return Ok(answer),
                Err(error) => {
                    if error.fate == Fate::Unknown {
                        self.doubtful.set(true);
                    }
                    host.pause(&mut tries, error, self.deadline.get(), self.tag()).await?;
                }
            }
        }
    }

    /// Makes one try; `None` when it is to be made again, once, with another token.
    async fn attempt(&self, replayed: &mut bool) -> Result<Option<Box<Answer>>, Error> {
        let (operation, tokens) = (self.operation, &self.client.tokens);
        let (host, config) = (tokens.host(), tokens.config());
        let token = self.token().await?;
        let redact: envelope::Redact = &|text| {
            let text = tokens.redact(text, Some(&token));
            match &operation.hidden {
                Some(hidden) => without(text, hidden.expose()),
                None => text,
            }
        };
        let request = Request {
            method: operation.method,
            url: [&config.base, operation.path.as_str()].concat(),
            authorization: Some(token.authorization.clone()),
            body: operation.body.clone().map(|body| ("application/json", body)),
            limit: operation.limit,
        };
        let mut limit = self.limit();
        if self.timeout < limit.left {
            limit = Limit { name: "timeout", set: self.timeout, left: self.timeout };
        }
        self.attempts.set(self.attempts.get() + 1);
        self.unanswered.set(true);
        let response = host.exchange(&request, limit, self.tag(), redact).await;
        self.unanswered.set(false);
        let response = response?;
        if response.status == 401 && tokens.refuse(&token) && !std::mem::replace(replayed, true) {
            return Ok(None);
        }
        let envelope = envelope::decode(&response, redact).map_err(|mut error| {
            // Two tokens refused in a row: other calls have shown that it is not the credentials, so it passes.
            error.retryable |= response.status == 401 && self.turn.is_some_and(Turn::is_accepted);
            error
        })?;
        Ok(Some(Box::new(Answer {
            reading: operation.read(&envelope, &response, redact)?,
            message: envelope::quotable(&envelope.message, redact),
            status: response.status,
            attempts: self.attempts.get(),
            doubtful: self.doubtful.get(),
        })))
    }

    /// The token, if it comes before the deadline.
    async fn token(&self) -> Result<Rc<Token>, Error> {
        let limit = self.limit();
        let alarm = pin!(self.client.tokens.host().clock.sleep(limit.left));
        race(pin!(self.client.tokens.get()), alarm).await.unwrap_or_else(|()| Err(limit.passed("no token")))
    }

    /// What is left of the time for the whole call.
    fn limit(&self) -> Limit {
        // A clock that was set back does not make the wait longer than it was to be. (`clamp` would bring the formatting
        // of floats along, for a panic.)
        let left = (self.deadline.get() - self.client.tokens.host().clock.now()).max(0.0).min(self.allowed);
        Limit { name: "deadline", set: self.allowed, left }
    }

    fn tag(&self) -> Tag<'_> {
        let Operation { name, identifier, .. } = self.operation;
        Tag { operation: name, identifier: identifier.as_deref(), attempt: self.attempts.get() }
    }

    /// The error that ends the call: with all that is known of the call.
    fn concluded(&self, mut error: Error) -> Error {
        error.attempts = self.attempts.get();
        if error.fate == Fate::NotApplied && (self.doubtful.get() || self.unanswered.get()) {
            error.fate = Fate::Unknown;
        }
        if self.operation.changes && error.fate == Fate::Unknown {
            error.message.push_str(self.operation.repeat.advice());
        }
        error.in_call(self.operation.name, self.operation.identifier.as_deref())
    }
}

/// A success, and what is known of the tries before it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What the answer holds.
    pub reading: Reading,
    /// The server's words.
    pub message: String,
    /// HTTP status of the answer.
    pub status: u16,
    /// Tries of the operation.
    pub attempts: u32,
    /// Whether an earlier try may have done the work already.
    pub doubtful: bool,
}

impl Answer {
    /// What the answer to `activate` or `deactivate` means.
    #[must_use]
    pub fn into_change(self, action: Action, identifier: &Identifier) -> StateChange {
        let changed = self.reading == Reading::Changed(true);
        StateChange {
            identifier: identifier.as_str().to_owned(),
            active: action.active(),
            // Found made: by an earlier try of this call whose answer was lost, more likely than by somebody else.
            changed: changed || self.doubtful,
            certain: changed || !self.doubtful,
            message: self.message,
            status: self.status,
            attempts: self.attempts,
        }
    }

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
/// Any other than `INACTIVE`.
pub fn active<A>(answer: Result<A, Error>) -> Result<bool, Error> {
    match answer {
        Ok(_) => Ok(true),
        Err(error) if error.code == Code::Inactive => Ok(false),
        Err(error) => Err(error),
    }
}

fn mixed_up() -> Error {
    Error::new(Code::Internal, "the answer was read as that of another operation.")
}

#[cfg(test)]
mod tests;
