//! Replays the inputs that fuzzing found interesting (`fuzz/fuzz_targets/client.rs`). None may panic, and none may pass for a
//! success that is not documented.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::Path;

#[path = "../fuzz/hostile.rs"]
mod hostile;

#[test]
fn every_input_is_an_error_or_a_documented_success() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz-corpus");
    let mut successes = 0;
    let mut seen = 0;
    for entry in fs::read_dir(corpus).expect("the corpus") {
        let path = entry.expect("an entry").path();
        let input = fs::read(&path).expect("an input");
        let Some((status, result)) = hostile::deactivate(&input) else { continue };
        hostile::check(status, &result);
        if let Ok(change) = result {
            let words = String::from_utf8_lossy(&input).to_lowercase();
            assert!(!change.active && words.contains("deactivated"), "{}: {change:?}", path.display());
            successes += 1;
        }
        seen += 1;
    }
    assert!(seen > 50, "only {seen} inputs");
    println!("{seen} inputs, {successes} successes");
}
