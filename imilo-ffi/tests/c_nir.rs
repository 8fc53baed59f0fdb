//! The typed check of NIRs says what the service says, row by row, and never reads out of its bounds.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop on what cannot be")]

use core::ptr;

use imilo::c::nir::{
    IMILO_ACCEPT_COMMUNE_OUT_OF_RANGE, IMILO_ACCEPT_DEFAULT, IMILO_ACCEPT_DEPARTEMENT_00, IMILO_ACCEPT_MIG,
    IMILO_ACCEPT_MONTHS_43_49, IMILO_ACCEPT_NNP, IMILO_ACCEPT_SEX_3_4, IMILO_ACCEPT_THIRTEEN, NirResult,
    imilo_nir_validate, imilo_nir_validate_many,
};
use imilo::c::{IMILO_NO_NUMBER, IMILO_OK};
use imilo_core::error::ErrorCode;
use imilo_core::wire;
use serde_json::{Value, json};

/// What a result holds before the call: it must not stay where a row is written.
const UNWRITTEN: NirResult =
    NirResult { status: -99, position: 99, key_state: 99, kind: 99, findings: 0b1010_0000 };

const FLAGS: [(&str, u32); 7] = [
    ("thirteen", IMILO_ACCEPT_THIRTEEN),
    ("sex_3_4", IMILO_ACCEPT_SEX_3_4),
    ("months_43_49", IMILO_ACCEPT_MONTHS_43_49),
    ("departement_00", IMILO_ACCEPT_DEPARTEMENT_00),
    ("commune_out_of_range", IMILO_ACCEPT_COMMUNE_OUT_OF_RANGE),
    ("nnp", IMILO_ACCEPT_NNP),
    ("mig", IMILO_ACCEPT_MIG),
];

fn validate(number: &[u8], flags: u32) -> (i32, NirResult) {
    let mut result = UNWRITTEN;
    // SAFETY: the number is alive during the call, and the result is local.
    let status = unsafe { imilo_nir_validate(number.as_ptr().cast(), number.len(), flags, &raw mut result) };
    (status, result)
}

fn validate_many(rows: &[Option<&[u8]>], flags: u32) -> (i32, Vec<NirResult>) {
    let (mut data, mut offsets, mut is_null) = (Vec::new(), vec![0], Vec::new());
    for row in rows {
        data.extend_from_slice(row.unwrap_or_default());
        offsets.push(data.len());
        is_null.push(u8::from(row.is_none()));
    }
    call(&data, &offsets, rows.len(), flags, Some(&is_null))
}

fn call(
    data: &[u8],
    offsets: &[usize],
    count: usize,
    flags: u32,
    is_null: Option<&[u8]>,
) -> (i32, Vec<NirResult>) {
    assert_eq!(offsets.len(), count + 1);
    assert!(is_null.is_none_or(|flags| flags.len() == count));
    let mut results = vec![UNWRITTEN; count];
    let is_null = is_null.map_or(ptr::null(), <[u8]>::as_ptr);
    let (text, offsets, out) = (data.as_ptr().cast(), offsets.as_ptr(), results.as_mut_ptr());
    // SAFETY: all are alive during the call, with the lengths that are told (asserted above).
    let status = unsafe { imilo_nir_validate_many(text, data.len(), offsets, count, flags, is_null, out) };
    (status, results)
}

/// The answer of the service, from the fields of a result.
fn as_the_service(result: NirResult) -> Value {
    let fault = ErrorCode::ALL.iter().find(|row| i32::from(row.number) == result.status);
    let named = |names: &[&str], value: u8| names.get(usize::from(value)).map(|name| json!(name)).unwrap();
    let none = |value: Value| if value == "" { Value::Null } else { value };
    let findings = ["sex_3_4", "month_43_49", "commune_out_of_range", "territory_unknown", "specimen"];
    let bits = (0..8).filter(|bit| result.findings & (1 << bit) != 0);
    json!({
        "outcome": if result.status == IMILO_OK { "conforming" } else { "not_conforming" },
        "fault": fault.map(|row| row.slug.strip_prefix("nir_").unwrap()),
        "position": if result.position == 0 { Value::Null } else { json!(result.position) },
        "key": none(named(&["", "absent", "right", "wrong"], result.key_state)),
        "kind": none(named(&["", "nir", "nnp", "mig"], result.kind)),
        "findings": bits.map(|bit| findings[bit]).collect::<Vec<_>>(),
    })
}

