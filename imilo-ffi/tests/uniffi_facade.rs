//! The committed Kotlin is in step with the Rust declarations, and has a function for each service.
//!
//! Running the generator takes minutes the first time, so `cargo test` compares what matters without it: every
//! record, enum and function of `src/uniffi`, with names, order, types and defaults. Only the prose of the
//! comments is left to `bindings/kotlin/generate.sh --check`.

#[cfg(test)]
mod uniffi_surface;

use heck::ToLowerCamelCase;
use imilo_core::nir::Acceptance;
use imilo_core::wire::FACADE;
use uniffi_surface::{FunctionChecksum, Surface, committed, file};

const CHECKSUMS: &[FunctionChecksum] = &[
    ("func_access_changes", imilo::uniffi_api::habilitation::uniffi_imilo_checksum_func_access_changes),
    ("func_access_columns", imilo::uniffi_api::habilitation::uniffi_imilo_checksum_func_access_columns),
    ("func_access_dossier", imilo::uniffi_api::files::uniffi_imilo_checksum_func_access_dossier),
    ("func_access_matrix", imilo::uniffi_api::habilitation::uniffi_imilo_checksum_func_access_matrix),
    ("func_counterfactual", imilo::uniffi_api::habilitation::uniffi_imilo_checksum_func_counterfactual),
    ("func_disclose", imilo::uniffi_api::habilitation::uniffi_imilo_checksum_func_disclose),
    ("func_who_can", imilo::uniffi_api::habilitation::uniffi_imilo_checksum_func_who_can),
    ("func_articles", imilo::uniffi_api::services::uniffi_imilo_checksum_func_articles),
    ("func_bilan", imilo::uniffi_api::files::uniffi_imilo_checksum_func_bilan),
    ("func_call_json", imilo::uniffi_api::services::uniffi_imilo_checksum_func_call_json),
    ("func_conservation", imilo::uniffi_api::services::uniffi_imilo_checksum_func_conservation),
    ("func_conservation_many", imilo::uniffi_api::services::uniffi_imilo_checksum_func_conservation_many),
    ("func_dossier_check", imilo::uniffi_api::services::uniffi_imilo_checksum_func_dossier_check),
    ("func_dossier_check_many", imilo::uniffi_api::services::uniffi_imilo_checksum_func_dossier_check_many),
    ("func_dossier_fields", imilo::uniffi_api::services::uniffi_imilo_checksum_func_dossier_fields),
    ("func_errors", imilo::uniffi_api::services::uniffi_imilo_checksum_func_errors),
    ("func_exercise_right", imilo::uniffi_api::droit::uniffi_imilo_checksum_func_exercise_right),
    ("func_failure_json", imilo::uniffi_api::services::uniffi_imilo_checksum_func_failure_json),
    ("func_follow_aliases", imilo::uniffi_api::pseudonym::uniffi_imilo_checksum_func_follow_aliases),
    ("func_fse_compare", imilo::uniffi_api::fse::uniffi_imilo_checksum_func_fse_compare),
    ("func_fse_explain", imilo::uniffi_api::fse::uniffi_imilo_checksum_func_fse_explain),
    ("func_fse_indicators", imilo::uniffi_api::fse::uniffi_imilo_checksum_func_fse_indicators),
    ("func_fse_participation", imilo::uniffi_api::fse::uniffi_imilo_checksum_func_fse_participation),
    ("func_fse_report", imilo::uniffi_api::fse::uniffi_imilo_checksum_func_fse_report),
    ("func_fse_report_records", imilo::uniffi_api::fse::uniffi_imilo_checksum_func_fse_report_records),
    ("func_habilitation", imilo::uniffi_api::droit::uniffi_imilo_checksum_func_habilitation),
    ("func_keys_disjoint", imilo::uniffi_api::pseudonym::uniffi_imilo_checksum_func_keys_disjoint),
    ("func_log_retention", imilo::uniffi_api::droit::uniffi_imilo_checksum_func_log_retention),
    ("func_make_root_key", imilo::uniffi_api::pseudonym::uniffi_imilo_checksum_func_make_root_key),
    ("func_make_seals", imilo::uniffi_api::sealed::uniffi_imilo_checksum_func_make_seals),
    ("func_nir_check", imilo::uniffi_api::services::uniffi_imilo_checksum_func_nir_check),
    ("func_nir_check_many", imilo::uniffi_api::services::uniffi_imilo_checksum_func_nir_check_many),
    ("func_nir_coherence", imilo::uniffi_api::coherence::uniffi_imilo_checksum_func_nir_coherence),
    ("func_nir_coherence_many", imilo::uniffi_api::coherence::uniffi_imilo_checksum_func_nir_coherence_many),
    ("func_nir_column_fixed", imilo::uniffi_api::nir_columns::uniffi_imilo_checksum_func_nir_column_fixed),
    (
        "func_nir_column_offsets",
        imilo::uniffi_api::nir_columns::uniffi_imilo_checksum_func_nir_column_offsets,
    ),
    ("func_open_seals", imilo::uniffi_api::sealed::uniffi_imilo_checksum_func_open_seals),
    ("func_pseudonyms", imilo::uniffi_api::pseudonym::uniffi_imilo_checksum_func_pseudonyms),
    ("func_read_pseudonyms", imilo::uniffi_api::pseudonym::uniffi_imilo_checksum_func_read_pseudonyms),
    ("func_responsibilities", imilo::uniffi_api::droit::uniffi_imilo_checksum_func_responsibilities),
    ("func_rights_deadline", imilo::uniffi_api::droit::uniffi_imilo_checksum_func_rights_deadline),
    ("func_rights_register", imilo::uniffi_api::files::uniffi_imilo_checksum_func_rights_register),
    ("func_rotation_table", imilo::uniffi_api::pseudonym::uniffi_imilo_checksum_func_rotation_table),
    ("func_rule_set", imilo::uniffi_api::services::uniffi_imilo_checksum_func_rule_set),
    ("func_second_pass", imilo::uniffi_api::pseudonym::uniffi_imilo_checksum_func_second_pass),
    ("func_versions", imilo::uniffi_api::services::uniffi_imilo_checksum_func_versions),
    (
        "constructor_dossierimport_open",
        imilo::uniffi_api::files::uniffi_imilo_checksum_constructor_dossierimport_open,
    ),
    ("method_dossierimport_next", imilo::uniffi_api::files::uniffi_imilo_checksum_method_dossierimport_next),
];

