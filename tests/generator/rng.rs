//! A small deterministic generator (SplitMix64): the same seed and row give the same draws everywhere.

use time::Date;

use crate::dates;

/// Draws of one row, or of one block of rows.
pub(crate) struct Rng(u64);

impl Rng {
    /// The draws of a seed, a use (`stream`) and an index.
    pub(crate) fn new(seed: u64, stream: u64, index: u64) -> Self {
        let mut rng = Self(seed ^ stream.rotate_left(48));
        rng.0 ^= rng.draw().wrapping_add(index.wrapping_mul(0xD1B5_4A32_D192_ED03));
        let _ = rng.draw();
        rng
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number of `0..n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        // The high half of the product is below n.
        u32::try_from(((self.draw() >> 32) * u64::from(n)) >> 32).unwrap_or(0)
    }

    /// Whether something that happens `n` times in a hundred happens.
    pub(crate) fn percent(&mut self, n: u32) -> bool {
        self.below(100) < n
    }

    /// A day of `[from, to]`; `from` when the interval is empty.
    pub(crate) fn day(&mut self, from: Date, to: Date) -> Date {
        dates::plus_days(from, self.span(0, (to - from).whole_days()))
    }

    /// A number of days of `[from, to]`; `from` when the interval is empty.
    pub(crate) fn span(&mut self, from: i64, to: i64) -> i64 {
        let width = u32::try_from(to - from + 1).unwrap_or(0);
        from + i64::from(self.below(width))
    }

    /// One of the items, `otherwise` when there is none.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T], otherwise: T) -> T {
        let n = self.below(u32::try_from(items.len()).unwrap_or(u32::MAX));
        items.get(n as usize).copied().unwrap_or(otherwise)
    }

    /// Shuffles a list.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(u32::try_from(last + 1).unwrap_or(u32::MAX));
            items.swap(last, other as usize);
        }
    }
}
