//! The kinds of item that MySafe keeps.

use super::api_secret::API_SECRET;
use super::kind::Kind;
use super::note::NOTE;
use super::password::PASSWORD;

/// All kinds.
const ALL: [&Kind; 3] = [&API_SECRET, &PASSWORD, &NOTE];

/// The kind of this [name](Kind::name).
pub(crate) fn kind_of(name: &str) -> Option<&'static Kind> {
    ALL.into_iter().find(|kind| kind.name == name)
}

#[cfg(test)]
#[path = "kinds_tests.rs"]
mod tests;
