//! JavaScript values made into what the client takes, each with an error that names it.

use std::rc::Rc;

use js_sys::{Array, BigInt, Function};
use wasm_bindgen::prelude::*;
use web_sys::ReferrerPolicy;

use super::JsClient;
use super::outcome;
use super::provider::Function as FunctionProvider;
use crate::batch::CONCURRENCY;
use crate::config::{AccessToken, Options, Retry, TokenOptions};
use crate::encode::decimal;
use crate::event::{Event, Observer};
use crate::fetch::{Fetch, property};
use crate::record::{Changes, Share, TEXTS};
use crate::secretapi::Filter;
use crate::shown::Value;
use crate::timers::Timers;
use crate::token::Placement;
use crate::transport::Method;
use crate::{CallOptions, Client, Error, Identifier, Sensitive};

/// `Number.MAX_SAFE_INTEGER`
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// Options of one call.
pub struct Call {
    pub signal: JsValue,
    pub limits: CallOptions,
}

/// A client from the options of the npm package's `MySafe`.
pub fn client(options: &JsValue) -> Result<JsClient, Error> {
    if !options.is_object() {
        return Err(wrong("options", "an object with baseUrl and credentials"));
    }
    let base_url = property(options, "baseUrl");
    let base_url = property(&base_url, "href").as_string().or_else(|| base_url.as_string());
    let token = property(options, "token");
    if !is_absent(&token) && !token.is_object() {
        return Err(wrong("token", "an object"));
    }
    let access_token = property(options, "accessToken");
    let access_token = match access_token.dyn_into::<Function>() {
        Ok(function) => Some(AccessToken::Provider(Rc::new(FunctionProvider::new(function)))),
        Err(other) if is_absent(&other) || other.is_string() => {
            text("accessToken", &other)?.map(|token| AccessToken::Fixed(token.into()))
        }
        Err(_) => return Err(wrong("accessToken", "a string or a function")),
    };
    let secret = |name| Ok::<_, Error>(text(name, &property(options, name))?.map(Sensitive::new));
    let checked = Options {
        base_url: base_url.ok_or_else(|| wrong("baseUrl", "a string or a URL"))?,
        client_id: secret("clientId")?,
        client_secret: secret("clientSecret")?,
        access_token,
        tenant: text("tenant", &property(options, "tenant"))?,
        token: TokenOptions {
            path: text("token.path", &property(&token, "path"))?,
            method: choice(&token, "token.method", "method", &[("GET", Method::Get), ("POST", Method::Post)])?,
            credentials: choice(
                &token,
                "token.credentials",
                "credentials",
                &[("basic", Placement::Basic), ("basic-raw", Placement::BasicRaw), ("body", Placement::Body)],
            )?,
        },
        timeout: number(options, "timeout")?,
        deadline: number(options, "deadline")?,
        retry: retry(options)?,
        allow_insecure: flag(options, "allowInsecure")?,
    };
    let custom = function(options, "fetch")?;
    let observer = function(options, "onEvent")?.map(observer);
    Client::new(checked, Fetch::new(custom, referrer_policy(options)?), Timers, observer)
}

/// Tells `callback` of each event. What it throws is its own business.
fn observer(callback: Function) -> Observer {
    Rc::new(move |event: &Event<'_>| {
        if let Ok(event) = outcome::object(Value::Map(event)) {
            outcome::tell(&callback, &event);
        }
    })
}

fn retry(options: &JsValue) -> Result<Retry, Error> {
    let given = property(options, "retry");
    if given.as_bool() == Some(false) {
        return Ok(Retry { never: true, ..Retry::default() });
    }
    if !is_absent(&given) && !given.is_object() {
        return Err(wrong("retry", "false or an object"));
    }
    let setting = |name: &str| number_named(&given, name, &["retry.", name].concat(), "a number");
    Ok(Retry {
        never: false,
        attempts: setting("attempts")?,
        min_delay: setting("minDelay")?,
        max_delay: setting("maxDelay")?,
    })
}

/// How a batch is run.
pub fn batch(options: &JsValue) -> Result<(Call, usize, Option<Function>), Error> {
    let call = call(options)?;
    let concurrency = number_named(options, "concurrency", "concurrency", "a number")?;
    let concurrency = match concurrency {
        None => CONCURRENCY,
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked here")]
        Some(number) if number.fract() == 0.0 && (1.0..=1000.0).contains(&number) => number as usize,
        Some(_) => return Err(wrong("concurrency", "a whole number from 1 to 1000")),
    };
    Ok((call, concurrency, function(options, "onProgress")?))
}

fn function(options: &JsValue, name: &str) -> Result<Option<Function>, Error> {
    match property(options, name).dyn_into::<Function>() {
        Ok(function) => Ok(Some(function)),
        Err(other) if is_absent(&other) => Ok(None),
        Err(_) => Err(wrong(name, "a function")),
    }
}

/// The options of one call.
pub fn call(options: &JsValue) -> Result<Call, Error> {
    if !is_absent(options) && !options.is_object() {
        return Err(wrong("the call's options", "an object"));
    }
    let limits = CallOptions { timeout: number(options, "timeout")?, deadline: number(options, "deadline")? };
    Ok(Call { signal: property(options, "signal"), limits })
}

