//! Which kernel runs, decided at run time.

use crate::columns::{self, Portable};
use crate::{Accept, ColumnError, Offset, Output, Validity};

#[cfg(target_arch = "x86_64")]
use crate::avx2::Avx2;

/// A kernel that this processor has.
#[derive(Clone, Copy, Debug)]
pub struct Path(Inner);

#[derive(Clone, Copy, Debug)]
enum Inner {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
}

impl Path {
    /// The fastest kernel that this processor has.
    #[must_use]
    pub fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(kernel) = Avx2::detect() {
            return Self(Inner::Avx2(kernel));
        }
        Self(Inner::Portable)
    }

    /// The kernel that runs everywhere.
    #[must_use]
    pub const fn portable() -> Self {
        Self(Inner::Portable)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.0 {
            Inner::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Inner::Avx2(_) => "avx2",
        }
    }
}

/// Runs a body with the kernel of a path.
macro_rules! run {
    ($path:expr, |$kernel:ident| $body:expr) => {
        match $path.0 {
            Inner::Portable => {
                let $kernel = Portable;
                $body
            }
            #[cfg(target_arch = "x86_64")]
            Inner::Avx2($kernel) => $kernel.run(|| $body),
        }
    };
}

/// Records of 15 bytes that stand one after the other.
///
/// # Errors
/// [`ColumnError`]; nothing is written then.
#[inline(never)]
pub fn fixed_15(bytes: &[u8], accept: &Accept, output: Output<'_>, path: Path) -> Result<(), ColumnError> {
    run!(path, |kernel| columns::fixed::<_, 15, 241>(kernel, bytes, accept, output))
}

/// Records of 16 bytes; the sixteenth, a line feed or whatever it be, is not looked at.
///
/// # Errors
/// [`ColumnError`]; nothing is written then.
#[inline(never)]
pub fn fixed_16(bytes: &[u8], accept: &Accept, output: Output<'_>, path: Path) -> Result<(), ColumnError> {
    run!(path, |kernel| columns::fixed::<_, 16, 256>(kernel, bytes, accept, output))
}

/// A column of text as Arrow lays it out: record i is `values[offsets[i]..offsets[i + 1]]`. Where `validity`
/// says that there is none, bit and code are 0 and mean nothing.
///
/// # Errors
/// [`ColumnError`]; what was written before a wrong offset is met means nothing.
#[inline(never)]
pub fn offsets<O: Offset>(
    offsets: &[O],
    values: &[u8],
    validity: Option<Validity<'_>>,
    accept: &Accept,
    output: Output<'_>,
    path: Path,
) -> Result<(), ColumnError> {
    run!(path, |kernel| columns::offsets(kernel, offsets, values, validity, accept, output))
}

/// Records wherever they stand; where `row` gives none, bit and code are 0 and mean nothing.
///
/// # Errors
/// [`ColumnError::Output`]; nothing is written then.
#[inline(always)]
pub fn texts<'a>(
    count: usize,
    row: impl Fn(usize) -> Option<&'a [u8]>,
    accept: &Accept,
    output: Output<'_>,
    path: Path,
) -> Result<(), ColumnError> {
    run!(path, |kernel| columns::texts(kernel, count, row, accept, output))
}
