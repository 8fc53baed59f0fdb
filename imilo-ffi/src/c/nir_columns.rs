//! Columns of NIRs, to bits and to codes, without JSON and without a call a row.

use core::mem::size_of;

use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::nir::Acceptance;
use imilo_core::nir::bulk::{self, BulkError, Offset, Output, Validity};

use super::guard::{fits, status, values};
use super::nir::acceptance;

/// Code of a row: form and key are right.
pub const IMILO_CODE_VALID: u8 = 0;
/// Code of a row: not fifteen bytes (or thirteen, where they are accepted and the layout knows lengths).
pub const IMILO_CODE_LENGTH: u8 = 1;
/// Code of a row: a byte other than a digit, or than A or B in position 7.
pub const IMILO_CODE_CHARACTER: u8 = 2;
/// Code of a row: first digit 0 or 9, or a kind or leniency that was not asked for.
pub const IMILO_CODE_FIRST_DIGIT: u8 = 3;
/// Code of a row: month.
pub const IMILO_CODE_MONTH: u8 = 4;
/// Code of a row: place of birth.
pub const IMILO_CODE_PLACE: u8 = 5;
/// Code of a row: order number.
pub const IMILO_CODE_ORDER: u8 = 6;
/// Added to the code of a row when its key is wrong, whenever there are fifteen legal characters.
pub const IMILO_CODE_KEY: u8 = 128;

/// Checks numbers of a fixed size that stand one after the other: 15 bytes each, or 16 of which the last (a line feed,
/// a padding) is not looked at.
///
/// Numbers are canonical: nothing is removed or repaired (imilo_nir_validate does that). The first fault of a row in
/// the order of the codes is its code, with IMILO_CODE_KEY beside it.
///
/// ```c
/// const uint8_t data[] = "284058832102532284058832102530";
/// uint8_t bits[1], codes[2];
/// int32_t status = imilo_nir_column_fixed(data, 30, 15, IMILO_ACCEPT_DEFAULT, bits, codes);
/// // status 0, bits[0] 1, codes {IMILO_CODE_VALID, IMILO_CODE_KEY}
/// ```
///
/// Returns 0 whatever the numbers are; IMILO_ERROR_NULL_POINTER; IMILO_ERROR_INVALID_ARGUMENT for a stride other than
/// 15 and 16, and for a bit of accept_flags that has no name; IMILO_ERROR_NIR_COLUMN_STRIDE when data_len is no
/// multiple of the stride. Then nothing is written.
///
/// # Safety
/// data: data_len bytes, only read; NULL allowed when data_len is 0. bits: NULL, or one bit a row, lowest first, 1 when
/// it is valid: as many bytes as eighths of the count, rounded up. codes: NULL, or one byte a row. Both share no byte
/// with the data or with each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_nir_column_fixed(
    data: *const u8,
    data_len: usize,
    stride: usize,
    accept_flags: u32,
    bits: *mut u8,
    codes: *mut u8,
) -> i32 {
    status(|| {
        let accept = acceptance(accept_flags)?;
        let judge = match stride {
            15 => bulk::fixed_15,
            16 => bulk::fixed_16,
            _ => return Err(ErrorCode::InvalidArgument),
        };
        if !data_len.is_multiple_of(stride) {
            return Err(ErrorCode::NirColumnStride);
        }
        // SAFETY: the promise of the caller on `data`, `bits` and `codes`.
        let (data, output) = unsafe { (values(data, data_len)?, output(bits, codes, data_len / stride)?) };
        judged(judge(data, &accept, output))
    })
}

