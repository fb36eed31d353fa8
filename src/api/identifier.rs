//! Identifiers of items.

use crate::error::Error;

/// Longest identifier, in characters.
const IDENTIFIER_LIMIT: usize = 256;

/// The `identifier` that MySafe assigned to an item.
///
/// ```
/// use mysafe_wasm::{Code, Identifier};
///
/// assert_eq!(Identifier::new("43")?.as_str(), "43");
/// assert_eq!(Identifier::new(" ").unwrap_err().code(), Code::InvalidArgument);
/// # Ok::<(), mysafe_wasm::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier(String);

impl Identifier {
    /// Checks `text`. Nothing is trimmed.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` when it is blank, `.` or `..`, or longer than 256 characters.
    pub fn new(text: impl Into<String>) -> Result<Self, Error> {
        let text = text.into();
        let problem = if text.trim().is_empty() {
            "must not be blank."
        } else if matches!(text.as_str(), "." | "..") {
            "must not be \".\" or \"..\", which would name another path."
        } else if text.chars().nth(IDENTIFIER_LIMIT).is_some() {
            "must have at most 256 characters."
        } else {
            return Ok(Self(text));
        };
        Err(Error::invalid_argument(format!("identifier {problem}")))
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same text for all spellings of one item: MySafe reads `043` and ` 43 ` as the number 43.
    ///
    /// ```
    /// use mysafe_wasm::Identifier;
    ///
    /// assert_eq!(Identifier::new("043")?.key(), Identifier::new("43")?.key());
    /// # Ok::<(), mysafe_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn key(&self) -> &str {
        key_of(&self.0)
    }
}

/// The [key](Identifier::key) of an identifier from outside.
pub(crate) fn key_of(identifier: &str) -> &str {
    let text = identifier.trim();
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text;
    }
    let digits = text.trim_start_matches('0');
    // Zero itself, and text without any digit.
    if digits.is_empty() { text.get(text.len().saturating_sub(1)..).unwrap_or_default() } else { digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_identifiers_that_name_nothing() {
        for identifier in ["", " ", "\t\n", "\u{a0}", ".", "..", &"x".repeat(257)] {
            let error = Identifier::new(identifier).unwrap_err();
            assert_eq!(error.code(), crate::Code::InvalidArgument, "{identifier:?}");
            assert!(error.message().starts_with("identifier must"), "{}", error.message());
        }
        assert!(Identifier::new("é".repeat(256)).is_ok());
    }

    #[test]
    fn spellings_of_one_item_have_one_key() {
        for (text, key) in [
            ("43", "43"),
            ("043", "43"),
            ("00043", "43"),
            (" 43\u{a0}", "43"),
            ("0", "0"),
            ("000", "0"),
            ("430", "430"),
            ("a43", "a43"),
            ("0a", "0a"),
            ("4.3", "4.3"),
        ] {
            assert_eq!(Identifier::new(text).unwrap().key(), key, "{text:?}");
        }
    }
}
