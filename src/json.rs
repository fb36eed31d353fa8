//! JSON of which nothing is expected: any value deserializes, and asking it for what it does not hold gives nothing.
//!
//! The parser is our own: it is a third of the wasm of `serde_json`, which the tests compare it with.

use std::borrow::Cow;

use crate::encode::whole;

/// A JSON value. Its texts stand in what was parsed, but for those that hold escapes.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json<'a> {
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
    Text(Cow<'a, str>),
    /// A list's items.
    List(Vec<Self>),
    /// An object's members, in order.
    Object(Vec<(Cow<'a, str>, Self)>),
}

impl<'a> Json<'a> {
    /// Parses `bytes`; what is no JSON is nothing.
    #[must_use]
    pub fn parse(bytes: &'a [u8]) -> Self {
        let parse = || {
            let mut parser = Parser { text: str::from_utf8(bytes).ok()?, at: 0 };
            parser.space();
            let value = parser.value(DEPTH)?;
            parser.peek().is_none().then_some(value)
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

/// How much of `text` stands for itself in JSON, from its beginning.
fn plain(text: &str) -> usize {
    text.bytes().position(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')).unwrap_or(text.len())
}

/// Writes `text` as JSON (RFC 8259 section 7) behind `out`.
pub fn quote(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some((itself, escaped)) = rest.split_at_checked(plain(rest)) {
        out.push_str(itself);
        let mut chars = escaped.chars();
        match chars.next() {
            Some(c @ ('"' | '\\')) => out.extend(['\\', c]),
            Some(c) => {
                out.push_str("\\u00");
                let digits = [u32::from(c) >> 4, u32::from(c) & 15];
                out.extend(digits.map(|digit| char::from_digit(digit, 16).unwrap_or('0')));
            }
            None => break,
        }
        rest = chars.as_str();
    }
    out.push('"');
}

/// Lists and objects in one another beyond this depth are refused, lest they use up the stack.
const DEPTH: u32 = 128;

/// A text, read byte by byte: all that JSON is made of is ASCII, but for what stands inside of its texts.
struct Parser<'a> {
    text: &'a str,
    at: usize,
}

/// Each takes what it is named after (RFC 8259), and gives nothing when that is not what comes next.
impl<'a> Parser<'a> {
    #[expect(clippy::inline_always, reason = "it is called for each byte, and is smaller so")]
    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// One character, and the white space behind it.
    fn mark(&mut self, mark: u8) -> bool {
        let found = self.take(mark);
        if found {
            self.space();
        }
        found
    }

    /// A value, and the white space behind it.
    fn value(&mut self, depth: u32) -> Option<Json<'a>> {
        let value = match self.peek()? {
            b'{' => {
                let (depth, mut members) = (depth.checked_sub(1)?, Vec::new());
                self.sequence(b'}', &mut |parser| {
                    let name = parser.string()?;
                    parser.space();
                    parser.mark(b':').then_some(())?;
                    members.push((name, parser.value(depth)?));
                    Some(())
                })?;
                Some(Json::Object(members))
            }
            b'[' => {
                let (depth, mut items) = (depth.checked_sub(1)?, Vec::new());
                self.sequence(b']', &mut |parser| {
                    items.push(parser.value(depth)?);
                    Some(())
                })?;
                Some(Json::List(items))
            }
            b'"' => self.string().map(Json::Text),
            b'n' => self.word("null", Json::Nothing),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            _ => self.number(),
        };
        self.space();
        value
    }

    /// What `item` takes, once and again, between the mark that comes next and `end`.
    fn sequence(&mut self, end: u8, item: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.space();
        if self.mark(end) {
            return Some(());
        }
        loop {
            item(self)?;
            if !self.mark(b',') {
                return self.mark(end).then_some(());
            }
        }
    }

    fn word<R>(&mut self, word: &str, value: R) -> Option<R> {
        word.bytes().all(|expected| self.next() == Some(expected)).then_some(value)
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.take(b'"').then_some(())?;
        let mut out = Cow::default();
        loop {
            // All at once what stands for itself.
            let start = self.at;
            self.at += plain(self.text.get(start..)?);
            // Copies nothing when that is all there is.
            out += self.text.get(start..self.at)?;
            match self.next()? {
                b'"' => return Some(out),
                b'\\' => out.to_mut().push(self.escaped()?),
                _ => return None,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'b' => '\x08',
            b'f' => '\x0c',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                if !(0xd800..0xdc00).contains(&unit) {
                    return char::from_u32(unit);
                }
                self.word("\\u", ())?;
                let low = self.unit().filter(|low| (0xdc00..0xe000).contains(low))?;
                return char::from_u32(0x1_0000 + ((unit & 0x3ff) << 10) + (low & 0x3ff));
            }
            itself @ (b'"' | b'\\' | b'/') => itself.into(),
            _ => return None,
        })
    }

    /// The four digits of a code unit of UTF-16.
    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + char::from(self.next()?).to_digit(16)?;
        }
        Some(unit)
    }

    /// Whole numbers are exact as far as a number of JavaScript can be; nothing asks for all the digits of others.
    fn number(&mut self) -> Option<Json<'a>> {
        let start = self.at;
        let number = self.any_number()?;
        Some(whole(self.text.get(start..self.at)?).map_or(Json::Number(number), Json::Whole))
    }

    fn any_number(&mut self) -> Option<f64> {
        let negative = self.take(b'-');
        let mut number = 0.0;
        if !self.take(b'0') {
            self.digits(&mut number)?;
        }
        let mut exponent = 0;
        if self.take(b'.') {
            exponent = -self.digits(&mut number)?;
        }
        if self.take(b'e') || self.take(b'E') {
            let small = self.take(b'-');
            if !small {
                self.take(b'+');
            }
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
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.at += 1;
            *number = *number * 10.0 + f64::from(digit - b'0');
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
    fn reference(value: serde_json::Value) -> Json<'static> {
        match value {
            serde_json::Value::Null => Json::Nothing,
            serde_json::Value::Array(items) => Json::List(items.into_iter().map(reference).collect()),
            serde_json::Value::Bool(flag) => Json::Bool(flag),
            serde_json::Value::Number(number) => {
                number.as_u64().map_or_else(|| Json::Number(number.as_f64().unwrap()), Json::Whole)
            }
            serde_json::Value::String(text) => Json::Text(text.into()),
            serde_json::Value::Object(members) => {
                Json::Object(members.into_iter().map(|(name, value)| (name.into(), reference(value))).collect())
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
        assert_eq!(Json::parse(out.as_bytes()), Json::Text(text.into()));
    }

    #[test]
    fn what_is_nested_too_deep_is_refused() {
        for (depth, refused) in [(127, false), (128, false), (129, true), (1_000_000, true)] {
            let text = ["{\"a\":".repeat(depth), "1".into(), "}".repeat(depth)].concat();
            assert_eq!(Json::parse(text.as_bytes()) == Json::Nothing, refused, "{depth}");
        }
    }
}
