//! AVX2: sixteen records, transposed to columns of digit pairs, each column one register for sixteen persons.

use core::arch::x86_64::{
    __m128i, __m256i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_packus_epi16,
    _mm_setzero_si128, _mm_storeu_si128, _mm256_add_epi16, _mm256_and_si256, _mm256_andnot_si256,
    _mm256_blendv_epi8, _mm256_castsi256_si128, _mm256_cmpeq_epi8, _mm256_cmpeq_epi16,
    _mm256_extracti128_si256, _mm256_maddubs_epi16, _mm256_max_epu8, _mm256_min_epu16, _mm256_mullo_epi16,
    _mm256_or_si256, _mm256_set_m128i, _mm256_set1_epi8, _mm256_set1_epi16, _mm256_setr_epi8,
    _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_srai_epi16, _mm256_srli_epi16, _mm256_sub_epi8,
    _mm256_sub_epi16, _mm256_subs_epu8, _mm256_unpackhi_epi16, _mm256_unpackhi_epi32, _mm256_unpackhi_epi64,
    _mm256_unpacklo_epi16, _mm256_unpacklo_epi32, _mm256_unpacklo_epi64,
};

use crate::columns::{Kernel, LANES, record};
use crate::{Accept, code};

/// Proof that this processor has AVX2: it is made by [`Avx2::detect`] alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx2(());

impl Avx2 {
    pub(crate) fn detect() -> Option<Self> {
        std::arch::is_x86_feature_detected!("avx2").then_some(Self(()))
    }

    /// Runs a body compiled for AVX2, so that the kernel is inlined into its loop.
    #[inline(always)]
    pub(crate) fn run<R>(self, body: impl FnOnce() -> R) -> R {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { with_avx2(body) }
    }
}

#[target_feature(enable = "avx2")]
#[inline]
fn with_avx2<R>(body: impl FnOnce() -> R) -> R {
    body()
}

impl Kernel for Avx2 {
    #[inline(always)]
    fn judge<const STRIDE: usize, const SPAN: usize>(
        self,
        block: &[u8; SPAN],
        accept: &Accept,
        codes: &mut [u8; LANES],
    ) -> u16 {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { judge::<STRIDE, SPAN>(block, accept, codes) }
    }
}

#[target_feature(enable = "avx2")]
#[inline]
fn load(bytes: &[u8; 16]) -> __m128i {
    // SAFETY: sixteen bytes behind a reference; the load asks for no alignment.
    unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
}

/// The same sixteen bits in every lane.
#[target_feature(enable = "avx2")]
#[inline]
fn all(value: i16) -> __m256i {
    _mm256_set1_epi16(value)
}

/// A weight for the first byte of each pair and one for the second; both under 128.
#[target_feature(enable = "avx2")]
#[inline]
fn weigh(pairs: __m256i, first: i16, second: i16) -> __m256i {
    _mm256_maddubs_epi16(pairs, all(first | second << 8))
}

/// All ones where a lane, read without sign, lies from `low` to `high`.
#[target_feature(enable = "avx2")]
#[inline]
fn within(value: __m256i, low: i16, high: __m256i) -> __m256i {
    let above = _mm256_sub_epi16(value, all(low));
    _mm256_cmpeq_epi16(_mm256_min_epu16(above, _mm256_sub_epi16(high, all(low))), above)
}

/// All ones in every lane, or none.
#[target_feature(enable = "avx2")]
#[inline]
fn mask(set: bool) -> __m256i {
    all(-i16::from(set))
}

/// Pairs of digits by column, one lane a record: sex, year, month, département, c2 c3, o2 o3, key, c1 o1.
#[target_feature(enable = "avx2")]
#[inline]
fn columns<const STRIDE: usize, const SPAN: usize>(block: &[u8; SPAN]) -> [__m256i; 8] {
    let order = _mm256_setr_epi8(
        0, -1, 1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 14, 7, 10, 0, -1, 1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 14,
        7, 10,
    );
    let pairs = |lane: usize| {
        let (low, high) = (record::<STRIDE, SPAN>(block, lane), record::<STRIDE, SPAN>(block, lane + 8));
        let digits = _mm256_sub_epi8(_mm256_set_m128i(load(high), load(low)), _mm256_set1_epi8(0x30));
        _mm256_shuffle_epi8(digits, order)
    };
    let rows = [pairs(0), pairs(1), pairs(2), pairs(3), pairs(4), pairs(5), pairs(6), pairs(7)];
    transpose(rows)
}

/// Eight rows of eight words to eight columns, in each half of the registers.
#[target_feature(enable = "avx2")]
#[inline]
fn transpose([r0, r1, r2, r3, r4, r5, r6, r7]: [__m256i; 8]) -> [__m256i; 8] {
    let (a0, b0) = (_mm256_unpacklo_epi16(r0, r1), _mm256_unpackhi_epi16(r0, r1));
    let (a1, b1) = (_mm256_unpacklo_epi16(r2, r3), _mm256_unpackhi_epi16(r2, r3));
    let (a2, b2) = (_mm256_unpacklo_epi16(r4, r5), _mm256_unpackhi_epi16(r4, r5));
    let (a3, b3) = (_mm256_unpacklo_epi16(r6, r7), _mm256_unpackhi_epi16(r6, r7));
    let (c0, c1) = (_mm256_unpacklo_epi32(a0, a1), _mm256_unpacklo_epi32(a2, a3));
    let (d0, d1) = (_mm256_unpackhi_epi32(a0, a1), _mm256_unpackhi_epi32(a2, a3));
    let (e0, e1) = (_mm256_unpacklo_epi32(b0, b1), _mm256_unpacklo_epi32(b2, b3));
    let (f0, f1) = (_mm256_unpackhi_epi32(b0, b1), _mm256_unpackhi_epi32(b2, b3));
    [
        _mm256_unpacklo_epi64(c0, c1),
        _mm256_unpackhi_epi64(c0, c1),
        _mm256_unpacklo_epi64(d0, d1),
        _mm256_unpackhi_epi64(d0, d1),
        _mm256_unpacklo_epi64(e0, e1),
        _mm256_unpackhi_epi64(e0, e1),
        _mm256_unpacklo_epi64(f0, f1),
        _mm256_unpackhi_epi64(f0, f1),
    ]
}

