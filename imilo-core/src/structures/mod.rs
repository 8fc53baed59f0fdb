//! Structures of the network of missions locales: name, département and région of a code.
//!
//! 450 structures as a public application of the contrat d'engagement jeune knew them in 2023; structures made since
//! are not among them, so that an unknown code is no fault. The feature `structures` (on by default) holds the
//! table, 29 kB. Source and licence: `docs/cog.md`.

use crate::calendar::jours_feries::Territoire;
use crate::dossier::{CodeDepartement, CodeRegion, CodeStructure};
use crate::sorted_lines;

static TABLE: &str = include_str!("structures.csv");

/// A structure of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Structure {
    /// The code.
    pub code: CodeStructure,
    /// Its département.
    pub departement: Option<CodeDepartement>,
    /// Its région, by the network: 10 is Saint-Martin, elsewhere the code is that of the Insee.
    pub region: Option<CodeRegion>,
    /// Name of its région, by the network.
    pub nom_region: Option<&'static str>,
    /// Its usual name, or its official one when it has no other.
    pub nom: &'static str,
}

impl Structure {
    /// Whose holidays count where it is; none when it has no département, or one whose holidays are not known here.
    ///
    /// ```
    /// use imilo_core::calendar::jours_feries::Territoire;
    /// use imilo_core::structures::structure;
    /// let territoire = |code: &str| structure(code.parse().unwrap()).unwrap().territoire();
    /// assert_eq!(territoire("57463S00"), Some(Territoire::AlsaceMoselle));
    /// assert_eq!(territoire("97411S00"), Some(Territoire::Reunion));
    /// assert_eq!(territoire("2A004S00"), Some(Territoire::Metropole));
    /// // Made for tests: it has no place.
    /// assert_eq!(territoire("65441S00"), None);
    /// ```
    #[must_use]
    pub fn territoire(&self) -> Option<Territoire> {
        Territoire::of_departement(self.departement?.as_str())
    }
}

/// The structure of a code; none when the table does not have it.
///
/// ```
/// use imilo_core::structures::structure;
/// let found = structure("13201S00".parse()?).unwrap();
/// assert_eq!(found.nom, "Mission Locale de Marseille");
/// assert_eq!(found.nom_region, Some("Provence-Alpes-Côte-d'Azur"));
/// assert_eq!(structure("13999S00".parse()?), None);
/// # Ok::<(), imilo_core::dossier::CodeError>(())
/// ```
#[must_use]
pub fn structure(code: CodeStructure) -> Option<Structure> {
    row(sorted_lines::find(TABLE, code.as_str()).next()?)
}

/// Every structure, by its code.
///
/// ```
/// assert_eq!(imilo_core::structures::structures().count(), 450);
/// ```
pub fn structures() -> impl Iterator<Item = Structure> {
    sorted_lines::rows(TABLE).lines().filter_map(row)
}

fn row(line: &'static str) -> Option<Structure> {
    let [code, departement, region, nom_region, nom] = sorted_lines::fields(line)?;
    Some(Structure {
        code: code.parse().ok()?,
        departement: departement.parse().ok(),
        region: region.parse().ok(),
        nom_region: Some(nom_region).filter(|nom| !nom.is_empty()),
        nom,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_structure_that_is_found_again() {
        let lines = sorted_lines::rows(TABLE).lines();
        assert_eq!(lines.clone().count(), structures().count());
        let mut codes: Vec<CodeStructure> = structures().map(|found| found.code).collect();
        for found in structures() {
            assert_eq!(structure(found.code), Some(found));
            assert!(!found.nom.is_empty() && found.nom.trim() == found.nom, "{}", found.code);
            // One structure, made for tests, has no place.
            let placed = found.code.as_str() != "65441S00";
            assert_eq!(
                (found.departement.is_some(), found.region.is_some()),
                (placed, placed),
                "{}",
                found.code
            );
            assert_eq!(found.nom_region.is_some(), placed, "{}", found.code);
        }
        codes.dedup();
        assert_eq!(codes.len(), structures().count());
    }

    #[cfg(feature = "cog")]
    #[test]
    fn regions_are_those_of_the_insee_but_saint_martin() {
        for found in structures().filter(|found| found.region.is_some_and(|region| region.as_str() != "10")) {
            let departement = found.departement.and_then(crate::cog::departement).unwrap();
            assert_eq!(departement.region, found.region, "{}", found.code);
        }
    }
}
