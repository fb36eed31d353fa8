//! The clock of JavaScript: `Date.now`, `performance.now` and `setTimeout`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use js_sys::{Date, Function, Math};
use wasm_bindgen::prelude::*;

use super::promise::Completion;
use crate::http::Clock;

/// The longest delay that `setTimeout` takes. A longer one would fire at once.
const LONGEST_MS: f64 = 2_147_483_647.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, ms: f64) -> JsValue;
    /// High Resolution Time, section 7.
    #[wasm_bindgen(catch, js_namespace = performance, js_name = now)]
    fn performance_now() -> Result<f64, JsValue>;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// The platform's clock and timers.
#[derive(Clone, Copy, Debug)]
pub struct Timers;

impl Clock for Timers {
    fn now(&self) -> f64 {
        Date::now()
    }

    fn monotonic(&self) -> f64 {
        // Some platforms have no such clock.
        performance_now().unwrap_or_else(|_| Date::now())
    }

    fn sleep(&self, ms: f64) -> impl Future<Output = ()> {
        Sleep { ms, alarm: None }
    }

    fn random(&self) -> f64 {
        Math::random()
    }
}

/// Sets its timer when it is first polled.
struct Sleep {
    ms: f64,
    alarm: Option<Alarm>,
}

struct Alarm {
    timer: JsValue,
    completion: Completion,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.ms.is_infinite() {
            return Poll::Pending;
        }
        let ms = self.ms.min(LONGEST_MS);
        let alarm = self.alarm.get_or_insert_with(|| {
            let completion = Completion::new();
            Alarm { timer: set_timeout(&completion.callback(), ms), completion }
        });
        Pin::new(&mut alarm.completion).poll(context).map(drop)
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
    }
}
