//! Numbers that changed, and keys that change.

use core::ffi::c_char;

use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::nir::Nir;
use imilo_core::pseudonym::{Aliases, KeyId, Pseudonym, PseudonymText, Pseudonymiser, RotationTable};

use super::IMILO_NO_NUMBER;
use super::guard::{status, values};
use super::keyring::Keys;
use super::nir::acceptance;
use super::nir_columns::written;
use super::pseudonym::{DomainNames, LENGTH, admission, domain_of, first_pass};
use super::texts::{Rows, Texts, Zipped as _};

/// Replaces the pseudonyms of changed numbers by the first one of the person: only that one leaves.
///
/// pairs are the changes that the caller keeps: a new pseudonym, then the one it follows to. Never for a parent's
/// number or a mistake: two persons would become one. With no pseudonyms it only says whether the pairs can stand.
///
/// Returns 0; IMILO_ERROR_ALIAS_… or IMILO_ERROR_PSEUDONYM_MALFORMED for the first pair that cannot stand, whose place
/// is then in wrong_pair: nothing is replaced; …_PSEUDONYM_NAME, …_KEY_ID_ZERO, …_NULL_POINTER.
///
/// # Safety
/// domain: only read. pairs: 2 × IMILO_PSEUDONYM_LENGTH bytes each, only read. pseudonyms: IMILO_PSEUDONYM_LENGTH bytes
/// a row, read and written; those of other keys, and what is no pseudonym, stay. wrong_pair: NULL, or a number to
/// write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_follow_aliases(
    domain: *const DomainNames,
    pairs: *const c_char,
    pair_count: usize,
    pseudonyms_in_place: *mut c_char,
    count: usize,
    wrong_pair: *mut usize,
) -> i32 {
    status(|| {
        let doubled = pair_count.checked_mul(2).ok_or(ErrorCode::InvalidArgument)?;
        // SAFETY: the promise of the caller, handed on.
        let (domain, pairs) = unsafe { (domain_of(domain)?, pseudonyms(pairs, doubled)?) };
        let mut aliases = Aliases::new(domain);
        let (pairs, _) = pairs.as_chunks::<2>();
        for (place, pair) in pairs.iter().enumerate() {
            if let Err(code) = add(&mut aliases, pair) {
                if !wrong_pair.is_null() {
                    // SAFETY: not NULL, and may be written by the promise of the caller.
                    unsafe { wrong_pair.write_unaligned(place) };
                }
                return Err(code);
            }
        }
        // SAFETY: the promise of the caller: read here, and written below when this slice is no longer used.
        let given = unsafe { pseudonyms(pseudonyms_in_place, count)? };
        let followed: Vec<Option<PseudonymText>> = given
            .iter()
            .map(|row| read(row)?.ok().map(|pseudonym| aliases.follow(&pseudonym).text()))
            .collect();
        for (row, text) in followed.iter().enumerate().filter_map(|(row, text)| Some((row, text.as_ref()?))) {
            // SAFETY: within the `count` rows of the promise; bytes need no alignment.
            unsafe {
                let slot = pseudonyms_in_place.cast::<u8>().add(row * LENGTH);
                core::ptr::copy_nonoverlapping(text.as_str().as_ptr(), slot, LENGTH.min(text.as_str().len()));
            }
        }
        Ok(())
    })
}

