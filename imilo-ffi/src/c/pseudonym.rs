//! Pseudonyms in place of NIRs: the first pass, the second one, and what was typed.

use core::ffi::c_char;
use core::str::FromStr;

use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::pseudonym::{
    Admission, Domain, FirstPass, KeyId, Keyring, Pseudonym, PseudonymText, Pseudonymiser,
    RecipientPseudonym, RecipientPseudonymiser, SecondPass,
};

use super::guard::{status, text, values};
use super::keyring::Keys;
use super::nir::acceptance;
use super::nir_columns::written;
use super::texts::{Rows, Texts, Zipped as _};
use super::{IMILO_NO_NUMBER, IMILO_OK};

/// Bytes of a pseudonym as text: `p1.`, or `q1.` after the second pass, key id, 26 characters, 2 of check. No NUL.
pub const IMILO_PSEUDONYM_LENGTH: usize = 40;
/// Give pseudonyms to numbers of thirteen characters too, whose key was not checked.
pub const IMILO_ADMIT_WITHOUT_KEY: u32 = 1;
/// Give pseudonyms to the numéro national provisoire too, which is no lasting number of a person. It is accepted as a
/// number with IMILO_ACCEPT_NNP only: both flags are needed.
pub const IMILO_ADMIT_NNP: u32 = 2;
/// Give pseudonyms to the migrant de passage too, as for the NNP; IMILO_ACCEPT_MIG is needed beside it.
pub const IMILO_ADMIT_MIG: u32 = 4;

pub(super) const LENGTH: usize = IMILO_PSEUDONYM_LENGTH;

/// A domain of pseudonyms. Each name has 1 to 64 of a–z, 0–9, dot, underscore and hyphen.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DomainNames {
    /// Whose field (`emploi`).
    pub sector: *const c_char,
    /// Its bytes.
    pub sector_len: usize,
    /// Who receives (`dares`).
    pub recipient: *const c_char,
    /// Its bytes.
    pub recipient_len: usize,
    /// For what (`trajam`).
    pub purpose: *const c_char,
    /// Its bytes.
    pub purpose_len: usize,
    /// Id of the root key: the version of the domain.
    pub key_id: u32,
}

/// The pseudonyms of many numbers, as people wrote them, in one domain.
///
/// A refused row has IMILO_PSEUDONYM_LENGTH zeros in out and the number of an error in statuses: IMILO_ERROR_NIR_… for a
/// number that is none, IMILO_ERROR_PSEUDONYM_KEY_ABSENT, IMILO_ERROR_PSEUDONYM_KIND, IMILO_ERROR_TEXT_ENCODING; a row
/// without number has IMILO_NO_NUMBER.
///
/// Returns 0 whatever the numbers are; IMILO_ERROR_KEY_ID_UNKNOWN; IMILO_ERROR_PSEUDONYM_NAME or …_KEY_ID_ZERO for the
/// domain; IMILO_ERROR_NULL_POINTER; IMILO_ERROR_INVALID_ARGUMENT for offsets that do not rise or leave the data, a bit
/// without name, a keyring of another use.
///
/// # Safety
/// keys: a keyring of IMILO_USE_FIRST_PASS that nobody changes meanwhile. domain, numbers: as their types say, only
/// read. out: IMILO_PSEUDONYM_LENGTH bytes a row. statuses: one number a row. Both may be NULL when count is 0, and
/// share no byte with anything else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_pseudonyms(
    keys: *const Keys,
    domain: *const DomainNames,
    numbers: *const Texts,
    accept_flags: u32,
    admit_flags: u32,
    out: *mut c_char,
    statuses: *mut i32,
) -> i32 {
    status(|| {
        let (accept, admission) = (acceptance(accept_flags)?, admission(admit_flags)?);
        // SAFETY: the promise of the caller, handed on.
        let (keys, domain, rows) = unsafe { (first_pass(keys)?, domain_of(domain)?, Rows::of(numbers)?) };
        let by = Pseudonymiser::new(keys, domain).map_err(|error| error.code())?;
        // SAFETY: the promise of the caller on `out` and `statuses`.
        let mut out = unsafe { Written::of(out, statuses, rows.count()) }?;
        let texts = rows.texts().map(|row| row.and_then(Result::ok));
        let derived = by.derive_from_texts(texts, &accept, &admission);
        for ((row, text), result) in rows.texts().enumerate().zip(derived) {
            match (text, result) {
                (Some(Err(code)), _) => out.refuse(row, code),
                (_, Some(Ok(pseudonym))) => out.put(row, &pseudonym.text()),
                (_, Some(Err(error))) => out.refuse(row, error.code()),
                (None | Some(Ok(_)), None) => out.status(row, IMILO_NO_NUMBER),
            }
        }
        Ok(())
    })
}

