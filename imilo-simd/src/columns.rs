//! The layouts of a column, brought to blocks of sixteen records. Safe code; the kernel does the rest.

use core::fmt;

use crate::swar::fifteen;
use crate::{Accept, reference};

/// Records in a block.
pub(crate) const LANES: usize = 16;

/// What judges a block of sixteen records of fifteen characters, with the layout of a NIR.
pub(crate) trait Kernel: Copy {
    /// Writes one code a record, and gives one bit a record, the first lowest, 1 when its code is 0.
    ///
    /// Record i starts at byte i × `STRIDE`; `SPAN` is 15 × `STRIDE` + 16: sixteen bytes of each may be read.
    fn judge<const STRIDE: usize, const SPAN: usize>(
        self,
        block: &[u8; SPAN],
        accept: &Accept,
        codes: &mut [u8; LANES],
    ) -> u16;
}

/// The record of a lane, and the byte after it.
#[inline(always)]
pub(crate) fn record<const STRIDE: usize, const SPAN: usize>(block: &[u8; SPAN], lane: usize) -> &[u8; 16] {
    block.get(lane * STRIDE..).and_then(|rest| rest.first_chunk::<16>()).unwrap_or(&[0; 16])
}

/// Where results go; what is `None` is not written.
#[derive(Debug, Default)]
pub struct Output<'a> {
    /// One bit a record, lowest first, 1 when it is valid: as many bytes as eighths of the count, rounded up.
    pub bits: Option<&'a mut [u8]>,
    /// One [code](crate::code) a record.
    pub codes: Option<&'a mut [u8]>,
}

/// Which records are there, as Arrow says it: one bit a record, lowest first, 1 when it is there.
#[derive(Clone, Copy, Debug)]
pub struct Validity<'a> {
    /// The bits.
    pub bits: &'a [u8],
    /// Which bit is that of the first record.
    pub offset: usize,
}

impl Validity<'_> {
    /// Sixteen bits from a row that is a multiple of sixteen.
    fn sixteen(self, row: usize) -> u16 {
        let bit = self.offset.saturating_add(row);
        let byte = |n: usize| u32::from(self.bits.get((bit / 8).saturating_add(n)).copied().unwrap_or(0));
        let word = (byte(0) | byte(1) << 8 | byte(2) << 16) >> (bit % 8);
        u16::try_from(word & 0xffff).unwrap_or(0)
    }
}

/// Why a column cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnError {
    /// The bytes are not a whole number of records.
    Stride,
    /// An offset is negative, smaller than the one before it, or beyond the bytes.
    Offsets,
    /// Fewer validity bits than records.
    Validity,
    /// An output has not the size that the count asks for.
    Output,
}

impl fmt::Display for ColumnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stride => "the bytes are not a whole number of records",
            Self::Offsets => "the offsets of the column do not rise, or leave its bytes",
            Self::Validity => "there are fewer validity bits than records",
            Self::Output => "an output has not the size of the column",
        })
    }
}

impl core::error::Error for ColumnError {}

/// An offset of an Arrow column: `i32` or `i64`.
pub trait Offset: Copy + Ord {
    /// Its value, none when negative or beyond what the machine addresses.
    fn place(self) -> Option<usize>;
    /// How far the next one is, wrapping.
    fn until(self, next: Self) -> i64;
}

impl Offset for i32 {
    #[inline]
    fn place(self) -> Option<usize> {
        usize::try_from(self).ok()
    }
    #[inline]
    fn until(self, next: Self) -> i64 {
        i64::from(next.wrapping_sub(self))
    }
}

impl Offset for i64 {
    #[inline]
    fn place(self) -> Option<usize> {
        usize::try_from(self).ok()
    }
    #[inline]
    fn until(self, next: Self) -> i64 {
        next.wrapping_sub(self)
    }
}

impl Output<'_> {
    fn fits(&self, count: usize) -> Result<(), ColumnError> {
        let bits = self.bits.as_ref().is_none_or(|bits| bits.len() == count.div_ceil(8));
        let codes = self.codes.as_ref().is_none_or(|codes| codes.len() == count);
        if bits && codes { Ok(()) } else { Err(ColumnError::Output) }
    }

    /// Writes the first `count` results of a block that starts at `row`, a multiple of sixteen.
    #[inline(always)]
    fn put(&mut self, row: usize, count: usize, there: u16, valid: u16, codes: &mut [u8; LANES]) {
        let there = if count < LANES { there & ((1 << count) - 1) } else { there };
        if there != u16::MAX {
            absent(there, codes);
        }
        if let Some(bits) = self.bits.as_deref_mut() {
            let bytes = (valid & there).to_le_bytes();
            let slots = bits.get_mut(row / 8..).unwrap_or_default();
            match slots.first_chunk_mut::<2>() {
                Some(slots) => *slots = bytes,
                None => slots.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = byte),
            }
        }
        if let Some(out) = self.codes.as_deref_mut() {
            let slots = out.get_mut(row..).unwrap_or_default();
            match slots.first_chunk_mut::<LANES>() {
                Some(slots) => *slots = *codes,
                None => slots.iter_mut().zip(codes).for_each(|(slot, code)| *slot = *code),
            }
        }
    }
}

