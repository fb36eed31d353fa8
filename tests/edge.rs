//! The JavaScript edge in the platform it runs on, against a served sandbox: in Node, Chromium, Firefox and WebKit.
//! `npm test` serves the sandbox, from another origin than the browsers' pages, and says where in `MYSAFE_SANDBOX_URL`.
#![cfg(all(target_arch = "wasm32", feature = "npm"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use mysafe_wasm::js::Handle;
use mysafe_wasm::{CallOptions, Client, Clock, Code, Fetch, Identifier, Options, RetryOptions, Timers, Transport};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortController, AbortSignal};

type JsClient = Client<Fetch, Timers>;

fn sandbox() -> &'static str {
    match option_env!("MYSAFE_SANDBOX_URL") {
        Some(url) => url,
        None => panic!("MYSAFE_SANDBOX_URL was not set at compile time: run `npm test`"),
    }
}

fn options(secret: &str) -> Options {
    Options {
        base_url: sandbox().into(),
        client_id: Some("demo".into()),
        client_secret: Some(secret.into()),
        retry: RetryOptions { never: true, ..RetryOptions::default() },
        ..Options::default()
    }
}

fn client(secret: &str) -> JsClient {
    Client::new(options(secret), Fetch::new(None, None), Timers, None).unwrap()
}

/// A client with these limits whose requests go to `fetch`.
fn client_of(fetch: &Function, timeout: Option<f64>, deadline: Option<f64>) -> JsClient {
    let options = Options { timeout, deadline, ..options("demo-secret") };
    Client::new(options, Fetch::new(Some(fetch.clone()), None), Timers, None).unwrap()
}

fn id(text: &str) -> Identifier {
    Identifier::new(text).unwrap()
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        Reflect::set(&object, &(*key).into(), value).unwrap();
    }
    object.into()
}

/// A handle as the npm package makes one, for the sandbox.
fn handle(more: &[(&str, JsValue)]) -> Handle {
    let mut entries =
        vec![("baseUrl", sandbox().into()), ("clientId", "demo".into()), ("clientSecret", "demo-secret".into())];
    entries.extend(more.iter().cloned());
    Handle::new(&object(&entries))
}

/// The outcome of an export: its kind and its value.
async fn outcome(promise: Promise) -> (String, JsValue) {
    let pair: Array = JsFuture::from(promise).await.expect("no export's promise is rejected").unchecked_into();
    (pair.get(0).as_string().unwrap(), pair.get(1))
}

fn field(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap()
}

#[wasm_bindgen_test]
async fn deactivates_and_activates_a_secret() {
    let client = client("demo-secret");
    let limits = CallOptions::default();
    for (active, changed) in [(false, true), (false, false), (true, true), (true, false)] {
        let id = id("43");
        let change = if active { client.activate(&id, limits).await } else { client.deactivate(&id, limits).await };
        let change = change.unwrap();
        assert_eq!((change.active, change.changed, change.status, change.attempts), (active, changed, 200, 1));
    }
}

#[wasm_bindgen_test]
async fn the_error_for_an_unknown_secret_has_the_request_id() {
    let error = client("demo-secret").deactivate(&id("no/such ?#é"), CallOptions::default()).await.unwrap_err();
    assert_eq!((error.code(), error.api_code(), error.status()), (Code::NotFound, Some(1005), Some(400)));
    let request_id = error.request_id().expect("the header is exposed to other origins");
    assert_eq!(request_id.len(), 32);
}

#[wasm_bindgen_test]
async fn refused_credentials_open_no_sign_in_dialog() {
    let error = client("wrong").deactivate(&id("43"), CallOptions::default()).await.unwrap_err();
    assert_eq!((error.code(), error.status(), error.attempts()), (Code::Unauthorized, Some(401), 0));
}

#[wasm_bindgen_test]
async fn an_unreachable_server_is_a_network_error() {
    let options = Options { base_url: "http://127.0.0.1:9".into(), ..options("demo-secret") };
    let client = Client::new(options, Fetch::new(None, None), Timers, None).unwrap();
    let error = client.deactivate(&id("43"), CallOptions::default()).await.unwrap_err();
    assert_eq!((error.code(), error.is_retryable(), error.attempts()), (Code::Network, true, 0));
}

