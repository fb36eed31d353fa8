//! The operations on API secrets: method, path, body, and what their success means.

use crate::Error;
use crate::encode;
use crate::envelope::{self, Envelope};
use crate::sensitive::position;
use crate::transport::{Method, Response};

/// Longest identifier, in characters.
const IDENTIFIER_LIMIT: usize = 256;

/// What names one API secret: the `identifier` that MySafe assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier(String);

impl Identifier {
    /// Takes `text` as it is; nothing is trimmed.
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
        Err(Error::invalid_argument(["identifier ", problem].concat()))
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The two operations that change whether an API secret can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Switch on.
    Activate,
    /// Switch off.
    Deactivate,
}

impl Action {
    /// The action's name in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Activate => "activate",
            Self::Deactivate => "deactivate",
        }
    }

    /// The state that success leaves the secret in.
    #[must_use]
    pub const fn active(self) -> bool {
        matches!(self, Self::Activate)
    }

    /// Method and path of the request.
    #[must_use]
    pub fn request(self, identifier: &Identifier) -> (Method, String) {
        let path = match self {
            Self::Activate => "/api/mysafe/secretapi/active/",
            Self::Deactivate => "/api/mysafe/secretapi/inactive/",
        };
        (Method::Post, [path, &encode::segment(identifier.as_str())].concat())
    }

    /// Whether the answer to a successful request says that it changed anything: `Api secret has already been
    /// activated` says no.
    ///
    /// # Errors
    ///
    /// `INVALID_RESPONSE` when it speaks of the opposite state: that must never pass for success.
    pub fn changed(self, envelope: &Envelope, response: &Response) -> Result<bool, Error> {
        let message = envelope.message.to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| position(&message, word).is_some());
        let off = says(&["deactivated", "inactivated", "disabled"]);
        let on = !off && says(&["activated", "enabled"]);
        if (self.active() && off) || (!self.active() && on) {
            return Err(envelope::undocumented(response));
        }
        Ok(!says(&["already"]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fake::json;

    fn path(identifier: &str) -> String {
        Action::Activate.request(&Identifier::new(identifier).unwrap()).1
    }

    #[test]
    fn the_two_paths_are_the_documented_ones() {
        let identifier = Identifier::new("43").unwrap();
        assert_eq!(
            Action::Deactivate.request(&identifier),
            (Method::Post, "/api/mysafe/secretapi/inactive/43".to_owned())
        );
        assert_eq!(Action::Activate.request(&identifier), (Method::Post, "/api/mysafe/secretapi/active/43".to_owned()));
    }

    #[test]
    fn an_identifier_stays_one_segment_of_the_path() {
        for (identifier, segment) in [
            ("a/b", "a%2Fb"),
            ("../4", "..%2F4"),
            ("%2e%2e", "%252e%252e"),
            ("a?b#c", "a%3Fb%23c"),
            (" 4 3 ", "%204%203%20"),
            ("a\r\nb\0", "a%0D%0Ab%00"),
            ("ção", "%C3%A7%C3%A3o"),
            ("a;b=c@d:e&f+g,h!i'j(k)l*m$n\\o", "a%3Bb%3Dc%40d%3Ae%26f%2Bg%2Ch%21i%27j%28k%29l%2Am%24n%5Co"),
            ("...", "..."),
            ("A-z_0.~", "A-z_0.~"),
        ] {
            assert_eq!(path(identifier), format!("/api/mysafe/secretapi/active/{segment}"));
        }
    }

    #[test]
    fn identifiers_that_name_nothing_are_refused() {
        for identifier in ["", " ", "\t\n", "\u{a0}", ".", "..", &"x".repeat(257)] {
            let error = Identifier::new(identifier).unwrap_err();
            assert_eq!(error.code, crate::Code::InvalidArgument, "{identifier:?}");
            assert!(error.message.starts_with("identifier must"), "{}", error.message);
        }
        assert!(Identifier::new("é".repeat(256)).is_ok());
    }

    #[test]
    fn an_answer_about_the_opposite_state_is_no_success() {
        let said = |action: Action, message: &str| {
            action
                .changed(&Envelope { message: message.into(), body: crate::json::Json::Nothing }, &json(200, "{}"))
                .ok()
        };
        for (message, activate, deactivate) in [
            ("Api secret activated successfully", Some(true), None),
            ("API secret  successfully deactivated", None, Some(true)),
            ("Api secret has already been activated", Some(false), None),
            ("API SECRET HAS ALREADY BEEN DEACTIVATED", None, Some(false)),
            ("Success", Some(true), Some(true)),
            ("", Some(true), Some(true)),
        ] {
            assert_eq!(said(Action::Activate, message), activate, "{message}");
            assert_eq!(said(Action::Deactivate, message), deactivate, "{message}");
        }
    }
}
