//! Which right is open, and who answers, as tables.

use std::borrow::Cow;

use time::macros::date;

use crate::law::entries::{ARRETE_2022, ARRETE_2026, DECRET_2015, DECRET_2021, DECRET_2025, DECRET_2026};
use crate::law::texts::source;
use crate::law::{self, Citation, Entry, Evidence, Provision, RuleSet, Source, Timeline, Version};

use Evidence::{Inferred, Secondary, Seen, Unknown};
use Provision::{Absent, Stated};

/// A right of a person.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
pub enum Right {
    /// Access: art. 7; RGPD 15.
    #[serde(rename = "right_of_access")]
    Access,
    /// Rectification: art. 7; RGPD 16.
    #[serde(rename = "right_of_rectification")]
    Rectification,
    /// Opposition: art. 8; RGPD 21.
    #[serde(rename = "right_of_opposition")]
    Opposition,
    /// Limitation: RGPD 18.
    #[serde(rename = "right_of_limitation")]
    Limitation,
    /// Erasure: RGPD 17.
    #[serde(rename = "right_of_erasure")]
    Erasure,
    /// Portability: RGPD 20.
    #[serde(rename = "right_of_portability")]
    Portability,
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 6] = [
        Self::Access,
        Self::Rectification,
        Self::Opposition,
        Self::Limitation,
        Self::Erasure,
        Self::Portability,
    ];

    /// Code of the vocabulary.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Access => "right_of_access",
            Self::Rectification => "right_of_rectification",
            Self::Opposition => "right_of_opposition",
            Self::Limitation => "right_of_limitation",
            Self::Erasure => "right_of_erasure",
            Self::Portability => "right_of_portability",
        }
    }

    /// In French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Access => ("accès", "access"),
            Self::Rectification => ("rectification", "rectification"),
            Self::Opposition => ("opposition", "objection"),
            Self::Limitation => ("limitation", "restriction"),
            Self::Erasure => ("effacement", "erasure"),
            Self::Portability => ("portabilité", "portability"),
        }
    }

    /// The right of a code, if it is one.
    #[must_use]
    pub fn by_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.code() == code)
    }
}

/// How far a right is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Openness {
    /// It is.
    Open,
    /// The text excludes it.
    Excluded,
    /// Excluded as far as the processing is necessary (RGPD 17(3)(b)).
    UnlessNeeded,
}

/// Who answers a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answerer {
    /// The director of the mission locale or PAIO.
    Director,
    /// The mission locale.
    MissionLocale,
}

impl Answerer {
    /// Code of the vocabulary.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Director => "director_of_mission_locale",
            Self::MissionLocale => "mission_locale",
        }
    }
}

/// Regulation 2016/679 applies from 2018-05-25.
pub(super) const RGPD: Entry = Entry::on(date!(2018 - 05 - 25));

/// What opens erasure.
pub(super) static ERASURE_OPENS: Citation = Citation::new("RGPD:17(1)", Seen, source::RGPD_17);
/// The basis of the processing, which is not a consent: read for 2026, inferred before.
pub(super) static CONSENT: Citation = Citation::new("RGPD:6(1)(e)", Inferred, source::JB_A26);
/// Rectification, completion, update, locking or erasure of data that are inexact or unlawfully held, to which art. 7 of the
/// décret of 2015 refers; its text of that time was not read.
pub(super) static LOI_40: Citation = Citation::new("L78-17:40", Inferred, source::GIT);
/// How an identity is established.
pub(super) static IDENTITY: Citation = Citation::new("RGPD:12(6)", Secondary, source::RGPD_12_6);

type Row<T> = Version<Provision<T>>;

