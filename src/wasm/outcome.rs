//! What becomes of a call, as JavaScript sees it: `["value", …]`, `["error", {code, message, …}]`, or
//! `["aborted", reason]`.
//!
//! A change, and each outcome of a batch, is a list of its parts, of which pkg/src/results.ts makes an object. To set
//! each part by its name was a quarter of the ways between Rust and JavaScript in a call, and more in a batch.

use js_sys::{Array, Function, JSON, Promise};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::batch::State;
use crate::client::{Answer, StateChange, active};
use crate::secretapi::Reading;
use crate::shown::Value;
use crate::{Code, Error};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Array, js_name = of)]
    fn done(
        identifier: &JsValue,
        state: &str,
        active: bool,
        changed: bool,
        certain: bool,
        verified: bool,
        message: &JsValue,
        status: u16,
        attempts: u32,
    ) -> JsValue;
    #[wasm_bindgen(js_namespace = Array, js_name = of)]
    fn not_done(identifier: &JsValue, state: &str, error: &JsValue) -> JsValue;
}

/// The parts of a change, with its texts as JavaScript has them already.
pub fn change(change: &StateChange, identifier: &JsValue, message: &JsValue) -> JsValue {
    let &StateChange { active, changed, certain, verified, status, attempts, .. } = change;
    done(identifier, change.state(), active, changed, certain, verified, message, status, attempts)
}

/// The parts of an outcome that is no change.
pub fn no_change(state: &State, identifier: &JsValue) -> JsValue {
    let error = match state {
        State::Failed(error) | State::Unknown(error) => object(Value::Map(error)).unwrap_or_default(),
        State::Done(_) | State::Skipped => JsValue::UNDEFINED,
    };
    not_done(identifier, state.name(), &error)
}

/// What JavaScript is shown of an answer.
pub enum Show {
    /// What the answer holds.
    Reading,
    /// Whether the secret is active, and nothing else of it.
    Active,
}

impl Show {
    pub fn shown(&self, answer: Result<Answer, Error>) -> Result<JsValue, Error> {
        match self {
            Self::Reading => match answer?.reading {
                Reading::Texts(json) => JSON::parse(&json).map_err(|_| lost()),
                Reading::Secret(secret) => object(Value::Map(&*secret)),
                // Nobody asks for these without saying what is to be shown of them.
                Reading::Said(_) | Reading::Active(_) | Reading::List(_) => Err(lost()),
            },
            Self::Active => active(answer).and_then(|flag| object(Value::Flag(flag))),
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
pub fn settled(result: Result<JsValue, Stop>) -> JsValue {
    let (kind, value) = match result {
        Ok(value) => ("value", value),
        Err(Stop::Failed(error)) => ("error", object(Value::Map(&error)).unwrap_or_default()),
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
    let _ = Promise::all_settled(&Array::of1(promise));
}

/// `value` as a value of JavaScript.
pub fn object(value: Value<'_>) -> Result<JsValue, Error> {
    let shown = value.serialize(&Serializer::new().serialize_maps_as_objects(true));
    shown.map_err(|_| lost())
}

fn lost() -> Error {
    Error::new(Code::Internal, "the result could not be handed over.")
}
