//! JavaScript values made into what the client takes, each with an error that names it.

use std::rc::Rc;

use js_sys::{Array, BigInt, Function};
use wasm_bindgen::prelude::*;
use web_sys::ReferrerPolicy;

use super::JsClient;
use super::outcome;
use super::provider::Function as FunctionProvider;
use crate::batch::CONCURRENCY;
use crate::config::{AccessToken, Options, Retry};
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

const MILLISECONDS: &str = "a number of milliseconds";

/// Options of one call.
pub struct Call {
    pub signal: JsValue,
    pub limits: CallOptions,
}

/// A client from the options of the npm package's `MySafe`.
pub fn client(options: &JsValue) -> Result<JsClient, Error> {
    let given = Given { of: options, prefix: "" };
    if !options.is_object() {
        return Err(given.wrong("options", "an object with baseUrl and credentials"));
    }
    let base_url = property(options, "baseUrl");
    let Some(base_url) = property(&base_url, "href").as_string().or_else(|| base_url.as_string()) else {
        return Err(given.wrong("baseUrl", "a string or a URL"));
    };
    // Filled in one after another: an error then has one thing to clean up, whichever option it is about.
    let mut options = Options { base_url, ..Options::default() };
    for (key, place) in [("clientId", &mut options.client_id), ("clientSecret", &mut options.client_secret)] {
        *place = given.text(key)?.map(Sensitive::new);
    }
    for (key, place) in [("timeout", &mut options.timeout), ("deadline", &mut options.deadline)] {
        *place = given.number(key, MILLISECONDS)?;
    }
    options.tenant = given.text("tenant")?;
    options.allow_insecure = given.flag("allowInsecure")?;
    options.access_token = match property(given.of, "accessToken").dyn_into::<Function>() {
        Ok(function) => Some(AccessToken::Provider(Rc::new(FunctionProvider::new(function)))),
        Err(other) if is_absent(&other) || other.is_string() => {
            given.text("accessToken")?.map(|token| AccessToken::Fixed(token.into()))
        }
        Err(_) => return Err(given.wrong("accessToken", "a string or a function")),
    };

    let of = given.object("token", "an object")?;
    let token = Given { of: &of, prefix: "token." };
    options.token.path = token.text("path")?;
    let methods = [Method::Get, Method::Post];
    options.token.method =
        token.choice("method", &["GET", "POST"], "one of \"GET\", \"POST\"")?.and_then(|at| methods.get(at).copied());
    let placements = [Placement::Basic, Placement::BasicRaw, Placement::Body];
    let placement =
        token.choice("credentials", &["basic", "basic-raw", "body"], "one of \"basic\", \"basic-raw\", \"body\"")?;
    options.token.credentials = placement.and_then(|at| placements.get(at).copied());

    let of = property(given.of, "retry");
    options.retry.never = of.as_bool() == Some(false);
    if !options.retry.never {
        let of = given.object("retry", "false or an object")?;
        let retry = Given { of: &of, prefix: "retry." };
        let Retry { attempts, min_delay, max_delay, .. } = &mut options.retry;
        for (key, place) in [("attempts", attempts), ("minDelay", min_delay), ("maxDelay", max_delay)] {
            *place = retry.number(key, "a number")?;
        }
    }

    let custom = given.function("fetch")?;
    let observer = given.function("onEvent")?.map(observer);
    Client::new(options, Fetch::new(custom, given.referrer_policy()?), Timers, observer)
}

/// Tells `callback` of each event. What it throws is its own business.
fn observer(callback: Function) -> Observer {
    Rc::new(move |event: &Event<'_>| {
        if let Ok(event) = outcome::object(Value::Map(event)) {
            outcome::tell(&callback, &event);
        }
    })
}

/// How a batch is run.
pub fn batch(options: &JsValue) -> Result<(Call, usize, Option<Function>), Error> {
    let call = call(options)?;
    let given = Given { of: options, prefix: "" };
    let concurrency = match given.number("concurrency", "a number")? {
        None => CONCURRENCY,
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked here")]
        Some(number) if number.fract() == 0.0 && (1.0..=1000.0).contains(&number) => number as usize,
        Some(_) => return Err(given.wrong("concurrency", "a whole number from 1 to 1000")),
    };
    Ok((call, concurrency, given.function("onProgress")?))
}

/// The options of one call.
pub fn call(options: &JsValue) -> Result<Call, Error> {
    if is_absent(options) {
        return Ok(Call { signal: JsValue::UNDEFINED, limits: CallOptions::default() });
    }
    let given = Given { of: options, prefix: "" };
    if !options.is_object() {
        return Err(given.wrong("the call's options", "an object"));
    }
    let limits = CallOptions {
        timeout: given.number("timeout", MILLISECONDS)?,
        deadline: given.number("deadline", MILLISECONDS)?,
    };
    Ok(Call { signal: property(options, "signal"), limits })
}

