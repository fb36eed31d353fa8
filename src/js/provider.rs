//! The caller's `accessToken` function.

use std::fmt;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::client::{ProviderError, TokenProvider};
use crate::sensitive::Sensitive;
use crate::web::{AbortOnDrop, Completion, error_words, property};

/// Asks a JavaScript function for tokens.
pub(super) struct JsTokenProvider(Function);

/// A derived one would bring the code that describes any value of JavaScript.
impl fmt::Debug for JsTokenProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsTokenProvider")
    }
}

impl JsTokenProvider {
    pub(super) const fn new(function: Function) -> Self {
        Self(function)
    }
}

impl TokenProvider for JsTokenProvider {
    fn token(&self, refresh: bool) -> LocalBoxFuture<'static, Result<Sensitive, ProviderError>> {
        let function = self.0.clone();
        async move {
            let answer = ask(&function, refresh)
                .await
                .map_err(|thrown| ProviderError { message: error_words(&thrown), is_final: is_final(&thrown) })?;
            answer.as_string().map(Sensitive::new).ok_or_else(|| String::from("it returned no string").into())
        }
        .boxed_local()
    }
}

async fn ask(function: &Function, refresh: bool) -> Result<JsValue, JsValue> {
    let guard = AbortOnDrop::new()?;
    let request = Object::new();
    Reflect::set(&request, &"refresh".into(), &refresh.into())?;
    Reflect::set(&request, &"signal".into(), &guard.signal())?;
    let answer = function.call1(&JsValue::UNDEFINED, &request)?;
    let answer = Completion::of(&answer).await?;
    guard.disarm();
    Ok(answer)
}

/// Whether an exception says that it will not pass.
fn is_final(thrown: &JsValue) -> bool {
    let name = property(thrown, "name").as_string();
    property(thrown, "retryable").as_bool() == Some(false) || name.is_some_and(|name| name == "AbortError")
}
