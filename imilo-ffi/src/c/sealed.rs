//! Sealed NIRs: only the holder of the key reads them, for the dossier and the purpose they are bound to.

use core::ffi::c_char;

use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::nir::Nir;
use imilo_core::pseudonym::{
    KeyId, Keyring, Name, OneKeySealer, OpenError, Opener, OsRandomness, SealCount, SealScope, SealedNir,
    Sealer, Sealing,
};

use super::guard::{fits, status, text, values};
use super::keyring::Keys;
use super::nir::acceptance;
use super::nir_columns::written;
use super::texts::{Rows, Texts, Zipped as _};
use super::{IMILO_NO_NUMBER, IMILO_OK};

/// Bytes of a sealed NIR as text: base64url without padding. No NUL.
pub const IMILO_SEAL_LENGTH: usize = 62;
/// Bytes of an opened NIR: thirteen characters, no key. No NUL.
pub const IMILO_OPENED_LENGTH: usize = 13;
/// Seals that one key may make in version 1.
pub const IMILO_SEAL_LIMIT: u64 = 1_073_741_824;

const LENGTH: usize = IMILO_SEAL_LENGTH;

/// Seals many numbers, each for a dossier and all for one purpose. Each seal has a random nonce of the operating
/// system: the same number sealed twice gives two seals.
///
/// used NULL: version 2, a key for each dossier, nothing to count. used not NULL: version 1, one key for all dossiers;
/// it holds how many seals the key has made, and is raised by the rows that can be sealed before the first one is.
/// Store it after the call and before the seals are used; processes that share a key share the count. Past
/// IMILO_SEAL_LIMIT nothing is sealed.
///
/// A refused row has IMILO_SEAL_LENGTH zeros in out and the number of an error in statuses: IMILO_ERROR_NIR_…,
/// IMILO_ERROR_TEXT_ENCODING, IMILO_ERROR_SEAL_DOSSIER; a row without number has IMILO_NO_NUMBER.
///
/// Returns 0 whatever the numbers are; IMILO_ERROR_KEY_ID_UNKNOWN, …_KEY_ID_ZERO, …_PSEUDONYM_NAME for the purpose,
/// …_SEAL_COUNT, …_NO_RANDOMNESS; IMILO_ERROR_NULL_POINTER; IMILO_ERROR_INVALID_ARGUMENT for offsets that do not rise
/// or leave the data, another count of dossiers, a bit without name, a keyring of another use. Then no seal comes out.
///
/// # Safety
/// keys: a keyring of IMILO_USE_SEALING that nobody changes meanwhile. numbers, dossiers: as their type says; the ids of
/// dossiers are bytes. purpose: purpose_len bytes. out: IMILO_SEAL_LENGTH bytes a row; statuses: one number a row; NULL
/// allowed when count is 0. used: NULL or one number. No output shares a byte with anything else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_seal(
    keys: *const Keys,
    key_id: u32,
    numbers: *const Texts,
    accept_flags: u32,
    dossiers: *const Texts,
    purpose: *const c_char,
    purpose_len: usize,
    used: *mut u64,
    out: *mut c_char,
    statuses: *mut i32,
) -> i32 {
    status(|| {
        let accept = acceptance(accept_flags)?;
        let key_id = KeyId::new(key_id).map_err(|error| error.code())?;
        // SAFETY: the promise of the caller, handed on.
        let (keys, rows, scopes) =
            unsafe { (sealing(keys)?, Rows::of(numbers)?, Scopes::of(dossiers, purpose, purpose_len)?) };
        scopes.fit(&rows)?;
        // SAFETY: the promise of the caller on `out` and `statuses`.
        let outputs = unsafe {
            (written(out.cast::<u8>(), size(rows.count(), LENGTH)?)?, written(statuses, rows.count())?)
        };
        let (Some(out), Some(statuses)) = outputs.zipped(rows.count())? else { return Ok(()) };
        let (mut ready, mut places) = (Vec::new(), Vec::new());
        for (place, ((row, scope), status)) in
            rows.texts().zip(scopes.each()).zip(statuses.iter_mut()).enumerate()
        {
            let nir =
                row.map(|row| row.and_then(|text| Nir::parse(text, &accept).map_err(|error| error.code())));
            match (nir, scope) {
                (None, _) => *status = IMILO_NO_NUMBER,
                (Some(Err(code)), _) | (_, Err(code)) => *status = i32::from(code.number()),
                (Some(Ok(nir)), Ok(scope)) => {
                    ready.push((nir, scope));
                    places.push(place);
                }
            }
        }
        let pairs = ready.iter().map(|(nir, scope)| (nir, *scope));
        if !used.is_null() {
            fits(used, 1)?;
        }
        // SAFETY: NULL or one number that may be read and written, by the promise of the caller; aligned, as checked.
        let seals = match unsafe { used.as_mut() } {
            None => Sealer::new(keys, key_id).make_seals(pairs, &mut OsRandomness),
            Some(used) => {
                let sealer = OneKeySealer::new(keys, key_id).map_err(|error| error.code())?;
                let mut count = SealCount::stored(*used);
                let mut reserved = count.reserve(ready.len() as u64).map_err(|error| error.code())?;
                *used = count.used();
                sealer.make_seals(pairs, &mut OsRandomness, &mut reserved)
            }
        };
        for (place, seal) in places.iter().zip(seals.map_err(|error| error.code())?) {
            put(out, *place, LENGTH, seal.text().as_str().as_bytes());
        }
        Ok(())
    })
}

