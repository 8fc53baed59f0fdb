//! Columns of NIRs as bytes: no object a row crosses the border.

use imilo_core::error::ErrorCode;
use imilo_core::nir::bulk::{self, BulkError, Offset, Output, Validity};
use imilo_core::wire::Failure;

use super::ImiloError;
use super::erased::Bytes;
use super::guard::guard;
use super::requests::Acceptance;

/// What a column check says.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct NirColumn {
    /// One bit a row, lowest first, 1 when form and key are right.
    pub bits: Vec<u8>,
    /// One byte a row: 0 valid, 1 length, 2 character, 3 first digit, 4 month, 5 place, 6 order, the first in this
    /// order; 128 is added when the key is wrong, whenever there are fifteen legal characters.
    pub codes: Vec<u8>,
}

/// Checks numbers of a fixed size that stand one after the other: 15 bytes each, or 16 of which the last is not looked
/// at. They are canonical: nothing is removed or repaired (`nirCheckMany` does that).
///
/// ```kotlin
/// val column = nirColumnFixed("284058832102532284058832102530".toByteArray(), 15)
/// check(column.codes.contentEquals(byteArrayOf(0, -128)))
/// ```
///
/// # Errors
/// `invalid_argument` for another stride, `nir_column_stride` for bytes that are no multiple of it.
#[uniffi::export(default(accept = None))]
pub fn nir_column_fixed(
    data: Bytes,
    stride: i32,
    accept: Option<Acceptance>,
) -> Result<NirColumn, ImiloError> {
    guard(|| {
        let (judge, stride) = match stride {
            15 => (bulk::fixed_15 as fn(&[u8], &Acceptance, Output<'_>) -> Result<(), BulkError>, 15),
            16 => (bulk::fixed_16 as _, 16),
            _ => return Err(invalid("stride")),
        };
        let accept = accept.unwrap_or_default();
        written(data.as_slice().len() / stride, |output| judge(data.as_slice(), &accept, output))
    })
}

/// Checks a column of text of Apache Arrow by its buffers: row i is what stands between offsets i and i + 1.
///
/// `offsets` are the bytes of the offset buffer, little-endian, of 32 or 64 bits each as `offsetBytes` (4 or 8) says.
/// `validity` has one bit a row, lowest first, from `validityOffset` on; a row that is not there has bit and code 0,
/// which mean nothing.
///
/// ```kotlin
/// val offsets = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putInt(0).putInt(15).putInt(28).array()
/// val column = nirColumnOffsets("2840588321025322840588321025".toByteArray(), offsets, 4)
/// check(column.bits.contentEquals(byteArrayOf(3)))
/// ```
///
/// # Errors
/// `invalid_argument` for offsets that are no whole number of values or another size of them, a negative
/// `validityOffset`; `nir_column_offsets` when they fall or leave the data; `nir_column_validity`.
#[uniffi::export(default(validity = None, validity_offset = None, accept = None))]
pub fn nir_column_offsets(
    data: Bytes,
    offsets: Vec<u8>,
    offset_bytes: i32,
    validity: Option<Vec<u8>>,
    validity_offset: Option<i32>,
    accept: Option<Acceptance>,
) -> Result<NirColumn, ImiloError> {
    guard(|| {
        let offset = usize::try_from(validity_offset.unwrap_or(0)).map_err(|_| invalid("validity_offset"))?;
        let validity = validity.as_deref().map(|bits| Validity { bits, offset });
        let accept = accept.unwrap_or_default();
        match offset_bytes {
            4 => between(&values(&offsets, i32::from_le_bytes)?, data.as_slice(), validity, &accept),
            8 => between(&values(&offsets, i64::from_le_bytes)?, data.as_slice(), validity, &accept),
            _ => Err(invalid("offset_bytes")),
        }
    })
}

fn between<O: Offset>(
    offsets: &[O],
    data: &[u8],
    validity: Option<Validity<'_>>,
    accept: &Acceptance,
) -> Result<NirColumn, Failure> {
    written(offsets.len().saturating_sub(1), |output| bulk::offsets(offsets, data, validity, accept, output))
}

fn values<T, const N: usize>(bytes: &[u8], value: fn([u8; N]) -> T) -> Result<Vec<T>, Failure> {
    match bytes.as_chunks::<N>() {
        (values, []) => Ok(values.iter().copied().map(value).collect()),
        _ => Err(invalid("offsets")),
    }
}

fn written(
    count: usize,
    judge: impl FnOnce(Output<'_>) -> Result<(), BulkError>,
) -> Result<NirColumn, Failure> {
    let (mut bits, mut codes) = (vec![0; count.div_ceil(8)], vec![0; count]);
    judge(Output { bits: Some(&mut bits), codes: Some(&mut codes) })?;
    Ok(NirColumn { bits, codes })
}

fn invalid(field: &str) -> Failure {
    Failure { field: Some(field.to_owned()), ..Failure::of(ErrorCode::InvalidArgument) }
}
