//! One number, or many, without JSON.

use core::ffi::c_char;
use core::mem::MaybeUninit;

use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::nir::{Acceptance, KeyState, Kind, Nir, NirFinding};

use super::guard::{fits, status, text, values};
use super::{IMILO_NO_NUMBER, IMILO_OK};

/// Accept thirteen characters, a number without its key. On in IMILO_ACCEPT_DEFAULT.
pub const IMILO_ACCEPT_THIRTEEN: u32 = 1;
/// Accept the first digit 3 or 4 (NIA seen in the field).
pub const IMILO_ACCEPT_SEX_3_4: u32 = 2;
/// Accept the months 43 to 49, on which the sources disagree.
pub const IMILO_ACCEPT_MONTHS_43_49: u32 = 4;
/// Accept the département 00, which no edition of the Code officiel géographique knows.
pub const IMILO_ACCEPT_DEPARTEMENT_00: u32 = 8;
/// Accept the commune 000 and 991 to 999, overseas 00 and 91 to 99.
pub const IMILO_ACCEPT_COMMUNE_OUT_OF_RANGE: u32 = 16;
/// Accept the numéro national provisoire (first digit 7 or 8).
pub const IMILO_ACCEPT_NNP: u32 = 32;
/// Accept the migrant de passage (first digit 5 or 6).
pub const IMILO_ACCEPT_MIG: u32 = 64;
/// What is accepted by the services when `accept` is left out. 0 is stricter: fifteen characters only.
pub const IMILO_ACCEPT_DEFAULT: u32 = 1;

/// Nothing is known of the key: the characters or their number are not legal.
pub const IMILO_KEY_UNKNOWN: u8 = 0;
/// Thirteen characters: no key was given.
pub const IMILO_KEY_ABSENT: u8 = 1;
/// The key matches.
pub const IMILO_KEY_RIGHT: u8 = 2;
/// The key does not match. Also when another part is refused first.
pub const IMILO_KEY_WRONG: u8 = 3;

/// The number was not accepted: it has no family.
pub const IMILO_KIND_NONE: u8 = 0;
/// NIR or NIA: first digit 1 or 2 (3 or 4 where accepted).
pub const IMILO_KIND_NIR: u8 = 1;
/// Numéro national provisoire.
pub const IMILO_KIND_NNP: u8 = 2;
/// Migrant de passage.
pub const IMILO_KIND_MIG: u8 = 3;

/// First digit 3 or 4.
pub const IMILO_FINDING_SEX_3_4: u8 = 1;
/// Month 43 to 49.
pub const IMILO_FINDING_MONTH_43_49: u8 = 2;
/// Commune 000, 991 to 999, or overseas 00, 91 to 99.
pub const IMILO_FINDING_COMMUNE_OUT_OF_RANGE: u8 = 4;
/// Territory 00, 970, 979, 980 or 981, in no edition of the Code officiel géographique.
pub const IMILO_FINDING_TERRITORY_UNKNOWN: u8 = 8;
/// The number printed on specimens.
pub const IMILO_FINDING_SPECIMEN: u8 = 16;

/// What can be said of a number, without the number. Eight bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NirResult {
    /// IMILO_OK when the number is accepted, IMILO_ERROR_NIR_… for the part refused,
    /// IMILO_ERROR_TEXT_ENCODING when the row is not UTF-8, IMILO_NO_NUMBER when it gives none.
    pub status: i32,
    /// Position of the fault, from 1, after spaces, dots and hyphens are removed; 0 when there is none to
    /// tell.
    pub position: u8,
    /// One of IMILO_KEY_….
    pub key_state: u8,
    /// One of IMILO_KIND_….
    pub kind: u8,
    /// A sum of IMILO_FINDING_…, for an accepted number; none of them refuses.
    pub findings: u8,
}

const _: () = assert!(size_of::<NirResult>() == 8);

