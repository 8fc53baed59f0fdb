//! The answer of one side of a window, and of one request.

use crate::dossier::{Champ, Standing};
use crate::law::Provision;

use super::cause::{BARRIERS, Cause, CauseSet, NOMINATIVE_ONLY};
use super::condition::{Condition, ConditionSet, RGPD, met};
use super::decision::Decision;
use super::donnee::{Donnee, DonneeSet, FREE_TEXT, NEVER_ANONYMISED, NIR};
use super::request::Request;
use super::rules::{AccessRules, Side};
use super::tables::{Extent, ListRow, Necessity, NirRule};
use super::words::{Actor, Direction, DossierState, Form, Operation};

/// What one side of a window answers: the row that decides, and which cause bears on which datum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judgment<'l> {
    /// The row that names the actor, or comes closest.
    pub(super) row: Option<&'l ListRow>,
    /// The added row that gives what that row, read in part, does not decide.
    pub(super) completed_by: Option<&'l ListRow>,
    /// Conditions of that row that are not met.
    pub(super) missing: ConditionSet,
    /// Causes that bear on every datum.
    pub(super) whole: CauseSet,
    /// Data that each other cause bears on, in the order of [`MASKS`].
    pub(super) masks: [DonneeSet; MASKS.len()],
    pub(super) granted: DonneeSet,
    pub(super) refused: DonneeSet,
    /// The nominative form is closed to this actor or dossier, and the anonymised one is open.
    pub(super) anonymised_open: bool,
}

/// The answer to a whole record: what is granted, by which row, and every cause that bears on some datum of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer<'l> {
    /// Data that may be used as asked, in the form asked.
    pub granted: DonneeSet,
    /// Data that the law refuses; the others are undetermined.
    pub refused: DonneeSet,
    /// Every cause that bears on some datum of the request.
    pub causes: CauseSet,
    /// The row that decides, or comes closest; in a window, that of the newer version.
    pub row: Option<&'l ListRow>,
    /// The added row that gives what that row, read in part, does not decide.
    pub completed_by: Option<&'l ListRow>,
    /// Conditions of that row that are not met.
    pub missing: ConditionSet,
}

/// What takes, cause after cause, the data on which each bears, asked for or not.
trait Bearings {
    fn bear(&mut self, cause: Cause, donnees: DonneeSet);
}

/// The answer as it grows: for hot paths, which cause bears on which datum is not kept.
struct Tally {
    asked: DonneeSet,
    refused: DonneeSet,
    undetermined: DonneeSet,
    causes: CauseSet,
}

impl Bearings for Tally {
    #[inline]
    fn bear(&mut self, cause: Cause, donnees: DonneeSet) {
        let donnees = donnees.intersection(self.asked);
        self.causes = self.causes.with_if(cause, !donnees.is_empty());
        if cause.is_undetermined() {
            self.undetermined = self.undetermined.union(donnees);
        } else {
            self.refused = self.refused.union(donnees);
        }
    }
}

impl Tally {
    const fn new(asked: DonneeSet) -> Self {
        Self { asked, refused: DonneeSet::EMPTY, undetermined: DonneeSet::EMPTY, causes: CauseSet::EMPTY }
    }

    #[inline]
    fn answer<'l>(self, weighed: &Weighed<'l>) -> Answer<'l> {
        let asked = self.asked;
        let barred = !weighed.whole.intersection(BARRIERS).is_empty();
        let refused = if barred { asked } else { self.refused };
        let undetermined = if weighed.row.is_none() { asked } else { self.undetermined };
        Answer {
            granted: asked.minus(refused).minus(undetermined),
            refused,
            causes: weighed.whole.union(self.causes),
            row: weighed.row,
            completed_by: weighed.completed_by,
            missing: weighed.missing,
        }
    }
}

/// The data that each cause bears on, in the order of [`MASKS`].
struct Masks([DonneeSet; MASKS.len()]);

impl Bearings for Masks {
    #[inline]
    fn bear(&mut self, cause: Cause, donnees: DonneeSet) {
        for (mask, of) in self.0.iter_mut().zip(MASKS) {
            if of == cause {
                *mask = donnees;
            }
        }
    }
}

