//! Columns of NIRs: a bit and a byte a record, many hundred million a second and core.
//!
//! Input is **canonical bytes**, fifteen digits (or the `A`, `B` of Corsica in position 7), with nothing to
//! remove; whatever else is a code, not repaired. [`Nir::parse`](super::Nir::parse) repairs what people write.
//! A [`Code`] is one byte: the first fault in reading order, and bit 7 when the key is wrong.
//!
//! Nulls stay null: a record that the validity says is not there has bit and code 0, which mean nothing; the
//! validity of the input is that of the output.
//!
//! The kernels are in the crate `imilo-simd`; the rule is that of [`Nir::parse`](super::Nir::parse), and tests
//! hold both together. *Droit*: see [the parent module](super).
//!
//! ```
//! use imilo_core::nir::{Acceptance, NirFault, bulk};
//! let mut codes = [0; 2];
//! let output = bulk::Output { bits: None, codes: Some(&mut codes) };
//! bulk::fixed_15(b"284058832102532284138832102532", &Acceptance::default(), output)?;
//! let codes = codes.map(bulk::Code::from_byte);
//! assert!(codes[0].is_valid());
//! assert_eq!((codes[1].fault(), codes[1].key_wrong()), (Some(NirFault::Month), true));
//! # Ok::<(), bulk::BulkError>(())
//! ```

use core::fmt;

use imilo_simd::{Accept, ColumnError, Path};

use super::{Acceptance, NirFault};
use crate::error::{CodedError, ErrorCode};

pub use imilo_simd::{Offset, Output, Validity};

/// What a column check says of one record, in one byte that never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code(u8);

impl Code {
    /// Reads a byte of [`Output::codes`].
    #[must_use]
    pub const fn from_byte(byte: u8) -> Self {
        Self(byte)
    }

    /// The byte: 0 valid, 1 length, 2 character, 3 first digit, 4 month, 5 place, 6 order; 128 is added when the
    /// key is wrong, whenever there are fifteen legal characters.
    #[must_use]
    pub const fn byte(self) -> u8 {
        self.0
    }

    /// Whether form and key are right.
    #[must_use]
    pub const fn is_valid(self) -> bool {
        self.0 == imilo_simd::code::VALID
    }

    /// Whether there are fifteen legal characters whose key is wrong.
    #[must_use]
    pub const fn key_wrong(self) -> bool {
        self.0 & imilo_simd::code::KEY != 0
    }

    /// The first fault in reading order, the key last; none for a valid record.
    #[must_use]
    pub const fn fault(self) -> Option<NirFault> {
        Some(match self.0 & !imilo_simd::code::KEY {
            imilo_simd::code::LENGTH => NirFault::Length,
            imilo_simd::code::CHARACTER => NirFault::Character,
            imilo_simd::code::FIRST_DIGIT => NirFault::FirstDigit,
            imilo_simd::code::MONTH => NirFault::Month,
            imilo_simd::code::PLACE => NirFault::Place,
            imilo_simd::code::ORDER => NirFault::Order,
            _ if self.key_wrong() => NirFault::Key,
            _ => return None,
        })
    }
}

/// Why a column cannot be judged. Never because of what a record holds: that is a [`Code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BulkError(ColumnError);

impl fmt::Display for BulkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().row().en)
    }
}

impl std::error::Error for BulkError {}

impl CodedError for BulkError {
    fn code(&self) -> ErrorCode {
        match self.0 {
            ColumnError::Stride => ErrorCode::NirColumnStride,
            ColumnError::Offsets => ErrorCode::NirColumnOffsets,
            ColumnError::Validity => ErrorCode::NirColumnValidity,
            ColumnError::Output => ErrorCode::NirColumnOutput,
        }
    }
}

impl From<ColumnError> for BulkError {
    fn from(error: ColumnError) -> Self {
        Self(error)
    }
}

