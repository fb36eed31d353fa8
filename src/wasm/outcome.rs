//! What becomes of a call, as JavaScript sees it: `["value", …]`, `["error", {code, message, …}]`, or
//! `["aborted", reason]`.

use js_sys::Array;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::{Code, Error};

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

fn fields(error: &Error) -> JsValue {
    object(error).unwrap_or_default()
}

fn object(value: &impl Serialize) -> Result<JsValue, serde_wasm_bindgen::Error> {
    value.serialize(&Serializer::new().serialize_maps_as_objects(true))
}
