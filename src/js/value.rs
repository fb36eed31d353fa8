//! Values for JavaScript, and calls into it.

use js_sys::{Array, Promise};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::error::{Code, Error};

/// `value` as a value of JavaScript: a struct or a map becomes an object. No value of this crate fails to become one. Where a
/// failure could not be reported truthfully, it is thrown, which counts as a trap.
pub(super) fn from(value: &(impl Serialize + ?Sized)) -> Result<JsValue, Error> {
    let serializer = Serializer::new().serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(|_| Error::new(Code::Internal, "the result could not be handed over."))
}

/// Ignores what a callback returned or threw. A promise that it returned may be rejected.
pub(super) fn ignore(returned: Result<JsValue, JsValue>) {
    if let Ok(returned) = returned
        && returned.is_object()
    {
        ignore_rejection(&returned);
    }
}

/// Keeps the rejection of a promise from ending the process.
pub(super) fn ignore_rejection(promise: &JsValue) {
    let _ = Promise::all_settled(&Array::of1(promise));
}
