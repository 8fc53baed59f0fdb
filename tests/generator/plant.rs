//! Builds the dossier of each scenario, and says what the law must give of it by construction.

use time::Date;
use time::macros::date;

use crate::dates::{plus_days, plus_years};
use crate::facts::{Dossier, FollowUp, Fse, Kind, Period, Programme};
use crate::law::{self, BIRTH_DATE, FSE, LAST_RECORD, State, V2015_END, V2021_END, Verdict};
use crate::life;
use crate::rng::Rng;
use crate::scenario::Scenario;

/// What a scenario must give.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    state: Expect,
    /// First closed day, when the scenario fixes it.
    closes: Option<Date>,
    /// Whether an earlier version had closed the dossier, when the scenario fixes it.
    was_due: Option<bool>,
}

#[derive(Clone, Debug)]
enum Expect {
    /// Nothing is planted that fixes it.
    Anything,
    State(State),
    /// To be anonymised or archived, as the FSE says.
    Closed,
}

impl Expected {
    const ANYTHING: Self = Self { state: Expect::Anything, closes: None, was_due: None };

    const fn state(state: State) -> Self {
        Self { state: Expect::State(state), closes: None, was_due: None }
    }

    const fn closed(on: Date) -> Self {
        Self { state: Expect::Closed, closes: Some(on), was_due: Some(false) }
    }

    const fn closing(mut self, on: Date) -> Self {
        self.closes = Some(on);
        self
    }

    const fn was_due(mut self, was_due: bool) -> Self {
        self.was_due = Some(was_due);
        self
    }

    /// Whether the law gives what the scenario was built for.
    pub(crate) fn agrees(&self, verdict: &Verdict, fse: &Fse) -> bool {
        let state = match (&self.state, fse) {
            (Expect::Anything, _) => true,
            (Expect::State(state), _) => *state == verdict.state,
            (Expect::Closed, Fse::No) => verdict.state == State::Anonymise,
            (Expect::Closed, Fse::Yes { .. }) => verdict.state == State::FseArchive,
            (Expect::Closed, Fse::Unknown) => false,
        };
        state
            && self.closes.is_none_or(|closes| verdict.closes == Some(closes))
            && self.was_due.is_none_or(|was_due| verdict.was_due == was_due)
    }
}

/// Builds the dossier of a scenario.
pub(crate) fn dossier(rng: &mut Rng, scenario: Scenario, day: Date) -> (Dossier, Expected) {
    match scenario {
        Scenario::BirthMissing | Scenario::BirthMissingCej => birth_missing(rng, scenario, day),
        Scenario::FseUnknownClosed
        | Scenario::FseWithoutLastRecord
        | Scenario::FseArchive
        | Scenario::FseInterrupted => fse(rng, scenario, day),
        Scenario::RqthInCej | Scenario::RqthLostBeforeCej | Scenario::RqthWithoutCej => {
            rqth(rng, scenario, day)
        }
        Scenario::ExceptionOpen
        | Scenario::ExceptionEndsLater
        | Scenario::ExceptionEndsSoon
        | Scenario::ExceptionEnded
        | Scenario::ExceptionNotAttested
        | Scenario::PaceaLeftOpen
        | Scenario::ProgrammeBesideLimit => programme(rng, scenario, day),
        Scenario::CejInProgress | Scenario::CejInProgressAfter28 | Scenario::CejTenYears => {
            cej(rng, scenario, day)
        }
        Scenario::AlreadyAnonymised => anonymised(rng, day),
        Scenario::DueSoon => {
            // The last day of the list more often than chance.
            let ahead = if rng.percent(20) { 90 } else { rng.span(1, 90) };
            closing_in(rng, ahead, day)
        }
        Scenario::DueSoonInProgramme => due_in_programme(rng, day),
        Scenario::DueOn91stDay => closing_in(rng, 91, day),
        Scenario::DueToday => closing_in(rng, 0, day),
        Scenario::DueTomorrow => closing_in(rng, 1, day),
        Scenario::ClosedUnderV2015
        | Scenario::ClosedUnderV2015ByProgramme
        | Scenario::OutlivedV2015ByProgramme
        | Scenario::EdgeOfV2015 => v2015(rng, scenario, day),
        Scenario::Born29February => {
            let born = life::born_on_29_february(rng, day);
            (life::ordinary(rng, born, day), Expected::ANYTHING)
        }
        Scenario::Ordinary
        | Scenario::ImpossibleDay
        | Scenario::IsoDate
        | Scenario::MissingField
        | Scenario::UnclosedQuote
        | Scenario::BadStructureCode
        | Scenario::PeriodReversed
        | Scenario::UnreadableFse => {
            let born = life::born(rng, day);
            (life::ordinary(rng, born, day), Expected::ANYTHING)
        }
    }
}

