//! The items of a batch: any iterable or async iterable of identifiers, or of objects that have one.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::future::LocalBoxFuture;
use js_sys::{Array, Function, Reflect, Symbol};
use wasm_bindgen::prelude::*;

use super::{arguments, value};
use crate::api::{Kind, kind_of};
use crate::batch::{BatchItem, Source};
use crate::error::Error;
use crate::text::redact::{printable, redact};
use crate::web::{Completion, Step, error_words, property};

/// Reads an iterator, one step at a time.
pub(super) struct Items {
    iterator: JsValue,
    next: Function,
    /// Whether its steps are promises.
    is_async: bool,
    step: Option<Completion>,
    total: Option<usize>,
    kind: &'static Kind,
    /// The list that the items are in, until it is there.
    list: Option<Listing>,
}

/// A list of all items of a kind, and the ledger that receives it.
struct Listing {
    texts: LocalBoxFuture<'static, Result<JsValue, Error>>,
    ledger: JsValue,
}

impl Items {
    /// Takes the iterator of `items`, which are of `kind`.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` when it has none.
    pub(super) fn new(items: &JsValue, kind: &'static Kind) -> Result<Self, Error> {
        let wrong = || Error::invalid_argument("the items must be an iterable or async iterable of identifiers.");
        // A string is an iterable of its letters, which is never meant.
        if !items.is_object() {
            return Err(wrong());
        }
        let method = |symbol: &Symbol| Reflect::get(items, symbol).ok()?.dyn_into::<Function>().ok();
        let (method, is_async) = match method(&Symbol::async_iterator()) {
            Some(method) => (method, true),
            None => (method(&Symbol::iterator()).ok_or_else(wrong)?, false),
        };
        let iterator = method.call0(items).map_err(|thrown| failed(&thrown))?;
        let next = property(&iterator, "next").dyn_into().map_err(|_| wrong())?;
        // A list, a Set or a Map can be read to its end when a batch ends early.
        let total = match (Array::is_array(items), is_async) {
            (true, false) => property(items, "length").as_f64(),
            (false, false) => property(items, "size").as_f64(),
            (_, true) => None,
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a length is a whole number from 0"
        )]
        let total = total.map(|total| total as usize);
        Ok(Self { iterator, next, is_async, step: None, total, kind, list: None })
    }

    /// The items that `list` gives, from its texts. The ledger has them too, for progress and for the report after a trap.
    pub(super) fn listed(
        texts: LocalBoxFuture<'static, Result<JsValue, Error>>,
        kind: &'static Kind,
        ledger: &JsValue,
    ) -> Self {
        let list = Some(Listing { texts, ledger: ledger.clone() });
        let next = JsValue::UNDEFINED.unchecked_into();
        Self { iterator: JsValue::UNDEFINED, next, is_async: false, step: None, total: None, kind, list }
    }

    fn read(&self, step: &JsValue) -> Result<Option<BatchItem>, Error> {
        if !step.is_object() {
            return Err(Error::invalid_argument("the items' iterator gave no object."));
        }
        let step: &Step = step.unchecked_ref();
        if step.done().map_err(|thrown| failed(&thrown))?.is_truthy() {
            return Ok(None);
        }
        let value = step.value().map_err(|thrown| failed(&thrown))?;
        let (value, problem) =
            if value.is_object() { (property(&value, "identifier"), self.other_kind(&value)) } else { (value, None) };
        let identifier = arguments::identifier(&value);
        let name = match &identifier {
            Ok(identifier) => identifier.as_str().to_owned(),
            Err(_) => value.as_string().unwrap_or_else(|| name_of(&value)),
        };
        let identifier = problem.map_or(identifier, Err);
        Ok(Some(BatchItem { name, identifier }))
    }
}

impl Items {
    /// Refuses the outcome of a batch of another kind: its identifier would name another item.
    fn other_kind(&self, value: &JsValue) -> Option<Error> {
        let own = |value: &JsValue| property(value, "kind").as_string().as_deref().and_then(kind_of);
        let inside = || ["change", "error"].iter().find_map(|key| own(&property(value, key)));
        let kind = own(value).or_else(inside).filter(|kind| *kind != self.kind)?;
        let (title, mine) = (kind.title, self.kind.title);
        Some(Error::invalid_argument(format!("this is the outcome of an item of the kind {title}, not {mine}.")))
    }
}

impl Source for Items {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<BatchItem>, Error>> {
        if let Some(Listing { texts, ledger }) = &mut self.list {
            let texts: Array = ready!(texts.as_mut().poll(context))?.unchecked_into();
            // Each entry begins with its identifier. The last text has the flags of all.
            let identifiers = Array::new();
            for place in (0..texts.length().saturating_sub(1)).step_by(self.kind.columns.len()) {
                identifiers.push(&texts.get(place));
            }
            let _ = Reflect::set(ledger, &"listed".into(), &identifiers);
            *self = Self::new(&identifiers, self.kind)?;
        }
        let completion = if let Some(completion) = &mut self.step {
            completion
        } else {
            let step = self.next.call0(&self.iterator).map_err(|thrown| failed(&thrown))?;
            if !self.is_async {
                return Poll::Ready(self.read(&step));
            }
            self.step.insert(Completion::of(&step))
        };
        let step = ready!(Pin::new(completion).poll(context));
        self.step = None;
        Poll::Ready(step.map_err(|thrown| failed(&thrown)).and_then(|step| self.read(&step)))
    }

    fn total(&self) -> Option<usize> {
        self.total
    }

    fn close(&mut self) {
        // As `break` in a loop does. A failure changes nothing any more.
        if let Ok(close) = property(&self.iterator, "return").dyn_into::<Function>()
            && let Ok(closed) = close.call0(&self.iterator)
            && self.is_async
        {
            value::ignore_rejection(&closed);
        }
    }
}

fn failed(thrown: &JsValue) -> Error {
    let words = printable(&redact(&error_words(thrown), []), 200);
    Error::invalid_argument(format!("the items could not be read on ({words})."))
}

/// A name for a value that is no identifier.
fn name_of(value: &JsValue) -> String {
    let kind = value.js_typeof().as_string().unwrap_or_default();
    value.as_f64().and_then(|_| arguments::digits_of(value)).unwrap_or(kind)
}
