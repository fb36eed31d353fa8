//! The transport of JavaScript: the global `fetch`, or the caller's.
//!
//! The answer may be a mock, a polyfill or another realm's `Response`. Each of its properties is therefore read by a call that
//! may fail, and none is trusted to have its type.

use std::cell::OnceCell;
use std::rc::Rc;

use gloo_net::http::{Headers, QueryParams};
use js_sys::{ArrayBuffer, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{
    AbortController, AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Url,
};

use super::promise::Completion;
use super::timers::Timers;
use super::value::{Step, error_words, property};
use crate::http::{BodyMemory, Failure, Location, Request, Response, Transport, retry_after};

#[wasm_bindgen]
extern "C" {
    /// The global object (ECMA-262 section 19.1.1).
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;
    /// The global `fetch`, looked up at each call.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &RequestInit) -> Result<JsValue, JsValue>;

    /// What a `fetch` gave.
    #[wasm_bindgen(extends = Object)]
    type Answer;
    #[wasm_bindgen(method, getter, catch, structural)]
    fn status(this: &Answer) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, structural)]
    fn headers(this: &Answer) -> Result<HeaderMap, JsValue>;
    #[wasm_bindgen(method, getter, catch, structural)]
    fn body(this: &Answer) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch, structural)]
    fn redirected(this: &Answer) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = arrayBuffer)]
    fn array_buffer(this: &Answer) -> Result<JsValue, JsValue>;

    /// A `Uint8Array`, or another view of a buffer.
    #[wasm_bindgen(extends = Object, js_name = Uint8Array)]
    type Bytes;
    #[wasm_bindgen(constructor, catch, js_class = "Uint8Array")]
    fn new(buffer: &JsValue) -> Result<Bytes, JsValue>;
    #[wasm_bindgen(method, getter, structural)]
    fn length(this: &Bytes) -> JsValue;
    /// Fills `target` from `bytes`: `%TypedArray%.prototype.set` (ECMA-262 section 23.2.3.26).
    #[wasm_bindgen(catch, js_namespace = ["Uint8Array", "prototype", "set"], js_name = call)]
    fn copy(target: &mut [u8], bytes: &Bytes) -> Result<(), JsValue>;

    type HeaderMap;
    #[wasm_bindgen(method, catch, structural)]
    fn get(this: &HeaderMap, name: &str) -> Result<JsValue, JsValue>;

    type Body;
    #[wasm_bindgen(method, catch, structural, js_name = getReader)]
    fn get_reader(this: &Body) -> Result<Reader, JsValue>;

    type Reader;
    #[wasm_bindgen(method, catch, structural)]
    fn read(this: &Reader) -> Result<JsValue, JsValue>;
}

/// Sends requests by `fetch`.
#[derive(Debug, Default)]
pub struct Fetch {
    custom: Option<Function>,
    referrer_policy: Option<ReferrerPolicy>,
    /// Whether the platform's `Request` has `credentials` and `cache`. Workers of some edge platforms reject members that
    /// theirs does not have. Looked up at the first call, since the lookup makes Node load its `fetch`.
    members: OnceCell<[bool; 2]>,
    /// Whether the platform sends each request once.
    sends_once: OnceCell<bool>,
}

impl Fetch {
    /// Uses `custom`, or else the global `fetch` as it is at each call.
    #[must_use]
    pub const fn new(custom: Option<Function>, referrer_policy: Option<ReferrerPolicy>) -> Self {
        Self { custom, referrer_policy, members: OnceCell::new(), sends_once: OnceCell::new() }
    }

    fn init(&self, request: &Request, signal: &AbortSignal) -> RequestInit {
        let headers = Headers::new();
        for (name, value) in request.headers.iter() {
            headers.set(name, value);
        }
        if let Some(value) = &request.authorization {
            headers.set("authorization", value.expose());
        }
        let init = RequestInit::new();
        init.set_method(request.method.as_str());
        if let Some((kind, body)) = &request.body {
            headers.set("content-type", kind);
            init.set_body(&JsValue::from_str(body.expose()));
        }
        init.set_headers(&headers.into_raw());
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(Some(signal));
        if let Some(policy) = self.referrer_policy {
            init.set_referrer_policy(policy);
        }
        let [credentials, cache] = *self.members.get_or_init(|| {
            let prototype = property(&GLOBAL.with(|global| property(global, "Request")), "prototype");
            let has = |member: &str| prototype.is_object() && Reflect::has(&prototype, &member.into()).unwrap_or(false);
            ["credentials", "cache"].map(has)
        });
        if credentials {
            init.set_credentials(RequestCredentials::Omit);
        }
        if cache {
            init.set_cache(RequestCache::NoStore);
        }
        init
    }

