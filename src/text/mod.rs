//! Text of protocols: encodings, JSON, HTTP dates, and redaction. Nothing here knows MySafe.

pub(crate) mod date;
pub(crate) mod encode;
pub(crate) mod json;
pub(crate) mod redact;
