//! Départements and régions of the newest edition.

use crate::dossier::{CodeDepartement, CodeRegion};
use crate::sorted_lines;

static DEPARTEMENTS: &str = include_str!("data/departements.csv");
static REGIONS: &str = include_str!("data/regions.csv");

/// A département or an overseas collectivity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departement {
    /// The code.
    pub code: CodeDepartement,
    /// Its région; the overseas collectivities have none.
    pub region: Option<CodeRegion>,
    /// Its name.
    pub nom: &'static str,
}

/// A région.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// The code.
    pub code: CodeRegion,
    /// Its name.
    pub nom: &'static str,
}

/// The département of a code, as of the newest edition: 20 (Corsica until 1975) is none, 78 is Yvelines.
///
/// ```
/// use imilo_core::cog::{departement, region};
/// use imilo_core::dossier::CodeCommune;
/// let commune: CodeCommune = "2B033".parse()?;
/// let found = departement(commune.departement()).unwrap();
/// assert_eq!((found.nom, region(found.region.unwrap()).unwrap().nom), ("Haute-Corse", "Corse"));
/// # Ok::<(), imilo_core::dossier::CodeError>(())
/// ```
#[must_use]
pub fn departement(code: CodeDepartement) -> Option<Departement> {
    let line = sorted_lines::find(DEPARTEMENTS, code.as_str()).next()?;
    let [_, region, nom] = sorted_lines::fields(line)?;
    Some(Departement { code, region: region.parse().ok(), nom })
}

/// The région of a code, as of the newest edition (18 since 2016).
#[must_use]
pub fn region(code: CodeRegion) -> Option<Region> {
    let line = sorted_lines::find(REGIONS, code.as_str()).next()?;
    let [_, nom] = sorted_lines::fields(line)?;
    Some(Region { code, nom })
}
