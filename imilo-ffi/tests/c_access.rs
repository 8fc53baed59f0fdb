//! One recipient over columns of dossiers through the C ABI and through UniFFI: what the core says of each row, and wrong
//! columns refused by their name.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use core::ffi::c_char;
use core::ptr;

use imilo::c::buffer::{Buffer, imilo_buffer_data, imilo_buffer_free, imilo_buffer_len};
use imilo::c::habilitation::{
    IMILO_ACCESS_GRANTED, IMILO_ACCESS_REFUSED, IMILO_DOSSIER_ACTIVE, IMILO_DOSSIER_ANONYMISED,
    imilo_access_columns,
};
use imilo::uniffi_api::access_columns;
use imilo_core::error::ErrorCode;

/// Art. 4 I 8° of 2015: the ASP, if an allowance is to be paid; from 2018-05-25 a limitation (RGPD, art. 18) closes the dossier.
const ASP: &str = r#"{"date": "2018-06-15", "operation": "transmit", "purpose": "benefit_payment",
    "actor": {"class": "asp", "designated": true, "habilitated_until": "2035-12-31"},
    "target": {"owning_mission_locale": "ML-A", "fields": ["I.A.1", "II.A.1"]},
    "facts": {"necessary_fields": ["I.A.1", "II.A.1"]}, "facts_by_row": ["allowance_due", "limitation"]}"#;
/// Art. 3 I: each mission locale reaches only its own dossiers.
const AGENT: &str = r#"{"date": "2017-06-15", "operation": "consult", "purpose": "accompaniment",
    "actor": {"class": "agent_mission_locale", "mission_locale": "ML-A", "designated": true,
        "habilitated_until": "2035-12-31", "participates_in_accompaniment": true},
    "target": {"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}}"#;

const GRANTED: (u8, u64) = (IMILO_ACCESS_GRANTED, 0b11);
const REFUSED: (u8, u64) = (IMILO_ACCESS_REFUSED, 0);

#[derive(Default)]
struct Columns<'a> {
    locales: Option<&'a [Option<&'a str>]>,
    facts: Option<&'a [u64]>,
    states: Option<&'a [u8]>,
}

/// The answers, or status and JSON of the error, through C.
fn by_c(request: &str, rows: usize, columns: &Columns<'_>) -> Result<Vec<(u8, u64)>, (i32, String)> {
    let texts: String = columns.locales.unwrap_or_default().iter().flatten().copied().collect();
    let mut offsets = vec![0_i32];
    for text in columns.locales.unwrap_or_default() {
        let length = i32::try_from(text.unwrap_or_default().len()).unwrap();
        offsets.push(offsets.last().unwrap() + length);
    }
    let (mut outcomes, mut granted) = (vec![0xAA_u8; rows], vec![u64::MAX; rows]);
    let mut error: *mut Buffer = ptr::null_mut();
    // SAFETY: each column is NULL or has the rows that are told; the outputs have them; the error may be written.
    let status = unsafe {
        imilo_access_columns(
            request.as_ptr().cast::<c_char>(),
            request.len(),
            rows,
            texts.as_ptr(),
            texts.len(),
            if columns.locales.is_some() { offsets.as_ptr() } else { ptr::null() },
            columns.facts.map_or(ptr::null(), <[u64]>::as_ptr),
            columns.states.map_or(ptr::null(), <[u8]>::as_ptr),
            outcomes.as_mut_ptr(),
            granted.as_mut_ptr(),
            &raw mut error,
        )
    };
    if status == 0 {
        return Ok(outcomes.into_iter().zip(granted).collect());
    }
    // SAFETY: an error was written, and is freed once.
    let text = unsafe {
        let bytes =
            core::slice::from_raw_parts(imilo_buffer_data(error).cast::<u8>(), imilo_buffer_len(error));
        let text = str::from_utf8(bytes).unwrap().to_owned();
        imilo_buffer_free(error);
        text
    };
    Err((status, text))
}

