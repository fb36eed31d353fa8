//! The exports: one for each operation.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{Either, LocalBoxFuture, select};
use js_sys::{JSON, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::arguments::{self, BatchArguments, CallArguments, JsClient};
use super::items::Items;
use super::outcome::{Rejection, outcome};
use super::reader::is_absent;
use super::signal::{self, Aborted};
use super::sink::{AnyState, JsSink, note_attempts};
use super::value;
use crate::api::operations::{Create, Get, IsActive, List, Look, Update};
use crate::api::{Action, Answer, ApiSecrets, ItemKind, Kind, Operation, Query, RequestSpec, kind_of};
use crate::batch::{self, FindState, Finding, Source, State, Switching};
use crate::client::{CallHooks, CallOptions, closed};
use crate::error::{CallName, Code, Error};
use crate::text::redact::Redact;
use crate::web::{Fetch, Timers};

/// The items of one kind, as a client that JavaScript holds.
///
/// `options` of a call are those of the npm package. `note` and `ledger` receive what is sent, so that it is known after a trap.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Handle {
    client: Result<Rc<JsClient>, Error>,
    kind: &'static Kind,
}

#[wasm_bindgen]
impl Handle {
    /// Takes the options of `MySafe`. Each call reports what is wrong with them. The items are API secrets.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(options: &JsValue) -> Self {
        Self { client: arguments::client(options).map(Rc::new), kind: ApiSecrets::KIND }
    }

    /// The items of another kind, of the same client. A name that no kind has is a defect of the facade, and traps.
    #[must_use]
    pub fn of(&self, kind: &str) -> Self {
        Self { client: self.client.clone(), kind: kind_of(kind).unwrap_throw() }
    }

    /// Checks the options.
    #[must_use]
    pub fn check(&self) -> JsValue {
        outcome(
            ApiSecrets::KIND.call("ready"),
            self.client.as_ref().map(|_| JsValue::UNDEFINED).map_err(|error| error.clone().into()),
        )
    }

    /// Switches an item on.
    pub fn activate(&self, identifier: &JsValue, options: &JsValue, note: &JsValue) -> Promise {
        self.switch(Action::Activate, identifier, options, note)
    }

    /// Switches an item off.
    pub fn deactivate(&self, identifier: &JsValue, options: &JsValue, note: &JsValue) -> Promise {
        self.switch(Action::Deactivate, identifier, options, note)
    }

    /// Switches many items on.
    #[wasm_bindgen(js_name = activateMany)]
    pub fn activate_many(&self, items: &JsValue, options: &JsValue, ledger: &JsValue) -> Promise {
        self.switch_many("activateMany", Action::Activate, items, options, ledger)
    }

    /// Switches many items off.
    #[wasm_bindgen(js_name = deactivateMany)]
    pub fn deactivate_many(&self, items: &JsValue, options: &JsValue, ledger: &JsValue) -> Promise {
        self.switch_many("deactivateMany", Action::Deactivate, items, options, ledger)
    }

    /// Lists items. The list crosses as one list of strings, which `listOf` of pkg/src/results.ts makes into objects. A list of
    /// 10 000 items takes 7 ms in Node that way, and 10 ms when an object for each is made from here.
    pub fn list(&self, filter: &JsValue, options: &JsValue, note: &JsValue) -> Promise {
        let list = arguments::filter(self.kind, filter).map(|query| List::strings(self.kind, query));
        self.execute("list", to_js(list, |list| parse_json(list)), options, note)
    }

    /// Shows an item.
    pub fn get(&self, identifier: &JsValue, options: &JsValue, note: &JsValue) -> Promise {
        let kind = self.kind;
        let get = arguments::identifier(identifier).map(|identifier| Get { kind, identifier });
        self.execute("get", to_js(get, value::from), options, note)
    }

    /// Whether an item is active.
    #[wasm_bindgen(js_name = isActive)]
    pub fn is_active(&self, identifier: &JsValue, options: &JsValue, note: &JsValue) -> Promise {
        let kind = self.kind;
        let look = arguments::identifier(identifier).map(|identifier| Look { kind, identifier });
        self.execute("isActive", to_js(look.map(IsActive), |active| Ok((*active).into())), options, note)
    }

    /// Looks which items store one of `values`, among those of `options.among` or all.
    pub fn find(&self, values: &JsValue, options: &JsValue, ledger: &JsValue) -> Promise {
        let kind = self.kind;
        let work = arguments::values(values)
            .map(|values| Box::new(Finding { kind, values, make: |state| Box::new(state) as AnyState }) as Box<JsWork>);
        self.run_batch(
            &Batch { name: "find", action: None, states: &FindState::NAMES, list: "results" },
            work,
            None,
            options,
            ledger,
        )
    }

    /// Creates an item.
    pub fn create(&self, fields: &JsValue, options: &JsValue, note: &JsValue) -> Promise {
        let kind = self.kind;
        let create = arguments::fields(kind, kind.title, fields).map(|fields| Create { kind, fields });
        self.execute("create", to_js(create, value::from), options, note)
    }

    /// Changes an item.
    pub fn update(&self, identifier: &JsValue, changes: &JsValue, options: &JsValue, note: &JsValue) -> Promise {
        let kind = self.kind;
        let update = arguments::identifier(identifier).and_then(|identifier| {
            Ok(Update { kind, identifier, changes: arguments::fields(kind, "changes", changes)? })
        });
        self.execute("update", to_js(update, value::from), options, note)
    }

    /// Wipes the credentials and the token. Calls in flight and later ones end with `CLOSED`.
    pub fn close(&mut self) {
        if let Ok(client) = &self.client {
            client.close();
        }
        self.client = Err(closed());
    }
}

