//! Disclosure, what is missing, who can, matrix and changes: services as those of [`super::services`]; and one recipient, many
//! dossiers, by columns.

use core::ffi::c_char;

use imilo_core::error::ErrorCode;
use imilo_core::explain::Outcome;
use imilo_core::habilitation::DossierState;
use imilo_core::wire::{AccessColumns, AccessRow, Failure};

use super::buffer::Buffer;
use super::call::asked;
use super::guard::{guard, text, values};
use super::nir_columns::written;
use super::services::by_name;

/// A dossier reduced to what is granted, with the decision and the event to be journalled.
///
/// Request: as for imilo_habilitation, with `"dossier": {…}` (schemas/dossier.schema.json) and `"references": {"agent": "agent-7",
/// "dossier": "dossier-42"}`, and `"clear_nir": true` to have the NIR of the reduced dossier in the clear, if it is granted.
/// A refusal is an answer, with status 0, and its event is to be journalled too.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_disclose(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("disclose", request, request_len, answer, error) }
}

/// The same request on many dossiers: one answer of imilo_disclose, or one error, a dossier, in order.
///
/// Request: as for imilo_habilitation, with `"agent": "agent-7"` and `"dossiers": [{"reference": "dossier-42", "dossier": {…}}]`,
/// each of which may have `facts` (names of those attested of it), `owning_mission_locale` and `dossier_state`; and
/// `"clear_nir": true`. Status 0 whatever a dossier meets: look at each row. Every event is to be journalled.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_disclose_many(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("disclose_many", request, request_len, answer, error) }
}

/// What is missing for a request of habilitation to be granted, datum by datum.
///
/// Request: as for imilo_habilitation.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_counterfactual(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("counterfactual", request, request_len, answer, error) }
}

/// Who may use a datum on a day, by which row, under which conditions.
///
/// Request: `{"date": "2018-03-14", "field": "NIR"}`; may also have `operation`, `added` (rows of an integrator,
/// schemas/habilitation-ajouts.schema.json) and `options`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_who_can(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("who_can", request, request_len, answer, error) }
}

/// Who may do what with which category of data on a day.
///
/// Request: `{"date": "2026-07-01", "format": "html", "language": "fr"}`; the formats are `json`, `csv`, `markdown` and
/// `html` (a page of its own, in `text` of the answer). May also have `added` and `options`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_access_matrix(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("access_matrix", request, request_len, answer, error) }
}

/// What changes in who may do what between two days: lines of the matrix, every decision.
///
/// Request: `{"from": "2026-06-30", "to": "2026-07-01"}`; may also have `actor`, `operation`, `purpose`, and what
/// imilo_access_matrix may have.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_access_changes(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("access_changes", request, request_len, answer, error) }
}

/// What is said of a row: everything that was asked for is granted.
pub const IMILO_ACCESS_GRANTED: u8 = 0;
/// What is said of a row: a datum is refused.
pub const IMILO_ACCESS_REFUSED: u8 = 1;
/// What is said of a row: none is refused, and of one no rule that was read decides. Never to be acted on as a grant.
pub const IMILO_ACCESS_UNDETERMINED: u8 = 2;

/// State of the dossier of a row: active.
pub const IMILO_DOSSIER_ACTIVE: u8 = 0;
/// State of the dossier of a row: anonymised.
pub const IMILO_DOSSIER_ANONYMISED: u8 = 1;
/// State of the dossier of a row: in the archive of the FSE.
pub const IMILO_DOSSIER_FSE_ARCHIVE: u8 = 2;

/// One recipient, many dossiers: the same request on each, without JSON and without a call a row.
///
/// The request is that of imilo_habilitation, and may have `"facts_by_row": ["allowance_due", …]`, names of facts that are
/// attested row by row. What differs stands in columns; NULL for one that is as in the request:
/// - the structure that holds row i is `locales[offsets[i]]` up to `locales[offsets[i + 1]]`, in UTF-8; an empty one is that
///   of the request;
/// - bit b of `facts[i]` is fact b of `facts_by_row`;
/// - `states[i]` is one of IMILO_DOSSIER_….
///
/// Row i gets one of IMILO_ACCESS_… in `outcomes[i]`, and in bit b of `granted[i]` whether code b of `target.fields` is
/// granted. Give nothing of a code whose bit is 0.
///
/// ```c
/// const char *request = "{\"date\": \"2017-06-15\", \"operation\": \"transmit\", \"purpose\": \"benefit_payment\", …}";
/// const uint64_t facts[] = {1, 0};
/// uint8_t outcomes[2];
/// uint64_t granted[2];
/// imilo_buffer *error = NULL;
/// int32_t status = imilo_access_columns(request, strlen(request), 2, NULL, 0, NULL, facts, NULL, outcomes, granted, &error);
/// ```
///
/// Returns 0 whatever is refused; what imilo_habilitation returns; IMILO_ERROR_INVALID_ARGUMENT for more than 64 codes, for a
/// fact that is not attested by its name, a bit that has no fact, and a state that is none;
/// IMILO_ERROR_NIR_COLUMN_OFFSETS when an offset is smaller than the one before it or passes locales_len. Then what stands
/// in the outputs means nothing.
///
/// # Safety
/// request, error: the rules for services at the top of this file. locales: locales_len bytes, only read. offsets: NULL, or
/// rows + 1 numbers. facts: NULL, or rows numbers. states: NULL, or rows bytes. outcomes: rows bytes. granted: rows numbers.
/// The outputs share no byte with anything else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_access_columns(
    request: *const c_char,
    request_len: usize,
    rows: usize,
    locales: *const u8,
    locales_len: usize,
    offsets: *const i32,
    facts: *const u64,
    states: *const u8,
    outcomes: *mut u8,
    granted: *mut u64,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || {
        // SAFETY: the promise of the caller on every pointer.
        unsafe {
            let request = asked(request, request_len)?;
            let columns = Columns {
                locales: values(locales, locales_len).map_err(Failure::of)?,
                offsets: column(offsets, rows.checked_add(1))?,
                facts: column(facts, Some(rows))?,
                states: column(states, Some(rows))?,
            };
            let outcomes = output(outcomes, rows)?;
            let granted = output(granted, rows)?;
            columns.answer(request, rows, outcomes, granted)
        }
    };
    let internal = || i32::from(ErrorCode::Internal.number());
    guard(internal, || match guard(|| Err(Failure::internal()), judge) {
        Ok(()) => super::IMILO_OK,
        Err(failure) => {
            if !error.is_null() {
                // SAFETY: not NULL, and may be written by the promise of the caller.
                unsafe { error.write_unaligned(Buffer::give(failure.to_json())) };
            }
            failure.number
        }
    })
}

