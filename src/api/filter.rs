//! The filter of a list.

use super::kind::Kind;

/// The query of a list.
#[derive(Clone, Debug, Default)]
pub struct Query(pub(crate) Vec<(&'static str, String)>);

impl Query {
    /// The values that are given, of the filters of `kind` and in their order.
    pub(crate) fn of(kind: &Kind, values: impl IntoIterator<Item = Option<String>>) -> Self {
        let mut given = Vec::new();
        for ((wire, _), value) in kind.filters.iter().zip(values) {
            if let Some(value) = value {
                given.push((*wire, value));
            }
        }
        Self(given)
    }
}
