//! The layouts of a column, brought to blocks of sixteen records. Safe code; the kernel does the rest.

use core::fmt;

use crate::swar::fifteen;
use crate::{Accept, code, reference};

/// Records in a block.
pub(crate) const LANES: usize = 16;

/// One block: sixteen bytes a record, the last of which is not looked at.
pub(crate) type Block<'a> = [&'a [u8; 16]; LANES];

/// What judges a block: records of fifteen characters, with the layout of a NIR.
pub(crate) trait Kernel: Copy {
    /// One code a record.
    fn codes(self, rows: &Block<'_>, accept: &Accept) -> [u8; LANES];

    /// One bit a code that is zero, the first lowest.
    fn zeros(self, codes: &[u8; LANES]) -> u16;
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
    fn put<K: Kernel>(&mut self, kernel: K, row: usize, count: usize, there: u16, mut codes: [u8; LANES]) {
        let whole = if count < LANES { (1 << count) - 1 } else { u16::MAX };
        let there = there & whole;
        if there != whole {
            for (lane, code) in codes.iter_mut().enumerate() {
                *code = if there >> lane & 1 == 1 { *code } else { 0 };
            }
        }
        if let Some(bits) = self.bits.as_deref_mut() {
            let bytes = (kernel.zeros(&codes) & there).to_le_bytes();
            let slots = bits.get_mut(row / 8..).unwrap_or_default();
            slots.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = byte);
        }
        if let Some(out) = self.codes.as_deref_mut() {
            let slots = out.get_mut(row..).unwrap_or_default();
            match slots.first_chunk_mut::<LANES>() {
                Some(slots) => *slots = codes,
                None => slots.iter_mut().zip(codes).for_each(|(slot, code)| *slot = code),
            }
        }
    }
}

/// The kernel, then the records whose first digit asks for another layout.
#[inline(always)]
fn judge<K: Kernel>(kernel: K, rows: &Block<'_>, accept: &Accept) -> [u8; LANES] {
    let mut codes = kernel.codes(rows, accept);
    if accept.other_layouts() {
        for (code, row) in codes.iter_mut().zip(rows) {
            if let ([b'5'..=b'8', ..], Some(record)) = (row, row.first_chunk::<15>()) {
                *code = fifteen(record, accept);
            }
        }
    }
    codes
}

/// Sixteen records that stand one after the other: `SPAN` is 15 × `STRIDE` + 16.
#[inline(always)]
fn strided<const STRIDE: usize, const SPAN: usize>(block: &[u8; SPAN]) -> Block<'_> {
    core::array::from_fn(|lane| {
        block.get(lane * STRIDE..).and_then(|rest| rest.first_chunk::<16>()).unwrap_or(&[0; 16])
    })
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
    let (mut row, mut rest) = (0, bytes);
    while let Some(block) = rest.first_chunk::<SPAN>() {
        output.put(kernel, row, LANES, u16::MAX, judge(kernel, &strided::<STRIDE, SPAN>(block), accept));
        row += LANES;
        rest = rest.get(LANES * STRIDE..).unwrap_or_default();
    }
    if row < count {
        // The last records, or those after which no byte stands that could be read in vain.
        let mut block = [b'0'; SPAN];
        block.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
        let codes = judge(kernel, &strided::<STRIDE, SPAN>(&block), accept);
        output.put(kernel, row, count - row, u16::MAX, codes);
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
    let (mut row, mut rest) = (0, offsets);
    while let Some(bounds) = rest.first_chunk::<{ LANES + 1 }>() {
        let there = validity.map_or(u16::MAX, |validity| validity.sixteen(row));
        let codes = between(kernel, bounds, values, accept)?;
        output.put(kernel, row, LANES, there, codes);
        row += LANES;
        rest = rest.get(LANES..).unwrap_or_default();
    }
    if let Some(last) = rest.last().filter(|_| row < count) {
        let mut bounds = [*last; LANES + 1];
        bounds.iter_mut().zip(rest).for_each(|(slot, offset)| *slot = *offset);
        let there = validity.map_or(u16::MAX, |validity| validity.sixteen(row));
        let codes = between(kernel, &bounds, values, accept)?;
        output.put(kernel, row, count - row, there, codes);
    }
    Ok(())
}

