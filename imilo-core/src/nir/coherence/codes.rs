//! The codes of the findings, what founds each, and their legitimate exceptions.

use serde::{Deserialize, Serialize};

use crate::law::texts::source;
use crate::law::{Citation, Evidence, Source};

/// What does not go together, or stands out. None of it refuses a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoherenceCode {
    /// The first digit says the other sex.
    SexDiffers,
    /// First digit 3 or 4.
    #[serde(rename = "sex_3_4")]
    Sex34,
    /// Another year.
    YearDiffers,
    /// Another month.
    MonthDiffers,
    /// Month 43 to 49.
    #[serde(rename = "month_43_49")]
    Month43To49,
    /// A year that is that of a parent.
    ParentsNumber,
    /// An age outside that of the accompaniment.
    AgeImplausible,
    /// Commune 000, 991–999, overseas 00, 91–99.
    CommuneOutOfRange,
    /// Département 00, territory 970, 979, 980, 981.
    TerritoryUnknown,
    /// A code in no table.
    PlaceUnknown,
    /// 20 from 1976, 2A or 2B before.
    CorsicaDate,
    /// Départements around Paris on the wrong side of 1968.
    #[serde(rename = "region_1968")]
    Region1968,
    /// Algeria, Morocco or Tunisia by the old code after its end.
    MaghrebDate,
    /// A code that is given only later.
    PlaceNotYet,
    /// A code that had ended.
    PlaceNoLonger,
    /// Another place.
    PlaceDiffers,
    /// The number printed on specimens.
    Specimen,
    /// The OID of a test or a demonstration.
    OidTest,
    /// An OID that says another kind.
    OidKindDiffers,
}

/// Code of a provision, and where it was read.
type Provision = (&'static str, Source);

/// One finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoherenceFinding {
    /// Which one.
    pub code: CoherenceCode,
    /// Name in JSON.
    pub slug: &'static str,
    /// The provision that founds it, and where it was read.
    provision: Provision,
    /// How well the rule is known.
    pub evidence: Evidence,
    /// What was found, in French.
    pub fr: &'static str,
    /// What was found, in English.
    pub en: &'static str,
    /// Legitimate exceptions, in French.
    pub exceptions_fr: &'static str,
    /// Legitimate exceptions, in English.
    pub exceptions_en: &'static str,
}

impl CoherenceFinding {
    /// The rule that founds it.
    #[must_use]
    pub const fn citation(&self) -> Citation {
        Citation::new(self.provision.0, self.evidence, self.provision.1)
    }
}

