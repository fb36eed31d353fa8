//! The outcomes of a batch, kept in JavaScript: a trap of the WebAssembly does not lose them there, and a long report does not
//! make its memory grow, which never shrinks.

use js_sys::{Array, Function, Map, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::value;
use crate::api::{Action, Kind};
use crate::batch::{BatchItem, Counts, End, ItemState, OutcomeSink, ReportHead};
use crate::error::Error;
use crate::web::property;

#[wasm_bindgen]
extern "C" {
    /// What a single call has sent: see pkg/src/ledger.ts.
    type Note;
    #[wasm_bindgen(method, setter, structural)]
    fn set_sent(this: &Note, attempts: u32);

    /// A list of numbers.
    type Numbers;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Numbers, place: u32, number: u32);
}

/// What becomes of an item in any batch. All batches then share one copy of the code that runs them.
pub(super) type AnyState = Box<dyn ItemState>;

/// Keeps outcomes in the lists of a ledger, and passes each to a callback.
pub(super) struct JsSink {
    /// Holds an item's name until the item is settled, then its outcome.
    outcomes: Array,
    /// For an item that is the same as an earlier one: the number of the first.
    firsts: Numbers,
    /// How many tries of each item were sent.
    attempts: Numbers,
    /// The number of the first item with each key.
    numbers: Map,
    counts: Counts,
    total: Option<usize>,
    callback: Option<Function>,
}

impl JsSink {
    /// Writes into `ledger`: see pkg/src/ledger.ts. `states` are the names of the states, and `total` is the number of items, if it
    /// is known.
    pub(super) fn new(
        ledger: &JsValue,
        states: &[&'static str],
        total: Option<usize>,
        callback: Option<Function>,
    ) -> Self {
        let list = |name| property(ledger, name);
        Self {
            outcomes: list("outcomes").unchecked_into(),
            firsts: list("firsts").unchecked_into(),
            attempts: list("attempts").unchecked_into(),
            numbers: list("numbers").unchecked_into(),
            counts: Counts::new(states),
            total,
            callback,
        }
    }

    /// The report, with the outcomes under `name`.
    pub(super) fn report(
        self,
        kind: &'static Kind,
        action: Option<Action>,
        end: &End,
        name: &str,
    ) -> Result<JsValue, Error> {
        let End { aborted, error } = end;
        let head = ReportHead { kind, action, counts: &self.counts, aborted: *aborted, error: error.as_ref() };
        let report = value::from(&head)?;
        let _ = Reflect::set(&report, &name.into(), &self.outcomes);
        Ok(report)
    }

    fn keep(&mut self, number: usize, state: &str, outcome: &JsValue) {
        self.counts.add(state);
        self.outcomes.set(index(number), outcome.clone());
        if let Some(callback) = &self.callback {
            let total = self.total.map_or(JsValue::UNDEFINED, |total| index(total).into());
            value::ignore(callback.call3(&JsValue::UNDEFINED, &self.counts.total().into(), &total, outcome));
        }
    }
}

impl OutcomeSink for JsSink {
    type State = AnyState;

    fn enter(&mut self, item: &BatchItem) -> (usize, Option<usize>) {
        let name = JsValue::from_str(&item.name);
        let number = self.outcomes.push(&name) - 1;
        // An item without a valid identifier is the same as no other.
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

    fn note_sent(&mut self, number: usize, attempts: u32) {
        self.attempts.set(index(number), attempts);
    }

    fn settle(&mut self, number: usize, state: AnyState) {
        let name = self.outcomes.get(index(number)).as_string().unwrap_or_default();
        let outcome = value::from(&state.object(&name)).unwrap_throw();
        self.keep(number, state.name(), &outcome);
    }

    fn settle_as(&mut self, number: usize, earlier: usize) {
        let name = self.outcomes.get(index(number));
        let outcome = renamed(&self.outcomes.get(index(earlier)), &name);
        let change = property(&outcome, "change");
        if change.is_object() {
            let _ = Reflect::set(&outcome, &"change".into(), &renamed(&change, &name));
        }
        let state = property(&outcome, "state").as_string().unwrap_throw();
        self.keep(number, &state, &outcome);
    }
}

/// A copy of `object` with another `identifier`.
fn renamed(object: &JsValue, identifier: &JsValue) -> JsValue {
    let copy = Object::assign(&Object::new(), object.unchecked_ref());
    let _ = Reflect::set(&copy, &"identifier".into(), identifier);
    copy.into()
}

/// Writes the number of attempts of a single call into `note`.
pub(super) fn note_attempts(note: &JsValue) -> impl Fn(u32) + use<> {
    let note: Note = note.clone().unchecked_into();
    move |number| note.set_sent(number)
}

#[expect(clippy::cast_possible_truncation, reason = "WebAssembly has no memory for more")]
const fn index(number: usize) -> u32 {
    number as u32
}
