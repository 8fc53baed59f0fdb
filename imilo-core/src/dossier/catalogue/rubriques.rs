//! The headings under which each version of the law puts the data, and whether it admits them.
//!
//! # Droit
//! V2015: the annexe, a closed list read whole (« dans la stricte mesure … », art. 2). 2021-05-23 to 2022-01-30: no
//! list was found (reading A11). From 2022-01-31: annexe 1 of the arrêté of 17 November 2021, known by its headings;
//! from 2025-01-01 also art. 2 of the décret (1° to 1° octies seen). Both name the NIR, and the arrêté bank data (4°
//! C.1): these two are seen, and a union note names the quotient familial. That any other field of 2015 stands under a heading is
//! inferred (`law.md` 4.2); housing (III) and free text have no heading that was read.

use std::borrow::Cow;

use crate::law::entries::{
    ANNEXES_2025, ARRETE_2021, ARRETE_2026, DECRET_2015, DECRET_2021, DECRET_2025, DECRET_2026,
};
use crate::law::texts::source;
use crate::law::{Citation, Entry, Evidence, Provision, Source, Timeline, Version};

use Evidence::{Inferred, Secondary, Seen, Unknown};

/// A heading of the lists of data, or a datum that a text names apart under one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rubrique {
    /// 1° identity of the young person, NIR and contacts.
    Identite,
    /// The NIR, which 1° names.
    Nir,
    /// 2° family situation.
    Famille,
    /// 3° professional and extra-professional life.
    VieProfessionnelle,
    /// 4° economic, financial and social data.
    Social,
    /// Bank data, 4° C.1.
    Bancaire,
    /// Quotient familial, in 4° by a union note.
    QuotientFamilial,
    /// 5° follow-up by the mission locale.
    Suivi,
    /// 6° and 7° users of the processing and staff of partners (inferred).
    Utilisateurs,
    /// III of 2015, housing: no later heading was read.
    Logement,
    /// What a union note says that the arrêté of 2021 added, outside the headings read.
    AjoutsArrete,
    /// 1° bis of 2025.
    Protecteurs,
    /// 1° ter of 2025.
    ListeDemandeurs,
    /// 1° quater of 2025.
    MesuresProtection,
    /// 1° quinquies of 2025.
    Sejour,
    /// 1° sexies of 2025.
    Penitentiaire,
    /// 1° septies of 2025.
    Itinerance,
    /// 1° octies of 2025.
    PriseEnCharge,
    /// Comments and free texts.
    TexteLibre,
    /// In no list that was read.
    HorsListe,
    /// The date of birth: by necessity (reading A1) while no heading of identity was read, then under 1°.
    DateNaissance,
    /// Without which art. 6 could not be applied (as the date of birth, reading A1).
    Gestion,
}

impl Rubrique {
    /// Every heading.
    pub const ALL: [Self; 22] = [
        Self::Identite,
        Self::Nir,
        Self::Famille,
        Self::VieProfessionnelle,
        Self::Social,
        Self::Bancaire,
        Self::QuotientFamilial,
        Self::Suivi,
        Self::Utilisateurs,
        Self::Logement,
        Self::AjoutsArrete,
        Self::Protecteurs,
        Self::ListeDemandeurs,
        Self::MesuresProtection,
        Self::Sejour,
        Self::Penitentiaire,
        Self::Itinerance,
        Self::PriseEnCharge,
        Self::TexteLibre,
        Self::HorsListe,
        Self::DateNaissance,
        Self::Gestion,
    ];

    /// Its number in the later lists, where one was read or inferred.
    #[must_use]
    pub const fn number(self) -> Option<&'static str> {
        Some(match self {
            Self::Identite | Self::Nir | Self::DateNaissance => "1°",
            Self::Famille => "2°",
            Self::VieProfessionnelle => "3°",
            Self::Social | Self::QuotientFamilial | Self::Bancaire => "4°",
            Self::Suivi => "5°",
            Self::Utilisateurs => "6°",
            Self::Protecteurs => "1° bis",
            Self::ListeDemandeurs => "1° ter",
            Self::MesuresProtection => "1° quater",
            Self::Sejour => "1° quinquies",
            Self::Penitentiaire => "1° sexies",
            Self::Itinerance => "1° septies",
            Self::PriseEnCharge => "1° octies",
            Self::Logement | Self::AjoutsArrete | Self::TexteLibre | Self::HorsListe | Self::Gestion => {
                return None;
            }
        })
    }
}

