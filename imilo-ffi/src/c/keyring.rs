//! Root keys, which the caller makes, keeps and destroys. They never stand in JSON.

use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::pseudonym::{
    Attesting, FirstPass, KeyError, KeyId, KeyUse, Keyring, OsRandomness, Referencing, Sealing, SecondPass,
    make_root_key,
};

use super::guard::{guard, status, values};

/// Use of a key: from NIR to pseudonym.
pub const IMILO_USE_FIRST_PASS: u8 = 1;
/// Use of a key: from pseudonym to that of a recipient.
pub const IMILO_USE_SECOND_PASS: u8 = 2;
/// Use of a key: sealed NIRs.
pub const IMILO_USE_SEALING: u8 = 3;
/// Use of a key: references of dossiers in a journal.
pub const IMILO_USE_REFERENCING: u8 = 4;
/// Use of a key: checkpoints of a journal.
pub const IMILO_USE_ATTESTING: u8 = 5;

/// Root keys of one use. Only imilo_keyring_free frees it; what it holds is overwritten with zeros then.
///
/// Several threads may derive by it at once; none may do so while imilo_keyring_add or imilo_keyring_destroy runs.
pub enum Keys {
    /// From NIR to pseudonym.
    FirstPass(Keyring<FirstPass>),
    /// From pseudonym to pseudonym.
    SecondPass(Keyring<SecondPass>),
    /// Seals.
    Sealing(Keyring<Sealing>),
    /// References of dossiers.
    Referencing(Keyring<Referencing>),
    /// Checkpoints.
    Attesting(Keyring<Attesting>),
}

/// A new keyring without keys, for one of IMILO_USE_….
///
/// Returns 0; IMILO_ERROR_NULL_POINTER; IMILO_ERROR_INVALID_ARGUMENT for another use. Then out is not written.
///
/// # Safety
/// out: where to write the keyring, which the caller owns and frees with imilo_keyring_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_keyring_new(key_use: u8, out: *mut *mut Keys) -> i32 {
    status(|| {
        if out.is_null() {
            return Err(ErrorCode::NullPointer);
        }
        let keys = match key_use {
            IMILO_USE_FIRST_PASS => Keys::FirstPass(Keyring::new()),
            IMILO_USE_SECOND_PASS => Keys::SecondPass(Keyring::new()),
            IMILO_USE_SEALING => Keys::Sealing(Keyring::new()),
            IMILO_USE_REFERENCING => Keys::Referencing(Keyring::new()),
            IMILO_USE_ATTESTING => Keys::Attesting(Keyring::new()),
            _ => return Err(ErrorCode::InvalidArgument),
        };
        // SAFETY: not NULL, and may be written by the promise of the caller.
        unsafe { out.write_unaligned(Box::into_raw(Box::new(keys))) };
        Ok(())
    })
}

/// Adds a root key of 32 random bytes. The library keeps what it derives of it, not the bytes: erase yours.
///
/// Returns 0, or IMILO_ERROR_KEY_LENGTH, …_KEY_WEAK (all bytes equal), …_KEY_ID_ZERO, …_KEY_ID_TWICE,
/// …_KEY_BYTES_TWICE, IMILO_ERROR_NULL_POINTER: the keyring is then as it was.
///
/// # Safety
/// keys: from imilo_keyring_new, not freed yet, used by no other thread meanwhile. root: root_len bytes, only read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_keyring_add(
    keys: *mut Keys,
    key_id: u32,
    root: *const u8,
    root_len: usize,
) -> i32 {
    status(|| {
        // SAFETY: NULL or a living keyring that nobody else uses, by the promise of the caller.
        let keys = unsafe { keys.as_mut() }.ok_or(ErrorCode::NullPointer)?;
        // SAFETY: the promise of the caller on `root`.
        let root = unsafe { values(root, root_len) }?;
        let id = KeyId::new(key_id).map_err(code)?;
        match keys {
            Keys::FirstPass(keys) => keys.add(id, root),
            Keys::SecondPass(keys) => keys.add(id, root),
            Keys::Sealing(keys) => keys.add(id, root),
            Keys::Referencing(keys) => keys.add(id, root),
            Keys::Attesting(keys) => keys.add(id, root),
        }
        .map_err(code)
    })
}