/// Someone whose 28th birthday fell in `[from, day - 1]`.
fn born_for_28(rng: &mut Rng, from: Date, day: Date) -> Date {
    // Twenty-eight years back, every day exists: 29 February too.
    plus_years(rng.day(from, plus_days(day, -1)), -28)
}

/// A dossier closed within the last three years by the general limit, the FSE being known.
fn closed(rng: &mut Rng, day: Date) -> (Dossier, Expected) {
    let born = born_for_28(rng, plus_days(day, -1090), day);
    (life::plain(rng, born, day), Expected::closed(plus_years(born, 28)))
}

fn birth_missing(rng: &mut Rng, scenario: Scenario, day: Date) -> (Dossier, Expected) {
    let born = life::born(rng, day);
    let mut dossier = life::plain(rng, born, day);
    dossier.birth = None;
    if scenario == Scenario::BirthMissingCej {
        // In progress, or ended less than ten years ago: open whatever the birth.
        let start = rng.day(law::CEJ.max(plus_days(day, -500)), plus_days(day, -300));
        let end = rng.percent(40).then(|| plus_days(start, rng.span(60, 290)));
        dossier.cej.push(Period { start, end });
        return (dossier, Expected::state(State::Open).was_due(false));
    }
    let mut missing = vec![BIRTH_DATE];
    if rng.percent(40) {
        dossier.fse = Fse::Unknown;
        missing.push(FSE);
    }
    (dossier, Expected::state(State::Undetermined(missing)).was_due(false))
}

fn fse(rng: &mut Rng, scenario: Scenario, day: Date) -> (Dossier, Expected) {
    let (mut dossier, closed) = closed(rng, day);
    dossier.fse = life::cofinanced(rng, dossier.born, day);
    let undetermined =
        |closed, fact| Expected { state: Expect::State(State::Undetermined(vec![fact])), ..closed };
    let expected = match (scenario, &mut dossier.fse) {
        (Scenario::FseUnknownClosed, fse) => {
            *fse = Fse::Unknown;
            undetermined(closed, FSE)
        }
        (Scenario::FseWithoutLastRecord, Fse::Yes { first, last, interruptions }) => {
            (*first, *last) = (first.or(*last), None);
            interruptions.clear();
            undetermined(closed, LAST_RECORD)
        }
        (Scenario::FseInterrupted, Fse::Yes { last: Some(last), interruptions, .. }) => {
            interruptions.clear();
            for _ in 0..rng.pick(&[1, 1, 2], 1) {
                interruptions.push(life::interruption(rng, *last, day));
            }
            closed
        }
        _ => closed,
    };
    (dossier, expected)
}

fn rqth(rng: &mut Rng, scenario: Scenario, day: Date) -> (Dossier, Expected) {
    let held_since = |rng: &mut Rng, day: Date| plus_days(day, -rng.span(30, 700));
    if scenario == Scenario::RqthWithoutCej {
        let (mut dossier, expected) = closed(rng, day);
        let start = held_since(rng, plus_years(dossier.born, 24));
        dossier.rqth.push(Period { start, end: None });
        return (dossier, expected);
    }
    // Late enough for a CEJ to have begun and ended before the 28th birthday.
    let born = born_for_28(rng, plus_days(day, -1200).max(date!(2023 - 08 - 01)), day);
    let (birthday_26, birthday_28) = (plus_years(born, 26), plus_years(born, 28));
    let mut dossier = life::plain(rng, born, day);
    let start = rng.day(law::CEJ.max(plus_days(birthday_26, -365)), plus_days(birthday_28, -400));
    let end = plus_days(start, rng.span(120, 360));
    dossier.cej.push(Period { start, end: Some(end) });
    let ten_years = plus_years(end, 10);
    if scenario == Scenario::RqthLostBeforeCej {
        // The first day without RQTH is that of the contract: no common day, no derogation (A4).
        dossier.rqth.push(Period { start: held_since(rng, start), end: Some(start) });
        let was_due = birthday_28 <= V2021_END;
        return (dossier, Expected::state(State::Open).closing(ten_years).was_due(was_due));
    }
    let held = match rng.below(4) {
        // The last day of the contract is the first of the RQTH: one common day suffices.
        0 => Period { start: end, end: None },
        // Lost during the contract, on its second day.
        1 => Period { start: held_since(rng, start), end: Some(plus_days(start, 1)) },
        _ => Period { start: held_since(rng, start), end: None },
    };
    dossier.rqth.push(held);
    let closes = plus_years(born, 32).max(ten_years);
    (dossier, Expected::state(State::Open).closing(closes).was_due(false))
}

