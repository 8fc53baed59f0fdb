//! What is to be mended in the dossiers: the first of each kind, in the order of the file.

use imilo_core::bilan::Judged;
use imilo_core::dossier::{Champ, Coded, NirRead};
use serde::Serialize;

use super::constats::{ANNEXE, Constats};
use super::{matricule, structure};
use crate::page::{self, MendKind};
use crate::source::Row;

/// Longest list of each kind; `constats.csv` has them all.
pub const LONGEST_MEND: usize = 100;

/// A datum of a dossier that is to be mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MendDossier {
    /// What is wrong.
    pub kind: MendKind,
    /// Number of the record in the file.
    pub record: u64,
    /// Code of the mission locale.
    pub structure: Option<String>,
    /// Matricule of the dossier, masked if it may be a NIR.
    pub matricule: String,
    /// Path of the field in the JSON of a dossier.
    pub field: &'static str,
    /// Of a refused NIR, the part that is wrong; of one that does not agree with the identity, the finding.
    pub fault: Option<&'static str>,
    /// Codes of the provisions that say so, joined by ` + `.
    pub provisions: String,
    #[serde(skip)]
    champ: Champ,
}

impl MendDossier {
    /// As the page has it.
    pub(super) fn shown(&self) -> page::Mend<'_> {
        page::Mend {
            kind: self.kind,
            record: self.record,
            structure: self.structure.as_deref(),
            matricule: Some(self.matricule.as_str()).filter(|matricule| !matricule.is_empty()),
            champ: self.champ,
            fault: self.fault,
            provision: &self.provisions,
        }
    }
}

/// The lists of one thread, which sees the file in its order, not all of it.
#[derive(Default)]
pub(super) struct MendLists([Vec<MendDossier>; 5]);

const KINDS: [MendKind; 5] = [
    MendKind::NotAllowed,
    MendKind::NirInText,
    MendKind::RefusedNir,
    MendKind::InvalidCode,
    MendKind::NirDisagrees,
];

impl MendLists {
    pub(super) fn keep(&mut self, row: &Row, judged: &Judged<'_>, constats: &Constats) {
        let identite = &row.dossier.identite;
        let fault = match identite.nir.given() {
            Some(NirRead::Refused(error)) => Some(error.fault),
            _ => None,
        };
        let donnees = &judged.donnees;
        for (kind, list) in KINDS.into_iter().zip(&mut self.0) {
            let mut push = |champ: Champ, fault: Option<&'static str>, provisions: String| {
                if list.len() < LONGEST_MEND {
                    list.push(MendDossier {
                        kind,
                        record: row.record,
                        structure: structure(&row.dossier),
                        matricule: matricule(&row.dossier).into_owned(),
                        field: champ.row().path,
                        fault,
                        provisions,
                        champ,
                    });
                }
            };
            match (kind, fault) {
                (MendKind::NotAllowed, _) => {
                    donnees
                        .sorted
                        .not_allowed
                        .iter()
                        .for_each(|champ| push(champ, None, constats.provisions(champ)));
                }
                (MendKind::NirInText, _) => {
                    donnees.nir_in_text.iter().for_each(|champ| push(champ, None, String::new()));
                }
                (MendKind::RefusedNir, Some(fault)) => {
                    push(Champ::Nir, Some(fault.code()), fault.citation().code.to_string());
                }
                (MendKind::RefusedNir, None) => {}
                (MendKind::InvalidCode, _) => {
                    let birth = identite.commune_naissance.given().and_then(Coded::error);
                    for champ in donnees.invalid_codes.iter() {
                        let listed = champ == Champ::CommuneNaissance && birth.is_some();
                        push(champ, None, if listed { ANNEXE.to_owned() } else { String::new() });
                    }
                }
                (MendKind::NirDisagrees, _) => {
                    for finding in judged.nir_coherence.iter().flat_map(|found| found.iter()) {
                        push(Champ::Nir, Some(finding.slug), finding.citation().code.to_string());
                    }
                }
            }
        }
    }

    /// Adds the lists of another thread.
    pub(super) fn merge(&mut self, other: Self) {
        for (here, there) in self.0.iter_mut().zip(other.0) {
            here.extend(there);
            // Stable: the fields of one dossier stay in their order.
            here.sort_by_key(|mend| mend.record);
            here.truncate(LONGEST_MEND);
        }
    }

    pub(super) fn into_list(self) -> Vec<MendDossier> {
        let mut list: Vec<_> = self.0.into_iter().flatten().collect();
        list.sort_by_key(|mend| mend.record);
        list
    }
}
