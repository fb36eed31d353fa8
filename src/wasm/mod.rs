//! The JavaScript edge: arguments in, outcomes out, and nothing decided.
//!
//! Every promise given out is fulfilled, with an [outcome]; one that is rejected, or an export that throws, means that
//! the instance trapped.

mod arguments;
mod clock;
mod outcome;
mod provider;
mod signal;

use std::pin::pin;
use std::rc::Rc;

use futures_util::future::{Either, select};
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::fetch::Fetch;
use crate::secretapi::Action;
use crate::{Client, Error, token};
use arguments::Call;
pub use clock::Timers;
use outcome::Stop;

/// Half the size of the standard one, and single-threaded like everything here.
#[cfg(feature = "npm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

type JsClient = Client<Fetch, Timers>;

/// A client held by JavaScript.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Handle {
    client: Result<Rc<JsClient>, Error>,
}

#[wasm_bindgen]
impl Handle {
    /// Takes the options of the npm package's `MySafe`. What is wrong with them, each call says.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(options: &JsValue) -> Self {
        Self { client: arguments::client(options).map(Rc::new) }
    }

    /// Says what is wrong with the options, if anything is.
    #[must_use]
    pub fn check(&self) -> JsValue {
        outcome::settled(self.client.as_ref().map(|_| ()).map_err(|error| Stop::Failed(error.clone())))
    }

    /// Switches a secret on.
    pub fn activate(&self, identifier: &JsValue, options: &JsValue) -> Promise {
        self.set(Action::Activate, identifier, options)
    }

    /// Switches a secret off.
    pub fn deactivate(&self, identifier: &JsValue, options: &JsValue) -> Promise {
        self.set(Action::Deactivate, identifier, options)
    }

    /// Wipes credentials and token; what is in flight ends with `CLOSED`.
    pub fn close(&mut self) {
        if let Ok(client) = &self.client {
            client.close();
        }
        self.client = Err(token::closed());
    }

    fn set(&self, action: Action, identifier: &JsValue, options: &JsValue) -> Promise {
        // Read now: what the caller does with the options afterwards is not this call's business.
        let prepared = self.client.clone().and_then(|client| {
            let Call { signal, limits } = arguments::call(options)?;
            Ok((client, arguments::identifier(identifier)?, signal::aborted(signal)?, limits))
        });
        future_to_promise(async move {
            let call = async {
                let (client, identifier, aborted, limits) = prepared?;
                let change = pin!(client.set(action, &identifier, limits));
                match select(aborted, change).await {
                    Either::Left((reason, _)) => Err(Stop::Aborted(reason)),
                    Either::Right((result, _)) => result.map_err(Stop::Failed),
                }
            };
            Ok(outcome::settled(call.await.map_err(|stop| stop.in_call(action.name()))))
        })
    }
}
