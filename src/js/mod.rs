//! The exports of the npm package: arguments in, results out, no decision. There is one export for each operation.
//!
//! Every promise that an export returns is fulfilled, with an outcome (outcome.rs). A promise that is rejected, or an export
//! that throws, means that the WebAssembly trapped.

mod arguments;
mod before_send;
mod handle;
mod items;
mod outcome;
mod provider;
mod reader;
mod signal;
mod sink;
mod value;

pub use handle::Handle;

/// The allocator. It is half the size of the standard one, and single-threaded like WebAssembly here.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
