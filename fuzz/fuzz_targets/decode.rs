//! Feeds the decoder what a hostile server could answer. The first two bytes of an input are the HTTP status, the rest is the body;
//! `tests/fuzz_corpus.rs` reads the corpus the same way.

#![no_main]

use std::rc::Rc;

use libfuzzer_sys::fuzz_target;
use mysafe_wasm::envelope::{decode, gateway, quotable};
use mysafe_wasm::json::Document;
use mysafe_wasm::transport::Response;

fuzz_target!(|input: &[u8]| {
    let [high, low, body @ ..] = input else { return };
    let response = Response {
        status: u16::from_be_bytes([*high, *low]) % 1000,
        headers: Rc::new(|_| Some("application/json; charset=utf-8".into())),
        retry_after: None,
        body: body.to_vec(),
    };
    let redact = &|text: &str| text.to_owned();
    match decode(&response, |status| status == 200, redact) {
        Ok(envelope) => {
            assert_eq!(response.status, 200, "a success under HTTP {}", response.status);
            assert!(envelope.body.root().get("response").is_some(), "a success that states none");
            assert!(quotable(&envelope.message, redact).chars().count() <= 301);
        }
        Err(error) => {
            assert_eq!(error.status, Some(response.status));
            assert!(error.message.chars().count() < 1000, "a server's text without a limit");
            assert!(error.request_id.as_ref().is_none_or(|id| id.chars().count() <= 129));
        }
    }
    gateway(&response, Document::parse(body).root(), redact);
});
