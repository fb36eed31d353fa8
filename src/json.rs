//! JSON of which nothing is expected: any value deserializes, and asking it for what it does not hold gives nothing.
//!
//! The parser is our own: it is a third of the wasm of `serde_json`, which the tests compare it with.

use std::str::Chars;

use crate::encode::whole;

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`, or what is no JSON at all.
    #[default]
    Nothing,
    /// `true` or `false`
    Bool(bool),
    /// A whole number from 0, exact.
    Whole(u64),
    /// Any other number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list's items.
    List(Vec<Json>),
    /// An object's members, in order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Parses `bytes`; what is no JSON is nothing.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let parse = || {
            let mut parser = Parser(str::from_utf8(bytes).ok()?.chars());
            let value = parser.value(DEPTH)?;
            parser.space();
            parser.0.next().is_none().then_some(value)
        };
        parse().unwrap_or_default()
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
            Self::Text(text) => whole(text.trim())?.try_into().ok(),
            Self::Whole(number) => (*number).try_into().ok(),
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
            Self::Whole(number) => Some(*number != 0),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn items(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// Whether it is an object.
    #[must_use]
    pub const fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }
}

/// Writes `text` as JSON (RFC 8259 section 7) behind `out`.
pub fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '.. => out.push(c),
            _ => {
                out.push_str("\\u00");
                out.extend(
                    [u32::from(c) >> 4, u32::from(c) & 15].map(|digit| char::from_digit(digit, 16).unwrap_or('0')),
                );
            }
        }
    }
    out.push('"');
}

/// Lists and objects in one another beyond this depth are refused, lest they use up the stack.
const DEPTH: u32 = 128;

/// What is left to be read of a text.
struct Parser<'a>(Chars<'a>);

/// Each takes what it is named after (RFC 8259), and gives nothing when that is not what comes next.
impl Parser<'_> {
    fn take(&mut self, expected: impl Fn(char) -> bool) -> Option<char> {
        let mut ahead = self.0.clone();
        let found = ahead.next().filter(|&c| expected(c))?;
        self.0 = ahead;
        Some(found)
    }

    fn space(&mut self) {
        while self.take(|c| matches!(c, ' ' | '\t' | '\n' | '\r')).is_some() {}
    }

    /// One character between white space.
    fn mark(&mut self, mark: char) -> Option<char> {
        self.space();
        let found = self.take(|c| c == mark);
        self.space();
        found
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        self.space();
        match self.0.clone().next()? {
            '{' => self.object(depth.checked_sub(1)?),
            '[' => self.list(depth.checked_sub(1)?),
            '"' => Some(Json::Text(self.text()?)),
            'n' => self.word("null", Json::Nothing),
            't' => self.word("true", Json::Bool(true)),
            'f' => self.word("false", Json::Bool(false)),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        word.chars().all(|expected| self.0.next() == Some(expected)).then_some(value)
    }

    fn object(&mut self, depth: u32) -> Option<Json> {
        self.mark('{')?;
        let mut members = Vec::new();
        if self.mark('}').is_none() {
            loop {
                let name = self.text()?;
                self.mark(':')?;
                members.push((name, self.value(depth)?));
                if self.mark(',').is_none() {
                    break;
                }
            }
            self.mark('}')?;
        }
        Some(Json::Object(members))
    }

    fn list(&mut self, depth: u32) -> Option<Json> {
        self.mark('[')?;
        let mut items = Vec::new();
        if self.mark(']').is_none() {
            loop {
                items.push(self.value(depth)?);
                if self.mark(',').is_none() {
                    break;
                }
            }
            self.mark(']')?;
        }
        Some(Json::List(items))
    }

    fn text(&mut self) -> Option<String> {
        self.take(|c| c == '"')?;
        let mut text = String::new();
        loop {
            text.push(match self.take(|c| c >= ' ')? {
                '"' => return Some(text),
                '\\' => self.escaped()?,
                plain => plain,
            });
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.0.next()? {
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = self.unit()?;
                if !(0xd800..0xdc00).contains(&unit) {
                    return char::from_u32(unit);
                }
                self.word("\\u", Json::Nothing)?;
                let low = self.unit().filter(|low| (0xdc00..0xe000).contains(low))?;
                return char::from_u32(0x1_0000 + ((unit & 0x3ff) << 10) + (low & 0x3ff));
            }
            itself @ ('"' | '\\' | '/') => itself,
            _ => return None,
        })
    }

    /// The four digits of a code unit of UTF-16.
    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + self.0.next()?.to_digit(16)?;
        }
        Some(unit)
    }

    /// Whole numbers are exact as far as a number of JavaScript can be; nothing asks for all the digits of others.
    fn number(&mut self) -> Option<Json> {
        let text = self.0.as_str();
        let number = self.any_number()?;
        let text = text.get(..text.len().saturating_sub(self.0.as_str().len()))?;
        Some(whole(text).map_or(Json::Number(number), Json::Whole))
    }

    fn any_number(&mut self) -> Option<f64> {
        let negative = self.take(|c| c == '-').is_some();
        let mut number = 0.0;
        if self.take(|c| c == '0').is_none() {
            self.digits(&mut number)?;
        }
        let mut exponent = 0;
        if self.take(|c| c == '.').is_some() {
            exponent = -self.digits(&mut number)?;
        }
        if self.take(|c| matches!(c, 'e' | 'E')).is_some() {
            let small = self.take(|c| matches!(c, '+' | '-')) == Some('-');
            let mut given = 0.0;
            self.digits(&mut given)?;
            #[expect(clippy::cast_possible_truncation, reason = "saturates")]
            let given = given as i32;
            exponent = exponent.saturating_add(if small { -given } else { given });
        }
        // Beyond these there is only infinity, which is refused, and zero.
        for _ in 0..exponent.clamp(0, 400) {
            number *= 10.0;
        }
        for _ in exponent.max(-700)..0 {
            number /= 10.0;
        }
        number.is_finite().then_some(if negative { -number } else { number })
    }

    /// Appends one digit or more to `number`, and counts them.
    fn digits(&mut self, number: &mut f64) -> Option<i32> {
        let mut count = 0;
        while let Some(digit) = self.take(|c| c.is_ascii_digit()).and_then(|c| c.to_digit(10)) {
            *number = *number * 10.0 + f64::from(digit);
            count += 1;
        }
        (count > 0).then_some(count)
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
        assert_eq!(json.get("e").and_then(|list| list.items()?.get(1)?.get("f")?.whole()), Some(2));
        assert_eq!(Json::parse(b"18446744073709551615"), Json::Whole(u64::MAX));
        assert_eq!(Json::parse(b"18446744073709551616"), Json::Number(18_446_744_073_709_551_616.0));
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

    /// What `serde_json` makes of it.
    fn reference(value: serde_json::Value) -> Json {
        match value {
            serde_json::Value::Null => Json::Nothing,
            serde_json::Value::Array(items) => Json::List(items.into_iter().map(reference).collect()),
            serde_json::Value::Bool(flag) => Json::Bool(flag),
            serde_json::Value::Number(number) => {
                number.as_u64().map_or_else(|| Json::Number(number.as_f64().unwrap()), Json::Whole)
            }
            serde_json::Value::String(text) => Json::Text(text),
            serde_json::Value::Object(members) => {
                Json::Object(members.into_iter().map(|(name, value)| (name, reference(value))).collect())
            }
        }
    }

    #[test]
    fn it_reads_what_serde_json_reads() {
        let seeds = [
            r#" { "a" : [ 1 , -2.5 , 3e2 , 0.25E-1 ] , "b" : { "c" : null , "d" : true , "e" : false } , "f" : "" } "#,
            r#"{"a":"x\u00e9\ud83d\ude00\"\\\/\b\f\n\r\té😀","b":-0,"c":0,"d":10,"e":9007199254740991,"f":4294967295}"#,
            r#"[[],{},[{}],"",0,-1,1e5,1E+2,null,true,false]"#,
            r#""text""#,
            "12",
            "null",
        ];
        let marks = b"{}[],:\"\\ue019.-+ntf \n\x01\x80\xc3/d8";
        let mut compared = 0;
        for seed in seeds {
            for at in 0..=seed.len() {
                // Cut short, and with every mark put in, in place, or left out.
                let (before, after) = seed.as_bytes().split_at(at);
                let rest = after.get(1..).unwrap_or_default();
                let mut texts = vec![before.to_vec(), [before, rest].concat()];
                for mark in marks {
                    texts.extend([[before, &[*mark], after].concat(), [before, &[*mark], rest].concat()]);
                }
                for text in texts {
                    let expected = serde_json::from_slice(&text).map_or(Json::Nothing, reference);
                    let found = Json::parse(&text);
                    assert!(same(&found, &expected), "{}: {found:?}, not {expected:?}", String::from_utf8_lossy(&text));
                    compared += 1;
                }
            }
        }
        assert!(compared > 10_000);
    }

    /// The same but for the order of members, and the last digits of numbers.
    fn same(one: &Json, other: &Json) -> bool {
        match (one, other) {
            (Json::Number(one), Json::Number(other)) => (one - other).abs() <= 1e-12 * other.abs(),
            (Json::List(one), Json::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
            }
            (Json::Object(members), Json::Object(expected)) => {
                expected.iter().all(|(name, value)| one.get(name).is_some_and(|found| same(found, value)))
                    && members.iter().all(|(name, _)| other.get(name).is_some())
            }
            _ => one == other,
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text: String = (0..0x80).map(char::from).chain("é€𝄞".chars()).collect();
        let mut out = String::new();
        quote(&mut out, &text);
        assert_eq!(serde_json::from_str::<String>(&out).ok(), Some(text.clone()));
        assert_eq!(Json::parse(out.as_bytes()), Json::Text(text));
    }

    #[test]
    fn what_is_nested_too_deep_is_refused() {
        for (depth, refused) in [(127, false), (128, false), (129, true), (1_000_000, true)] {
            let text = ["{\"a\":".repeat(depth), "1".into(), "}".repeat(depth)].concat();
            assert_eq!(Json::parse(text.as_bytes()) == Json::Nothing, refused, "{depth}");
        }
    }
}