/// How an export makes its call. Arguments are read before the export returns: a later change to them does not matter.
impl Handle {
    fn switch(&self, action: Action, identifier: &JsValue, options: &JsValue, note: &JsValue) -> Promise {
        let kind = self.kind;
        let start = || {
            let client = self.client.clone()?;
            let CallArguments { signal, options } = arguments::call(options)?;
            let identifier = arguments::identifier(identifier)?;
            let on_send = note_attempts(note);
            let work = async move {
                let hooks = CallHooks { on_send: Some(&on_send), ..CallHooks::default() };
                value::from(&client.switch(kind, action, &identifier, &options, hooks).await?)
            };
            Ok(Work { aborted: signal::aborted(signal)?, result: work.boxed_local() })
        };
        promise(kind.call(action.name()), start())
    }

    fn execute(
        &self,
        name: &'static str,
        operation: Result<Box<dyn Operation<Output = JsValue>>, Error>,
        options: &JsValue,
        note: &JsValue,
    ) -> Promise {
        let start = || {
            let client = self.client.clone()?;
            let CallArguments { signal, options } = arguments::call(options)?;
            let operation = operation?;
            let on_send = note_attempts(note);
            let work = async move {
                let hooks = CallHooks { on_send: Some(&on_send), ..CallHooks::default() };
                client.execute(&*operation, &options.limits, hooks).await
            };
            Ok(Work { aborted: signal::aborted(signal)?, result: work.boxed_local() })
        };
        promise(self.kind.call(name), start())
    }

    fn switch_many(
        &self,
        name: &'static str,
        action: Action,
        items: &JsValue,
        options: &JsValue,
        ledger: &JsValue,
    ) -> Promise {
        let work = Box::new(Switching { kind: self.kind, action, make: |state| Box::new(state) as AnyState });
        let batch = Batch { name, action: Some(action), states: &State::NAMES, list: "outcomes" };
        self.run_batch(&batch, Ok(work), Some(items), options, ledger)
    }

