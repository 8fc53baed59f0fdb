//! A number beside the civil identity.

pub use imilo_core::nir::coherence::Stage;
pub use imilo_core::nir::{Label, Level, Origin, Sexe};
pub use imilo_core::wire::{NirCoherenceAnswer, NirCoherenceFinding};

use core::str::FromStr;

use imilo_core::error::ErrorCode;
use imilo_core::nir::coherence::Identity;
use imilo_core::nir::{self};
use imilo_core::wire::Failure;
use zeroize::Zeroizing;

use super::ImiloError;
use super::answers::{CitationAnswer, NirAnswer};
use super::dates::Day;
use super::erased::Numbers;
use super::guard::guard;

/// What the caller says that a number is: digits cannot tell a NIR from a NIA.
#[uniffi::remote(Enum)]
pub enum Label {
    /// Numéro d'inscription au répertoire.
    Nir,
    /// Numéro d'identification d'attente.
    Nia,
}

/// Sex in the civil register.
#[uniffi::remote(Enum)]
pub enum Sexe {
    /// Male.
    Masculin,
    /// Female.
    Feminin,
}

/// Where the accompaniment stands, for the age.
#[uniffi::remote(Enum)]
pub enum Stage {
    /// Welcomed for the first time: 16 to 25.
    FirstContact,
    /// Followed since: under 26.
    Kept,
}

/// Where a number was learnt.
#[uniffi::remote(Enum)]
pub enum Origin {
    /// The person's word.
    Declaration,
    /// The carte Vitale.
    Card,
    /// The attestation de droits.
    Certificate,
    /// The SNGI of the Cnav.
    Sngi,
    /// The RNIPP of the Insee.
    Rnipp,
    /// The INSi service, without a document of identity.
    InsiAlone,
    /// The INSi service and a document of high trust.
    InsiAndDocument,
}

/// How well a number is known to be that of the person, weakest first.
#[uniffi::remote(Enum)]
pub enum Level {
    /// The person said it.
    Declared,
    /// Read from a card or a certificate.
    Seen,
    /// Compared by the SNGI or the RNIPP, also through INSi.
    Certified,
    /// Answered by INSi and the identity proved by a document of high trust.
    Qualified,
}

/// How a number came to be known, and when.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Provenance {
    /// Where it was learnt: the level follows from it.
    pub origin: Origin,
    /// On which day.
    pub on: Day,
}

/// What is known of the person and of the number, apart from its digits. What is null is not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, uniffi::Record)]
pub struct CivilIdentity {
    /// What the caller says that the number is.
    #[uniffi(default = None)]
    pub label: Option<Label>,
    /// OID of the INS that came with it.
    #[uniffi(default = None)]
    pub oid: Option<String>,
    /// How it came to be known.
    #[uniffi(default = None)]
    pub provenance: Option<Provenance>,
    /// Sex in the civil register.
    #[uniffi(default = None)]
    pub sex: Option<Sexe>,
    /// Birth date, as far as it is known: `2008-05-20`, `2008-05` or `2008`.
    #[uniffi(default = None)]
    pub birth_date: Option<String>,
    /// Birth place: code of a commune or a country, of any date.
    #[uniffi(default = None)]
    pub birth_place: Option<String>,
    /// Day on which the number is looked at.
    #[uniffi(default = None)]
    pub as_of: Option<Day>,
    /// Where the accompaniment stands; without it the age is not looked at.
    #[uniffi(default = None)]
    pub stage: Option<Stage>,
}

/// One thing that does not go together, or stands out. It refuses nothing.
#[uniffi::remote(Record)]
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

/// Form and key of a number, and how it goes with the person.
#[uniffi::remote(Record)]
pub struct NirCoherenceAnswer {
    /// Form and key, with every leniency: the number is read here to be compared, not to be judged.
    pub number: NirAnswer,
    /// How well the number is known, by its provenance. No finding ever raises it.
    pub level: Option<Level>,
    /// What does not go together; null when the number cannot be read: nothing was then compared.
    pub findings: Option<Vec<NirCoherenceFinding>>,
}

/// A number beside the civil identity: what does not go together, with its legitimate exceptions.
///
/// ```kotlin
/// val answer = nirCoherence("2 75 11 59 350 088 31", CivilIdentity(birthDate = "2008-05-20"))
/// check(answer.findings!!.any { it.code == "parents_number" })
/// ```
///
/// # Errors
/// `nir_oid`, `code_lieu`, `date_…` with the field.
#[uniffi::export]
pub fn nir_coherence(nir: String, identity: CivilIdentity) -> Result<NirCoherenceAnswer, ImiloError> {
    let nir = Zeroizing::new(nir);
    guard(|| identity.compare(&nir))
}

/// The answer of a row, or why it cannot be read: one of the two is null.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct NirCoherenceRow {
    /// The answer.
    pub answer: Option<NirCoherenceAnswer>,
    /// The failure.
    pub error: Option<Failure>,
}

/// The same for many, in order: one answer or failure a row, null where there is no number.
///
/// ```kotlin
/// check(nirCoherenceMany(listOf(null), listOf(CivilIdentity()))[0] == null)
/// ```
///
/// # Errors
/// `column_length` unless there are as many identities as numbers.
#[uniffi::export]
pub fn nir_coherence_many(
    nirs: Numbers,
    identities: Vec<CivilIdentity>,
) -> Result<Vec<Option<NirCoherenceRow>>, ImiloError> {
    guard(|| {
        if nirs.iter().count() != identities.len() {
            return Err(at(Failure::of(ErrorCode::ColumnLength), "identities"));
        }
        let row = |(nir, identity): (Option<&str>, &CivilIdentity)| {
            Some(match identity.compare(nir?) {
                Ok(answer) => NirCoherenceRow { answer: Some(answer), error: None },
                Err(failure) => NirCoherenceRow { answer: None, error: Some(failure) },
            })
        };
        Ok(nirs.iter().zip(&identities).map(row).collect())
    })
}

impl CivilIdentity {
    fn compare(&self, nir: &str) -> Result<NirCoherenceAnswer, Failure> {
        let day = |day: &Day, field| day.read().map_err(|error| at(error.into(), field));
        let provenance = self.provenance.as_ref().map(|provenance| {
            Ok::<_, Failure>(nir::Provenance {
                origin: provenance.origin,
                on: day(&provenance.on, "provenance.on")?,
            })
        });
        let identity = Identity {
            label: self.label,
            oid: parsed(self.oid.as_deref(), "oid")?,
            sexe: self.sex,
            birth: parsed(self.birth_date.as_deref(), "birth_date")?,
            place: parsed(self.birth_place.as_deref(), "birth_place")?,
            as_of: self.as_of.as_ref().map(|as_of| day(as_of, "as_of")).transpose()?,
            stage: self.stage,
        };
        Ok(NirCoherenceAnswer::of(nir, &identity, provenance.transpose()?))
    }
}

fn parsed<T: FromStr<Err: Into<Failure>>>(text: Option<&str>, field: &str) -> Result<Option<T>, Failure> {
    text.map(|text| text.parse().map_err(|error: T::Err| at(error.into(), field))).transpose()
}

fn at(failure: Failure, field: &str) -> Failure {
    Failure { field: Some(field.to_owned()), ..failure }
}
