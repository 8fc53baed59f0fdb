//! The rules of retention as tables: one timeline a question, one row a version.
//!
//! # Droit
//! Décret n° 2015-59, art. 6. V2015 was read whole; V2025 was read up to the middle of V; V2021 is inferred
//! (the "I bis" of 2025 was inserted between existing paragraphs I and II); V2026 is not reported as changing
//! anything. A row that does not change between two texts is still written again, because how well it is
//! known changes.

use std::borrow::Cow;

use crate::law::entries::{CEJ, DECRET_2015, DECRET_2021, DECRET_2025, DECRET_2026};
use crate::law::texts::source;
use crate::law::{self, Citation, Entry, Evidence, Provision, RuleSet, Source, Timeline, Version};

use Evidence::{Inferred, Seen, Unknown};
use Provision::{Absent, Stated};

/// From which age the general term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terme {
    /// A birthday named by the text: « vingt-sixième anniversaire ».
    Anniversaire(u16),
    /// « l'âge maximal mentionné à l'article L. 5314-2 … augmenté d'une durée de deux ans ».
    AgeMaximal {
        /// Maximal age in completed years: 25 for « vingt-cinq ans révolus ».
        age_revolu: u16,
        /// Years added.
        annees: u16,
    },
}

/// Art. 6 I: until when a dossier is accessible to the persons of art. 3 and 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limite {
    /// The general term.
    pub terme: Terme,
    /// Maximal age, in completed years, of a person with RQTH during a CEJ (L. 5314-2, last paragraph).
    pub derogation_rqth_cej: Option<u16>,
}

/// Art. 6 I, exception: a programme in progress on the limit date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExceptionProgramme {
    /// Regular follow-up must be attested (reading A5).
    pub suivi_regulier_exige: bool,
    /// Whether a PACEA can be in progress at the limit; it ends at the 26th birthday (reading A5b).
    pub pacea_admis: bool,
}

/// A term in years, counted from an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duree {
    /// Number of years.
    pub annees: u16,
}

/// From which record the nineteen years of the FSE run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origine {
    /// « la première de ces données ».
    Premiere,
    /// « la dernière de ces données ».
    Derniere,
    /// The text was not read: option A7 decides, the last record by default.
    SelonLectureA7,
}

/// FSE paragraph: how long the data of a co-financed beneficiary are kept for a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArchiveFse {
    /// Number of years.
    pub annees: u16,
    /// Their start.
    pub origine: Origine,
    /// How well it is known that interruptions prolong the term, when less well than the term itself.
    pub prorogation: Option<Evidence>,
}

/// Who authorises access to the FSE archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Autorite {
    /// The minister in charge of employment, per control, limited in time and extent.
    Ministre,
}

/// Every table that retention reads. [`Tables::built_in`] has the versions known to this library; an
/// integrator appends versions of his own to a clone.
///
/// ```
/// use imilo_core::conservation::Tables;
/// assert_eq!(Tables::built_in().cej.rows().len(), 4);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// Names of the rule sets.
    pub rule_sets: Timeline<RuleSet>,
    /// Art. 6 I.
    pub limite: Timeline<Provision<Limite>>,
    /// Art. 6 I, exception.
    pub exception: Timeline<Provision<ExceptionProgramme>>,
    /// Art. 6 I bis.
    pub cej: Timeline<Provision<Duree>>,
    /// Art. 6 II from 2021: users of the processing.
    pub utilisateurs: Timeline<Provision<Duree>>,
    /// Art. 6 III from 2021: staff of partners.
    pub partenaires: Timeline<Provision<Duree>>,
    /// Art. 6 II of 2015, V from 2021: FSE.
    pub archive: Timeline<Provision<ArchiveFse>>,
    /// Who opens the archive.
    pub autorisation: Timeline<Provision<Autorite>>,
}

