//! What becomes of a call, as JavaScript sees it: `["value", …]`, `["error", {code, message, …}]`, or
//! `["aborted", reason]`.

use js_sys::{Array, Function, Promise};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::client::{Answer, active};
use crate::secretapi::{Action, Identifier, Reading};
use crate::{Code, Error, StateChange};

/// What JavaScript is shown of an answer.
pub enum Show {
    /// The change of a secret's state.
    Change(Action, Identifier),
    /// What the answer holds.
    Reading,
    /// Whether the secret is active, and nothing else of it.
    Active,
}

impl Show {
    pub fn shown(self, answer: Result<Answer, Error>) -> Result<Shown, Error> {
        match self {
            Self::Change(action, identifier) => Ok(Shown::Change(answer?.into_change(action, &identifier))),
            Self::Reading => Ok(Shown::Reading(answer?.reading)),
            Self::Active => active(answer).map(Shown::Flag),
        }
    }
}

/// See [`Show`].
pub enum Shown {
    Change(StateChange),
    Reading(Reading),
    Flag(bool),
}

impl Serialize for Shown {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Change(change) => change.serialize(serializer),
            Self::Reading(Reading::List(list)) => list.serialize(serializer),
            Self::Reading(Reading::Secret(secret)) => secret.serialize(serializer),
            Self::Reading(Reading::Changed(flag)) | Self::Flag(flag) => flag.serialize(serializer),
        }
    }
}

/// Why a call did not succeed.
#[derive(Debug)]
pub enum Stop {
    /// It failed.
    Failed(Error),
    /// Its caller aborted it, for this reason.
    Aborted(JsValue),
}

impl Stop {
    /// Tells an error of the call that it ended, unless it knows.
    pub fn in_call(self, operation: &'static str) -> Self {
        match self {
            Self::Failed(error) if error.operation.is_none() => Self::Failed(error.in_call(operation, None)),
            other => other,
        }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The outcome for JavaScript.
pub fn settled(result: Result<impl Serialize, Stop>) -> JsValue {
    let (kind, value) = match result.map(|value| object(&value)) {
        Ok(Ok(value)) => ("value", value),
        Ok(Err(_)) => ("error", fields(&Error::new(Code::Internal, "the result could not be handed over."))),
        Err(Stop::Failed(error)) => ("error", fields(&error)),
        Err(Stop::Aborted(reason)) => ("aborted", reason),
    };
    Array::of2(&kind.into(), &value).into()
}

/// Calls `callback`, whose failure, now or later, is its own business.
pub fn tell(callback: &Function, value: &JsValue) {
    match callback.call1(&JsValue::UNDEFINED, value) {
        Ok(answer) if answer.is_object() => forget(&answer),
        _ => {}
    }
}

/// Keeps a promise from ending the process when it is rejected.
pub fn forget(promise: &JsValue) {
    let promise = JsFuture::from(Promise::resolve(promise));
    spawn_local(async {
        let _ = promise.await;
    });
}

fn fields(error: &Error) -> JsValue {
    object(error).unwrap_or_default()
}

pub fn object(value: &impl Serialize) -> Result<JsValue, serde_wasm_bindgen::Error> {
    value.serialize(&Serializer::new().serialize_maps_as_objects(true))
}