    fn start(&self, request: &Request, signal: &AbortSignal) -> Result<JsValue, JsValue> {
        let (url, init) = (url_with_query(request), self.init(request, signal));
        match &self.custom {
            Some(custom) => custom.call2(&JsValue::UNDEFINED, &url.into(), &init),
            None => global_fetch(&url, &init),
        }
    }
}

fn url_with_query(request: &Request) -> String {
    if request.query.is_empty() {
        return request.url.clone();
    }
    let query = QueryParams::new();
    for (name, value) in &request.query {
        query.append(name, value);
    }
    format!("{}?{query}", request.url)
}

impl Transport for Fetch {
    async fn send(&self, request: &Request, memory: &BodyMemory) -> Result<Response, Failure> {
        if self.custom.is_none() && !GLOBAL.with(|global| property(global, "fetch")).is_function() {
            return Err(Failure::NoFetch);
        }
        let guard = AbortOnDrop::new()?;
        let answer = Completion::of(&self.start(request, &guard.signal())?).await?;
        let mut response = head(&answer)?;
        response.body = body(answer.unchecked_ref(), request.limit, memory).await?;
        guard.disarm();
        Ok(response)
    }

    fn locate(&self, url: &str) -> Option<Location> {
        // A path is one of the page's own origin. In front of the path, the origin stays the origin, whatever the path is.
        let is_path = url.starts_with('/') && !url.starts_with("//");
        let origin = if is_path {
            property(&GLOBAL.with(|global| property(global, "location")), "origin")
        } else {
            JsValue::UNDEFINED
        };
        let url = Url::new(&(origin.as_string().unwrap_or_default() + url)).ok()?;
        // By name: a getter for each property would be glue of its own.
        let part = |name: &str| property(&url, name).as_string().unwrap_or_default();
        let any = |one, other| !part(one).is_empty() || !part(other).is_empty();
        Some(Location {
            protocol: part("protocol"),
            has_credentials: any("username", "password"),
            host: part("host"),
            hostname: part("hostname"),
            pathname: part("pathname"),
            has_query_or_fragment: any("search", "hash"),
        })
    }

    fn may_repeat(&self) -> bool {
        !self.sends_once.get_or_init(sends_once)
    }
}

/// Whether the platform sends each request once. Node, Bun and workerd do: a connection that breaks before the answer begins
/// is an error there. Chromium, Firefox and Deno send a POST a second time. Of other platforms it is not known.
fn sends_once() -> bool {
    let of = |path: &[&str]| {
        let global = GLOBAL.with(JsValue::clone);
        path.iter().fold(global, |value, key| property(&value, key))
    };
    let has = |path: &[&str]| of(path).is_string();
    if of(&["navigator", "userAgent"]).as_string().is_some_and(|name| name == "Cloudflare-Workers") {
        return true;
    }
    // These platforms state a version of Node too, but have another network stack.
    let versions = |name| has(&["process", "versions", name]);
    let elsewhere = of(&["Deno"]).is_object() || ["electron", "nw", "webcontainer"].into_iter().any(versions);
    (versions("node") || versions("bun")) && !elsewhere
}

/// Cancels the fetch when dropped.
pub(crate) struct AbortOnDrop {
    controller: AbortController,
    armed: bool,
}

impl AbortOnDrop {
    pub(crate) fn new() -> Result<Self, JsValue> {
        Ok(Self { controller: AbortController::new()?, armed: true })
    }

    pub(crate) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Leaves a fetch that has ended alone.
    pub(crate) fn disarm(mut self) {
        self.armed = false;
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if self.armed {
            self.controller.abort();
        }
    }
}