const fn row(
    code: CoherenceCode,
    slug: &'static str,
    provision: Provision,
    evidence: Evidence,
    [fr, en]: [&'static str; 2],
    [exceptions_fr, exceptions_en]: [&'static str; 2],
) -> CoherenceFinding {
    CoherenceFinding { code, slug, provision, evidence, fr, en, exceptions_fr, exceptions_en }
}

use CoherenceCode as C;
use Evidence::{Inferred, Secondary};

const SEX: Provision = ("D82-103:6", source::INSEE_NIR);
const FORM: Provision = ("D82-103:4", source::INSEE_NIR);
const MONTH: Provision = ("INSEE:mois", source::INSEE_NIR);
const AGE: Provision = ("CT:L. 5314-2", source::CODE_L5314_2);
const INS: Provision = ("CSP:R. 1111-8-1", source::NONE);
const LATER: [&str; 2] = [
    "état civil corrigé depuis ; naissance à l'étranger à date fictive ; numéro d'un parent",
    "civil register corrected since; foreign birth with a fictitious date; a parent's number",
];
const SENSE: [&str; 2] = [
    "numéro attribué après l'indépendance ; peu probant de 1956 à 1967 pour 95 et 96",
    "number given after independence; weak from 1956 to 1967 for 95 and 96",
];
const MERGED: [&str; 2] = [
    "commune fusionnée (l'ancien code reste à vie) ; numéro attribué longtemps après la naissance",
    "merged commune (the old code stays for life); number given long after the birth",
];
const NONE: [&str; 2] = ["aucune connue", "none known"];

/// Every finding, in the order of its codes.
#[rustfmt::skip]
const ROWS: [CoherenceFinding; 19] = [
    row(C::SexDiffers, "sex_differs", SEX, Secondary,
        ["le numéro dit l'autre sexe", "the number says the other sex"],
        ["changement de sexe à l'état civil : le nouveau numéro suit plus tard ; la civilité n'est pas le sexe",
         "change of sex in the civil register: the new number follows later; a title is not the sex"]),
    row(C::Sex34, "sex_3_4", FORM, Inferred,
        ["premier chiffre 3 ou 4", "first digit 3 or 4"],
        ["numéro d'attente (NIA) rencontré sur le terrain", "waiting number (NIA) seen in the field"]),
    row(C::YearDiffers, "year_differs", FORM, Secondary,
        ["l'année du numéro n'est pas celle de la naissance", "the year of the number is not that of the birth"], LATER),
    row(C::MonthDiffers, "month_differs", MONTH, Secondary,
        ["le mois du numéro n'est pas celui de la naissance", "the month of the number is not that of the birth"], LATER),
    row(C::Month43To49, "month_43_49", MONTH, Inferred,
        ["mois de 43 à 49, sur lequel les sources divergent", "month 43 to 49, on which the sources disagree"],
        ["mois inconnu (« 20 à 99 » pour l'Insee)", "unknown month (\"20 to 99\" for Insee)"]),
    row(C::ParentsNumber, "parents_number", FORM, Inferred,
        ["l'année du numéro est celle d'un parent possible (15 à 50 ans avant)",
         "the year of the number is that of a possible parent (15 to 50 years before)"],
        ["simple erreur sur l'année", "a mere mistake in the year"]),
    row(C::AgeImplausible, "age_implausible", AGE, Inferred,
        ["l'âge n'est pas celui de l'accompagnement", "the age is not that of the accompaniment"],
        ["extension ou dossier conservé pour un autre motif", "extension, or a dossier kept for another reason"]),
    row(C::CommuneOutOfRange, "commune_out_of_range", FORM, Secondary,
        ["numéro de commune jamais attribué", "commune number that is never given"], NONE),
    row(C::TerritoryUnknown, "territory_unknown", FORM, Secondary,
        ["département ou territoire absent du code officiel géographique",
         "département or territory that no edition of the Code officiel géographique knows"], NONE),
    row(C::PlaceUnknown, "place_unknown", FORM, Secondary,
        ["code de lieu absent des tables", "place code in no table"],
        ["code de débordement (plus de 999 naissances dans le mois) ; pays récent",
         "overflow code (more than 999 births in a month); young country"]),
    row(C::CorsicaDate, "corsica_date", FORM, Secondary,
        ["Corse : 20 avant 1976, 2A et 2B depuis", "Corsica: 20 before 1976, 2A and 2B since"], NONE),
    row(C::Region1968, "region_1968", FORM, Secondary,
        ["région parisienne : code de l'autre côté du 1er janvier 1968", "Paris region: a code of the other side of 1 January 1968"], NONE),
    row(C::MaghrebDate, "maghreb_date", FORM, Inferred,
        ["ancien code d'Algérie, du Maroc ou de Tunisie après sa fin", "old code of Algeria, Morocco or Tunisia after its end"], SENSE),
    row(C::PlaceNotYet, "place_not_yet", FORM, Secondary,
        ["code de lieu attribué après la naissance", "place code given after the birth"], MERGED),
    row(C::PlaceNoLonger, "place_no_longer", FORM, Secondary,
        ["code de lieu disparu avant la naissance", "place code that had ended before the birth"], MERGED),
    row(C::PlaceDiffers, "place_differs", FORM, Secondary,
        ["le lieu du numéro n'est pas celui de la naissance", "the place of the number is not that of the birth"],
        ["plusieurs territoires sous un même code de pays ; commune fusionnée",
         "several territories under one country code; merged commune"]),
    row(C::Specimen, "specimen", FORM, Secondary,
        ["numéro imprimé sur les spécimens", "number printed on specimens"], NONE),
    row(C::OidTest, "oid_test", INS, Secondary,
        ["OID de test ou de démonstration", "OID of a test or a demonstration"],
        ["données de test : jamais en production", "test data: never in production"]),
    row(C::OidKindDiffers, "oid_kind_differs", INS, Secondary,
        ["l'OID dit une autre nature de numéro", "the OID says another kind of number"],
        ["numéro d'attente devenu NIR entre deux envois", "waiting number that became a NIR between two messages"]),
];

impl CoherenceCode {
    /// Every finding there is, with its rule and its exceptions.
    #[must_use]
    pub const fn all() -> &'static [CoherenceFinding] {
        &ROWS
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Findings(u32);

impl Findings {
    /// All of them: where an intersection begins.
    pub(super) const EVERY: Self = Self(u32::MAX);

    /// Whether one is among them.
    #[must_use]
    pub const fn contains(self, code: CoherenceCode) -> bool {
        self.0 & code.bit() != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order of the codes.
    pub fn iter(self) -> impl Iterator<Item = &'static CoherenceFinding> {
        ROWS.iter().filter(move |row| self.contains(row.code))
    }

    pub(super) const fn set(&mut self, code: CoherenceCode, given: bool) {
        if given {
            self.0 |= code.bit();
        }
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
