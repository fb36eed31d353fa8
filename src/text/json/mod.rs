//! A tolerant JSON reader. Any text parses, and a value of another type than asked for is `None`.
//!
//! The reader is ours because `serde_json::Value` costs an app 7 kB more and reads a long list in twice the time. It notes
//! where each value is in the text and copies nothing: of a long list, only the fields that are read are ever allocated.

mod document;
mod node;
mod parser;
mod write;

pub(crate) use document::{Document, Json};
pub(crate) use write::quote;
