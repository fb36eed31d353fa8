//! Values of JavaScript that may be anything.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The result of a reader's or an iterator's step (ECMA-262 section 27.1.1.5).
    pub(crate) type Step;
    #[wasm_bindgen(method, getter, catch, structural)]
    pub(crate) fn done(this: &Step) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, structural)]
    pub(crate) fn value(this: &Step) -> Result<JsValue, JsValue>;
}

/// A property of any value; `undefined` where it cannot be read.
pub(crate) fn property(value: &JsValue, key: &str) -> JsValue {
    if value.is_object() || value.is_function() {
        Reflect::get(value, &key.into()).unwrap_or_default()
    } else {
        JsValue::UNDEFINED
    }
}

/// An exception in words: its name and message, and the code and message of its innermost cause. Node keeps the reason there,
/// such as a certificate or a proxy that refuses.
pub(crate) fn error_words(thrown: &JsValue) -> String {
    let text = |value: &JsValue, key: &str| property(value, key).as_string().filter(|text| !text.is_empty());
    let mut words = match thrown.as_string() {
        Some(text) => text,
        None => match (text(thrown, "name"), text(thrown, "message")) {
            (Some(name), Some(message)) => format!("{name}: {message}"),
            (name, message) => name.or(message).unwrap_or_default(),
        },
    };
    let mut cause = property(thrown, "cause");
    for _ in 0..3 {
        let deeper = property(&cause, "cause");
        if deeper.is_object() {
            cause = deeper;
        }
    }
    let code = text(&cause, "code").or_else(|| text(thrown, "code"));
    for detail in [code, text(&cause, "message")].into_iter().flatten() {
        words.push_str(", ");
        words.push_str(&detail);
    }
    if words.is_empty() { "no reason given".into() } else { words }
}
