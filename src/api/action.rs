//! `activate` and `deactivate`.

use super::kind::Kind;
use super::sentence::Sentences;

/// The two operations that change whether an item can be used.
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

    /// The state that success leaves the item in.
    #[must_use]
    pub const fn active(self) -> bool {
        matches!(self, Self::Activate)
    }

    /// The documented sentences of success for items of `kind`.
    pub(crate) const fn sentences(self, kind: &Kind) -> Sentences {
        match self {
            Self::Activate => kind.activated,
            Self::Deactivate => kind.deactivated,
        }
    }
}
