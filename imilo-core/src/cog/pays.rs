//! Countries, by the Insee's file of 2014.

use crate::dossier::CodePays;
use crate::sorted_lines;

static TABLE: &str = include_str!("data/pays.csv");

/// What a country code stands for (the column ACTUAL of the Insee's file, but for the last).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatutPays {
    /// 1: a state of today (of 2014).
    Etat,
    /// 2: a code out of use, such as Czechoslovakia.
    Perime,
    /// 3: a territory that has the code of its state.
    TerritoireSansCode,
    /// 4: a territory that has a code of its own.
    Territoire,
    /// A former code, 982xx to 985xx, of a French territory that became a state.
    AncienTerritoire,
}

/// What a country code stands for; a code may stand for a state and for territories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pays {
    /// The code.
    pub code: CodePays,
    /// What it stands for.
    pub statut: StatutPays,
    /// Year of independence, or of the present form of the state, as the file has it.
    pub independance: Option<u16>,
    /// The code that it had, or that of the country of which it was a part.
    pub ancien: Option<CodePays>,
    /// Whether it was French.
    pub ancien_francais: bool,
    /// The state to which it belongs; of a former code, the state that it became.
    pub rattachement: Option<CodePays>,
    /// Short name, in capitals without accents (`COTE D'IVOIRE`).
    pub nom: &'static str,
    /// Official name (`RÉPUBLIQUE DE CÔTE D'IVOIRE`).
    pub nom_officiel: &'static str,
    /// Name that it had.
    pub ancien_nom: Option<&'static str>,
}

/// What a country code stands for, the state first; nothing when the code is unknown to the file of 2014.
///
/// A file of 2014 cannot refuse a code: younger ones are not in it, and it does not say until when one was used.
/// The codes of French territories before independence have the state as [`Pays::rattachement`]; by convention they
/// hold until the end of the year of independence.
///
/// ```
/// use imilo_core::cog::{StatutPays, pays};
/// let algerie = pays("99352".parse()?).next().unwrap();
/// assert_eq!((algerie.nom, algerie.independance, algerie.ancien_francais), ("ALGERIE", Some(1962), true));
/// let old = pays("98204".parse()?).next().unwrap();
/// assert_eq!((old.statut, old.independance), (StatutPays::AncienTerritoire, Some(1960)));
/// assert_eq!(old.rattachement, Some("99326".parse()?));
/// # Ok::<(), imilo_core::dossier::CodeError>(())
/// ```
pub fn pays(code: CodePays) -> impl Iterator<Item = Pays> {
    sorted_lines::find(TABLE, code.as_str()).filter_map(move |line| row(code, line))
}

fn row(code: CodePays, line: &'static str) -> Option<Pays> {
    let [_, statut, year, ancien, rattachement, nom, nom_officiel, ancien_nom] = sorted_lines::fields(line)?;
    let statut = match statut {
        "1" => StatutPays::Etat,
        "2" => StatutPays::Perime,
        "3" => StatutPays::TerritoireSansCode,
        "4" => StatutPays::Territoire,
        "5" => StatutPays::AncienTerritoire,
        _ => return None,
    };
    Some(Pays {
        code,
        statut,
        independance: year.parse().ok(),
        ancien: ancien.parse().ok(),
        // XXXXX are the territories of France.
        ancien_francais: ancien == "XXXXX"
            || ancien.starts_with("98")
            || statut == StatutPays::AncienTerritoire,
        rattachement: rattachement.parse().ok(),
        nom,
        nom_officiel,
        ancien_nom: Some(ancien_nom).filter(|nom| !nom.is_empty()),
    })
}
