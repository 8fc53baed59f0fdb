//! A number beside the civil identity: requests and answers. The number is read and never comes back.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::calendar::{Date, DateError};
use crate::dossier::{CodeError, CodeLieu};
use crate::error::{CodedError, ErrorCode};
use crate::nir::coherence::{Birth, CoherenceFinding, Findings, Identity, Stage, check};
use crate::nir::{Acceptance, InsError, Label, Level, Nir, Oid, Provenance, Sexe};

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
        crate::serde_text::parse(deserializer, "M or F", |text| Self::by_code(text).ok_or(NeitherSex))
    }
}

impl DeclaredSex {
    fn by_code(text: &str) -> Option<Self> {
        match text {
            "M" => Some(Self(Sexe::Masculin)),
            "F" => Some(Self(Sexe::Feminin)),
            _ => None,
        }
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

/// What is the same on every row of a table.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CoherenceOptions {
    as_of: Option<Date>,
    stage: Option<Stage>,
}

/// A row of a table of numbers and identities, as texts. What is absent is not compared. No `Debug`: the number is in
/// clear.
#[derive(Clone, Copy, Default)]
pub struct CoherenceRow<'a> {
    /// The number.
    pub nir: &'a str,
    /// `NIR` or `NIA`.
    pub label: Option<&'a str>,
    /// OID of the INS.
    pub oid: Option<&'a str>,
    /// `M` or `F`.
    pub sex: Option<&'a str>,
    /// A day, a month or a year (ISO 8601).
    pub birth_date: Option<&'a str>,
    /// Code of a commune or a country.
    pub birth_place: Option<&'a str>,
}

/// A cell that cannot be read: its column, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoherenceFault {
    /// Name of the column.
    pub column: &'static str,
    /// Why.
    pub code: ErrorCode,
}

/// Numbers beside civil identities over the columns of a table: a row in, its findings out.
///
/// ```
/// use imilo_core::wire::{CoherenceColumns, CoherenceRow};
/// let columns = CoherenceColumns::new(r#"{"as_of": "2026-11-24"}"#)?;
/// let row = CoherenceRow { nir: "2 84 05 88 321 025 32", sex: Some("M"), ..CoherenceRow::default() };
/// let found = columns.findings(&row).unwrap();
/// assert_eq!(found.iter().next().unwrap().slug, "sex_differs");
/// let wrong = CoherenceRow { birth_date: Some("20/05/2008"), ..row };
/// assert_eq!(columns.findings(&wrong).unwrap_err().column, "birth_date");
/// # Ok::<(), imilo_core::wire::Failure>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CoherenceColumns(CoherenceOptions);

impl CoherenceColumns {
    /// Reads `as_of` and `stage`, both optional, from JSON.
    ///
    /// # Errors
    /// [`Failure`] for an option that does not exist or cannot be read.
    pub fn new(options: &str) -> Result<Self, Failure> {
        read(options, "").map(Self)
    }

    /// Compares a row. Numbers are read with every leniency.
    ///
    /// # Errors
    /// [`CoherenceFault`] for the first cell that cannot be read; nothing of the row is compared then.
    pub fn findings(&self, row: &CoherenceRow<'_>) -> Result<Findings, CoherenceFault> {
        let nir = Nir::parse(row.nir, &Acceptance::EVERY);
        let nir = nir.map_err(|error| CoherenceFault { column: "nir", code: error.code() })?;
        let sexe = |text: &str| DeclaredSex::by_code(text).map(|sex| sex.0);
        let identity = Identity {
            label: cell("label", row.label, |text| text.parse().map_err(|error: InsError| error.code()))?,
            oid: cell("oid", row.oid, |text| text.parse().map_err(|error: InsError| error.code()))?,
            sexe: cell("sex", row.sex, |text| sexe(text).ok_or(ErrorCode::JsonField))?,
            birth: cell("birth_date", row.birth_date, |text| {
                text.parse().map_err(|error: DateError| error.code())
            })?,
            place: cell("birth_place", row.birth_place, |text| {
                text.parse().map_err(|error: CodeError| error.code())
            })?,
            as_of: self.0.as_of,
            stage: self.0.stage,
        };
        Ok(check(&nir, &identity))
    }
}

fn cell<T>(
    column: &'static str,
    text: Option<&str>,
    parse: impl FnOnce(&str) -> Result<T, ErrorCode>,
) -> Result<Option<T>, CoherenceFault> {
    text.map(parse).transpose().map_err(|code| CoherenceFault { column, code })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{CoherenceColumns, CoherenceFault, CoherenceRow};
    use crate::error::ErrorCode;
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
    fn a_row_of_columns_is_compared_as_a_request_is() {
        let columns = CoherenceColumns::new(r#"{"as_of": "2026-11-24", "stage": "kept"}"#).unwrap();
        let row = CoherenceRow {
            nir: "2 75 11 59 350 088 31",
            label: Some("NIR"),
            sex: Some("M"),
            birth_date: Some("2008-05-20"),
            birth_place: Some("59350"),
            ..CoherenceRow::default()
        };
        let codes: Vec<_> = columns.findings(&row).unwrap().iter().map(|finding| finding.slug).collect();
        assert_eq!(codes, ["sex_differs", "year_differs", "month_differs", "parents_number"]);
        for (wrong, column, code) in [
            (CoherenceRow { nir: "2", ..row }, "nir", ErrorCode::NirLength),
            (CoherenceRow { label: Some("NTT"), ..row }, "label", ErrorCode::NirLabelNtt),
            (CoherenceRow { oid: Some("1.2"), ..row }, "oid", ErrorCode::NirOid),
            (CoherenceRow { sex: Some("1"), ..row }, "sex", ErrorCode::JsonField),
            (CoherenceRow { birth_date: Some("2008-02-30"), ..row }, "birth_date", ErrorCode::DateInvalid),
            (CoherenceRow { birth_place: Some("593500"), ..row }, "birth_place", ErrorCode::CodeLieu),
        ] {
            assert_eq!(columns.findings(&wrong), Err(CoherenceFault { column, code }));
        }
        assert!(CoherenceColumns::new(r#"{"sex": "M"}"#).is_err());
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
