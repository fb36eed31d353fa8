//! The options and arguments of the exports.

use std::rc::Rc;

use js_sys::{Array, BigInt, Function, Object};
use wasm_bindgen::prelude::*;
use web_sys::ReferrerPolicy;

use super::before_send::JsBeforeSend;
use super::provider::JsTokenProvider;
use super::reader::{FirstProblem, OptionReader, is_absent, own_property, well_formed, wrong};
use super::value;
use crate::api::token::Placement;
use crate::api::{Fields, Identifier, Kind, Query, Share, ShareChanges, ShareTarget, Values};
use crate::batch::{BatchOptions, BeforeSend, CONCURRENCY, OUTAGE_MS};
use crate::client::{
    AccessToken, CallOptions, Client, Event, Observer, Options, RetryOptions, SwitchOptions, TokenOptions,
};
use crate::error::Error;
use crate::http::Method;
use crate::sensitive::Sensitive;
use crate::text::redact::printable;
use crate::web::{Fetch, Timers};

/// `Number.MAX_SAFE_INTEGER`
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

const MILLISECONDS: &str = "a number of milliseconds";

const METHODS: [(&str, Method); 2] = [("GET", Method::Get), ("POST", Method::Post)];

const PLACEMENTS: [(&str, Placement); 3] =
    [("basic", Placement::Basic), ("basic-raw", Placement::BasicRaw), ("body", Placement::Body)];

/// A client of the platform.
pub(super) type JsClient = Client<Fetch, Timers>;

/// A client from the options of the npm package's `MySafe`.
pub(super) fn client(options: &JsValue) -> Result<JsClient, Error> {
    if !options.is_object() {
        return Err(wrong("options", "an object with baseUrl and credentials"));
    }
    let problem = FirstProblem::default();
    let reader = OptionReader::new(options, "", &problem);
    let token = reader.object("token", "an object");
    let token = OptionReader::new(&token, "token.", &problem);
    let never = own_property(options, "retry").as_bool() == Some(false);
    let retry = if never { JsValue::UNDEFINED } else { reader.object("retry", "false or an object") };
    let retry = OptionReader::new(&retry, "retry.", &problem);

    let options = Options {
        base_url: reader.url("baseUrl"),
        client_id: reader.text("clientId").map(Sensitive::new),
        client_secret: reader.text("clientSecret").map(Sensitive::new),
        access_token: access_token(&reader),
        tenant: reader.text("tenant"),
        token: TokenOptions {
            path: token.text("path"),
            method: token.choice("method", &METHODS, "one of \"GET\", \"POST\""),
            credentials: token.choice("credentials", &PLACEMENTS, "one of \"basic\", \"basic-raw\", \"body\""),
        },
        timeout: reader.number("timeout", MILLISECONDS),
        deadline: reader.number("deadline", MILLISECONDS),
        retry: RetryOptions {
            never,
            attempts: retry.number("attempts", "a number"),
            min_delay: retry.number("minDelay", "a number"),
            max_delay: retry.number("maxDelay", "a number"),
        },
        allow_insecure: reader.flag("allowInsecure"),
    };
    let transport = Fetch::new(reader.function("fetch"), referrer_policy(&reader));
    let observer = reader.function("onEvent").map(observer);
    problem.check()?;
    Client::new(options, transport, Timers, observer)
}

fn access_token(reader: &OptionReader<'_>) -> Option<AccessToken> {
    let key = "accessToken";
    let given = reader.checked(key, "a string or a function", |value| value.is_string() || value.is_function());
    match given.dyn_into::<Function>() {
        Ok(function) => Some(AccessToken::Provider(Rc::new(JsTokenProvider::new(function)))),
        Err(given) if is_absent(&given) => None,
        Err(_) => reader.text(key).map(AccessToken::from),
    }
}

fn referrer_policy(reader: &OptionReader<'_>) -> Option<ReferrerPolicy> {
    let key = "referrerPolicy";
    let given = reader.value(key);
    let policy = ReferrerPolicy::from_js_value(&given).filter(|policy| *policy != ReferrerPolicy::__Invalid);
    if policy.is_none() && !is_absent(&given) {
        reader.reject(key, "one of the policies of the Referrer Policy specification, such as \"origin\"");
    }
    policy
}

/// Passes each event to `callback`. What the callback throws is ignored.
fn observer(callback: Function) -> Observer {
    Rc::new(move |event: &Event<'_>| {
        if let Ok(event) = value::from(event) {
            value::ignore(callback.call1(&JsValue::UNDEFINED, &event));
        }
    })
}

/// The options of one call.
pub(super) struct CallArguments {
    pub(super) signal: JsValue,
    pub(super) options: SwitchOptions,
}

/// Reads the options of one call.
pub(super) fn call(options: &JsValue) -> Result<CallArguments, Error> {
    let problem = FirstProblem::default();
    let reader = OptionReader::optional(options, "the call's options", &problem);
    let limits = CallOptions {
        timeout: reader.number("timeout", MILLISECONDS),
        deadline: reader.number("deadline", MILLISECONDS),
    };
    let verify = reader.flag("verify");
    problem.check()?;
    Ok(CallArguments { signal: own_property(options, "signal"), options: SwitchOptions { limits, verify } })
}

