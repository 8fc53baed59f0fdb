//! A number beside the civil identity: requests and answers. The number is read and never comes back.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::calendar::Date;
use crate::dossier::CodeLieu;
use crate::nir::coherence::{Birth, CoherenceFinding, Identity, Stage, check};
use crate::nir::{Acceptance, Label, Level, Nir, Oid, Provenance, Sexe};

use super::conservation::CitationAnswer;
use super::failure::read;
use super::nir::{NirAnswer, secret};
use super::{Failure, serve};

/// A number and what is known of the person. Whatever is absent or `null` is not compared.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NirCoherenceRequest {
    #[serde(deserialize_with = "secret")]
    nir: Zeroizing<String>,
    label: Option<Label>,
    oid: Option<Oid>,
    provenance: Option<Provenance>,
    sex: Option<DeclaredSex>,
    birth_date: Option<Birth>,
    birth_place: Option<CodeLieu>,
    as_of: Option<Date>,
    stage: Option<Stage>,
}

/// Sex in the civil register, as a dossier writes it.
#[derive(Clone, Copy)]
struct DeclaredSex(Sexe);

impl<'de> Deserialize<'de> for DeclaredSex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| match text {
            "M" => Ok(Self(Sexe::Masculin)),
            "F" => Ok(Self(Sexe::Feminin)),
            _ => Err(NeitherSex),
        };
        crate::serde_text::parse(deserializer, "M or F", read)
    }
}

#[derive(Debug)]
struct NeitherSex;

impl core::fmt::Display for NeitherSex {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("neither M nor F")
    }
}

/// One thing that does not go together, or stands out. It refuses nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NirCoherenceFinding {
    /// Stable code (`sex_differs`).
    pub code: String,
    /// The provision that founds it.
    pub citation: CitationAnswer,
    /// What was found, in French.
    pub message_fr: String,
    /// What was found, in English.
    pub message_en: String,
    /// Its legitimate exceptions, in French.
    pub exceptions_fr: String,
    /// Its legitimate exceptions, in English.
    pub exceptions_en: String,
}

impl NirCoherenceFinding {
    fn of(finding: &CoherenceFinding) -> Self {
        Self {
            code: finding.slug.to_owned(),
            citation: CitationAnswer::of(&finding.citation()),
            message_fr: finding.fr.to_owned(),
            message_en: finding.en.to_owned(),
            exceptions_fr: finding.exceptions_fr.to_owned(),
            exceptions_en: finding.exceptions_en.to_owned(),
        }
    }
}

/// Form and key of a number, and how it goes with the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NirCoherenceAnswer {
    /// Form and key, with every leniency: a number is read here to be compared, not to be judged.
    pub number: NirAnswer,
    /// How well the number is known, by its provenance. No finding ever raises it.
    pub level: Option<Level>,
    /// What does not go together; none when the number cannot be read: nothing was then compared.
    pub findings: Option<Vec<NirCoherenceFinding>>,
}

impl NirCoherenceAnswer {
    /// Compares a number, as a person wrote it, with what is known of the person.
    ///
    /// ```
    /// use imilo_core::nir::coherence::Identity;
    /// use imilo_core::nir::Sexe;
    /// use imilo_core::wire::NirCoherenceAnswer;
    /// let identity = Identity { sexe: Some(Sexe::Masculin), ..Identity::default() };
    /// let answer = NirCoherenceAnswer::of("2 84 05 88 321 025 32", &identity, None);
    /// assert_eq!(answer.findings.unwrap()[0].code, "sex_differs");
    /// ```
    #[must_use]
    pub fn of(nir: &str, identity: &Identity, provenance: Option<Provenance>) -> Self {
        let compared = |nir: Nir| check(&nir, identity).iter().map(NirCoherenceFinding::of).collect();
        Self {
            number: NirAnswer::of(nir, &Acceptance::EVERY),
            level: provenance.map(Provenance::level),
            findings: Nir::parse(nir, &Acceptance::EVERY).ok().map(compared),
        }
    }

