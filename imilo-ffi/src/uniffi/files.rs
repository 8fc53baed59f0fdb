//! Files: the bilan of one, and its dossiers some at a time. Their answers are JSON text (`docs/json.md`).

use std::sync::{Arc, Mutex, PoisonError};

use imilo_core::error::ErrorCode;
use imilo_core::wire::Failure;
use imilo_formats::wire;
use serde::Serialize;

use super::ImiloError;
use super::dates::Day;
use super::erased::Bytes;
use super::guard::guard;
use super::requests::Readings;

/// What is asked of a bilan. Only the day has to be given; the file is its path, or the bytes beside the request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct BilanOptions {
    /// The file, unless its bytes are given.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Folder that is to hold `bilan.html`, `bilan.json`, `constats.csv`, `refus.csv` and `destinataires.csv`; null:
    /// none is written.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// Which column carries what, as the text of a TOML file (`docs/guide/bilan.md`).
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<String>,
    /// Name under which the bilan shows the file.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The register of requests of persons, a CSV or JSON file, whose due and late requests the bilan then tells.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// Which column of the register carries what, as the text of a TOML file.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register_mapping: Option<String>,
    /// Threads; null: as many as there are processors.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threads: Option<i32>,
    /// Readings of retention; null: the recommended ones.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<Readings>,
    /// Whose holidays count for the register: a territory, `structure` (those of the mission locale of each request), or
    /// `structure:` and the territory of those whose code is not known; null: the métropole.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register_holidays: Option<String>,
}

/// The bilan of a file: what the law of a day says of all its dossiers, as the JSON that `bilan.json` holds.
///
/// ```kotlin
/// val file = "matricule;date_naissance\n7;1997-05-03\n".toByteArray()
/// println(bilan(LocalDate.of(2026, 11, 24), BilanOptions(name = "essai.csv"), file))
/// ```
///
/// # Errors
/// `file_unreadable`, `file_mapping`, `file_folder`, `file_writing`, `file_source` (neither a path nor bytes, or both),
/// `before_first_rule_set`.
#[uniffi::export(default(bytes = None))]
pub fn bilan(date: Day, options: BilanOptions, bytes: Option<Bytes>) -> Result<String, ImiloError> {
    #[derive(Serialize)]
    struct Request {
        date: String,
        #[serde(flatten)]
        options: BilanOptions,
    }
    guard(|| {
        let date = date.read().map_err(|error| Failure::from(error).at("date"))?.to_string();
        let request = serde_json::to_string(&Request { date, options }).map_err(|_| Failure::internal())?;
        wire::bilan(&request, bytes.as_ref().map(Bytes::as_slice))
    })
}

/// The register of requests of persons, CSV or JSON, as of a day: where each request stands, as the JSON that
/// `registre.json` holds (`docs/files.md`). The request is JSON; the file is its `path`, or the bytes beside it.
///
/// ```kotlin
/// val file = "numero;date_reception\n1;15/10/2026\n".toByteArray()
/// println(rightsRegister("""{"date": "2026-11-24", "soon": 15}""", file))
/// ```
///
/// # Errors
/// `file_unreadable`, `file_mapping`, `file_folder`, `file_writing`, `file_source`, `before_first_rule_set`, and what is
/// wrong with the request.
#[uniffi::export(default(bytes = None))]
pub fn rights_register(request: String, bytes: Option<Bytes>) -> Result<String, ImiloError> {
    guard(|| wire::rights_register(&request, bytes.as_ref().map(Bytes::as_slice)))
}

/// The access dossier of one person out of a file of dossiers: all that is held, in words, and what the law says of it,
/// as JSON (`docs/files.md`). The request is JSON; the file is its `path`, or the bytes beside it.
///
/// ```kotlin
/// val file = "matricule;prenoms;date_naissance\n7;Ana;2004-05-03\n".toByteArray()
/// println(accessDossier("""{"date": "2026-11-24", "dossier": "7"}""", file))
/// ```
///
/// # Errors
/// `file_unreadable`, `file_mapping`, `file_source`, `before_first_rule_set`, `invalid_argument` with `dossier` when no
/// dossier of the file has that number or several have it, and what is wrong with the request.
#[uniffi::export(default(bytes = None))]
pub fn access_dossier(request: String, bytes: Option<Bytes>) -> Result<String, ImiloError> {
    guard(|| wire::access_dossier(&request, bytes.as_ref().map(Bytes::as_slice)))
}

/// The dossiers of a file, some at a time. It is closed when it is destroyed (`use { }`); threads take turns.
#[derive(uniffi::Object)]
pub struct DossierImport(Mutex<wire::Import>);

#[uniffi::export]
impl DossierImport {
    /// Opens a file, by a request in JSON: `{"path": "dossiers.csv"}`, or without a path that of the bytes given.
    ///
    /// With `"nir": "clear"` the dossiers hold their NIR; without it they do not. `mapping` is the text of a TOML file.
    ///
    /// # Errors
    /// `file_unreadable`, `file_mapping`, `file_source`, and what is wrong with the request.
    #[uniffi::constructor(default(bytes = None))]
    pub fn open(request: String, bytes: Option<Bytes>) -> Result<Arc<Self>, ImiloError> {
        guard(|| {
            let opened = wire::Import::open(&request, bytes.as_ref().map(Bytes::as_slice))?;
            Ok(Arc::new(Self(Mutex::new(opened))))
        })
    }

    /// The next rows, at most so many: `{"rows": [...], "end": false}`; the last answer has `"end": true` and `file`.
    ///
    /// # Errors
    /// `invalid_argument` when `most` is not above 0.
    pub fn next(&self, most: i32) -> Result<String, ImiloError> {
        guard(|| {
            let most = usize::try_from(most).ok().filter(|most| *most > 0);
            let most = most.ok_or_else(|| Failure::of(ErrorCode::InvalidArgument).at("most"))?;
            self.0.lock().unwrap_or_else(PoisonError::into_inner).next(most)
        })
    }
}