/// Codes of sixteen records with the layout of a NIR.
#[target_feature(enable = "avx2")]
#[inline]
fn judge<const STRIDE: usize, const SPAN: usize>(
    block: &[u8; SPAN],
    accept: &Accept,
    codes: &mut [u8; LANES],
) -> u16 {
    let [sex, year, month, place, c2c3, o2o3, key, c1o1] = columns::<STRIDE, SPAN>(block);
    let zero = _mm256_setzero_si256();
    let units = all(-256);

    // The letter of Corsica, in the second byte of its pair: 'A' − '0' is 17. As a digit it reads 0.
    let is_a = _mm256_and_si256(_mm256_cmpeq_epi8(place, _mm256_set1_epi8(17)), units);
    let is_b = _mm256_and_si256(_mm256_cmpeq_epi8(place, _mm256_set1_epi8(18)), units);
    let letter = _mm256_or_si256(is_a, is_b);
    let place = _mm256_andnot_si256(letter, place);
    let letter = _mm256_srai_epi16(letter, 8);

    let highest = _mm256_max_epu8(
        _mm256_max_epu8(_mm256_max_epu8(sex, year), _mm256_max_epu8(month, place)),
        _mm256_max_epu8(_mm256_max_epu8(c2c3, o2o3), _mm256_max_epu8(key, c1o1)),
    );
    let legal = _mm256_cmpeq_epi16(_mm256_subs_epu8(highest, _mm256_set1_epi8(9)), zero);

    // Each digit by its weight modulo 97. As 27 × 96 ≡ −27, a digit 96 takes away the million of 2A, 95 two.
    let corsica = _mm256_or_si256(_mm256_and_si256(is_a, all(96 << 8)), _mm256_and_si256(is_b, all(95 << 8)));
    let sum = [
        weigh(year, 5, 49),
        weigh(month, 34, 81),
        weigh(_mm256_or_si256(place, corsica), 76, 27),
        weigh(c2c3, 9, 30),
        weigh(o2o3, 10, 1),
        weigh(c1o1, 90, 3),
        weigh(key, 10, 1),
    ]
    .into_iter()
    .fold(weigh(sex, 50, 0), |sum, part| _mm256_add_epi16(sum, part));
    // A multiple of 97 times the inverse of 97 modulo 2^16 is its quotient, at most 675; others give more.
    let quotient = _mm256_mullo_epi16(sum, all(INVERSE_OF_97));
    let key_right = _mm256_and_si256(within(quotient, 0, all(675)), within(weigh(key, 10, 1), 1, all(97)));

    let first = within(sex, 1, all(if accept.sex_3_4 { 4 } else { 2 }));
    let value = weigh(month, 10, 1);
    let disputed = all(if accept.months_43_49 { 99 } else { 42 });
    let month = _mm256_or_si256(
        _mm256_or_si256(within(value, 1, all(12)), within(value, 20, disputed)),
        within(value, 50, all(99)),
    );

    let departement = weigh(place, 10, 1);
    let overseas = within(departement, 97, all(98));
    let low = weigh(c2c3, 10, 1);
    let commune = _mm256_add_epi16(low, _mm256_andnot_si256(overseas, weigh(c1o1, 100, 0)));
    let highest = _mm256_blendv_epi8(all(990), all(90), overseas);
    let in_range = _mm256_or_si256(within(commune, 1, highest), mask(accept.commune_out_of_range));
    let attributed = _mm256_or_si256(within(departement, 1, all(99)), mask(accept.departement_00));
    let attributed = _mm256_blendv_epi8(attributed, _mm256_cmpeq_epi16(departement, all(20)), letter);
    let place = _mm256_and_si256(attributed, in_range);

    let no_order = _mm256_cmpeq_epi16(_mm256_or_si256(o2o3, _mm256_srli_epi16(c1o1, 8)), zero);

    let found = _mm256_and_si256(no_order, all(code::ORDER.into()));
    let found = _mm256_blendv_epi8(all(code::PLACE.into()), found, place);
    let found = _mm256_blendv_epi8(all(code::MONTH.into()), found, month);
    let found = _mm256_blendv_epi8(all(code::FIRST_DIGIT.into()), found, first);
    let found = _mm256_or_si256(found, _mm256_andnot_si256(key_right, all(code::KEY.into())));
    let found = _mm256_blendv_epi8(all(code::CHARACTER.into()), found, legal);

    let bytes = _mm_packus_epi16(_mm256_castsi256_si128(found), _mm256_extracti128_si256(found, 1));
    // SAFETY: sixteen bytes behind a reference; the store asks for no alignment.
    unsafe { _mm_storeu_si128(codes.as_mut_ptr().cast(), bytes) };
    u16::try_from(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_setzero_si128()))).unwrap_or(0)
}

/// 97 × this is 1 modulo 2^16.
const INVERSE_OF_97: i16 = inverse(97).cast_signed();

const fn inverse(odd: u16) -> u16 {
    // Each step doubles the number of right bits; the first guess has three.
    let mut x = odd;
    let mut step = 0;
    while step < 4 {
        x = x.wrapping_mul(2_u16.wrapping_sub(odd.wrapping_mul(x)));
        step += 1;
    }
    x
}