    /// Runs a batch on `items`, or on those of the option `among`, or on all.
    fn run_batch(
        &self,
        batch: &Batch,
        work: Result<Box<JsWork>, Error>,
        items: Option<&JsValue>,
        options: &JsValue,
        ledger: &JsValue,
    ) -> Promise {
        let kind = self.kind;
        let Batch { name, action, states, list } = *batch;
        let start = || {
            let client = self.client.clone()?;
            let work = work?;
            let BatchArguments { signal, mut options, on_progress, among } = arguments::batch(options)?;
            options.before_send = options.before_send.filter(|_| action.is_some());
            let aborted = signal::aborted(signal)?;
            let given = items.or_else(|| Some(&among).filter(|among| !is_absent(among)));
            let items = match given {
                Some(items) => Items::new(items, kind)?,
                None => all_items(client.clone(), kind, options.each.limits, ledger)?,
            };
            let sink = RefCell::new(JsSink::new(ledger, states, items.total(), on_progress));
            let result = async move {
                let end = batch::run(&sink, &client, &*work, items, options, aborted).await?;
                sink.into_inner().report(kind, action, &end, list)
            };
            // An aborted batch has a report like any other.
            Ok(Work { aborted: signal::never(), result: result.boxed_local() })
        };
        promise(kind.call(name), start())
    }
}

/// What a batch does with items, whose states become values of JavaScript.
type JsWork = dyn batch::Work<Fetch, Timers, State = AnyState>;

/// A batch and its report.
struct Batch {
    /// The name of the method.
    name: &'static str,
    /// The action of a batch that switches.
    action: Option<Action>,
    /// The names of the states.
    states: &'static [&'static str],
    /// The name of the outcomes.
    list: &'static str,
}

/// A call that was started, until its signal is aborted.
struct Work {
    aborted: Aborted,
    result: LocalBoxFuture<'static, Result<JsValue, Error>>,
}

/// An operation whose output is shown to JavaScript. All operations then share one copy of the code that makes their calls,
/// which would be 1 kB of an app for each.
struct ToJs<O: Operation> {
    operation: O,
    convert: fn(&O::Output) -> Result<JsValue, Error>,
}

fn to_js<O: Operation + 'static>(
    operation: Result<O, Error>,
    convert: fn(&O::Output) -> Result<JsValue, Error>,
) -> Result<Box<dyn Operation<Output = JsValue>>, Error> {
    Ok(Box::new(ToJs { operation: operation?, convert }))
}

impl<O: Operation> Operation for ToJs<O> {
    type Output = JsValue;

    fn request_spec(&self) -> Result<RequestSpec<'_>, Error> {
        self.operation.request_spec()
    }

    fn read(&self, answer: &Answer, redact: Redact<'_>) -> Result<JsValue, Error> {
        (self.convert)(&self.operation.read(answer, redact)?)
    }

    fn read_error(&self, error: Error) -> Result<JsValue, Error> {
        (self.convert)(&self.operation.read_error(error)?)
    }
}

/// All items of a kind, as `list` gives them.
fn all_items(client: Rc<JsClient>, kind: &'static Kind, limits: CallOptions, ledger: &JsValue) -> Result<Items, Error> {
    let list = to_js(Ok(List::strings(kind, Query::default())), |list| parse_json(list))?;
    let texts = async move { client.execute(&*list, &limits, CallHooks::default()).await };
    Ok(Items::listed(texts.boxed_local(), kind, ledger))
}

fn parse_json(text: &str) -> Result<JsValue, Error> {
    JSON::parse(text).map_err(|_| Error::new(Code::Internal, "the list could not be handed over."))
}

/// The promise of the outcome of `call`.
fn promise(call: CallName, work: Result<Work, Error>) -> Promise {
    let Work { aborted, result } = match work {
        Ok(work) => work,
        Err(error) => return Promise::resolve(&outcome(call, Err(error.into()))),
    };
    future_to_promise(async move {
        Ok(outcome(
            call,
            match select(aborted, result).await {
                Either::Left((reason, _)) => Err(Rejection::Aborted(reason)),
                Either::Right((result, _)) => result.map_err(Rejection::Failed),
            },
        ))
    })
}
