//! The outcomes of a batch as JavaScript will have them. Each is handed over as soon as it is there: a long report would
//! have the memory of the WebAssembly grow, which never shrinks.

use js_sys::{Array, Function, Map, Reflect};
use wasm_bindgen::prelude::*;

use super::outcome;
use crate::Error;
use crate::batch::{self, Counts, End, Head, Item, State};
use crate::secretapi::Action;
use crate::shown::Value;

#[wasm_bindgen]
extern "C" {
    /// What a call writes down: see pkg/src/ledger.ts.
    type Ledger;
    #[wasm_bindgen(method, getter, structural)]
    fn outcomes(this: &Ledger) -> Array;
    #[wasm_bindgen(method, getter, structural)]
    fn firsts(this: &Ledger) -> Numbers;
    #[wasm_bindgen(method, getter, structural)]
    fn attempts(this: &Ledger) -> Numbers;
    #[wasm_bindgen(method, getter, structural)]
    fn numbers(this: &Ledger) -> Map;
    #[wasm_bindgen(method, setter, structural)]
    fn set_sent(this: &Ledger, attempts: u32);

    /// A list of numbers.
    type Numbers;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Numbers, place: u32, number: u32);
}

/// Keeps outcomes, and tells a callback of each. They are kept in JavaScript, in the lists of pkg/src/ledger.ts: what traps
/// the WebAssembly does not reach them there.
pub struct Book {
    /// Until an item is settled, its name stands in for its outcome.
    outcomes: Array,
    /// The number of the first mention of an item, by the number of another.
    firsts: Numbers,
    /// How many tries of each item were sent, by its number.
    attempts: Numbers,
    /// The first mention of each item, by its key.
    numbers: Map,
    counts: Counts,
    /// What the server said last.
    said: String,
    message: JsValue,
    total: Option<usize>,
    callback: Option<Function>,
}

impl Book {
    /// Writes into `ledger`, of a batch with so many items, if that is known.
    pub fn new(ledger: &JsValue, total: Option<usize>, callback: Option<Function>) -> Self {
        let ledger: &Ledger = ledger.unchecked_ref();
        let (outcomes, firsts) = (ledger.outcomes(), ledger.firsts());
        let (attempts, numbers) = (ledger.attempts(), ledger.numbers());
        let (counts, said) = Default::default();
        let message = "".into();
        Self { outcomes, firsts, attempts, numbers, counts, said, message, total, callback }
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
    fn enter(&mut self, item: &Item) -> (usize, Option<usize>) {
        let name = JsValue::from_str(&item.name);
        let number = self.outcomes.push(&name) - 1;
        // What is no identifier is the same as nothing else.
        let key = item.identifier.as_ref().ok().map(|identifier| match identifier.key() {
            key if key == item.name => name,
            key => key.into(),
        });
        let earlier = key.as_ref().and_then(|key| self.numbers.get(key).as_f64());
        if let (Some(key), None) = (&key, earlier) {
            self.numbers.set(key, &number.into());
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was an index")]
        let earlier = earlier.map(|earlier| earlier as u32);
        if let Some(earlier) = earlier {
            self.firsts.set(number, earlier);
        }
        (number as usize, earlier.map(|earlier| earlier as usize))
    }

    fn sent(&mut self, number: usize, attempts: u32) {
        self.attempts.set(index(number), attempts);
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
        let name = self.outcomes.get(index(number));
        let outcome: Array = self.outcomes.get(index(earlier)).unchecked_into();
        let state = outcome.get(1).as_string().unwrap_or_default();
        // One outcome for both, but for how they are spelled.
        let outcome = if outcome.get(0) == name { outcome } else { outcome.slice(0, outcome.length()) };
        outcome.set(0, name);
        self.keep(number, &state, &outcome);
    }
}

/// Notes in `ledger` the tries of a call that has no items.
pub fn noted(ledger: &JsValue) -> impl Fn(u32) + use<> {
    let ledger: Ledger = ledger.clone().unchecked_into();
    move |number| ledger.set_sent(number)
}

#[expect(clippy::cast_possible_truncation, reason = "wasm has no more")]
const fn index(number: usize) -> u32 {
    number as u32
}
