//! What stands between a caller in C and this crate: panics stop here, pointers are checked here.

use core::str;
use std::panic::{AssertUnwindSafe, catch_unwind};

use imilo_core::error::ErrorCode;

/// Runs the body of a function of the C ABI. After a panic the answer is `on_panic`, and nothing of the panic.
///
/// The panic hook belongs to the host and stays as it is: it may print the message of the panic. The
/// messages of this library hold no data.
pub(super) fn guard<T>(on_panic: impl FnOnce() -> T, body: impl FnOnce() -> T) -> T {
    // Unwind safety is given up without harm: outputs are written last, so a panic leaves none half written.
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| {
        // To drop an unknown payload may panic again, outside of the guard.
        core::mem::forget(payload);
        on_panic()
    })
}

/// A status, guarded: a panic is the number of `internal`.
pub(super) fn status(body: impl FnOnce() -> Result<(), ErrorCode>) -> i32 {
    guard(
        || i32::from(ErrorCode::Internal.number()),
        || body().map_or_else(|code| i32::from(code.number()), |()| super::IMILO_OK),
    )
}

/// The values at a pointer; none at NULL, if `len` is 0.
///
/// # Errors
/// `null_pointer` at NULL with a length, `invalid_argument` for a pointer that is not aligned or a length that no
/// memory can hold.
///
/// # Safety
/// A pointer other than NULL points to `len` values that nobody changes while they are used.
pub(super) unsafe fn values<'a, T>(start: *const T, len: usize) -> Result<&'a [T], ErrorCode> {
    if start.is_null() {
        return if len == 0 { Ok(&[]) } else { Err(ErrorCode::NullPointer) };
    }
    fits(start, len)?;
    // SAFETY: not NULL, aligned, short enough (just checked), and valid by the promise of the caller.
    Ok(unsafe { core::slice::from_raw_parts(start, len) })
}

/// Whether `len` values may lie at a pointer that is not NULL: it is aligned, and they fit in memory.
pub(super) fn fits<T>(start: *const T, len: usize) -> Result<(), ErrorCode> {
    let size = len.checked_mul(size_of::<T>());
    if start.is_aligned() && size.is_some_and(|size| size <= isize::MAX.unsigned_abs()) {
        Ok(())
    } else {
        Err(ErrorCode::InvalidArgument)
    }
}

/// Bytes as text.
pub(super) fn text(bytes: &[u8]) -> Result<&str, ErrorCode> {
    // The error of std tells a position only; it is dropped all the same.
    str::from_utf8(bytes).map_err(|_| ErrorCode::TextEncoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_status() {
        let code = status(|| panic!("a panic, made on purpose"));
        assert_eq!(code, i32::from(ErrorCode::Internal.number()));
        assert_eq!(status(|| Ok(())), 0);
        assert_eq!(status(|| Err(ErrorCode::NirKey)), 306);
    }

    struct PanicsAgain;

    impl Drop for PanicsAgain {
        fn drop(&mut self) {
            panic!("dropped, on purpose");
        }
    }

    #[test]
    fn a_payload_that_panics_when_it_is_dropped_stays_inside() {
        assert_eq!(guard(|| "caught", || std::panic::panic_any(PanicsAgain)), "caught");
    }

    #[test]
    fn pointers_are_checked_before_use() {
        let numbers = [1_usize, 2];
        // SAFETY: NULL is allowed, and the array has two values.
        unsafe {
            assert_eq!(values::<u8>(core::ptr::null(), 0), Ok(&[] as &[u8]));
            assert_eq!(values::<u8>(core::ptr::null(), 1), Err(ErrorCode::NullPointer));
            assert_eq!(values(numbers.as_ptr(), 2), Ok(&numbers[..]));
            // Refused before a read: these lengths and this address are never followed.
            assert_eq!(values(numbers.as_ptr(), usize::MAX), Err(ErrorCode::InvalidArgument));
            assert_eq!(values(numbers.as_ptr(), isize::MAX.unsigned_abs()), Err(ErrorCode::InvalidArgument));
            assert_eq!(values(numbers.as_ptr().byte_add(1), 1), Err(ErrorCode::InvalidArgument));
        }
        assert_eq!(text(b"\xC3\xA9"), Ok("é"));
        assert_eq!(text(b"\xC3"), Err(ErrorCode::TextEncoding));
    }
}
