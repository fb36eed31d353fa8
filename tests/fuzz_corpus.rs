//! Replays what fuzzing the decoder found interesting (`fuzz/fuzz_targets/decode.rs`): none of it may panic, and none
//! of it may pass for a success but what is documented as one.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::Path;
use std::rc::Rc;

use mysafe_wasm::envelope::decode;
use mysafe_wasm::transport::Response;

#[test]
fn every_input_is_an_error_or_a_documented_success() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz-corpus");
    let mut seen = 0;
    for entry in fs::read_dir(corpus).expect("the corpus") {
        let path = entry.expect("an entry").path();
        let input = fs::read(&path).expect("an input");
        // As in the target: two bytes of status, then the body.
        let [high, low, body @ ..] = input.as_slice() else { continue };
        let status = u16::from_be_bytes([*high, *low]) % 1000;
        let response = Response {
            status,
            headers: Rc::new(|_| Some("application/json; charset=utf-8".into())),
            body: body.to_vec(),
            ..Response::default()
        };
        match decode(&response, |status| status == 200, &|text| text.to_owned()) {
            Ok(envelope) => {
                assert_eq!(status, 200, "{}: a success under HTTP {status}", path.display());
                assert!(
                    envelope.body.root().get("response").is_some(),
                    "{}: a success that states none",
                    path.display()
                );
            }
            Err(error) => {
                assert_eq!(error.status, Some(status), "{}", path.display());
                assert!(error.message.chars().count() < 1000, "{}: a server's text without a limit", path.display());
            }
        }
        seen += 1;
    }
    assert!(seen > 50, "only {seen} inputs");
}