/// The cases of the vectors: the text, and its flags.
fn cases() -> Vec<(String, u32, Value)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/nir_details.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let case = |case: &Value| {
        let accept = case.get("accept").cloned().unwrap_or_else(|| json!({}));
        let of = |(name, bit): (&str, u32)| match accept.get(name) {
            Some(given) => bit * u32::from(given.as_bool().unwrap()),
            None => bit & IMILO_ACCEPT_DEFAULT,
        };
        let flags = FLAGS.into_iter().map(of).sum();
        (case["input"].as_str().unwrap().to_owned(), flags, accept)
    };
    file["cases"].as_array().unwrap().iter().map(case).collect()
}

#[test]
fn each_vector_has_the_answer_of_the_service() {
    let cases = cases();
    assert!(cases.len() > 50, "{}", cases.len());
    for (input, flags, accept) in &cases {
        let answer = wire::call("nir_check", &json!({"nir": input, "accept": accept}).to_string()).unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let (status, result) = validate(input.as_bytes(), *flags);
        assert_eq!(status, 0);
        let found = as_the_service(result);
        for (key, value) in found.as_object().unwrap() {
            assert_eq!(value, &answer[key], "{key} of a vector with flags {accept}");
        }
        // Alone, and between two others.
        let (status, many) = validate_many(&[None, Some(input.as_bytes()), Some(b"1")], *flags);
        assert_eq!((status, many[1], many[0].status), (0, result, IMILO_NO_NUMBER));
    }
    // The vectors show each flag, each family and each finding, or the comparison would prove little.
    let seen = |flag: u32| cases.iter().any(|case| case.1 & flag != 0);
    assert!(FLAGS.iter().all(|(_, flag)| seen(*flag)));
    let results: Vec<_> = cases.iter().map(|case| validate(case.0.as_bytes(), case.1).1).collect();
    assert_eq!(results.iter().fold(0, |all, result| all | result.findings), 31);
    assert!((0..=3).all(|kind| results.iter().any(|result| result.kind == kind)));
    assert!((0..=3).all(|key| results.iter().any(|result| result.key_state == key)));
    assert!((300..=306).all(|status| results.iter().any(|result| result.status == status)));
}

#[test]
fn a_row_may_be_absent_empty_or_not_text() {
    let rows: [Option<&[u8]>; 5] = [Some(b""), None, Some(b"\xFF\xFE"), Some(b"284058832102530"), None];
    let (status, results) = validate_many(&rows, IMILO_ACCEPT_DEFAULT);
    assert_eq!(status, 0);
    let statuses: Vec<_> = results.iter().map(|result| result.status).collect();
    assert_eq!(statuses, [300, IMILO_NO_NUMBER, 103, 306, IMILO_NO_NUMBER]);
    for index in [1, 2, 4] {
        let NirResult { position, key_state, kind, findings, .. } = results[index];
        assert_eq!((position, key_state, kind, findings), (0, 0, 0, 0));
    }
    assert_eq!(results[3].position, 14);
    // An absent row says nothing of its bytes, and any byte but 0 makes it absent.
    let (_, absent) = call(b"2840588321025", &[0, 13], 1, IMILO_ACCEPT_DEFAULT, Some(&[0x80]));
    assert_eq!(absent[0].status, IMILO_NO_NUMBER);
    let (_, given) = call(b"2840588321025", &[0, 13], 1, IMILO_ACCEPT_DEFAULT, None);
    assert_eq!((given[0].status, given[0].key_state), (IMILO_OK, 1));
}

#[test]
fn a_character_cut_between_two_rows_is_no_text() {
    // é is two bytes: each half alone is not UTF-8, and the whole data is.
    let (status, results) = call("é".as_bytes(), &[0, 1, 2, 2], 3, IMILO_ACCEPT_DEFAULT, None);
    assert_eq!(status, 0);
    assert_eq!(results.iter().map(|result| result.status).collect::<Vec<_>>(), [103, 103, 300]);
}

