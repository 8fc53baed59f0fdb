//! A request from a row of numbers: small numbers make a plain request, so that what proptest shrinks is plain too.

use imilo_core::calendar::Date;
use imilo_core::habilitation::{
    Actor, CATEGORIES, Condition, ConditionSet, ControlAuthorisation, ControlAuthority, Convention,
    Direction, Donnee, DonneeSet, DossierState, EntrustedScheme, Facts, Finalite, Form, ListRow, Operation,
    OperationSet, Processing, Request, Requester,
};

use super::{Place, data};

/// Parts of a request that can be drawn anew.
const PARTS: usize = 32;
/// And facts that a row may want attested.
pub const NEAR: usize = PARTS + 19;

const STRUCTURES: [&str; 3] = ["ML-A", "ML-B", ""];

/// Numbers drawn one after the other; zero when there are no more.
pub struct Picks<'a>(pub &'a [u16]);

impl Picks<'_> {
    fn below(&mut self, bound: usize) -> usize {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        usize::from(*first) % bound
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// None in one of four.
    fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(4) != 3).then(|| make(self))
    }

    fn flag(&mut self) -> bool {
        self.below(2) == 0
    }

    fn structure(&mut self) -> &'static str {
        self.of(&STRUCTURES)
    }

    fn day(&mut self, day: Date) -> Date {
        match self.below(7) {
            5 => "2018-05-24".parse().unwrap(),
            6 => "2018-05-25".parse().unwrap(),
            n => day.plus_days([0, -1, 1, -400, 400][n]),
        }
    }

    fn data(&mut self) -> DonneeSet {
        match self.below(5) {
            0 => DonneeSet::ALL,
            1 => DonneeSet::EMPTY,
            2 => CATEGORIES[self.below(CATEGORIES.len())].donnees,
            3 => DonneeSet::EMPTY.with(self.of(&data())),
            _ => self.some_of(&data()).into_iter().fold(DonneeSet::EMPTY, DonneeSet::with),
        }
    }

    fn some_of<T: Copy>(&mut self, all: &[T]) -> Vec<T> {
        let chunks = all.chunks(16);
        chunks
            .flat_map(|chunk| {
                let bits = self.below(1 << 16);
                chunk.iter().enumerate().filter(move |(bit, _)| bits >> bit & 1 == 1).map(|(_, it)| *it)
            })
            .collect()
    }

    fn operations(&mut self) -> OperationSet {
        self.some_of(Operation::ALL).into_iter().collect()
    }

    /// A request on a day: that of a row of the day, most of the time, with most facts told in its favour.
    pub fn request(&mut self, place: &Place) -> Request<'static> {
        let of_row = (self.below(4) != 3 && !place.rows.is_empty()).then(|| self.of(&place.rows));
        let mut request = Request {
            actor: Requester::new(of_row.map_or_else(|| self.of(Actor::ALL), |row| row.actor)),
            operation: match of_row {
                Some(row) => self.of(&row.operations.iter().collect::<Vec<_>>()),
                None => self.of(Operation::ALL),
            },
            finalite: match of_row {
                Some(row) => self.of(&row.finalites.iter().collect::<Vec<_>>()),
                None => self.of(Finalite::ALL),
            },
            form: of_row.map_or_else(|| self.of(Form::ALL), |row| row.form),
            mission_locale: self.structure(),
            donnees: DonneeSet::ALL,
            facts: Facts { processing: of_row.and_then(|row| row.processing), ..Facts::NONE },
        };
        if let Some(row) = of_row.filter(|_| self.below(3) != 2) {
            request = favourable(request, row.conditions, place.day);
            for _ in 0..self.below(4) {
                self.disturb(&mut request, place.day);
            }
        } else {
            for _ in 0..self.below(24) {
                self.disturb(&mut request, place.day);
            }
        }
        request.facts.attested = written(request.facts.attested);
        request
    }

    /// The request of a row with every fact in favour, but one part.
    pub fn near(&mut self, place: &Place, row: &ListRow, part: usize) -> Request<'static> {
        let request = Request {
            actor: Requester::new(row.actor),
            operation: self.of(&row.operations.iter().collect::<Vec<_>>()),
            finalite: self.of(&row.finalites.intersection(place.finalites).iter().collect::<Vec<_>>()),
            form: row.form,
            mission_locale: "ML-A",
            donnees: DonneeSet::ALL,
            facts: Facts { processing: row.processing, ..Facts::NONE },
        };
        let mut request = favourable(request, row.conditions, place.day);
        if self.flag() {
            request.facts.own_nir_title_from = None;
        }
        match part.checked_sub(PARTS) {
            None => self.disturb_part(part, &mut request, place.day),
            Some(index) => without(&mut request, row, index, place.day),
        }
        request.facts.attested = written(request.facts.attested);
        request
    }

    /// Draws one part of a request anew.
    fn disturb(&mut self, request: &mut Request<'static>, day: Date) {
        let part = self.below(PARTS);
        self.disturb_part(part, request, day);
    }

    fn disturb_part(&mut self, part: usize, request: &mut Request<'static>, day: Date) {
        let (actor, facts) = (&mut request.actor, &mut request.facts);
        match part {
            0 => actor.class = self.of(Actor::ALL),
            1 => actor.mission_locale = self.some(Self::structure),
            2 => actor.designated = self.flag(),
            3 => actor.habilitated_until = self.some(|it| it.day(day)),
            4 => actor.by_local_authority = self.flag(),
            5 => actor.accompanies = self.flag(),
            6 => actor.operations = self.some(Self::operations),
            7 => actor.withheld = self.data(),
            8 => request.operation = self.of(Operation::ALL),
            9 => request.finalite = self.of(Finalite::ALL),
            10 => request.form = self.of(Form::ALL),
            11 => request.mission_locale = self.structure(),
            12 => facts.attested = self.some_of(Condition::ALL).into_iter().collect(),
            13 => facts.attested = facts.attested.minus(ConditionSet::of(&[self.of(Condition::ALL)])),
            14 => facts.attested = facts.attested.with(self.of(Condition::ALL)),
            15 => facts.necessary = self.some(Self::data),
            16 => facts.continuity = self.some(Self::data),
            17 => facts.moved_on = self.some(|it| it.day(day)),
            18 => facts.residence_zone_of = self.some(Self::structure),
            19 => facts.transferred_on = self.some(|it| it.day(day)),
            20 => facts.former_mission_locale = self.some(Self::structure),
            21 => facts.state = self.of(DossierState::ALL),
            22 => facts.age = self.some(|it| it.of(&[15, 16, 17, 18])),
            23 => {
                facts.control = self.some(|it| ControlAuthorisation {
                    by: it.of(ControlAuthority::ALL),
                    from: it.day(day),
                    to: it.day(day),
                    donnees: it.data(),
                });
            }
            24 => {
                facts.scheme = self.some(|it| EntrustedScheme {
                    with: it.structure(),
                    valid_from: it.day(day),
                    valid_to: it.some(|it| it.day(day)),
                });
            }
            25 => {
                facts.convention = self.some(|it| Convention {
                    with: it.structure(),
                    signed_on: it.day(day),
                    valid_to: it.some(|it| it.day(day)),
                    operations: it.operations(),
                    security_undertaking: it.flag(),
                    no_other_use_undertaking: it.flag(),
                });
            }
            26 => facts.commissions = self.some(Self::structure),
            27 => facts.finances = self.some(Self::structure),
            28 => facts.own_nir_title_from = self.some(|it| it.day(day)),
            29 => facts.processing = self.some(|it| it.of(Processing::ALL)),
            30 => facts.direction = self.some(|it| it.of(Direction::ALL)),
            _ => {
                facts.declared_on = self.some(|it| it.day(day));
                facts.opened_on = self.some(|it| it.day(day));
            }
        }
    }
}

