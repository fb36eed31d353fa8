//! One call: a token, the request, and what the answer means.

use std::cell::Cell;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use futures_channel::oneshot;
use futures_util::FutureExt;
use futures_util::future::{Either, Shared, select};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::clock::Clock;
use crate::config::{Config, Options, milliseconds};
use crate::envelope;
use crate::event::{Kind, Observer, Tag};
use crate::gate::Turn;
use crate::record::{ApiSecret, ApiSecretSummary, Changes};
use crate::retry::{Fate, Policy, repeat};
use crate::secretapi::{Action, Filter, Identifier, Operation, Reading};
use crate::sensitive::redact;
use crate::token::{Renewal, Tokens, closed};
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
        milliseconds("timeout", self.timeout)?;
        milliseconds("deadline", self.deadline).map(|_| ())
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

/// As a map under the names of JavaScript. (Structs are cached by name on their way there, which is much wasm for two.)
impl Serialize for StateChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("identifier", self.identifier.as_str())?;
        for (name, flag) in [("active", self.active), ("changed", self.changed), ("certain", self.certain)] {
            map.serialize_entry(name, &flag)?;
        }
        map.serialize_entry("message", self.message.as_str())?;
        for (name, number) in [("status", u32::from(self.status)), ("attempts", self.attempts)] {
            map.serialize_entry(name, &number)?;
        }
        map.end()
    }
}

/// A client of one MySafe, with one set of credentials and one token.
pub struct Client<T, C> {
    host: Rc<Host<T, C>>,
    config: Rc<Config>,
    tokens: Tokens<T, C>,
    /// Dropped to end the calls in flight.
    open: Cell<Option<oneshot::Sender<()>>>,
    /// Ends, with `CLOSED`, when the client is closed. Of a renewal's type, so that one copy of the code serves both.
    closing: Shared<Renewal>,
}

