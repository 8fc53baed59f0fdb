//! The law of retention at the day of the sample, read from `law.md` 8 and 16 (A2 to A8) for this generator
//! alone: nothing here comes from the library that the sample is to judge.
//!
//! It serves twice: it says whether an earlier version had already closed a dossier, and it must agree with
//! what each planted fault was built to give; a disagreement stops the generator.

use time::Date;
use time::macros::date;

use crate::dates::{plus_days, plus_years, within};
use crate::facts::{Dossier, FollowUp, Fse, Kind, Programme};

/// First day of rule set V2026-07, the only one that this generator knows to apply.
pub(crate) const FIRST_DAY: Date = date!(2026 - 07 - 01);
/// Last day on which no FSE archive of nineteen years can have expired: I-MILO begins on 2015-01-29.
pub(crate) const LAST_DAY: Date = date!(2033 - 12 - 31);
/// First day of I-MILO: nothing was recorded before.
pub(crate) const IMILO: Date = date!(2015 - 01 - 29);
/// First day of the contrat d'engagement jeune, and of the derogation for disabled workers.
pub(crate) const CEJ: Date = date!(2022 - 03 - 01);
/// Last day of the version of 2015.
pub(crate) const V2015_END: Date = date!(2021 - 05 - 22);
/// Last day of the versions without the ten years of the CEJ.
pub(crate) const V2021_END: Date = date!(2024 - 12 - 31);

/// Names of the missing facts, as `undetermined_for_lack_of` writes them.
pub(crate) const BIRTH_DATE: &str = "birth_date";
/// FSE co-financing is not known.
pub(crate) const FSE: &str = "fse";
/// The programmes are not known.
pub(crate) const PROGRAMMES: &str = "programmes";
/// Co-financed, and the last record is not known.
pub(crate) const LAST_RECORD: &str = "last_record";

/// What is to be done with a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Open, and not closing within ninety days.
    Open,
    /// Open, closing within ninety days.
    Due,
    /// Closed, to be anonymised.
    Anonymise,
    /// Closed, to be moved to the FSE archive.
    FseArchive,
    /// Anonymised.
    Already,
    /// It cannot be said, for lack of these facts.
    Undetermined(Vec<&'static str>),
}

impl State {
    /// Whether the dossier may no longer be open; that only the archive is in doubt changes nothing to it.
    pub(crate) fn is_closed(&self) -> bool {
        match self {
            Self::Anonymise | Self::FseArchive => true,
            Self::Undetermined(missing) => missing.iter().all(|fact| [FSE, LAST_RECORD].contains(fact)),
            Self::Open | Self::Due | Self::Already => false,
        }
    }
}

/// The answer of the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) state: State,
    /// First closed day, as known at the day of the sample; none = no end, or not known.
    pub(crate) closes: Option<Date>,
    /// Codes of the provisions that give this day.
    pub(crate) governed_by: Vec<&'static str>,
    /// An earlier version had closed the dossier on an earlier day, and it is not anonymised.
    pub(crate) was_due: bool,
    /// What would put the first closed day off if it were established: an attestation, or that a programme,
    /// attested today, still runs on the limit to come.
    pub(crate) would_extend: Vec<&'static str>,
}

/// Judges a dossier on a day of V2026-07.
pub(crate) fn judge(dossier: &Dossier, day: Date) -> Verdict {
    let mut verdict = Verdict {
        state: State::Already,
        closes: None,
        governed_by: Vec::new(),
        was_due: false,
        would_extend: Vec::new(),
    };
    if dossier.anonymised.is_some_and(|anonymised| anonymised <= day) {
        return verdict;
    }
    let cej = ten_years(dossier);
    let Some(birth) = dossier.birth else {
        // I bis may hold the dossier open whatever the birth; else nothing can be said.
        verdict.state = match cej {
            Some(End::None) => State::Open,
            Some(End::On(until)) if until > day => State::Open,
            _ => State::Undetermined(missing(&dossier.fse, true)),
        };
        return verdict;
    };
    let limit = plus_years(birth, if derogation(dossier) { 32 } else { 28 });
    // The exception is tested at the limit: it counts from that day on, not before.
    let exception = if day >= limit { exception(&dossier.programmes, limit) } else { None };
    let (first, code) = match exception {
        None => (End::On(limit), "D2015-59:6:I"),
        Some(end) => (end, "D2015-59:6:I:exception"),
    };
    let closes = first.max(cej.unwrap_or(first));
    verdict.closes = closes.day();
    if first == closes {
        verdict.governed_by.push(code);
    }
    if cej == Some(closes) {
        verdict.governed_by.push("D2015-59:6:I bis");
    }
    verdict.was_due = was_due(dossier, birth, closes);
    verdict.would_extend = would_extend(&dossier.programmes, limit, closes, day);
    verdict.state = match closes {
        End::None => State::Open,
        End::On(closes) if closes > plus_days(day, 90) => State::Open,
        End::On(closes) if closes > day => State::Due,
        End::On(_) => closed(&dossier.fse),
    };
    verdict
}

