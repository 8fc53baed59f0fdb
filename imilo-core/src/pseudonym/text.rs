//! The text form of a pseudonym: `p1.` key id `.` 26 characters and 2 of check.

use super::KeyId;

/// Crockford's Base32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The greatest prime below 32²: the check is what the number leaves when divided by it. 32 has order 68 and 16
/// order 85 modulo 1021, so that every single wrong character and every exchange of two, in the key id or in the
/// body, changes it.
const MODULUS: u64 = 1021;
/// Characters of the text form.
pub(super) const LENGTH: usize = 40;

/// The rest of (key id ‖ pseudonym) as a number of 160 bits.
fn check(key_id: u32, value: u128) -> u64 {
    let step = |rest: u64, limb: u64| ((rest << 32) | limb) % MODULUS;
    let limb = |shift: u32| u64::from((value >> shift) as u32);
    [u64::from(key_id), limb(96), limb(64), limb(32), limb(0)].into_iter().fold(0, step)
}

fn character(value: u64) -> u8 {
    ALPHABET.get((value & 31) as usize).copied().unwrap_or_default()
}

/// Writes the text form.
pub(super) fn write(prefix: [u8; 3], key_id: KeyId, raw: [u8; 16]) -> [u8; LENGTH] {
    let value = u128::from_be_bytes(raw);
    let digits = (0..8).rev().map(|place| {
        let digit = (key_id.get() >> (4 * place) & 15) as u8;
        if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }
    });
    let body = (0..26).rev().map(|place| character((value >> (5 * place)) as u64));
    let check = check(key_id.get(), value);
    let mut text = [0; LENGTH];
    let bytes = prefix.into_iter().chain(digits).chain([b'.']).chain(body);
    let bytes = bytes.chain([character(check >> 5), character(check)]);
    text.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = byte);
    text
}

/// Reads the text form. After the second dot any case is right, I and L are 1, O is 0; all else that is not as
/// [`write`] writes it, and a key id of zero, is none.
pub(super) fn read(prefix: [u8; 3], text: &str) -> Option<(KeyId, [u8; 16])> {
    let text: &[u8; LENGTH] = text.as_bytes().try_into().ok()?;
    let (digits, body) = text.strip_prefix(&prefix)?.split_first_chunk::<8>()?;
    let (first, body) = body.strip_prefix(b".")?.split_first()?;
    let (body, checks) = body.split_first_chunk::<25>()?;
    let key_id = digits.iter().try_fold(0, |id, digit| Some(id << 4 | hexadecimal(*digit)?))?;
    // 26 characters of 5 bits are 130: the first has two too many.
    let start = value_of(*first).filter(|value| *value < 8)?;
    let value = body.iter().try_fold(start, |value, byte| Some(value << 5 | value_of(*byte)?))?;
    let given = checks.iter().try_fold(0, |value, byte| Some(value << 5 | value_of(*byte)?))?;
    (given == u128::from(check(key_id, value))).then_some(())?;
    Some((KeyId::new(key_id).ok()?, value.to_be_bytes()))
}

fn hexadecimal(digit: u8) -> Option<u32> {
    match digit {
        b'0'..=b'9' => Some(u32::from(digit - b'0')),
        b'a'..=b'f' => Some(u32::from(digit - b'a' + 10)),
        _ => None,
    }
}

fn value_of(character: u8) -> Option<u128> {
    let character = match character.to_ascii_uppercase() {
        b'I' | b'L' => b'1',
        b'O' => b'0',
        other => other,
    };
    let place = ALPHABET.iter().position(|known| *known == character)?;
    u128::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a person may type instead of a character, and what reads the same as it.
    const TYPED: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-_ +";

    fn same(place: usize, one: u8, other: u8) -> bool {
        one == other || (place >= 12 && value_of(one).is_some() && value_of(one) == value_of(other))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_written_reads_back(id in 1_u32.., raw in any::<[u8; 16]>()) {
            let id = KeyId::new(id).unwrap();
            let text = String::from_utf8(write(*b"p1.", id, raw).to_vec()).unwrap();
            prop_assert_eq!(read(*b"p1.", &text), Some((id, raw)));
            prop_assert_eq!(read(*b"q1.", &text), None);
            let (head, body) = text.split_at(12);
            prop_assert_eq!(read(*b"p1.", &format!("{head}{}", body.to_lowercase())), Some((id, raw)));
            prop_assert_eq!(head, format!("p1.{id}."));
        }

        /// Every wrong character at every place, every exchange of two characters in the key id or in the body,
        /// every loss and every doubling.
        #[test]
        fn every_typing_error_is_refused(id in 1_u32.., raw in any::<[u8; 16]>()) {
            let text = write(*b"p1.", KeyId::new(id).unwrap(), raw);
            let reads = |text: &[u8]| read(*b"p1.", core::str::from_utf8(text).unwrap()).is_some();
            for place in 0..LENGTH {
                for typed in TYPED {
                    let mut wrong = text;
                    wrong[place] = *typed;
                    prop_assert_eq!(reads(&wrong), same(place, text[place], *typed), "place {}", place);
                }
                let mut shorter = text.to_vec();
                shorter.remove(place);
                let mut longer = text.to_vec();
                longer.insert(place, text[place]);
                prop_assert!(!reads(&shorter) && !reads(&longer), "place {}", place);
            }
            for range in [3..11, 12..38] {
                for (one, other) in range.clone().flat_map(|one| range.clone().map(move |other| (one, other))) {
                    let mut wrong = text;
                    wrong.swap(one, other);
                    prop_assert_eq!(reads(&wrong), text[one] == text[other], "{} and {}", one, other);
                }
            }
        }

        /// The check as the specification says it: a number of 160 bits, digit by digit.
        #[test]
        fn the_check_is_the_rest_of_the_whole_number(id in any::<u32>(), raw in any::<[u8; 16]>()) {
            let bytes = id.to_be_bytes().into_iter().chain(raw);
            let naive = bytes.fold(0, |rest, byte| (rest * 256 + u64::from(byte)) % 1021);
            prop_assert_eq!(check(id, u128::from_be_bytes(raw)), naive);
        }
    }

    #[test]
    fn a_key_id_of_zero_is_no_text() {
        let text = write(*b"p1.", KeyId::new(1).unwrap(), [0; 16]);
        // The check of zero is zero: only the id is wrong.
        let zero = b"p1.00000000.".iter().chain(&text[12..38]).chain(b"00").copied().collect::<Vec<_>>();
        assert_eq!(read(*b"p1.", core::str::from_utf8(&zero).unwrap()), None);
    }
}