/// The same through UniFFI.
fn by_uniffi(request: &str, rows: usize, columns: &Columns<'_>) -> Vec<(u8, u64)> {
    let locales = columns.locales.map(|column| column.iter().map(|text| text.map(str::to_owned)).collect());
    let facts = columns.facts.map(|column| column.iter().flat_map(|bits| bits.to_le_bytes()).collect());
    let rows = i32::try_from(rows).unwrap();
    let answer =
        access_columns(request.to_owned(), rows, locales, facts, columns.states.map(<[u8]>::to_vec)).unwrap();
    let (granted, _) = answer.granted.as_chunks::<8>();
    let granted = granted.iter().map(|bytes| u64::from_le_bytes(*bytes));
    answer.outcomes.iter().copied().zip(granted).collect()
}

#[test]
fn each_row_has_its_facts_its_structure_and_its_state() {
    let facts = Columns { facts: Some(&[1, 0, 3, 1]), ..Columns::default() };
    let expected = vec![GRANTED, REFUSED, REFUSED, GRANTED];
    assert_eq!(by_c(ASP, 4, &facts).unwrap(), expected);
    assert_eq!(by_uniffi(ASP, 4, &facts), expected);
    let locales = Columns { locales: Some(&[Some("ML-A"), Some("ML-B"), None]), ..Columns::default() };
    let one = (IMILO_ACCESS_GRANTED, 0b1);
    // Offsets have no null: an empty structure is none.
    assert_eq!(by_c(AGENT, 3, &locales).unwrap(), vec![one, REFUSED, REFUSED]);
    assert_eq!(by_uniffi(AGENT, 3, &locales), vec![one, REFUSED, one]);
    let states = [IMILO_DOSSIER_ACTIVE, IMILO_DOSSIER_ANONYMISED];
    let states = Columns { states: Some(&states), ..Columns::default() };
    assert_eq!(by_c(AGENT, 2, &states).unwrap(), vec![one, REFUSED]);
    assert_eq!(by_uniffi(AGENT, 2, &states), vec![one, REFUSED]);
    assert_eq!(by_c(AGENT, 0, &Columns::default()).unwrap(), vec![]);
}

#[test]
fn what_is_wrong_is_refused_by_its_name() {
    let told = |request: &str, columns: &Columns<'_>, code: ErrorCode, field: &str| {
        let (status, text) = by_c(request, 1, columns).unwrap_err();
        assert_eq!(status, i32::from(code.number()), "{text}");
        assert!(text.contains(&format!("\"field\":\"{field}\"")), "{field}: {text}");
    };
    let invalid = ErrorCode::InvalidArgument;
    told(ASP, &Columns { facts: Some(&[4]), ..Columns::default() }, invalid, "facts");
    told(AGENT, &Columns { facts: Some(&[1]), ..Columns::default() }, invalid, "facts");
    told(AGENT, &Columns { states: Some(&[3]), ..Columns::default() }, invalid, "states");
    let none = ASP.replace("asp", "bank");
    told(&none, &Columns::default(), ErrorCode::JsonField, "actor.class");
    let (mut outcome, mut granted) = (0_u8, 0_u64);
    for (offsets, code) in [([0, 9], ErrorCode::NirColumnOffsets), ([2, 1], ErrorCode::NirColumnOffsets)] {
        // SAFETY: one row, four bytes, two offsets; the error is not asked for.
        let status = unsafe {
            imilo_access_columns(
                AGENT.as_ptr().cast::<c_char>(),
                AGENT.len(),
                1,
                b"ML-A".as_ptr(),
                4,
                offsets.as_ptr(),
                ptr::null(),
                ptr::null(),
                &raw mut outcome,
                &raw mut granted,
                ptr::null_mut(),
            )
        };
        assert_eq!(status, i32::from(code.number()));
    }
    let short = access_columns(AGENT.to_owned(), 2, Some(vec![None]), None, None);
    assert!(short.is_err());
    assert!(access_columns(AGENT.to_owned(), -1, None, None, None).is_err());
    assert!(access_columns(ASP.to_owned(), 1, None, Some(vec![4, 0, 0, 0, 0, 0, 0, 0]), None).is_err());
    assert!(access_columns(ASP.to_owned(), 1, None, Some(vec![1]), None).is_err());
}