/// An end; « none » is later than every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    On(Date),
    None,
}

impl End {
    fn of(end: Option<Date>) -> Self {
        end.map_or(Self::None, Self::On)
    }

    const fn day(self) -> Option<Date> {
        match self {
            Self::On(day) => Some(day),
            Self::None => None,
        }
    }
}

/// I bis: ten years from the last contract to end (A6).
fn ten_years(dossier: &Dossier) -> Option<End> {
    let last = dossier.cej.iter().map(|contract| End::of(contract.end)).max()?;
    Some(match last {
        End::On(end) => End::On(plus_years(end, 10)),
        End::None => End::None,
    })
}

/// A4: RQTH held on a day of a CEJ. The end of the contract is its last day, that of the RQTH the day after.
fn derogation(dossier: &Dossier) -> bool {
    dossier.cej.iter().any(|contract| {
        dossier.rqth.iter().any(|held| {
            contract.end.is_none_or(|end| held.start <= end)
                && held.end.is_none_or(|until| contract.start < until)
        })
    })
}

/// A5: programmes in progress at the limit with regular follow-up, PACEA excepted (A5b); the last to end.
fn exception(programmes: &[Programme], limit: Date) -> Option<End> {
    in_progress(programmes, limit)
        .filter(|programme| programme.follow_up == FollowUp::Attested)
        .map(|programme| End::of(programme.end))
        .max()
}

fn in_progress(programmes: &[Programme], limit: Date) -> impl Iterator<Item = &Programme> {
    programmes
        .iter()
        .filter(|programme| programme.kind != Kind::Pacea)
        .filter(move |programme| programme.start <= limit && programme.end.is_none_or(|end| limit < end))
}

/// A5: what is not attested is no follow-up; until the limit, even what is attested does not count yet. Only a
/// programme that ends after the day found puts it off.
fn would_extend(programmes: &[Programme], limit: Date, closes: End, day: Date) -> Vec<&'static str> {
    let later = || in_progress(programmes, limit).filter(|programme| End::of(programme.end) > closes);
    let attested = |programme: &Programme| programme.follow_up == FollowUp::Attested;
    let unattested = later().any(|programme| !attested(programme)).then_some("regular_follow_up");
    let to_come = (day < limit && later().any(attested)).then_some("programmes");
    unattested.into_iter().chain(to_come).collect()
}

/// Whether an earlier version closed the dossier on a day of its own, before the day of now.
///
/// V2015: 26th birthday. V2021: 28th. From 2022-03-01: 28th or, with RQTH in a CEJ, 32nd. None of them has
/// the ten years of the CEJ. What follows has the rules of now.
fn was_due(dossier: &Dossier, birth: Date, now: End) -> bool {
    let derogated = if derogation(dossier) { 32 } else { 28 };
    let versions = [(26, IMILO, V2015_END), (28, date!(2021 - 05 - 23), date!(2022 - 02 - 28))];
    versions.into_iter().chain([(derogated, CEJ, V2021_END)]).any(|(years, from, to)| {
        let limit = plus_years(birth, years);
        match exception(&dossier.programmes, limit).unwrap_or(End::On(limit)) {
            End::On(closed) => within(closed, from, to) && End::On(closed) < now,
            End::None => false,
        }
    })
}

/// What becomes of a closed dossier. No archive can have expired before [`LAST_DAY`].
fn closed(fse: &Fse) -> State {
    match fse {
        Fse::No => State::Anonymise,
        Fse::Yes { last: Some(_), .. } => State::FseArchive,
        Fse::Unknown | Fse::Yes { last: None, .. } => State::Undetermined(missing(fse, false)),
    }
}

fn missing(fse: &Fse, birth: bool) -> Vec<&'static str> {
    let fse = match fse {
        Fse::Unknown => Some(FSE),
        Fse::Yes { last: None, .. } => Some(LAST_RECORD),
        Fse::No | Fse::Yes { .. } => None,
    };
    birth.then_some(BIRTH_DATE).into_iter().chain(fse).collect()
}
