//! The binding generator of UniFFI, in the version of the library.
//!
//! Run it by `bindings/kotlin/generate.sh`, from the root of the repository: elsewhere it does not find
//! `imilo-ffi/uniffi.toml` and writes other code without saying so.

fn main() {
    uniffi::uniffi_bindgen_main();
}
