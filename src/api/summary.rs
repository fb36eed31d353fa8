//! The entries of a list.

use serde::Serialize;

use super::kind::Kind;
use crate::text::json::Json;

/// The most texts that an entry of a list consists of.
pub(crate) const MOST_COLUMNS: usize = 5;

/// The members of each entry that are not texts, by their names on the wire.
const FLAGS: [&str; 4] = ["need_justify", "need_approval", "can_view", "can_write"];

/// What the access key's user may do with an item, and what MySafe asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the fields are public API")]
pub struct Permissions {
    /// Whether MySafe asks for a justification.
    pub need_justify: bool,
    /// Whether MySafe asks for an approval.
    pub need_approval: bool,
    /// Whether the access key's user may see the item.
    pub can_view: bool,
    /// Whether the access key's user may change the item.
    pub can_write: bool,
}

/// One entry of a list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry<'a> {
    /// In the order of the kind's columns.
    texts: [Json<'a>; MOST_COLUMNS],
    /// In the order of [`FLAGS`].
    flags: [Json<'a>; FLAGS.len()],
}

impl Entry<'_> {
    /// The texts, in the order of the kind's columns. One that is missing is empty.
    pub(super) fn texts(&self) -> [String; MOST_COLUMNS] {
        self.texts.map(|text| text.as_text().unwrap_or_default().into_owned())
    }

    pub(super) fn permissions(&self) -> Permissions {
        let [need_justify, need_approval, can_view, can_write] = self.flags.map(|flag| flag.as_bool() == Some(true));
        Permissions { need_justify, need_approval, can_view, can_write }
    }
}

/// Why a list cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// The payload is no list.
    List,
    /// The entry at this place, from 1, has no usable identifier.
    Entry(u32),
}

/// Visits each entry. The payload of an empty list may be `null` or missing.
fn each_entry<'a>(kind: &Kind, body: Json<'a>, mut visit: impl FnMut(&Entry<'a>)) -> Result<(), Unreadable> {
    let Some(list) = body.get(kind.list_member).filter(|list| !list.is_null()) else { return Ok(()) };
    let mut place = 0;
    for json in list.items().ok_or(Unreadable::List)? {
        place += 1;
        let mut entry = Entry::default();
        for (name, value) in json.members().ok_or(Unreadable::Entry(place))? {
            let place_in = |names: &[&str]| names.iter().position(|other| name.equals(other));
            let text = place_in(kind.columns).and_then(|place| entry.texts.get_mut(place));
            let member = text.or_else(|| place_in(&FLAGS).and_then(|place| entry.flags.get_mut(place)));
            if let Some(member) = member {
                *member = value;
            }
        }
        let [identifier, ..] = entry.texts;
        identifier.literal().filter(|literal| *literal != "\"\"").ok_or(Unreadable::Entry(place))?;
        visit(&entry);
    }
    Ok(())
}

/// Reads the entries of a list.
pub(crate) fn read_all<T: for<'a> From<Entry<'a>>>(kind: &Kind, body: Json<'_>) -> Result<Vec<T>, Unreadable> {
    let mut all = Vec::new();
    each_entry(kind, body, |entry| all.push(T::from(*entry)))?;
    Ok(all)
}

/// Reads the entries of a list as the JSON of one list of strings: the texts of each entry in the order of the kind's columns,
/// and at the end the flags. Each entry has one character of them, whose lowest bits are `need_justify`, `need_approval`,
/// `can_view` and `can_write`.
///
/// A platform parses this and makes ten thousand objects of it in less time than it parses ten thousand objects. The strings
/// are copied from the answer as they are.
#[cfg(any(test, all(target_arch = "wasm32", feature = "npm")))]
pub(crate) fn read_strings(kind: &Kind, body: Json<'_>) -> Result<String, Unreadable> {
    let (mut out, mut flags) = (String::new(), String::new());
    let mut separator = '[';
    each_entry(kind, body, |entry| {
        for text in entry.texts.iter().take(kind.columns.len()) {
            out.push(separator);
            separator = ',';
            let literal = text.literal().unwrap_or_default();
            let quote = if literal.starts_with('"') { "" } else { "\"" };
            out.push_str(quote);
            out.push_str(literal);
            out.push_str(quote);
        }
        let bits = entry.flags.iter().rfold(4, |bits, flag| bits << 1 | u8::from(flag.as_bool() == Some(true)));
        flags.push(bits.into());
    })?;
    out.push(separator);
    out.push('"');
    out.push_str(&flags);
    out.push_str("\"]");
    Ok(out)
}

#[cfg(test)]
#[path = "summary_tests.rs"]
mod tests;
