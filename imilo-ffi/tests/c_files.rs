//! Files through the C ABI: the bilan of one, and its dossiers, as the facade of files gives them.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use core::ffi::c_char;
use core::ptr;

use imilo::c::buffer::{Buffer, imilo_buffer_data, imilo_buffer_free, imilo_buffer_len};
use imilo::c::files::{
    Import, imilo_access_dossier, imilo_bilan, imilo_fse_records, imilo_fse_report, imilo_import_close,
    imilo_import_next, imilo_import_open, imilo_rights_register,
};
use imilo_core::error::ErrorCode;
use imilo_core::wire::Failure;
use imilo_formats::wire;

const FILE: &str = "matricule;nir;date_naissance\n7;255081416802538;1997-05-03\n8;;1997-02-30\n9;;\n";
const REQUEST: &str = r#"{"date":"2026-11-24"}"#;

/// The text of a buffer, which is freed.
fn taken(buffer: *mut Buffer) -> String {
    // SAFETY: every buffer of these tests comes from the library, and is taken once.
    unsafe {
        let data = imilo_buffer_data(buffer).cast::<u8>();
        let text = std::slice::from_raw_parts(data, imilo_buffer_len(buffer)).to_vec();
        imilo_buffer_free(buffer);
        String::from_utf8(text).unwrap()
    }
}

/// A request and a file as C hands them in.
fn parts(request: &str, data: Option<&str>) -> (*const c_char, usize, *const u8, usize) {
    let data_at = data.map_or(ptr::null(), str::as_ptr);
    (request.as_ptr().cast(), request.len(), data_at, data.map_or(0, str::len))
}

type OfFile =
    unsafe extern "C" fn(*const c_char, usize, *const u8, usize, *mut *mut Buffer, *mut *mut Buffer) -> i32;

fn of_file(function: OfFile, request: &str, data: Option<&str>) -> Result<String, (i32, String)> {
    let (mut answer, mut error) = (ptr::null_mut(), ptr::null_mut());
    let (request, request_len, data, data_len) = parts(request, data);
    // SAFETY: the texts live during the call, the outputs are local.
    match unsafe { function(request, request_len, data, data_len, &raw mut answer, &raw mut error) } {
        0 => Ok(taken(answer)),
        status => Err((status, taken(error))),
    }
}

fn bilan(request: &str, data: Option<&str>) -> Result<String, (i32, String)> {
    of_file(imilo_bilan, request, data)
}

fn open(request: &str, data: Option<&str>) -> Result<*mut Import, (i32, String)> {
    let (mut import, mut error) = (ptr::null_mut(), ptr::null_mut());
    let (request, request_len, data, data_len) = parts(request, data);
    // SAFETY: as above.
    match unsafe { imilo_import_open(request, request_len, data, data_len, &raw mut import, &raw mut error) }
    {
        0 => Ok(import),
        status => Err((status, taken(error))),
    }
}

fn next(import: *mut Import, most: usize) -> Result<String, (i32, String)> {
    let (mut answer, mut error) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: the import is NULL or alive, the outputs are local.
    match unsafe { imilo_import_next(import, most, &raw mut answer, &raw mut error) } {
        0 => Ok(taken(answer)),
        status => Err((status, taken(error))),
    }
}

fn failed(failure: Failure) -> (i32, String) {
    (failure.number, failure.to_json())
}