impl<T, C> fmt::Debug for Client<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.config.base).finish_non_exhaustive()
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
        let (host, config) = (Rc::new(Host { transport, clock, observer }), Rc::new(config));
        let tokens = Tokens::new(host.clone(), config.clone(), credentials);
        let (sender, receiver) = oneshot::channel();
        let closing = receiver.map(|_| Err(closed()));
        Ok(Self { host, config, tokens, open: Cell::new(Some(sender)), closing: closing.boxed_local().shared() })
    }

    /// How the client makes failed tries again.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.config.retry
    }

    /// Longest time for a whole call with these limits, ms.
    #[must_use]
    pub fn deadline(&self, options: CallOptions) -> f64 {
        options.deadline.unwrap_or(self.config.deadline)
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
        self.open.take();
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
    ) -> Result<Answer, Error> {
        let progress = Progress::default();
        let call = async {
            options.check()?;
            let timeout = options.timeout.unwrap_or(self.config.timeout);
            let allowed = self.deadline(options);
            let deadline = Deadline { set: allowed, at: Cell::new(self.host.clock.now() + allowed) };
            let tries = self.tries(operation, timeout, &deadline, turn, &progress);
            let aborted = poll_fn(|context| turn.map_or(Poll::Pending, |turn| turn.poll_aborted(context)));
            match select(select(self.closing.clone(), aborted), pin!(tries)).await {
                Either::Left((Either::Left(_), _)) => Err(closed()),
                Either::Left((Either::Right((stopped, _)), _)) => Err(stopped),
                Either::Right((result, _)) => result,
            }
        };
        call.await.map_err(|mut error| {
            error.attempts = progress.attempts.get();
            error.fate = match error.fate {
                Fate::NotApplied if progress.doubtful.get() || progress.unanswered.get() => Fate::Unknown,
                fate => fate,
            };
            if operation.changes && error.fate == Fate::Unknown {
                error.message.push_str(operation.repeat.advice());
            }
            error.in_call(operation.name, operation.identifier.as_deref())
        })
    }

    async fn tries(
        &self,
        operation: &Operation,
        timeout: f64,
        deadline: &Deadline,
        turn: Option<&Turn<'_>>,
        progress: &Progress,
    ) -> Result<Answer, Error> {
        let clock = &self.host.clock;
        let url = [&self.config.base, operation.path.as_str()].concat();
        let tag = || Tag {
            operation: operation.name,
            identifier: operation.identifier.as_deref(),
            attempt: progress.attempts.get(),
        };
        let replayed = Cell::new(false);
        let attempt = async || loop {
            if let Some(turn) = turn {
                // Waiting for the batch's turn is not the item's own time.
                let since = clock.now();
                turn.enter(clock).await?;
                deadline.at.set(deadline.at.get() + (clock.now() - since).max(0.0));
            }
            let result = async {
                let token = deadline.within(clock, self.tokens.get()).await?;
                let hidden = operation.hidden.iter().map(|hidden| hidden.expose().as_str());
                let redact: envelope::Redact = &|text| redact(&self.tokens.redact(text, Some(&token)), hidden.clone());
                let request = Request {
                    method: operation.method,
                    url: url.clone(),
                    authorization: Some(token.authorization.clone()),
                    body: operation.body.clone().map(|body| ("application/json", body)),
                    limit: operation.limit,
                };
                let limit = deadline.or_sooner(clock, "timeout", timeout);
                progress.sent();
                let response = self.host.exchange(&request, limit, tag(), redact).await;
                progress.unanswered.set(false);
                let response = response?;
                if response.status == 401 && self.tokens.refuse(&token) && !replayed.replace(true) {
                    return Ok(None);
                }
                let envelope = envelope::decode(&response, redact).map_err(|mut error| {
                    // Two tokens refused in a row: other calls have shown that it is not the credentials, so it passes.
                    error.retryable |= response.status == 401 && turn.is_some_and(Turn::is_accepted);
                    error
                })?;
                Ok(Some(Answer {
                    reading: operation.read(&envelope, &response)?,
                    message: envelope::quotable(&envelope.message, redact),
                    status: response.status,
                    attempts: progress.attempts.get(),
                    doubtful: progress.doubtful.get(),
                }))
            };
            let result: Result<_, Error> = result.await;
            if let Some(turn) = turn {
                turn.leave(clock, result.as_ref().map(Option::is_some));
            }
            match result {
                // The token was refused: the same try again with another.
                Ok(None) => {}
                Ok(Some(answer)) => return Ok(answer),
                Err(error) => {
                    if error.fate == Fate::Unknown {
                        progress.doubtful.set(true);
                    }
                    return Err(error);
                }
            }
        };
        let waiting = |error: &Error, delay| self.host.tell(tag(), Kind::Retry { delay, code: error.code });
        let until = || deadline.at.get();
        repeat(&self.config.retry, clock, operation.repeat, until, waiting, attempt).await
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
pub fn active(answer: Result<Answer, Error>) -> Result<bool, Error> {
    match answer {
        Ok(_) => Ok(true),
        Err(error) if error.code == Code::Inactive => Ok(false),
        Err(error) => Err(error),
    }
}

fn mixed_up() -> Error {
    Error::new(Code::Internal, "the answer was read as that of another operation.")
}

/// When a call must be over.
struct Deadline {
    set: f64,
    /// By the clock, ms.
    at: Cell<f64>,
}

impl Deadline {
    fn limit(&self, clock: &impl Clock) -> Limit {
        // A clock that was set back does not make the wait longer than it was to be. (`clamp` would bring the formatting
        // of floats along, for a panic.)
        Limit { name: "deadline", set: self.set, left: (self.at.get() - clock.now()).max(0.0).min(self.set) }
    }

    fn or_sooner(&self, clock: &impl Clock, name: &'static str, set: f64) -> Limit {
        let limit = self.limit(clock);
        if set < limit.left { Limit { name, set, left: set } } else { limit }
    }

    async fn within<R>(&self, clock: &impl Clock, work: impl Future<Output = Result<R, Error>>) -> Result<R, Error> {
        let limit = self.limit(clock);
        match select(pin!(work), pin!(clock.sleep(limit.left))).await {
            Either::Left((result, _)) => result,
            Either::Right(_) => Err(limit.passed("no token")),
        }
    }
}

/// What is known of a call while it runs, also when it is cut short.
#[derive(Default)]
struct Progress {
    attempts: Cell<u32>,
    /// A try is in flight.
    unanswered: Cell<bool>,
    /// A try before it may have done the work.
    doubtful: Cell<bool>,
}

impl Progress {
    fn sent(&self) {
        self.attempts.set(self.attempts.get() + 1);
        self.unanswered.set(true);
    }
}

#[cfg(test)]
mod tests;