#[wasm_bindgen_test]
async fn a_timeout_aborts_the_fetch() {
    let signals = Rc::new(RefCell::new(Vec::<AbortSignal>::new()));
    let seen = signals.clone();
    let never = Closure::<dyn FnMut(JsValue, JsValue) -> Promise>::new(move |_: JsValue, init: JsValue| {
        seen.borrow_mut().push(field(&init, "signal").unchecked_into());
        Promise::new(&mut |_, _| {})
    });
    let never = never.as_ref().unchecked_ref();
    for (timeout, deadline) in [(Some(60.0), None), (None, Some(60.0))] {
        let began = Timers.now();
        let client = client_of(never, timeout, deadline);
        let error = client.deactivate(&id("43"), CallOptions::default()).await.unwrap_err();
        assert_eq!(error.code(), Code::Timeout, "{error}");
        assert!(Timers.now() - began >= 50.0);
    }
    assert_eq!(signals.borrow().len(), 2);
    assert!(signals.borrow().iter().all(AbortSignal::aborted));
}

#[wasm_bindgen_test]
async fn a_finished_fetch_is_not_aborted() {
    let signals = Rc::new(RefCell::new(Vec::<AbortSignal>::new()));
    let seen = signals.clone();
    let fetch: Function = Reflect::get(&js_sys::global(), &"fetch".into()).unwrap().unchecked_into();
    let real = Closure::<dyn FnMut(JsValue, JsValue) -> JsValue>::new(move |url: JsValue, init: JsValue| {
        seen.borrow_mut().push(field(&init, "signal").unchecked_into());
        fetch.call2(&JsValue::UNDEFINED, &url, &init).unwrap()
    });
    let client = client_of(real.as_ref().unchecked_ref(), None, None);
    client.deactivate(&id("44"), CallOptions::default()).await.unwrap();
    client.activate(&id("44"), CallOptions::default()).await.unwrap();
    assert_eq!(signals.borrow().len(), 3, "one token request and two calls");
    assert!(!signals.borrow().iter().any(AbortSignal::aborted));
}

