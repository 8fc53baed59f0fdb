//! The situations of a dossier as the indicators need them.

use crate::calendar::Date;
use crate::dossier::{CategorieSituation, Coded, Dossier, EtatSituation, Field};
use crate::fse::{Event, EventStatus};

/// A situation of which the category and the first day are known.
#[derive(Clone, Copy)]
struct Known {
    category: CategorieSituation,
    start: Date,
    end: Option<Date>,
}

impl Known {
    /// What a category is on the labour market (*inferred*); volunteering and placements decide nothing.
    const fn status(self) -> Option<EventStatus> {
        match self.category {
            CategorieSituation::Emploi | CategorieSituation::Alternance => Some(EventStatus::Employed),
            CategorieSituation::DemandeurEmploi => Some(EventStatus::JobSearching),
            CategorieSituation::Formation | CategorieSituation::Scolarite => Some(EventStatus::Inactive),
            CategorieSituation::Immersion | CategorieSituation::Pmsmp | CategorieSituation::Volontariat => {
                None
            }
        }
    }

    const fn is_education(self) -> bool {
        matches!(
            self.category,
            CategorieSituation::Formation | CategorieSituation::Scolarite | CategorieSituation::Alternance
        )
    }

    fn covers(self, day: Date) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }
}

/// The situations of a dossier.
pub(super) struct Situations<'a> {
    dossier: &'a Dossier,
}

/// The situations on a day.
pub(super) struct At(Vec<Known>);

impl<'a> Situations<'a> {
    pub(super) const fn of(dossier: &'a Dossier) -> Self {
        Self { dossier }
    }

    /// Those that are more than a plan.
    fn known(&self) -> impl Iterator<Item = Known> + 'a {
        self.dossier.formation.situations.given().into_iter().flatten().filter_map(|situation| {
            if situation.etat.given().and_then(Coded::valid) == Some(&EtatSituation::Prevu) {
                return None;
            }
            let category = *situation.categorie.given().and_then(Coded::valid)?;
            let start = *situation.date_debut.given()?;
            Some(Known { category, start, end: situation.date_fin.given().copied() })
        })
    }

    /// Those of the day.
    pub(super) fn on(&self, day: Date) -> At {
        At(self.known().filter(|known| known.covers(day)).collect())
    }

    /// Those of the eve of a day that still last on it, or that end with the eve.
    pub(super) fn before(&self, day: Date) -> At {
        self.on(day.plus_days(-1))
    }

    /// What begins in the window, and work that lasts at the exit, as an event of that day (A14).
    pub(super) fn events(&self, exit: Date, end: Date) -> Vec<Event> {
        let event = |known: Known| {
            let status = known.status()?;
            let lasts = known.start < exit && known.covers(exit) && status.is_work();
            let date = if lasts { exit } else { known.start };
            let event = Event { date, status, subsidised: Field::NotCarried };
            (exit <= date && date <= end).then_some((known.start, event))
        };
        let mut events: Vec<_> = self.known().filter_map(event).collect();
        // On the day of exit, what begins on it comes after the work that lasts.
        events.sort_by_key(|(start, event)| (event.date, *start));
        events.into_iter().map(|(_, event)| event).collect()
    }

    /// First day of an education begun after the entry, at most on the last day of the window, and attended at the exit or
    /// begun after it.
    pub(super) fn education_begun(&self, entry: Date, exit: Date, end: Date) -> Field<Date> {
        let begun = self.known().filter(|known| {
            let attended = known.start > exit || known.covers(exit);
            known.is_education() && entry < known.start && known.start <= end && attended
        });
        begun.map(|known| known.start).min().map_or(Field::NotCarried, Field::Given)
    }
}

impl At {
    /// Whether there is work; none without any situation that tells.
    pub(super) fn working(&self) -> Option<bool> {
        let mut told = self.0.iter().filter_map(|known| known.status()).peekable();
        told.peek()?;
        Some(told.any(EventStatus::is_work))
    }

    /// Whether the person is at school; none without any situation.
    pub(super) fn at_school(&self) -> Option<bool> {
        let school = |known: &Known| known.category == CategorieSituation::Scolarite;
        (!self.0.is_empty()).then(|| self.0.iter().any(school))
    }

    /// Whether in education; none without any situation.
    pub(super) fn in_education(&self) -> Option<bool> {
        (!self.0.is_empty()).then(|| self.0.iter().any(|known| known.is_education()))
    }

    /// The status, when the situations that tell agree; work comes first.
    pub(super) fn status(&self) -> Option<EventStatus> {
        let told: Vec<_> = self.0.iter().filter_map(|known| known.status()).collect();
        let first = told.iter().find(|status| status.is_work()).or_else(|| told.first())?;
        let agree = first.is_work() || told.iter().all(|status| status == first);
        agree.then_some(*first)
    }
}
