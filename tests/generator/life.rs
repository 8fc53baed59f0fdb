//! Ordinary pathways: the dossiers in which nothing is planted.

use time::Date;
use time::macros::date;

use crate::dates::{plus_days, plus_years, ymd};
use crate::facts::{Dossier, FollowUp, Fse, Interruption, Kind, Period, Programme};
use crate::law;
use crate::rng::Rng;

/// Share of each age at the day of the sample, in a thousand: the missions locales follow from 16 to 25, and
/// what they followed before stays until it is anonymised.
const AGES: &[(i32, u32)] = &[
    (16, 22),
    (17, 45),
    (18, 88),
    (19, 112),
    (20, 118),
    (21, 112),
    (22, 102),
    (23, 92),
    (24, 82),
    (25, 72),
    (26, 58),
    (27, 46),
    (28, 27),
    (29, 15),
    (30, 9),
];

/// A day of birth by the curve of ages.
pub(crate) fn born(rng: &mut Rng, day: Date) -> Date {
    let mut drawn = rng.below(1000);
    let mut age = 20;
    for (years, share) in AGES {
        if drawn < *share {
            age = *years;
            break;
        }
        drawn -= share;
    }
    rng.day(plus_days(plus_years(day, -age - 1), 1), plus_years(day, -age))
}

/// A 29 February of someone aged 16 to 30 at the day.
pub(crate) fn born_on_29_february(rng: &mut Rng, day: Date) -> Date {
    let thirty = day.year() - 30;
    let oldest = thirty + (-thirty).rem_euclid(4);
    ymd(oldest + 4 * rng.pick(&[0, 1, 2], 1), 2, 29)
}

/// An ordinary dossier.
pub(crate) fn ordinary(rng: &mut Rng, born: Date, day: Date) -> Dossier {
    let mut dossier = Dossier::new(born);
    let entry = entry(rng, born, day);
    let cej = rng.percent(45);
    if cej {
        contracts(rng, entry, born, day, &mut dossier);
    }
    if rng.percent(if cej { 40 } else { 75 }) {
        pacea(rng, entry, born, day, &mut dossier);
    }
    older_programmes(rng, entry, born, day, &mut dossier);
    if rng.percent(12) {
        let start = rng.day(entry, plus_days(entry, 900));
        let length = rng.span(60, 500);
        push(rng, Kind::Autre, start, length, (born, day), &mut dossier);
    }
    if rng.percent(5) {
        let from = rng.day(plus_days(entry, -200), plus_days(entry, 300)).min(day);
        let until = rng.percent(60).then(|| plus_years(from, rng.pick(&[1, 3, 5], 1)));
        dossier.rqth.push(Period { start: from, end: until });
    }
    dossier.fse = if plus_years(born, 27) > day && rng.percent(6) {
        // Open for a year at least: whether it is co-financed does not matter yet.
        Fse::Unknown
    } else {
        known_fse(rng, born, day)
    };
    dossier
}

/// A dossier without CEJ, without RQTH and without a programme in progress beyond the 26th birthday.
pub(crate) fn plain(rng: &mut Rng, born: Date, day: Date) -> Dossier {
    let mut dossier = Dossier::new(born);
    let entry = entry(rng, born, day);
    if rng.percent(70) {
        pacea(rng, entry, born, day, &mut dossier);
    }
    dossier.fse = known_fse(rng, born, day);
    dossier
}

/// Co-financing that is known: three in ten, with a last record.
pub(crate) fn known_fse(rng: &mut Rng, born: Date, day: Date) -> Fse {
    if rng.percent(70) { Fse::No } else { cofinanced(rng, born, day) }
}

/// Co-financed, with a last record.
pub(crate) fn cofinanced(rng: &mut Rng, born: Date, day: Date) -> Fse {
    let first = entry(rng, born, day).max(law::IMILO);
    let last = rng.day(first, plus_days(first, 1500).min(day));
    let interruptions = if rng.percent(4) { vec![interruption(rng, last, day)] } else { Vec::new() };
    Fse::Yes { first: rng.percent(95).then_some(first), last: Some(last), interruptions }
}