/// Checks a column of text of Apache Arrow with offsets of 32 bits: row i is `data[offsets[i]]` up to, and without,
/// `data[offsets[i + 1]]`.
///
/// Numbers are canonical, as for imilo_nir_column_fixed. A row that the validity says is not there has bit and code 0,
/// which mean nothing: the validity of the input is that of the output.
///
/// ```c
/// const uint8_t data[] = "284058832102532" "2840588321025";
/// const int32_t offsets[] = {0, 15, 15, 28};
/// const uint8_t validity[] = {5}; // the second of three is not there
/// uint8_t codes[3];
/// int32_t status = imilo_nir_column_offsets32(data, 28, offsets, 3, validity, 0, IMILO_ACCEPT_DEFAULT, NULL, codes);
/// ```
///
/// Returns as imilo_nir_column_fixed, and IMILO_ERROR_NIR_COLUMN_OFFSETS when an offset is negative, smaller than the
/// one before it, or passes data_len: what was written before that means nothing.
///
/// # Safety
/// data, bits, codes: as for imilo_nir_column_fixed. offsets: count + 1 numbers, only read; NULL allowed when count is
/// 0. validity: NULL when every row is there; else one bit a row, lowest first, 1 when it is, from bit
/// validity_offset on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_nir_column_offsets32(
    data: *const u8,
    data_len: usize,
    offsets: *const i32,
    count: usize,
    validity: *const u8,
    validity_offset: usize,
    accept_flags: u32,
    bits: *mut u8,
    codes: *mut u8,
) -> i32 {
    let column = Column { data, data_len, offsets, count, validity, validity_offset };
    // SAFETY: the promise of the caller, handed on.
    status(|| unsafe { between(&column, accept_flags, bits, codes) })
}

/// The same with offsets of 64 bits (large text of Apache Arrow).
///
/// # Safety
/// As for imilo_nir_column_offsets32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_nir_column_offsets64(
    data: *const u8,
    data_len: usize,
    offsets: *const i64,
    count: usize,
    validity: *const u8,
    validity_offset: usize,
    accept_flags: u32,
    bits: *mut u8,
    codes: *mut u8,
) -> i32 {
    let column = Column { data, data_len, offsets, count, validity, validity_offset };
    // SAFETY: the promise of the caller, handed on.
    status(|| unsafe { between(&column, accept_flags, bits, codes) })
}

/// The pointers of a column of text, as the caller gave them.
struct Column<O> {
    data: *const u8,
    data_len: usize,
    offsets: *const O,
    count: usize,
    validity: *const u8,
    validity_offset: usize,
}

/// # Safety
/// The promise of the caller of [`imilo_nir_column_offsets32`].
unsafe fn between<O: Offset>(
    column: &Column<O>,
    accept_flags: u32,
    bits: *mut u8,
    codes: *mut u8,
) -> Result<(), ErrorCode> {
    let accept: Acceptance = acceptance(accept_flags)?;
    let Column { count, validity_offset: offset, .. } = *column;
    if count == 0 {
        return Ok(());
    }
    let offsets = count.checked_add(1).ok_or(ErrorCode::InvalidArgument)?;
    let eighths = offset.checked_add(count).ok_or(ErrorCode::InvalidArgument)?.div_ceil(8);
    // SAFETY: the promise of the caller on every pointer.
    let (data, offsets, validity, output) = unsafe {
        (
            values(column.data, column.data_len)?,
            values(column.offsets, offsets)?,
            if column.validity.is_null() { None } else { Some(values(column.validity, eighths)?) },
            output(bits, codes, count)?,
        )
    };
    let validity = validity.map(|bits| Validity { bits, offset });
    judged(bulk::offsets(offsets, data, validity, &accept, output))
}

/// # Safety
/// `bits` is NULL or has one bit a row, `codes` is NULL or has one byte a row; nothing else touches them.
unsafe fn output<'a>(bits: *mut u8, codes: *mut u8, count: usize) -> Result<Output<'a>, ErrorCode> {
    // SAFETY: the promise of the caller, handed on.
    let (bits, codes) = unsafe { (written(bits, count.div_ceil(8))?, written(codes, count)?) };
    Ok(Output { bits, codes })
}

/// Values to be written; none at NULL. They are set to zero first: what comes in may hold nothing yet.
///
/// # Safety
/// A pointer other than NULL points to `len` values that may be written and that nothing else touches.
pub(super) unsafe fn written<'a, T: Copy + Default>(
    start: *mut T,
    len: usize,
) -> Result<Option<&'a mut [T]>, ErrorCode> {
    const { assert!(size_of::<T>() > 0) }
    if start.is_null() {
        return Ok(None);
    }
    fits(start, len)?;
    for index in 0..len {
        // SAFETY: within the `len` values of the promise, aligned (just checked).
        unsafe { start.add(index).write(T::default()) };
    }
    // SAFETY: not NULL, aligned, short enough, holds values now, and is ours by the promise of the caller.
    Ok(Some(unsafe { core::slice::from_raw_parts_mut(start, len) }))
}

fn judged(result: Result<(), BulkError>) -> Result<(), ErrorCode> {
    result.map_err(|error| error.code())
}
