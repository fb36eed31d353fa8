//! The outcomes of a batch as JavaScript will have them. Each is handed over as soon as it is there: a long report would
//! have the memory of the WebAssembly grow, which never shrinks.

use std::rc::Rc;

use js_sys::{Array, Function, Map, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::outcome;
use crate::Error;
use crate::batch::{self, Counts, End, Head, Outcome, State};
use crate::fetch::property;
use crate::secretapi::Action;
use crate::shown::Value;

/// Keeps outcomes, and tells a callback of each.
pub struct Book {
    /// Until an item is settled, its name stands in for its outcome.
    outcomes: Array,
    /// The first item of each name.
    numbers: Map,
    counts: Counts,
    /// What the server said last.
    said: String,
    message: JsValue,
    total: Option<usize>,
    callback: Option<Function>,
}

impl Book {
    /// An empty one, of a batch with so many items, if that is known.
    pub fn new(total: Option<usize>, callback: Option<Function>) -> Self {
        let (outcomes, numbers, counts, said) = Default::default();
        let message = "".into();
        Self { outcomes, numbers, counts, said, message, total, callback }
    }

    /// The report.
    pub fn report(self, action: Action, End { aborted, error }: &End) -> Result<JsValue, Error> {
        let head = Head { action, counts: &self.counts, aborted: *aborted, error: error.as_ref() };
        let report = outcome::object(Value::Map(&head))?;
        let _ = Reflect::set(&report, &"outcomes".into(), &self.outcomes);
        Ok(report)
    }

    fn keep(&mut self, number: usize, state: &str, outcome: &JsValue) {
        self.outcomes.set(index(number), outcome.clone());
        self.counts.add(state);
        if let Some(callback) = &self.callback {
            let told = Object::new();
            let done = Some(self.counts.total() as usize);
            #[expect(clippy::cast_precision_loss, reason = "nobody has that many")]
            for (name, number) in [("done", done), ("total", self.total)] {
                if let Some(number) = number {
                    let _ = Reflect::set(&told, &name.into(), &JsValue::from(number as f64));
                }
            }
            // What the callback does to it changes nothing in the report.
            let _ = Reflect::set(&told, &"outcome".into(), &copy(outcome));
            outcome::tell(callback, &told);
        }
    }
}

impl batch::Book for Book {
    fn enter(&mut self, name: &str) -> (usize, Option<usize>) {
        let name = JsValue::from_str(name);
        let number = self.outcomes.push(&name) - 1;
        let earlier = self.numbers.get(&name).as_f64();
        if earlier.is_none() {
            self.numbers.set(&name, &number.into());
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was an index")]
        (number as usize, earlier.map(|earlier| earlier as usize))
    }

    fn settle(&mut self, number: usize, mut state: State) {
        let name = self.outcomes.get(index(number));
        // One text for all that say the same: they would be half of a long report.
        if let State::Done(change) = &mut state {
            let said = std::mem::take(&mut change.message);
            if said != self.said {
                self.message = said.as_str().into();
                self.said = said;
            }
        }
        let outcome = Outcome { identifier: Rc::default(), state };
        // It always can be: nothing in it is foreign.
        let Ok(object) = outcome::object(Value::Map(&outcome)) else { return };
        let set = |of: &JsValue, key: &str, value: &JsValue| drop(Reflect::set(of, &key.into(), value));
        set(&object, "identifier", &name);
        if let State::Done(_) = &outcome.state {
            let change = property(&object, "change");
            set(&change, "identifier", &name);
            set(&change, "message", &self.message);
        }
        self.keep(number, outcome.state.name(), &object);
    }

    fn repeat(&mut self, number: usize, earlier: usize) {
        let outcome = copy(&self.outcomes.get(index(earlier)));
        let state = property(&outcome, "state").as_string().unwrap_or_default();
        self.keep(number, &state, &outcome);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "wasm has no more")]
const fn index(number: usize) -> u32 {
    number as u32
}

/// An outcome again, with what is in it.
fn copy(outcome: &JsValue) -> JsValue {
    let again = |value: &JsValue| Object::assign(&Object::new(), value.unchecked_ref());
    let outcome = again(outcome);
    for key in ["change", "error"] {
        let inner = property(&outcome, key);
        if inner.is_object() {
            let _ = Reflect::set(&outcome, &key.into(), &again(&inner));
        }
    }
    outcome.into()
}
