//! The outcomes of a batch as JavaScript will have them. Each is handed over as soon as it is there: a long report would
//! have the memory of the WebAssembly grow, which never shrinks.

use js_sys::{Array, Function, Map, Reflect};
use wasm_bindgen::prelude::*;

use super::outcome;
use crate::Error;
use crate::batch::{self, Counts, End, Head, State};
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
            let total = self.total.map_or(JsValue::UNDEFINED, |total| index(total).into());
            outcome::tell(callback, &Array::of3(&self.counts.total().into(), &total, outcome));
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
        let outcome = match &mut state {
            State::Done(change) => {
                // One text for all that say the same: they would be half of a long report.
                let said = std::mem::take(&mut change.message);
                if said != self.said {
                    self.message = said.as_str().into();
                    self.said = said;
                }
                outcome::change(change, &name, &self.message)
            }
            _ => outcome::no_change(&state, &name),
        };
        self.keep(number, state.name(), &outcome);
    }

    fn repeat(&mut self, number: usize, earlier: usize) {
        let outcome = self.outcomes.get(index(earlier));
        let state = outcome.unchecked_ref::<Array>().get(1).as_string().unwrap_or_default();
        self.keep(number, &state, &outcome);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "wasm has no more")]
const fn index(number: usize) -> u32 {
    number as u32
}