fn deactivate(handle: &Handle, identifier: &JsValue, options: &JsValue) -> Promise {
    handle.deactivate(identifier, options, &object(&[("sent", 0.into())]))
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_call_with_its_reason() {
    let handle = handle(&[]);
    let controller = AbortController::new().unwrap();
    let call = deactivate(&handle, &"45".into(), &object(&[("signal", controller.signal().into())]));
    let reason = JsValue::symbol(Some("mine"));
    controller.abort_with_reason(&reason);
    assert_eq!(outcome(call).await, ("aborted".into(), reason));
}

#[wasm_bindgen_test]
async fn each_kind_of_item_has_a_handle_of_its_own() {
    let secrets = handle(&[]);
    for kind in ["password", "note"] {
        let handle = secrets.of(kind);
        let (_, list) = outcome(handle.list(&JsValue::UNDEFINED, &JsValue::UNDEFINED, &object(&[]))).await;
        let columns = if kind == "password" { 5 } else { 3 };
        assert_eq!((list.unchecked_into::<Array>().length() - 1) % columns, 0, "{kind}");
        let (_, change) = outcome(deactivate(&handle, &"49".into(), &JsValue::UNDEFINED)).await;
        assert_eq!(field(&change, "kind"), JsValue::from_str(kind));
        let note = object(&[]);
        let (_, active) = outcome(handle.is_active(&"49".into(), &JsValue::UNDEFINED, &note)).await;
        assert_eq!(active, JsValue::FALSE);
        outcome(handle.activate(&"49".into(), &JsValue::UNDEFINED, &note)).await;
    }
    let note = object(&[]);
    let (_, active) = outcome(secrets.is_active(&"49".into(), &JsValue::UNDEFINED, &note)).await;
    assert_eq!(active, JsValue::TRUE, "the API secret of the same identifier");
}

#[wasm_bindgen_test]
async fn a_change_and_an_error_cross_as_objects() {
    let handle = handle(&[("timeout", 5000.into()), ("referrerPolicy", "origin".into())]);
    let (kind, change) = outcome(deactivate(&handle, &46.into(), &JsValue::UNDEFINED)).await;
    assert_eq!(kind, "value");
    let text = js_sys::JSON::stringify(&change).unwrap().as_string().unwrap();
    assert_eq!(
        text,
        concat!(
            r#"{"kind":"apiSecret","identifier":"46","active":false,"changed":true,"certain":true,"verified":false,"#,
            r#""message":"API secret  successfully deactivated","status":200,"attempts":1}"#
        )
    );
    outcome(handle.activate(&46.into(), &JsValue::NULL, &object(&[]))).await;

    let (kind, error) = outcome(deactivate(&handle, &JsValue::TRUE, &JsValue::UNDEFINED)).await;
    assert_eq!(kind, "error");
    assert_eq!(field(&error, "code"), JsValue::from("INVALID_ARGUMENT"));
    assert_eq!(field(&error, "operation"), JsValue::from("deactivate"));
    assert!(field(&error, "status").is_undefined());
}

#[wasm_bindgen_test]
async fn a_leaked_value_is_found_and_no_value_crosses() {
    let handle = handle(&[]);
    let (_, secret) = outcome(handle.get(&"51".into(), &JsValue::UNDEFINED, &object(&[]))).await;
    let value = field(&secret, "clientSecret");
    let among = Array::of3(&"50".into(), &"51".into(), &"999999".into());
    let lists = ["outcomes", "firsts", "attempts"].map(|name| (name, JsValue::from(Array::new())));
    let ledger = object(&[&lists[..], &[("numbers", js_sys::Map::new().into())]].concat());
    let (kind, report) = outcome(handle.find(&Array::of1(&value), &object(&[("among", among.into())]), &ledger)).await;
    assert_eq!(kind, "value");
    let states: Vec<_> = field(&report, "results")
        .unchecked_into::<Array>()
        .iter()
        .map(|result| field(&result, "state").as_string().unwrap())
        .collect();
    assert_eq!(states, ["different", "found", "unseen"]);
    let text = js_sys::JSON::stringify(&report).unwrap().as_string().unwrap();
    assert!(text.contains(r#""matches":[{"value":0,"field":"clientSecret"}]"#), "{text}");
    assert!(!text.contains(&value.as_string().unwrap()));
}

#[wasm_bindgen_test]
async fn a_closed_handle_rejects_calls() {
    let mut handle = handle(&[]);
    let in_flight = deactivate(&handle, &"47".into(), &JsValue::UNDEFINED);
    handle.close();
    for promise in [in_flight, handle.activate(&"47".into(), &JsValue::UNDEFINED, &object(&[]))] {
        let (kind, error) = outcome(promise).await;
        assert_eq!((kind.as_str(), field(&error, "code")), ("error", JsValue::from("CLOSED")));
    }
}

#[wasm_bindgen_test]
async fn the_access_token_function_receives_a_signal_and_whether_to_refresh() {
    let asked = Rc::new(Cell::new(0));
    let count = asked.clone();
    let provider = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |request: JsValue| {
        assert!(field(&request, "signal").has_type::<AbortSignal>());
        assert_eq!(field(&request, "refresh"), JsValue::from(count.get() > 0));
        count.set(count.get() + 1);
        Promise::resolve(&JsValue::from("never-issued"))
    });
    let handle = Handle::new(&object(&[("baseUrl", sandbox().into()), ("accessToken", provider.as_ref().clone())]));
    let (kind, error) = outcome(deactivate(&handle, &"43".into(), &JsValue::UNDEFINED)).await;
    assert_eq!((kind.as_str(), field(&error, "code")), ("error", JsValue::from("UNAUTHORIZED")));
    assert_eq!((asked.get(), field(&error, "attempts")), (3, JsValue::from(3)));
}

#[wasm_bindgen_test]
async fn timers_use_the_platform() {
    let began = Timers.now();
    Timers.sleep(30.0).await;
    let waited = Timers.now() - began;
    // Clocks of browsers are coarse on purpose.
    assert!((25.0..5_000.0).contains(&waited), "{waited}");
    drop(Timers.sleep(f64::INFINITY));
}

#[wasm_bindgen_test]
fn an_already_is_certain_only_on_platforms_known_to_send_once() {
    let is_browser = !field(&js_sys::global(), "document").is_undefined();
    assert_eq!(Fetch::default().may_repeat(), is_browser);
}
