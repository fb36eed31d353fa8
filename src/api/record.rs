//! One item, as MySafe shows it.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::kind::{Field, Kind};
use super::share::Shares;
use crate::sensitive::Sensitive;
use crate::text::json::Json;

/// One item of any kind. Its texts are wiped when it is dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub(super) identifier: String,
    texts: Vec<(&'static Field, Sensitive)>,
    pub(super) shares: Shares,
}

impl Record {
    /// Reads the item that an answer holds in `member`.
    pub(crate) fn read(kind: &'static Kind, body: Json<'_>, member: &str) -> Option<Self> {
        let entity = body.get(member)?;
        let mut texts = Vec::new();
        for field in kind.fields {
            if let Some(text) = read_text(entity, field) {
                texts.push((field, text));
            }
        }
        Some(Self { identifier: identifier_in(body, member)?, texts, shares: Shares::read(entity) })
    }

    /// The text of a field; `None` when the answer does not hold it.
    pub(super) fn secret(&self, field: &Field) -> Option<Sensitive> {
        self.texts.iter().find(|(other, _)| *other == field).map(|(_, text)| text.clone())
    }

    /// The same, of a field whose value may be seen.
    pub(super) fn text(&self, field: &Field) -> Option<String> {
        self.secret(field).map(|text| text.expose().clone())
    }
}

/// The text of a field. `null` is no text.
fn read_text(entity: Json<'_>, field: &Field) -> Option<Sensitive> {
    let read = |name| {
        let json = entity.at(name);
        json.as_str().or_else(|| json.literal().map(|number| padded(number, field.digits)))
    };
    let text = read(field.wire).or_else(|| field.alias.and_then(read))?;
    Some(Sensitive::from(&*text))
}

/// `number` with zeros in front, up to so many digits.
fn padded(number: &str, digits: usize) -> Cow<'_, str> {
    let zeros = digits.saturating_sub(number.len());
    if zeros == 0 { number.into() } else { ("0".repeat(zeros) + number).into() }
}

/// The item as JavaScript has it.
impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("identifier", &self.identifier)?;
        for (field, text) in &self.texts {
            map.serialize_entry(field.name, text.expose())?;
        }
        self.shares.serialize_into(&mut map)?;
        map.end()
    }
}

/// The identifier of the item that an answer holds in `member`: a string in one version, a number in another.
pub(crate) fn identifier_in(body: Json<'_>, member: &str) -> Option<String> {
    let identifier = body.at(member).at("identifier").as_text()?;
    if identifier.is_empty() { None } else { Some(identifier.into_owned()) }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
