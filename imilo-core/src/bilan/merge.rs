//! Sums of parts of a source, added.

use std::collections::BTreeMap;

use super::{
    CommuneCounts, Counts, ExtendedCounts, Groupe, NirCoherenceCounts, NirCounts, RefusedCounts,
    RetentionCounts,
};

fn add<K: Ord + Clone>(sums: &mut BTreeMap<K, u64>, more: &BTreeMap<K, u64>) {
    for (key, count) in more {
        *sums.entry(key.clone()).or_default() += count;
    }
}

impl Groupe {
    pub(super) fn merge(&mut self, other: Self) {
        self.name(other.nom.as_ref());
        self.counts.merge(&other.counts);
        self.donnees.merge(&other.donnees);
    }
}

// Each part is taken apart by name: a count that is added to one is not forgotten here.

impl Counts {
    /// All but the data, which a group counts by itself.
    fn merge(&mut self, other: &Self) {
        let Self {
            dossiers,
            conforming,
            not_conforming,
            undetermined,
            nir,
            nir_coherence,
            commune_naissance,
            retention,
            data: _,
        } = other;
        self.dossiers += dossiers;
        self.conforming += conforming;
        self.not_conforming += not_conforming;
        self.undetermined += undetermined;
        self.nir.merge(nir);
        self.nir_coherence.merge(nir_coherence);
        self.commune_naissance.merge(commune_naissance);
        self.retention.merge(retention);
    }
}

impl NirCounts {
    fn merge(&mut self, other: &Self) {
        let Self { not_carried, empty, valid, valid_without_key, refused } = other;
        self.not_carried += not_carried;
        self.empty += empty;
        self.valid += valid;
        self.valid_without_key += valid_without_key;
        add(&mut self.refused, refused);
    }
}

impl NirCoherenceCounts {
    fn merge(&mut self, other: &Self) {
        let Self { compared, with_findings, by_code } = other;
        self.compared += compared;
        self.with_findings += with_findings;
        add(&mut self.by_code, by_code);
    }
}

impl CommuneCounts {
    const fn merge(&mut self, other: &Self) {
        let Self { not_carried, empty, well_formed, malformed } = other;
        self.not_carried += *not_carried;
        self.empty += *empty;
        self.well_formed += *well_formed;
        self.malformed += *malformed;
    }
}

impl ExtendedCounts {
    fn merge(&mut self, other: &Self) {
        let Self { now, within_90_days, by_fact } = other;
        self.now += now;
        self.within_90_days += within_90_days;
        add(&mut self.by_fact, by_fact);
    }
}

impl RetentionCounts {
    fn merge(&mut self, other: &Self) {
        let Self {
            accessible,
            due_within_90_days,
            due_within_90_days_at_the_earliest,
            due_at_the_earliest_for_lack_of,
            to_anonymise_now,
            to_fse_archive_now,
            to_close_now_archive_unknown,
            archive_unknown_for_lack_of,
            already_anonymised,
            undetermined,
            undetermined_for_lack_of,
            would_be_extended,
            closed_by_an_earlier_version,
            by_provision,
        } = other;
        self.accessible += accessible;
        self.due_within_90_days += due_within_90_days;
        self.due_within_90_days_at_the_earliest += due_within_90_days_at_the_earliest;
        add(&mut self.due_at_the_earliest_for_lack_of, due_at_the_earliest_for_lack_of);
        self.to_anonymise_now += to_anonymise_now;
        self.to_fse_archive_now += to_fse_archive_now;
        self.to_close_now_archive_unknown += to_close_now_archive_unknown;
        add(&mut self.archive_unknown_for_lack_of, archive_unknown_for_lack_of);
        self.already_anonymised += already_anonymised;
        self.undetermined += undetermined;
        add(&mut self.undetermined_for_lack_of, undetermined_for_lack_of);
        self.would_be_extended.merge(would_be_extended);
        self.closed_by_an_earlier_version += closed_by_an_earlier_version;
        add(&mut self.by_provision, by_provision);
    }
}

impl RefusedCounts {
    pub(super) fn merge(&mut self, other: &Self) {
        let Self { rows, by_code } = other;
        self.rows += rows;
        add(&mut self.by_code, by_code);
    }
}
