//! Pseudonyms, seals and keyrings through the C ABI give the known answers, and tell nothing of what they refuse.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test may stop on what cannot be")]

use core::ffi::c_char;
use core::ptr;

use imilo::c::keyring::{
    IMILO_USE_FIRST_PASS, IMILO_USE_SEALING, IMILO_USE_SECOND_PASS, Keys, imilo_keyring_add,
    imilo_keyring_destroy, imilo_keyring_disjoint, imilo_keyring_free, imilo_keyring_new,
    imilo_make_root_key,
};
use imilo::c::nir::{IMILO_ACCEPT_DEFAULT, IMILO_ACCEPT_NNP};
use imilo::c::pseudonym::{
    DomainNames, IMILO_ADMIT_NNP, IMILO_ADMIT_WITHOUT_KEY, imilo_pseudonyms, imilo_read_pseudonyms,
    imilo_second_pass,
};
use imilo::c::rotation::{imilo_follow_aliases, imilo_rotation_table};
use imilo::c::sealed::{IMILO_SEAL_LIMIT, imilo_open, imilo_seal};
use imilo::c::texts::Texts;
use imilo_core::error::ErrorCode;
use serde_json::Value;

const NO_NUMBER: i32 = -1;

fn code(code: ErrorCode) -> i32 {
    i32::from(code.number())
}

/// A keyring that frees itself.
struct Ring(*mut Keys);

impl Ring {
    fn new(key_use: u8) -> Self {
        let mut keys = ptr::null_mut();
        // SAFETY: the pointer is local.
        assert_eq!(unsafe { imilo_keyring_new(key_use, &raw mut keys) }, 0);
        Self(keys)
    }

    fn with(key_use: u8, id: u32, first: u8) -> Self {
        let ring = Self::new(key_use);
        assert_eq!(ring.add(id, &root(first)), 0);
        ring
    }

    fn add(&self, id: u32, root: &[u8]) -> i32 {
        // SAFETY: the keyring is alive and used by this thread alone.
        unsafe { imilo_keyring_add(self.0, id, root.as_ptr(), root.len()) }
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: alive until now.
        unsafe { imilo_keyring_free(self.0) }
    }
}

fn root(first: u8) -> Vec<u8> {
    (first..first + 32).collect()
}

/// Texts in the layout of C, alive as long as this.
struct Column {
    data: String,
    offsets: Vec<usize>,
    is_null: Vec<u8>,
}

impl Column {
    fn of(rows: &[Option<&str>]) -> Self {
        let mut column = Self { data: String::new(), offsets: vec![0], is_null: vec![] };
        for row in rows {
            column.data.push_str(row.unwrap_or_default());
            column.offsets.push(column.data.len());
            column.is_null.push(u8::from(row.is_none()));
        }
        column
    }

    fn texts(&self) -> Texts {
        Texts {
            data: self.data.as_ptr().cast(),
            data_len: self.data.len(),
            offsets: self.offsets.as_ptr(),
            count: self.is_null.len(),
            is_null: self.is_null.as_ptr(),
        }
    }
}