/// Which row decides, and what bears on every datum.
struct Weighed<'l> {
    row: Option<&'l ListRow>,
    completed_by: Option<&'l ListRow>,
    missing: ConditionSet,
    whole: CauseSet,
}

/// The row that decides.
struct Chosen<'l> {
    row: Option<&'l ListRow>,
    missing: ConditionSet,
    /// The added row whose conditions are met, if it is another: it completes what the row does not decide. There is
    /// one at most, for two that name the same request are refused.
    completed_by: Option<&'l ListRow>,
}

/// The causes that bear on some data only: refusals, then those that leave undetermined.
pub(super) const MASKS: [Cause; 13] = [
    Cause::NotListed,
    Cause::NotNecessary,
    Cause::Withheld,
    Cause::NirWithheld,
    Cause::FreeText,
    Cause::Excluded,
    Cause::OutsideRow,
    Cause::NotAnonymous,
    Cause::DatumCondition,
    Cause::RowUnread,
    Cause::DataUnread,
    Cause::NirTitleUnknown,
    Cause::DatumConditionUnread,
];

impl<'l> AccessRules<'l> {
    /// The answer, datum by datum. Nothing is allocated.
    #[must_use]
    pub fn decide(&self, request: &Request<'_>) -> Decision<'l> {
        let met = met(request, self.day, self.options.transfer_authorisation);
        let newest = self.judge(&self.newest, request, met);
        let older = self.older.as_ref().map(|older| self.judge(older, request, met));
        Decision::new(request, newest, older)
    }

    /// The answer to a whole record, without which cause bears on which datum: the form for hot paths. Nothing is
    /// allocated.
    ///
    /// ```
    /// use imilo_core::habilitation::{AccessRules, Cause, DonneeSet, Facts, Finalite, Form, Operation, Options};
    /// use imilo_core::habilitation::{Request, Requester, Tables};
    ///
    /// let tables = Tables::built_in();
    /// let rules = AccessRules::on("2018-03-14".parse()?, &tables, Options::default())?;
    /// let request = Request {
    ///     actor: Requester::agent("ML-A", "2018-03-13".parse()?),
    ///     operation: Operation::Consult,
    ///     finalite: Finalite::Accompaniment,
    ///     form: Form::Nominative,
    ///     mission_locale: "ML-A",
    ///     donnees: DonneeSet::by_code("I.A.1").unwrap_or_default(),
    ///     facts: Facts::NONE,
    /// };
    /// let answer = rules.answer(&request);
    /// assert!(answer.granted.is_empty() && answer.causes.contains(Cause::Conditions));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn answer(&self, request: &Request<'_>) -> Answer<'l> {
        let met = met(request, self.day, self.options.transfer_authorisation);
        let answer = |side| {
            let mut tally = Tally::new(request.donnees);
            let weighed = self.weigh(side, request, met, &mut tally);
            tally.answer(&weighed)
        };
        let newest = answer(&self.newest);
        match &self.older {
            None => newest,
            Some(older) => {
                let older = answer(older);
                Answer {
                    granted: newest.granted.intersection(older.granted),
                    refused: newest.refused.intersection(older.refused),
                    causes: newest.causes.union(older.causes),
                    ..newest
                }
            }
        }
    }

