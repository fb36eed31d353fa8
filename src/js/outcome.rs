//! The outcome of a call as JavaScript receives it: `["value", …]`, `["error", {code, message, …}]`, or `["aborted", reason]`.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::value;
use crate::error::{CallName, Error};

/// Why a call did not succeed.
#[derive(Debug)]
pub(super) enum Rejection {
    /// It failed.
    Failed(Error),
    /// Its caller aborted it, for this reason.
    Aborted(JsValue),
}

impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The outcome of `call`.
pub(super) fn outcome(call: CallName, result: Result<JsValue, Rejection>) -> JsValue {
    let (kind, value) = match result {
        Ok(value) => ("value", value),
        Err(Rejection::Failed(error)) => {
            let error = if error.operation().is_none() { error.in_call(call, None) } else { error };
            ("error", value::from(&error).unwrap_throw())
        }
        Err(Rejection::Aborted(reason)) => ("aborted", reason),
    };
    Array::of2(&kind.into(), &value).into()
}