fn domain([sector, recipient, purpose]: [&'static str; 3], key_id: u32) -> DomainNames {
    let name = |text: &'static str| (text.as_ptr().cast::<c_char>(), text.len());
    let ((sector, sector_len), (recipient, recipient_len), (purpose, purpose_len)) =
        (name(sector), name(recipient), name(purpose));
    DomainNames { sector, sector_len, recipient, recipient_len, purpose, purpose_len, key_id }
}

const TRAJAM: [&str; 3] = ["emploi", "dares", "trajam"];

/// Statuses, and what stands in each row: none for zeros.
type Rows = (i32, Vec<i32>, Vec<Option<String>>);

fn rows(status: i32, statuses: Vec<i32>, out: &[u8], length: usize) -> Rows {
    let text =
        |row: &[u8]| row.iter().any(|byte| *byte != 0).then(|| String::from_utf8(row.to_vec()).unwrap());
    // After an error nothing was written, or nothing that means something.
    let out = if status == 0 { out } else { &[] };
    (status, statuses, out.chunks(length).map(text).collect())
}

fn pseudonyms(ring: &Ring, domain: DomainNames, given: &[Option<&str>], accept: u32, admit: u32) -> Rows {
    let column = Column::of(given);
    let (mut out, mut statuses) = (vec![0xAA; 40 * given.len()], vec![-99; given.len()]);
    let texts = column.texts();
    let (to, to_statuses) = (out.as_mut_ptr().cast(), statuses.as_mut_ptr());
    // SAFETY: everything is alive, with the sizes that are told.
    let status = unsafe {
        imilo_pseudonyms(ring.0, &raw const domain, &raw const texts, accept, admit, to, to_statuses)
    };
    rows(status, statuses, &out, 40)
}

const FIRST: &str = "p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE";
const CORSICA: &str = "p1.00000001.1QFGDN7T3W3REX25VJHS6PVTAKAM";

#[test]
fn known_pseudonyms_and_what_is_refused() {
    let ring = Ring::with(IMILO_USE_FIRST_PASS, 1, 0);
    let given = [
        Some("2 55 08 14 168 025 38"),
        None,
        Some("185072a00412388"),
        Some("2550814168025"),
        Some("255081416802539"),
        Some("718610018826448"),
        Some(""),
    ];
    let (status, statuses, out) = pseudonyms(&ring, domain(TRAJAM, 1), &given, IMILO_ACCEPT_DEFAULT, 0);
    assert_eq!(status, 0);
    let refused =
        [ErrorCode::PseudonymKeyAbsent, ErrorCode::NirKey, ErrorCode::NirFirstDigit, ErrorCode::NirLength];
    assert_eq!(statuses, [vec![0, NO_NUMBER, 0], refused.map(code).to_vec()].concat());
    let shown: Vec<_> = out.iter().map(|row| row.as_deref()).collect();
    assert_eq!(shown, [Some(FIRST), None, Some(CORSICA), None, None, None, None]);
    // What must be asked for.
    let accept = IMILO_ACCEPT_DEFAULT | IMILO_ACCEPT_NNP;
    let (_, statuses, _) = pseudonyms(&ring, domain(TRAJAM, 1), &given[5..6], accept, 0);
    assert_eq!(statuses, [code(ErrorCode::PseudonymKind)]);
    let admit = IMILO_ADMIT_WITHOUT_KEY | IMILO_ADMIT_NNP;
    let (_, statuses, out) = pseudonyms(&ring, domain(TRAJAM, 1), &given[3..6], accept, admit);
    assert_eq!(statuses, [0, code(ErrorCode::NirKey), 0]);
    assert_eq!(out[0].as_deref(), Some(FIRST));
}

#[test]
fn what_the_caller_has_wrong_is_told_before_any_row() {
    let ring = Ring::with(IMILO_USE_FIRST_PASS, 1, 0);
    let wrong_use = Ring::with(IMILO_USE_SEALING, 1, 0);
    let (nirs, none) = ([Some("255081416802538")], [None]);
    for (status, expected) in [
        (pseudonyms(&ring, domain(TRAJAM, 2), &nirs, 1, 0).0, ErrorCode::KeyIdUnknown),
        (pseudonyms(&ring, domain(TRAJAM, 0), &nirs, 1, 0).0, ErrorCode::KeyIdZero),
        (
            pseudonyms(&ring, domain(["Emploi", "dares", "trajam"], 1), &nirs, 1, 0).0,
            ErrorCode::PseudonymName,
        ),
        (pseudonyms(&ring, domain(["emploi", "dares", ""], 1), &nirs, 1, 0).0, ErrorCode::PseudonymName),
        (pseudonyms(&wrong_use, domain(TRAJAM, 1), &nirs, 1, 0).0, ErrorCode::KeyUse),
        (pseudonyms(&ring, domain(TRAJAM, 1), &nirs, 1 << 9, 0).0, ErrorCode::InvalidArgument),
        (pseudonyms(&ring, domain(TRAJAM, 1), &none, 1, 8).0, ErrorCode::InvalidArgument),
    ] {
        assert_eq!(status, code(expected));
    }
    let (domain, column) = (domain(TRAJAM, 1), Column::of(&nirs));
    let (mut texts, null, mut one) = (column.texts(), ptr::null_mut(), 0);
    // SAFETY: NULL is allowed everywhere here; the rest is alive.
    unsafe {
        let call =
            |keys, domain, texts, out, statuses| imilo_pseudonyms(keys, domain, texts, 1, 0, out, statuses);
        let null_pointer = code(ErrorCode::NullPointer);
        assert_eq!(call(ptr::null(), &raw const domain, &raw const texts, null, &raw mut one), null_pointer);
        assert_eq!(call(ring.0, ptr::null(), &raw const texts, null, &raw mut one), null_pointer);
        assert_eq!(call(ring.0, &raw const domain, ptr::null(), null, &raw mut one), null_pointer);
        assert_eq!(call(ring.0, &raw const domain, &raw const texts, null, &raw mut one), null_pointer);
        texts.data_len = 14;
        assert_eq!(call(ring.0, &raw const domain, &raw const texts, null, &raw mut one), 106);
        texts.count = 0;
        assert_eq!(call(ring.0, &raw const domain, &raw const texts, null, ptr::null_mut()), 0);
    }
}

#[test]
fn the_second_pass_and_reading() {
    let ring = Ring::with(IMILO_USE_SECOND_PASS, 2, 32);
    let given = [
        Some(FIRST),
        None,
        Some("p1.00000001.5W645JRBYGPW6T82J4BD9F4KDFVE"),
        Some("q1.00000002.6OYAI8S3HCQ8VF2T3EA5YSKEJM9H"),
    ];
    let (column, names) = (Column::of(&given), domain(TRAJAM, 2));
    let (mut out, mut statuses) = (vec![0xAA; 160], vec![-99; 4]);
    let texts = column.texts();
    let second = "q1.00000002.60YA18S3HCQ8VF2T3EA5YSKEJM9H";
    let malformed = code(ErrorCode::PseudonymMalformed);
    // SAFETY: everything is alive, with the sizes that are told.
    unsafe {
        let (to, to_statuses) = (out.as_mut_ptr().cast(), statuses.as_mut_ptr());
        let status = imilo_second_pass(ring.0, &raw const names, &raw const texts, to, to_statuses);
        let (status, statuses, rows) = rows(status, statuses.clone(), &out, 40);
        assert_eq!((status, statuses), (0, vec![0, NO_NUMBER, malformed, malformed]));
        assert_eq!(rows, [Some(second.to_owned()), None, None, None]);
    }
    // SAFETY: as above.
    let status =
        unsafe { imilo_read_pseudonyms(&raw const texts, out.as_mut_ptr().cast(), statuses.as_mut_ptr()) };
    let (status, statuses, rows) = rows(status, statuses, &out, 40);
    assert_eq!((status, statuses), (0, vec![0, NO_NUMBER, malformed, 0]));
    assert_eq!(rows, [Some(FIRST.to_owned()), None, None, Some(second.to_owned())]);
}

#[test]
fn changed_numbers_follow_to_the_first_and_a_pair_that_cannot_stand_is_named() {
    let names = domain(TRAJAM, 1);
    let follow = |pairs: &[&str], row: &str| {
        let (pairs, mut row, mut wrong) = (pairs.concat(), row.to_owned().into_bytes(), 99);
        let (start, count) = (pairs.as_ptr().cast(), pairs.len() / 80);
        // SAFETY: everything is alive, with the sizes that are told.
        let status = unsafe {
            imilo_follow_aliases(
                &raw const names,
                start,
                count,
                row.as_mut_ptr().cast(),
                row.len() / 40,
                &raw mut wrong,
            )
        };
        (status, wrong, String::from_utf8(row).unwrap())
    };
    assert_eq!(follow(&[CORSICA, FIRST], CORSICA), (0, 99, FIRST.to_owned()));
    assert_eq!(follow(&[CORSICA, FIRST], FIRST), (0, 99, FIRST.to_owned()));
    assert_eq!(follow(&[], &"x".repeat(40)), (0, 99, "x".repeat(40)));
    let cycle = follow(&[CORSICA, FIRST, FIRST, CORSICA], CORSICA);
    assert_eq!(cycle, (code(ErrorCode::AliasCycle), 1, CORSICA.to_owned()));
    assert_eq!(follow(&[FIRST, FIRST], "").0, code(ErrorCode::AliasItself));
    assert_eq!(follow(&[FIRST, &CORSICA.replace('Q', "R")], "").0, code(ErrorCode::PseudonymMalformed));
}

#[test]
fn a_rotation_table_has_the_old_and_the_new_of_each_number() {
    let ring = Ring::with(IMILO_USE_FIRST_PASS, 1, 0);
    assert_eq!(ring.add(2, &root(32)), 0);
    let given = [Some("255081416802538"), Some("185072A00412388"), None, Some("255081416802538"), Some("1")];
    let by = |id| pseudonyms(&ring, domain(TRAJAM, id), &given[..2], 1, 0).2;
    let (old, new) = (by(1), by(2));
    let mut expected: Vec<String> =
        old.iter().zip(&new).map(|(old, new)| [old, new].map(|row| row.clone().unwrap()).concat()).collect();
    expected.sort();
    let (names, column) = (domain(TRAJAM, 1), Column::of(&given));
    let (texts, mut pairs, mut count, mut statuses) = (column.texts(), vec![0xAA; 80 * 5], 99, vec![-99; 5]);
    let mut table = |new_id| {
        let (to, to_statuses) = (pairs.as_mut_ptr().cast(), statuses.as_mut_ptr());
        // SAFETY: everything is alive, with the sizes that are told.
        unsafe {
            imilo_rotation_table(
                ring.0,
                &raw const names,
                new_id,
                &raw const texts,
                1,
                0,
                to,
                &raw mut count,
                to_statuses,
            )
        }
    };
    assert_eq!(table(1), code(ErrorCode::RotationDomains));
    assert_eq!(table(3), code(ErrorCode::KeyIdUnknown));
    assert_eq!(table(2), 0);
    assert_eq!((count, statuses), (2, vec![0, 0, NO_NUMBER, 0, code(ErrorCode::NirLength)]));
    let found: Vec<_> =
        pairs.chunks(80).take(2).map(|pair| String::from_utf8(pair.to_vec()).unwrap()).collect();
    // Old pseudonyms of one key: the order of their texts is that of their bytes.
    assert_eq!(found, expected);
}

fn seal(ring: &Ring, given: &[Option<&str>], dossiers: &[Option<&str>], used: Option<&mut u64>) -> Rows {
    let (numbers, scopes) = (Column::of(given), Column::of(dossiers));
    let (mut out, mut statuses) = (vec![0xAA; 62 * given.len()], vec![-99; given.len()]);
    let (numbers, scopes, purpose) = (numbers.texts(), scopes.texts(), "c2s");
    let used = used.map_or(ptr::null_mut(), ptr::from_mut);
    let (to, to_statuses) = (out.as_mut_ptr().cast(), statuses.as_mut_ptr());
    let (start, len) = (purpose.as_ptr().cast(), purpose.len());
    // SAFETY: everything is alive, with the sizes that are told.
    let status = unsafe {
        imilo_seal(ring.0, 3, &raw const numbers, 1, &raw const scopes, start, len, used, to, to_statuses)
    };
    rows(status, statuses, &out, 62)
}

fn open(ring: &Ring, seals: &[Option<&str>], dossiers: &[Option<&str>], purpose: &str) -> Rows {
    let (seals, scopes) = (Column::of(seals), Column::of(dossiers));
    let (mut out, mut statuses) = (vec![0xAA; 13 * dossiers.len()], vec![-99; dossiers.len()]);
    let (seals, scopes) = (seals.texts(), scopes.texts());
    let (to, to_statuses) = (out.as_mut_ptr().cast(), statuses.as_mut_ptr());
    let (start, len) = (purpose.as_ptr().cast(), purpose.len());
    // SAFETY: everything is alive, with the sizes that are told.
    let status =
        unsafe { imilo_open(ring.0, &raw const seals, &raw const scopes, start, len, to, to_statuses) };
    rows(status, statuses, &out, 13)
}

#[test]
fn what_is_sealed_opens_for_its_dossier_alone() {
    let ring = Ring::with(IMILO_USE_SEALING, 3, 64);
    let given = [Some("255081416802538"), None, Some("1"), Some("255081416802538")];
    let dossiers = [Some("123456"), Some("7"), Some("8"), Some("")];
    let mut used = 5;
    for used in [None, Some(&mut used)] {
        let (status, statuses, seals) = seal(&ring, &given, &dossiers, used);
        assert_eq!(
            (status, statuses),
            (0, vec![0, NO_NUMBER, code(ErrorCode::NirLength), code(ErrorCode::SealDossier)])
        );
        assert!(seals[1..].iter().all(Option::is_none));
        let sealed = [seals[0].as_deref()];
        assert_eq!(
            open(&ring, &sealed, &dossiers[..1], "c2s"),
            (0, vec![0], vec![Some("2550814168025".to_owned())])
        );
        for (dossier, purpose) in [("123457", "c2s"), ("123456", "paie")] {
            let moved = open(&ring, &sealed, &[Some(dossier)], purpose);
            assert_eq!(moved, (0, vec![code(ErrorCode::SealRefused)], vec![None]));
        }
        let again = seal(&ring, &given[..1], &dossiers[..1], None).2;
        assert_ne!(again[0], seals[0]);
    }
    // One row was fit for sealing.
    assert_eq!(used, 6);
    let mut full = IMILO_SEAL_LIMIT;
    let (status, _, seals) = seal(&ring, &given[..1], &dossiers[..1], Some(&mut full));
    assert_eq!((status, seals, full), (code(ErrorCode::SealCount), vec![], IMILO_SEAL_LIMIT));
    assert_eq!(seal(&ring, &given, &dossiers[..3], None).0, code(ErrorCode::ColumnLength));
    assert_eq!(open(&ring, &given, &dossiers, "C2S").0, code(ErrorCode::PseudonymName));
}

/// The given known answers: `open` and `keyring`. Pseudonyms, the second pass and reading are above; a seal of a known
/// nonce cannot be asked for here.
#[test]
fn the_given_seals_and_keyrings() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/given/pseudonyms.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let bytes = |text: &str| -> Vec<u8> {
        (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()).collect()
    };
    let mut ran = 0;
    for case in file["cases"].as_array().unwrap() {
        let (op, expect) = (case["op"].as_str().unwrap(), &case["expect"]);
        if !matches!(op, "open" | "keyring") {
            continue;
        }
        ran += 1;
        let ring = Ring::new(IMILO_USE_SEALING);
        let added: Vec<i32> = case["keys"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| {
                let id = u32::from_str_radix(key["key_id"].as_str().unwrap(), 16).unwrap();
                ring.add(id, &bytes(key["root"].as_str().unwrap()))
            })
            .collect();
        if op == "keyring" {
            assert_eq!(added.iter().all(|status| *status == 0), expect["ok"] == true, "{}", case["id"]);
            continue;
        }
        let (status, statuses, numbers) = open(
            &ring,
            &[case["sealed"].as_str()],
            &[case["dossier"].as_str()],
            case["purpose"].as_str().unwrap(),
        );
        let expected = match expect["error"].as_str() {
            None => 0,
            Some("refused") => code(ErrorCode::SealRefused),
            Some("malformed") => code(ErrorCode::SealMalformed),
            Some(_) => code(ErrorCode::KeyIdUnknown),
        };
        assert_eq!((status, statuses), (0, vec![expected]), "{}", case["id"]);
        assert_eq!(numbers[0].as_deref(), expect["nir"].as_str());
    }
    assert!(ran >= 16, "{ran}");
}

