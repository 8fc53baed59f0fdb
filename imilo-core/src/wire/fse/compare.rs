//! Two reports of the same operation: what changed, and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::calendar::Date;
use crate::dossier::Field;
use crate::error::ErrorCode;
use crate::fse::{Annexe, Cause, Change, Code, Comparison, FALLEN, Participation, Snapshot, Truth};

use super::super::failure::Object;
use super::super::{Failure, serve};
use super::codes::FseValueAnswer;
use super::report::{FseRemarkAnswer, FseRowAnswer, Records};
use super::rules::{FseOptions, FseProgramme, fse_rules, fse_shown, under};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CompareRequest {
    programme: FseProgramme,
    before: Object<Side>,
    after: Object<Side>,
    #[serde(default)]
    documented: Vec<String>,
}

/// One of the two reports.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Side {
    #[serde(default)]
    annexe: Option<Annexe>,
    #[serde(default)]
    report_date: Option<Date>,
    #[serde(default)]
    options: FseOptions,
    participations: Vec<Box<RawValue>>,
}

/// A value that changed for a participation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseChangeAnswer {
    /// Pseudonym of the person, masked if it may be a NIR.
    pub participant_id: String,
    /// The operation, masked likewise.
    pub operation_id: String,
    /// The code.
    pub code: &'static str,
    /// Value before; null: no record, or a refused one.
    pub before: Option<FseValueAnswer>,
    /// Value after.
    pub after: Option<FseValueAnswer>,
    /// `added`, `removed`, `refusal`, `completeness`, `follow_up`, `answers`, `report_date` or `rules`.
    pub cause: &'static str,
    /// The variables that changed.
    pub variables: Vec<&'static str>,
}

/// A code of which the number counted changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseTotalAnswer {
    /// The code.
    pub code: &'static str,
    /// Number counted before.
    pub before: u64,
    /// Number counted after.
    pub after: u64,
}

/// What changed between two reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseCompareAnswer {
    /// Fund and annexe of the report after.
    pub programme: &'static str,
    /// Records of the report before that cannot be judged or have no pseudonym and operation.
    pub refused_before: Vec<FseRowAnswer>,
    /// Those of the report after.
    pub refused_after: Vec<FseRowAnswer>,
    /// Codes of which the number counted changed.
    pub totals: Vec<FseTotalAnswer>,
    /// Each value that changed, by participation and code.
    pub changes: Vec<FseChangeAnswer>,
    /// V29: codes whose number fell without a documented correction; null: none did.
    pub fallen: Option<FseRemarkAnswer>,
}

/// Pseudonym and operation of a key.
type Names = BTreeMap<String, (String, String)>;

fn cause(cause: &Cause) -> (&'static str, Vec<&'static str>) {
    match cause {
        Cause::Added => ("added", Vec::new()),
        Cause::Removed => ("removed", Vec::new()),
        Cause::Refusal => ("refusal", Vec::new()),
        Cause::Completeness(variables) => ("completeness", variables.clone()),
        Cause::FollowUp(variables) => ("follow_up", variables.clone()),
        Cause::Answers(variables) => ("answers", variables.clone()),
        Cause::ReportDate => ("report_date", Vec::new()),
        Cause::Rules => ("rules", Vec::new()),
    }
}

impl FseChangeAnswer {
    fn of(change: &Change, names: &Names) -> Self {
        let value = |truth: Option<Truth>| truth.map(|truth| FseValueAnswer::of(change.code, truth));
        let named = names.get(&change.key);
        let shown = |id: &String| fse_shown(id).into_owned();
        let participant_id = named.map(|(participant, _)| shown(participant)).unwrap_or_default();
        let operation_id = named.map(|(_, operation)| shown(operation)).unwrap_or_default();
        let (cause, variables) = cause(&change.cause);
        Self {
            participant_id,
            operation_id,
            code: change.code.as_str(),
            before: value(change.before),
            after: value(change.after),
            cause,
            variables,
        }
    }
}

/// The key by which a participation is found in both reports.
fn key(record: &Participation) -> Result<(String, (String, String)), Failure> {
    let name = |field: &Field<String>, name: &str| {
        field.given().cloned().ok_or_else(|| Failure::of(ErrorCode::MissingField).at(name))
    };
    let participant = name(&record.participant_id, "participant_id")?;
    let operation = name(&record.operation_id, "operation_id")?;
    // The length keeps "a" + "bc" apart from "ab" + "c".
    Ok((format!("{:020}{operation}{participant}", operation.len()), (participant, operation)))
}

fn snapshot(
    programme: FseProgramme,
    Object(side): Object<Side>,
    prefix: &str,
    names: &mut Names,
) -> Result<(Snapshot, Vec<FseRowAnswer>, &'static str), Failure> {
    let rules = fse_rules(programme, side.annexe, side.report_date, side.options);
    let rules = rules.map_err(|failure| under(prefix, failure))?;
    let mut records = Records::read(&rules, &side.participations);
    let mut snapshot = Snapshot::new(rules);
    for (row, record) in records.participations {
        let added = key(&record).and_then(|(key, named)| {
            snapshot.add(&key, record)?;
            names.insert(key, named);
            Ok(())
        });
        if let Err(error) = added {
            records.refused.push(FseRowAnswer { row, error });
        }
    }
    records.refused.sort_by_key(|refused| refused.row);
    Ok((snapshot, records.refused, rules.programme.label()))
}

pub(in crate::wire) fn compare(request: &str) -> Result<String, Failure> {
    serve(request, |request: CompareRequest| {
        let mut documented = Vec::new();
        for (place, code) in request.documented.iter().enumerate() {
            let wrong = |_| Failure::of(ErrorCode::InvalidArgument).at(&format!("documented[{place}]"));
            documented.push(code.parse::<Code>().map_err(wrong)?);
        }
        let mut names = Names::new();
        let (before, refused_before, _) = snapshot(request.programme, request.before, "before.", &mut names)?;
        let (after, refused_after, programme) =
            snapshot(request.programme, request.after, "after.", &mut names)?;
        let comparison = Comparison::of(&before, &after);
        let fallen = comparison.fallen(&documented);
        let total = |(code, before, after): &(Code, usize, usize)| FseTotalAnswer {
            code: code.as_str(),
            before: *before as u64,
            after: *after as u64,
        };
        Ok(FseCompareAnswer {
            programme,
            refused_before,
            refused_after,
            totals: comparison.totals.iter().map(total).collect(),
            changes: comparison.changes.iter().map(|change| FseChangeAnswer::of(change, &names)).collect(),
            fallen: (!fallen.is_empty()).then(|| {
                FseRemarkAnswer::of(&FALLEN, fallen.iter().map(|code| code.as_str().to_owned()).collect())
            }),
        })
    })
}
