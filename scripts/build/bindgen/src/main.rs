//! Writes the JavaScript glue of a `.wasm`: `mysafe-bindgen <input.wasm> <output directory> <name>`.
//!
//! wasm-bindgen's command line does the same, but takes minutes to install and is pinned by nothing in this repository.

use std::env;
use std::process::ExitCode;

use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, directory, name] = arguments.as_slice() else {
        eprintln!("usage: mysafe-bindgen <input.wasm> <output directory> <name>");
        return ExitCode::from(2);
    };
    match generate(input, directory, name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate(input: &str, directory: &str, name: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(name)
        // All targets emit the same `.wasm`. The glue of `web` leaves loading to the package.
        .web(true)?
        // The default path is `new URL(…, import.meta.url)`, which bundlers take for an asset.
        .omit_default_module_path(true)
        // `__wbg_reset_state` makes a fresh instance after a trap.
        .reset_state_function(true)
        // Every platform with `Object.hasOwn`, which the crate calls, has `TextEncoder.encodeInto` too.
        .encode_into(EncodeInto::Always)
        .typescript(true);
    Ok(bindgen.generate(directory)?)
}
