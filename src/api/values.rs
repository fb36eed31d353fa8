//! The values that `find` looks for, and where it found one.

use serde::Serialize;

use super::kind::Kind;
use crate::error::Error;
use crate::sensitive::Sensitive;
use crate::text::json::{Json, quote};

/// Values to look for in items, such as those that have leaked.
///
/// ```
/// use mysafe_wasm::Values;
///
/// assert!(Values::new(["correct horse", "battery staple"]).is_ok());
/// assert!(Values::new(["correct horse", ""]).is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Values {
    given: Vec<Sensitive>,
    /// The values in each form in which a server may repeat them.
    hidden: Vec<Sensitive>,
}

/// A stored value that is one of those given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Match {
    /// The place of the value among those given, from 0.
    pub value: u32,
    /// The field that stores it, by its name in JavaScript, such as `clientSecret`.
    pub field: &'static str,
}

impl Values {
    /// Takes values. One may be given twice.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` for an empty value, and for no value at all: an item would be viewed for nothing.
    pub fn new(values: impl IntoIterator<Item = impl Into<Sensitive>>) -> Result<Self, Error> {
        Self::of(values.into_iter().map(Into::into).collect())
    }

    /// The same, of values that are a list already.
    pub(crate) fn of(given: Vec<Sensitive>) -> Result<Self, Error> {
        if given.is_empty() {
            return Err(Error::invalid_argument("values is empty: there is nothing to look for."));
        }
        if let Some(place) = given.iter().position(|value| value.expose().is_empty()) {
            return Err(Error::invalid_argument(format!("values[{place}] must not be empty.")));
        }
        let mut hidden = Vec::new();
        for value in &given {
            hide(&mut hidden, value);
        }
        Ok(Self { given, hidden })
    }

    /// The texts that no message may repeat.
    pub(super) fn hidden(&self) -> &[Sensitive] {
        &self.hidden
    }

    /// Where `entity`, an item as `get` shows it, stores one of the values. `None` when none is known to be there and a stored
    /// value is missing or cannot be compared.
    ///
    /// Only a string that arrived whole is compared. A number may have lost its leading zeros, and U+FFFD stands for what could
    /// not be read. An empty string may stand for a value that is not shown.
    pub(super) fn matches(&self, kind: &Kind, entity: Json<'_>) -> Option<Vec<Match>> {
        let (mut matches, mut compared, mut missed) = (Vec::new(), false, false);
        for field in kind.fields.iter().filter(|field| field.is_secret && !field.is_read_only) {
            let json = entity.at(field.wire);
            if json.is_null() || json.equals("") {
                missed |= field.is_required;
                continue;
            }
            let Some(stored) = json.as_str().filter(|stored| stored.chars().all(|c| c != char::REPLACEMENT_CHARACTER))
            else {
                missed = true;
                continue;
            };
            compared = true;
            for (value, given) in (0..).zip(&self.given) {
                if *given.expose() == *stored {
                    matches.push(Match { value, field: field.name });
                }
            }
        }
        if matches.is_empty() && (missed || !compared) { None } else { Some(matches) }
    }
}

/// Adds a value in each form in which a server may repeat it: as it is, and as it stands inside of a JSON string.
pub(super) fn hide(hidden: &mut Vec<Sensitive>, value: &Sensitive) {
    let mut quoted = String::new();
    quote(&mut quoted, value.expose());
    let quoted = Sensitive::new(quoted);
    let inside = quoted.expose().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    hidden.push(value.clone());
    hidden.push(inside.unwrap_or_default().into());
}