const fn row<T>(
    id: &'static str,
    entry: Entry,
    cites: (&'static str, Evidence, Source),
    value: Provision<T>,
) -> Version<Provision<T>> {
    Version { id: Cow::Borrowed(id), entry, citation: Citation::new(cites.0, cites.1, cites.2), value }
}

const LIMITE_CODE: &str = "D2015-59:6:I";
const ANNIVERSAIRE_26: Provision<Limite> =
    Stated(Limite { terme: Terme::Anniversaire(26), derogation_rqth_cej: None });
const AGE_MAXIMAL: Terme = Terme::AgeMaximal { age_revolu: 25, annees: 2 };
const AGE_MAXIMAL_SEUL: Provision<Limite> = Stated(Limite { terme: AGE_MAXIMAL, derogation_rqth_cej: None });
const AGE_MAXIMAL_ET_RQTH: Provision<Limite> =
    Stated(Limite { terme: AGE_MAXIMAL, derogation_rqth_cej: Some(29) });

/// Art. 6 I. The derogation for disabled workers came into L. 5314-2 with the CEJ.
static LIMITE: [Version<Provision<Limite>>; 5] = [
    row("V2015", DECRET_2015, (LIMITE_CODE, Seen, source::GIT), ANNIVERSAIRE_26),
    row("V2021", DECRET_2021, (LIMITE_CODE, Inferred, source::TR_6_2025), AGE_MAXIMAL_SEUL),
    row("V2021-B", CEJ, (LIMITE_CODE, Inferred, source::TR_6_2025), AGE_MAXIMAL_ET_RQTH),
    row("V2025", DECRET_2025, (LIMITE_CODE, Seen, source::TR_6_2025), AGE_MAXIMAL_ET_RQTH),
    row("V2026", DECRET_2026, (LIMITE_CODE, Inferred, source::TR_6_2025), AGE_MAXIMAL_ET_RQTH),
];

const EXCEPTION_CODE: &str = "D2015-59:6:I:exception";
const EXCEPTION_SUIVIE: Provision<ExceptionProgramme> =
    Stated(ExceptionProgramme { suivi_regulier_exige: true, pacea_admis: false });

/// Art. 6 I, exception.
static EXCEPTION_PROGRAMME: [Version<Provision<ExceptionProgramme>>; 4] = [
    row("V2015", DECRET_2015, (EXCEPTION_CODE, Seen, source::GIT), EXCEPTION_SUIVIE),
    row("V2021", DECRET_2021, (EXCEPTION_CODE, Inferred, source::TR_6_2025), EXCEPTION_SUIVIE),
    row("V2025", DECRET_2025, (EXCEPTION_CODE, Seen, source::TR_6_2025), EXCEPTION_SUIVIE),
    row("V2026", DECRET_2026, (EXCEPTION_CODE, Inferred, source::TR_6_2025), EXCEPTION_SUIVIE),
];

const CEJ_CODE: &str = "D2015-59:6:I bis";

/// Art. 6 I bis: ten years from the end of the contrat d'engagement jeune.
static CEJ_DIX_ANS: [Version<Provision<Duree>>; 4] = [
    row("V2015", DECRET_2015, ("D2015-59:6", Seen, source::GIT), Absent),
    row("V2021", DECRET_2021, ("D2015-59:6", Inferred, source::TR_6_2025), Absent),
    row("V2025", DECRET_2025, (CEJ_CODE, Seen, source::TR_6_2025), Stated(Duree { annees: 10 })),
    row("V2026", DECRET_2026, (CEJ_CODE, Inferred, source::TR_6_2025), Stated(Duree { annees: 10 })),
];

const USERS_CODE: &str = "D2015-59:6:II";

/// Art. 6 II: one year from the end of the habilitation. V2015 has no term for users.
static COMPTE_UTILISATEUR: [Version<Provision<Duree>>; 4] = [
    row("V2015", DECRET_2015, ("D2015-59:6", Seen, source::GIT), Absent),
    row("V2021", DECRET_2021, (USERS_CODE, Inferred, source::TR_6_2025), Stated(Duree { annees: 1 })),
    row("V2025", DECRET_2025, (USERS_CODE, Seen, source::TR_6_2025), Stated(Duree { annees: 1 })),
    row("V2026", DECRET_2026, (USERS_CODE, Inferred, source::TR_6_2025), Stated(Duree { annees: 1 })),
];

const PARTNERS_CODE: &str = "D2015-59:6:III";

/// Art. 6 III: one year from the deactivation of the account. V2015 has no term for partner staff.
static COMPTE_PARTENAIRE: [Version<Provision<Duree>>; 4] = [
    row("V2015", DECRET_2015, ("D2015-59:6", Seen, source::GIT), Absent),
    row("V2021", DECRET_2021, (PARTNERS_CODE, Inferred, source::TR_6_2025), Stated(Duree { annees: 1 })),
    row("V2025", DECRET_2025, (PARTNERS_CODE, Seen, source::TR_6_2025), Stated(Duree { annees: 1 })),
    row("V2026", DECRET_2026, (PARTNERS_CODE, Inferred, source::TR_6_2025), Stated(Duree { annees: 1 })),
];

const fn nineteen_years(origine: Origine, prorogation: Option<Evidence>) -> Provision<ArchiveFse> {
    Stated(ArchiveFse { annees: 19, origine, prorogation })
}

/// The FSE paragraph: II in 2015, V from 2021. Its end was not read in 2025: that interruptions still
/// prolong the term is inferred.
static ARCHIVE_FSE: [Version<Provision<ArchiveFse>>; 4] = [
    row("V2015", DECRET_2015, ("D2015-59:6:II", Seen, source::GIT), nineteen_years(Origine::Premiere, None)),
    row(
        "V2021",
        DECRET_2021,
        ("D2015-59:6:V", Inferred, source::TR_6_2025),
        nineteen_years(Origine::SelonLectureA7, None),
    ),
    row(
        "V2025",
        DECRET_2025,
        ("D2015-59:6:V", Seen, source::TR_6_2025),
        nineteen_years(Origine::Derniere, Some(Inferred)),
    ),
    row(
        "V2026",
        DECRET_2026,
        ("D2015-59:6:V", Inferred, source::TR_6_2025),
        nineteen_years(Origine::Derniere, None),
    ),
];

/// Who authorises the opening of the FSE archive (reading A9).
static AUTORISATION_ARCHIVE: [Version<Provision<Autorite>>; 3] = [
    row("V2015", DECRET_2015, ("D2015-59:6:II", Seen, source::GIT), Stated(Autorite::Ministre)),
    row("V2021", DECRET_2021, ("D2015-59:6:V", Inferred, source::TR_6_2025), Stated(Autorite::Ministre)),
    row("V2026", DECRET_2026, ("D2015-59:6:V", Unknown, source::KH_26), Provision::Unknown),
];

static LIMITE_LINE: Timeline<Provision<Limite>> = Timeline::new(&LIMITE);
static EXCEPTION_LINE: Timeline<Provision<ExceptionProgramme>> = Timeline::new(&EXCEPTION_PROGRAMME);
static CEJ_LINE: Timeline<Provision<Duree>> = Timeline::new(&CEJ_DIX_ANS);
static USERS_LINE: Timeline<Provision<Duree>> = Timeline::new(&COMPTE_UTILISATEUR);
static PARTNERS_LINE: Timeline<Provision<Duree>> = Timeline::new(&COMPTE_PARTENAIRE);
static ARCHIVE_LINE: Timeline<Provision<ArchiveFse>> = Timeline::new(&ARCHIVE_FSE);
static AUTHORITY_LINE: Timeline<Provision<Autorite>> = Timeline::new(&AUTORISATION_ARCHIVE);

impl Tables {
    /// The versions that this library knows. The rows are borrowed: the call costs a few pointers.
    #[must_use]
    pub fn built_in() -> Self {
        Self {
            rule_sets: law::rule_sets().clone(),
            limite: LIMITE_LINE.clone(),
            exception: EXCEPTION_LINE.clone(),
            cej: CEJ_LINE.clone(),
            utilisateurs: USERS_LINE.clone(),
            partenaires: PARTNERS_LINE.clone(),
            archive: ARCHIVE_LINE.clone(),
            autorisation: AUTHORITY_LINE.clone(),
        }
    }
}
