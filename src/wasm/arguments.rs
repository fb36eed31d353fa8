//! JavaScript values made into what the client takes, each with an error that names it.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, BigInt, Function, Object};
use wasm_bindgen::prelude::*;
use web_sys::ReferrerPolicy;

use super::JsClient;
use super::outcome;
use super::provider::Function as FunctionProvider;
use crate::batch::{BatchOptions, CONCURRENCY, OUTAGE_MS};
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
use crate::{CallOptions, Client, Error, Identifier, Sensitive, SwitchOptions};

/// `Number.MAX_SAFE_INTEGER`
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

const MILLISECONDS: &str = "a number of milliseconds";

const METHODS: [(&str, Method); 2] = [("GET", Method::Get), ("POST", Method::Post)];

const PLACEMENTS: [(&str, Placement); 3] =
    [("basic", Placement::Basic), ("basic-raw", Placement::BasicRaw), ("body", Placement::Body)];

/// Options of one call.
pub struct Call {
    pub signal: JsValue,
    pub limits: CallOptions,
    /// Of an activate or deactivate, and of a batch.
    pub verify: bool,
}

/// A client from the options of the npm package's `MySafe`.
pub fn client(options: &JsValue) -> Result<JsClient, Error> {
    if !options.is_object() {
        return Err(wrong("options", "an object with baseUrl and credentials"));
    }
    let mistake = Mistake::default();
    let given = Given { of: options, prefix: "", mistake: &mistake };
    let of = given.object("token", "an object");
    let token = Given { of: &of, prefix: "token.", mistake: &mistake };
    let of = own(options, "retry");
    let never = of.as_bool() == Some(false);
    let of = if never { JsValue::UNDEFINED } else { given.object("retry", "false or an object") };
    let retry = Given { of: &of, prefix: "retry.", mistake: &mistake };

    let options = Options {
        base_url: given.url("baseUrl"),
        client_id: given.text("clientId").map(Sensitive::new),
        client_secret: given.text("clientSecret").map(Sensitive::new),
        access_token: given.access_token(),
        tenant: given.text("tenant"),
        token: TokenOptions {
            path: token.text("path"),
            method: token.choice("method", &METHODS, "one of \"GET\", \"POST\""),
            credentials: token.choice("credentials", &PLACEMENTS, "one of \"basic\", \"basic-raw\", \"body\""),
        },
        timeout: given.number("timeout", MILLISECONDS),
        deadline: given.number("deadline", MILLISECONDS),
        retry: Retry {
            never,
            attempts: retry.number("attempts", "a number"),
            min_delay: retry.number("minDelay", "a number"),
            max_delay: retry.number("maxDelay", "a number"),
        },
        allow_insecure: given.flag("allowInsecure"),
    };
    let transport = Fetch::new(given.function("fetch"), given.referrer_policy());
    let observer = given.function("onEvent").map(observer);
    mistake.none()?;
    Client::new(options, transport, Timers, observer)
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
pub fn batch(options: &JsValue) -> Result<(Call, BatchOptions, Option<Function>), Error> {
    let call = call(options)?;
    let mistake = Mistake::default();
    let given = Given { of: options, prefix: "", mistake: &mistake };
    let progress = given.function("onProgress");
    let concurrency = match given.number("concurrency", "a number") {
        None => CONCURRENCY,
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked here")]
        Some(number) if number.fract() == 0.0 && (1.0..=1000.0).contains(&number) => number as usize,
        Some(_) => {
            given.wrong("concurrency", "a whole number from 1 to 1000");
            CONCURRENCY
        }
    };
    let outage = given.number("outage", MILLISECONDS).unwrap_or(OUTAGE_MS);
    mistake.none()?;
    let each = SwitchOptions { limits: call.limits, verify: call.verify };
    Ok((call, BatchOptions { concurrency, each, outage }, progress))
}

/// The options of one call.
pub fn call(options: &JsValue) -> Result<Call, Error> {
    if is_absent(options) {
        return Ok(Call { signal: JsValue::UNDEFINED, limits: CallOptions::default(), verify: false });
    }
    let mistake = Mistake::default();
    let given = Given::or_nothing(options, "the call's options", &mistake);
    let limits = CallOptions {
        timeout: given.number("timeout", MILLISECONDS),
        deadline: given.number("deadline", MILLISECONDS),
    };
    let verify = given.flag("verify");
    mistake.none()?;
    Ok(Call { signal: own(options, "signal"), limits, verify })
}

/// An identifier: text, a non-negative safe integer, or a non-negative bigint.
pub fn identifier(value: &JsValue) -> Result<Identifier, Error> {
    let text = if let Some(text) = value.as_string() {
        well_formed("identifier", text, value)?
    } else if let Some(number) = value.as_f64() {
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
    } else {
        return Err(wrong("identifier", "a string, a number or a bigint"));
    };
    Identifier::new(text)
}

/// Which secrets to list.
pub fn filter(value: &JsValue) -> Result<Filter, Error> {
    let mistake = Mistake::default();
    let given = Given::or_nothing(value, "the filter", &mistake);
    let filter = Filter { tag: given.text("tag"), identifier_code: given.text("identifierCode") };
    mistake.none()?;
    Ok(filter)
}

/// What is to be written: the fields given, and no others.
pub fn changes(name: &str, value: &JsValue) -> Result<Changes, Error> {
    if !value.is_object() {
        return Err(wrong(name, "an object"));
    }
    let mistake = Mistake::default();
    let given = Given { of: value, prefix: "", mistake: &mistake };
    let mut changes = Changes {
        texts: Vec::new(),
        users_allowed: given.shares("usersAllowed", "username"),
        groups_allowed: given.shares("groupsAllowed", "name"),
    };
    for (wire, name) in TEXTS {
        if let Some(text) = given.text(name) {
            changes.texts.push((wire, Sensitive::new(text)));
        }
    }
    mistake.none()?;
    Ok(changes)
}

/// The first thing found wrong in what was given. All is read before it is looked at: with one way out there is one set
/// of things to clean up, where one behind each property would be much wasm.
#[derive(Default)]
struct Mistake(Cell<Option<Error>>);

impl Mistake {
    fn note(&self, error: Error) {
        self.0.set(self.0.take().or(Some(error)));
    }

    fn none(self) -> Result<(), Error> {
        self.0.into_inner().map_or(Ok(()), Err)
    }
}

/// An object given by the caller, and what goes before the names of its properties in messages.
struct Given<'a> {
    of: &'a JsValue,
    prefix: &'static str,
    mistake: &'a Mistake,
}

