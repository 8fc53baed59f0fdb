//! The facts of a dossier, as the file tells them.

use time::Date;

/// Kind of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Pacea,
    Cej,
    GarantieJeunes,
    EmploiAvenir,
    Civis,
    Autre,
}

impl Kind {
    /// The word of the column `programme`.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Pacea => "pacea",
            Self::Cej => "cej",
            Self::GarantieJeunes => "garantie_jeunes",
            Self::EmploiAvenir => "emploi_avenir",
            Self::Civis => "civis",
            Self::Autre => "autre",
        }
    }
}

/// What is attested of the regular follow-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FollowUp {
    Attested,
    Denied,
    Unknown,
}

impl FollowUp {
    /// The word of the column `suivi_regulier`.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Attested => "oui",
            Self::Denied => "non",
            Self::Unknown => "inconnu",
        }
    }
}

/// A programme; `end` is its last day, none while it is in progress.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Programme {
    pub(crate) kind: Kind,
    pub(crate) start: Date,
    pub(crate) end: Option<Date>,
    pub(crate) follow_up: FollowUp,
}

/// A period. The end of a CEJ is its last day; that of RQTH and of an interruption, the first day after.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Period {
    pub(crate) start: Date,
    pub(crate) end: Option<Date>,
}

/// An interruption of the nineteen years, and the word of its cause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Interruption {
    pub(crate) period: Period,
    pub(crate) cause: &'static str,
}

/// Co-financing by the FSE.
#[derive(Clone, Debug, Default)]
pub(crate) enum Fse {
    /// An empty cell.
    #[default]
    Unknown,
    No,
    Yes {
        first: Option<Date>,
        last: Option<Date>,
        interruptions: Vec<Interruption>,
    },
}

/// A dossier: what the file tells, and the true day of birth behind it.
#[derive(Clone, Debug)]
pub(crate) struct Dossier {
    /// True day of birth: the NIR and the place of birth follow it.
    pub(crate) born: Date,
    /// Day of birth as the file tells it.
    pub(crate) birth: Option<Date>,
    pub(crate) programmes: Vec<Programme>,
    pub(crate) cej: Vec<Period>,
    pub(crate) rqth: Vec<Period>,
    pub(crate) fse: Fse,
    pub(crate) anonymised: Option<Date>,
}

impl Dossier {
    /// A dossier of which only the birth is told.
    pub(crate) const fn new(born: Date) -> Self {
        Self {
            born,
            birth: Some(born),
            programmes: Vec::new(),
            cej: Vec::new(),
            rqth: Vec::new(),
            fse: Fse::Unknown,
            anonymised: None,
        }
    }
}