    fn judge(&self, side: &Side<'l>, request: &Request<'_>, met: ConditionSet) -> Judgment<'l> {
        let mut masks = Masks([DonneeSet::EMPTY; MASKS.len()]);
        let weighed = self.weigh(side, request, met, &mut masks);
        let masks = masks.0.map(|mask| mask.intersection(request.donnees));
        let mut tally = Tally::new(request.donnees);
        MASKS.iter().zip(masks).for_each(|(cause, mask)| tally.bear(*cause, mask));
        let Answer { granted, refused, .. } = tally.answer(&weighed);
        let Weighed { row, completed_by, missing, whole } = weighed;
        let read = row.is_some_and(|row| !row.extent.given.is_empty());
        let barriers = whole.intersection(BARRIERS);
        let anonymised_open = request.form == Form::Nominative
            && matches!(request.operation, Operation::Consult | Operation::Transmit)
            && !barriers.is_empty()
            && whole.minus(NOMINATIVE_ONLY).is_empty()
            && read;
        Judgment { row, completed_by, missing, whole, masks, granted, refused, anonymised_open }
    }

    /// Which row decides, and which cause bears on what.
    #[inline]
    fn weigh(
        &self,
        side: &Side<'l>,
        request: &Request<'_>,
        met: ConditionSet,
        bearings: &mut impl Bearings,
    ) -> Weighed<'l> {
        let facts = &request.facts;
        let person = request.actor.class == Actor::DataSubject;
        let Chosen { row, missing, completed_by } = self.row(side, request, met);
        let mut whole = CauseSet::EMPTY
            .with_if(Cause::ForeignPurpose, !side.has_purpose(request.finalite))
            .with_if(
                Cause::Limitation,
                facts.attested.contains(Condition::Limitation) && self.day >= RGPD && !person,
            )
            .with_if(Cause::Conditions, !missing.is_empty());
        let nominative = request.form == Form::Nominative;
        if nominative && request.operation != Operation::OpenFseArchive {
            whole = whole
                .with_if(Cause::Anonymised, facts.state == DossierState::Anonymised)
                .with_if(Cause::InFseArchive, facts.state == DossierState::FseArchive && !person);
        }
        whole = match row {
            None => {
                let in_full = side.list(request.operation).in_full;
                whole.with_if(Cause::NoRow, in_full).with_if(Cause::ListUnread, !in_full)
            }
            Some(row) => whole.with_if(Cause::AnonymisedOnly, nominative && row.form == Form::Anonymised),
        };
        if let Some(row) = row {
            let Extent { given, excluded, unread } = row.extent;
            bearings.bear(Cause::Excluded, excluded);
            bearings.bear(Cause::OutsideRow, DonneeSet::ALL.minus(given).minus(excluded).minus(unread));
            let extra = completed_by.map_or(DonneeSet::EMPTY, |row| row.extent.given);
            bearings.bear(Cause::RowUnread, unread.minus(extra));
            self.weigh_nir(side, request, row, bearings);
        }
        self.weigh_data(side, request, met, bearings);
        bearings.bear(Cause::NotNecessary, needless(request, row));
        Weighed { row, completed_by, missing, whole }
    }

    /// The row that names the actor for the purpose and operation; of several, the one whose conditions are met or
    /// come closest, and which says most.
    #[inline]
    fn row(&self, side: &Side<'l>, request: &Request<'_>, met: ConditionSet) -> Chosen<'l> {
        let mut best: Option<((bool, u32), &'l ListRow, ConditionSet)> = None;
        let mut completed_by = None;
        for row in side.list(request.operation).rows_of(request.actor.class) {
            let names = row.finalites.contains(request.finalite)
                && row.operations.contains(request.operation)
                && (row.processing.is_none() || row.processing == request.facts.processing);
            if !names {
                continue;
            }
            let missing = row.conditions.minus(met);
            if row.added && missing.is_empty() {
                completed_by = Some(*row);
            }
            // Of rows whose conditions are not met, one that is of this purpose alone says best what is missing.
            let general = !missing.is_empty() && (row.finalites.len() > 1 || row.is_silent());
            let rank = (general, missing.len() * 2 + u32::from(row.extent.given.is_empty()));
            if best.is_none_or(|(least, ..)| rank < least) {
                best = Some((rank, row, missing));
            }
        }
        let (row, missing) = best.map_or((None, ConditionSet::EMPTY), |(_, row, it)| (Some(row), it));
        Chosen { row, missing, completed_by: completed_by.filter(|_| row.is_some_and(|row| !row.added)) }
    }

    /// What the profile withholds, and what the law says of the data themselves, whatever the row.
    #[inline]
    fn weigh_data(
        &self,
        side: &Side<'l>,
        request: &Request<'_>,
        met: ConditionSet,
        bearings: &mut impl Bearings,
    ) {
        let operation = request.operation;
        bearings.bear(Cause::Withheld, request.actor.withheld);
        // The person reaches all that is held on her, listed or not.
        if request.actor.class != Actor::DataSubject {
            bearings.bear(Cause::NotListed, self.not_listed);
            bearings.bear(Cause::DataUnread, self.list_unread);
        }
        // A controller of the ESF is a recipient too.
        let leaves = matches!(operation, Operation::Transmit | Operation::OpenFseArchive)
            || operation == Operation::Link && !feeds(request);
        if leaves && matches!(side.free_text.value, Provision::Stated(())) {
            bearings.bear(Cause::FreeText, FREE_TEXT);
        }
        if request.form == Form::Anonymised {
            bearings.bear(Cause::NotAnonymous, NEVER_ANONYMISED);
        }
        if matches!(operation, Operation::Create | Operation::Update) {
            for cause in [Cause::DatumCondition, Cause::DatumConditionUnread] {
                let unmet = RECORDED_UNDER.iter().filter(|(champ, conditions)| {
                    !conditions.minus(met).is_empty() && unrecorded(self.data.standing(*champ)) == Some(cause)
                });
                let donnees = unmet.fold(DonneeSet::EMPTY, |all, (champ, _)| all.with(Donnee::Champ(*champ)));
                bearings.bear(cause, donnees);
            }
        }
    }

    /// Whether the NIR may go to the actor, or it is not known whether it may.
    #[inline]
    fn weigh_nir(&self, side: &Side<'l>, request: &Request<'_>, row: &ListRow, bearings: &mut impl Bearings) {
        // A row whose data were not read may name the NIR.
        if row.nir == NirRule::Included || row.extent.given.is_empty() {
            return;
        }
        let titles = side.nir_titles.value;
        if titles.own.contains(row.actor)
            || request.facts.own_nir_title_from.is_some_and(|from| from <= self.day)
        {
            return;
        }
        let unknown = titles.unknown.contains(row.actor);
        bearings.bear(if unknown { Cause::NirTitleUnknown } else { Cause::NirWithheld }, NIR);
    }
}

