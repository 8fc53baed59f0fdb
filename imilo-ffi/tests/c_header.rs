//! The committed header is what the source gives, and its constants are those of the core.
//!
//! `IMILO_BLESS=1 cargo test -p imilo-ffi --test c_header` writes it again.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

use imilo::c::{IMILO_NO_NUMBER, IMILO_OK, nir};
use imilo_core::error::ErrorCode;
use imilo_core::wire::{ABI_VERSION, FACADE};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The files of the C ABI, in the order in which they appear in the header.
const SOURCES: [&str; 14] = [
    "version.rs",
    "buffer.rs",
    "services.rs",
    "droit.rs",
    "habilitation.rs",
    "files.rs",
    "nir.rs",
    "nir_columns.rs",
    "keyring.rs",
    "journal.rs",
    "texts.rs",
    "pseudonym.rs",
    "rotation.rs",
    "sealed.rs",
];

/// Versions and statuses, which cbindgen cannot read: they are made by a macro of the core.
fn constants() -> String {
    let mut text = String::new();
    let mut define = |doc: &str, name: &str, value: &str| {
        write!(text, "/**\n * {doc}\n */\n#define {name} {value}\n\n").unwrap();
    };
    let abi = ABI_VERSION.to_string();
    define(
        "Number of the C ABI of this header: compare it with imilo_abi_version().",
        "IMILO_ABI_VERSION",
        &abi,
    );
    let version = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
    define("Version with which this header came.", "IMILO_VERSION", &version);
    define("Status: the call was answered; of a number: it is accepted.", "IMILO_OK", &IMILO_OK.to_string());
    let no_number = format!("({IMILO_NO_NUMBER})");
    define("Status of a row that gives no number: nothing was judged.", "IMILO_NO_NUMBER", &no_number);
    for row in ErrorCode::ALL {
        let name = format!("IMILO_ERROR_{}", row.slug.to_uppercase());
        define(&format!("Error: {}.", row.en), &name, &row.number.to_string());
    }
    text.trim_end().to_owned()
}

fn generated() -> String {
    let mut config = cbindgen::Config::from_file(format!("{ROOT}/cbindgen.toml")).unwrap();
    config.after_includes = Some(format!("\n{}", constants()));
    let mut builder = cbindgen::Builder::new().with_config(config);
    for source in SOURCES {
        builder = builder.with_src(format!("{ROOT}/src/c/{source}"));
    }
    let mut header = Vec::new();
    builder.generate().unwrap().write(&mut header);
    // What Rust heads "Safety" is, to a reader in C, what the pointers must be.
    String::from_utf8(header).unwrap().replace(" * # Safety\n", " * Pointers:\n")
}

/// The committed header, written first when that is asked.
fn committed() -> &'static str {
    static HEADER: LazyLock<String> = LazyLock::new(|| {
        let path = format!("{ROOT}/include/imilo.h");
        if std::env::var_os("IMILO_BLESS").is_some_and(|bless| bless == "1") {
            std::fs::write(&path, generated()).unwrap();
        }
        std::fs::read_to_string(path).unwrap()
    });
    &HEADER
}

/// The constants of the committed header by name, read without cbindgen.
fn defined() -> BTreeMap<String, String> {
    let line = |line: &str| {
        let (name, value) = line.strip_prefix("#define ")?.split_once(' ')?;
        Some((name.to_owned(), value.to_owned()))
    };
    committed().lines().filter_map(line).collect()
}

#[test]
fn the_committed_header_is_in_step() {
    let (header, committed) = (generated(), committed());
    let differs = header.lines().zip(committed.lines()).position(|(a, b)| a != b);
    assert!(
        header == committed,
        "include/imilo.h is out of step (first at line {differs:?}, counted from 0): run this test with IMILO_BLESS=1",
    );
}

#[test]
fn every_file_with_a_function_is_in_the_header() {
    for entry in std::fs::read_dir(Path::new(ROOT).join("src/c")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let exports = text.contains("no_mangle") || text.contains("repr(C)");
        assert_eq!(exports, SOURCES.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn the_errors_of_the_header_are_the_catalogue() {
    let found: BTreeMap<_, _> = defined()
        .into_iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("IMILO_ERROR_")?.to_lowercase(), value)))
        .collect();
    let catalogue: BTreeMap<_, _> =
        ErrorCode::ALL.iter().map(|row| (row.slug.to_owned(), row.number.to_string())).collect();
    assert_eq!(found, catalogue);
}

#[test]
fn the_versions_of_the_header_are_those_of_the_core() {
    let defined = defined();
    assert_eq!(defined["IMILO_ABI_VERSION"], ABI_VERSION.to_string());
    assert_eq!(imilo::c::version::imilo_abi_version(), ABI_VERSION);
    // SAFETY: a C string that lives as long as the library.
    let version = unsafe { std::ffi::CStr::from_ptr(imilo::c::version::imilo_version()) };
    assert_eq!(defined["IMILO_VERSION"], format!("{version:?}"));
    let answer = imilo_core::wire::call("versions", "{}").unwrap();
    assert!(answer.contains(&format!(r#""crate":{version:?},"#)), "{answer}");
}

#[test]
fn the_flags_have_the_names_and_values_of_the_source() {
    let defined = defined();
    let accept = serde_json::to_value(imilo_core::nir::Acceptance::default()).unwrap();
    for flag in accept.as_object().unwrap().keys() {
        let name = format!("IMILO_ACCEPT_{}", flag.to_uppercase());
        assert!(defined.contains_key(&name), "{name} is not in the header");
    }
    assert_eq!(defined["IMILO_ACCEPT_MIG"], nir::IMILO_ACCEPT_MIG.to_string());
    assert_eq!(defined["IMILO_FINDING_SPECIMEN"], nir::IMILO_FINDING_SPECIMEN.to_string());
    assert_eq!(defined["IMILO_KEY_WRONG"], nir::IMILO_KEY_WRONG.to_string());
    assert_eq!(defined["IMILO_KIND_MIG"], nir::IMILO_KIND_MIG.to_string());
    assert_eq!((defined["IMILO_OK"].as_str(), defined["IMILO_NO_NUMBER"].as_str()), ("0", "(-1)"));
}

#[test]
fn every_service_has_a_function_of_its_own() {
    // White space apart, the declaration is the same for all.
    let header = committed().split_whitespace().collect::<Vec<_>>().join(" ");
    let arguments = "const char *request, size_t request_len, imilo_buffer **answer, imilo_buffer **error);";
    for service in FACADE {
        let declaration = format!("int32_t imilo_{}({arguments}", service.name);
        assert!(header.contains(&declaration), "the header lacks `{declaration}`");
    }
    assert!(header.contains(&format!("int32_t imilo_call(const char *name, size_t name_len, {arguments}")));
}