/// The recipient's own pseudonyms (`q1.`) of those it was given (`p1.`), under its own key.
///
/// A row that is no pseudonym (one character mistyped is enough) has zeros in out and
/// IMILO_ERROR_PSEUDONYM_MALFORMED in statuses; a row that is not there has IMILO_NO_NUMBER.
///
/// Returns as imilo_pseudonyms.
///
/// # Safety
/// keys: a keyring of IMILO_USE_SECOND_PASS that nobody changes meanwhile. domain: with the id of the recipient's key.
/// first, out, statuses: as for imilo_pseudonyms.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_second_pass(
    keys: *const Keys,
    domain: *const DomainNames,
    first: *const Texts,
    out: *mut c_char,
    statuses: *mut i32,
) -> i32 {
    status(|| {
        // SAFETY: the promise of the caller, handed on.
        let (keys, domain, rows) = unsafe { (second_pass(keys)?, domain_of(domain)?, Rows::of(first)?) };
        let by = RecipientPseudonymiser::new(keys, domain).map_err(|error| error.code())?;
        let read: Vec<_> =
            rows.texts().map(|row| row.map(|text| text.and_then(parsed::<Pseudonym>))).collect();
        let mut derived =
            by.derive_pseudonyms(read.iter().filter_map(|row| row.as_ref()?.as_ref().ok())).into_iter();
        // SAFETY: the promise of the caller on `out` and `statuses`.
        let mut out = unsafe { Written::of(out, statuses, rows.count()) }?;
        for (row, read) in read.iter().enumerate() {
            match read {
                None => out.status(row, IMILO_NO_NUMBER),
                Some(Err(code)) => out.refuse(row, *code),
                Some(Ok(_)) => match derived.next() {
                    Some(pseudonym) => out.put(row, &pseudonym.text()),
                    None => out.refuse(row, ErrorCode::Internal),
                },
            }
        }
        Ok(())
    })
}

/// Reads pseudonyms of both passes that somebody typed, and writes them as the library does: after the second dot any
/// case is right, I and L are 1, O is 0. Every single wrong character and every exchange of two is refused.
///
/// A row that is none has zeros in out and IMILO_ERROR_PSEUDONYM_MALFORMED in statuses; a row that is not there has
/// IMILO_NO_NUMBER.
///
/// Returns 0; IMILO_ERROR_NULL_POINTER; IMILO_ERROR_INVALID_ARGUMENT for offsets that do not rise or leave the data.
///
/// # Safety
/// typed, out, statuses: as for imilo_pseudonyms.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_read_pseudonyms(
    typed: *const Texts,
    out: *mut c_char,
    statuses: *mut i32,
) -> i32 {
    status(|| {
        // SAFETY: the promise of the caller, handed on.
        let rows = unsafe { Rows::of(typed) }?;
        // SAFETY: the promise of the caller on `out` and `statuses`.
        let mut out = unsafe { Written::of(out, statuses, rows.count()) }?;
        for (row, text) in rows.texts().enumerate() {
            match text.map(|text| text.and_then(canonical)) {
                None => out.status(row, IMILO_NO_NUMBER),
                Some(Err(code)) => out.refuse(row, code),
                Some(Ok(text)) => out.put(row, &text),
            }
        }
        Ok(())
    })
}

fn canonical(text: &str) -> Result<PseudonymText, ErrorCode> {
    let second = || parsed::<RecipientPseudonym>(text).map(|pseudonym| pseudonym.text());
    parsed::<Pseudonym>(text).map(|pseudonym| pseudonym.text()).or_else(|_| second())
}