fn programme(rng: &mut Rng, scenario: Scenario, day: Date) -> (Dossier, Expected) {
    let born = born_for_28(rng, plus_days(day, -730), plus_days(day, -1));
    let limit = plus_years(born, 28);
    let mut dossier = life::plain(rng, born, day);
    let kind = rng.pick(&[Kind::Autre, Kind::Autre, Kind::EmploiAvenir, Kind::GarantieJeunes], Kind::Autre);
    // In progress on the limit, which may be its first day.
    let start = if rng.percent(30) { limit } else { plus_days(limit, -rng.span(1, 400)) };
    let mut programme = Programme { kind, start, end: None, follow_up: FollowUp::Attested };
    let expected = match scenario {
        Scenario::ExceptionEndsLater => {
            let end = plus_days(day, rng.span(91, 500));
            programme.end = Some(end);
            // Of two programmes in progress at the limit, the last to end governs (A5c).
            let earlier = Programme { end: Some(plus_days(limit, 1)), kind: Kind::Autre, ..programme };
            dossier.programmes.push(earlier);
            Expected::state(State::Open).closing(end).was_due(false)
        }
        Scenario::ExceptionEndsSoon => {
            let end = plus_days(day, rng.span(1, 90));
            programme.end = Some(end);
            Expected::state(State::Due).closing(end).was_due(false)
        }
        Scenario::ExceptionEnded => {
            let end = rng.day(plus_days(limit, 1), day);
            programme.end = Some(end);
            Expected::closed(end)
        }
        Scenario::ExceptionNotAttested => {
            programme.follow_up = rng.pick(&[FollowUp::Denied, FollowUp::Unknown], FollowUp::Denied);
            programme.end = rng.percent(50).then(|| plus_days(day, rng.span(1, 300)));
            Expected::closed(limit)
        }
        Scenario::PaceaLeftOpen => {
            programme.kind = Kind::Pacea;
            programme.start = plus_days(plus_years(born, 26), -rng.span(30, 400));
            Expected::closed(limit)
        }
        Scenario::ProgrammeBesideLimit => {
            if rng.percent(50) {
                // Begun after the limit: it never extends.
                programme.start = rng.day(plus_days(limit, 1), day);
            } else {
                // Its last day is the limit: no longer in progress (limit < end).
                programme.start = plus_days(limit, -200);
                programme.end = Some(limit);
            }
            Expected::closed(limit)
        }
        _ => Expected::state(State::Open).was_due(false),
    };
    dossier.programmes.push(programme);
    (dossier, expected)
}

