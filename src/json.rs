//! JSON of which nothing is expected: any text parses, and asking a value for what it does not hold gives nothing.
//!
//! The parser is our own: it is a third of the wasm of `serde_json`, which the tests compare it with. It notes where each
//! value stands and copies none: of a long list, only what is asked for is ever made.

use std::borrow::Cow;

use crate::encode::whole;
use crate::sensitive::{Sensitive, cut};

/// A text that was parsed.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    text: Cow<'a, str>,
    nodes: Vec<Node>,
}

/// Where a value stands. That of a list or an object comes before those in it, and that of a name before its value's.
#[derive(Clone, Copy, Debug)]
struct Node {
    kind: Kind,
    /// Its first byte in the text; that of a text is the one behind the quote.
    start: u32,
    /// Of a list or an object, how many nodes it has, this one included; of others, where they end in the text.
    end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `null`, `true`, `false` or a number.
    Bare,
    /// A text as it stands.
    Text,
    /// A text with escapes in it.
    Escaped,
    List,
    Object,
}

impl<'a> Document<'a> {
    /// Parses `bytes`; what is no JSON holds nothing. A byte order mark and bytes that are no UTF-8 are read as the `json()`
    /// of a platform reads them (Encoding Standard, "UTF-8 decode").
    #[must_use]
    pub fn parse(bytes: &'a [u8]) -> Self {
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let nodes = || {
            u32::try_from(text.len()).ok()?;
            let mut parser = Parser::new(&text);
            // Room for all of a short answer.
            parser.nodes.reserve((text.len() / 8).min(32));
            parser.space();
            parser.value(DEPTH)?;
            parser.peek().is_none().then_some(parser.nodes)
        };
        let nodes = nodes().unwrap_or_default();
        Self { text, nodes }
    }

    /// Its value.
    #[must_use]
    pub fn root(&self) -> Json<'_> {
        Json { text: &self.text, nodes: &self.nodes }
    }
}

/// A value of a [`Document`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Json<'a> {
    /// The document's.
    text: &'a str,
    /// First its own and those in it; none when there is nothing.
    nodes: &'a [Node],
}