/// The code of what is not there.
#[inline(never)]
fn absent(there: u16, codes: &mut [u8; LANES]) {
    for (lane, code) in codes.iter_mut().enumerate() {
        *code = if there >> lane & 1 == 1 { *code } else { 0 };
    }
}

/// The kernel, then the records whose first digit asks for another layout.
#[inline(always)]
fn judge<K: Kernel, const STRIDE: usize, const SPAN: usize>(
    kernel: K,
    block: &[u8; SPAN],
    accept: &Accept,
    codes: &mut [u8; LANES],
) -> u16 {
    let valid = kernel.judge::<STRIDE, SPAN>(block, accept, codes);
    if accept.other_layouts() { others::<STRIDE, SPAN>(block, accept, codes) } else { valid }
}

/// Judges again what may have another layout.
#[inline(never)]
fn others<const STRIDE: usize, const SPAN: usize>(
    block: &[u8; SPAN],
    accept: &Accept,
    codes: &mut [u8; LANES],
) -> u16 {
    for (lane, code) in codes.iter_mut().enumerate() {
        let [number @ .., _] = record::<STRIDE, SPAN>(block, lane);
        if let [b'5'..=b'8', ..] = number {
            *code = fifteen(number, accept);
        }
    }
    zeros(codes)
}

/// One bit a code that is zero, the first lowest.
pub(crate) fn zeros(codes: &[u8; LANES]) -> u16 {
    codes.iter().zip(0..).fold(0, |bits, (code, lane)| bits | u16::from(*code == 0) << lane)
}

/// Records of `STRIDE` bytes.
#[inline(always)]
pub(crate) fn fixed<K: Kernel, const STRIDE: usize, const SPAN: usize>(
    kernel: K,
    bytes: &[u8],
    accept: &Accept,
    mut output: Output<'_>,
) -> Result<(), ColumnError> {
    let count = bytes.len() / STRIDE;
    if !bytes.len().is_multiple_of(STRIDE) {
        return Err(ColumnError::Stride);
    }
    output.fits(count)?;
    let (mut row, mut rest, mut codes) = (0, bytes, [0; LANES]);
    while let Some(block) = rest.first_chunk::<SPAN>() {
        let valid = judge::<K, STRIDE, SPAN>(kernel, block, accept, &mut codes);
        output.put(row, LANES, u16::MAX, valid, &mut codes);
        row += LANES;
        rest = rest.get(LANES * STRIDE..).unwrap_or_default();
    }
    if row < count {
        // The last records, or those after which no byte stands that could be read in vain.
        let mut block = [b'0'; SPAN];
        block.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
        let valid = judge::<K, STRIDE, SPAN>(kernel, &block, accept, &mut codes);
        output.put(row, count - row, u16::MAX, valid, &mut codes);
    }
    Ok(())
}

/// Records between offsets, as in a column of text of Arrow.
#[inline(always)]
pub(crate) fn offsets<K: Kernel, O: Offset>(
    kernel: K,
    offsets: &[O],
    values: &[u8],
    validity: Option<Validity<'_>>,
    accept: &Accept,
    mut output: Output<'_>,
) -> Result<(), ColumnError> {
    let count = offsets.len().saturating_sub(1);
    output.fits(count)?;
    if validity.is_some_and(|v| v.bits.len().saturating_mul(8) < v.offset.saturating_add(count)) {
        return Err(ColumnError::Validity);
    }
    let (mut row, mut rest, mut codes) = (0, offsets, [0; LANES]);
    while let Some(bounds) = rest.first_chunk::<{ LANES + 1 }>() {
        let there = validity.map_or(u16::MAX, |validity| validity.sixteen(row));
        let valid = between(kernel, bounds, values, there, accept, &mut codes)?;
        output.put(row, LANES, there, valid, &mut codes);
        row += LANES;
        rest = rest.get(LANES..).unwrap_or_default();
    }
    if let Some(last) = rest.last().filter(|_| row < count) {
        let mut bounds = [*last; LANES + 1];
        bounds.iter_mut().zip(rest).for_each(|(slot, offset)| *slot = *offset);
        let there = validity.map_or(u16::MAX, |validity| validity.sixteen(row));
        let valid = between(kernel, &bounds, values, there, accept, &mut codes)?;
        output.put(row, count - row, there, valid, &mut codes);
    }
    Ok(())
}

