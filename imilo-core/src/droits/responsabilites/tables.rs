//! Who has each duty, as tables: one timeline a duty, one row a version.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use time::macros::date;

use crate::law::entries::{ARRETE_2022, ARRETE_2026, DECRET_2015, DECRET_2021, DECRET_2025, DECRET_2026};
use crate::law::texts::source;
use crate::law::{self, Citation, Entry, Evidence, Provision, RuleSet, Source, Timeline, Version};

use Actor::{
    ApplicationForms, DirectorOfMissionLocale, DsimlPresident, FranceTravail, FranceTravailDirectorGeneral,
    FranceTravailSite, Minister, MinistryOfEmploymentSite, MissionLocale, Paio, PremisesPosters,
};
use Evidence::{Inferred, Secondary, Seen};
use Provision::{Absent, Stated};

/// A duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Being the controller, who defines purposes and means.
    Controller,
    /// Keeping the register of the requests of persons.
    RegisterOfRightsRequests,
    /// Answering the requests of persons.
    AnswerRightsRequest,
    /// Notifying a breach to the CNIL.
    BreachNotification,
    /// Making the impact assessment (AIPD).
    Aipd,
    /// Giving the information notice.
    InformationNotice,
    /// Securing the processing.
    Security,
}

impl Duty {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Controller,
        Self::RegisterOfRightsRequests,
        Self::AnswerRightsRequest,
        Self::BreachNotification,
        Self::Aipd,
        Self::InformationNotice,
        Self::Security,
    ];

    /// What it is, in French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Controller => ("responsable du traitement", "controller"),
            Self::RegisterOfRightsRequests => {
                ("registre des demandes d'exercice de droits", "register of requests of persons")
            }
            Self::AnswerRightsRequest => {
                ("réponse aux demandes des personnes", "answering the requests of persons")
            }
            Self::BreachNotification => {
                ("notification d'une violation à la CNIL", "notification of a breach to the CNIL")
            }
            Self::Aipd => ("analyse d'impact (AIPD)", "impact assessment (AIPD)"),
            Self::InformationNotice => ("information des personnes", "information notice"),
            Self::Security => ("sécurité du traitement", "security of the processing"),
        }
    }
}

/// Who has a duty, or by which means a notice is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Minister in charge of employment (DGEFP).
    Minister,
    /// The mission locale.
    MissionLocale,
    /// The PAIO.
    Paio,
    /// Directeur général of France Travail.
    FranceTravailDirectorGeneral,
    /// Président of the direction des systèmes d'information des missions locales.
    DsimlPresident,
    /// Director of the mission locale or PAIO.
    DirectorOfMissionLocale,
    /// France Travail.
    FranceTravail,
    /// Site of the ministry.
    MinistryOfEmploymentSite,
    /// Site of France Travail.
    FranceTravailSite,
    /// All application forms.
    ApplicationForms,
    /// Posters in the premises.
    PremisesPosters,
}

impl Actor {
    /// Who, or by which means, in French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Minister => ("le ministre chargé de l'emploi", "the minister in charge of employment"),
            Self::MissionLocale => ("la mission locale", "the mission locale"),
            Self::Paio => ("la PAIO", "the PAIO"),
            Self::FranceTravailDirectorGeneral => {
                ("le directeur général de France Travail", "the directeur général of France Travail")
            }
            Self::DsimlPresident => (
                "le président de la direction des systèmes d'information des missions locales",
                "the président of the direction des systèmes d'information des missions locales",
            ),
            Self::DirectorOfMissionLocale => {
                ("le directeur de la mission locale ou PAIO", "the director of the mission locale or PAIO")
            }
            Self::FranceTravail => ("France Travail", "France Travail"),
            Self::MinistryOfEmploymentSite => (
                "le site du ministère chargé de l'emploi",
                "the site of the ministry in charge of employment",
            ),
            Self::FranceTravailSite => ("le site de France Travail", "the site of France Travail"),
            Self::ApplicationForms => ("tous les formulaires de demande", "all application forms"),
            Self::PremisesPosters => ("l'affichage dans les locaux", "posters in the premises"),
        }
    }
}

/// Whose requests a register has.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SubjectClass {
    /// The young people.
    YoungPerson,
    /// The users habilitated by the missions locales.
    User,
    /// The staff of partners.
    PartnerStaff,
}

impl SubjectClass {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::YoungPerson, Self::User, Self::PartnerStaff];

    /// In French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::YoungPerson => ("jeune", "young person"),
            Self::User => ("utilisateur", "user"),
            Self::PartnerStaff => ("personnel d'un partenaire", "staff of a partner"),
        }
    }
}