#[test]
fn a_report_of_participations_is_that_of_the_facade_of_files() {
    let file = "participant_id;operation_id;sexe;date_entree\n0012;007;F;02/10/2023\n0013;007;M;30/02/2023\n";
    let request = r#"{"programme":"FSE+","name":"p.csv"}"#;
    let report = of_file(imilo_fse_report, request, Some(file)).unwrap();
    assert_eq!(report, wire::fse_report(request, Some(file.as_bytes())).unwrap());
    assert!(report.contains(r#""refused":{"rows":1,"by_code":{"date_invalid":1}}"#), "{report}");
    for (request, data) in [
        (request, None),
        (r#"{"programme":"FSE"}"#, Some(file)),
        (r#"{"programme":"FSE+","path":"/no/such/file"}"#, None),
        ("{", Some(file)),
        (request, Some("")),
    ] {
        let failure = wire::fse_report(request, data.map(str::as_bytes)).unwrap_err();
        assert_eq!(of_file(imilo_fse_report, request, data), Err(failed(failure)), "{request}");
    }
}

#[test]
fn a_register_is_that_of_the_facade_of_files() {
    let file = "numero;date_reception\n1;15/10/2026\n2;31/02/2026\n";
    let request = r#"{"date":"2026-11-24","soon":3,"name":"r.csv"}"#;
    let register = of_file(imilo_rights_register, request, Some(file)).unwrap();
    assert_eq!(register, wire::rights_register(request, Some(file.as_bytes())).unwrap());
    assert!(register.contains(r#""overdue":[1]"#), "{register}");
    for (request, data) in
        [(request, None), (r#"{"date":"2014-01-01"}"#, Some(file)), ("{", Some(file)), (request, Some(""))]
    {
        let failure = wire::rights_register(request, data.map(str::as_bytes)).unwrap_err();
        assert_eq!(of_file(imilo_rights_register, request, data), Err(failed(failure)), "{request}");
    }
}

#[test]
fn an_access_dossier_is_that_of_the_facade_of_files() {
    let request = r#"{"date":"2026-11-24","dossier":"7"}"#;
    let told = of_file(imilo_access_dossier, request, Some(FILE)).unwrap();
    assert_eq!(told, wire::access_dossier(request, Some(FILE.as_bytes())).unwrap());
    assert!(!told.contains("2550814"));
    for (request, data) in
        [(request, None), (r#"{"date":"2026-11-24","dossier":"no such"}"#, Some(FILE)), ("{", Some(FILE))]
    {
        let failure = wire::access_dossier(request, data.map(str::as_bytes)).unwrap_err();
        assert_eq!(of_file(imilo_access_dossier, request, data), Err(failed(failure)), "{request}");
    }
}

#[test]
fn records_are_those_of_the_facade_of_files() {
    let file = "participant_id;operation_id;sexe;date_entree\n0012;007;F;02/10/2023\n0013;007;M;30/02/2023\n";
    let records = of_file(imilo_fse_records, "{}", Some(file)).unwrap();
    assert_eq!(records, wire::fse_records("{}", Some(file.as_bytes())).unwrap());
    for (request, data) in [("{}", None), (r#"{"operation":"8"}"#, Some(file)), ("{", Some(file))] {
        let failure = wire::fse_records(request, data.map(str::as_bytes)).unwrap_err();
        assert_eq!(of_file(imilo_fse_records, request, data), Err(failed(failure)), "{request}");
    }
}

#[test]
fn a_bilan_is_that_of_the_facade_of_files() {
    assert_eq!(bilan(REQUEST, Some(FILE)).unwrap(), wire::bilan(REQUEST, Some(FILE.as_bytes())).unwrap());
    for (request, data) in [
        (REQUEST, None),
        (r#"{"date":"2026-11-24","path":"/no/such/file"}"#, None),
        (r#"{"date":"2026-11-24","path":"x"}"#, Some(FILE)),
        (r#"{"date":"2014-01-01"}"#, Some(FILE)),
        ("{", Some(FILE)),
        (REQUEST, Some("")),
    ] {
        let failure = wire::bilan(request, data.map(str::as_bytes)).unwrap_err();
        assert_eq!(bilan(request, data), Err(failed(failure)), "{request}");
    }
}

#[test]
fn dossiers_come_in_parts_and_the_bytes_may_go() {
    let file = FILE.to_owned();
    let import = open("{}", Some(&file)).unwrap();
    drop(file);
    let mut of_facade = wire::Import::open("{}", Some(FILE.as_bytes())).unwrap();
    for most in [1, 1, 5, 5] {
        let answer = next(import, most).unwrap();
        assert_eq!(answer, of_facade.next(most).unwrap());
        assert!(!answer.contains("2550814"));
    }
    assert!(of_facade.ended());
    assert_eq!(next(import, 0), Err(failed(Failure::of(ErrorCode::InvalidArgument).at("most"))));
    // SAFETY: opened above, closed once.
    unsafe { imilo_import_close(import) };
    let clear = open(r#"{"nir":"clear"}"#, Some(FILE)).unwrap();
    assert!(next(clear, 1).unwrap().contains(r#""nir":"255081416802538""#));
    // SAFETY: opened above, closed once, before its end.
    unsafe { imilo_import_close(clear) };
}

#[test]
fn null_is_an_error_and_closing_it_does_nothing() {
    let null = |field: Option<&str>| {
        let failure = Failure::of(ErrorCode::NullPointer);
        failed(field.map_or(failure.clone(), |field| failure.at(field)))
    };
    assert_eq!(next(ptr::null_mut(), 1), Err(null(Some("import"))));
    assert_eq!(open("{", Some(FILE)).unwrap_err().0, i32::from(ErrorCode::JsonSyntax.number()));
    let (mut answer, mut import, mut error) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    let (request, len) = (REQUEST.as_ptr().cast(), REQUEST.len());
    // SAFETY: what is NULL is refused before it is used; the rest is alive.
    unsafe {
        imilo_import_close(ptr::null_mut());
        assert_eq!(imilo_bilan(request, len, ptr::null(), 3, &raw mut answer, &raw mut error), 104);
        assert_eq!(taken(error), null(Some("data")).1);
        let file = FILE.as_ptr();
        assert_eq!(imilo_bilan(request, len, file, FILE.len(), ptr::null_mut(), ptr::null_mut()), 104);
        assert_eq!(imilo_bilan(ptr::null(), 1, file, FILE.len(), &raw mut answer, ptr::null_mut()), 104);
        assert_eq!(imilo_import_open(ptr::null(), 0, file, 1, ptr::null_mut(), ptr::null_mut()), 104);
        assert_eq!(
            imilo_import_open(ptr::null(), 0, file, usize::MAX, &raw mut import, ptr::null_mut()),
            106
        );
    }
    assert!(answer.is_null() && import.is_null());
}
