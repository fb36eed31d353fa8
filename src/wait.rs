//! Waiting for what JavaScript tells later: promises, timers and events.
//!
//! Two functions serve all waits, each by its number. A closure for each wait, as `JsFuture` has two, was a fifth of what
//! a call costs.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::thread::LocalKey;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Bound;
    #[wasm_bindgen(method, structural)]
    fn bind(this: &Bound, context: &JsValue, place: u32, turn: u32) -> Function;

    type Thenable;
    #[wasm_bindgen(method, structural)]
    fn then(this: &Thenable, fulfilled: &Function, rejected: &Function);
}

thread_local! {
    static PLACES: RefCell<Places> = const { RefCell::new(Places { all: Vec::new(), free: Vec::new() }) };
    static FULFILLED: Bound = told(Ok);
    static REJECTED: Bound = told(Err);
}

/// A function that JavaScript calls with the number of a wait and what came of it.
fn told(result: fn(JsValue) -> Result<JsValue, JsValue>) -> Bound {
    let told = Closure::<dyn FnMut(u32, u32, JsValue)>::new(move |place, turn, value| {
        let waker = at(place, turn, |place| {
            place.result = Some(result(value));
            place.waker.take()
        });
        if let Some(waker) = waker.flatten() {
            waker.wake();
        }
    });
    // For as long as there is the instance.
    told.into_js_value().unchecked_into()
}

/// The waits under way. A place serves one after another, and its turn tells them apart: what is told too late is told
/// to nobody.
struct Places {
    all: Vec<Place>,
    free: Vec<u32>,
}

#[derive(Default)]
struct Place {
    turn: u32,
    waker: Option<Waker>,
    result: Option<Result<JsValue, JsValue>>,
}

/// What `work` makes of a wait that is still under way. Wakers are used and dropped outside of it: they lead to others'
/// waits.
fn at<R>(place: u32, turn: u32, work: impl FnOnce(&mut Place) -> R) -> Option<R> {
    PLACES.with_borrow_mut(|places| places.all.get_mut(place as usize).filter(|place| place.turn == turn).map(work))
}

/// One wait: a future of what is told.
#[derive(Debug)]
pub(crate) struct Wait {
    place: u32,
    turn: u32,
}

impl Wait {
    /// Waits for its [`callback`](Self::callback).
    pub(crate) fn new() -> Self {
        PLACES.with_borrow_mut(|places| {
            if let Some(place) = places.free.pop() {
                return Self { place, turn: places.all.get(place as usize).map_or(0, |place| place.turn) };
            }
            places.all.push(Place::default());
            #[expect(clippy::cast_possible_truncation, reason = "wasm has no room for more")]
            let place = (places.all.len() - 1) as u32;
            Self { place, turn: 0 }
        })
    }

    /// Waits for `value`, a promise or anything else.
    pub(crate) fn promise(value: &JsValue) -> Self {
        let wait = Self::new();
        Promise::resolve(value).unchecked_ref::<Thenable>().then(&wait.callback(), &wait.bound(&REJECTED));
        wait
    }

    /// A function that ends the wait.
    pub(crate) fn callback(&self) -> Function {
        self.bound(&FULFILLED)
    }

    fn bound(&self, function: &'static LocalKey<Bound>) -> Function {
        function.with(|function| function.bind(&JsValue::UNDEFINED, self.place, self.turn))
    }
}

impl Future for Wait {
    type Output = Result<JsValue, JsValue>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut _outside = None;
        let result = at(self.place, self.turn, |place| {
            if !place.waker.as_ref().is_some_and(|waker| waker.will_wake(context.waker())) {
                _outside = place.waker.replace(context.waker().clone());
            }
            place.result.take()
        });
        result.flatten().map_or(Poll::Pending, Poll::Ready)
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let _outside = PLACES.with_borrow_mut(|places| {
            places.free.push(self.place);
            let place = places.all.get_mut(self.place as usize)?;
            place.turn = place.turn.wrapping_add(1);
            Some((place.waker.take(), place.result.take()))
        });
    }
}
