//! Whether header and library belong together.

use core::ffi::c_char;

use imilo_core::wire;

use super::guard::guard;

const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");

/// The number of the C ABI of the library. Compare it with IMILO_ABI_VERSION, that of the header, at start.
///
/// The number rises when a function changes its signature or its memory rules, or a structure its layout. A
/// new function, constant or key of an answer leaves it.
#[unsafe(no_mangle)]
pub extern "C" fn imilo_abi_version() -> i32 {
    guard(|| 0, || wire::ABI_VERSION)
}

/// The version of the library (`0.1.0`), a C string that lives as long as the library: it is never freed.
///
/// The day up to which the texts of the law were read stands in the answer of imilo_versions.
#[unsafe(no_mangle)]
pub extern "C" fn imilo_version() -> *const c_char {
    guard(core::ptr::null, || VERSION.as_ptr().cast())
}
