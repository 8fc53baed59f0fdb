//! How one dossier is counted.

use std::collections::BTreeMap;

#[cfg(feature = "cog")]
use super::NirCoherenceCounts;
use super::{Counts, Due, ExtendedCounts, Judged};
#[cfg(feature = "cog")]
use crate::calendar::Date;
use crate::conservation::Fact;
#[cfg(feature = "cog")]
use crate::dossier::SexeDeclare;
use crate::dossier::{Coded, Dossier, Field, NirRead};
use crate::explain::Outcome;
use crate::law::Citation;
use crate::nir::KeyState;
#[cfg(feature = "cog")]
use crate::nir::Sexe;
#[cfg(feature = "cog")]
use crate::nir::coherence::{Birth, Findings, Identity, check};

/// What the NIR of a dossier says against its civil identity, on the day of the bilan; none if nothing can be compared.
#[cfg(feature = "cog")]
pub(super) fn compared(dossier: &Dossier, day: Date) -> Option<Findings> {
    let identite = &dossier.identite;
    let nir = identite.nir.given().and_then(NirRead::accepted)?;
    let sexe = identite.sexe.given().and_then(Coded::valid).map(|sexe| match sexe {
        SexeDeclare::Feminin => Sexe::Feminin,
        SexeDeclare::Masculin => Sexe::Masculin,
    });
    let identity = Identity {
        sexe,
        birth: identite.date_naissance.given().copied().map(Birth::Day),
        place: identite.commune_naissance.given().and_then(Coded::valid).copied(),
        as_of: Some(day),
        // The stage is not in a dossier, and retention looks at the age.
        ..Identity::default()
    };
    let known = identity.sexe.is_some() || identity.birth.is_some() || identity.place.is_some();
    known.then(|| check(nir, &identity))
}

/// Counts what was found.
#[cfg(feature = "cog")]
pub(super) fn coherence(counts: &mut NirCoherenceCounts, found: Option<Findings>) {
    let Some(found) = found else { return };
    counts.compared += 1;
    counts.with_findings += u64::from(!found.is_empty());
    for finding in found.iter() {
        *counts.by_code.entry(finding.slug).or_default() += 1;
    }
}

/// Counts what retention, the NIR and the code of birth of a dossier are.
pub(super) fn count(counts: &mut Counts, dossier: &Dossier, judged: &Judged<'_>) {
    let Judged { due, decision, .. } = judged;
    counts.dossiers += 1;
    match decision.outcome {
        Outcome::Conforming => counts.conforming += 1,
        Outcome::NotConforming => counts.not_conforming += 1,
        Outcome::Undetermined => counts.undetermined += 1,
    }
    match &dossier.identite.nir {
        Field::NotCarried => counts.nir.not_carried += 1,
        Field::Empty => counts.nir.empty += 1,
        Field::Given(NirRead::Accepted(nir)) if nir.key_state() == KeyState::Absent => {
            counts.nir.valid_without_key += 1;
        }
        Field::Given(NirRead::Accepted(_)) => counts.nir.valid += 1,
        Field::Given(NirRead::Refused(error)) => {
            *counts.nir.refused.entry(error.fault.code()).or_default() += 1
        }
    }
    let commune = &mut counts.commune_naissance;
    match &dossier.identite.commune_naissance {
        Field::NotCarried => commune.not_carried += 1,
        Field::Empty => commune.empty += 1,
        Field::Given(Coded::Valid(_)) => commune.well_formed += 1,
        Field::Given(Coded::Invalid(_)) => commune.malformed += 1,
    }
    let retention = &mut counts.retention;
    match due {
        Due::Nothing => retention.accessible += 1,
        Due::Within90Days => {
            retention.accessible += 1;
            retention.due_within_90_days += 1;
        }
        Due::Within90DaysAtTheEarliest => {
            retention.accessible += 1;
            retention.due_within_90_days_at_the_earliest += 1;
            lacking(judged.missing_for_access(), &mut retention.due_at_the_earliest_for_lack_of);
        }
        Due::Anonymise => retention.to_anonymise_now += 1,
        Due::MoveToFseArchive => retention.to_fse_archive_now += 1,
        Due::CloseArchiveUnknown => {
            retention.to_close_now_archive_unknown += 1;
            lacking(decision.missing.iter(), &mut retention.archive_unknown_for_lack_of);
        }
        Due::AlreadyAnonymised => retention.already_anonymised += 1,
        Due::Undetermined => {
            retention.undetermined += 1;
            lacking(decision.missing.iter(), &mut retention.undetermined_for_lack_of);
        }
    }
    extended(&mut retention.would_be_extended, judged);
    if decision.was_due.is_some() {
        retention.closed_by_an_earlier_version += 1;
    }
    if due.is_closed() || *due == Due::Within90Days {
        decision.each_governing(|citation: &Citation| {
            match retention.by_provision.get_mut(citation.code.as_ref()) {
                Some(count) => *count += 1,
                None => {
                    retention.by_provision.insert(citation.code.to_string(), 1);
                }
            }
        });
    }
}

fn extended(counts: &mut ExtendedCounts, judged: &Judged<'_>) {
    let count = match (judged.decision.outcome, judged.due) {
        // Closed, whatever the archive may be.
        (Outcome::NotConforming, _) => &mut counts.now,
        (_, Due::Within90Days | Due::Within90DaysAtTheEarliest) => &mut counts.within_90_days,
        _ => return,
    };
    *count += u64::from(judged.would_extend_access().next().is_some());
    for fact in judged.would_extend_access() {
        *counts.by_fact.entry(fact.code()).or_default() += 1;
    }
}

/// Counts what is missing; where no fact is, the rule itself was not read.
fn lacking(facts: impl Iterator<Item = Fact>, counts: &mut BTreeMap<&'static str, u64>) {
    let mut codes = facts.map(Fact::code).peekable();
    let rule = codes.peek().is_none().then_some("rule");
    for code in codes.chain(rule) {
        *counts.entry(code).or_default() += 1;
    }
}
