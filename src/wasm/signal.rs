//! The caller's `AbortSignal` as a future.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::arguments::is_absent;
use crate::Error;
use crate::fetch::property;
use crate::wait::Wait;

#[wasm_bindgen]
extern "C" {
    /// An `AbortSignal` of this realm, another, or a polyfill.
    type Signal;
    #[wasm_bindgen(method, catch, structural, js_name = addEventListener)]
    fn add_event_listener(this: &Signal, kind: &str, listener: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = removeEventListener)]
    fn remove_event_listener(this: &Signal, kind: &str, listener: &Function) -> Result<(), JsValue>;
}

/// Completes with `signal.reason` once `signal` is aborted; never, without a signal.
///
/// # Errors
///
/// `INVALID_ARGUMENT` when it is no `AbortSignal`.
pub fn aborted(signal: JsValue) -> Result<Aborted, Error> {
    if is_absent(&signal) {
        return Ok(Aborted { listener: None });
    }
    let wrong = || Error::invalid_argument("signal must be an AbortSignal.");
    if property(&signal, "aborted").as_bool().is_none() {
        return Err(wrong());
    }
    let wait = Wait::new();
    let callback = wait.callback();
    let signal: Signal = signal.unchecked_into();
    signal.add_event_listener("abort", &callback).map_err(|_| wrong())?;
    Ok(Aborted { listener: Some(Listener { signal, wait, callback }) })
}

/// See [`aborted`].
pub struct Aborted {
    listener: Option<Listener>,
}

struct Listener {
    signal: Signal,
    wait: Wait,
    callback: Function,
}

impl Future for Aborted {
    type Output = JsValue;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<JsValue> {
        let Some(Listener { signal, wait, .. }) = &mut self.listener else { return Poll::Pending };
        // Asked of the signal itself too, which may have been aborted before anyone listened.
        if Pin::new(wait).poll(context).is_ready() || property(signal, "aborted").is_truthy() {
            return Poll::Ready(property(signal, "reason"));
        }
        Poll::Pending
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // A signal that cannot forget its listener keeps a function that does nothing.
        let _ = self.signal.remove_event_listener("abort", &self.callback);
    }
}