fn cej(rng: &mut Rng, scenario: Scenario, day: Date) -> (Dossier, Expected) {
    match scenario {
        Scenario::CejInProgress => {
            let born = rng.day(plus_days(plus_years(day, -26), 30), plus_days(plus_years(day, -17), -1));
            let mut dossier = life::plain(rng, born, day);
            let start = rng.day(plus_days(day, -360), day);
            dossier.cej.push(Period { start, end: None });
            (dossier, Expected::state(State::Open).was_due(false))
        }
        Scenario::CejInProgressAfter28 => {
            let born = born_for_28(rng, plus_days(day, -700).max(date!(2025 - 01 - 01)), day);
            let mut dossier = life::plain(rng, born, day);
            let start = plus_days(plus_years(born, 26), -rng.span(30, 360));
            dossier.cej.push(Period { start: start.max(law::CEJ), end: None });
            (dossier, Expected::state(State::Open).was_due(false))
        }
        _ => {
            let born = born_for_28(rng, plus_days(day, -730), day);
            let birthday_28 = plus_years(born, 28);
            let mut dossier = life::plain(rng, born, day);
            let end = plus_days(plus_years(born, 26), -rng.span(0, 50));
            let start = plus_days(end, -rng.span(60, 360)).max(law::CEJ);
            dossier.cej.push(Period { start, end: Some(end) });
            let expected = Expected::state(State::Open).closing(plus_years(end, 10));
            // From 2022-03-01 to the end of 2024, no text gave the ten years.
            (dossier, expected.was_due(birthday_28 <= V2021_END))
        }
    }
}

fn anonymised(rng: &mut Rng, day: Date) -> (Dossier, Expected) {
    let born = plus_years(rng.day(plus_years(day, -6), plus_days(day, -30)), -28);
    let mut dossier = life::plain(rng, born, day);
    dossier.birth = rng.percent(60).then_some(born);
    dossier.anonymised = Some(if rng.percent(10) { day } else { rng.day(plus_years(born, 28), day) });
    (dossier, Expected::state(State::Already))
}

/// A dossier whose 28th birthday is `ahead` days after the day.
fn closing_in(rng: &mut Rng, ahead: i64, day: Date) -> (Dossier, Expected) {
    let closes = plus_days(day, ahead);
    let dossier = life::plain(rng, plus_years(closes, -28), day);
    let expected = match ahead {
        ..=0 => return (dossier, Expected::closed(closes)),
        1..=90 => Expected::state(State::Due),
        91.. => Expected::state(State::Open),
    };
    (dossier, expected.closing(closes).was_due(false))
}

/// The exception counts from the limit on, not before: until then the limit is the day that is known.
fn due_in_programme(rng: &mut Rng, day: Date) -> (Dossier, Expected) {
    let ahead = rng.span(1, 90);
    let (mut dossier, expected) = closing_in(rng, ahead, day);
    let start = plus_days(day, -rng.span(1, 300));
    let end = rng.percent(40).then(|| plus_days(day, rng.span(91, 400)));
    dossier.programmes.push(Programme { kind: Kind::Autre, start, end, follow_up: FollowUp::Attested });
    (dossier, expected)
}

/// Dossiers that the version of 2015 had closed, or had not.
fn v2015(rng: &mut Rng, scenario: Scenario, day: Date) -> (Dossier, Expected) {
    let birthday_26 = match scenario {
        Scenario::ClosedUnderV2015ByProgramme => rng.day(date!(2016 - 01 - 01), date!(2020 - 11 - 22)),
        Scenario::OutlivedV2015ByProgramme => rng.day(date!(2020 - 01 - 01), V2015_END),
        // The last day of the version, or the first of the next.
        Scenario::EdgeOfV2015 => plus_days(V2015_END, rng.span(0, 1)),
        _ => rng.day(date!(2016 - 01 - 01), V2015_END),
    };
    let born = plus_years(birthday_26, -26);
    // Of a 29 February, 26 years back is a 28th.
    let (birthday_26, birthday_28) = (plus_years(born, 26), plus_years(born, 28));
    let mut dossier = life::plain(rng, born, day);
    let mut was_due = birthday_26 <= V2015_END;
    let end = match scenario {
        Scenario::ClosedUnderV2015ByProgramme => {
            rng.day(plus_days(birthday_26, 1), V2015_END.min(plus_days(birthday_28, -1)))
        }
        Scenario::OutlivedV2015ByProgramme => {
            was_due = false;
            rng.day(plus_days(V2015_END, 1), plus_days(birthday_28, -1))
        }
        _ => return (dossier, Expected::closed(birthday_28).was_due(was_due)),
    };
    let kind = rng.pick(&[Kind::GarantieJeunes, Kind::EmploiAvenir, Kind::Autre], Kind::Autre);
    let start = plus_days(birthday_26, -rng.span(0, 300));
    dossier.programmes.push(Programme { kind, start, end: Some(end), follow_up: FollowUp::Attested });
    (dossier, Expected::closed(birthday_28).was_due(was_due))
}
