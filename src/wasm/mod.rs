//! The JavaScript edge: arguments in, outcomes out, and nothing decided.
//!
//! Every promise given out is fulfilled, with an `outcome`; one that is rejected, or an export that throws, means that
//! the instance trapped.

mod arguments;
mod book;
mod items;
mod outcome;
mod provider;
mod signal;

use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::batch::{self, Source};
use crate::client::{SwitchOptions, Tracking};
use crate::fetch::Fetch;
use crate::secretapi::{Action, Operation};
use crate::task::{Boxed, race};
use crate::timers::Timers;
use crate::{Client, Code, Error, token};
use arguments::Call;
use book::Book;
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
    /// the new secret. What is sent, and what comes of the items of a batch, is written into `ledger` (pkg/src/ledger.ts).
    /// There is one export for all: each of its own would be glue on both sides.
    pub fn call(
        &self,
        operation: &str,
        subject: &JsValue,
        changes: &JsValue,
        options: &JsValue,
        ledger: &JsValue,
    ) -> Promise {
        let (name, ask) = CALLS.into_iter().find(|(name, _)| *name == operation).unwrap_or(UNKNOWN);
        let started = match ask {
            Ask::Many(action) => self.set_many(name, action, subject, options, ledger),
            Ask::Set(action) => self.set(name, action, subject, options, ledger),
            ask => self.ask(name, ask, subject, changes, options, ledger),
        };
        started.unwrap_or_else(|error| Promise::resolve(&told(name, Err(error.into()))))
    }

    /// Wipes credentials and token; what is in flight ends with `CLOSED`.
    pub fn close(&mut self) {
        if let Ok(client) = &self.client {
            client.close();
        }
        self.client = Err(token::closed());
    }

    /// Makes one call. There is one body for all operations: each copy of it would be some kilobytes of wasm.
    fn ask(
        &self,
        name: &'static str,
        ask: Ask,
        subject: &JsValue,
        changes: &JsValue,
        options: &JsValue,
        ledger: &JsValue,
    ) -> Result<Promise, Error> {
        let client = self.client.clone()?;
        // Read now: what the caller does with the options afterwards is not this call's business.
        let Call { signal, limits, .. } = arguments::call(options)?;
        let (operation, show) = asked(ask, subject, changes)?;
        let sent = book::noted(ledger);
        let work = async move {
            let tracking = Tracking { sent: Some(&sent), ..Tracking::default() };
            show.shown(client.ask(&operation, limits, tracking).await)
        };
        abortable(name, &signal, Box::pin(work))
    }

    fn set(
        &self,
        name: &'static str,
        action: Action,
        identifier: &JsValue,
        options: &JsValue,
        ledger: &JsValue,
    ) -> Result<Promise, Error> {
        let client = self.client.clone()?;
        let Call { signal, limits, verify } = arguments::call(options)?;
        let identifier = arguments::identifier(identifier)?;
        let sent = book::noted(ledger);
        let work = async move {
            let tracking = Tracking { sent: Some(&sent), ..Tracking::default() };
            let change = client.set(action, &identifier, SwitchOptions { limits, verify }, tracking).await?;
            Ok(outcome::change(&change, &change.identifier.as_str().into(), &change.message.as_str().into()))
        };
        abortable(name, &signal, Box::pin(work))
    }

    fn set_many(
        &self,
        name: &'static str,
        action: Action,
        items: &JsValue,
        options: &JsValue,
        ledger: &JsValue,
    ) -> Result<Promise, Error> {
        let client = self.client.clone()?;
        let (Call { signal, .. }, options, callback) = arguments::batch(options)?;
        let aborted = signal::aborted(signal)?;
        let items = Items::new(items)?;
        let book = RefCell::new(Book::new(ledger, items.total(), callback));
        Ok(promise(Box::pin(async move {
            let end = batch::run_into(&book, &client, action, items, options, aborted).await;
            told(name, end.and_then(|end| book.into_inner().report(action, &end)).map_err(Stop::Failed))
        })))
    }
}

/// A promise of the outcome of `work`, which the signal may end.
fn abortable(
    name: &'static str,
    signal: &JsValue,
    work: Boxed<'static, Result<JsValue, Error>>,
) -> Result<Promise, Error> {
    let aborted = signal::aborted(signal.clone())?;
    Ok(promise(Box::pin(async move {
        let mut work = work;
        let result = match race(pin!(aborted), work.as_mut()).await {
            Ok(reason) => Err(Stop::Aborted(reason)),
            Err(result) => result.map_err(Stop::Failed),
        };
        told(name, result)
    })))
}

/// The outcome of the call `name`.
fn told(name: &'static str, result: Result<JsValue, Stop>) -> JsValue {
    outcome::settled(result.map_err(|stop| stop.in_call(name)))
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
    Nothing,
}

/// What nobody asks for.
const UNKNOWN: (&str, Ask) = ("call", Ask::Nothing);

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
    let identifier = || arguments::identifier(subject);
    let operation = match ask {
        Ask::IsActive => return Ok((Operation::is_active(&identifier()?), Show::Active)),
        Ask::Get => Operation::get(&identifier()?),
        Ask::List => Operation::list_as_texts(&arguments::filter(subject)?),
        Ask::Create => Operation::create(&arguments::changes("secret", subject)?)?,
        Ask::Update => Operation::update(&identifier()?, &arguments::changes("changes", changes)?)?,
        Ask::Set(_) | Ask::Many(_) | Ask::Nothing => {
            return Err(Error::new(Code::Internal, "there is no such operation."));
        }
    };
    Ok((operation, Show::Reading))
}

/// There is one way into a promise: a copy for each kind of future would be much wasm.
fn promise(outcome: Boxed<'static, JsValue>) -> Promise {
    future_to_promise(async { Ok(outcome.await) })
}