/// Sixteen records between seventeen offsets.
#[inline(always)]
fn between<K: Kernel, O: Offset>(
    kernel: K,
    bounds: &[O; LANES + 1],
    values: &[u8],
    there: u16,
    accept: &Accept,
    codes: &mut [u8; LANES],
) -> Result<u16, ColumnError> {
    let [first, nexts @ ..] = bounds;
    let [starts @ .., last] = bounds;
    let even = starts.iter().zip(nexts).fold(true, |even, (start, next)| even & (start.until(*next) == 15));
    let (Some(first), Some(last)) = (first.place(), last.place()) else { return Err(ColumnError::Offsets) };
    if last > values.len() {
        return Err(ColumnError::Offsets);
    }
    if even && let Some(block) = values.get(first..).and_then(|rest| rest.first_chunk::<241>()) {
        return Ok(judge::<K, 15, 241>(kernel, block, accept, codes));
    }
    let rises = starts.iter().zip(nexts).fold(true, |rises, (start, next)| rises & (start <= next));
    if !rises {
        return Err(ColumnError::Offsets);
    }
    let mut rows = [&[][..]; LANES];
    for ((row, start), next) in rows.iter_mut().zip(starts).zip(nexts) {
        let (start, next) = (start.place().unwrap_or(0), next.place().unwrap_or(0));
        *row = values.get(start..next).unwrap_or_default();
    }
    Ok(scattered(kernel, &rows, there, accept, codes))
}

/// Sixteen records of any length, wherever they stand; what is not there is not looked at.
#[inline(always)]
fn scattered<K: Kernel>(
    kernel: K,
    rows: &[&[u8]; LANES],
    there: u16,
    accept: &Accept,
    codes: &mut [u8; LANES],
) -> u16 {
    let mut block = [[0_u8; 16]; LANES];
    let mut fifteen = 0_u16;
    for ((copy, row), lane) in block.iter_mut().zip(rows).zip(0..) {
        if row.len() == 15
            && let (Some(record), Some(copy)) = (row.first_chunk(), copy.first_chunk_mut::<15>())
        {
            *copy = *record;
            fifteen |= 1 << lane;
        }
    }
    let block = block.as_flattened().first_chunk().unwrap_or(&[0; 256]);
    let valid = judge::<K, 16, 256>(kernel, block, accept, codes);
    if there & !fifteen == 0 { valid } else { other_lengths(rows, accept, codes) }
}

/// Judges what has not fifteen bytes.
#[inline(never)]
fn other_lengths(rows: &[&[u8]; LANES], accept: &Accept, codes: &mut [u8; LANES]) -> u16 {
    for (code, row) in codes.iter_mut().zip(rows).filter(|(_, row)| row.len() != 15) {
        *code = reference(row, accept);
    }
    zeros(codes)
}

/// Records wherever they stand; none where `row` gives none.
#[inline(always)]
pub(crate) fn texts<'a, K: Kernel>(
    kernel: K,
    count: usize,
    row: impl Fn(usize) -> Option<&'a [u8]>,
    accept: &Accept,
    mut output: Output<'_>,
) -> Result<(), ColumnError> {
    output.fits(count)?;
    let mut codes = [0; LANES];
    for start in (0..count).step_by(LANES) {
        let (mut rows, mut there) = ([&[][..]; LANES], 0_u16);
        let lanes = LANES.min(count - start);
        for (lane, slot) in rows.iter_mut().enumerate().take(lanes) {
            let bytes = row(start + lane);
            there |= u16::from(bytes.is_some()) << lane;
            *slot = bytes.unwrap_or_default();
        }
        let valid = scattered(kernel, &rows, there, accept, &mut codes);
        output.put(start, lanes, there, valid, &mut codes);
    }
    Ok(())
}

/// Where there is no faster kernel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Portable;

impl Kernel for Portable {
    #[inline(always)]
    fn judge<const STRIDE: usize, const SPAN: usize>(
        self,
        block: &[u8; SPAN],
        accept: &Accept,
        codes: &mut [u8; LANES],
    ) -> u16 {
        for (lane, code) in codes.iter_mut().enumerate() {
            let [number @ .., _] = record::<STRIDE, SPAN>(block, lane);
            *code = fifteen(number, accept);
        }
        zeros(codes)
    }
}
