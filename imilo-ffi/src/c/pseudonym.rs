//! Pseudonyms in place of NIRs: the first pass, the second one, changed numbers and changed keys.

use core::ffi::c_char;
use core::str::FromStr;

use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::nir::Nir;
use imilo_core::pseudonym::{
    Admission, Aliases, Domain, FirstPass, KeyId, Keyring, Pseudonym, PseudonymText, Pseudonymiser,
    RecipientPseudonym, RecipientPseudonymiser, RotationTable, SecondPass,
};

use super::guard::{status, text, values};
use super::keyring::Keys;
use super::nir::acceptance;
use super::nir_columns::written;
use super::{IMILO_NO_NUMBER, IMILO_OK};

/// Bytes of a pseudonym as text: `p1.`, or `q1.` after the second pass, key id, 26 characters, 2 of check. No NUL.
pub const IMILO_PSEUDONYM_LENGTH: usize = 40;
/// Give pseudonyms to numbers of thirteen characters too, whose key was not checked.
pub const IMILO_ADMIT_WITHOUT_KEY: u32 = 1;
/// Give pseudonyms to the numéro national provisoire too, which is no lasting number of a person.
pub const IMILO_ADMIT_NNP: u32 = 2;
/// Give pseudonyms to the migrant de passage too, as for the NNP.
pub const IMILO_ADMIT_MIG: u32 = 4;

const LENGTH: usize = IMILO_PSEUDONYM_LENGTH;

/// Many texts that stand one after the other: row i is `data[offsets[i]]` up to, and without, `data[offsets[i + 1]]`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Texts {
    /// UTF-8; NULL allowed when data_len is 0.
    pub data: *const c_char,
    /// Bytes of data.
    pub data_len: usize,
    /// count + 1 numbers; NULL allowed when count is 0.
    pub offsets: *const usize,
    /// Rows.
    pub count: usize,
    /// NULL when every row is there; else count bytes, of which one other than 0 says that the row is not.
    pub is_null: *const u8,
}

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

/// # Safety
/// NULL or a living keyring that nobody changes.
unsafe fn first_pass<'a>(keys: *const Keys) -> Result<&'a Keyring<FirstPass>, ErrorCode> {
    // SAFETY: the promise of the caller, handed on.
    match unsafe { keys.as_ref() } {
        None => Err(ErrorCode::NullPointer),
        Some(Keys::FirstPass(keys)) => Ok(keys),
        Some(Keys::SecondPass(_) | Keys::Sealing(_)) => Err(ErrorCode::InvalidArgument),
    }
}

/// # Safety
/// NULL or a living keyring that nobody changes.
unsafe fn second_pass<'a>(keys: *const Keys) -> Result<&'a Keyring<SecondPass>, ErrorCode> {
    // SAFETY: the promise of the caller, handed on.
    match unsafe { keys.as_ref() } {
        None => Err(ErrorCode::NullPointer),
        Some(Keys::SecondPass(keys)) => Ok(keys),
        Some(Keys::FirstPass(_) | Keys::Sealing(_)) => Err(ErrorCode::InvalidArgument),
    }
}

/// # Safety
/// NULL or a domain, as its type says.
unsafe fn domain_of(domain: *const DomainNames) -> Result<Domain, ErrorCode> {
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
fn admission(flags: u32) -> Result<Admission, ErrorCode> {
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

/// Rows of texts whose bounds were checked.
pub(super) struct Rows<'a> {
    data: &'a [u8],
    offsets: &'a [usize],
    is_null: Option<&'a [u8]>,
}

impl<'a> Rows<'a> {
    /// # Safety
    /// NULL or texts, as their type says.
    pub(super) unsafe fn of(texts: *const Texts) -> Result<Self, ErrorCode> {
        if texts.is_null() {
            return Err(ErrorCode::NullPointer);
        }
        // SAFETY: the promise of the caller, handed on.
        let texts = unsafe { texts.read_unaligned() };
        if texts.count == 0 {
            return Ok(Self { data: &[], offsets: &[], is_null: None });
        }
        // SAFETY: the promise of the caller on the pointers of the texts.
        let rows = unsafe {
            Self {
                data: values(texts.data.cast::<u8>(), texts.data_len)?,
                offsets: values(
                    texts.offsets,
                    texts.count.checked_add(1).ok_or(ErrorCode::InvalidArgument)?,
                )?,
                is_null: if texts.is_null.is_null() {
                    None
                } else {
                    Some(values(texts.is_null, texts.count)?)
                },
            }
        };
        let rises =
            rows.offsets.is_sorted() && rows.offsets.last().is_some_and(|end| *end <= rows.data.len());
        if rises { Ok(rows) } else { Err(ErrorCode::InvalidArgument) }
    }

    pub(super) const fn count(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// The bytes of each row; none where the row is not there.
    pub(super) fn bytes(&self) -> impl Iterator<Item = Option<&'a [u8]>> + use<'a> {
        let (data, is_null) = (self.data, self.is_null);
        self.offsets.windows(2).enumerate().map(move |(row, bounds)| {
            let absent = is_null.and_then(|flags| flags.get(row)).is_some_and(|flag| *flag != 0);
            match bounds {
                [start, end] if !absent => data.get(*start..*end),
                _ => None,
            }
        })
    }

    /// Each row as text.
    pub(super) fn texts(&self) -> impl Iterator<Item = Option<Result<&'a str, ErrorCode>>> + use<'a> {
        self.bytes().map(|row| row.map(text))
    }
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

/// Both outputs, or none when there is no row.
pub(super) trait Zipped: Sized {
    /// # Errors
    /// `null_pointer` for a NULL with rows.
    fn zipped(self, count: usize) -> Result<Self, ErrorCode>;
}

impl<A, B> Zipped for (Option<A>, Option<B>) {
    fn zipped(self, count: usize) -> Result<Self, ErrorCode> {
        if count > 0 && (self.0.is_none() || self.1.is_none()) {
            Err(ErrorCode::NullPointer)
        } else {
            Ok(self)
        }
    }
}