const fn row<T>(
    id: &'static str,
    entry: Entry,
    cites: (&'static str, Evidence, Source),
    value: Provision<T>,
) -> Row<T> {
    Version { id: Cow::Borrowed(id), entry, citation: Citation::new(cites.0, cites.1, cites.2), value }
}

const ARTICLE_7: (&str, Evidence, Source) = ("D2015-59:7:al. 2", Seen, source::GIT);
/// Art. 7 was read: it names access and rectification, and nothing else.
const NOT_IN_7: Row<Openness> = row("V2015", DECRET_2015, ARTICLE_7, Absent);

static ACCESS: [Row<Openness>; 2] = [
    row("V2015", DECRET_2015, ARTICLE_7, Stated(Openness::Open)),
    row("V2021", DECRET_2021, ("RGPD:15", Inferred, source::NONE), Stated(Openness::Open)),
];
static RECTIFICATION: [Row<Openness>; 2] = [
    row("V2015", DECRET_2015, ARTICLE_7, Stated(Openness::Open)),
    row("V2021", DECRET_2021, ("RGPD:16", Inferred, source::NONE), Stated(Openness::Open)),
];
static OPPOSITION: [Row<Openness>; 4] = [
    row("V2015", DECRET_2015, ("D2015-59:8", Secondary, source::CNIL_2014), Stated(Openness::Excluded)),
    row("V2021", DECRET_2021, ("D2015-59:8", Inferred, source::OPPOSITION), Stated(Openness::Excluded)),
    row("V2025", DECRET_2025, ("D2015-59:8", Inferred, source::OPPOSITION), Stated(Openness::Excluded)),
    row("V2026", DECRET_2026, ("D2015-59:8", Inferred, source::OPPOSITION), Stated(Openness::Excluded)),
];
static LIMITATION: [Row<Openness>; 2] =
    [NOT_IN_7, row("RGPD", RGPD, ("RGPD:18", Seen, source::RGPD_18), Stated(Openness::Open))];
static ERASURE: [Row<Openness>; 2] = [
    NOT_IN_7,
    row("RGPD", RGPD, ("RGPD:17(3)(b)", Secondary, source::RGPD_17_3), Stated(Openness::UnlessNeeded)),
];
static PORTABILITY: [Row<Openness>; 2] =
    [NOT_IN_7, row("RGPD", RGPD, ("RGPD:20(3)", Seen, source::RGPD_20), Stated(Openness::Excluded))];

static ANSWERERS: [Row<Answerer>; 4] = [
    row("V2015", DECRET_2015, ARTICLE_7, Stated(Answerer::Director)),
    row("V2021", DECRET_2021, ("D2015-59:7:al. 2", Unknown, source::NONE), Provision::Unknown),
    row(
        "V2021-C",
        ARRETE_2022,
        ("A2022-12-15:annexe:droits", Seen, source::TR_A22),
        Stated(Answerer::MissionLocale),
    ),
    row(
        "V2026",
        ARRETE_2026,
        ("A2026-01-15:annexe:droits", Secondary, source::OLFP_26),
        Stated(Answerer::MissionLocale),
    ),
];

type Line<T> = Timeline<Provision<T>>;

static ACCESS_LINE: Line<Openness> = Timeline::new(&ACCESS);
static RECTIFICATION_LINE: Line<Openness> = Timeline::new(&RECTIFICATION);
static OPPOSITION_LINE: Line<Openness> = Timeline::new(&OPPOSITION);
static LIMITATION_LINE: Line<Openness> = Timeline::new(&LIMITATION);
static ERASURE_LINE: Line<Openness> = Timeline::new(&ERASURE);
static PORTABILITY_LINE: Line<Openness> = Timeline::new(&PORTABILITY);
static ANSWERERS_LINE: Line<Answerer> = Timeline::new(&ANSWERERS);

/// The tables of the rights. [`Tables::built_in`] has the versions known to this library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// Names of the rule sets.
    pub rule_sets: Timeline<RuleSet>,
    /// Right of access.
    pub access: Line<Openness>,
    /// Right of rectification.
    pub rectification: Line<Openness>,
    /// Right of opposition.
    pub opposition: Line<Openness>,
    /// Right to limitation.
    pub limitation: Line<Openness>,
    /// Right to erasure.
    pub erasure: Line<Openness>,
    /// Right to portability.
    pub portability: Line<Openness>,
    /// Who answers.
    pub answerers: Line<Answerer>,
}

impl Tables {
    /// The versions that this library knows.
    #[must_use]
    pub fn built_in() -> Self {
        Self {
            rule_sets: law::rule_sets().clone(),
            access: ACCESS_LINE.clone(),
            rectification: RECTIFICATION_LINE.clone(),
            opposition: OPPOSITION_LINE.clone(),
            limitation: LIMITATION_LINE.clone(),
            erasure: ERASURE_LINE.clone(),
            portability: PORTABILITY_LINE.clone(),
            answerers: ANSWERERS_LINE.clone(),
        }
    }

    /// What each version says of a right.
    #[must_use]
    pub const fn right(&self, right: Right) -> &Line<Openness> {
        match right {
            Right::Access => &self.access,
            Right::Rectification => &self.rectification,
            Right::Opposition => &self.opposition,
            Right::Limitation => &self.limitation,
            Right::Erasure => &self.erasure,
            Right::Portability => &self.portability,
        }
    }
}
