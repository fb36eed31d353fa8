//! The JavaScript edge: arguments in, outcomes out, and nothing decided.
//!
//! Every promise given out is fulfilled, with an `outcome`; one that is rejected, or an export that throws, means that
//! the instance trapped.

mod arguments;
mod items;
mod outcome;
mod provider;
mod signal;

use std::pin::pin;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::batch::{self, BatchOptions, Outcome};
use crate::fetch::Fetch;
use crate::secretapi::{Action, Operation};
use crate::shown::Value;
use crate::task::{Boxed, race};
use crate::timers::Timers;
use crate::{Client, Error, token};
use arguments::Call;
use items::Items;
use outcome::{Show, Stop};

/// Half the size of the standard one, and single-threaded like everything here.
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
        outcome::settled(self.client.as_ref().map(|_| JsValue::UNDEFINED).map_err(|error| Stop::Failed(error.clone())))
    }

    /// Switches a secret on.
    pub fn activate(&self, identifier: &JsValue, options: &JsValue) -> Promise {
        self.set(Action::Activate, identifier, options)
    }

    /// Switches a secret off.
    pub fn deactivate(&self, identifier: &JsValue, options: &JsValue) -> Promise {
        self.set(Action::Deactivate, identifier, options)
    }

    /// Lists secrets.
    pub fn list(&self, filter: &JsValue, options: &JsValue) -> Promise {
        let asked = arguments::filter(filter).map(|filter| (Operation::list(&filter), Show::Reading));
        self.ask("list", asked, options)
    }

    /// Shows a secret.
    pub fn get(&self, identifier: &JsValue, options: &JsValue) -> Promise {
        let asked = arguments::identifier(identifier).map(|id| (Operation::get(&id), Show::Reading));
        self.ask("get", asked, options)
    }

    /// Whether a secret is active.
    #[wasm_bindgen(js_name = isActive)]
    pub fn is_active(&self, identifier: &JsValue, options: &JsValue) -> Promise {
        let asked = arguments::identifier(identifier).map(|id| (Operation::is_active(&id), Show::Active));
        self.ask("isActive", asked, options)
    }

    /// Creates a secret.
    pub fn create(&self, secret: &JsValue, options: &JsValue) -> Promise {
        let asked = arguments::changes("secret", secret).and_then(|secret| Operation::create(&secret));
        self.ask("create", asked.map(|operation| (operation, Show::Reading)), options)
    }

    /// Changes a secret.
    pub fn update(&self, identifier: &JsValue, changes: &JsValue, options: &JsValue) -> Promise {
        let asked = arguments::identifier(identifier)
            .and_then(|id| Operation::update(&id, &arguments::changes("changes", changes)?));
        self.ask("update", asked.map(|operation| (operation, Show::Reading)), options)
    }

    /// Switches many secrets on.
    #[wasm_bindgen(js_name = activateMany)]
    pub fn activate_many(&self, items: &JsValue, options: &JsValue) -> Promise {
        self.set_many(Action::Activate, items, options)
    }

    /// Switches many secrets off.
    #[wasm_bindgen(js_name = deactivateMany)]
    pub fn deactivate_many(&self, items: &JsValue, options: &JsValue) -> Promise {
        self.set_many(Action::Deactivate, items, options)
    }

    /// Wipes credentials and token; what is in flight ends with `CLOSED`.
    pub fn close(&mut self) {
        if let Ok(client) = &self.client {
            client.close();
        }
        self.client = Err(token::closed());
    }

    fn set(&self, action: Action, identifier: &JsValue, options: &JsValue) -> Promise {
        let asked = arguments::identifier(identifier).map(|identifier| {
            let operation = Operation::set(action, &identifier);
            (operation, Show::Change(action, identifier))
        });
        self.ask(action.name(), asked, options)
    }

    /// Makes one call. There is one body for all operations: each copy of it would be some kilobytes of wasm.
    fn ask(&self, name: &'static str, asked: Result<(Operation, Show), Error>, options: &JsValue) -> Promise {
        // Read now: what the caller does with the options afterwards is not this call's business.
        let prepared = self.client.clone().and_then(|client| {
            let Call { signal, limits } = arguments::call(options)?;
            Ok((client, asked?, signal::aborted(signal)?, limits))
        });
        promise(Box::pin(async move {
            let call = async {
                let (client, (operation, show), aborted, limits) = prepared?;
                match race(pin!(aborted), pin!(client.ask(&operation, limits, None))).await {
                    Ok(reason) => Err(Stop::Aborted(reason)),
                    Err(answer) => show.shown(answer).map_err(Stop::Failed),
                }
            };
            outcome::settled(call.await.map_err(|stop| stop.in_call(name)))
        }))
    }

    fn set_many(&self, action: Action, items: &JsValue, options: &JsValue) -> Promise {
        let prepared = self.client.clone().and_then(|client| {
            let (Call { signal, limits }, concurrency, progress) = arguments::batch(options)?;
            let aborted = signal::aborted(signal)?;
            Ok((client, Items::new(items)?, aborted, BatchOptions { concurrency, limits }, progress))
        });
        promise(Box::pin(async move {
            let run = async {
                let (client, items, aborted, options, callback) = prepared?;
                let progress = |done, total, outcome: &Outcome| {
                    if let Some(callback) = &callback {
                        tell(callback, done, total, outcome);
                    }
                };
                let report = batch::run(&client, action, items, options, aborted, progress).await?;
                outcome::object(Value::Map(&report))
            };
            let name = match action {
                Action::Activate => "activateMany",
                Action::Deactivate => "deactivateMany",
            };
            outcome::settled(run.await.map_err(|error| Stop::from(error).in_call(name)))
        }))
    }
}

/// There is one way into a promise: a copy for each kind of future would be much wasm.
fn promise(outcome: Boxed<'static, JsValue>) -> Promise {
    future_to_promise(async { Ok(outcome.await) })
}

/// Tells `callback` of an outcome. What it throws is its own business.
fn tell(callback: &Function, done: usize, total: Option<usize>, outcome: &Outcome) {
    let Ok(outcome) = outcome::object(Value::Map(outcome)) else { return };
    let told = Object::new();
    let numbers = [("done", Some(done)), ("total", total)];
    #[expect(clippy::cast_precision_loss, reason = "nobody has that many")]
    let numbers = numbers.into_iter().filter_map(|(name, number)| Some((name, JsValue::from(number? as f64))));
    for (name, value) in numbers.chain([("outcome", outcome)]) {
        let _ = Reflect::set(&told, &name.into(), &value);
    }
    outcome::tell(callback, &told);
}