/// Whether the data of a link go into I-MILO.
const fn feeds(request: &Request<'_>) -> bool {
    matches!((request.operation, request.facts.direction), (Operation::Link, Some(Direction::Inbound)))
}

/// What an unmet condition of recording is of a datum: the list that holds it names the condition, or holds it under a
/// heading whose words were not read. Of a datum that no list holds, or of which no list decides, that is said already.
pub(super) const fn unrecorded(standing: Standing) -> Option<Cause> {
    match standing {
        Standing::Conditional => Some(Cause::DatumCondition),
        Standing::Allowed => Some(Cause::DatumConditionUnread),
        Standing::NotAllowed | Standing::Undetermined => None,
    }
}

/// Data that are recorded under a condition: 1° sexies (art. 2 of 2025, reading A28) and I.B.2, « si mineur ».
pub(super) const RECORDED_UNDER: [(Champ, ConditionSet); 2] = [
    (Champ::SituationPenitentiaire, ConditionSet::of(&[Condition::UnderJustice, Condition::FitForJob])),
    (Champ::RepresentantsLegaux, ConditionSet::of(&[Condition::Minor])),
];

/// The conditions under which an operation records a datum.
pub(super) fn recorded_under(operation: Operation, donnee: Donnee) -> ConditionSet {
    let recorded = RECORDED_UNDER.iter().find(|(champ, _)| donnee == Donnee::Champ(*champ));
    match (operation, recorded) {
        (Operation::Create | Operation::Update, Some((_, conditions))) => *conditions,
        _ => ConditionSet::EMPTY,
    }
}

/// The data whose necessity is not attested.
#[inline]
fn needless(request: &Request<'_>, row: Option<&ListRow>) -> DonneeSet {
    let (asked, facts) = (request.donnees, &request.facts);
    let outside = |attested: Option<DonneeSet>| asked.minus(attested.unwrap_or(DonneeSet::EMPTY));
    let restricted = facts.necessary.map_or(DonneeSet::EMPTY, |necessary| asked.minus(necessary));
    let necessity = row.map_or(
        match request.operation {
            Operation::Transmit | Operation::Link => Necessity::Attested,
            _ => Necessity::Habilitation,
        },
        |row| row.necessity,
    );
    match necessity {
        Necessity::Attested => outside(facts.necessary),
        Necessity::Habilitation => restricted,
        // That only continuity opens it is said by art. 3 II: where that was not read, nothing is refused by it.
        Necessity::Continuity if row.is_some_and(ListRow::is_silent) => restricted,
        Necessity::Continuity => outside(facts.continuity).union(restricted),
        Necessity::Authorisation => outside(facts.control.map(|control| control.donnees)),
    }
}
