//! What is known of one item's state after an `activate` or `deactivate`: by the server's words, or by a look.

use std::cell::Cell;

use super::call::{Call, Tally};
use super::{Answer, StateChange, active, mixed_up};
use crate::clock::Clock;
use crate::retry::Effect;
use crate::secretapi::{Action, Identifier, Operation, Reading, Said, key_of};
use crate::transport::Transport;
use crate::{Code, Error};

/// One `activate` or `deactivate` while it runs.
pub(super) struct Switch<'a, T: Transport + 'static, C: Clock + 'static> {
    call: &'a Call<'a, T, C>,
    action: Action,
    identifier: &'a Identifier,
    operation: Operation,
    tally: Tally,
    /// What is known by a documented sentence, while a look goes on: it is known also when that is cut off.
    known: Cell<Option<StateChange>>,
}

/// A state that was looked at.
struct Sight {
    active: bool,
    /// HTTP status of the answer that showed it.
    status: u16,
}

impl<'a, T: Transport + 'static, C: Clock + 'static> Switch<'a, T, C> {
    pub(super) fn new(call: &'a Call<'a, T, C>, action: Action, identifier: &'a Identifier) -> Self {
        let operation = Operation::set(action, identifier);
        Self { call, action, identifier, operation, tally: Tally::default(), known: Cell::default() }
    }

    /// Switches the item. With `verify`, looks at it before and after.
    pub(super) async fn run(&self, verify: bool) -> Result<StateChange, Error> {
        // Without a sight the switch goes on: it is the more urgent, and its own answer tells what is wrong.
        let before = if verify { self.look().await.ok().map(|sight| sight.active) } else { None };
        match self.call.tries(&self.operation, &self.tally).await {
            Ok(answer) => self.answered(answer, before, verify).await,
            Err(error) if verify && self.tally.effect() == Effect::Possible => self.unanswered(error, before).await,
            Err(error) => Err(self.failed(error)),
        }
    }

    /// What comes of it when it ends from outside: the client was closed, or the batch aborted.
    pub(super) fn cut_off(&self, error: Error) -> Result<StateChange, Error> {
        self.known.take().ok_or_else(|| self.failed(error))
    }

    fn failed(&self, error: Error) -> Error {
        self.tally.concluded(&self.operation, error)
    }

    /// MySafe has answered with an envelope of success. Its words decide, if they are documented; a look does otherwise.
    async fn answered(&self, answer: Answer, before: Option<bool>, verify: bool) -> Result<StateChange, Error> {
        let Answer { reading: Reading::Said(said), message, status } = answer else { return Err(mixed_up()) };
        let is_documented = said != Said::SomethingElse;
        let (changed, certain) = self.changed(said, before);
        let change = StateChange { message, ..self.change(changed, certain, status) };
        if is_documented {
            self.known.set(Some(change.clone()));
        } else {
            self.tally.doubtful.set(true);
        }
        let sight = if verify || !is_documented { Some(self.look().await) } else { None };
        self.known.take();
        let seen = match sight {
            Some(Ok(sight)) if sight.active == self.action.active() => Ok(true),
            Some(Ok(sight)) => Err(["; its state was looked at: ", it_is(sight.active)].concat()),
            Some(Err(error)) if !is_documented => {
                Err(["; its state could not be looked at: ", &error.message].concat())
            }
            Some(Err(_)) | None => Ok(false),
        };
        let verified = seen.map_err(|seen| {
            let odd = if is_documented { "" } else { ", which is not a documented answer" };
            let message = ["MySafe said \"", &change.message, "\"", odd, &seen].concat();
            let mut error = Error::new(Code::InvalidResponse, message);
            error.status = Some(status);
            error.effect = Effect::Possible;
            self.tally.named(&self.operation, error)
        })?;
        Ok(StateChange { verified, ..change })
    }

    /// No answer tells what became of the tries: a look may.
    async fn unanswered(&self, mut error: Error, before: Option<bool>) -> Result<StateChange, Error> {
        match self.look().await {
            Ok(sight) if sight.active == self.action.active() => {
                let (changed, certain) = self.changed(Said::SomethingElse, before);
                Ok(StateChange { verified: true, ..self.change(changed, certain, sight.status) })
            }
            Ok(sight) => {
                error.message.push_str(" Its state was looked at: ");
                error.message.push_str(it_is(sight.active));
                Err(self.failed(error))
            }
            Err(_) => Err(self.failed(error)),
        }
    }

    /// Whether the call changed the state, and whether that is certain.
    fn changed(&self, said: Said, before: Option<bool>) -> (bool, bool) {
        match (said, before) {
            (Said::Done, _) => (true, true),
            (Said::Already | Said::SomethingElse, Some(before)) => (before != self.action.active(), true),
            // It may be an earlier try of this call that the answer tells of: more likely than another's doing.
            (Said::Already, None) if self.tally.effect() == Effect::Possible => (true, false),
            (Said::Already, None) => (false, !self.call.may_repeat()),
            (Said::SomethingElse, None) => (true, false),
        }
    }

    fn change(&self, changed: bool, certain: bool, status: u16) -> StateChange {
        StateChange {
            identifier: self.identifier.as_str().to_owned(),
            active: self.action.active(),
            changed,
            certain,
            verified: false,
            message: String::new(),
            status,
            attempts: self.tally.attempts.get(),
        }
    }

    /// Looks whether the item is active.
    async fn look(&self) -> Result<Sight, Error> {
        let operation = Operation::is_active(self.identifier);
        let answer = self.call.tries(&operation, &Tally::default()).await;
        let status = match &answer {
            Ok(Answer { reading: Reading::Active(shown), .. }) if key_of(shown) != self.identifier.key() => {
                return Err(Error::new(Code::InvalidResponse, "the answer shows another item."));
            }
            Ok(answer) => answer.status,
            Err(error) => error.status.unwrap_or_default(),
        };
        active(answer).map(|active| Sight { active, status })
    }
}

const fn it_is(active: bool) -> &'static str {
    if active { "it is on." } else { "it is off." }
}

#[cfg(test)]
mod tests;