/// Checks form, structure and key of one number.
///
/// A refused number is an answer: the function returns 0, and the refusal stands in out. So is a text that is
/// not UTF-8 (status IMILO_ERROR_TEXT_ENCODING in out).
///
/// ```c
/// imilo_nir_result result;
/// int32_t status = imilo_nir_validate("2 84 05 88 321 025 30", 21, IMILO_ACCEPT_DEFAULT, &result);
/// // status 0, result.status IMILO_ERROR_NIR_KEY, result.position 14
/// ```
///
/// Returns 0; IMILO_ERROR_NULL_POINTER when text or out is NULL; IMILO_ERROR_INVALID_ARGUMENT for a bit of
/// accept_flags that has no name, or an out that is not aligned. Then out is not written.
///
/// # Safety
/// text: len bytes, only read, never kept. out: one result to write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_nir_validate(
    text: *const c_char,
    len: usize,
    accept_flags: u32,
    out: *mut NirResult,
) -> i32 {
    status(|| {
        if text.is_null() || out.is_null() {
            return Err(ErrorCode::NullPointer);
        }
        fits(out, 1)?;
        let accept = acceptance(accept_flags)?;
        // SAFETY: the promise of the caller on `text`.
        let number = unsafe { values(text.cast::<u8>(), len) }?;
        let result = NirResult::of(number, &accept);
        // SAFETY: not NULL, aligned, and may be written by the promise of the caller.
        unsafe { out.write(result) };
        Ok(())
    })
}

/// The same for many numbers that stand one after the other: row i is `data[offsets[i]]` up to, and without,
/// `data[offsets[i + 1]]`. This is the layout of a column of text in Apache Arrow, 64 bits.
///
/// ```c
/// const char data[] = "2840588321025" "284058832102530";
/// const size_t offsets[] = {0, 13, 28};
/// imilo_nir_result results[2];
/// int32_t status = imilo_nir_validate_many(data, 28, offsets, 2, IMILO_ACCEPT_DEFAULT, NULL, results);
/// // status 0, results[0].status IMILO_OK, results[1].status IMILO_ERROR_NIR_KEY
/// ```
///
/// Returns 0 whatever the numbers are; IMILO_ERROR_NULL_POINTER for a NULL that is not allowed;
/// IMILO_ERROR_INVALID_ARGUMENT when an offset is smaller than the one before it or passes data_len, for a bit of
/// accept_flags that has no name, and for a pointer that is not aligned. Then no row of out is written.
///
/// # Safety
/// data: data_len bytes, NULL allowed when data_len is 0. offsets: count + 1 numbers, NULL allowed when count
/// is 0. is_null: NULL when every row gives a number; else count bytes (not bits), of which a byte other than
/// 0 says that the row gives none. out: count results to write, NULL allowed when count is 0; it shares no
/// byte with the others. All are only used during the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_nir_validate_many(
    data: *const c_char,
    data_len: usize,
    offsets: *const usize,
    count: usize,
    accept_flags: u32,
    is_null: *const u8,
    out: *mut NirResult,
) -> i32 {
    status(|| {
        let accept = acceptance(accept_flags)?;
        if count == 0 {
            return Ok(());
        }
        if out.is_null() {
            return Err(ErrorCode::NullPointer);
        }
        fits(out, count)?;
        // SAFETY: the promise of the caller on `data`, `offsets` and `is_null`.
        let (data, offsets, is_null) = unsafe {
            (
                values(data.cast::<u8>(), data_len)?,
                values(offsets, count.checked_add(1).ok_or(ErrorCode::InvalidArgument)?)?,
                if is_null.is_null() { None } else { Some(values(is_null, count)?) },
            )
        };
        // Every offset is checked before the first row is written.
        let rises = offsets.is_sorted() && offsets.last().is_some_and(|end| *end <= data.len());
        if !rises {
            return Err(ErrorCode::InvalidArgument);
        }
        // SAFETY: not NULL, aligned, short enough, `count` results that may be written and that nothing else
        // touches, by the promise of the caller; they need not hold anything yet.
        let out = unsafe { core::slice::from_raw_parts_mut(out.cast::<MaybeUninit<NirResult>>(), count) };
        for ((index, slot), bounds) in out.iter_mut().enumerate().zip(offsets.windows(2)) {
            let absent = is_null.and_then(|flags| flags.get(index)).is_some_and(|flag| *flag != 0);
            let row = match bounds {
                [start, end] => data.get(*start..*end),
                _ => None,
            };
            slot.write(match row {
                _ if absent => NirResult::refused(IMILO_NO_NUMBER),
                Some(row) => NirResult::of(row, &accept),
                // Cannot be: the offsets were checked.
                None => NirResult::refused(i32::from(ErrorCode::Internal.number())),
            });
        }
        Ok(())
    })
}

