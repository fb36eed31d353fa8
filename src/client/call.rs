//! One call while it runs: its tries, one after another, and the limits that they share.

use std::cell::Cell;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::{Answer, CallOptions, Client};
use crate::clock::Clock;
use crate::envelope;
use crate::event::{Kind, Tag};
use crate::gate::{Ended, Turn};
use crate::order::Place;
use crate::retry::{Effect, Tries};
use crate::room::Hold;
use crate::secretapi::{Identifier, Operation, Reading, Said};
use crate::sensitive::without;
use crate::task::race;
use crate::token::Token;
use crate::transport::{Limit, Request, Transport};
use crate::{Code, Error};

/// A fresh token may be unknown to the next node for a while. So long, in ms, is waited after the second refusal in a row,
/// before a third is believed.
pub(super) const UNKNOWN_TOKEN_MS: f64 = 500.0;

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
pub(super) struct Tally {
    /// How many were sent.
    pub(super) attempts: Cell<u32>,
    /// One is in flight.
    unanswered: Cell<bool>,
    /// One that has ended may have done the work.
    pub(super) doubtful: Cell<bool>,
}

impl Tally {
    /// Whether some try may have done the work.
    pub(super) fn effect(&self) -> Effect {
        if self.doubtful.get() || self.unanswered.get() { Effect::Possible } else { Effect::None }
    }

    /// The error that ends the operation, with all that is known of its tries.
    pub(super) fn concluded(&self, operation: &Operation, mut error: Error) -> Error {
        error.effect = self.effect();
        if operation.changes && error.effect == Effect::Possible {
            error.message.push_str(operation.repeat.advice());
        }
        self.named(operation, error)
    }

    pub(super) fn named(&self, operation: &Operation, mut error: Error) -> Error {
        error.attempts = self.attempts.get();
        error.in_call(operation.name, operation.identifier.as_ref().map(Identifier::as_str))
    }
}

/// One call while it runs: the limits that its requests share.
pub(super) struct Call<'a, T: Transport + 'static, C: Clock + 'static> {
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
    pub(super) fn new(client: &'a Client<T, C>, options: CallOptions, tracking: Tracking<'a>) -> Self {
        let number = client.number();
        let allowed = client.deadline(options);
        let deadline = Cell::new(client.tokens.host().clock.monotonic() + allowed);
        Self { client, number, tracking, options, allowed, deadline }
    }

    /// Runs `work`, which changes `item` if one is given, until the client is closed or the batch aborted.
    pub(super) async fn run<R>(
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
    pub(super) async fn tries(&self, operation: &Operation, tally: &Tally) -> Result<Answer, Error> {
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
    pub(super) fn may_repeat(&self) -> bool {
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
