//! Columns of NIRs checked many at a time: the only crate of imilo's core that holds `unsafe`.
//!
//! `imilo-core` wraps it (`imilo_core::nir::bulk`), holds the citations, and is the meaning of every code; its
//! tests compare both. Input is *canonical bytes*: digits and the `A` or `B` of Corsica, nothing to remove.
//! Each record gets one byte, a [code]: `0` valid, `1` length, `2` character, `3` first digit, `4` month,
//! `5` place, `6` order, the first in this order, and [`code::KEY`] (128) beside it when the key is wrong,
//! whenever there are fifteen legal characters.
//!
//! Three implementations give the same bytes:
//! - [`reference()`]: one character after the other, by tables. Slow and plain.
//! - [`one`]: two words of eight digits. Portable, for single calls and where nothing faster is.
//! - AVX2, found at run time: sixteen records turned into eight columns of digit pairs.
//!
//! No branch depends on the content of a record, but for records of other kinds (NNP, MIG) and other lengths.
//!
//! # Safety argument
//! `unsafe` stands in `avx2.rs` alone:
//! 1. a call of a function compiled for AVX2, made only after the processor was asked for it;
//! 2. loads of sixteen bytes, each from a `&[u8; 16]`, and stores of sixteen to a `&mut [u8; 16]`, unaligned.
//!
//! Every pointer is a reference of exactly the size that is read, made by safe slicing: no length is computed
//! in unsafe code. `imilo-simd/README.md` says how to run the tests under Miri and AddressSanitizer.
//!
//! ```
//! use imilo_simd::{Accept, Output, Path, fixed_15};
//! let records = b"284058832102532284058832102530";
//! let (mut bits, mut codes) = ([0; 1], [0; 2]);
//! let output = Output { bits: Some(&mut bits), codes: Some(&mut codes) };
//! fixed_15(records, &Accept::default(), output, Path::best())?;
//! assert_eq!((bits, codes), ([0b01], [0, 128]));
//! # Ok::<(), imilo_simd::ColumnError>(())
//! ```

#![deny(unsafe_op_in_unsafe_fn)]

#[cfg(target_arch = "x86_64")]
mod avx2;
mod columns;
mod dispatch;
mod reference;
mod swar;

pub use columns::{ColumnError, Offset, Output, Validity};
pub use dispatch::{Path, fixed_15, fixed_16, offsets, texts};
pub use reference::reference;
pub use swar::one;

/// Codes of a record, one byte. [`KEY`](code::KEY) may stand beside any but `LENGTH` and `CHARACTER`.
pub mod code {
    /// Form and, if it was given, key are right.
    pub const VALID: u8 = 0;
    /// Not fifteen bytes (or thirteen, where accepted).
    pub const LENGTH: u8 = 1;
    /// A byte other than a digit, or than `A` or `B` in position 7.
    pub const CHARACTER: u8 = 2;
    /// First digit 0 or 9, or a kind or leniency that was not asked for.
    pub const FIRST_DIGIT: u8 = 3;
    /// Month 00, 13–19, or 43–49.
    pub const MONTH: u8 = 4;
    /// Département or commune without attributed form.
    pub const PLACE: u8 = 5;
    /// Order number 000.
    pub const ORDER: u8 = 6;
    /// Bit 7: fifteen legal characters whose key is wrong.
    pub const KEY: u8 = 128;
}

/// What is accepted beyond the strict form; the default is the strict form of fifteen characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accept {
    /// Thirteen characters without key, in layouts that know lengths.
    pub thirteen: bool,
    /// First digit 3 or 4.
    pub sex_3_4: bool,
    /// Months 43 to 49.
    pub months_43_49: bool,
    /// Département 00.
    pub departement_00: bool,
    /// Commune 000 and 991–999, overseas 00 and 91–99.
    pub commune_out_of_range: bool,
    /// First digit 7 or 8.
    pub nnp: bool,
    /// First digit 5 or 6.
    pub mig: bool,
}

impl Accept {
    /// Whether a record of another layout than that of a NIR may be accepted.
    const fn other_layouts(self) -> bool {
        self.nnp || self.mig
    }
}

#[cfg(test)]
mod tests;