#[test]
fn keyrings_refuse_and_forget() {
    let (one, other) = (Ring::with(IMILO_USE_FIRST_PASS, 1, 0), Ring::with(IMILO_USE_SEALING, 9, 0));
    for (id, root, expected) in [
        (0, root(1), ErrorCode::KeyIdZero),
        (2, root(1)[1..].to_vec(), ErrorCode::KeyLength),
        (2, vec![7; 32], ErrorCode::KeyWeak),
        (1, root(1), ErrorCode::KeyIdTwice),
        (2, root(0), ErrorCode::KeyBytesTwice),
    ] {
        assert_eq!(one.add(id, &root), code(expected));
    }
    let mut drawn = [[0; 32]; 2];
    // SAFETY: the keyrings are alive; NULL is allowed.
    unsafe {
        assert_eq!(imilo_keyring_disjoint(one.0, other.0), code(ErrorCode::KeyBytesTwice));
        assert_eq!(imilo_keyring_destroy(other.0, 9), 0);
        assert_eq!(imilo_keyring_destroy(other.0, 9), code(ErrorCode::KeyIdUnknown));
        assert_eq!(imilo_keyring_disjoint(one.0, other.0), 0);
        assert_eq!(imilo_keyring_disjoint(one.0, ptr::null()), 104);
        assert_eq!(imilo_keyring_new(6, &mut ptr::null_mut()), 106);
        assert_eq!(imilo_keyring_add(ptr::null_mut(), 1, ptr::null(), 0), 104);
        imilo_keyring_free(ptr::null_mut());
        for root in &mut drawn {
            assert_eq!(imilo_make_root_key(root.as_mut_ptr()), 0);
        }
        assert_eq!(imilo_make_root_key(ptr::null_mut()), 104);
    }
    assert!(drawn[0] != drawn[1] && drawn.iter().all(|root| *root != [0; 32]));
}
