//! The filter of a list.

use super::kind::Kind;

/// The query of a list.
#[derive(Clone, Debug, Default)]
pub struct Query(pub(crate) Vec<(&'static str, String)>);

impl Query {
    /// The values that are given, of the filters of `kind` and in their order.
    pub(crate) fn of(kind: &Kind, values: impl IntoIterator<Item = Option<String>>) -> Self {
        Self(kind.filters.iter().zip(values).filter_map(|((wire, _), value)| Some((*wire, value?))).collect())
    }
}