fn parsed<P: FromStr>(text: &str) -> Result<P, ErrorCode> {
    text.parse().map_err(|_| ErrorCode::PseudonymMalformed)
}

/// # Safety
/// NULL or a living keyring that nobody changes.
pub(super) unsafe fn first_pass<'a>(keys: *const Keys) -> Result<&'a Keyring<FirstPass>, ErrorCode> {
    // SAFETY: the promise of the caller, handed on.
    match unsafe { keys.as_ref() } {
        None => Err(ErrorCode::NullPointer),
        Some(Keys::FirstPass(keys)) => Ok(keys),
        Some(_) => Err(ErrorCode::KeyUse),
    }
}

/// # Safety
/// NULL or a living keyring that nobody changes.
unsafe fn second_pass<'a>(keys: *const Keys) -> Result<&'a Keyring<SecondPass>, ErrorCode> {
    // SAFETY: the promise of the caller, handed on.
    match unsafe { keys.as_ref() } {
        None => Err(ErrorCode::NullPointer),
        Some(Keys::SecondPass(keys)) => Ok(keys),
        Some(_) => Err(ErrorCode::KeyUse),
    }
}

/// # Safety
/// NULL or a domain, as its type says.
pub(super) unsafe fn domain_of(domain: *const DomainNames) -> Result<Domain, ErrorCode> {
    if domain.is_null() {
        return Err(ErrorCode::NullPointer);
    }
    // SAFETY: the promise of the caller, handed on.
    let (domain, name) = (unsafe { domain.read_unaligned() }, |start: *const c_char, len| {
        // SAFETY: the promise of the caller on each name.
        unsafe { values(start.cast::<u8>(), len) }.and_then(text)
    });
    let key_id = KeyId::new(domain.key_id).map_err(|error| error.code())?;
    let sector = name(domain.sector, domain.sector_len)?;
    let recipient = name(domain.recipient, domain.recipient_len)?;
    let purpose = name(domain.purpose, domain.purpose_len)?;
    Domain::new(sector, recipient, purpose, key_id).map_err(|error| error.code())
}

/// The flags as the core has them; a bit without a name is refused.
pub(super) fn admission(flags: u32) -> Result<Admission, ErrorCode> {
    let has = |flag: u32| flags & flag != 0;
    if flags & !(IMILO_ADMIT_WITHOUT_KEY | IMILO_ADMIT_NNP | IMILO_ADMIT_MIG) != 0 {
        return Err(ErrorCode::InvalidArgument);
    }
    Ok(Admission {
        without_key: has(IMILO_ADMIT_WITHOUT_KEY),
        nnp: has(IMILO_ADMIT_NNP),
        mig: has(IMILO_ADMIT_MIG),
    })
}

/// Outputs of a row: texts of a fixed length, and a status.
struct Written<'a> {
    texts: &'a mut [u8],
    statuses: &'a mut [i32],
}

impl Written<'_> {
    /// # Safety
    /// `out` and `statuses` may be written, and nothing else touches them; NULL when there is no row.
    unsafe fn of(out: *mut c_char, statuses: *mut i32, count: usize) -> Result<Self, ErrorCode> {
        let len = count.checked_mul(LENGTH).ok_or(ErrorCode::InvalidArgument)?;
        // SAFETY: the promise of the caller, handed on.
        let outputs = unsafe { (written(out.cast::<u8>(), len)?, written(statuses, count)?) };
        Ok(match outputs.zipped(count)? {
            (Some(texts), Some(statuses)) => Self { texts, statuses },
            _ => Self { texts: &mut [], statuses: &mut [] },
        })
    }

    fn put(&mut self, row: usize, text: &PseudonymText) {
        if let Some(slot) = self.texts.get_mut(row * LENGTH..) {
            slot.iter_mut().zip(text.as_str().bytes()).for_each(|(to, from)| *to = from);
        }
        self.status(row, IMILO_OK);
    }

    fn refuse(&mut self, row: usize, code: ErrorCode) {
        self.status(row, i32::from(code.number()));
    }

    fn status(&mut self, row: usize, status: i32) {
        if let Some(slot) = self.statuses.get_mut(row) {
            *slot = status;
        }
    }
}
