//! Indicators of the FSE, the IEJ and the FSE+. Requests and answers are JSON text (`docs/json.md`): a participation has
//! forty variables that are often written by a program already.

use imilo_core::error::ErrorCode;
use imilo_core::wire::{self, Failure};
use imilo_formats::wire as files;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::ImiloError;
use super::erased::Bytes;
use super::guard::guard;

/// Every indicator of one participation, each with its value or the reason for none.
///
/// ```kotlin
/// val record = """{"entry_date": "2023-10-02", "gender": "F"}"""
/// println(fseIndicators("""{"programme": "FSE+", "participation": $record}"""))
/// ```
///
/// # Errors
/// `json_field`, `unknown_field`, `missing_field` or `date_…` with the path in the request.
#[uniffi::export]
pub fn fse_indicators(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("fse_indicators", &request))
}

/// Why an indicator has its value for one participation: rule, variables, days, provision.
///
/// ```kotlin
/// println(fseExplain("""{"programme": "FSE+", "code": "EECO04", "participation": {"entry_date": "2023-10-02"}}"""))
/// ```
///
/// # Errors
/// As [`fse_indicators`]; `invalid_argument` for a code that the programme has not.
#[uniffi::export]
pub fn fse_explain(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("fse_explain", &request))
}

/// The report of a list of participations: values, denominators, coverage, findings, calendar. For a file:
/// [`fse_report`].
///
/// ```kotlin
/// println(fseReportRecords("""{"programme": "FSE+", "participations": [{"entry_date": "2023-10-02"}]}"""))
/// ```
///
/// # Errors
/// As [`fse_indicators`]; what is wrong with a record is told in its place.
#[uniffi::export]
pub fn fse_report_records(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("fse_report_records", &request))
}

/// Two reports of the same operation: what changed, for whom, and why.
///
/// ```kotlin
/// val none = """{"participations": []}"""
/// println(fseCompare("""{"programme": "FSE+", "before": $none, "after": $none}"""))
/// ```
///
/// # Errors
/// As [`fse_indicators`].
#[uniffi::export]
pub fn fse_compare(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("fse_compare", &request))
}

/// The participation that a dossier gives, and the variables that stay unknown, by name.
///
/// ```kotlin
/// val operation = """"participant_id": "p1", "operation_id": "o1", "entry_date": "2023-10-02""""
/// println(fseParticipation("""{$operation, "dossier": {}}"""))
/// ```
///
/// # Errors
/// As [`fse_indicators`], with the path in the dossier.
#[uniffi::export]
pub fn fse_participation(request: String) -> Result<String, ImiloError> {
    // A dossier may hold a number in clear.
    let request = zeroize::Zeroizing::new(request);
    guard(|| wire::call("fse_participation", &request))
}

/// What is asked of a report. Only the programme has to be given; the file is its path, or the bytes beside the request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct FseReportOptions {
    /// `FSE`, `IEJ` or `FSE+`.
    pub programme: String,
    /// Version of annexe I of regulation 1304/2013 for the FSE and the IEJ: `2013` or `2018`.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annexe: Option<String>,
    /// Day on which the report is drawn, `AAAA-MM-JJ`; null: late enough for every observation given.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_date: Option<String>,
    /// The file, unless its bytes are given.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Folder that is to hold the report as JSON, CSV and workbook, and the rows; null: none is written.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// Only the rows of this operation; null: all of them.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Which column carries what, as the text of a TOML file.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<String>,
    /// Name under which the report shows the file.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Numbers from 1 to this one less 1 are suppressed in what is to be published; null: none is.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_below: Option<i32>,
    /// Share of V30, in thousandths; null: V30 is silent.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<i32>,
    /// Language of the workbook, `fr` or `en`; null: French.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Threads; null: as many as there are processors.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threads: Option<i32>,
    /// Choices `A1` to `A19` as the text of a JSON object, `{"A2": "inclusive"}` (`docs/json.md`); null: the recommended
    /// ones.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_json")]
    pub options: Option<String>,
}

/// A text that is JSON already. What is no JSON is the one thing of a request that cannot be written.
fn as_json<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    let read = text.as_ref().map(|text| RawValue::from_string(text.clone())).transpose();
    read.map_err(serde::ser::Error::custom)?.serialize(serializer)
}

/// The report of a file of participations, as the JSON that `fse.json` holds (`docs/files.md`).
///
/// ```kotlin
/// val file = "date_entree;sexe\n02/10/2023;F\n".toByteArray()
/// println(fseReport(FseReportOptions(programme = "FSE+"), file))
/// ```
///
/// # Errors
/// `file_unreadable`, `file_mapping`, `file_folder`, `file_writing`, `file_source` (neither a path nor bytes, or both),
/// `json_syntax` with `options` for a text that is no JSON, and what is wrong with the request.
#[uniffi::export(default(bytes = None))]
pub fn fse_report(options: FseReportOptions, bytes: Option<Bytes>) -> Result<String, ImiloError> {
    guard(|| {
        let request =
            serde_json::to_string(&options).map_err(|_| Failure::of(ErrorCode::JsonSyntax).at("options"))?;
        files::fse_report(&request, bytes.as_ref().map(Bytes::as_slice))
    })
}

/// The participations of a file as records, re-entries merged: what [`fse_explain`], [`fse_compare`] and
/// [`fse_report_records`] take. The request has the file as its `path`, unless its bytes are given beside it; `participant`
/// and `operation` take those of one (`docs/files.md`).
///
/// ```kotlin
/// val file = "participant_id;date_entree\n0012;02/10/2023\n".toByteArray()
/// println(fseRecords("""{"participant": "0012"}""", file))
/// ```
///
/// # Errors
/// `file_unreadable`, `file_mapping`, `file_source`; `invalid_argument` for an operation or a participant that the file has
/// not; what is wrong with the request.
#[uniffi::export(default(bytes = None))]
pub fn fse_records(request: String, bytes: Option<Bytes>) -> Result<String, ImiloError> {
    guard(|| files::fse_records(&request, bytes.as_ref().map(Bytes::as_slice)))
}
