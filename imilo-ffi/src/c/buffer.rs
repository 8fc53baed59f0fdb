//! The buffer in which an answer or an error leaves the library.

use core::ffi::c_char;
use core::ptr;

use zeroize::{Zeroize, Zeroizing};

use super::guard::guard;

/// A text that the library has allocated: an answer, or an error. Only imilo_buffer_free frees it.
///
/// Nobody changes it after it was given out: several threads may read it at the same time.
pub struct Buffer {
    /// UTF-8, then one NUL.
    bytes: Zeroizing<Vec<u8>>,
}

impl Buffer {
    /// A text on its way to C.
    pub(super) fn give(mut text: String) -> *mut Self {
        let bytes = if text.len() < text.capacity() {
            text.into_bytes()
        } else {
            // A vector that grows would leave its former memory as it was.
            let mut bytes = Vec::with_capacity(text.len() + 1);
            bytes.extend_from_slice(text.as_bytes());
            text.zeroize();
            bytes
        };
        let mut bytes = Zeroizing::new(bytes);
        bytes.push(0);
        Box::into_raw(Box::new(Self { bytes }))
    }

    /// The text without its NUL.
    fn text(&self) -> &[u8] {
        self.bytes.split_last().map_or(&[], |(_, text)| text)
    }
}

/// The bytes of a buffer: UTF-8, and one NUL that imilo_buffer_len does not count.
///
/// A JSON text holds no NUL of its own, so this is also a C string. The pointer holds until the buffer is
/// freed. NULL for NULL.
///
/// # Safety
/// buffer: NULL, or given out by this library and not freed yet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_buffer_data(buffer: *const Buffer) -> *const c_char {
    guard(ptr::null, || {
        // SAFETY: NULL or a living buffer, by the promise of the caller; it is only read.
        let buffer = unsafe { buffer.as_ref() };
        buffer.map_or(ptr::null(), |buffer| buffer.bytes.as_ptr().cast())
    })
}

/// The number of bytes in a buffer, without the NUL at their end. 0 for NULL.
///
/// # Safety
/// buffer: NULL, or given out by this library and not freed yet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_buffer_len(buffer: *const Buffer) -> usize {
    // SAFETY: NULL or a living buffer, by the promise of the caller; it is only read.
    guard(|| 0, || unsafe { buffer.as_ref() }.map_or(0, |buffer| buffer.text().len()))
}

/// Frees a buffer and overwrites its memory with zeros first. Does nothing for NULL.
///
/// # Safety
/// buffer: NULL, or given out by this library and not freed yet; no thread uses it, nor a pointer of
/// imilo_buffer_data to it, from now on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_buffer_free(buffer: *mut Buffer) {
    guard(
        || (),
        || {
            if !buffer.is_null() {
                // SAFETY: made by `Box::into_raw` in `Buffer::give`, freed once, by the promise of the caller.
                drop(unsafe { Box::from_raw(buffer) });
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn crosses_threads<T: Send + Sync>() {}
    const _: () = crosses_threads::<Buffer>();

    #[test]
    fn a_buffer_ends_with_a_nul_that_is_not_counted() {
        for text in ["", "{}", "é\u{0}à", &"x".repeat(10_000)] {
            // With room for the NUL and without.
            let mut exact = String::with_capacity(text.len());
            exact.push_str(text);
            let mut roomy = String::with_capacity(text.len() + 50);
            roomy.push_str(text);
            for given in [exact, roomy] {
                let buffer = Buffer::give(given);
                // SAFETY: the buffer is alive until it is freed, at the end.
                unsafe {
                    assert_eq!(imilo_buffer_len(buffer), text.len());
                    let data = imilo_buffer_data(buffer).cast::<u8>();
                    let bytes = core::slice::from_raw_parts(data, text.len() + 1);
                    assert_eq!(bytes, [text.as_bytes(), b"\0"].concat());
                    imilo_buffer_free(buffer);
                }
            }
        }
    }

    #[test]
    fn null_is_an_empty_buffer() {
        // SAFETY: NULL is allowed everywhere.
        unsafe {
            assert!(imilo_buffer_data(ptr::null()).is_null());
            assert_eq!(imilo_buffer_len(ptr::null()), 0);
            imilo_buffer_free(ptr::null_mut());
        }
    }
}