#[test]
fn every_service_has_a_function_of_its_own() {
    let kotlin = Surface::of_kotlin(&committed());
    for service in FACADE {
        let name = format!("fun {}", service.name.to_lower_camel_case());
        assert!(kotlin.0.contains_key(&name), "no Kotlin function for the service {}", service.name);
    }
    assert!(kotlin.0.contains_key("fun callJson"));
}

#[test]
fn the_committed_kotlin_is_in_step_with_the_rust_declarations() {
    let differences = Surface::of_rust().differences(&Surface::of_kotlin(&committed()));
    assert!(differences.is_empty(), "run bindings/kotlin/generate.sh:\n{}", differences.join("\n"));
}

#[test]
fn a_surface_out_of_step_is_seen() {
    let (rust, kotlin) = (Surface::of_rust(), committed());
    let changes = [
        ("val `birthDate`: Day? = null", "val `dateOfBirth`: Day? = null"),
        ("val `communeOutOfRange`: kotlin.Boolean = false", "val `communeOutOfRange`: kotlin.Boolean = true"),
        ("    FSE_ARCHIVE,", "    FSE_ARCHIVED,"),
        ("`ruleSet`(`date`: Day)", "`ruleSet`(`date`: Day?)"),
        ("`errors`(): List<ErrorAnswer>", "`allErrors`(): List<ErrorAnswer>"),
        ("object NotCofinanced : Fse()", "object NeverCofinanced : Fse()"),
        ("data class WasDueAnswer (", "data class DueAnswer ("),
        ("FfiConverterTypeDay:", "FfiConverterTypeDate:"),
    ];
    for (from, to) in changes {
        assert!(kotlin.contains(from), "{from}");
        let changed = Surface::of_kotlin(&kotlin.replace(from, to));
        assert!(!rust.differences(&changed).is_empty(), "{from} -> {to}");
    }
}

#[test]
fn the_checksums_that_kotlin_compares_at_the_first_call_are_those_of_the_library() {
    let kotlin = committed();
    assert_eq!(kotlin.matches("() and 0xFFFF) != ").count(), CHECKSUMS.len());
    for (name, checksum) in CHECKSUMS {
        let line = format!("uniffi_imilo_checksum_{name}() and 0xFFFF) != {})", checksum());
        assert!(kotlin.contains(&line), "run bindings/kotlin/generate.sh: {name}");
    }
    let exception = file("bindings/kotlin/src/main/kotlin/fr/imilo/ImiloException.kt");
    assert!(exception.contains("uniffiEnsureInitialized()"), "nothing compares them any more");
}

#[test]
fn java_can_call_everything_and_kotlin_keeps_its_message() {
    for (name, parts) in &Surface::of_rust().0 {
        for part in parts {
            for kind in ["u8", "u16", "u32", "u64", "usize", "isize"] {
                let words = part.split(|c: char| !c.is_alphanumeric());
                assert!(!words.into_iter().any(|word| word == kind), "{name}: {part}");
            }
            assert!(!part.starts_with("message:") && !part.contains("(message:"), "{name}: {part}");
        }
    }
}

#[test]
fn the_defaults_of_acceptance_are_those_of_the_core() {
    let surface = Surface::of_rust();
    let declared = &surface.0["record Acceptance"];
    let core = serde_json::to_value(Acceptance::default()).unwrap();
    let core = core.as_object().unwrap();
    assert_eq!(declared.len(), core.len());
    for (flag, default) in core {
        let line = format!("{}: Boolean = {default}", flag.to_lower_camel_case());
        assert!(declared.contains(&line), "{line}");
    }
}

#[test]
fn library_generator_and_bindings_have_the_same_versions() {
    let value = |text: &str, before: &str, after: &str| {
        let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before}")).1;
        rest.split_once(after).unwrap().0.to_owned()
    };
    let library = value(&file("Cargo.toml"), "uniffi = \"=", "\"");
    let generator = value(&file("tools/uniffi-bindgen/Cargo.toml"), "uniffi = { version = \"=", "\"");
    assert_eq!(library, generator);
    for lock in ["Cargo.lock", "tools/uniffi-bindgen/Cargo.lock"] {
        assert_eq!(value(&file(lock), "name = \"uniffi\"\nversion = \"", "\""), library, "{lock}");
    }
    let (pom, config) = (file("bindings/kotlin/pom.xml"), file("imilo-ffi/uniffi.toml"));
    assert_eq!(value(&pom, "<kotlin.version>", "<"), value(&config, "kotlin_target_version = \"", "\""));
    assert_eq!(value(&pom, "</artifactId>\n  <version>", "<"), env!("CARGO_PKG_VERSION"));
}
