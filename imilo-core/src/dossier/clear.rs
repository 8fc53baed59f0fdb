//! The clear NIR, written on purpose.

use serde::Serialize;

use crate::nir::{ClearNir, KeyState, Nir};

use super::nir_read::RefusedJson;
use super::{
    Ajouts, Conservation, Dossier, Emploi, Famille, Field, Formation, Identite, Logement, NirRead, Personnel,
    Social, Suivi,
};

/// A dossier that is written with its NIR in the clear (decision 13): the caller says so by naming this type.
///
/// A refused number has no text left to write; why it was refused is, so that it comes back as refused
/// (`{"refused": "length"}`).
///
/// ```
/// use imilo_core::dossier::{ClearDossier, Dossier};
/// let text = r#"{"identite":{"nir":"255081416802538"}}"#;
/// let dossier: Dossier = serde_json::from_str(text)?;
/// assert!(serde_json::to_string(&ClearDossier(&dossier))?.contains("255081416802538"));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct ClearDossier<'d>(pub &'d Dossier);

impl core::fmt::Debug for ClearDossier<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ClearDossier(…)")
    }
}

#[derive(Serialize)]
struct Clear<'d> {
    identite: ClearIdentite<'d>,
    famille: &'d Famille,
    formation: &'d Formation,
    emploi: &'d Emploi,
    social: &'d Social,
    logement: &'d Logement,
    suivi: &'d Suivi,
    personnel: &'d Personnel,
    ajouts: &'d Ajouts,
    conservation: &'d Conservation,
}

#[derive(Serialize)]
struct ClearIdentite<'d> {
    #[serde(flatten)]
    identite: &'d Identite,
    #[serde(skip_serializing_if = "Option::is_none")]
    nir: Option<Written<'d>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Written<'d> {
    Number(AsGiven<'d>),
    Refused(RefusedJson),
}

/// The number with its key, or without when it was given without: it must come back as it was.
struct AsGiven<'d>(&'d Nir);

impl Serialize for AsGiven<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0.key_state(), core::str::from_utf8(self.0.expose())) {
            (KeyState::Absent, Ok(thirteen)) => serializer.serialize_str(thirteen),
            _ => ClearNir(self.0).serialize(serializer),
        }
    }
}

impl Serialize for ClearDossier<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Dossier {
            identite,
            famille,
            formation,
            emploi,
            social,
            logement,
            suivi,
            personnel,
            ajouts,
            conservation,
        } = self.0;
        let nir = match &identite.nir {
            Field::Given(NirRead::Accepted(nir)) => Some(Written::Number(AsGiven(nir))),
            Field::Given(NirRead::Refused(error)) => Some(Written::Refused(error.into())),
            _ => None,
        };
        let identite = ClearIdentite { identite, nir };
        Clear {
            identite,
            famille,
            formation,
            emploi,
            social,
            logement,
            suivi,
            personnel,
            ajouts,
            conservation,
        }
        .serialize(serializer)
    }
}
