//! Dossiers: what the law of a day says of the data that one holds, and the catalogue of fields.
//!
//! The shape of a dossier is that of `schemas/dossier.schema.json`: a key that is absent was not carried by the
//! source, `null` is empty. Its NIR is read and never comes back.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::calendar::Date;
use crate::dossier::{Champ, DataRules, DataTables, Dossier, FieldSet, Standing, incoherences};
use crate::explain::Outcome;
use crate::law;

use super::conservation::{CitationAnswer, FindingAnswer};
use super::failure::read;
use super::{Failure, serve};

/// What is asked: a dossier, a day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DossierCheckRequest {
    date: Date,
    dossier: Box<RawValue>,
}

/// Something to be looked at inside a dossier, apart from the law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoherenceAnswer {
    /// Stable code (`permit_expired`).
    pub code: String,
    /// Path of the field.
    pub field: String,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}

/// What the law of a day makes of the data of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DossierCheckAnswer {
    /// One field that is not allowed is enough for `not_conforming`.
    pub outcome: Outcome,
    /// Rule set of the day.
    pub rule_set: String,
    /// The day.
    pub date: Date,
    /// Paths of the filled fields that may be held.
    pub allowed: Vec<String>,
    /// Paths of those that may be held under a condition that is not established.
    pub conditional: Vec<String>,
    /// Paths of those that a list read in full does not allow, or whose condition is not met.
    pub not_allowed: Vec<String>,
    /// Paths of those on which no list that was read decides.
    pub undetermined: Vec<String>,
    /// The reasons.
    pub findings: Vec<FindingAnswer>,
    /// What is to be looked at, apart from the law.
    pub coherence: Vec<CoherenceAnswer>,
}

impl DossierCheckAnswer {
    /// Judges a dossier by the tables of an integrator or the built-in ones.
    ///
    /// # Errors
    /// [`Failure`] for a day before 2015-01-29.
    pub fn by(tables: &DataTables, date: Date, dossier: &Dossier) -> Result<Self, Failure> {
        let rules = DataRules::on(date, tables).map_err(|error| Failure::from(error).at("date"))?;
        let label = law::rule_sets().at(date).map_err(|error| Failure::from(error).at("date"))?.label();
        let checked = rules.check(dossier);
        let mut coherence = Vec::new();
        incoherences(dossier, date, |kind, champ| {
            let (code, fr, en) = kind.words();
            coherence.push(CoherenceAnswer {
                code: code.to_owned(),
                field: champ.row().path.to_owned(),
                message_fr: fr.to_owned(),
                message_en: en.to_owned(),
            });
        });
        Ok(Self {
            outcome: checked.outcome,
            rule_set: label.into_owned(),
            date,
            allowed: paths(checked.fields.allowed),
            conditional: paths(checked.fields.conditional),
            not_allowed: paths(checked.fields.not_allowed),
            undetermined: paths(checked.fields.undetermined),
            findings: checked.findings.iter().map(FindingAnswer::from).collect(),
            coherence,
        })
    }

    /// Judges a dossier given as JSON text.
    ///
    /// # Errors
    /// [`Failure`] that names the field (`dossier.identite.…`), or for a day before 2015-01-29.
    pub fn of_json(tables: &DataTables, date: Date, dossier: &str) -> Result<Self, Failure> {
        Self::by(tables, date, &read::<Dossier>(dossier, "dossier.")?)
    }

    fn to(request: &DossierCheckRequest, tables: &DataTables) -> Result<Self, Failure> {
        Self::of_json(tables, request.date, request.dossier.get())
    }
}

fn paths(fields: FieldSet) -> Vec<String> {
    fields.iter().map(|champ| champ.row().path.to_owned()).collect()
}