/// Takes a key out of a keyring and overwrites it with zeros.
///
/// Returns 0; IMILO_ERROR_KEY_ID_UNKNOWN when no key has this id; IMILO_ERROR_NULL_POINTER.
///
/// # Safety
/// keys: as for imilo_keyring_add.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_keyring_destroy(keys: *mut Keys, key_id: u32) -> i32 {
    status(|| {
        // SAFETY: NULL or a living keyring that nobody else uses, by the promise of the caller.
        let keys = unsafe { keys.as_mut() }.ok_or(ErrorCode::NullPointer)?;
        let id = KeyId::new(key_id).map_err(code)?;
        let was_there = match keys {
            Keys::FirstPass(keys) => keys.destroy(id),
            Keys::SecondPass(keys) => keys.destroy(id),
            Keys::Sealing(keys) => keys.destroy(id),
            Keys::Referencing(keys) => keys.destroy(id),
            Keys::Attesting(keys) => keys.destroy(id),
        };
        if was_there { Ok(()) } else { Err(ErrorCode::KeyIdUnknown) }
    })
}

/// Refuses two keyrings that share a root key, whatever its ids: one root has one use.
///
/// Returns 0; IMILO_ERROR_KEY_BYTES_TWICE; IMILO_ERROR_NULL_POINTER.
///
/// # Safety
/// Both: from imilo_keyring_new, not freed yet; they are only read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_keyring_disjoint(one: *const Keys, other: *const Keys) -> i32 {
    status(|| {
        // SAFETY: NULL or living keyrings that are only read, by the promise of the caller.
        let (one, other) = unsafe { (one.as_ref(), other.as_ref()) };
        match (one.ok_or(ErrorCode::NullPointer)?, other.ok_or(ErrorCode::NullPointer)?) {
            (Keys::FirstPass(one), other) => apart(one, other),
            (Keys::SecondPass(one), other) => apart(one, other),
            (Keys::Sealing(one), other) => apart(one, other),
            (Keys::Referencing(one), other) => apart(one, other),
            (Keys::Attesting(one), other) => apart(one, other),
        }
        .map_err(code)
    })
}

fn apart<U: KeyUse>(one: &Keyring<U>, other: &Keys) -> Result<(), KeyError> {
    match other {
        Keys::FirstPass(other) => one.disjoint_from(other),
        Keys::SecondPass(other) => one.disjoint_from(other),
        Keys::Sealing(other) => one.disjoint_from(other),
        Keys::Referencing(other) => one.disjoint_from(other),
        Keys::Attesting(other) => one.disjoint_from(other),
    }
}

/// Frees a keyring, its keys overwritten with zeros. Does nothing for NULL.
///
/// # Safety
/// keys: NULL, or from imilo_keyring_new and not freed yet; no thread uses it from now on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_keyring_free(keys: *mut Keys) {
    guard(
        || (),
        || {
            if !keys.is_null() {
                // SAFETY: made by `Box::into_raw` in `imilo_keyring_new`, freed once, by the promise of the caller.
                drop(unsafe { Box::from_raw(keys) });
            }
        },
    );
}

/// A new root key of the randomness of the operating system: 32 bytes for whoever keeps the keys.
///
/// Returns 0; IMILO_ERROR_NO_RANDOMNESS; IMILO_ERROR_NULL_POINTER. Then out is not written.
///
/// # Safety
/// out: 32 bytes to write. The caller erases them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_make_root_key(out: *mut u8) -> i32 {
    status(|| {
        if out.is_null() {
            return Err(ErrorCode::NullPointer);
        }
        let root = make_root_key(&mut OsRandomness).map_err(|error| error.code())?;
        // SAFETY: not NULL, and 32 bytes may be written by the promise of the caller; bytes need no alignment.
        unsafe { core::ptr::copy_nonoverlapping(root.as_ptr(), out, root.len()) };
        Ok(())
    })
}

fn code(error: KeyError) -> ErrorCode {
    error.code()
}