/// Opens many seals of both versions. The key is chosen by the id in the seal, never by trial.
///
/// A refused row has IMILO_OPENED_LENGTH zeros in out and in statuses IMILO_ERROR_SEAL_DOSSIER (an id of a dossier that
/// is empty or too long), IMILO_ERROR_SEAL_MALFORMED, IMILO_ERROR_KEY_ID_UNKNOWN or, for everything else,
/// IMILO_ERROR_SEAL_REFUSED, which tells nothing of the content. A row that is not there has IMILO_NO_NUMBER.
///
/// Returns 0 whatever the seals are; IMILO_ERROR_PSEUDONYM_NAME for the purpose; IMILO_ERROR_NULL_POINTER;
/// IMILO_ERROR_INVALID_ARGUMENT as imilo_seal.
///
/// # Safety
/// keys, dossiers, purpose, statuses: as for imilo_seal. seals: as many rows as dossiers. out: IMILO_OPENED_LENGTH
/// bytes a row: numbers in clear, which the caller erases.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_open(
    keys: *const Keys,
    seals: *const Texts,
    dossiers: *const Texts,
    purpose: *const c_char,
    purpose_len: usize,
    out: *mut c_char,
    statuses: *mut i32,
) -> i32 {
    status(|| {
        // SAFETY: the promise of the caller, handed on.
        let (keys, rows, scopes) =
            unsafe { (sealing(keys)?, Rows::of(seals)?, Scopes::of(dossiers, purpose, purpose_len)?) };
        scopes.fit(&rows)?;
        let count = rows.count();
        // SAFETY: the promise of the caller on `out` and `statuses`.
        let outputs = unsafe {
            (written(out.cast::<u8>(), size(count, IMILO_OPENED_LENGTH)?)?, written(statuses, count)?)
        };
        let (Some(out), Some(statuses)) = outputs.zipped(count)? else { return Ok(()) };
        let opener = Opener::new(keys);
        for (place, ((seal, scope), status)) in
            rows.texts().zip(scopes.each()).zip(statuses.iter_mut()).enumerate()
        {
            let opened = seal.map(|seal| {
                let seal = seal.map_err(|_| ErrorCode::SealMalformed)?;
                open(&opener, seal, &scope?)
            });
            *status = match opened {
                None => IMILO_NO_NUMBER,
                Some(Err(code)) => i32::from(code.number()),
                Some(Ok(nir)) => {
                    put(out, place, IMILO_OPENED_LENGTH, nir.expose());
                    IMILO_OK
                }
            };
        }
        Ok(())
    })
}

fn open(opener: &Opener<&Keyring<Sealing>>, seal: &str, scope: &SealScope<'_>) -> Result<Nir, ErrorCode> {
    let seal: SealedNir = seal.parse().map_err(|error: OpenError| error.code())?;
    opener.open(&seal, scope).map_err(|error| error.code())
}

/// What the seals of a call are bound to.
struct Scopes<'a> {
    dossiers: Rows<'a>,
    purpose: Name,
}

impl<'a> Scopes<'a> {
    /// # Safety
    /// NULL or texts, as their type says; `purpose_len` bytes.
    unsafe fn of(
        dossiers: *const Texts,
        purpose: *const c_char,
        purpose_len: usize,
    ) -> Result<Self, ErrorCode> {
        // SAFETY: the promise of the caller, handed on.
        let (dossiers, purpose) =
            unsafe { (Rows::of(dossiers)?, values(purpose.cast::<u8>(), purpose_len)?) };
        let purpose = Name::purpose(text(purpose)?).map_err(|error| error.code())?;
        Ok(Self { dossiers, purpose })
    }

    fn fit(&self, rows: &Rows<'_>) -> Result<(), ErrorCode> {
        if self.dossiers.count() == rows.count() { Ok(()) } else { Err(ErrorCode::ColumnLength) }
    }

    fn each(&self) -> impl Iterator<Item = Result<SealScope<'a>, ErrorCode>> + use<'a> {
        let purpose = self.purpose;
        self.dossiers.bytes().map(move |dossier| {
            SealScope::new(dossier.unwrap_or_default(), purpose).map_err(|error| error.code())
        })
    }
}

/// # Safety
/// NULL or a living keyring that nobody changes.
unsafe fn sealing<'a>(keys: *const Keys) -> Result<&'a Keyring<Sealing>, ErrorCode> {
    // SAFETY: the promise of the caller, handed on.
    match unsafe { keys.as_ref() } {
        None => Err(ErrorCode::NullPointer),
        Some(Keys::Sealing(keys)) => Ok(keys),
        Some(_) => Err(ErrorCode::KeyUse),
    }
}

fn size(count: usize, length: usize) -> Result<usize, ErrorCode> {
    count.checked_mul(length).ok_or(ErrorCode::InvalidArgument)
}

fn put(out: &mut [u8], row: usize, length: usize, bytes: &[u8]) {
    if let Some(slot) = out.get_mut(row * length..) {
        slot.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    }
}