/// The options of a batch.
pub(super) struct BatchArguments {
    pub(super) signal: JsValue,
    pub(super) options: BatchOptions,
    pub(super) on_progress: Option<Function>,
    /// The items of `find`.
    pub(super) among: JsValue,
}

/// Reads the options of a batch.
pub(super) fn batch(options: &JsValue) -> Result<BatchArguments, Error> {
    let CallArguments { signal, options: each } = call(options)?;
    let problem = FirstProblem::default();
    let reader = OptionReader::new(options, "", &problem);
    let on_progress = reader.function("onProgress");
    let before_send =
        reader.function("beforeSend").map(|function| Rc::new(JsBeforeSend(function)) as Rc<dyn BeforeSend>);
    let concurrency = match reader.number("concurrency", "a number") {
        None => CONCURRENCY,
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked here")]
        Some(number) if number.fract() == 0.0 && (1.0..=1000.0).contains(&number) => number as usize,
        Some(_) => {
            reader.reject("concurrency", "a whole number from 1 to 1000");
            CONCURRENCY
        }
    };
    let outage = reader.number("outage", MILLISECONDS).unwrap_or(OUTAGE_MS);
    let among = reader.value("among");
    problem.check()?;
    Ok(BatchArguments { signal, options: BatchOptions { concurrency, each, outage, before_send }, on_progress, among })
}

/// Reads the values to look for, of which the facade has made a list. An error repeats none of them.
pub(super) fn values(given: &JsValue) -> Result<Values, Error> {
    if !Array::is_array(given) {
        return Err(wrong("values", "an iterable of strings"));
    }
    let mut values = Vec::new();
    for value in given.unchecked_ref::<Array>().iter() {
        let name = format!("values[{}]", values.len());
        let text = value.as_string().ok_or_else(|| wrong(&name, "a string"))?;
        values.push(Sensitive::new(well_formed(&name, text, &value)?));
    }
    Values::of(values)
}

/// Reads an identifier: a string, a non-negative safe integer, or a non-negative bigint.
pub(super) fn identifier(value: &JsValue) -> Result<Identifier, Error> {
    let text = if let Some(text) = value.as_string() {
        well_formed("identifier", text, value)?
    } else if let Some(number) = value.as_f64() {
        if number.fract() != 0.0 || !(0.0..=MAX_SAFE_INTEGER).contains(&number) {
            return Err(wrong("identifier", "a non-negative safe integer when it is a number"));
        }
        digits_of(value).unwrap_or_default()
    } else if value.is_bigint() {
        match digits_of(value) {
            Some(digits) if !digits.starts_with('-') => digits,
            _ => return Err(wrong("identifier", "non-negative when it is a bigint")),
        }
    } else {
        return Err(wrong("identifier", "a string, a number or a bigint"));
    };
    Identifier::new(text)
}

/// The decimal digits of a number or a bigint.
pub(super) fn digits_of(number: &JsValue) -> Option<String> {
    number.unchecked_ref::<BigInt>().to_string(10).ok()?.as_string()
}

/// Reads the filter of a list. A filter that the kind does not have is refused: all items would be listed without it.
pub(super) fn filter(kind: &Kind, value: &JsValue) -> Result<Query, Error> {
    let problem = FirstProblem::default();
    let reader = OptionReader::optional(value, "the filter", &problem);
    let query = Query::of(kind, kind.filters.iter().map(|(_, name)| reader.text(name)));
    let keys = if value.is_object() { Object::keys(value.unchecked_ref::<Object>()) } else { Array::new() };
    for key in keys.iter().filter_map(|key| key.as_string()) {
        if !kind.filters.iter().any(|(_, name)| *name == key) {
            let names: Vec<_> = kind.filters.iter().map(|(_, name)| *name).collect();
            let (key, names) = (printable(&key, 64), names.join(", "));
            problem.report(Error::invalid_argument(format!("the filter cannot have {key}: it takes {names}.")));
        }
    }
    problem.check()?;
    Ok(query)
}

/// Reads the fields of an item to write. `name` is the argument's name in messages.
pub(super) fn fields(kind: &'static Kind, name: &str, value: &JsValue) -> Result<Fields, Error> {
    if !value.is_object() {
        return Err(wrong(name, "an object"));
    }
    let problem = FirstProblem::default();
    let reader = OptionReader::new(value, "", &problem);
    let users = shares(&reader, &problem, ShareTarget::Users);
    let groups = shares(&reader, &problem, ShareTarget::Groups);
    let mut fields = Fields::new(ShareChanges { users, groups });
    for field in kind.fields.iter().filter(|field| !field.is_read_only) {
        fields = fields.with(field, reader.text(field.name));
    }
    problem.check()?;
    Ok(fields)
}

fn shares(reader: &OptionReader<'_>, problem: &FirstProblem, of: ShareTarget) -> Option<Vec<Share>> {
    let mut shares = Vec::new();
    for share in reader.list(of.name())?.iter() {
        let share = OptionReader::new(&share, "", problem);
        match share.text(of.key()) {
            Some(name) => shares.push(Share { name, can_edit: share.flag("canEdit") }),
            None => reader.reject(of.name(), &format!("a list of objects with {} and canEdit", of.key())),
        }
    }
    Some(shares)
}
