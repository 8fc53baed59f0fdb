//! A NIR leaks nowhere: known numbers are planted in every kind of input, and looked for in every output.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_core::dossier::{DataRules, DataTables};
use imilo_core::nir::{Acceptance, Nir};
use imilo_core::wire;
use imilo_formats::report::{self, RowFiles, Rules, all_processors};
use imilo_formats::source::{DossierReader, Options};
use imilo_formats::tabular::Mapping;
use imilo_tests::nir;

fn vectors(name: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// What must never show: the digits and letters of a number, however they are written.
fn folded(text: &str) -> String {
    let wide = |character: char| {
        let code = u32::from(character).wrapping_sub(u32::from('\u{ff10}'));
        char::from_digit(code, 10).unwrap_or(character)
    };
    text.chars().map(wide).filter(char::is_ascii_alphanumeric).collect()
}

/// A right number as somebody types it wrongly: each is refused, and each still tells whose it is.
fn mistyped(right: &str) -> Vec<String> {
    let split = |at| (right.get(..at).unwrap(), right.get(at..).unwrap());
    let ((head, tail), (short, _)) = (split(7), split(13));
    let after = tail.get(1..).unwrap();
    vec![
        format!("{head}O{after}"),
        format!("{head}{after}"),
        format!("{head}{tail}0"),
        format!("{head}0{tail}"),
        format!("{head}x{tail}"),
        format!("{head} | {tail}"),
        format!("{head}   {tail}"),
        format!("{head}-_{tail}"),
        format!("{short}/99"),
        format!("NIR{short}00"),
        right.chars().map(|c| c.to_digit(10).map_or(c, |d| char::from_u32(0xff10 + d).unwrap())).collect(),
        right.chars().map(|c| format!("{c} ")).collect(),
    ]
}

/// The planted numbers as they are written: right ones, and refused ones of every kind.
fn planted() -> Vec<String> {
    let details: serde_json::Value = serde_json::from_str(&vectors("nir_details.json")).unwrap();
    let details = details.get("cases").and_then(serde_json::Value::as_array).unwrap().clone();
    let details =
        details.iter().map(|case| case.get("input").and_then(serde_json::Value::as_str).unwrap().to_owned());
    let list = nir::list(&vectors("nir.csv")).unwrap().into_iter().map(|(_, input, _)| input);
    let of_a_person = |input: &String| {
        let digits = folded(input).bytes().filter(u8::is_ascii_digit).count();
        // Thirteen characters, of which one or two were mistyped or lost; a row of zeros is nobody's.
        digits >= 11 && folded(input).trim_start_matches('0').len() >= 9
    };
    let invented = ["284058832102532", "185072A00412380"].iter().flat_map(|right| mistyped(right));
    let numbers: Vec<String> = list.chain(details).chain(invented).filter(of_a_person).collect();
    let refused = numbers.iter().filter(|number| Nir::parse(number, &Acceptance::default()).is_err()).count();
    assert!(numbers.len() > 250 && refused > 120, "{refused} refused of {}", numbers.len());
    numbers
}

fn clean(what: &str, output: &str, number: &str) {
    let (wanted, output) = (folded(number), folded(output));
    // Nine characters in a row are enough to find a person.
    for from in 0..=wanted.len().saturating_sub(9) {
        let part = wanted.get(from..from + 9).unwrap_or(&wanted);
        assert!(!output.contains(part), "{what} shows part of a number");
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
        let bare = folded(&number);
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
            format!(r#"{{"date":"2026-11-24","dossier":{text}}}"#),
            format!(r#"{{"date":"2026-11-24","dossier":{{{text}:1}}}}"#),
            format!(r#"{{"date":"2026-11-24","dossier":{{"identite":{{"nir":{text}}}}}}}"#),
            format!(r#"{{"date":"2026-11-24","dossier":{{"identite":{{"nir":{bare}}}}}}}"#),
            format!(
                r#"{{"date":"2026-11-24","dossier":{{"identite":{{"matricule":{text},"nom":{text}}}}}}}"#
            ),
            format!(
                r#"{{"date":"2026-11-24","dossiers":[{{"identite":{{"nir":{text},"{bare}":1}}}},{bare}]}}"#
            ),
            format!(
                r#"{{"nir":{text},"sex":"M","birth_date":"1990-05","birth_place":"75056","as_of":"2026-11-24"}}"#
            ),
            format!(r#"{{"nir":"1","label":{text}}}"#),
            format!(r#"{{"nir":"1","oid":{text},"sex":{text}}}"#),
            format!(r#"{{"nir":"1","birth_date":{text}}}"#),
            format!(r#"{{"nir":"1","birth_place":{bare}}}"#),
            format!(r#"{{"nir":"1","birth_place":{text},"as_of":{text},"stage":{text}}}"#),
            format!(r#"{{"nir":"1","provenance":{{"origin":{text},"on":{text}}}}}"#),
            format!(r#"{{"nir":"1","provenance":{{{text}:1}}}}"#),
            format!(
                r#"{{"requests":[{{"nir":{text}}},{{"nir":{bare}}},{{"nir":"1","oid":{text}}},{text}]}}"#
            ),
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

/// Every field of a dossier that there is, whatever it should hold.
#[test]
fn not_in_the_answers_on_a_dossier() {
    let fields = wire::call("dossier_fields", r#"{"date":"2026-11-24"}"#).unwrap();
    let fields: serde_json::Value = serde_json::from_str(&fields).unwrap();
    let fields = fields.get("fields").and_then(serde_json::Value::as_array).unwrap();
    assert!(fields.len() > 100);
    let numbers = ["2 84 05 88 321 025 32", "284058832102530", "2840588321O2532", "28405883210253"];
    for number in numbers {
        let text = serde_json::Value::from(number).to_string();
        let bare = folded(number).replace('O', "0");
        for field in fields {
            let path = field.get("field").and_then(serde_json::Value::as_str).unwrap();
            for value in [
                text.clone(),
                bare.clone(),
                format!("{{{text}:{text}}}"),
                format!("[{text}]"),
                format!("[{{{text}:1}}]"),
            ] {
                let dossier = path.rsplit('.').fold(value, |inner, key| format!("{{\"{key}\":{inner}}}"));
                let one = format!(r#"{{"date":"2026-11-24","dossier":{dossier}}}"#);
                let many = format!(r#"{{"requests":[{one},{one}]}}"#);
                for (service, request) in [("dossier_check", &one), ("dossier_check_many", &many)] {
                    let output = match wire::call(service, request) {
                        Ok(answer) => answer,
                        Err(failure) => format!("{} {failure} {failure:?}", failure.to_json()),
                    };
                    clean(path, &output, number);
                }
            }
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
    let bilan = report::bilan(
        "f",
        &mut reader,
        rules,
        files,
        report::Run { threads: all_processors(), progress: &mut |_, _| {} },
    )
    .unwrap();
    let mut page = Vec::new();
    bilan.write_page(&mut page).unwrap();
    let json = serde_json::to_string(&bilan).unwrap();
    let parts = [findings, refused, page].map(|bytes| String::from_utf8(bytes).unwrap());
    format!("{debug}\n{}\n{json}\n{bilan:?}", parts.join("\n"))
}

/// A cell of a CSV file that holds a text whatever it is.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[test]
fn not_in_the_files_of_the_bilan() {
    for number in planted() {
        let written = cell(&number);
        let text = serde_json::Value::from(number.as_str()).to_string();
        let header = "matricule;code_structure;nom_structure;nir;date_naissance;fse";
        for (what, file) in [
            // Not a place where a number is known as such: what looks like one is not shown at all.
            (
                "the names of programmes",
                format!(
                    "matricule;date_naissance;commune_naissance;programme;programme_debut;programme_fin\n\
                 7;01/06/1998;{written};{written};01/06/2024;\n8;01/06/1998;;{};01/06/2024;\n",
                    cell(&format!("x {number}")),
                ),
            ),
            ("its own place", format!("{header}\n7;75101S00;Paris;{written};01/06/1998;non\n")),
            ("other places", format!("{header}\n{written};75101S00;{written};x;01/06/1998;non\n")),
            ("a name", format!("{header}\n7;75101S00;{};x;01/06/1998;non\n", cell(&format!("ML {number}")))),
            ("codes and dates", format!("{header}\n7;{written};Paris;x;{written};{written}\n")),
            ("an open quote", format!("{header}\n7;75101S00;Paris;\"{number};01/06/1998;non\n")),
            ("a header", format!("matricule;{written};date_naissance\n7;8;01/06/1998\n")),
            ("every line", format!("{written};a\n{written};b\n")),
            ("the interface", format!(r#"{{"idDossier":{text},"dateNaissance":{text},{text}:{text}}}"#)),
            (
                "a structure of the interface",
                format!(
                    r#"{{"idDossier":7,"dateNaissance":"1998-06-01","structureRattachement":{{"nomUsuel":{text},"codeStructure":"75101S00"}}}}"#
                ),
            ),
        ] {
            clean(what, &everything_written(&file), &number);
        }
        clean("the name of the source", &report::shown_file(&number), &number);
        let bare = folded(&number);
        let wrong = Mapping::parse(&format!("nir = {bare}\n{bare} = \"x\"\n"));
        if let Err(error) = wrong {
            clean("a mapping error", &format!("{error} {}", error.message_fr()), &number);
        }
    }
}
