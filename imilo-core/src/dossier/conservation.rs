//! The facts of retention that a dossier carries.

use schemars::JsonSchema;
use serde::Serialize;

use crate::calendar::Date;
use crate::conservation::{ContratCej, DossierFacts, FactsView, Fse, Period, Programme};
use crate::serde_read::keyed;

use super::part::{Part, redacted, reduced};
use super::{Champ, Dossier, Field, FieldSet};

/// What retention is told, the date of birth apart, which stands in [`Identite`](super::Identite).
///
/// A list that is not carried or empty of value (`null`) is not known; a list without element is known to be none.
#[derive(Clone, Default, PartialEq, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Conservation {
    /// IV.B.10: programmes.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub programmes: Field<Vec<Programme>>,
    /// II.B.7: contrats d'engagement jeune.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub cej_contracts: Field<Vec<ContratCej>>,
    /// II.C.4: periods of recognition as a disabled worker.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub rqth_periods: Field<Vec<Period>>,
    /// Co-financing by the FSE.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub fse: Field<Fse>,
    /// Day on which the dossier was anonymised; not carried or `null`: it was not.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub anonymised_on: Field<Date>,
}

redacted!(Conservation);
keyed!(Conservation { programmes, cej_contracts, rqth_periods, fse, anonymised_on });
crate::serde_read::deserialize!(Conservation);

static UNKNOWN: Fse = Fse::Unknown;

impl Conservation {
    /// The facts of retention, with the date of birth.
    #[must_use]
    pub fn facts(&self, birth_date: Option<Date>) -> FactsView<'_> {
        FactsView {
            birth_date,
            rqth_periods: self.rqth_periods.given().map(Vec::as_slice),
            programmes: self.programmes.given().map(Vec::as_slice),
            cej_contracts: self.cej_contracts.given().map(Vec::as_slice),
            fse: self.fse.given().unwrap_or(&UNKNOWN),
            anonymised_on: self.anonymised_on.given().copied(),
        }
    }
}

impl Part for Conservation {
    fn mark(&self, filled: &mut FieldSet) {
        let some = |list: bool, champ, filled: &mut FieldSet| {
            if list {
                filled.insert(champ);
            }
        };
        some(self.programmes.given().is_some_and(|l| !l.is_empty()), Champ::Programmes, filled);
        some(self.cej_contracts.given().is_some_and(|l| !l.is_empty()), Champ::CejContracts, filled);
        some(self.rqth_periods.given().is_some_and(|l| !l.is_empty()), Champ::RqthPeriods, filled);
        some(self.fse.given().is_some_and(|fse| *fse != Fse::Unknown), Champ::Fse, filled);
        some(self.anonymised_on.given().is_some(), Champ::AnonymisedOn, filled);
    }

    fn mark_carried(&self, carried: &mut FieldSet) {
        let all = [
            (self.programmes.is_carried(), Champ::Programmes),
            (self.cej_contracts.is_carried(), Champ::CejContracts),
            (self.rqth_periods.is_carried(), Champ::RqthPeriods),
            (self.fse.is_carried(), Champ::Fse),
            (self.anonymised_on.is_carried(), Champ::AnonymisedOn),
        ];
        all.into_iter().filter(|(is, _)| *is).for_each(|(_, champ)| carried.insert(champ));
    }

    fn reduced(&self, fields: FieldSet) -> Self {
        Self {
            programmes: reduced(&self.programmes, Champ::Programmes, fields),
            cej_contracts: reduced(&self.cej_contracts, Champ::CejContracts, fields),
            rqth_periods: reduced(&self.rqth_periods, Champ::RqthPeriods, fields),
            fse: reduced(&self.fse, Champ::Fse, fields),
            anonymised_on: reduced(&self.anonymised_on, Champ::AnonymisedOn, fields),
        }
    }

    fn texts(&self, _see: &mut dyn FnMut(Champ, &str)) {}

    fn invalid_codes(&self, _see: &mut dyn FnMut(Champ)) {}

    fn all() -> FieldSet {
        FieldSet::of(&[
            Champ::Programmes,
            Champ::CejContracts,
            Champ::RqthPeriods,
            Champ::Fse,
            Champ::AnonymisedOn,
        ])
    }
}

/// A dossier that holds only what retention is told.
impl From<DossierFacts> for Dossier {
    fn from(facts: DossierFacts) -> Self {
        fn list<T>(list: Option<Vec<T>>) -> Field<Vec<T>> {
            list.map_or(Field::NotCarried, Field::Given)
        }
        let mut dossier = Self::default();
        dossier.identite.date_naissance = facts.birth_date.into();
        dossier.conservation = Conservation {
            programmes: list(facts.programmes),
            cej_contracts: list(facts.cej_contracts),
            rqth_periods: list(facts.rqth_periods),
            fse: Field::Given(facts.fse),
            anonymised_on: facts.anonymised_on.into(),
        };
        dossier
    }
}
