//! One call: a token, the request, and what the answer means.

use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::FutureExt;
use futures_util::future::{Either, Shared, select};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::clock::{Clock, whole};
use crate::config::{Config, Options, milliseconds};
use crate::envelope;
use crate::secretapi::{Action, Identifier};
use crate::token::{Renewal, Tokens, closed};
use crate::transport::{BODY_LIMIT, Request, Transport, exchange};
use crate::{Code, Error};

/// Limits of one call; what is left out comes from the client.
#[derive(Clone, Copy, Debug, Default)]
pub struct CallOptions {
    /// Longest time for one attempt with its body, ms.
    pub timeout: Option<f64>,
    /// Longest time for the whole call with its token, ms.
    pub deadline: Option<f64>,
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
    transport: Rc<T>,
    clock: Rc<C>,
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
    pub fn new(options: Options, transport: T, clock: C) -> Result<Self, Error> {
        let (config, credentials) = Config::new(options, |url| transport.locate(url))?;
        let (transport, clock, config) = (Rc::new(transport), Rc::new(clock), Rc::new(config));
        let tokens = Tokens::new(transport.clone(), clock.clone(), config.clone(), credentials);
        let (sender, receiver) = oneshot::channel();
        let closing = receiver.map(|_| Err(closed()));
        Ok(Self {
            transport,
            clock,
            config,
            tokens,
            open: Cell::new(Some(sender)),
            closing: closing.boxed_local().shared(),
        })
    }

    /// Switches an API secret on.
    ///
    /// # Errors
    ///
    /// See [`Code`]: what kept it from being known that the secret is on.
    pub async fn activate(&self, identifier: &Identifier, options: CallOptions) -> Result<StateChange, Error> {
        self.set(Action::Activate, identifier, options).await
    }

    /// Switches an API secret off.
    ///
    /// # Errors
    ///
    /// See [`Code`]: what kept it from being known that the secret is off.
    pub async fn deactivate(&self, identifier: &Identifier, options: CallOptions) -> Result<StateChange, Error> {
        self.set(Action::Deactivate, identifier, options).await
    }

    /// Wipes the credentials and the token, and ends the calls in flight with `CLOSED`.
    pub fn close(&self) {
        self.tokens.close();
        self.open.take();
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
        options: CallOptions,
    ) -> Result<StateChange, Error> {
        let progress = Progress::default();
        let call = async {
            let timeout = milliseconds("timeout", options.timeout)?.unwrap_or(self.config.timeout);
            let deadline = milliseconds("deadline", options.deadline)?.unwrap_or(self.config.deadline);
            self.within(deadline, self.try_set(action, identifier, timeout, &progress)).await
        };
        call.await.map_err(|mut error| {
            error.attempts = progress.attempts.get();
            // An answer that never came says nothing about whether the request did its work.
            if progress.unanswered.get() && matches!(error.code, Code::Network | Code::Timeout | Code::Closed) {
                error.message.push_str(" The change may have been made all the same; asking again is safe.");
            }
            error.in_call(action.name(), Some(identifier.as_str()))
        })
    }

    async fn try_set(
        &self,
        action: Action,
        identifier: &Identifier,
        timeout: f64,
        progress: &Progress,
    ) -> Result<StateChange, Error> {
        let (method, path) = action.request(identifier);
        let url = [&self.config.base, path.as_str()].concat();
        let mut replayed = false;
        loop {
            let token = self.tokens.get().await?;
            let redact: envelope::Redact = &|text| self.tokens.redact(text, Some(&token));
            let authorization = Some(token.authorization.clone());
            let request = Request { method, url: url.clone(), authorization, body: None, limit: BODY_LIMIT };
            progress.sent();
            let response = exchange(&*self.transport, &*self.clock, &request, timeout, redact).await?;
            progress.unanswered.set(false);
            if response.status == 401 && self.tokens.refuse(&token) && !replayed {
                replayed = true;
                continue;
            }
            let envelope = envelope::decode(&response, redact)?;
            return Ok(StateChange {
                identifier: identifier.as_str().to_owned(),
                active: action.active(),
                changed: action.changed(&envelope, &response)?,
                certain: true,
                message: envelope::quotable(&envelope.message, redact),
                status: response.status,
                attempts: progress.attempts.get(),
            });
        }
    }

    /// Runs `call` until it ends, the client is closed, or `deadline` ms have passed.
    async fn within<R>(&self, deadline: f64, call: impl Future<Output = Result<R, Error>>) -> Result<R, Error> {
        let limit = pin!(self.clock.sleep(deadline));
        let stop = select(self.closing.clone(), limit);
        match select(stop, pin!(call)).await {
            Either::Left((Either::Left(_), _)) => Err(closed()),
            Either::Left((Either::Right(_), _)) => {
                Err(Error::new(Code::Timeout, ["no result within ", &whole(deadline), " ms (deadline)."].concat()))
            }
            Either::Right((result, _)) => result,
        }
    }
}

/// What is known of a call while it runs, also when it is cut short.
#[derive(Default)]
struct Progress {
    attempts: Cell<u32>,
    unanswered: Cell<bool>,
}

impl Progress {
    fn sent(&self) {
        self.attempts.set(self.attempts.get() + 1);
        self.unanswered.set(true);
    }
}

#[cfg(test)]
mod tests;