/// How a version admits what stands under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// The annexe of 2015: field by field, and nothing else (a field without a code there is excluded).
    AnnexeDe2015,
    /// The datum itself is named.
    Nommee,
    /// The heading is known and its fields were not read: admitted at the level of the heading (decision 14).
    ParCategorie,
    /// No list names it, and another article cannot be applied without it (reading A1).
    ParNecessite,
}

type Row = Version<Provision<Admission>>;

const fn row(
    id: &'static str,
    entry: Entry,
    cites: (&'static str, Evidence, Source),
    value: Provision<Admission>,
) -> Row {
    Version { id: Cow::Borrowed(id), entry, citation: Citation::new(cites.0, cites.1, cites.2), value }
}

const ANNEXE: (&str, Evidence, Source) = ("D2015-59:annexe", Seen, source::GIT_ANX);
const NO_LIST: Row = row("V2021", DECRET_2021, ("D2021-05", Unknown, source::TR_DIFF), Provision::Unknown);
const BY_HEADING: Provision<Admission> = Provision::Stated(Admission::ParCategorie);
const NEEDED: Provision<Admission> = Provision::Stated(Admission::ParNecessite);
const NAMED: Provision<Admission> = Provision::Stated(Admission::Nommee);

/// A heading of 2015 that goes on: by field, then not known, then by heading.
const fn goes_on(code_2021: &'static str, code_2025: &'static str) -> [Row; 5] {
    [
        row("V2015", DECRET_2015, ANNEXE, Provision::Stated(Admission::AnnexeDe2015)),
        NO_LIST,
        row("V2021-A", ARRETE_2021, (code_2021, Inferred, source::TR_A21_3), BY_HEADING),
        row("V2025", DECRET_2025, (code_2025, Inferred, source::TR_2_2025), BY_HEADING),
        row("V2026", DECRET_2026, (code_2025, Inferred, source::TR_2_2025), BY_HEADING),
    ]
}

/// Not in the annexe of 2015, named under a heading from 2022-01-31; from 2025 by that heading.
const fn since_2021(cites: (&'static str, Evidence, Source), code_2025: &'static str) -> [Row; 5] {
    [
        row("V2015", DECRET_2015, ANNEXE, Provision::Absent),
        NO_LIST,
        row("V2021-A", ARRETE_2021, cites, NAMED),
        row("V2025", DECRET_2025, (code_2025, Inferred, source::TR_2_2025), BY_HEADING),
        row("V2026", DECRET_2026, (code_2025, Inferred, source::TR_2_2025), BY_HEADING),
    ]
}

/// Not in the annexe of 2015, named by art. 2 from 2025-01-01; under V2021 undetermined (reading A28).
const fn since_2025(code: &'static str) -> [Row; 4] {
    [
        row("V2015", DECRET_2015, ANNEXE, Provision::Absent),
        NO_LIST,
        row("V2025", DECRET_2025, (code, Seen, source::TR_2_2025), NAMED),
        row("V2026", DECRET_2026, (code, Inferred, source::TR_2_2025), NAMED),
    ]
}

/// Whatever 2015 says of it, no later list that was read holds it.
const fn never_read(v2015: Provision<Admission>) -> [Row; 4] {
    [
        row("V2015", DECRET_2015, ANNEXE, v2015),
        NO_LIST,
        row("V2021-A", ARRETE_2021, ("A2021-11-17:annexe 1", Unknown, source::TR_A21_3), Provision::Unknown),
        row(
            "annexes-2025",
            ANNEXES_2025,
            ("A2025-01-03:annexe 1", Unknown, source::NONE),
            Provision::Unknown,
        ),
    ]
}

const CODE_2025_SUITE: &str = "D2015-59:2:2° et suivants";

static IDENTITE: [Row; 5] = goes_on("A2021-11-17:annexe 1:1°", "D2015-59:2:1°");
static NIR: [Row; 5] = [
    row("V2015", DECRET_2015, ANNEXE, Provision::Stated(Admission::AnnexeDe2015)),
    NO_LIST,
    row("V2021-A", ARRETE_2021, ("A2021-11-17:annexe 1:1°", Seen, source::TR_A21_3), NAMED),
    row("V2025", DECRET_2025, ("D2015-59:2:1°", Seen, source::TR_2_2025), NAMED),
    row("V2026", DECRET_2026, ("D2015-59:2:1°", Inferred, source::TR_2_2025), NAMED),
];
static BANCAIRE: [Row; 5] =
    since_2021(("A2021-11-17:annexe 1:4°:C.1", Seen, source::TR_A21_3), CODE_2025_SUITE);
static QUOTIENT_FAMILIAL: [Row; 5] =
    since_2021(("A2021-11-17:annexe 1:ajouts", Secondary, source::SYN), CODE_2025_SUITE);
static FAMILLE: [Row; 5] = goes_on("A2021-11-17:annexe 1:2°", CODE_2025_SUITE);
static VIE_PROFESSIONNELLE: [Row; 5] = goes_on("A2021-11-17:annexe 1:3°", CODE_2025_SUITE);
static SOCIAL: [Row; 5] = goes_on("A2021-11-17:annexe 1:4°", CODE_2025_SUITE);
static SUIVI: [Row; 5] = goes_on("A2021-11-17:annexe 1:5°", CODE_2025_SUITE);
static UTILISATEURS: [Row; 5] = goes_on("A2021-11-17:annexe 1:6° et 7°", CODE_2025_SUITE);
static LOGEMENT: [Row; 4] = never_read(Provision::Stated(Admission::AnnexeDe2015));
static TEXTE_LIBRE: [Row; 4] = never_read(Provision::Absent);
static AJOUTS_ARRETE: [Row; 5] = [
    row("V2015", DECRET_2015, ANNEXE, Provision::Absent),
    NO_LIST,
    row("V2021-A", ARRETE_2021, ("A2021-11-17:annexe 1:ajouts", Secondary, source::SYN), NAMED),
    row("annexes-2025", ANNEXES_2025, ("A2025-01-03:annexe 1", Unknown, source::NONE), Provision::Unknown),
    row("annexes-2026", ARRETE_2026, ("A2025-01-03:annexe 1", Unknown, source::NONE), Provision::Unknown),
];
static PROTECTEURS: [Row; 4] = since_2025("D2015-59:2:1° bis");
static LISTE_DEMANDEURS: [Row; 4] = since_2025("D2015-59:2:1° ter");
static MESURES_PROTECTION: [Row; 4] = since_2025("D2015-59:2:1° quater");
static SEJOUR: [Row; 4] = since_2025("D2015-59:2:1° quinquies");
static PENITENTIAIRE: [Row; 4] = since_2025("D2015-59:2:1° sexies");
static ITINERANCE: [Row; 4] = since_2025("D2015-59:2:1° septies");
static PRISE_EN_CHARGE: [Row; 4] = since_2025("D2015-59:2:1° octies");
/// Reading A1: art. 6 I computes a birthday, so that its evidence is that of that article.
static DATE_NAISSANCE: [Row; 5] = [
    row("V2015", DECRET_2015, ("D2015-59:6:I", Seen, source::GIT), NEEDED),
    row("V2021", DECRET_2021, ("D2015-59:6:I", Inferred, source::TR_6_2025), NEEDED),
    row("V2021-A", ARRETE_2021, ("A2021-11-17:annexe 1:1°", Inferred, source::TR_A21_3), BY_HEADING),
    row("V2025", DECRET_2025, ("D2015-59:2:1°", Inferred, source::TR_2_2025), BY_HEADING),
    row("V2026", DECRET_2026, ("D2015-59:2:1°", Inferred, source::TR_2_2025), BY_HEADING),
];
/// The evidence is that of the article; the reading (A1, by analogy) is named and does not lower it.
static GESTION: [Row; 4] = [
    row("V2015", DECRET_2015, ("D2015-59:6", Seen, source::GIT), NEEDED),
    row("V2021", DECRET_2021, ("D2015-59:6", Inferred, source::TR_6_2025), NEEDED),
    row("V2025", DECRET_2025, ("D2015-59:6", Seen, source::TR_6_2025), NEEDED),
    row("V2026", DECRET_2026, ("D2015-59:6", Inferred, source::TR_6_2025), NEEDED),
];

static LINES: [(Rubrique, Timeline<Provision<Admission>>); 22] = [
    (Rubrique::Identite, Timeline::new(&IDENTITE)),
    (Rubrique::Nir, Timeline::new(&NIR)),
    (Rubrique::Famille, Timeline::new(&FAMILLE)),
    (Rubrique::VieProfessionnelle, Timeline::new(&VIE_PROFESSIONNELLE)),
    (Rubrique::Social, Timeline::new(&SOCIAL)),
    (Rubrique::Bancaire, Timeline::new(&BANCAIRE)),
    (Rubrique::QuotientFamilial, Timeline::new(&QUOTIENT_FAMILIAL)),
    (Rubrique::Suivi, Timeline::new(&SUIVI)),
    (Rubrique::Utilisateurs, Timeline::new(&UTILISATEURS)),
    (Rubrique::Logement, Timeline::new(&LOGEMENT)),
    (Rubrique::AjoutsArrete, Timeline::new(&AJOUTS_ARRETE)),
    (Rubrique::Protecteurs, Timeline::new(&PROTECTEURS)),
    (Rubrique::ListeDemandeurs, Timeline::new(&LISTE_DEMANDEURS)),
    (Rubrique::MesuresProtection, Timeline::new(&MESURES_PROTECTION)),
    (Rubrique::Sejour, Timeline::new(&SEJOUR)),
    (Rubrique::Penitentiaire, Timeline::new(&PENITENTIAIRE)),
    (Rubrique::Itinerance, Timeline::new(&ITINERANCE)),
    (Rubrique::PriseEnCharge, Timeline::new(&PRISE_EN_CHARGE)),
    (Rubrique::TexteLibre, Timeline::new(&TEXTE_LIBRE)),
    (Rubrique::HorsListe, Timeline::new(&TEXTE_LIBRE)),
    (Rubrique::DateNaissance, Timeline::new(&DATE_NAISSANCE)),
    (Rubrique::Gestion, Timeline::new(&GESTION)),
];

/// What each version says of each heading. An integrator completes a clone with what he read.
///
/// ```
/// use imilo_core::dossier::{DataTables, Rubrique};
/// let tables = DataTables::built_in();
/// assert_eq!(tables.line(Rubrique::Identite).rows().len(), 5);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataTables {
    lines: Vec<Timeline<Provision<Admission>>>,
    empty: Timeline<Provision<Admission>>,
}

impl DataTables {
    /// The versions that this library knows.
    #[must_use]
    pub fn built_in() -> Self {
        let lines = LINES.iter().map(|(_, line)| line.clone()).collect();
        Self { lines, empty: Timeline::new(&TEXTE_LIBRE) }
    }

    /// What each version says of a heading.
    #[must_use]
    pub fn line(&self, rubrique: Rubrique) -> &Timeline<Provision<Admission>> {
        self.lines.get(rubrique as usize).unwrap_or(&self.empty)
    }

    /// The same, to be completed or appended to.
    pub fn line_mut(&mut self, rubrique: Rubrique) -> &mut Timeline<Provision<Admission>> {
        self.lines.get_mut(rubrique as usize).unwrap_or(&mut self.empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_in_the_order_of_the_headings() {
        for (index, (rubrique, _)) in LINES.iter().enumerate() {
            assert_eq!(*rubrique as usize, index);
            assert_eq!(Rubrique::ALL[index], *rubrique);
        }
    }
}
