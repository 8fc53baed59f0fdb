//! A NIR leaks nowhere: known numbers are planted in every kind of input, and looked for in every output.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_core::dossier::{DataRules, DataTables};
use imilo_core::nir::{Acceptance, Nir};
use imilo_core::wire;
use imilo_formats::report::{self, RowFiles, Rules};
use imilo_formats::source::{DossierReader, Options};
use imilo_formats::tabular::Mapping;
use imilo_tests::nir;

/// The planted numbers, as they are written, and what must never show: their digits alone.
fn planted() -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/nir.csv");
    let rows = nir::list(&std::fs::read_to_string(path).unwrap()).unwrap();
    let numbers: Vec<String> =
        rows.into_iter().map(|(_, input, _)| input).filter(|input| digits(input).len() >= 12).collect();
    assert!(numbers.len() > 100);
    numbers
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn clean(what: &str, output: &str, number: &str) {
    let wanted = digits(number);
    // Nine characters in a row are enough to find a person.
    let folded = digits(output);
    for from in 0..=wanted.len().saturating_sub(9) {
        let part = wanted.get(from..from + 9).unwrap_or(&wanted);
        assert!(!folded.contains(part), "{what} shows part of a number");
    }
}

#[test]
fn not_in_debug_display_or_errors() {
    for number in planted() {
        for accept in [Acceptance::default(), Acceptance { nnp: true, mig: true, ..Acceptance::default() }] {
            match Nir::parse(&number, &accept) {
                Ok(nir) => clean("Debug", &format!("{nir:?} {nir:#?}"), &number),
                Err(error) => clean("an error", &format!("{error} {error:?}"), &number),
            }
        }
    }
}

#[test]
fn not_in_the_facade() {
    for number in planted() {
        let text = serde_json::Value::from(number.as_str()).to_string();
        let bare = digits(&number);
        // In its place, in the place of something else, as a key, as a number, cut in the middle.
        for request in [
            format!(r#"{{"nir":{text}}}"#),
            format!(r#"{{"nir":{bare}}}"#),
            format!(r#"{{"nir":[{text}]}}"#),
            format!(r#"{{{text}:1}}"#),
            format!(r#"{{"nirs":[{text},null,{bare}]}}"#),
            format!(r#"{{"nirs":[{text},null]}}"#),
            format!(r#"{{"kind":"dossier","date":{text},"facts":{{}}}}"#),
            format!(r#"{{"kind":{text},"date":"2020-01-01","facts":{{}}}}"#),
            format!(r#"{{"kind":"dossier","date":"2020-01-01","facts":{{{text}:1}}}}"#),
            format!(r#"{{"kind":"dossier","date":"2020-01-01","facts":{{"birth_date":{bare}}}}}"#),
            format!(
                r#"{{"kind":"dossier","date":"2020-01-01","facts":{{"programmes":[{{"kind":{text}}}]}}}}"#
            ),
            format!(
                r#"{{"kind":"dossier","date":"2020-01-01","instant":{text},"facts":{{}},"options":{{"A2":{text}}}}}"#
            ),
            format!(r#"{{"code":{text}}}"#),
            format!(r#"{{"nir":{text}"#),
            text.clone(),
        ] {
            for service in wire::FACADE {
                let output = match service.answer(&request) {
                    Ok(answer) => answer,
                    Err(failure) => format!("{} {failure} {failure:?}", failure.to_json()),
                };
                clean(service.name, &output, &number);
            }
            clean("an unknown service", &format!("{:?}", wire::call(&bare, &request)), &number);
        }
    }
}

fn everything_written(file: &str) -> String {
    let tables = Tables::built_in();
    let retention = Retention::on("2026-11-24".parse().unwrap(), &tables, Readings::default()).unwrap();
    let data = DataTables::built_in();
    let data = DataRules::on(retention.day(), &data).unwrap();
    let rules = Rules { retention: &retention, data: &data };
    let mut reader = match DossierReader::open(file.as_bytes(), &Options::default()) {
        Ok(reader) => reader,
        Err(error) => return format!("{error} {error:?} {}", error.message_fr()),
    };
    let debug = format!("{reader:?}");
    let (mut findings, mut refused) = (Vec::new(), Vec::new());
    let files = RowFiles { findings: &mut findings, refused: &mut refused };
    let bilan = report::bilan("f", &mut reader, rules, files, &mut |_, _| {}).unwrap();
    let mut page = Vec::new();
    bilan.write_page(&mut page).unwrap();
    let json = serde_json::to_string(&bilan).unwrap();
    let parts = [findings, refused, page].map(|bytes| String::from_utf8(bytes).unwrap());
    format!("{debug}\n{}\n{json}\n{bilan:?}", parts.join("\n"))
}

#[test]
fn not_in_the_files_of_the_bilan() {
    for number in planted().iter().filter(|number| !number.contains(['\n', '\r', '"', ';'])) {
        let written = number.trim();
        let header = "matricule;code_structure;nom_structure;nir;date_naissance;fse";
        // Not a place where a number is known as such: what looks like one is not shown at all.
        let elsewhere = format!(
            "matricule;date_naissance;commune_naissance;programme;programme_debut;programme_fin\n\
             7;01/06/1998;{written};{written};01/06/2024;\n8;01/06/1998;;x {written};01/06/2024;\n"
        );
        clean("the names of programmes", &everything_written(&elsewhere), number);
        for file in [
            format!("{header}\n7;75101S00;Paris;{written};01/06/1998;non\n"),
            format!("{header}\n{written};75101S00;ML {written};x;01/06/1998;non\n"),
            format!("{header}\n7;{written};Paris;x;{written};{written}\n"),
            format!("{header}\n7;75101S00;Paris;\"{written};01/06/1998;non\n"),
            format!("matricule;{written};date_naissance\n7;8;01/06/1998\n"),
            format!("{written};a\n{written};b\n"),
            format!(r#"{{"idDossier":"{written}","dateNaissance":"{written}"}}"#),
            format!(
                r#"{{"idDossier":7,"dateNaissance":"1998-06-01","structureRattachement":{{"nomUsuel":"{written}","codeStructure":"75101S00"}}}}"#
            ),
        ] {
            // A free value is masked when it holds a number that may be one; a wrong number is not known as such.
            let may_be_shown = Nir::parse(written, &Acceptance::default()).is_err();
            if may_be_shown && (file.contains("ML ") || file.contains("nomUsuel") || file.starts_with(header))
            {
                continue;
            }
            clean("the bilan", &everything_written(&file), number);
        }
        let wrong = Mapping::parse(&format!("nir = {}\n{} = \"x\"\n", digits(number), digits(number)));
        if let Err(error) = wrong {
            clean("a mapping error", &format!("{error} {}", error.message_fr()), number);
        }
    }
}
