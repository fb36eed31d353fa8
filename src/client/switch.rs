//! `activate` and `deactivate`: what is known of the item's state afterwards, by MySafe's sentence or by a look.

use std::cell::Cell;

use super::call::{Attempts, Call, Success};
use super::state_change::StateChange;
use crate::api::operations::{Look, Switch, says_inactive};
use crate::api::{Operation, Reply, RequestSpec, key_of, quotable};
use crate::error::Effect;
use crate::error::{Code, Error};
use crate::http::{Clock, Transport};

/// One `activate` or `deactivate` while it runs.
pub(super) struct Switching<'a, T: Transport + 'static, C: Clock + 'static> {
    call: &'a Call<'a, T, C>,
    operation: &'a Switch<'a>,
    spec: RequestSpec<'a>,
    attempts: Attempts,
    /// The result by a documented sentence, while a look at the state goes on. It stands when the look is cut off.
    stated: Cell<Option<StateChange>>,
}

/// A state that a look has shown.
struct SeenState {
    active: bool,
    /// HTTP status of the answer that showed it.
    status: u16,
}

impl<'a, T: Transport + 'static, C: Clock + 'static> Switching<'a, T, C> {
    pub(super) fn new(call: &'a Call<'a, T, C>, operation: &'a Switch<'a>) -> Result<Self, Error> {
        let spec = operation.request_spec()?;
        Ok(Self { call, operation, spec, attempts: Attempts::default(), stated: Cell::default() })
    }

    /// Switches the item. With `verify`, looks at it before and after.
    pub(super) async fn run(&self, verify: bool) -> Result<StateChange, Error> {
        // The switch goes on when the look fails: it is more urgent, and its own answer tells what is wrong.
        let before = if verify { self.look().await.ok().map(|seen| seen.active) } else { None };
        match self.call.attempt_until_success(&self.spec, &self.attempts).await {
            Ok(success) => self.answered(&success, before, verify).await,
            Err(error) if verify && self.attempts.effect() == Effect::Possible => self.unanswered(error, before).await,
            Err(error) => Err(self.failed(error)),
        }
    }

    /// The result when the call is ended from outside: the client was closed, or the batch has ended.
    pub(super) fn cut_off(&self, error: Error) -> Result<StateChange, Error> {
        self.stated.take().ok_or_else(|| self.failed(error))
    }

    fn failed(&self, error: Error) -> Error {
        self.attempts.conclude(&self.spec, error)
    }

    /// Concludes from an envelope of success. A documented sentence decides; without one a look does.
    async fn answered(&self, success: &Success, before: Option<bool>, verify: bool) -> Result<StateChange, Error> {
        let redact = |text: &str| self.call.redact_success(text, success, &self.spec);
        let reply = self.operation.read(&success.answer, &redact)?;
        let status = success.answer.status();
        let message = quotable(&success.answer.message(), &redact);
        let is_documented = reply != Reply::Undocumented;
        let change = StateChange { message, ..self.change(reply, before, status) };
        if is_documented && !verify {
            return Ok(change);
        }
        if is_documented {
            self.stated.set(Some(change.clone()));
        } else {
            self.attempts.add_effect(Effect::Possible);
        }
        let seen = self.look().await;
        self.stated.take();
        let contradiction = match seen {
            Ok(seen) if seen.active == self.operation.action.active() => {
                return Ok(StateChange { verified: true, ..change });
            }
            Err(_) if is_documented => return Ok(change),
            Ok(seen) => format!("its state was looked at: {}", is_on_or_off(seen.active)),
            Err(error) => format!("its state could not be looked at: {error}"),
        };
        let undocumented = if is_documented { "" } else { ", which is not a documented answer" };
        let message = format!("MySafe said \"{}\"{undocumented}; {contradiction}", change.message);
        let error = Error::new(Code::InvalidResponse, message).with_status(Some(status));
        Err(self.attempts.with_call(&self.spec, error.with_effect(Effect::Possible)))
    }

    /// Concludes after tries without a documented answer: a look may show what they did.
    async fn unanswered(&self, error: Error, before: Option<bool>) -> Result<StateChange, Error> {
        match self.look().await {
            Ok(seen) if seen.active == self.operation.action.active() => {
                Ok(StateChange { verified: true, ..self.change(Reply::Undocumented, before, seen.status) })
            }
            Ok(seen) => {
                let words = format!(" Its state was looked at: {}", is_on_or_off(seen.active));
                Err(self.failed(error.with_words(&words)))
            }
            Err(_) => Err(self.failed(error)),
        }
    }

    fn change(&self, reply: Reply, before: Option<bool>, status: u16) -> StateChange {
        let active = self.operation.action.active();
        let (changed, certain) = match (reply, before) {
            (Reply::Done, _) => (true, true),
            (Reply::Already | Reply::Undocumented, Some(before)) => (before != active, true),
            // An earlier try of this call is more likely than somebody else.
            (Reply::Already, None) if self.attempts.effect() == Effect::Possible => (true, false),
            (Reply::Already, None) => (false, !self.call.may_repeat()),
            (Reply::Undocumented, None) => (true, false),
        };
        StateChange {
            kind: self.operation.kind,
            identifier: self.operation.identifier.as_str().to_owned(),
            active,
            changed,
            certain,
            verified: false,
            message: String::new(),
            status,
            attempts: self.attempts.count(),
        }
    }

    /// Looks whether the item is active.
    async fn look(&self) -> Result<SeenState, Error> {
        let Switch { kind, identifier, .. } = *self.operation;
        let look = Look { kind, identifier: identifier.clone() };
        let spec = look.request_spec()?;
        let result = self.call.attempt_until_success(&spec, &Attempts::default()).await;
        let result = result.and_then(|success| {
            let redact = |text: &str| self.call.redact_success(text, &success, &spec);
            let shown = look.read(&success.answer, &redact)?;
            if key_of(&shown) != identifier.key() {
                return Err(Error::new(Code::InvalidResponse, "the answer shows another item."));
            }
            Ok(success.answer.status())
        });
        match result {
            Ok(status) => Ok(SeenState { active: true, status }),
            Err(error) if says_inactive(&error) => {
                Ok(SeenState { active: false, status: error.status().unwrap_or_default() })
            }
            Err(error) => Err(error),
        }
    }
}

const fn is_on_or_off(active: bool) -> &'static str {
    if active { "it is on." } else { "it is off." }
}

#[cfg(test)]
#[path = "switch_tests.rs"]
mod tests;