pub(super) fn check(request: &str) -> Result<String, Failure> {
    serve(request, |request: DossierCheckRequest| DossierCheckAnswer::to(&request, &DataTables::built_in()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManyRequests {
    requests: Vec<Box<RawValue>>,
}

/// One result a row, in the order of the request.
#[derive(Clone, Debug, Serialize)]
pub struct DossierCheckManyAnswer {
    /// The rows.
    pub results: Vec<DossierCheckRow>,
}

/// The answer of a row, or why it cannot be judged: one bad row leaves the others.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DossierCheckRow {
    /// The answer.
    Answer(Box<DossierCheckAnswer>),
    /// The error.
    Error(Failure),
}

pub(super) fn check_many(request: &str) -> Result<String, Failure> {
    let tables = DataTables::built_in();
    let row = |text: &RawValue| {
        let answer = read(text.get(), "").and_then(|request| DossierCheckAnswer::to(&request, &tables));
        answer.map_or_else(DossierCheckRow::Error, |answer| DossierCheckRow::Answer(Box::new(answer)))
    };
    serve(request, |request: ManyRequests| {
        Ok(DossierCheckManyAnswer { results: request.requests.iter().map(|text| row(text)).collect() })
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldsRequest {
    date: Date,
}

/// The catalogue of fields, with what the law of a day says of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldsAnswer {
    /// Rule set of the day.
    pub rule_set: String,
    /// The fields, in the order of the annexe.
    pub fields: Vec<FieldAnswer>,
}

/// A row of the catalogue on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldAnswer {
    /// Path in the JSON of a dossier.
    pub field: String,
    /// Code in the annexe of 2015.
    pub code: Option<String>,
    /// Category of that annexe.
    pub category: String,
    /// Heading under which the lists of the day put it; none under the annexe of 2015.
    pub heading: Option<String>,
    /// How sensitive it is, in French and in English.
    pub sensitivity_fr: String,
    /// The same in English.
    pub sensitivity_en: String,
    /// The person may leave the answer empty.
    pub optional_answer: bool,
    /// `allowed`, `conditional`, `not_allowed` or `undetermined`.
    pub standing: String,
    /// The provisions that say so: one, or two in a window.
    pub citations: Vec<CitationAnswer>,
    /// Label in French.
    pub label_fr: String,
    /// Label in English.
    pub label_en: String,
}

impl FieldsAnswer {
    /// The catalogue on a day.
    ///
    /// # Errors
    /// [`Failure`] for a day before 2015-01-29.
    pub fn on(date: Date) -> Result<Self, Failure> {
        Self::by(&DataTables::built_in(), date)
    }

    /// The catalogue on a day by the tables of an integrator.
    ///
    /// # Errors
    /// [`Failure`] for a day before 2015-01-29.
    pub fn by(tables: &DataTables, date: Date) -> Result<Self, Failure> {
        let rules = DataRules::on(date, tables).map_err(|error| Failure::from(error).at("date"))?;
        let label = law::rule_sets().at(date).map_err(|error| Failure::from(error).at("date"))?.label();
        let field = |champ: &Champ| {
            let row = champ.row();
            let (fr, en) = row.sensibilite.words();
            FieldAnswer {
                field: row.path.to_owned(),
                code: row.code.map(str::to_owned),
                category: champ.categorie().words().0.to_owned(),
                heading: rules.heading(*champ).map(str::to_owned),
                sensitivity_fr: fr.to_owned(),
                sensitivity_en: en.to_owned(),
                optional_answer: champ.is_optional_answer(),
                standing: match rules.standing(*champ) {
                    Standing::Allowed => "allowed",
                    Standing::Conditional => "conditional",
                    Standing::NotAllowed => "not_allowed",
                    Standing::Undetermined => "undetermined",
                }
                .to_owned(),
                citations: rules.rules(*champ).iter().map(|rule| CitationAnswer::of(rule.citation)).collect(),
                label_fr: row.fr.to_owned(),
                label_en: row.en.to_owned(),
            }
        };
        Ok(Self { rule_set: label.into_owned(), fields: Champ::ALL.iter().map(field).collect() })
    }
}

pub(super) fn fields(request: &str) -> Result<String, Failure> {
    serve(request, |FieldsRequest { date }| FieldsAnswer::on(date))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::wire::call;

    fn ask(name: &str, request: &str) -> Value {
        serde_json::from_str(&call(name, request).unwrap()).unwrap()
    }

    #[test]
    fn a_dossier_is_judged_and_its_nir_does_not_come_back() {
        let answer = ask(
            "dossier_check",
            r#"{"date":"2018-06-01","dossier":{"identite":{"nir":"284058832102532"},"ajouts":{"quotient_familial":700}}}"#,
        );
        assert_eq!(answer["outcome"], "not_conforming");
        assert_eq!(answer["not_allowed"], serde_json::json!(["ajouts.quotient_familial"]));
        assert_eq!(answer["allowed"], serde_json::json!(["identite.nir"]));
        assert_eq!(answer["findings"][0]["citation"]["code"], "D2015-59:annexe");
        assert!(!answer.to_string().contains("284058"));
    }

    #[test]
    fn a_key_that_is_not_a_field_is_named() {
        let failure =
            call("dossier_check", r#"{"date":"2018-06-01","dossier":{"identite":{"nom":"x"}}}"#).unwrap_err();
        assert_eq!(failure.code, "unknown_field");
        assert_eq!(failure.field.as_deref(), Some("dossier.identite.nom"));
    }

    #[test]
    fn one_bad_row_leaves_the_others() {
        let answer = ask(
            "dossier_check_many",
            r#"{"requests":[{"date":"2014-01-01","dossier":{}},{"date":"2018-06-01","dossier":{}}]}"#,
        );
        assert_eq!(answer["results"][0]["error"]["code"], "before_first_rule_set");
        assert_eq!(answer["results"][1]["answer"]["outcome"], "conforming");
    }

    #[test]
    fn the_catalogue_of_a_day() {
        let answer = ask("dossier_fields", r#"{"date":"2018-06-01"}"#);
        let nir = answer["fields"].as_array().unwrap().iter().find(|f| f["field"] == "identite.nir").unwrap();
        assert_eq!((nir["code"].as_str(), nir["standing"].as_str()), (Some("I.A.5"), Some("allowed")));
    }
}
