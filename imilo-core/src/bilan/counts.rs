//! What a bilan counts, as its JSON is written.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{DataCounts, FieldCounts};
use crate::calendar::Date;
use crate::wire::CitationAnswer;

/// Quality of the NIR over the dossiers of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NirCounts {
    /// The source does not carry the NIR: not assessable.
    pub not_carried: u64,
    /// Empty.
    pub empty: u64,
    /// Form and key right.
    pub valid: u64,
    /// Form right, thirteen characters without key.
    pub valid_without_key: u64,
    /// Refused, by the part that is wrong.
    pub refused: BTreeMap<&'static str, u64>,
}

/// Coherence of the NIR with the civil identity over the dossiers of a group, as of the day of the bilan. None of it
/// refuses a number: each finding has legitimate exceptions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NirCoherenceCounts {
    /// Accepted numbers beside at least one of sex, birth date and birth place.
    pub compared: u64,
    /// Of these, those with a finding.
    pub with_findings: u64,
    /// By code of the finding; a dossier may have several.
    pub by_code: BTreeMap<&'static str, u64>,
}

/// Codes of the commune or country of birth over the dossiers of a group, checked by their form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CommuneCounts {
    /// The source does not carry the code: not assessable.
    pub not_carried: u64,
    /// Empty.
    pub empty: u64,
    /// Form right.
    pub well_formed: u64,
    /// Not a code of the Code officiel géographique: to be corrected.
    pub malformed: u64,
}

/// Dossiers due, or that may be, whose access would go on longer if a fact were established.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExtendedCounts {
    /// Of those to be closed now.
    pub now: u64,
    /// Of those that close, or may close, within ninety days.
    pub within_90_days: u64,
    /// Both, by fact; a dossier may count for several.
    pub by_fact: BTreeMap<&'static str, u64>,
}

/// Retention over the dossiers of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RetentionCounts {
    /// Accessible to the persons of art. 3 and 4, those due within ninety days included.
    pub accessible: u64,
    /// Of these, those that close within ninety days.
    pub due_within_90_days: u64,
    /// Accessible, and not of the former: what is missing can only put the end off, and the earliest day that
    /// it can be lies within ninety days.
    pub due_within_90_days_at_the_earliest: u64,
    /// These, by fact missing for the end of access; a dossier may lack several.
    pub due_at_the_earliest_for_lack_of: BTreeMap<&'static str, u64>,
    /// To be anonymised now (the nineteen years of the FSE, if any, being past).
    pub to_anonymise_now: u64,
    /// To be moved to the FSE archive now.
    pub to_fse_archive_now: u64,
    /// To be closed now; whether to anonymise or to archive depends on a fact that is missing.
    pub to_close_now_archive_unknown: u64,
    /// These, by missing fact; a dossier may lack several.
    pub archive_unknown_for_lack_of: BTreeMap<&'static str, u64>,
    /// Already anonymised.
    pub already_anonymised: u64,
    /// Undetermined.
    pub undetermined: u64,
    /// Undetermined, by missing fact; a dossier may lack several.
    pub undetermined_for_lack_of: BTreeMap<&'static str, u64>,
    /// Due, now or soon, and would be accessible longer if something were attested.
    pub would_be_extended: ExtendedCounts,
    /// Due now, and already closed by an earlier version of the law, or open again under the present one.
    pub closed_by_an_earlier_version: u64,
    /// Closed, or closing within ninety days, by the provision that fixes the day.
    pub by_provision: BTreeMap<String, u64>,
}

/// What is counted of a group of dossiers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Dossiers read.
    pub dossiers: u64,
    /// Outcome: the dossier may be open.
    pub conforming: u64,
    /// Outcome: the dossier may no longer be open.
    pub not_conforming: u64,
    /// Outcome: it cannot be said.
    pub undetermined: u64,
    /// NIR.
    pub nir: NirCounts,
    /// NIR beside the civil identity.
    pub nir_coherence: NirCoherenceCounts,
    /// Commune or country of birth.
    pub commune_naissance: CommuneCounts,
    /// Retention.
    pub retention: RetentionCounts,
    /// Data: out of law, complete, to be mended.
    pub data: DataCounts,
}

/// A mission locale and its counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StructureCounts {
    /// Code, or `null` when the dossier has none or an unreadable one.
    pub code: Option<String>,
    /// Usual name, when the source gives it.
    pub nom: Option<String>,
    /// Code of its region, when the table of structures has it.
    pub region: Option<String>,
    /// Counts.
    pub counts: Counts,
}

/// A region and its counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegionCounts {
    /// Code, or `null` for the missions locales that the table of structures does not place.
    pub code: Option<String>,
    /// Name, by the network.
    pub nom: Option<String>,
    /// Missions locales counted.
    pub structures: u64,
    /// Counts.
    pub counts: Counts,
}

/// The provisions on which each part of the bilan rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Provisions {
    /// What may close a dossier: I, its exception, I bis where it exists.
    pub terms: Vec<CitationAnswer>,
    /// What keeps a closed one for an FSE control.
    pub fse_archive: CitationAnswer,
    /// NIR: structure, months, key.
    pub nir: Vec<CitationAnswer>,
    /// Data that the law does not allow and that a dossier holds.
    pub data: Vec<CitationAnswer>,
}

/// Rows that could not be read, by code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RefusedCounts {
    /// In all.
    pub rows: u64,
    /// By code.
    pub by_code: BTreeMap<String, u64>,
}

/// The whole bilan, as its JSON is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// Day on which the law is asked.
    pub date: Date,
    /// Rule set of the day.
    pub rule_set: String,
    /// State of the law that the library encodes.
    pub rules_version: &'static str,
    /// Version of the library.
    pub library_version: &'static str,
    /// Rows read, refused ones included.
    pub rows: u64,
    /// Rows refused.
    pub refused: RefusedCounts,
    /// Facts of retention that the source does not carry: not assessable.
    pub not_carried: Vec<&'static str>,
    /// Fields of the catalogue that the source does not carry, by path: not assessable.
    pub fields_not_carried: Vec<&'static str>,
    /// All dossiers.
    pub total: Counts,
    /// Per region, by code.
    pub regions: Vec<RegionCounts>,
    /// Per mission locale, by code.
    pub structures: Vec<StructureCounts>,
    /// All dossiers, by field of the catalogue.
    pub fields: Vec<FieldCounts>,
    /// What the counts rest on.
    pub provisions: Provisions,
}
