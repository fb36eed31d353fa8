//! Filters of a list.

/// Which items to list. A filter that is left out lets all pass.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Items with this tag.
    pub tag: Option<String>,
    /// The item with this code, which its user chose.
    pub identifier_code: Option<String>,
}
