//! What is shown of results, errors and events: serde's maps and lists, under the names of JavaScript.
//!
//! Each type says what it holds, and one copy of the code hands it to the serializer. With a copy for each type, as serde
//! would have it, they would be much wasm.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::batch::{Outcome, Report};
use crate::event::Event;
use crate::record::{ApiSecret, ApiSecretSummary};
use crate::{Error, StateChange};

/// One value to show.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// A text.
    Text(&'a str),
    /// A truth value.
    Flag(bool),
    /// A whole number.
    Whole(u32),
    /// Any number.
    Number(f64),
    /// What has named parts.
    Map(&'a dyn Parts),
    /// What has parts without names.
    List(&'a dyn Parts),
}

/// Takes the parts of what is shown, one after another, each with its name.
pub type Put<'a> = &'a mut dyn FnMut(&str, Value<'_>);

/// A text that may be missing.
pub(crate) fn put_text(put: Put<'_>, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        put(name, Value::Text(text));
    }
}

/// A number that may be missing.
pub(crate) fn put_number(put: Put<'_>, name: &str, number: Option<f64>) {
    if let Some(number) = number {
        put(name, Value::Number(number));
    }
}

/// What has parts to show.
pub trait Parts {
    /// Gives each part, in order, to `put`.
    fn parts(&self, put: Put<'_>);
}

impl<T: Parts> Parts for Vec<T> {
    fn parts(&self, put: Put<'_>) {
        for one in self {
            put("", Value::Map(one));
        }
    }
}

impl Parts for Vec<String> {
    fn parts(&self, put: Put<'_>) {
        for one in self {
            put("", Value::Text(one));
        }
    }
}

impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Value")
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(flag),
            Self::Whole(number) => serializer.serialize_u32(number),
            Self::Number(number) => serializer.serialize_f64(number),
            Self::Map(parts) => {
                let mut map = serializer.serialize_map(None)?;
                let mut result = Ok(());
                parts.parts(&mut |name, value| {
                    if result.is_ok() {
                        result = map.serialize_entry(name, &value);
                    }
                });
                result?;
                map.end()
            }
            Self::List(parts) => {
                let mut list = serializer.serialize_seq(None)?;
                let mut result = Ok(());
                parts.parts(&mut |_, value| {
                    if result.is_ok() {
                        result = list.serialize_element(&value);
                    }
                });
                result?;
                list.end()
            }
        }
    }
}

macro_rules! serialize {
    ($($of:ty),*) => {
        $(impl Serialize for $of {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Value::Map(self).serialize(serializer)
            }
        })*
    };
}

serialize!(ApiSecret, ApiSecretSummary, Error, Event<'_>, Outcome, Report, StateChange);
