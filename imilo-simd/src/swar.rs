//! One record in two words of eight digits.

use crate::{Accept, code, reference};

/// The low byte of every pair.
const PAIRS: u64 = 0x00ff_00ff_00ff_00ff;
/// The high bit of every byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// What a pair of a month is: 0 never given out, 1 accepted, 2 disputed.
const MONTHS: [u8; 128] = months();

/// The code of a record of canonical bytes, of any length: the same byte as [`reference`](fn@crate::reference).
///
/// ```
/// use imilo_simd::{Accept, code, one};
/// assert_eq!(one(b"284058832102532", &Accept::default()), code::VALID);
/// assert_eq!(one(b"284058832102530", &Accept::default()), code::KEY);
/// ```
#[must_use]
#[inline]
pub fn one(record: &[u8], accept: &Accept) -> u8 {
    match record.first_chunk::<15>() {
        Some(number) if record.len() == 15 => fifteen(number, accept),
        _ => reference(record, accept),
    }
}

/// The code of fifteen bytes.
#[inline]
pub(crate) fn fifteen(record: &[u8; 15], accept: &Accept) -> u8 {
    let &[first, y1, y2, m1, m2, d1, d2, c1, c2, c3, o1, o2, o3, k1, k2] = record;
    let letter = matches!(d2, b'A' | b'B');
    // Bytes 1–8 and 7–14, each less '0'; the letter of Corsica reads 0.
    let left = u64::from_le_bytes([y1, y2, m1, m2, d1, if letter { b'0' } else { d2 }, c1, c2]);
    let right = u64::from_le_bytes([c1, c2, c3, o1, o2, o3, k1, k2]);
    let (left, right) = (less_zero(left), less_zero(right));
    let first = first.wrapping_sub(b'0');
    if not_digits(left) | not_digits(right) != 0 || first > 9 {
        return code::CHARACTER;
    }
    // Sixteen bits a pair: year, month, département, c1c2; then c1c2, c3o1, o2o3, key.
    let pairs = |word: u64| (word.wrapping_mul(10).wrapping_add(word >> 8)) & PAIRS;
    let (dated, ordered) = (pairs(left), pairs(right));
    // Sums of products come out of the top lane: weights in reverse. All lanes stay under 2^16.
    let weighed = (dated.wrapping_mul(0x0031_0051_001b_0009) >> 48)
        .wrapping_add(ordered.wrapping_mul(0x0000_0003_0001_0001) >> 48)
        .wrapping_add(u64::from(first) * 50)
        .wrapping_add(if letter { if d2 == b'A' { 97 - 27 } else { 2 * (97 - 27) } } else { 0 });
    let key = lane(ordered, 3);
    let key_bit = if weighed % 97 == 0 && key.wrapping_sub(1) < 97 { 0 } else { code::KEY };
    if first > 4 && accept.other_layouts() {
        // Rare: another layout, or a first digit that is refused.
        return reference(record, accept);
    }
    let first_ok = first.wrapping_sub(1) < if accept.sex_3_4 { 4 } else { 2 };
    let month = MONTHS.get(usize::from(lane(dated, 1))).copied().unwrap_or(0);
    let month_ok = month == 1 || (month == 2 && accept.months_43_49);
    let (departement, tens) = (lane(dated, 2), lane(left & PAIRS, 2));
    let overseas = !letter && matches!(departement, 97 | 98);
    let c3 = lane(right & PAIRS, 1);
    let c1_c2 = if overseas { lane(right >> 8 & PAIRS, 0) } else { lane(dated, 3) };
    let commune = c1_c2 * 10 + c3;
    let in_range = commune.wrapping_sub(1) < if overseas { 90 } else { 990 };
    let departement_ok = if letter { tens == 2 } else { departement != 0 || accept.departement_00 };
    let place_ok = departement_ok && (in_range || accept.commune_out_of_range);
    let order_ok = (right >> 24) & 0x00ff_ffff != 0;
    let form = if !first_ok {
        code::FIRST_DIGIT
    } else if !month_ok {
        code::MONTH
    } else if !place_ok {
        code::PLACE
    } else if !order_ok {
        code::ORDER
    } else {
        code::VALID
    };
    form | key_bit
}

/// Each byte less `0`: a digit reads its value, whatever else is above 9.
const fn less_zero(word: u64) -> u64 {
    word ^ 0x3030_3030_3030_3030
}

/// Not zero when a byte is above 9.
const fn not_digits(word: u64) -> u64 {
    (word | word.wrapping_add(0x7676_7676_7676_7676)) & HIGH
}

/// The sixteen bits of a pair.
#[expect(clippy::cast_possible_truncation, reason = "one lane is what is wanted")]
const fn lane(word: u64, index: u32) -> u16 {
    (word >> (16 * index)) as u16
}

const fn months() -> [u8; 128] {
    let mut table = [0_u8; 128];
    let mut rest: &mut [u8] = &mut table;
    let mut month = 0;
    while let Some((slot, others)) = rest.split_first_mut() {
        *slot = match month {
            1..=12 | 20..=42 | 50..=99 => 1,
            43..=49 => 2,
            _ => 0,
        };
        month += 1;
        rest = others;
    }
    table
}
