//! The places of the values in a JSON text.

/// The place of one value. A list or an object comes before its contents, a name before its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Offset of the first byte in the text; of a string, of the byte behind the quote.
    pub(super) start: u32,
    /// Of a list or an object: how many nodes it has, itself included. Of other values: the offset behind the last byte.
    pub(super) end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `null`, `true`, `false` or a number.
    Bare,
    /// A string without escapes.
    Plain,
    /// A string with escapes.
    Escaped,
    List,
    Object,
}
