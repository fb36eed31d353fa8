//! The caller's `AbortSignal` as a future.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::reader::{is_absent, wrong};
use crate::error::Error;
use crate::web::{Completion, property};

#[wasm_bindgen]
extern "C" {
    /// An `AbortSignal` of this realm, another, or a polyfill.
    type Signal;
    #[wasm_bindgen(method, catch, structural, js_name = addEventListener)]
    fn add_event_listener(this: &Signal, kind: &str, listener: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = removeEventListener)]
    fn remove_event_listener(this: &Signal, kind: &str, listener: &Function) -> Result<(), JsValue>;
}

/// Completes with `signal.reason` once `signal` is aborted. Without a signal it never completes.
///
/// # Errors
///
/// `INVALID_ARGUMENT` when `signal` is no `AbortSignal`.
pub(super) fn aborted(signal: JsValue) -> Result<Aborted, Error> {
    if is_absent(&signal) {
        return Ok(never());
    }
    let problem = || wrong("signal", "an AbortSignal");
    if property(&signal, "aborted").as_bool().is_none() {
        return Err(problem());
    }
    let completion = Completion::new();
    let callback = completion.callback();
    let signal: Signal = signal.unchecked_into();
    signal.add_event_listener("abort", &callback).map_err(|_| problem())?;
    Ok(Aborted { listener: Some(Listener { signal, completion, callback }) })
}

/// Never completes.
pub(super) const fn never() -> Aborted {
    Aborted { listener: None }
}

/// See [`aborted`].
pub(super) struct Aborted {
    listener: Option<Listener>,
}

struct Listener {
    signal: Signal,
    completion: Completion,
    callback: Function,
}

impl Future for Aborted {
    type Output = JsValue;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<JsValue> {
        let Some(Listener { signal, completion, .. }) = &mut self.listener else { return Poll::Pending };
        // The signal may have been aborted before the listener was added.
        if Pin::new(completion).poll(context).is_ready() || property(signal, "aborted").is_truthy() {
            return Poll::Ready(property(signal, "reason"));
        }
        Poll::Pending
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // A listener that stays does nothing.
        let _ = self.signal.remove_event_listener("abort", &self.callback);
    }
}