/// Each reads one property; what is absent, or wrong, is `None`.
impl<'a> Given<'a> {
    /// An object that may be left out.
    fn or_nothing(of: &'a JsValue, name: &str, mistake: &'a Mistake) -> Self {
        let given = Self { of, prefix: "", mistake };
        if !is_absent(of) && !of.is_object() {
            given.wrong(name, "an object");
        }
        given
    }

    fn wrong(&self, key: &str, expected: &str) {
        self.mistake.note(wrong(&[self.prefix, key].concat(), expected));
    }

    /// `undefined` unless it is as expected.
    fn value(&self, key: &str, expected: &str, is_expected: fn(&JsValue) -> bool) -> JsValue {
        let value = own(self.of, key);
        if is_absent(&value) || is_expected(&value) {
            return value;
        }
        self.wrong(key, expected);
        JsValue::UNDEFINED
    }

    fn text(&self, key: &str) -> Option<String> {
        text(&[self.prefix, key].concat(), &own(self.of, key)).unwrap_or_else(|error| {
            self.mistake.note(error);
            None
        })
    }

    fn number(&self, key: &str, expected: &str) -> Option<f64> {
        self.value(key, expected, |value| value.as_f64().is_some()).as_f64()
    }

    fn flag(&self, key: &str) -> bool {
        self.value(key, "true or false", |value| value.as_bool().is_some()).is_truthy()
    }

    fn function(&self, key: &str) -> Option<Function> {
        self.value(key, "a function", JsValue::is_function).dyn_into().ok()
    }

    fn object(&self, key: &str, expected: &str) -> JsValue {
        self.value(key, expected, JsValue::is_object)
    }

    /// Which of `choices` it is.
    fn choice<T: Copy>(&self, key: &str, choices: &[(&str, T)], expected: &str) -> Option<T> {
        let given = self.text(key)?;
        let found = choices.iter().find(|(choice, _)| *choice == given);
        if found.is_none() {
            self.wrong(key, expected);
        }
        found.map(|(_, value)| *value)
    }

    /// A URL, as text or as `URL`.
    fn url(&self, key: &str) -> String {
        let given = own(self.of, key);
        property(&given, "href").as_string().or_else(|| given.as_string()).unwrap_or_else(|| {
            self.wrong(key, "a string or a URL");
            String::new()
        })
    }

    fn access_token(&self) -> Option<AccessToken> {
        let key = "accessToken";
        let given = self.value(key, "a string or a function", |value| value.is_string() || value.is_function());
        match given.dyn_into::<Function>() {
            Ok(function) => Some(AccessToken::Provider(Rc::new(FunctionProvider::new(function)))),
            Err(given) if is_absent(&given) => None,
            Err(_) => self.text(key).map(AccessToken::from),
        }
    }

    fn shares(&self, list: &str, key: &str) -> Option<Vec<Share>> {
        let given = self.value(list, "a list", Array::is_array);
        if is_absent(&given) {
            return None;
        }
        let mut shares = Vec::new();
        for share in given.unchecked_ref::<Array>().iter() {
            let share = Given { of: &share, prefix: "", mistake: self.mistake };
            match share.text(key) {
                Some(name) => shares.push(Share { name, can_edit: share.flag("canEdit") }),
                None => self.wrong(list, &["a list of objects with ", key, " and canEdit"].concat()),
            }
        }
        Some(shares)
    }

    fn referrer_policy(&self) -> Option<ReferrerPolicy> {
        let key = "referrerPolicy";
        let given = own(self.of, key);
        let policy = ReferrerPolicy::from_js_value(&given).filter(|policy| *policy != ReferrerPolicy::__Invalid);
        if policy.is_none() && !is_absent(&given) {
            self.wrong(key, "one of the policies of the Referrer Policy specification, such as \"origin\"");
        }
        policy
    }
}

/// A property of the object itself: what a polluted `Object.prototype` gives to every object is nobody's option.
fn own(of: &JsValue, key: &str) -> JsValue {
    let is_own = of.is_object() && Object::<JsValue>::has_own(of.unchecked_ref::<Object>(), &key.into());
    if is_own { property(of, key) } else { JsValue::UNDEFINED }
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
    well_formed(name, text, value).map(Some)
}

/// The text that `value` is.
fn well_formed(name: &str, text: String, value: &JsValue) -> Result<String, Error> {
    // A lone surrogate has no UTF-8: it comes over as U+FFFD, which would name something else.
    if text.chars().any(|c| c == '\u{fffd}') && JsValue::from_str(&text) != *value {
        return Err(wrong(name, "well-formed text, without lone surrogates"));
    }
    Ok(text)
}
