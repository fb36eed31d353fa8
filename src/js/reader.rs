//! Reads the properties of an object from JavaScript. An error names the property that is wrong.

use std::cell::Cell;

use js_sys::{Array, Function, Object};
use wasm_bindgen::prelude::*;

use crate::error::Error;
use crate::web::property;

/// The first problem found in what was given.
///
/// All properties are read before the problem is looked at. A return behind each property would drop everything read so far in
/// a different way each time, which is 2 kB of an app.
#[derive(Default)]
pub(super) struct FirstProblem(Cell<Option<Error>>);

impl FirstProblem {
    pub(super) fn report(&self, error: Error) {
        self.0.set(self.0.take().or(Some(error)));
    }

    pub(super) fn check(self) -> Result<(), Error> {
        self.0.into_inner().map_or(Ok(()), Err)
    }
}

/// Reads the properties of one object. A property that is absent or wrong is `None`, and the problem is reported.
pub(super) struct OptionReader<'a> {
    object: &'a JsValue,
    /// Stands in front of the names of the properties in messages.
    prefix: &'static str,
    problem: &'a FirstProblem,
}

impl<'a> OptionReader<'a> {
    pub(super) const fn new(object: &'a JsValue, prefix: &'static str, problem: &'a FirstProblem) -> Self {
        Self { object, prefix, problem }
    }

    /// Reads an object that may be left out. `name` is its name in messages.
    pub(super) fn optional(object: &'a JsValue, name: &str, problem: &'a FirstProblem) -> Self {
        let reader = Self::new(object, "", problem);
        if !is_absent(object) && !object.is_object() {
            reader.reject(name, "an object");
        }
        reader
    }

    /// Reports that a property is not `expected`.
    pub(super) fn reject(&self, key: &str, expected: &str) {
        self.problem.report(wrong(&format!("{}{key}", self.prefix), expected));
    }

    /// The property as it is; `undefined` when the object does not have it itself.
    pub(super) fn value(&self, key: &str) -> JsValue {
        own_property(self.object, key)
    }

    /// The property if it is as expected, else `undefined`.
    pub(super) fn checked(&self, key: &str, expected: &str, is_expected: fn(&JsValue) -> bool) -> JsValue {
        let value = self.value(key);
        if is_absent(&value) || is_expected(&value) {
            return value;
        }
        self.reject(key, expected);
        JsValue::UNDEFINED
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        let value = self.value(key);
        if is_absent(&value) {
            return None;
        }
        let name = format!("{}{key}", self.prefix);
        let text = value.as_string().ok_or_else(|| wrong(&name, "a string"));
        text.and_then(|text| well_formed(&name, text, &value)).map_err(|error| self.problem.report(error)).ok()
    }

    pub(super) fn number(&self, key: &str, expected: &str) -> Option<f64> {
        self.checked(key, expected, |value| value.as_f64().is_some()).as_f64()
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.checked(key, "true or false", |value| value.as_bool().is_some()).is_truthy()
    }

    pub(super) fn function(&self, key: &str) -> Option<Function> {
        self.checked(key, "a function", JsValue::is_function).dyn_into().ok()
    }

    pub(super) fn object(&self, key: &str, expected: &str) -> JsValue {
        self.checked(key, expected, JsValue::is_object)
    }

    pub(super) fn list(&self, key: &str) -> Option<Array> {
        let value = self.checked(key, "a list", Array::is_array);
        if is_absent(&value) { None } else { Some(value.unchecked_into()) }
    }

    /// The value that goes with the property's text in `choices`.
    pub(super) fn choice<T: Copy>(&self, key: &str, choices: &[(&str, T)], expected: &str) -> Option<T> {
        let text = self.text(key)?;
        let choice = choices.iter().find(|(name, _)| *name == text);
        if choice.is_none() {
            self.reject(key, expected);
        }
        choice.map(|(_, value)| *value)
    }

    /// A URL, given as a string or as a `URL`.
    pub(super) fn url(&self, key: &str) -> String {
        let value = self.value(key);
        property(&value, "href").as_string().or_else(|| value.as_string()).unwrap_or_else(|| {
            self.reject(key, "a string or a URL");
            String::new()
        })
    }
}

/// A property of the object itself. A polluted `Object.prototype` gives a property to every object, which is no option.
pub(super) fn own_property(object: &JsValue, key: &str) -> JsValue {
    let is_own = object.is_object() && Object::<JsValue>::has_own(object.unchecked_ref::<Object>(), &key.into());
    if is_own { property(object, key) } else { JsValue::UNDEFINED }
}

/// The error of an option or argument that is not `expected`.
pub(super) fn wrong(name: &str, expected: &str) -> Error {
    Error::invalid_argument(format!("{name} must be {expected}."))
}

/// Whether a value is `undefined` or `null`: in configuration read from JSON the two mean the same.
pub(super) fn is_absent(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

/// Checks that `text` is `value` without loss. A lone surrogate has no UTF-8: it becomes U+FFFD, which would name something else.
pub(super) fn well_formed(name: &str, text: String, value: &JsValue) -> Result<String, Error> {
    if text.chars().any(|c| c == '\u{fffd}') && JsValue::from_str(&text) != *value {
        return Err(wrong(name, "well-formed text, without lone surrogates"));
    }
    Ok(text)
}