impl From<&Acceptance> for Accept {
    fn from(accept: &Acceptance) -> Self {
        let &Acceptance { thirteen, sex_3_4, months_43_49, departement_00, commune_out_of_range, nnp, mig } =
            accept;
        Self { thirteen, sex_3_4, months_43_49, departement_00, commune_out_of_range, nnp, mig }
    }
}

/// One record of canonical bytes.
///
/// ```
/// use imilo_core::nir::{Acceptance, NirFault, bulk};
/// assert!(bulk::check(b"284058832102532", &Acceptance::default()).is_valid());
/// assert_eq!(bulk::check(b"284058832102530", &Acceptance::default()).fault(), Some(NirFault::Key));
/// ```
#[must_use]
#[inline]
pub fn check(record: &[u8], accept: &Acceptance) -> Code {
    Code(imilo_simd::one(record, &accept.into()))
}

/// Records of 15 bytes that stand one after the other.
///
/// # Errors
/// [`BulkError`] when the bytes are not a multiple of 15, or an output has not the size of the column.
pub fn fixed_15(bytes: &[u8], accept: &Acceptance, output: Output<'_>) -> Result<(), BulkError> {
    Ok(imilo_simd::fixed_15(bytes, &accept.into(), output, Path::best())?)
}

/// Records of 16 bytes, of which the sixteenth (a line feed, a padding) is not looked at.
///
/// # Errors
/// As [`fixed_15`], for a multiple of 16.
pub fn fixed_16(bytes: &[u8], accept: &Acceptance, output: Output<'_>) -> Result<(), BulkError> {
    Ok(imilo_simd::fixed_16(bytes, &accept.into(), output, Path::best())?)
}

/// A column of text as Apache Arrow lays it out: record i is `values[offsets[i]..offsets[i + 1]]`.
///
/// ```
/// use imilo_core::nir::{Acceptance, bulk};
/// let (mut bits, validity) = ([0], bulk::Validity { bits: &[0b101], offset: 0 });
/// let output = bulk::Output { bits: Some(&mut bits), codes: None };
/// let values = b"2840588321025322840588321025";
/// bulk::offsets(&[0_i32, 15, 15, 28], values, Some(validity), &Acceptance::default(), output)?;
/// assert_eq!(bits, [0b101]);
/// # Ok::<(), bulk::BulkError>(())
/// ```
///
/// # Errors
/// [`BulkError`]; what was written before a wrong offset is met means nothing.
pub fn offsets<O: Offset>(
    offsets: &[O],
    values: &[u8],
    validity: Option<Validity<'_>>,
    accept: &Acceptance,
    output: Output<'_>,
) -> Result<(), BulkError> {
    Ok(imilo_simd::offsets(offsets, values, validity, &accept.into(), output, Path::best())?)
}

/// Texts wherever they stand.
///
/// ```
/// use imilo_core::nir::{Acceptance, bulk};
/// let mut codes = [0; 3];
/// let output = bulk::Output { bits: None, codes: Some(&mut codes) };
/// bulk::texts(&["284058832102532", "2840588321025", "1"], &Acceptance::default(), output)?;
/// assert_eq!(codes, [0, 0, 1]);
/// # Ok::<(), bulk::BulkError>(())
/// ```
///
/// # Errors
/// [`BulkError`] when an output has not the size of the column.
pub fn texts(texts: &[&str], accept: &Acceptance, output: Output<'_>) -> Result<(), BulkError> {
    rows(texts.len(), |row| texts.get(row).map(|text| text.as_bytes()), accept, output)
}

/// Records wherever they stand, by their row; none where there is none.
///
/// # Errors
/// [`BulkError`] when an output has not the size of the column.
pub fn rows<'a>(
    count: usize,
    row: impl Fn(usize) -> Option<&'a [u8]>,
    accept: &Acceptance,
    output: Output<'_>,
) -> Result<(), BulkError> {
    Ok(imilo_simd::texts(count, row, &accept.into(), output, Path::best())?)
}

#[cfg(test)]
mod tests;
