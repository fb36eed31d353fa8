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
use crate::{Client, Code, Error, token};
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

    /// Makes the call `operation` of the npm package's `MySafe`. Its `subject` is the identifier, the filter, the items or
    /// the new secret. There is one export for all: each of its own would be glue on both sides.
    pub fn call(&self, operation: &str, subject: &JsValue, changes: &JsValue, options: &JsValue) -> Promise {
        match CALLS.into_iter().find(|(name, _)| *name == operation) {
            Some((name, Ask::Many(action))) => self.set_many(name, action, subject, options),
            Some((name, ask)) => self.ask(name, asked(ask, subject, changes), options),
            None => self.ask("call", Err(Error::new(Code::Internal, "there is no such operation.")), options),
        }
    }

    /// Wipes credentials and token; what is in flight ends with `CLOSED`.
    pub fn close(&mut self) {
        if let Ok(client) = &self.client {
            client.close();
        }
        self.client = Err(token::closed());
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

    fn set_many(&self, name: &'static str, action: Action, items: &JsValue, options: &JsValue) -> Promise {
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
            outcome::settled(run.await.map_err(|error| Stop::from(error).in_call(name)))
        }))
    }
}

/// What can be asked for.
#[derive(Clone, Copy)]
enum Ask {
    Set(Action),
    Many(Action),
    List,
    Get,
    IsActive,
    Create,
    Update,
}

/// The calls, under their names.
const CALLS: [(&str, Ask); 9] = [
    ("activate", Ask::Set(Action::Activate)),
    ("deactivate", Ask::Set(Action::Deactivate)),
    ("activateMany", Ask::Many(Action::Activate)),
    ("deactivateMany", Ask::Many(Action::Deactivate)),
    ("list", Ask::List),
    ("get", Ask::Get),
    ("isActive", Ask::IsActive),
    ("create", Ask::Create),
    ("update", Ask::Update),
];

/// The operation, and what JavaScript is shown of its answer.
fn asked(ask: Ask, subject: &JsValue, changes: &JsValue) -> Result<(Operation, Show), Error> {
    let operation = match ask {
        Ask::List => Operation::list(&arguments::filter(subject)?),
        Ask::Create => Operation::create(&arguments::changes("secret", subject)?)?,
        _ => {
            let identifier = arguments::identifier(subject)?;
            match ask {
                Ask::Set(action) => {
                    return Ok((Operation::set(action, &identifier), Show::Change(action, identifier)));
                }
                Ask::IsActive => return Ok((Operation::is_active(&identifier), Show::Active)),
                Ask::Update => Operation::update(&identifier, &arguments::changes("changes", changes)?)?,
                _ => Operation::get(&identifier),
            }
        }
    };
    Ok((operation, Show::Reading))
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
