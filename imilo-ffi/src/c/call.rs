//! What every call with a request in JSON does: it reads the request, and writes an answer or an error.

use core::ffi::c_char;

use imilo_core::error::ErrorCode;
use imilo_core::wire::Failure;

use super::IMILO_OK;
use super::buffer::Buffer;
use super::guard::{guard, text, values};

/// A request; NULL with length 0 means `{}`.
///
/// # Safety
/// NULL, or `len` bytes.
pub(super) unsafe fn asked<'r>(request: *const c_char, len: usize) -> Result<&'r str, Failure> {
    if request.is_null() && len == 0 {
        return Ok("{}");
    }
    // SAFETY: the promise of the caller, handed on.
    unsafe { values(request.cast::<u8>(), len) }.and_then(text).map_err(Failure::of)
}

/// Runs a call behind the guard, and writes what it gives.
///
/// # Safety
/// `out` and `error` are NULL or may be written.
pub(super) unsafe fn given<T, P>(
    judge: impl FnOnce() -> Result<T, Failure>,
    give: impl FnOnce(T) -> *mut P,
    out: *mut *mut P,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || if out.is_null() { Err(Failure::of(ErrorCode::NullPointer)) } else { judge() };
    // Two guards: the inner one has an error to give, the outer one covers the giving.
    let internal = || i32::from(ErrorCode::Internal.number());
    guard(internal, || match guard(|| Err(Failure::internal()), judge) {
        Ok(value) => {
            // SAFETY: not NULL (just looked), and may be written by the promise of the caller.
            unsafe { out.write_unaligned(give(value)) };
            IMILO_OK
        }
        Err(failure) => {
            if !error.is_null() {
                // SAFETY: not NULL, and may be written by the promise of the caller.
                unsafe { error.write_unaligned(Buffer::give(failure.to_json())) };
            }
            failure.number
        }
    })
}