impl<'a> Json<'a> {
    /// The member `key` of an object; the last one, as in JavaScript, when there are many.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Self> {
        Some(self.members()?.filter(|(name, _)| name.is(key)).last()?.1)
    }

    /// The names and values in it, if it is an object.
    #[must_use]
    pub fn members(self) -> Option<Members<'a>> {
        self.inside(Kind::Object).map(Members)
    }

    /// The items, if it is a list; or an object whose names are numbers, as which PHP writes a list with a gap.
    #[must_use]
    pub fn items(self) -> Option<Items<'a>> {
        if let Some(rest) = self.inside(Kind::List) {
            return Some(Items { rest, named: false });
        }
        let is_list = self.members()?.all(|(name, _)| name.text().as_deref().and_then(whole).is_some());
        let rest = self.inside(Kind::Object).filter(|_| is_list)?;
        Some(Items { rest, named: true })
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.kind() == Some(Kind::Object)
    }

    /// Whether it is `null`, or nothing at all.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.nodes.is_empty() || self.bare() == Some("null")
    }

    /// Whether it is this text.
    #[expect(clippy::inline_always, reason = "for long lists")]
    #[inline(always)]
    #[must_use]
    pub fn is(self, text: &str) -> bool {
        let Some(node) = self.nodes.first() else { return false };
        let (start, end) = (node.start as usize, node.end as usize);
        if start + text.len() == end {
            return node.kind == Kind::Text && self.text.as_bytes().get(start..end) == Some(text.as_bytes());
        }
        node.kind == Kind::Escaped && self.text().as_deref() == Some(text)
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(self) -> Option<Cow<'a, str>> {
        match self.kind()? {
            Kind::Text => self.slice(0).map(Cow::Borrowed),
            Kind::Escaped => unescaped(self.slice(0)?).map(Cow::Owned),
            _ => None,
        }
    }

    /// A text or a whole number from 0, as it stands in the document: a text in quotes.
    #[must_use]
    pub fn word(self) -> Option<&'a str> {
        match self.bare() {
            Some(bare) => {
                // A float that is whole is written with a zero behind the point.
                let (number, parts) = cut(bare, b'.');
                let is_whole = parts.is_none_or(|parts| parts.bytes().all(|byte| byte == b'0'));
                whole(number).filter(|_| is_whole).map(|_| number)
            }
            None if matches!(self.kind()?, Kind::Text | Kind::Escaped) => self.slice(1),
            None => None,
        }
    }

    /// A text, or the digits of a whole number from 0.
    #[must_use]
    pub fn words(self) -> Option<Cow<'a, str>> {
        self.text().or_else(|| self.word().map(Cow::Borrowed))
    }

    /// A whole number from 0, also as text.
    #[must_use]
    pub fn whole(self) -> Option<u32> {
        whole(self.words()?.trim())?.try_into().ok()
    }

    /// A number, as it stands in the document.
    #[must_use]
    pub fn number(self) -> Option<&'a str> {
        self.bare().filter(|bare| !matches!(bare.as_bytes(), [b'a'..=b'z', ..]))
    }

    /// A truth value in any of the forms seen for one: `true`, `1`, `"1"`, `"true"`.
    #[must_use]
    pub fn flag(self) -> Option<bool> {
        match self.bare() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            Some(bare) => whole(bare).map(|number| number != 0),
            None => match &*self.text()? {
                "1" | "true" => Some(true),
                "0" | "false" | "" => Some(false),
                _ => None,
            },
        }
    }

    fn kind(self) -> Option<Kind> {
        Some(self.nodes.first()?.kind)
    }

    /// Where it stands in the text, with so many bytes more on both sides.
    #[expect(clippy::inline_always, reason = "for long lists")]
    #[inline(always)]
    fn slice(self, more: usize) -> Option<&'a str> {
        let node = self.nodes.first()?;
        self.text.get(node.start as usize - more..node.end as usize + more)
    }

    fn bare(self) -> Option<&'a str> {
        if self.kind()? == Kind::Bare { self.slice(0) } else { None }
    }

    /// What is in it, if it is of this kind.
    fn inside(self, kind: Kind) -> Option<Self> {
        let node = self.nodes.first().filter(|node| node.kind == kind)?;
        Some(Self { text: self.text, nodes: self.nodes.get(1..node.end as usize)? })
    }

    /// What comes behind it.
    #[expect(clippy::inline_always, reason = "for long lists")]
    #[inline(always)]
    fn rest(self) -> Option<Self> {
        let node = self.nodes.first()?;
        let count = if matches!(node.kind, Kind::List | Kind::Object) { node.end } else { 1 };
        Some(Self { text: self.text, nodes: self.nodes.get(count as usize..)? })
    }
}

/// The items of a list.
#[derive(Clone, Debug, Default)]
pub struct Items<'a> {
    rest: Json<'a>,
    /// Whether each has a name before it.
    named: bool,
}

impl<'a> Iterator for Items<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Json<'a>> {
        let one = if self.named { self.rest.rest()? } else { self.rest };
        self.rest = one.rest()?;
        Some(one)
    }
}

/// The names and values in an object.
#[derive(Clone, Debug)]
pub struct Members<'a>(Json<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (Json<'a>, Json<'a>);

    #[expect(clippy::inline_always, reason = "for long lists")]
    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = (self.0, self.0.rest()?);
        self.0 = value.rest()?;
        Some((name, value))
    }
}

/// A text with what its escapes stand for.
fn unescaped(text: &str) -> Option<String> {
    let (mut out, mut chars) = (String::new(), text.chars());
    while let Some(mut c) = chars.next() {
        if c == '\\' {
            let mut parser = Parser::new(chars.as_str());
            c = parser.escaped()?;
            chars = parser.text.get(parser.at..)?.chars();
        }
        out.push(c);
    }
    Some(out)
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

/// `value` as it stands inside of a text of JSON.
pub(crate) fn escaped(value: &Sensitive) -> Sensitive {
    let mut quoted = String::new();
    quote(&mut quoted, value.expose());
    let inside = quoted.get(1..quoted.len() - 1).unwrap_or_default().into();
    drop(Sensitive::new(quoted));
    inside
}

/// Lists and objects in one another beyond this depth are refused, lest they use up the stack.
const DEPTH: u32 = 128;

#[expect(clippy::cast_possible_truncation, reason = "longer texts are not parsed")]
const fn offset(place: usize) -> u32 {
    place as u32
}

/// A text, read byte by byte: all that JSON is made of is ASCII, but for what stands inside of its texts.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    nodes: Vec<Node>,
}