impl NirResult {
    fn of(number: &[u8], accept: &Acceptance) -> Self {
        let number = match text(number) {
            Ok(number) => number,
            Err(code) => return Self::refused(i32::from(code.number())),
        };
        match Nir::parse(number, accept) {
            Ok(nir) => Self {
                status: IMILO_OK,
                position: 0,
                key_state: key_state(Some(nir.key_state())),
                kind: match nir.kind() {
                    Kind::Nir => IMILO_KIND_NIR,
                    Kind::Nnp => IMILO_KIND_NNP,
                    Kind::Mig => IMILO_KIND_MIG,
                },
                findings: nir.findings().map(finding).fold(0, |set, one| set | one),
            },
            Err(error) => Self {
                position: error.position.unwrap_or(0),
                key_state: key_state(error.key),
                ..Self::refused(i32::from(error.code().number()))
            },
        }
    }

    /// A row of which nothing more is known.
    const fn refused(status: i32) -> Self {
        Self { status, position: 0, key_state: IMILO_KEY_UNKNOWN, kind: IMILO_KIND_NONE, findings: 0 }
    }
}

const fn key_state(state: Option<KeyState>) -> u8 {
    match state {
        None => IMILO_KEY_UNKNOWN,
        Some(KeyState::Absent) => IMILO_KEY_ABSENT,
        Some(KeyState::Right) => IMILO_KEY_RIGHT,
        Some(KeyState::Wrong) => IMILO_KEY_WRONG,
    }
}

const fn finding(finding: NirFinding) -> u8 {
    match finding {
        NirFinding::Sex34 => IMILO_FINDING_SEX_3_4,
        NirFinding::Month43To49 => IMILO_FINDING_MONTH_43_49,
        NirFinding::CommuneOutOfRange => IMILO_FINDING_COMMUNE_OUT_OF_RANGE,
        NirFinding::TerritoryUnknown => IMILO_FINDING_TERRITORY_UNKNOWN,
        NirFinding::Specimen => IMILO_FINDING_SPECIMEN,
    }
}

/// The flags as the core has them; a bit without a name is refused: a typing error must not change an answer.
pub(super) fn acceptance(flags: u32) -> Result<Acceptance, ErrorCode> {
    let mut rest = flags;
    let mut take = |flag: u32| {
        let given = rest & flag != 0;
        rest &= !flag;
        given
    };
    let accept = Acceptance {
        thirteen: take(IMILO_ACCEPT_THIRTEEN),
        sex_3_4: take(IMILO_ACCEPT_SEX_3_4),
        months_43_49: take(IMILO_ACCEPT_MONTHS_43_49),
        departement_00: take(IMILO_ACCEPT_DEPARTEMENT_00),
        commune_out_of_range: take(IMILO_ACCEPT_COMMUNE_OUT_OF_RANGE),
        nnp: take(IMILO_ACCEPT_NNP),
        mig: take(IMILO_ACCEPT_MIG),
    };
    if rest == 0 { Ok(accept) } else { Err(ErrorCode::InvalidArgument) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_flags_are_the_default_of_the_core() {
        assert_eq!(acceptance(IMILO_ACCEPT_DEFAULT), Ok(Acceptance::default()));
    }

    #[test]
    fn each_bit_is_one_flag_or_refused() {
        let known = (0..32).filter(|bit| acceptance(1 << bit).is_ok()).collect::<Vec<_>>();
        assert_eq!(known, (0..7).collect::<Vec<_>>());
        let all = acceptance(127).unwrap();
        let json = serde_json::to_value(all).unwrap();
        assert!(json.as_object().unwrap().values().all(|flag| flag == true), "{json}");
    }
}
