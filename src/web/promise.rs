//! Futures that JavaScript completes: promises, timers and events.
//!
//! The bridge is ours because `JsFuture` makes two closures for each promise, which cost a call 3 to 4 µs and stay when the
//! promise never settles. Here two functions serve all futures, each by its number.

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
    fn bind(this: &Bound, context: &JsValue, place: u32, generation: u32) -> Function;

    type Thenable;
    #[wasm_bindgen(method, structural)]
    fn then(this: &Thenable, fulfilled: &Function, rejected: &Function);
}

thread_local! {
    static PLACES: RefCell<Places> = const { RefCell::new(Places { all: Vec::new(), free: Vec::new() }) };
    static FULFILLED: Bound = completing(Ok);
    static REJECTED: Bound = completing(Err);
}

/// A function that JavaScript calls with the place and generation of a completion, and its value.
fn completing(result: fn(JsValue) -> Result<JsValue, JsValue>) -> Bound {
    let complete = Closure::<dyn FnMut(u32, u32, JsValue)>::new(move |place, generation, value| {
        let waker = with_place(place, generation, |place| {
            place.result = Some(result(value));
            place.waker.take()
        });
        if let Some(waker) = waker.flatten() {
            waker.wake();
        }
    });
    // It lives as long as the instance.
    complete.into_js_value().unchecked_into()
}

/// The completions under way. A place serves one completion after another. Its generation tells them apart, so that a value that
/// arrives too late is dropped.
struct Places {
    all: Vec<Place>,
    free: Vec<u32>,
}

#[derive(Default)]
struct Place {
    generation: u32,
    waker: Option<Waker>,
    result: Option<Result<JsValue, JsValue>>,
}

/// Calls `work` with a place if the completion is still under way. A waker must be used and dropped outside of `work`, since it
/// may lead back here.
fn with_place<R>(place: u32, generation: u32, work: impl FnOnce(&mut Place) -> R) -> Option<R> {
    PLACES.with_borrow_mut(|places| {
        places.all.get_mut(place as usize).filter(|place| place.generation == generation).map(work)
    })
}

/// A future of the value that JavaScript passes to its [`callback`](Completion::callback).
#[derive(Debug)]
pub(crate) struct Completion {
    place: u32,
    generation: u32,
}

impl Completion {
    pub(crate) fn new() -> Self {
        PLACES.with_borrow_mut(|places| {
            if let Some(place) = places.free.pop() {
                return Self { place, generation: places.all.get(place as usize).map_or(0, |place| place.generation) };
            }
            places.all.push(Place::default());
            #[expect(clippy::cast_possible_truncation, reason = "WebAssembly has no memory for more")]
            let place = (places.all.len() - 1) as u32;
            Self { place, generation: 0 }
        })
    }

    /// The completion of `value`: a promise, or any other value.
    pub(crate) fn of(value: &JsValue) -> Self {
        let completion = Self::new();
        let (fulfilled, rejected) = (completion.callback(), completion.bound(&REJECTED));
        Promise::resolve(value).unchecked_ref::<Thenable>().then(&fulfilled, &rejected);
        completion
    }

    /// The function that completes it.
    pub(crate) fn callback(&self) -> Function {
        self.bound(&FULFILLED)
    }

    fn bound(&self, function: &'static LocalKey<Bound>) -> Function {
        function.with(|function| function.bind(&JsValue::UNDEFINED, self.place, self.generation))
    }
}

impl Future for Completion {
    type Output = Result<JsValue, JsValue>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut _drop_outside = None;
        let result = with_place(self.place, self.generation, |place| {
            if !place.waker.as_ref().is_some_and(|waker| waker.will_wake(context.waker())) {
                _drop_outside = place.waker.replace(context.waker().clone());
            }
            place.result.take()
        });
        result.flatten().map_or(Poll::Pending, Poll::Ready)
    }
}

impl Drop for Completion {
    fn drop(&mut self) {
        let _drop_outside = PLACES.with_borrow_mut(|places| {
            places.free.push(self.place);
            let place = places.all.get_mut(self.place as usize)?;
            place.generation = place.generation.wrapping_add(1);
            Some((place.waker.take(), place.result.take()))
        });
    }
}
