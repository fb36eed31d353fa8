//! The caller's `accessToken` function.

use std::fmt;

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::Sensitive;
use crate::fetch::{AbortOnDrop, property, words};
use crate::task::Boxed;
use crate::token::{NotProvided, Provider};
use crate::wait::Wait;

/// Asks a JavaScript function for tokens.
pub struct Function(js_sys::Function);

/// Derived, it would bring in what describes any value of JavaScript.
impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Function")
    }
}

impl Function {
    pub const fn new(function: js_sys::Function) -> Self {
        Self(function)
    }
}

impl Provider for Function {
    fn token(&self, refresh: bool) -> Boxed<'static, Result<Sensitive, NotProvided>> {
        let function = self.0.clone();
        Box::pin(async move {
            let ask = async {
                let guard = AbortOnDrop::new()?;
                let request = Object::new();
                Reflect::set(&request, &"refresh".into(), &refresh.into())?;
                Reflect::set(&request, &"signal".into(), &guard.signal())?;
                let answer = function.call1(&JsValue::UNDEFINED, &request)?;
                let answer = Wait::promise(&answer).await?;
                guard.disarm();
                Ok::<_, JsValue>(answer)
            };
            let answer =
                ask.await.map_err(|thrown| NotProvided { words: words(&thrown), is_final: is_final(&thrown) })?;
            answer.as_string().map(Sensitive::new).ok_or_else(|| String::from("it returned no string").into())
        })
    }
}

/// Whether the caller says of an error that it will not pass.
fn is_final(thrown: &JsValue) -> bool {
    let name = property(thrown, "name").as_string();
    property(thrown, "retryable").as_bool() == Some(false) || name.is_some_and(|name| name == "AbortError")
}