/// Who has a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Those who have it; of a notice, by which means it is given. None: a text has the duty and names nobody.
    pub actors: &'static [Actor],
    /// Jointly.
    pub joint: bool,
    /// Those who are charged with the implementation beside them.
    pub implementers: &'static [Actor],
    /// Of a register: whose requests it has.
    pub classes: &'static [SubjectClass],
}

/// The tables of duties.
///
/// ```
/// use imilo_core::droits::responsabilites::{Duty, Tables};
/// let tables = Tables::built_in();
/// assert!(Duty::ALL.iter().all(|duty| !tables.of(*duty).rows().is_empty()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// Names of the rule sets.
    pub rule_sets: Timeline<RuleSet>,
    /// By duty, in the order of [`Duty::ALL`].
    pub duties: [Timeline<Provision<Holding>>; 7],
}

impl Tables {
    /// The versions that this library knows.
    #[must_use]
    pub fn built_in() -> Self {
        Self { rule_sets: law::rule_sets().clone(), duties: LINES.each_ref().map(|line| (*line).clone()) }
    }

    /// The versions of a duty.
    #[must_use]
    pub const fn of(&self, duty: Duty) -> &Timeline<Provision<Holding>> {
        let [controller, register, answer, breach, aipd, notice, security] = &self.duties;
        match duty {
            Duty::Controller => controller,
            Duty::RegisterOfRightsRequests => register,
            Duty::AnswerRightsRequest => answer,
            Duty::BreachNotification => breach,
            Duty::Aipd => aipd,
            Duty::InformationNotice => notice,
            Duty::Security => security,
        }
    }
}

/// The day on which the RGPD begins to apply.
pub(super) const RGPD: Entry = Entry::on(date!(2018 - 05 - 25));

/// Joint controllers: the person may turn to any of them (reading A23).
pub(super) static JOINT: Citation = Citation::new("RGPD:26(3)", Inferred, source::NONE);

/// A breach of high risk is communicated to the persons.
pub(super) static COMMUNICATION: Citation = Citation::new("RGPD:34", Secondary, source::RGPD_33);