/// The table that a recipient needs, once, when the key of a domain changes: for each number the old and the new
/// pseudonym. Hand it over and erase it: whoever has it joins both domains.
///
/// Pairs stand in the order of the old pseudonyms, which says nothing of the numbers; a number given twice has one.
/// Refused rows are told as by imilo_pseudonyms. Numbers out of seals have no key: IMILO_ADMIT_WITHOUT_KEY.
///
/// Returns as imilo_pseudonyms; IMILO_ERROR_ROTATION_DOMAINS when both ids are the same.
///
/// # Safety
/// keys, domain, numbers, statuses: as for imilo_pseudonyms; domain has the id of the old key. pairs:
/// 2 × IMILO_PSEUDONYM_LENGTH bytes for each row of numbers. pair_count: how many pairs were written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_rotation_table(
    keys: *const Keys,
    domain: *const DomainNames,
    new_key_id: u32,
    numbers: *const Texts,
    accept_flags: u32,
    admit_flags: u32,
    pairs: *mut c_char,
    pair_count: *mut usize,
    statuses: *mut i32,
) -> i32 {
    status(|| {
        let (accept, admission) = (acceptance(accept_flags)?, admission(admit_flags)?);
        // SAFETY: the promise of the caller, handed on.
        let (keys, domain, rows) = unsafe { (first_pass(keys)?, domain_of(domain)?, Rows::of(numbers)?) };
        if pair_count.is_null() {
            return Err(ErrorCode::NullPointer);
        }
        let new_id = KeyId::new(new_key_id).map_err(|error| error.code())?;
        let by = |domain| Pseudonymiser::new(keys, domain).map_err(|error| error.code());
        let (old, new) = (by(domain)?, by(domain.with_key(new_id))?);
        // SAFETY: the promise of the caller on `pairs` and `statuses`.
        let (pairs, statuses) = unsafe {
            let len = rows.count().checked_mul(2 * LENGTH).ok_or(ErrorCode::InvalidArgument)?;
            (written(pairs.cast::<u8>(), len)?, written(statuses, rows.count())?)
        };
        let (Some(pairs), Some(statuses)) = (pairs, statuses).zipped(rows.count())? else {
            // SAFETY: not NULL, and may be written by the promise of the caller.
            unsafe { pair_count.write_unaligned(0) };
            return Ok(());
        };
        let (mut nirs, mut places) = (Vec::new(), Vec::new());
        for ((place, row), status) in rows.texts().enumerate().zip(statuses.iter_mut()) {
            match row.map(|row| row.and_then(|text| Nir::parse(text, &accept).map_err(|error| error.code())))
            {
                None => *status = IMILO_NO_NUMBER,
                Some(Err(code)) => *status = i32::from(code.number()),
                Some(Ok(nir)) => {
                    nirs.push(nir);
                    places.push(place);
                }
            }
        }
        let (table, refused) =
            RotationTable::derive(&old, &new, &nirs, &admission).map_err(|error| error.code())?;
        for (place, error) in refused {
            if let Some(status) = places.get(place).and_then(|place| statuses.get_mut(*place)) {
                *status = i32::from(error.code().number());
            }
        }
        for (slot, (old, new)) in pairs.chunks_mut(2 * LENGTH).zip(table.pairs()) {
            let (old, new) = (old.text(), new.text());
            slot.iter_mut()
                .zip(old.as_str().bytes().chain(new.as_str().bytes()))
                .for_each(|(to, from)| *to = from);
        }
        // SAFETY: not NULL, and may be written by the promise of the caller.
        unsafe { pair_count.write_unaligned(table.len()) };
        Ok(())
    })
}

fn add(aliases: &mut Aliases, [new, first]: &[[u8; LENGTH]; 2]) -> Result<(), ErrorCode> {
    let pseudonym = |row| read(row).unwrap_or(Err(ErrorCode::PseudonymMalformed));
    aliases.add(pseudonym(new)?, pseudonym(first)?).map_err(|error| error.code())
}

/// A pseudonym; none for a row of zeros.
fn read(row: &[u8; LENGTH]) -> Option<Result<Pseudonym, ErrorCode>> {
    if row.iter().all(|byte| *byte == 0) {
        return None;
    }
    let text = core::str::from_utf8(row).ok();
    Some(text.and_then(|text| text.parse().ok()).ok_or(ErrorCode::PseudonymMalformed))
}

/// # Safety
/// `start` is NULL or has `count` pseudonyms as text.
unsafe fn pseudonyms<'a>(start: *const c_char, count: usize) -> Result<&'a [[u8; LENGTH]], ErrorCode> {
    // SAFETY: the promise of the caller, handed on.
    unsafe { values(start.cast::<[u8; LENGTH]>(), count) }
}