/// Takes one fact off a request that has them all.
fn without(request: &mut Request<'static>, row: &ListRow, index: usize, day: Date) {
    use Condition as C;
    let facts = &mut request.facts;
    let off = |facts: &mut Facts<'_>, conditions: &[C]| {
        facts.attested = facts.attested.minus(ConditionSet::of(conditions));
    };
    let (eve, morrow) = (day.plus_days(-1), day.plus_days(1));
    match (index, &mut facts.control) {
        (0, _) => (request.actor.accompanies, request.actor.by_local_authority) = (false, false),
        (1, _) => off(facts, &[C::OwnData, C::Mandate]),
        (2, _) => off(facts, &[C::UnderJustice]),
        (3, _) => off(facts, &[C::Minor]),
        (4, Some(control)) => control.by = ControlAuthority::DirectorMissionLocale,
        (5, Some(control)) => control.to = eve,
        (6, Some(control)) => control.from = morrow,
        (7, Some(control)) => control.donnees = DonneeSet::EMPTY,
        (8, _) => request.actor.designated = false,
        (9, _) => request.actor.habilitated_until = None,
        (10, _) => request.actor.operations = Some(OperationSet::EMPTY),
        (11, _) => request.form = Form::Nominative,
        (12, _) => request.mission_locale = "",
        (13, _) => facts.continuity = None,
        (14, _) => facts.necessary = None,
        (index, _) => {
            let mut wanted = row.conditions.iter().filter(|it| it.is_attested());
            if let Some(condition) = wanted.nth(index.saturating_sub(15)) {
                off(facts, &[condition]);
            }
        }
    }
}

/// What JSON and Cedar can write: designation and accompaniment are told of who asks.
fn written(attested: ConditionSet) -> ConditionSet {
    attested.minus(ConditionSet::of(&[Condition::Designated, Condition::Accompanies]))
}

/// Every fact in favour, the dossier being that of the structure that the conditions of a row want.
pub fn favourable(request: Request<'static>, conditions: ConditionSet, day: Date) -> Request<'static> {
    let mut request = Request {
        actor: Requester { mission_locale: Some("ML-A"), ..request.actor },
        mission_locale: if conditions.contains(Condition::OwnStructure) { "ML-A" } else { "ML-B" },
        ..request
    };
    let facts = &mut request.facts;
    if conditions.contains(Condition::FormerStructure) {
        facts.former_mission_locale = Some("ML-A");
        facts.transferred_on = Some(day);
    }
    let archive = conditions.contains(Condition::InFseArchive);
    facts.state = if archive { DossierState::FseArchive } else { DossierState::Active };
    facts.direction = Some(if conditions.contains(Condition::InboundLink) {
        Direction::Inbound
    } else {
        Direction::Outbound
    });
    let mut request = request.with_every_fact(day);
    request.facts.attested = written(request.facts.attested);
    request
}

/// A datum and the set that holds it alone.
pub fn alone(donnee: Donnee) -> DonneeSet {
    DonneeSet::EMPTY.with(donnee)
}
