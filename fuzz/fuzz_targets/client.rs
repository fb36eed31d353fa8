//! Feeds the client what a hostile server could answer. `tests/fuzz_corpus.rs` replays the corpus.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../hostile.rs"]
mod hostile;

fuzz_target!(|input: &[u8]| {
    if let Some((status, result)) = hostile::deactivate(input) {
        hostile::check(status, &result);
    }
});