/// An identifier: text, a non-negative safe integer, or a non-negative bigint.
pub fn identifier(value: &JsValue) -> Result<Identifier, Error> {
    let text = if let Some(number) = value.as_f64() {
        if number.fract() != 0.0 || !(0.0..=MAX_SAFE_INTEGER).contains(&number) {
            return Err(wrong("identifier", "a non-negative safe integer when it is a number"));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
        let number = number as u64;
        decimal(number)
    } else if value.is_bigint() {
        let digits = value.unchecked_ref::<BigInt>().to_string(10).ok().and_then(|digits| digits.as_string());
        match digits {
            Some(digits) if !digits.starts_with('-') => digits,
            _ => return Err(wrong("identifier", "non-negative when it is a bigint")),
        }
    } else if let Some(text) = text("identifier", value)? {
        text
    } else {
        return Err(wrong("identifier", "a string, a number or a bigint"));
    };
    Identifier::new(text)
}

/// Which secrets to list.
pub fn filter(value: &JsValue) -> Result<Filter, Error> {
    let given = Given { of: value, prefix: "" };
    if !is_absent(value) && !value.is_object() {
        return Err(given.wrong("the filter", "an object"));
    }
    Ok(Filter { tag: given.text("tag")?, identifier_code: given.text("identifierCode")? })
}

/// What is to be written: the fields given, and no others.
pub fn changes(name: &str, value: &JsValue) -> Result<Changes, Error> {
    let given = Given { of: value, prefix: "" };
    if !value.is_object() {
        return Err(given.wrong(name, "an object"));
    }
    let mut changes = Changes::default();
    for (wire, name) in TEXTS {
        if let Some(text) = given.text(name)? {
            changes.texts.push((wire, Sensitive::new(text)));
        }
    }
    changes.users_allowed = given.shares("usersAllowed", "username")?;
    changes.groups_allowed = given.shares("groupsAllowed", "name")?;
    Ok(changes)
}

/// An object given by the caller, and what goes before the names of its properties in messages.
struct Given<'a> {
    of: &'a JsValue,
    prefix: &'static str,
}

impl Given<'_> {
    fn wrong(&self, key: &str, expected: &str) -> Error {
        Error::invalid_argument([self.prefix, key, " must be ", expected, "."].concat())
    }

    /// The property `key`, if it is there: what `read` makes of it, which must be `expected`.
    fn read<T>(&self, key: &str, expected: &str, read: impl FnOnce(&JsValue) -> Option<T>) -> Result<Option<T>, Error> {
        let value = property(self.of, key);
        if is_absent(&value) {
            return Ok(None);
        }
        read(&value).map(Some).ok_or_else(|| self.wrong(key, expected))
    }

    fn text(&self, key: &str) -> Result<Option<String>, Error> {
        text(&[self.prefix, key].concat(), &property(self.of, key))
    }

    fn number(&self, key: &str, expected: &str) -> Result<Option<f64>, Error> {
        self.read(key, expected, JsValue::as_f64)
    }

    fn flag(&self, key: &str) -> Result<bool, Error> {
        self.read(key, "true or false", JsValue::as_bool).map(Option::unwrap_or_default)
    }

    fn function(&self, key: &str) -> Result<Option<Function>, Error> {
        self.read(key, "a function", |value| value.dyn_ref().cloned())
    }

    /// `undefined` when it is absent.
    fn object(&self, key: &str, expected: &str) -> Result<JsValue, Error> {
        let object = |value: &JsValue| value.is_object().then(|| value.clone());
        self.read(key, expected, object).map(Option::unwrap_or_default)
    }

    /// Which of `choices` it is.
    fn choice(&self, key: &str, choices: &[&str], expected: &str) -> Result<Option<usize>, Error> {
        let Some(given) = self.text(key)? else { return Ok(None) };
        let found = choices.iter().position(|choice| *choice == given);
        found.map(Some).ok_or_else(|| self.wrong(key, expected))
    }

    fn shares(&self, list: &str, key: &str) -> Result<Option<Vec<Share>>, Error> {
        let given = property(self.of, list);
        if is_absent(&given) {
            return Ok(None);
        }
        let wrong = || self.wrong(list, &["a list of objects with ", key, " and canEdit"].concat());
        if !Array::is_array(&given) {
            return Err(wrong());
        }
        let mut shares = Vec::new();
        for share in given.unchecked_ref::<Array>().iter() {
            let share = Given { of: &share, prefix: "" };
            let name = share.text(key)?.ok_or_else(wrong)?;
            shares.push(Share { name, can_edit: share.flag("canEdit")? });
        }
        Ok(Some(shares))
    }

    fn referrer_policy(&self) -> Result<Option<ReferrerPolicy>, Error> {
        let policies = "one of the policies of the Referrer Policy specification, such as \"origin\"";
        let known = |policy: &ReferrerPolicy| *policy != ReferrerPolicy::__Invalid;
        self.read("referrerPolicy", policies, |value| ReferrerPolicy::from_js_value(value).filter(known))
    }
}

fn wrong(name: &str, expected: &str) -> Error {
    Given { of: &JsValue::UNDEFINED, prefix: "" }.wrong(name, expected)
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