    fn to(request: &NirCoherenceRequest) -> Self {
        let identity = Identity {
            label: request.label,
            oid: request.oid,
            sexe: request.sex.map(|sex| sex.0),
            birth: request.birth_date,
            place: request.birth_place,
            as_of: request.as_of,
            stage: request.stage,
        };
        Self::of(&request.nir, &identity, request.provenance)
    }
}

pub(super) fn compare(request: &str) -> Result<String, Failure> {
    serve(request, |request: NirCoherenceRequest| Ok(NirCoherenceAnswer::to(&request)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManyRequests {
    requests: Vec<Box<RawValue>>,
}

/// One result a row, in the order of the request.
#[derive(Clone, Debug, Serialize)]
pub struct NirCoherenceManyAnswer {
    /// The rows.
    pub results: Vec<NirCoherenceRow>,
}

/// The answer of a row, or why it cannot be read: one bad row leaves the others.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NirCoherenceRow {
    /// The answer.
    Answer(Box<NirCoherenceAnswer>),
    /// The error.
    Error(Failure),
}

pub(super) fn compare_many(request: &str) -> Result<String, Failure> {
    let row = |text: &RawValue| match read::<NirCoherenceRequest>(text.get(), "") {
        Ok(request) => NirCoherenceRow::Answer(Box::new(NirCoherenceAnswer::to(&request))),
        Err(failure) => NirCoherenceRow::Error(failure),
    };
    serve(request, |request: ManyRequests| {
        Ok(NirCoherenceManyAnswer { results: request.requests.iter().map(|text| row(text)).collect() })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::wire::call;

    fn ask(name: &str, request: &str) -> Value {
        serde_json::from_str(&call(name, request).unwrap()).unwrap()
    }

    #[test]
    fn a_parents_number_is_told_with_its_exceptions_and_does_not_come_back() {
        let answer = ask(
            "nir_coherence",
            r#"{"nir": "2 75 11 59 350 088 31", "sex": "M", "birth_date": "2008-05-20", "birth_place": "59350",
                "provenance": {"origin": "card", "on": "2026-01-05"}}"#,
        );
        let codes: Vec<_> =
            answer["findings"].as_array().unwrap().iter().map(|found| &found["code"]).collect();
        assert_eq!(codes, ["sex_differs", "year_differs", "month_differs", "parents_number"]);
        assert_eq!(answer["findings"][0]["citation"]["code"], "D82-103:6");
        assert!(answer["findings"][0]["exceptions_fr"].as_str().unwrap().contains("état civil"));
        assert_eq!((&answer["level"], &answer["number"]["key"]), (&"seen".into(), &"right".into()));
        assert!(!answer.to_string().contains("27511"));
    }

    #[test]
    fn a_number_that_cannot_be_read_is_compared_with_nothing() {
        let answer = ask("nir_coherence", r#"{"nir": "275115935008830", "sex": "M"}"#);
        assert_eq!((&answer["findings"], &answer["level"]), (&Value::Null, &Value::Null));
        assert_eq!(
            (&answer["number"]["outcome"], &answer["number"]["fault"]),
            (&"not_conforming".into(), &"key".into())
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (field, value, code) in [
            ("label", "NTT", "nir_label_ntt"),
            ("label", "nir", "nir_label"),
            ("oid", "1.2", "nir_oid"),
            ("sex", "H", "json_field"),
            ("birth_date", "2008-02-30", "date_invalid"),
            ("birth_date", "2008-2", "date_format"),
            ("birth_place", "75", "code_lieu"),
            ("stage", "over", "json_field"),
        ] {
            let request = format!(r#"{{"nir": "275115935008831", "{field}": "{value}"}}"#);
            let failure = call("nir_coherence", &request).unwrap_err();
            assert_eq!((failure.code.as_str(), failure.field.as_deref()), (code, Some(field)), "{value}");
            let rows = ask("nir_coherence_many", &format!(r#"{{"requests": [{request}, {{"nir": "1"}}]}}"#));
            assert_eq!(rows["results"][0]["error"]["code"], code);
            assert_eq!(rows["results"][1]["answer"]["number"]["fault"], "length");
        }
    }
}
