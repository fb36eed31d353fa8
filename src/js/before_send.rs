//! The caller's `beforeSend` function.

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::api::Identifier;
use crate::batch::BeforeSend;
use crate::web::{Completion, error_words};

/// Calls a JavaScript function before each item, and waits for the promise that it may return.
pub(super) struct JsBeforeSend(pub(super) Function);

impl BeforeSend for JsBeforeSend {
    fn before_send(&self, identifier: &Identifier) -> LocalBoxFuture<'static, Result<(), String>> {
        let returned = self.0.call1(&JsValue::UNDEFINED, &identifier.as_str().into());
        async move {
            let done = match returned {
                Ok(returned) => Completion::of(&returned).await,
                thrown => thrown,
            };
            done.map(drop).map_err(|thrown| error_words(&thrown))
        }
        .boxed_local()
    }
}
