//! The reference: one character after the other, by tables.

use crate::{Accept, code};

/// Weight of each character modulo 97: 10 to the power of 12 − i, then 1 for the key read as a number.
const WEIGHTS: [u32; 13] = [50, 5, 49, 34, 81, 76, 27, 90, 9, 30, 3, 10, 1];

/// What a month is, by its two digits: `.` accepted, `x` never given out, `?` disputed.
const MONTHS: &[u8; 100] =
    b"x............xxxxxxx.......................???????..................................................";

/// The code of a record of canonical bytes, of any length.
///
/// ```
/// use imilo_simd::{Accept, code, reference};
/// assert_eq!(reference(b"284058832102532", &Accept::default()), code::VALID);
/// assert_eq!(reference(b"284138832102532", &Accept::default()), code::MONTH | code::KEY);
/// assert_eq!(reference(b"2840588321025", &Accept::default()), code::LENGTH);
/// assert_eq!(reference(b"2840588321025", &Accept { thirteen: true, ..Accept::default() }), code::VALID);
/// ```
#[must_use]
pub fn reference(record: &[u8], accept: &Accept) -> u8 {
    match record {
        [number @ .., tens, units] if record.len() == 15 => match form(number, accept) {
            code::CHARACTER => code::CHARACTER,
            _ if !(tens.is_ascii_digit() && units.is_ascii_digit()) => code::CHARACTER,
            form => form | key_bit(number, pair(*tens, *units)),
        },
        number if number.len() == 13 && accept.thirteen => form(number, accept),
        _ => code::LENGTH,
    }
}

/// The code of thirteen characters, the key apart.
fn form(number: &[u8], accept: &Accept) -> u8 {
    let legal =
        number.iter().enumerate().all(|(i, b)| b.is_ascii_digit() || (i == 6 && matches!(b, b'A' | b'B')));
    let &[first, creation, _, m1, m2, d1, d2, c1, c2, c3, o1, o2, o3] = number else { return code::LENGTH };
    let letter = matches!(d2, b'A' | b'B');
    if !legal {
        return code::CHARACTER;
    }
    match first {
        b'1' | b'2' => {}
        b'3' | b'4' if accept.sex_3_4 => {}
        // The other layouts have no letter, no date, no place; the second digit is the type of creation.
        b'5' | b'6' if accept.mig && letter => return code::CHARACTER,
        b'7' | b'8' if accept.nnp && letter => return code::CHARACTER,
        b'5' | b'6' if accept.mig && matches!(creation, b'1' | b'2') => return code::VALID,
        b'7' | b'8' if accept.nnp && matches!(creation, b'0'..=b'2') => return code::VALID,
        _ => return code::FIRST_DIGIT,
    }
    match MONTHS.get(usize::from(pair(m1, m2))) {
        Some(b'.') => {}
        Some(b'?') if accept.months_43_49 => {}
        _ => return code::MONTH,
    }
    let overseas = d1 == b'9' && matches!(d2, b'7' | b'8');
    let commune = u16::from(pair(c2, c3)) + if overseas { 0 } else { 100 * u16::from(c1 - b'0') };
    let in_range = (1..=if overseas { 90 } else { 990 }).contains(&commune);
    let place = match (d1, d2) {
        (tens, b'A' | b'B') => tens == b'2',
        (b'0', b'0') => accept.departement_00,
        _ => true,
    };
    if !place || !(in_range || accept.commune_out_of_range) {
        return code::PLACE;
    }
    if [o1, o2, o3] == *b"000" { code::ORDER } else { code::VALID }
}

/// Bit 7 when number and key do not add up to a multiple of 97, or the key is not one of 1 to 97.
fn key_bit(number: &[u8], key: u8) -> u8 {
    let sum: u32 = number
        .iter()
        .zip(WEIGHTS)
        .map(|(byte, weight)| match byte {
            // 2A reads 19 and 2B 18: one, or two, less than 20 at the place of the millions.
            b'A' => 97 - weight,
            b'B' => 2 * (97 - weight),
            digit => u32::from(digit - b'0') * weight,
        })
        .sum();
    if (sum + u32::from(key)).is_multiple_of(97) && matches!(key, 1..=97) { 0 } else { code::KEY }
}

const fn pair(tens: u8, units: u8) -> u8 {
    (tens - b'0') * 10 + (units - b'0')
}