/// An identifier: text, a non-negative safe integer, or a non-negative bigint.
pub fn identifier(value: &JsValue) -> Result<Identifier, Error> {
    if let Some(number) = value.as_f64() {
        if number.fract() != 0.0 || !(0.0..=MAX_SAFE_INTEGER).contains(&number) {
            return Err(wrong("identifier", "a non-negative safe integer when it is a number"));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
        let number = number as u64;
        return Identifier::new(decimal(number));
    }
    if value.is_bigint() {
        let digits = value.unchecked_ref::<BigInt>().to_string(10).ok().and_then(|digits| digits.as_string());
        return match digits {
            Some(digits) if !digits.starts_with('-') => Identifier::new(digits),
            _ => Err(wrong("identifier", "non-negative when it is a bigint")),
        };
    }
    text("identifier", value)?
        .map_or_else(|| Err(wrong("identifier", "a string, a number or a bigint")), Identifier::new)
}

/// Which secrets to list.
pub fn filter(value: &JsValue) -> Result<Filter, Error> {
    if !is_absent(value) && !value.is_object() {
        return Err(wrong("the filter", "an object"));
    }
    let given = |name| text(name, &property(value, name));
    Ok(Filter { tag: given("tag")?, identifier_code: given("identifierCode")? })
}

/// What is to be written: the fields given, and no others.
pub fn changes(name: &str, value: &JsValue) -> Result<Changes, Error> {
    if !value.is_object() {
        return Err(wrong(name, "an object"));
    }
    let mut texts = Vec::new();
    for (wire, name) in TEXTS {
        if let Some(text) = text(name, &property(value, name))? {
            texts.push((wire, Sensitive::new(text)));
        }
    }
    Ok(Changes {
        texts,
        users_allowed: shares(value, "usersAllowed", "username")?,
        groups_allowed: shares(value, "groupsAllowed", "name")?,
    })
}

fn shares(value: &JsValue, list: &str, key: &str) -> Result<Option<Vec<Share>>, Error> {
    let given = property(value, list);
    if is_absent(&given) {
        return Ok(None);
    }
    let wrong = || wrong(list, &["a list of objects with ", key, " and canEdit"].concat());
    if !Array::is_array(&given) {
        return Err(wrong());
    }
    let share = |share: JsValue| {
        let name = text(key, &property(&share, key))?.ok_or_else(wrong)?;
        Ok(Share { name, can_edit: flag(&share, "canEdit")? })
    };
    given.unchecked_ref::<Array>().iter().map(share).collect::<Result<_, _>>().map(Some)
}

fn wrong(name: &str, expected: &str) -> Error {
    Error::invalid_argument([name, " must be ", expected, "."].concat())
}

/// Absent and `null` are the same, as they are in configuration read from JSON.
pub fn is_absent(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

fn text(name: &str, value: &JsValue) -> Result<Option<String>, Error> {
    if is_absent(value) {
        return Ok(None);
    }
    let text = value.as_string().ok_or_else(|| wrong(name, "a string"))?;
    // A lone surrogate has no UTF-8: it comes over as U+FFFD, which would name something else.
    if text.chars().any(|c| c == '\u{fffd}') && JsValue::from_str(&text) != *value {
        return Err(wrong(name, "well-formed text, without lone surrogates"));
    }
    Ok(Some(text))
}

fn number(options: &JsValue, name: &str) -> Result<Option<f64>, Error> {
    number_named(options, name, name, "a number of milliseconds")
}

fn number_named(options: &JsValue, key: &str, name: &str, kind: &str) -> Result<Option<f64>, Error> {
    let value = property(options, key);
    if is_absent(&value) {
        return Ok(None);
    }
    value.as_f64().map(Some).ok_or_else(|| wrong(name, kind))
}

fn flag(options: &JsValue, name: &str) -> Result<bool, Error> {
    let value = property(options, name);
    if is_absent(&value) {
        return Ok(false);
    }
    value.as_bool().ok_or_else(|| wrong(name, "true or false"))
}

fn choice<T: Copy>(options: &JsValue, name: &str, key: &str, choices: &[(&str, T)]) -> Result<Option<T>, Error> {
    let Some(given) = text(name, &property(options, key))? else { return Ok(None) };
    let found = choices.iter().find(|(choice, _)| *choice == given);
    found.map(|&(_, value)| Some(value)).ok_or_else(|| {
        let names: String = choices.iter().map(|(choice, _)| [", \"", choice, "\""].concat()).collect();
        wrong(name, &["one of", names.trim_start_matches(',')].concat())
    })
}

fn referrer_policy(options: &JsValue) -> Result<Option<ReferrerPolicy>, Error> {
    let value = property(options, "referrerPolicy");
    if is_absent(&value) {
        return Ok(None);
    }
    match ReferrerPolicy::from_js_value(&value) {
        None | Some(ReferrerPolicy::__Invalid) => {
            Err(wrong("referrerPolicy", "one of the policies of the Referrer Policy specification, such as \"origin\""))
        }
        policy => Ok(policy),
    }
}
