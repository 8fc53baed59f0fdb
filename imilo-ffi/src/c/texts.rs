//! Columns of text in the layout of C, and outputs of a row each.

use core::ffi::c_char;

use imilo_core::error::ErrorCode;

use super::guard::{text, values};

/// Many texts that stand one after the other: row i is `data[offsets[i]]` up to, and without, `data[offsets[i + 1]]`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Texts {
    /// UTF-8; NULL allowed when data_len is 0.
    pub data: *const c_char,
    /// Bytes of data.
    pub data_len: usize,
    /// count + 1 numbers; NULL allowed when count is 0.
    pub offsets: *const usize,
    /// Rows.
    pub count: usize,
    /// NULL when every row is there; else count bytes, of which one other than 0 says that the row is not.
    pub is_null: *const u8,
}

/// Rows of texts whose bounds were checked.
pub(super) struct Rows<'a> {
    data: &'a [u8],
    offsets: &'a [usize],
    is_null: Option<&'a [u8]>,
}

impl<'a> Rows<'a> {
    /// # Safety
    /// NULL or texts, as their type says.
    pub(super) unsafe fn of(texts: *const Texts) -> Result<Self, ErrorCode> {
        if texts.is_null() {
            return Err(ErrorCode::NullPointer);
        }
        // SAFETY: the promise of the caller, handed on.
        let texts = unsafe { texts.read_unaligned() };
        if texts.count == 0 {
            return Ok(Self { data: &[], offsets: &[], is_null: None });
        }
        // SAFETY: the promise of the caller on the pointers of the texts.
        let rows = unsafe {
            Self {
                data: values(texts.data.cast::<u8>(), texts.data_len)?,
                offsets: values(
                    texts.offsets,
                    texts.count.checked_add(1).ok_or(ErrorCode::InvalidArgument)?,
                )?,
                is_null: if texts.is_null.is_null() {
                    None
                } else {
                    Some(values(texts.is_null, texts.count)?)
                },
            }
        };
        let rises =
            rows.offsets.is_sorted() && rows.offsets.last().is_some_and(|end| *end <= rows.data.len());
        if rises { Ok(rows) } else { Err(ErrorCode::InvalidArgument) }
    }

    pub(super) const fn count(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// The bytes of each row; none where the row is not there.
    pub(super) fn bytes(&self) -> impl Iterator<Item = Option<&'a [u8]>> + use<'a> {
        let (data, is_null) = (self.data, self.is_null);
        self.offsets.windows(2).enumerate().map(move |(row, bounds)| {
            let absent = is_null.and_then(|flags| flags.get(row)).is_some_and(|flag| *flag != 0);
            match bounds {
                [start, end] if !absent => data.get(*start..*end),
                _ => None,
            }
        })
    }

    /// Each row as text.
    pub(super) fn texts(&self) -> impl Iterator<Item = Option<Result<&'a str, ErrorCode>>> + use<'a> {
        self.bytes().map(|row| row.map(text))
    }
}

/// Both outputs, or none when there is no row.
pub(super) trait Zipped: Sized {
    /// # Errors
    /// `null_pointer` for a NULL with rows.
    fn zipped(self, count: usize) -> Result<Self, ErrorCode>;
}

impl<A, B> Zipped for (Option<A>, Option<B>) {
    fn zipped(self, count: usize) -> Result<Self, ErrorCode> {
        if count > 0 && (self.0.is_none() || self.1.is_none()) {
            Err(ErrorCode::NullPointer)
        } else {
            Ok(self)
        }
    }
}