const fn row(
    id: &'static str,
    entry: Entry,
    (code, evidence, source): (&'static str, Evidence, Source),
    value: Provision<Holding>,
) -> Version<Provision<Holding>> {
    Version { id: Cow::Borrowed(id), entry, citation: Citation::new(code, evidence, source), value }
}

const fn alone(actors: &'static [Actor]) -> Provision<Holding> {
    Stated(Holding { actors, joint: false, implementers: &[], classes: &[] })
}

const fn jointly(actors: &'static [Actor]) -> Provision<Holding> {
    Stated(Holding { actors, joint: true, implementers: &[], classes: &[] })
}

const fn register(classes: &'static [SubjectClass]) -> Provision<Holding> {
    Stated(Holding { actors: &[MissionLocale], joint: false, implementers: &[], classes })
}

/// The text was not read: nobody is named, nobody is excluded.
const fn unread(id: &'static str, entry: Entry, code: &'static str) -> Version<Provision<Holding>> {
    row(id, entry, (code, Evidence::Unknown, source::NONE), Provision::Unknown)
}

const MINISTER_AND_MISSION: Provision<Holding> = jointly(&[Minister, MissionLocale]);
const CONTROLLER_2015: Provision<Holding> =
    Stated(Holding { actors: &[Minister], joint: false, implementers: &[MissionLocale, Paio], classes: &[] });
const THREE_CLASSES: &[SubjectClass] =
    &[SubjectClass::YoungPerson, SubjectClass::User, SubjectClass::PartnerStaff];

// A row is read as one.
#[rustfmt::skip]
static CONTROLLER: [Version<Provision<Holding>>; 5] = [
    row("V2015", DECRET_2015, ("D2015-59:1:al. 1", Seen, source::GIT), CONTROLLER_2015),
    row("V2021", DECRET_2021, ("D2015-59:1", Inferred, source::JB_2015), MINISTER_AND_MISSION),
    row("V2021-C", ARRETE_2022, ("D2015-59:1", Seen, source::JB_2015), MINISTER_AND_MISSION),
    row("V2025", DECRET_2025, ("D2015-59:1", Seen, source::JB_2015), MINISTER_AND_MISSION),
    row("V2026", DECRET_2026, ("D2015-59:1 bis", Seen, source::KH_26),
        jointly(&[FranceTravailDirectorGeneral, DsimlPresident, MissionLocale])),
];

#[rustfmt::skip]
static REGISTER: [Version<Provision<Holding>>; 4] = [
    row("V2015", DECRET_2015, ("D2015-59:7:al. 2", Seen, source::GIT), Absent),
    unread("V2021", DECRET_2021, "D2015-59:7:al. 2"),
    row("V2021-C", ARRETE_2022, ("A2022-12-15:annexe:droits", Seen, source::TR_A22), register(THREE_CLASSES)),
    // The note of 2026 names the young people only.
    row("V2026", ARRETE_2026, ("A2026-01-15:annexe:droits", Secondary, source::OLFP_26), register(&[SubjectClass::YoungPerson])),
];

#[rustfmt::skip]
static ANSWER: [Version<Provision<Holding>>; 4] = [
    row("V2015", DECRET_2015, ("D2015-59:7:al. 2", Seen, source::GIT), alone(&[DirectorOfMissionLocale])),
    unread("V2021", DECRET_2021, "D2015-59:7:al. 2"),
    row("V2021-C", ARRETE_2022, ("A2022-12-15:annexe:droits", Seen, source::TR_A22), alone(&[MissionLocale])),
    row("V2026", ARRETE_2026, ("A2026-01-15:annexe:droits", Secondary, source::OLFP_26), alone(&[MissionLocale])),
];

/// No general duty of this controller before the RGPD; the split between joint controllers was not read (reading A23).
#[rustfmt::skip]
static BREACH: [Version<Provision<Holding>>; 4] = [
    row("V2015", DECRET_2015, ("RGPD:33(1)", Inferred, source::RGPD_33), Absent),
    row("RGPD", RGPD, ("RGPD:33(1)", Secondary, source::RGPD_33), alone(&[Minister])),
    row("V2021", DECRET_2021, ("RGPD:33(1)", Secondary, source::RGPD_33), Provision::Unknown),
    row("V2026", DECRET_2026, ("RGPD:33(1)", Secondary, source::RGPD_33), Provision::Unknown),
];

/// Before the RGPD none; who makes it was never read.
#[rustfmt::skip]
static AIPD: [Version<Provision<Holding>>; 4] = [
    row("V2015", DECRET_2015, ("RGPD:35", Inferred, source::NONE), Absent),
    row("RGPD", RGPD, ("RGPD:35", Inferred, source::NONE), alone(&[Minister])),
    row("V2021", DECRET_2021, ("RGPD:35", Inferred, source::NONE), Provision::Unknown),
    row("V2026", ARRETE_2026, ("A2026-01-15:annexe:AIPD", Secondary, source::OLFP_26), Provision::Unknown),
];

#[rustfmt::skip]
static NOTICE: [Version<Provision<Holding>>; 4] = [
    row("V2015", DECRET_2015, ("D2015-59:7:al. 1", Seen, source::GIT), alone(&[ApplicationForms, PremisesPosters])),
    // « auparavant » : the note of 2026 says where the notice was before, not since when.
    row("V2021", DECRET_2021, ("RGPD:13", Secondary, source::CI_26), alone(&[MinistryOfEmploymentSite])),
    row("V2025", DECRET_2025, ("RGPD:13", Secondary, source::CI_26), alone(&[MinistryOfEmploymentSite])),
    row("V2026", DECRET_2026, ("A2026-01-15:annexe:information", Secondary, source::CI_26), alone(&[FranceTravailSite])),
];

#[rustfmt::skip]
static SECURITY: [Version<Provision<Holding>>; 4] = [
    // « des mesures … sont prises »: nobody is named.
    row("V2015", DECRET_2015, ("D2015-59:9", Seen, source::GIT), alone(&[])),
    unread("V2021", DECRET_2021, "D2015-59:9"),
    // The annexe of 2022 was not seen; that the DGEFP, in charge of execution, secures is inferred.
    row("V2021-C", ARRETE_2022, ("A2022-12-15:1 et 2", Inferred, source::A22), alone(&[Minister])),
    row("V2026", DECRET_2026, ("A2026-01-15:annexe:répartition", Secondary, source::CI_26), alone(&[FranceTravail])),
];

static CONTROLLER_LINE: Timeline<Provision<Holding>> = Timeline::new(&CONTROLLER);
static REGISTER_LINE: Timeline<Provision<Holding>> = Timeline::new(&REGISTER);
static ANSWER_LINE: Timeline<Provision<Holding>> = Timeline::new(&ANSWER);
static BREACH_LINE: Timeline<Provision<Holding>> = Timeline::new(&BREACH);
static AIPD_LINE: Timeline<Provision<Holding>> = Timeline::new(&AIPD);
static NOTICE_LINE: Timeline<Provision<Holding>> = Timeline::new(&NOTICE);
static SECURITY_LINE: Timeline<Provision<Holding>> = Timeline::new(&SECURITY);

static LINES: [&Timeline<Provision<Holding>>; 7] =
    [&CONTROLLER_LINE, &REGISTER_LINE, &ANSWER_LINE, &BREACH_LINE, &AIPD_LINE, &NOTICE_LINE, &SECURITY_LINE];
