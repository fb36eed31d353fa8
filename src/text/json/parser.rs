//! Finds the values of a JSON text (RFC 8259).

use super::node::{Kind, Node};

/// The nodes of `text`; `None` when it is not JSON.
pub(super) fn parse(text: &str) -> Option<Vec<Node>> {
    u32::try_from(text.len()).ok()?;
    let mut parser = Parser::new(text);
    // Enough for a short answer.
    parser.nodes.reserve((text.len() / 8).min(32));
    if text.starts_with('\u{feff}') {
        parser.at = '\u{feff}'.len_utf8();
    }
    parser.space();
    parser.value(DEPTH)?;
    parser.peek().is_none().then_some(parser.nodes)
}

/// A string with its escapes replaced.
pub(super) fn unescape(text: &str) -> Option<String> {
    let (mut out, mut chars) = (String::new(), text.chars());
    while let Some(mut c) = chars.next() {
        if c == '\\' {
            let mut parser = Parser::new(chars.as_str());
            c = parser.escape()?;
            chars = parser.text.get(parser.at..)?.chars();
        }
        out.push(c);
    }
    Some(out)
}

/// Deepest nesting of lists and objects. Each level uses stack.
const DEPTH: u32 = 128;

#[expect(clippy::cast_possible_truncation, reason = "`parse` rejects longer texts")]
const fn offset(place: usize) -> u32 {
    place as u32
}

/// Reads the text byte by byte: outside of strings, JSON is ASCII.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    nodes: Vec<Node>,
}

/// Each method consumes the element of RFC 8259 that it is named after, or returns `None`.
impl<'a> Parser<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, at: 0, nodes: Vec::new() }
    }

    #[expect(
        clippy::inline_always,
        reason = "measured: it is called for each byte, and inlining makes the code smaller"
    )]
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

    #[expect(clippy::inline_always, reason = "measured: it is called for each member of long lists")]
    #[inline(always)]
    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Consumes `mark` and the white space behind it.
    fn mark(&mut self, mark: u8) -> bool {
        let found = self.peek() == Some(mark);
        self.at += usize::from(found);
        self.space();
        found
    }

    /// A value and the white space behind it.
    fn value(&mut self, depth: u32) -> Option<()> {
        match self.peek()? {
            b'"' => self.string()?,
            open @ (b'{' | b'[') => self.sequence(open, depth.checked_sub(1)?)?,
            first => {
                let start = self.at;
                match first {
                    b'n' => self.literal("null")?,
                    b't' => self.literal("true")?,
                    b'f' => self.literal("false")?,
                    _ => self.number()?,
                }
                self.push(Kind::Bare, start, self.at);
            }
        }
        self.space();
        Some(())
    }

    /// A list or an object.
    fn sequence(&mut self, open: u8, depth: u32) -> Option<()> {
        let is_object = open == b'{';
        let place = self.nodes.len();
        self.push(if is_object { Kind::Object } else { Kind::List }, self.at, 0);
        // In ASCII, "]" and "}" are two behind "[" and "{".
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

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.nodes.push(Node { kind, start: offset(start), end: offset(end) });
    }

    fn literal(&mut self, literal: &str) -> Option<()> {
        literal.bytes().all(|expected| self.next() == Some(expected)).then_some(())
    }

    /// A string. The next byte is its first quote.
    fn string(&mut self) -> Option<()> {
        self.at += 1;
        let (start, mut kind) = (self.at, Kind::Plain);
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    self.at += 1;
                    self.escape()?;
                    kind = Kind::Escaped;
                }
                0..b' ' => return None,
                _ => self.at += 1,
            }
        }
        self.push(kind, start, self.at);
        self.at += 1;
        Some(())
    }

    fn escape(&mut self) -> Option<char> {
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
                    && self.literal("\\u").is_some()
                    && let Some(low) = self.unit().filter(|low| (0xdc00..0xe000).contains(low))
                {
                    return char::from_u32(0x1_0000 + ((unit & 0x3ff) << 10) + (low & 0x3ff));
                }
                // Half of a surrogate pair is no character. It does not spoil the rest of the text.
                self.at = behind;
                char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            itself @ (b'"' | b'\\' | b'/') => itself.into(),
            _ => return None,
        })
    }

    /// The four hexadecimal digits of a UTF-16 code unit.
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
