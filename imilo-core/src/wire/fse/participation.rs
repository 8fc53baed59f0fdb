//! The participation that a dossier gives, and what it does not give, by name.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::calendar::Date;
use crate::dossier::Dossier;
use crate::error::ErrorCode;
use crate::fse::{Assumption, Gap, GapKind, Operation, Participation};

use super::super::failure::read;
use super::super::{Failure, serve};
use super::rules::{FseOptions, may_be_a_nir};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParticipationRequest {
    participant_id: String,
    operation_id: String,
    entry_date: Date,
    #[serde(default)]
    exit_date: Option<Date>,
    #[serde(default)]
    as_of: Option<Date>,
    #[serde(default)]
    options: FseOptions,
    dossier: Box<RawValue>,
}

/// A variable that stays unknown, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseGapAnswer {
    /// Variable of the participation.
    pub variable: &'static str,
    /// `not_carried`, `not_answered`, `wider`, `narrower`, `no_source` or `undecided`.
    pub kind: &'static str,
    /// Paths of the fields of the dossier that were looked at.
    pub fields: Vec<&'static str>,
    /// Sentence in French.
    pub message_fr: &'static str,
    /// Sentence in English.
    pub message_en: &'static str,
}

impl From<&Gap> for FseGapAnswer {
    fn from(gap: &Gap) -> Self {
        let kind = match gap.kind {
            GapKind::NotCarried => "not_carried",
            GapKind::NotAnswered => "not_answered",
            GapKind::Wider => "wider",
            GapKind::Narrower => "narrower",
            GapKind::NoSource => "no_source",
            GapKind::Undecided => "undecided",
        };
        let fields = gap.looked_at.iter().map(|champ| champ.row().path).collect();
        Self { variable: gap.variable, kind, fields, message_fr: gap.fr, message_en: gap.en }
    }
}

/// A variable that is known by an assumption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseAssumptionAnswer {
    /// Variable of the participation.
    pub variable: &'static str,
    /// What was assumed, in French.
    pub message_fr: &'static str,
    /// The same in English.
    pub message_en: &'static str,
}

impl From<&Assumption> for FseAssumptionAnswer {
    fn from(assumption: &Assumption) -> Self {
        Self { variable: assumption.variable, message_fr: assumption.fr, message_en: assumption.en }
    }
}

/// What a dossier gives.
#[derive(Clone, Debug, Serialize)]
pub struct FseParticipationAnswer {
    /// The participation.
    pub participation: Participation,
    /// Its variables that stay unknown, by name.
    pub gaps: Vec<FseGapAnswer>,
    /// Its variables that are known by an assumption.
    pub assumptions: Vec<FseAssumptionAnswer>,
}

pub(in crate::wire) fn of_dossier(request: &str) -> Result<String, Failure> {
    serve(request, |request: ParticipationRequest| {
        // It comes back in the participation, where a mask would make one person of several.
        for (name, id) in
            [("participant_id", &request.participant_id), ("operation_id", &request.operation_id)]
        {
            if may_be_a_nir(id) {
                return Err(Failure::of(ErrorCode::InvalidArgument).at(name));
            }
        }
        let dossier: Dossier = read(request.dossier.get(), "dossier.")?;
        let operation = Operation {
            participant_id: &request.participant_id,
            operation_id: &request.operation_id,
            entry_date: request.entry_date,
            exit_date: request.exit_date,
        };
        let options = &request.options.0;
        let mapped = match request.as_of {
            Some(day) => Participation::from_dossier_on(&dossier, operation, options, day),
            None => Participation::from_dossier(&dossier, operation, options),
        };
        Ok(FseParticipationAnswer {
            participation: mapped.participation,
            gaps: mapped.gaps.iter().map(FseGapAnswer::from).collect(),
            assumptions: mapped.assumptions.iter().map(FseAssumptionAnswer::from).collect(),
        })
    })
}
