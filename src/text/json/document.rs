//! A parsed JSON text and the values in it.

use std::borrow::Cow;

use super::node::{Kind, Node};
use super::parser;
use crate::text::encode::parse_digits;

/// A parsed JSON text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    nodes: Vec<Node>,
}

impl Document {
    /// Parses `bytes`. Text that is not JSON gives an empty document. A byte order mark and bytes that are not UTF-8 are read
    /// as a platform's `json()` reads them (Encoding Standard, "UTF-8 decode").
    #[must_use]
    pub fn parse(bytes: Vec<u8>) -> Self {
        let text =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let nodes = parser::parse(&text).unwrap_or_default();
        Self { text, nodes }
    }

    /// The text that was parsed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The outermost value.
    #[must_use]
    pub fn root(&self) -> Json<'_> {
        Json { text: &self.text, nodes: &self.nodes }
    }
}

/// One value of a [`Document`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Json<'a> {
    /// The text of the whole document.
    text: &'a str,
    /// The node of this value and of all values in it. Empty for a value that does not exist.
    nodes: &'a [Node],
}

impl<'a> Json<'a> {
    /// The member `key` of an object. Of members with the same name the last one counts, as in JavaScript.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Self> {
        Some(self.members()?.filter(|(name, _)| name.equals(key)).last()?.1)
    }

    /// The same as [`get`](Self::get); a member that is missing is a value that does not exist.
    #[must_use]
    pub fn at(self, key: &str) -> Self {
        self.get(key).unwrap_or_default()
    }

    /// The names and values of an object.
    #[must_use]
    pub fn members(self) -> Option<Members<'a>> {
        self.contents(Kind::Object).map(Members)
    }

    /// The items of a list. PHP writes a list with a gap as an object whose names are numbers: that is read as a list too.
    #[must_use]
    pub fn items(self) -> Option<Items<'a>> {
        if let Some(rest) = self.contents(Kind::List) {
            return Some(Items { rest, named: false });
        }
        let is_list = self.members()?.all(|(name, _)| name.as_str().as_deref().and_then(parse_digits).is_some());
        let rest = self.contents(Kind::Object).filter(|_| is_list)?;
        Some(Items { rest, named: true })
    }

    /// Whether this is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.kind() == Some(Kind::Object)
    }

    /// Whether this is `null` or does not exist.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.nodes.is_empty() || self.bare() == Some("null")
    }

    /// Whether this is the string `text`.
    #[expect(clippy::inline_always, reason = "measured: it is called for each member of long lists")]
    #[inline(always)]
    #[must_use]
    pub fn equals(self, text: &str) -> bool {
        let Some(node) = self.nodes.first() else { return false };
        let (start, end) = (node.start as usize, node.end as usize);
        if start + text.len() == end {
            return node.kind == Kind::Plain && self.text.as_bytes().get(start..end) == Some(text.as_bytes());
        }
        node.kind == Kind::Escaped && self.as_str().as_deref() == Some(text)
    }

    /// The value of a string.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        match self.kind()? {
            Kind::Plain => self.slice(0).map(Cow::Borrowed),
            Kind::Escaped => parser::unescape(self.slice(0)?).map(Cow::Owned),
            _ => None,
        }
    }

    /// The JSON of a string, with its quotes, or the digits of a whole number from 0.
    #[must_use]
    pub fn literal(self) -> Option<&'a str> {
        match self.bare() {
            Some(bare) => {
                // PHP writes a whole float with zeros behind the point.
                let (number, fraction) = bare.split_once('.').unwrap_or((bare, ""));
                let is_whole = fraction.bytes().all(|byte| byte == b'0');
                parse_digits(number).filter(|_| is_whole).map(|_| number)
            }
            None if matches!(self.kind()?, Kind::Plain | Kind::Escaped) => self.slice(1),
            None => None,
        }
    }

    /// The value of a string, or the digits of a whole number from 0.
    #[must_use]
    pub fn as_text(self) -> Option<Cow<'a, str>> {
        self.as_str().or_else(|| self.literal().map(Cow::Borrowed))
    }

    /// A whole number from 0, also when it is written as a string.
    #[must_use]
    pub fn as_u32(self) -> Option<u32> {
        parse_digits(self.as_text()?.trim())?.try_into().ok()
    }

    /// The JSON of a number.
    #[must_use]
    pub fn as_number(self) -> Option<&'a str> {
        self.bare().filter(|bare| !bare.starts_with(|c: char| c.is_ascii_lowercase()))
    }

    /// A truth value in any of the forms that MySafe uses: `true`, `1`, `"1"`, `"true"`.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.bare() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            Some(bare) => parse_digits(bare).map(|number| number != 0),
            None => match &*self.as_str()? {
                "1" | "true" => Some(true),
                "0" | "false" | "" => Some(false),
                _ => None,
            },
        }
    }

    fn kind(self) -> Option<Kind> {
        Some(self.nodes.first()?.kind)
    }

    /// The text of a value that is no list or object, with `more` bytes on both sides.
    #[expect(clippy::inline_always, reason = "measured: it is called for each member of long lists")]
    #[inline(always)]
    fn slice(self, more: usize) -> Option<&'a str> {
        let node = self.nodes.first()?;
        self.text.get(node.start as usize - more..node.end as usize + more)
    }

    fn bare(self) -> Option<&'a str> {
        if self.kind()? == Kind::Bare { self.slice(0) } else { None }
    }

    /// What a value of this kind contains.
    fn contents(self, kind: Kind) -> Option<Self> {
        let node = self.nodes.first().filter(|node| node.kind == kind)?;
        Some(Self { text: self.text, nodes: self.nodes.get(1..node.end as usize)? })
    }

    /// The values behind this one.
    #[expect(clippy::inline_always, reason = "measured: it is called for each member of long lists")]
    #[inline(always)]
    fn rest(self) -> Option<Self> {
        let node = self.nodes.first()?;
        let count = if matches!(node.kind, Kind::List | Kind::Object) { node.end } else { 1 };
        Some(Self { text: self.text, nodes: self.nodes.get(count as usize..)? })
    }
}

/// Iterates over the items of a list.
#[derive(Clone, Debug, Default)]
pub struct Items<'a> {
    rest: Json<'a>,
    /// Whether a name precedes each item.
    named: bool,
}

impl<'a> Iterator for Items<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Json<'a>> {
        let item = if self.named { self.rest.rest()? } else { self.rest };
        self.rest = item.rest()?;
        Some(item)
    }
}

/// Iterates over the names and values of an object.
#[derive(Clone, Debug)]
pub struct Members<'a>(Json<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (Json<'a>, Json<'a>);

    #[expect(clippy::inline_always, reason = "measured: it is called for each member of long lists")]
    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = (self.0, self.0.rest()?);
        self.0 = value.rest()?;
        Some((name, value))
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