/// Each takes what it is named after (RFC 8259), and gives nothing when that is not what comes next.
impl<'a> Parser<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, at: 0, nodes: Vec::new() }
    }

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

    #[expect(clippy::inline_always, reason = "for long lists")]
    #[inline(always)]
    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// One character, and the white space behind it.
    fn mark(&mut self, mark: u8) -> bool {
        let found = self.peek() == Some(mark);
        self.at += usize::from(found);
        self.space();
        found
    }

    /// A value, and the white space behind it.
    fn value(&mut self, depth: u32) -> Option<()> {
        match self.peek()? {
            b'"' => self.string()?,
            open @ (b'{' | b'[') => self.sequence(open, depth.checked_sub(1)?)?,
            first => {
                let start = self.at;
                match first {
                    b'n' => self.word("null")?,
                    b't' => self.word("true")?,
                    b'f' => self.word("false")?,
                    _ => self.number()?,
                }
                self.note(Kind::Bare, start, self.at);
            }
        }
        self.space();
        Some(())
    }

    /// A list or an object, to its end.
    fn sequence(&mut self, open: u8, depth: u32) -> Option<()> {
        let is_object = open == b'{';
        let place = self.nodes.len();
        self.note(if is_object { Kind::Object } else { Kind::List }, self.at, 0);
        // In ASCII, the mark that ends it is two behind the one that begins it.
        let close = open + 2;
        self.mark(open);
        if !self.take(close) {
            loop {
                if is_object {
                    (self.peek()? == b'"').then_some(())?;
                    self.string()?;
                    self.space();
                    self.mark(b':').then_some(())?;
                }
                self.value(depth)?;
                if !self.mark(b',') {
                    break;
                }
            }
            self.take(close).then_some(())?;
        }
        let count = self.nodes.len() - place;
        self.nodes.get_mut(place)?.end = offset(count);
        Some(())
    }

    fn note(&mut self, kind: Kind, start: usize, end: usize) {
        self.nodes.push(Node { kind, start: offset(start), end: offset(end) });
    }

    fn word(&mut self, word: &str) -> Option<()> {
        word.bytes().all(|expected| self.next() == Some(expected)).then_some(())
    }

    /// A text, whose first quote is what comes next.
    fn string(&mut self) -> Option<()> {
        self.at += 1;
        let (start, mut kind) = (self.at, Kind::Text);
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    self.at += 1;
                    self.escaped()?;
                    kind = Kind::Escaped;
                }
                0..b' ' => return None,
                _ => self.at += 1,
            }
        }
        self.note(kind, start, self.at);
        self.at += 1;
        Some(())
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
                let behind = self.at;
                if (0xd800..0xdc00).contains(&unit)
                    && self.word("\\u").is_some()
                    && let Some(low) = self.unit().filter(|low| (0xdc00..0xe000).contains(low))
                {
                    return char::from_u32(0x1_0000 + ((unit & 0x3ff) << 10) + (low & 0x3ff));
                }
                // Half of a pair stands for no character, and spoils nothing beside it.
                self.at = behind;
                char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
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

    fn number(&mut self) -> Option<()> {
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'-') || self.take(b'+');
            self.digits()?;
        }
        Some(())
    }

    /// One digit or more.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Document<'_> {
        Document::parse(text.as_bytes())
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let document =
            parsed(r#"{"a":null,"b":true,"c":-1.5,"d":"x\u0041","e":[1,{"f":2}],"g":{"\u0068":1},"b":false}"#);
        let json = document.root();
        assert!(json.is_object() && !json.is_null());
        assert!(json.get("a").unwrap().is_null());
        assert_eq!(json.get("b").unwrap().flag(), Some(false), "the last of two");
        assert_eq!(json.get("c").unwrap().number(), Some("-1.5"));
        assert_eq!(json.get("d").unwrap().text().unwrap(), "xA");
        assert_eq!(json.get("e").unwrap().items().unwrap().nth(1).unwrap().get("f").unwrap().whole(), Some(2));
        assert_eq!(json.get("g").unwrap().get("h").unwrap().whole(), Some(1));
        assert_eq!(json.members().unwrap().map(|(name, _)| name.text().unwrap()).collect::<String>(), "abcdegb");
        assert!(json.get("z").is_none() && json.get("d").unwrap().get("x").is_none());
        assert!(json.text().is_none() && json.word().is_none() && json.whole().is_none() && json.flag().is_none());
        assert_eq!(parsed("18446744073709551615").root().words().unwrap(), u64::MAX.to_string());
        let beyond = parsed("18446744073709551616");
        assert!(beyond.root().words().is_none() && beyond.root().number().is_some());
        assert_eq!(parsed(r#" "\"" "#).root().word(), Some(r#""\"""#), "as it stands");
        for bad in ["", "{", "{}x", "[1,]", "\"\\ud80\"", "nul"] {
            let document = parsed(bad);
            let json = document.root();
            assert!(json.is_null() && json.flag().is_none() && json.number().is_none(), "{bad}");
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
            assert_eq!(parsed(text).root().whole(), whole, "{text}");
        }
    }

    #[test]
    fn flags_come_in_many_forms() {
        for (text, flag) in [
            ("true", Some(true)),
            ("1", Some(true)),
            ("2", Some(true)),
            ("\"1\"", Some(true)),
            ("false", Some(false)),
            ("0", Some(false)),
            ("\"0\"", Some(false)),
            ("\"\"", Some(false)),
            ("\"2\"", None),
            ("\"yes\"", None),
            ("null", None),
            ("-1", None),
            ("{}", None),
        ] {
            assert_eq!(parsed(text).root().flag(), flag, "{text}");
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
                    let expected = match serde_json::from_str::<serde_json::Value>(&String::from_utf8_lossy(&text)) {
                        // JavaScript reads these: as infinity, and as half of a pair.
                        Err(error) if error.to_string().starts_with("number out of range") => continue,
                        Err(error) if error.to_string().contains("surrogate") => continue,
                        Err(error) if error.to_string().starts_with("unexpected end of hex escape") => continue,
                        expected => expected.ok(),
                    };
                    let document = Document::parse(&text);
                    let same = match &expected {
                        Some(expected) => same(document.root(), expected),
                        None => document.root().nodes.is_empty(),
                    };
                    assert!(same, "{}: not {expected:?}", String::from_utf8_lossy(&text));
                    compared += 1;
                }
            }
        }
        assert!(compared > 10_000);
    }

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() <= 1e-12 * other.abs()
    }

    /// The same but for the order of members, and the last digits of numbers.
    fn same(one: Json, other: &serde_json::Value) -> bool {
        use serde_json::Value;
        match other {
            Value::Null => one.is_null() && !one.nodes.is_empty(),
            Value::Bool(flag) => one.flag() == Some(*flag) && one.word().is_none(),
            Value::Number(number) => {
                let expected = number.as_f64().unwrap();
                let digits = number.as_u64().map(|number| number.to_string());
                // Zero has two forms here, and one there.
                let digits = digits.filter(|_| one.bare() != Some("-0"));
                // A whole number may be written as a float.
                let digits = digits.or_else(|| {
                    let (digits, zeros) = one.bare()?.split_once('.')?;
                    let is_whole = !digits.starts_with('-') && zeros.bytes().all(|byte| byte == b'0');
                    is_whole.then(|| digits.to_owned())
                });
                one.word() == digits.as_deref()
                    && one.text().is_none()
                    && one.number().is_some_and(|found| close(found.parse().unwrap(), expected))
            }
            Value::String(text) => one.text().is_some_and(|found| found == *text) && one.number().is_none(),
            Value::Array(items) => {
                let found: Vec<_> = one.items().into_iter().flatten().collect();
                one.items().is_some()
                    && found.len() == items.len()
                    && found.into_iter().zip(items).all(|(one, other)| same(one, other))
            }
            Value::Object(members) => {
                members.iter().all(|(name, value)| one.get(name).is_some_and(|found| same(found, value)))
                    && one
                        .members()
                        .is_some_and(|mut found| found.all(|(name, _)| members.contains_key(&*name.text().unwrap())))
            }
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text: String = (0..0x80).map(char::from).chain("é€𝄞".chars()).collect();
        let mut out = String::new();
        quote(&mut out, &text);
        assert_eq!(serde_json::from_str::<String>(&out).ok(), Some(text.clone()));
        assert_eq!(parsed(&out).root().text().as_deref(), Some(text.as_str()));
    }

    #[test]
    fn what_is_nested_too_deep_is_refused() {
        for (depth, refused) in [(127, false), (128, false), (129, true), (1_000_000, true)] {
            let text = ["{\"a\":".repeat(depth), "1".into(), "}".repeat(depth)].concat();
            assert_eq!(parsed(&text).root().is_null(), refused, "{depth}");
        }
    }
}
