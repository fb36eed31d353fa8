//! JSON of which nothing is expected: any value deserializes, and asking it for what it does not hold gives nothing.
//!
//! `serde_json` does the parsing. Its own `Value` would do here too, at half as much wasm again.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value, as far as any answer of MySafe's needs it: lists are passed over.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`, a list, or what is no JSON at all.
    #[default]
    Nothing,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// An object's members, in order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Parses `bytes`; what is no JSON is nothing.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_default()
    }

    /// The member `key` of an object; the last one, as in JavaScript, when there are many.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().rfind(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number from 0, also as text.
    #[must_use]
    pub fn whole(&self) -> Option<u32> {
        match self {
            Self::Text(text) => text.trim().parse().ok(),
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
            Self::Number(number) if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(number) => {
                Some(*number as u32)
            }
            _ => None,
        }
    }

    /// A truth value in any of the forms seen for one: `true`, `1`, `"1"`, `"true"`.
    #[must_use]
    pub fn flag(&self) -> Option<bool> {
        match self {
            Self::Bool(flag) => Some(*flag),
            Self::Text(text) => match text.trim() {
                "1" | "true" => Some(true),
                "0" | "false" | "" => Some(false),
                _ => None,
            },
            Self::Number(number) => Some(*number != 0.0),
            Self::Nothing | Self::Object(_) => None,
        }
    }

    /// Whether it is an object.
    #[must_use]
    pub const fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyJson)
    }
}

struct AnyJson;

impl<'de> Visitor<'de> for AnyJson {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "so are all numbers of JavaScript")]
    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "so are all numbers of JavaScript")]
    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        while items.next_element::<Json>()?.is_some() {}
        Ok(Json::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        // A key is a text; asked for as a Json, it needs no visitor of its own.
        while let Some((key, value)) = members.next_entry::<Json, Json>()? {
            if let Json::Text(key) = key {
                object.push((key, value));
            }
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_read() {
        let json = Json::parse(br#"{"a":null,"b":true,"c":-1.5,"d":"x\u0041","e":[1,{"f":2}],"g":{"h":1},"b":false}"#);
        assert_eq!(json.get("a"), Some(&Json::Nothing));
        assert_eq!(json.get("b"), Some(&Json::Bool(false)), "the last of two");
        assert_eq!(json.get("c"), Some(&Json::Number(-1.5)));
        assert_eq!(json.get("d").and_then(Json::text), Some("xA"));
        assert_eq!(json.get("e"), Some(&Json::Nothing));
        assert_eq!(json.get("g").and_then(|inner| inner.get("h")?.whole()), Some(1));
        assert_eq!(json.get("z"), None);
        assert_eq!(json.get("d").and_then(|text| text.get("x")), None);
        for bad in ["", "{", "{}x", "[1,]", "\"\\ud800\"", "nul"] {
            assert_eq!(Json::parse(bad.as_bytes()), Json::Nothing, "{bad}");
        }
    }

    #[test]
    fn whole_numbers_come_in_both_forms() {
        for (text, whole) in [
            ("1005", Some(1005)),
            ("\" 1005 \"", Some(1005)),
            ("4294967295", Some(u32::MAX)),
            ("4294967296", None),
            ("-1", None),
            ("0.5", None),
            ("1e999", None),
            ("\"x\"", None),
            ("true", None),
            ("null", None),
        ] {
            assert_eq!(Json::parse(text.as_bytes()).whole(), whole, "{text}");
        }
    }

    #[test]
    fn flags_come_in_many_forms() {
        for (text, flag) in [
            ("true", Some(true)),
            ("1", Some(true)),
            ("\"1\"", Some(true)),
            ("\"true\"", Some(true)),
            ("false", Some(false)),
            ("0", Some(false)),
            ("\"0\"", Some(false)),
            ("\"\"", Some(false)),
            ("\"yes\"", None),
            ("null", None),
            ("{}", None),
        ] {
            assert_eq!(Json::parse(text.as_bytes()).flag(), flag, "{text}");
        }
    }
}