/// An exception ends the exchange.
impl From<JsValue> for Failure {
    fn from(thrown: JsValue) -> Self {
        Self::Network(error_words(&thrown))
    }
}

/// An answer without its body.
fn head(answer: &JsValue) -> Result<Response, Failure> {
    if !answer.is_object() {
        return Err(Failure::NotAResponse("no object"));
    }
    let answer: &Answer = answer.unchecked_ref();
    let was_redirected = answer.redirected().is_ok_and(|flag| flag.as_bool() == Some(true));
    let status = answer.status().ok().and_then(|status| status.as_f64());
    let Some(status) = status.filter(|status| status.fract() == 0.0 && (0.0..=999.0).contains(status)) else {
        return Err(Failure::NotAResponse("an object without a status"));
    };
    if status == 0.0 && property(answer, "type").as_string().is_some_and(|kind| kind == "error") {
        return Err(Failure::Network("Response.error()".into()));
    }
    let headers = answer.headers().ok();
    let header = move |name: &str| headers.as_ref()?.get(name).ok()?.as_string();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    let status = status as u16;
    Ok(Response {
        // The answer behind a redirect is rejected like the redirect.
        status: if was_redirected { 0 } else { status },
        retry_after: match status {
            // A success is not tried again.
            200..=299 => None,
            _ => header("retry-after").and_then(|value| retry_after(&value, header("date").as_deref(), &Timers)),
        },
        headers: Rc::new(header),
        body: Vec::new(),
    })
}

async fn body(answer: &Answer, limit: usize, memory: &BodyMemory) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let stream = answer.body()?;
    // The bodies of other libraries, such as node-fetch, are Node's streams: those are read whole.
    let reader = if stream.is_object() { stream.unchecked_into::<Body>().get_reader().ok() } else { None };
    // The bound ends a body of endless empty chunks.
    for _ in 0..=limit {
        let chunk = match &reader {
            Some(reader) => reader.read()?,
            // The body of a Response is null when it is empty, and missing when it cannot stream.
            None => match answer.array_buffer() {
                Ok(whole) => whole,
                Err(_) => return Ok(bytes),
            },
        };
        let chunk = Completion::of(&chunk).await?;
        if reader.is_none() {
            let chunk = bytes_of(&chunk, limit)?;
            memory.reserve(chunk.1, &Timers).await;
            return append(&mut bytes, &chunk).map(|()| bytes);
        }
        let chunk: Step = chunk.unchecked_into();
        if chunk.done()?.is_truthy() {
            return Ok(bytes);
        }
        let chunk = bytes_of(&chunk.value()?, limit.saturating_sub(bytes.len()))?;
        memory.reserve(chunk.1, &Timers).await;
        append(&mut bytes, &chunk)?;
    }
    Err(Failure::TooLarge)
}

/// A chunk as bytes, and its length; rejected beyond `limit`.
fn bytes_of(chunk: &JsValue, limit: usize) -> Result<(Bytes, usize), Failure> {
    let bytes = if ArrayBuffer::is_view(chunk) {
        chunk.clone().unchecked_into()
    } else if is_buffer(chunk) {
        Bytes::new(chunk)?
    } else {
        return Err(not_bytes());
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length is a whole number from 0")]
    let length = bytes.length().as_f64().ok_or_else(not_bytes)? as usize;
    if length > limit { Err(Failure::TooLarge) } else { Ok((bytes, length)) }
}

fn append(bytes: &mut Vec<u8>, (chunk, length): &(Bytes, usize)) -> Result<(), Failure> {
    let mut copied = vec![0; *length];
    // A detached buffer cannot be read.
    copy(&mut copied, chunk)?;
    if bytes.is_empty() {
        *bytes = copied;
    } else {
        bytes.append(&mut copied);
    }
    Ok(())
}

const fn not_bytes() -> Failure {
    Failure::NotAResponse("a body that is not bytes")
}

/// Whether `value` is an `ArrayBuffer`, of this realm or another.
fn is_buffer(value: &JsValue) -> bool {
    value.is_object() && property(value, "byteLength").as_f64().is_some()
}