/// # Safety
/// NULL, or as many values as `len` says.
unsafe fn column<'a, T>(start: *const T, len: Option<usize>) -> Result<Option<&'a [T]>, Failure> {
    let len = len.ok_or_else(|| Failure::of(ErrorCode::InvalidArgument))?;
    if start.is_null() {
        return Ok(None);
    }
    // SAFETY: the promise of the caller, handed on.
    unsafe { values(start, len) }.map(Some).map_err(Failure::of)
}

/// # Safety
/// NULL, or `len` values that may be written.
unsafe fn output<'a, T: Copy + Default>(start: *mut T, len: usize) -> Result<&'a mut [T], Failure> {
    // SAFETY: the promise of the caller, handed on.
    match unsafe { written(start, len) }.map_err(Failure::of)? {
        Some(values) => Ok(values),
        None if len == 0 => Ok(&mut []),
        None => Err(Failure::of(ErrorCode::NullPointer)),
    }
}

/// The columns of a call.
struct Columns<'a> {
    locales: &'a [u8],
    offsets: Option<&'a [i32]>,
    facts: Option<&'a [u64]>,
    states: Option<&'a [u8]>,
}

impl<'a> Columns<'a> {
    fn answer(
        &self,
        request: &str,
        rows: usize,
        outcomes: &mut [u8],
        granted: &mut [u64],
    ) -> Result<(), Failure> {
        let asked = AccessColumns::new(request)?;
        self.check(asked.facts().len())?;
        let mut out = outcomes.iter_mut().zip(granted);
        let row = |index| self.row(index);
        let answered = AccessColumns::answer(&asked, rows, row, |outcome, bits| {
            if let Some((code, mask)) = out.next() {
                *code = match outcome {
                    Outcome::Conforming => IMILO_ACCESS_GRANTED,
                    Outcome::NotConforming => IMILO_ACCESS_REFUSED,
                    Outcome::Undetermined => IMILO_ACCESS_UNDETERMINED,
                };
                *mask = bits;
            }
        });
        answered.map(|_| ())
    }

    /// Looks at every row before the first is answered.
    fn check(&self, facts: usize) -> Result<(), Failure> {
        let invalid = |field: &str| Failure::of(ErrorCode::InvalidArgument).at(field);
        let unknown = |bits: &u64| facts < 64 && bits >> facts != 0;
        if self.facts.is_some_and(|column| column.iter().any(unknown)) {
            return Err(invalid("facts"));
        }
        let states = DossierState::ALL.len();
        if self.states.is_some_and(|column| column.iter().any(|state| usize::from(*state) >= states)) {
            return Err(invalid("states"));
        }
        let Some(offsets) = self.offsets else { return Ok(()) };
        let wrong = || Failure::of(ErrorCode::NirColumnOffsets).at("offsets");
        for pair in offsets.windows(2) {
            let [from, to] = pair else { continue };
            let bytes = usize::try_from(*from).ok().zip(usize::try_from(*to).ok());
            let bytes = bytes.and_then(|(from, to)| self.locales.get(from..to)).ok_or_else(wrong)?;
            text(bytes).map_err(|code| Failure::of(code).at("locales"))?;
        }
        Ok(())
    }

    fn row(&self, index: usize) -> AccessRow<'a> {
        let owner = self.offsets.and_then(|offsets| {
            let from = usize::try_from(*offsets.get(index)?).ok()?;
            let to = usize::try_from(*offsets.get(index.checked_add(1)?)?).ok()?;
            self.locales.get(from..to).and_then(|bytes| text(bytes).ok())
        });
        AccessRow {
            mission_locale: owner.filter(|owner| !owner.is_empty()),
            facts: self.facts.and_then(|column| column.get(index)).copied().unwrap_or_default(),
            state: self
                .states
                .and_then(|column| column.get(index))
                .and_then(|state| DossierState::ALL.get(usize::from(*state)))
                .copied(),
        }
    }
}