/// Sixteen records between seventeen offsets.
#[inline(always)]
fn between<K: Kernel, O: Offset>(
    kernel: K,
    bounds: &[O; LANES + 1],
    values: &[u8],
    accept: &Accept,
) -> Result<[u8; LANES], ColumnError> {
    let [first, nexts @ ..] = bounds;
    let [starts @ .., last] = bounds;
    let rises = starts.iter().zip(nexts).fold(true, |rises, (start, next)| rises & (start <= next));
    let (Some(first), Some(last)) = (first.place(), last.place()) else { return Err(ColumnError::Offsets) };
    if !rises || last > values.len() {
        return Err(ColumnError::Offsets);
    }
    let even = starts.iter().zip(nexts).fold(true, |even, (start, next)| even & (start.until(*next) == 15));
    if even && let Some(block) = values.get(first..).and_then(|rest| rest.first_chunk::<241>()) {
        return Ok(judge(kernel, &strided::<15, 241>(block), accept));
    }
    let length = |lane: usize| starts.get(lane).zip(nexts.get(lane)).map_or(0, |(a, b)| a.until(*b));
    let mut ends = [[0; 16]; LANES];
    // Reading on into the next records does no harm, but the column may end.
    let roomy = starts.last().and_then(|start| start.place()).is_some_and(|start| start + 16 <= values.len());
    let mut rows: Block<'_> = [&[0; 16]; LANES];
    for ((row, start), (end, lane)) in rows.iter_mut().zip(starts).zip(ends.iter_mut().zip(0..)) {
        let from = values.get(start.place().unwrap_or(0)..).unwrap_or_default();
        *row = match from.first_chunk::<16>() {
            Some(row) if roomy => row,
            _ => {
                let length = usize::try_from(length(lane)).unwrap_or(0);
                end.iter_mut().zip(from.iter().take(length)).for_each(|(slot, byte)| *slot = *byte);
                end
            }
        };
    }
    let mut codes = judge(kernel, &rows, accept);
    for (lane, (code, row)) in codes.iter_mut().zip(rows).enumerate() {
        match length(lane) {
            15 => {}
            13 if accept.thirteen => *code = row.get(..13).map_or(code::LENGTH, |row| reference(row, accept)),
            _ => *code = code::LENGTH,
        }
    }
    Ok(codes)
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
    for start in (0..count).step_by(LANES) {
        let mut block = [[b'0'; 16]; LANES];
        let mut others = [None; LANES];
        let mut there = 0_u16;
        let lanes = LANES.min(count - start);
        for (lane, (copy, other)) in block.iter_mut().zip(&mut others).take(lanes).enumerate() {
            let Some(bytes) = row(start + lane) else { continue };
            there |= 1 << lane;
            match (bytes.first_chunk::<15>(), copy.first_chunk_mut::<15>()) {
                (Some(record), Some(copy)) if bytes.len() == 15 => *copy = *record,
                _ => *other = Some(reference(bytes, accept)),
            }
        }
        let mut codes = judge(kernel, &block.each_ref(), accept);
        for (code, other) in codes.iter_mut().zip(others) {
            *code = other.unwrap_or(*code);
        }
        output.put(kernel, start, lanes, there, codes);
    }
    Ok(())
}

/// Where there is no faster kernel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Portable;

impl Kernel for Portable {
    #[inline(always)]
    fn codes(self, rows: &Block<'_>, accept: &Accept) -> [u8; LANES] {
        core::array::from_fn(|lane| {
            let record = rows.get(lane).and_then(|row| row.first_chunk::<15>());
            record.map_or(code::LENGTH, |record| fifteen(record, accept))
        })
    }

    #[inline(always)]
    fn zeros(self, codes: &[u8; LANES]) -> u16 {
        codes.iter().zip(0..).fold(0, |bits, (code, lane)| bits | u16::from(*code == 0) << lane)
    }
}