/// An interruption after the last record.
pub(crate) fn interruption(rng: &mut Rng, last: Date, day: Date) -> Interruption {
    let start = rng.day(last, day);
    let end = rng.percent(70).then(|| plus_days(start, rng.span(20, 400)));
    let cause = rng.pick(&["procedure_judiciaire", "demande_commission", "autre"], "autre");
    Interruption { period: Period { start, end }, cause }
}

/// The day on which the mission locale met the young person: 16 to 25 years old.
fn entry(rng: &mut Rng, born: Date, day: Date) -> Date {
    let from = plus_years(born, 16);
    let to = plus_days(plus_years(born, 26), -60).min(plus_days(day, -1));
    // The earlier of two draws: entries are more frequent around 18 to 20.
    rng.day(from, to).min(rng.day(from, to)).min(day)
}

/// PACEA, since 2017, up to two years, ended by the 26th birthday at the latest (reading A5b).
fn pacea(rng: &mut Rng, entry: Date, born: Date, day: Date, dossier: &mut Dossier) {
    let start = rng.day(entry, plus_days(entry, 60));
    if start < date!(2017 - 01 - 01) || start > day {
        return;
    }
    let length = rng.span(150, 730);
    push(rng, Kind::Pacea, start, length, (born, day), dossier);
}

/// Garantie jeunes, CIVIS and emploi d'avenir, in their time.
fn older_programmes(rng: &mut Rng, entry: Date, born: Date, day: Date, dossier: &mut Dossier) {
    let start = rng.day(plus_days(entry, 20), plus_days(entry, 400));
    let (kind, chance, length) = if start < date!(2017 - 01 - 01) {
        (Kind::Civis, 45, 365)
    } else if start < date!(2022 - 03 - 01) {
        (Kind::GarantieJeunes, 30, rng.span(120, 540))
    } else {
        return;
    };
    if rng.percent(chance) {
        push(rng, kind, start, length, (born, day), dossier);
    }
    if start > date!(2012 - 11 - 01) && start < date!(2018 - 01 - 01) && rng.percent(8) {
        let length = rng.span(365, 1095);
        push(rng, Kind::EmploiAvenir, start, length, (born, day), dossier);
    }
}

/// One CEJ or two, each of them at times also listed as a programme.
fn contracts(rng: &mut Rng, entry: Date, born: Date, day: Date, dossier: &mut Dossier) {
    let mut start = rng.day(entry, plus_days(entry, 300));
    if start < law::CEJ {
        start = rng.day(law::CEJ, plus_days(law::CEJ, 500));
    }
    let rounds = if rng.percent(12) { 2 } else { 1 };
    for _ in 0..rounds {
        if start >= plus_days(plus_years(born, 26), -30) || start > day {
            return;
        }
        let end = plus_days(start, if rng.percent(80) { rng.span(60, 365) } else { rng.span(366, 540) });
        let end = (end <= day).then_some(end);
        dossier.cej.push(Period { start, end });
        if rng.percent(30) {
            let follow_up = follow_up(rng);
            dossier.programmes.push(Programme { kind: Kind::Cej, start, end, follow_up });
        }
        let Some(end) = end else { return };
        start = plus_days(end, rng.span(30, 400));
    }
}

/// Adds a programme that ends by the 28th birthday at the latest (a PACEA: by the 26th), in progress if this
/// lies after the day.
fn push(
    rng: &mut Rng,
    kind: Kind,
    start: Date,
    length: i64,
    (born, day): (Date, Date),
    dossier: &mut Dossier,
) {
    let last = plus_years(born, if kind == Kind::Pacea { 26 } else { 28 });
    if start > day || start >= plus_days(plus_years(born, 26), -30) {
        return;
    }
    let end = plus_days(start, length).min(last);
    let follow_up = follow_up(rng);
    dossier.programmes.push(Programme { kind, start, end: (end <= day).then_some(end), follow_up });
}

fn follow_up(rng: &mut Rng) -> FollowUp {
    match rng.below(100) {
        0..70 => FollowUp::Attested,
        70..85 => FollowUp::Denied,
        _ => FollowUp::Unknown,
    }
}
