//! NIR: requests and answers.

use serde::{Deserialize, Deserializer, Serialize};
use zeroize::Zeroizing;

use crate::error::CodedError;
use crate::explain::Outcome;
use crate::law::Evidence;
use crate::nir::{Acceptance, KeyState, Kind, Nir, NirError, NirFault, NirFinding};
use crate::serde_text;

use super::failure::Object;
use super::{Failure, failure, serve};

/// A number to check, as a person wrote it. No `Debug`: it is in clear.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NirRequest {
    /// The number.
    #[serde(deserialize_with = "secret")]
    pub nir: Zeroizing<String>,
    /// What is accepted beyond the strict form.
    #[serde(default, deserialize_with = "read_acceptance")]
    pub accept: Acceptance,
}

/// Many numbers to check; `null` stays `null`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NirManyRequest {
    nirs: Vec<Option<SecretText>>,
    #[serde(default, deserialize_with = "read_acceptance")]
    accept: Acceptance,
}

/// What is accepted, in JSON: for a binding that takes a column as it is and its options as text.
///
/// ```
/// use imilo_core::wire;
/// assert!(wire::acceptance(r#"{"nnp": true}"#)?.nnp);
/// assert_eq!(wire::acceptance(r#"{"ntt": true}"#).unwrap_err().field.as_deref(), Some("accept.ntt"));
/// # Ok::<(), wire::Failure>(())
/// ```
///
/// # Errors
/// [`Failure`] for a flag that does not exist, or what is no flag.
pub fn acceptance(text: &str) -> Result<Acceptance, Failure> {
    failure::read(text, "accept.")
}

fn read_acceptance<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Acceptance, D::Error> {
    Object::deserialize(deserializer).map(|Object(accept)| accept)
}

struct SecretText(Zeroizing<String>);

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        secret(deserializer).map(Self)
    }
}

pub(super) fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Zeroizing<String>, D::Error> {
    let keep = |text: &str| Ok::<_, core::convert::Infallible>(Zeroizing::new(text.to_owned()));
    serde_text::parse(deserializer, "a number", keep)
}

/// What can be said of a number, without the number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NirAnswer {
    /// `conforming` or `not_conforming`.
    pub outcome: Outcome,
    /// The part refused, if one is.
    pub fault: Option<NirFault>,
    /// 1-based position of the fault after normalisation.
    pub position: Option<i32>,
    /// State of the key, where it can be told.
    pub key: Option<KeyState>,
    /// Family of an accepted number.
    pub kind: Option<Kind>,
    /// What can be said of an accepted number from its digits alone.
    pub findings: Vec<NirFinding>,
    /// The provision applied.
    pub founded_by: String,
    /// How well it is known.
    pub evidence: Evidence,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}

/// Results of many numbers, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NirManyAnswer {
    /// One answer a row; `null` where the request had `null`.
    pub results: Vec<Option<NirAnswer>>,
}

impl NirAnswer {
    /// Checks a number.
    ///
    /// ```
    /// use imilo_core::wire::NirAnswer;
    /// let answer = NirAnswer::of("284058832102530", &Default::default());
    /// assert_eq!(answer.position, Some(14));
    /// ```
    #[must_use]
    pub fn of(text: &str, accept: &Acceptance) -> Self {
        match Nir::parse(text, accept) {
            Ok(nir) => Self::accepted(&nir),
            Err(error) => Self::refused(error),
        }
    }

    fn accepted(nir: &Nir) -> Self {
        let citation = NirFault::Length.citation();
        let (fr, en) = match nir.key_state() {
            KeyState::Absent => ("forme valide ; clé non fournie", "valid form; no key given"),
            _ => ("forme et clé valides", "valid form and key"),
        };
        Self {
            outcome: Outcome::Conforming,
            fault: None,
            position: None,
            key: Some(nir.key_state()),
            kind: Some(nir.kind()),
            findings: nir.findings().collect(),
            founded_by: citation.code.into_owned(),
            evidence: citation.evidence,
            message_fr: fr.to_owned(),
            message_en: en.to_owned(),
        }
    }

    fn refused(error: NirError) -> Self {
        let (row, citation) = (error.code().row(), error.fault.citation());
        Self {
            outcome: Outcome::NotConforming,
            fault: Some(error.fault),
            position: error.position.map(i32::from),
            key: error.key,
            kind: None,
            findings: Vec::new(),
            founded_by: citation.code.into_owned(),
            evidence: citation.evidence,
            message_fr: row.fr.to_owned(),
            message_en: row.en.to_owned(),
        }
    }
}

pub(super) fn check(request: &str) -> Result<String, Failure> {
    serve(request, |request: NirRequest| Ok(NirAnswer::of(&request.nir, &request.accept)))
}

pub(super) fn check_many(request: &str) -> Result<String, Failure> {
    serve(request, |request: NirManyRequest| {
        let answer = |text: &SecretText| NirAnswer::of(&text.0, &request.accept);
        Ok(NirManyAnswer { results: request.nirs.iter().map(|text| text.as_ref().map(answer)).collect() })
    })
}
