//! The caller's `AbortSignal` as a future.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use wasm_bindgen::prelude::*;

use super::arguments::is_absent;
use crate::Error;
use crate::fetch::property;
use crate::timers::Bell;

#[wasm_bindgen]
extern "C" {
    /// An `AbortSignal` of this realm, another, or a polyfill.
    type Signal;
    #[wasm_bindgen(method, catch, structural, js_name = addEventListener)]
    fn add_event_listener(this: &Signal, kind: &str, listener: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = removeEventListener)]
    fn remove_event_listener(this: &Signal, kind: &str, listener: &JsValue) -> Result<(), JsValue>;
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
    let bell = Rc::<Bell>::default();
    let ringer = bell.clone();
    let ring = Closure::<dyn FnMut()>::new(move || ringer.ring());
    let signal: Signal = signal.unchecked_into();
    signal.add_event_listener("abort", ring.as_ref()).map_err(|_| wrong())?;
    Ok(Aborted { listener: Some(Listener { signal, bell, ring }) })
}

/// See [`aborted`].
pub struct Aborted {
    listener: Option<Listener>,
}

struct Listener {
    signal: Signal,
    bell: Rc<Bell>,
    ring: Closure<dyn FnMut()>,
}

impl Future for Aborted {
    type Output = JsValue;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<JsValue> {
        let Some(Listener { signal, bell, .. }) = &self.listener else { return Poll::Pending };
        // Asked of the signal itself too, which may have been aborted before anyone listened.
        if bell.poll(context).is_ready() || property(signal, "aborted").is_truthy() {
            return Poll::Ready(property(signal, "reason"));
        }
        Poll::Pending
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // A signal that cannot forget its listener keeps a closure that does nothing.
        let _ = self.signal.remove_event_listener("abort", self.ring.as_ref());
    }
}