#[test]
fn bad_offsets_are_refused_and_nothing_is_written() {
    let data = b"28405883210252840588321025";
    let max = usize::MAX;
    let bad: [[usize; 3]; 8] = [
        [0, 27, 27],
        [0, 13, 27],
        [0, 13, max],
        [max, max, max],
        [13, 0, 26],
        [0, 26, 13],
        [14, 13, 26],
        [0, max, 26],
    ];
    for offsets in bad {
        let (status, results) = call(data, &offsets, 2, IMILO_ACCEPT_DEFAULT, None);
        assert_eq!(status, 106, "{offsets:?}");
        assert_eq!(results, [UNWRITTEN; 2], "{offsets:?}");
    }
    // A slice of a longer column starts and ends where it likes.
    let (status, results) = call(data, &[13, 26], 1, IMILO_ACCEPT_DEFAULT, None);
    assert_eq!((status, results[0].status), (0, IMILO_OK));
    assert_eq!(call(data, &[26, 26], 1, IMILO_ACCEPT_DEFAULT, None).1[0].status, 300);
    assert_eq!(call(data, &[0, 13], 1, IMILO_ACCEPT_DEFAULT, None).1[0].status, IMILO_OK);
}

#[test]
fn flags_without_a_name_are_refused() {
    for bit in 7..32 {
        let flags = IMILO_ACCEPT_DEFAULT | 1 << bit;
        assert_eq!(validate(b"2840588321025", flags), (106, UNWRITTEN));
        assert_eq!(validate_many(&[Some(b"2840588321025")], flags), (106, vec![UNWRITTEN]));
        assert_eq!(validate_many(&[], flags).0, 106);
    }
    assert_eq!(validate(b"2840588321025", 0).1.status, 300);
}

#[test]
fn null_is_allowed_where_it_is_said_and_refused_elsewhere() {
    let text = b"2840588321025".as_ptr().cast();
    let offsets = [0_usize, 13];
    let mut result = UNWRITTEN;
    let out = &raw mut result;
    let flags = IMILO_ACCEPT_DEFAULT;
    // SAFETY: what is NULL is allowed, or refused before it is used; the rest is local. No length that is too
    // long is ever followed.
    unsafe {
        assert_eq!(imilo_nir_validate(ptr::null(), 0, flags, out), 104);
        assert_eq!(imilo_nir_validate(ptr::null(), 13, flags, out), 104);
        assert_eq!(imilo_nir_validate(text, 13, flags, ptr::null_mut()), 104);
        assert_eq!(imilo_nir_validate(text, usize::MAX, flags, out), 106);
        assert_eq!(imilo_nir_validate(text, 13, flags, out.byte_add(1)), 106);
        let many = imilo_nir_validate_many;
        let starts = offsets.as_ptr();
        assert_eq!(many(ptr::null(), 0, ptr::null(), 0, flags, ptr::null(), ptr::null_mut()), 0);
        assert_eq!(many(ptr::null(), 13, starts, 1, flags, ptr::null(), out), 104);
        assert_eq!(many(text, 13, ptr::null(), 1, flags, ptr::null(), out), 104);
        assert_eq!(many(text, 13, starts, 1, flags, ptr::null(), ptr::null_mut()), 104);
        assert_eq!(many(text, 13, starts, usize::MAX, flags, ptr::null(), out), 106);
        assert_eq!(many(text, 13, starts, usize::MAX / 8, flags, ptr::null(), out), 106);
        assert_eq!(many(text, usize::MAX, starts, 1, flags, ptr::null(), out), 106);
        assert_eq!(many(text, 13, starts.byte_add(1), 0, flags, ptr::null(), out), 0);
        assert_eq!(many(text, 13, starts.byte_add(1), 1, flags, ptr::null(), out), 106);
        assert_eq!(result, UNWRITTEN);
        // No data at all: offsets of 0 are rows without a character.
        assert_eq!(many(ptr::null(), 0, [0, 0].as_ptr(), 1, flags, ptr::null(), out), 0);
    }
    assert_eq!(result.status, 300);
}

#[test]
fn many_rows_from_many_threads() {
    let numbers: Vec<String> = (0..5_000).map(|order| format!("28405883{order:05}")).collect();
    let rows: Vec<_> = numbers.iter().map(|number| Some(number.as_bytes())).collect();
    let one_by_one: Vec<_> =
        numbers.iter().map(|number| validate(number.as_bytes(), IMILO_ACCEPT_DEFAULT).1).collect();
    assert!(one_by_one.iter().any(|result| result.status == IMILO_OK));
    assert!(one_by_one.iter().any(|result| result.status == 305));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(validate_many(&rows, IMILO_ACCEPT_DEFAULT), (0, one_by_one.clone())));
        }
    });
}
