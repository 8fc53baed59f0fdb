//! Errors as they leave the service: a code, both sentences, perhaps a field; never a value.

use imilo_core::error::CodedError;
use imilo_core::wire::Failure;
use serde::Serialize;

/// One row of the errors of the service itself; those of the library are in its own catalogue (`docs/errors.md`).
struct Row {
    code: Code,
    status: u16,
    slug: &'static str,
    fr: &'static str,
    en: &'static str,
}

/// Code of an error of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each has its sentence in the table below")]
pub enum Code {
    Unauthenticated,
    NotPermitted,
    DossierNotFound,
    DossierClosed,
    DossierId,
    RouteNotFound,
    BodyTooLarge,
    BodyUnreadable,
    NirRefused,
    TextHoldsNir,
    AnonymisedRecord,
    StructureMissing,
    Reference,
    JournalConflict,
    JournalCut,
    Database,
    Busy,
    Config,
    ConfigToken,
    KeysMissing,
    KeysReadable,
    KeysLine,
    KeysUse,
    KeysThere,
    DayToCome,
    Usage,
    Internal,
}

const fn row(code: Code, status: u16, slug: &'static str, fr: &'static str, en: &'static str) -> Row {
    Row { code, status, slug, fr, en }
}

static ROWS: &[Row] = &[
    row(Code::Unauthenticated, 401, "unauthenticated", "aucun demandeur connu ne porte ce jeton", "no known requester has this token"),
    row(Code::NotPermitted, 403, "not_permitted", "ce demandeur n'a pas ce droit dans la configuration", "the configuration does not give this requester that permission"),
    row(Code::DossierNotFound, 404, "dossier_not_found", "aucun dossier ne porte ce numéro", "no dossier has this id"),
    row(Code::DossierClosed, 409, "dossier_closed", "ce dossier est clos : rien n'y est enregistré", "the dossier is closed: nothing is recorded in it"),
    row(Code::DossierId, 422, "dossier_id", "un numéro de dossier a de 1 à 12 chiffres, sans zéro en tête", "the id of a dossier has 1 to 12 digits, without a zero in front"),
    row(Code::RouteNotFound, 404, "route_not_found", "cette adresse n'existe pas", "there is no such address"),
    row(Code::BodyTooLarge, 413, "body_too_large", "le corps de la demande est trop long", "the body of the request is too long"),
    row(Code::BodyUnreadable, 400, "body_unreadable", "le corps de la demande ne se lit pas", "the body of the request cannot be read"),
    row(Code::NirRefused, 422, "nir_refused", "le NIR n'en est pas un : rien n'est enregistré", "the NIR is none: nothing is recorded"),
    row(Code::TextHoldsNir, 422, "text_holds_nir", "un texte contient un NIR : il n'a sa place que dans son champ", "a text holds a NIR: its place is its own field alone"),
    row(Code::AnonymisedRecord, 422, "anonymised_record", "ce service ne tient pas d'enregistrements anonymisés", "this service holds no anonymised records"),
    row(Code::StructureMissing, 422, "structure_missing", "le dossier ne dit pas sa mission locale", "the dossier does not tell its mission locale"),
    row(Code::Reference, 422, "reference_refused", "une référence est vide, trop longue, ou contient un NIR", "a reference is empty, too long, or holds a NIR"),
    row(Code::JournalConflict, 503, "journal_conflict", "un autre processus écrit dans le journal : rien n'est fait, recommencez", "another process writes to the journal: nothing was done, try again"),
    row(Code::JournalCut, 500, "journal_cut", "un segment du journal est incomplet, ce qu'une transaction exclut : vérifiez-le", "a segment of the journal is not whole, which a transaction excludes: verify it"),
    row(Code::Database, 503, "database", "la base de données a échoué : rien n'est fait", "the database failed: nothing was done"),
    row(Code::Busy, 503, "busy", "le service est occupé : rien n'est fait, recommencez", "the service is busy: nothing was done, try again"),
    row(Code::Config, 500, "config", "la configuration ne peut pas être lue", "the configuration cannot be read"),
    row(Code::ConfigToken, 500, "config_token", "une empreinte de jeton a 64 chiffres hexadécimaux, différents pour chacun", "the hash of a token has 64 hexadecimal digits, another one for each"),
    row(Code::KeysMissing, 500, "keys_missing", "aucun fichier de clés : voyez « make-keys » et le README", "no file of keys: see `make-keys` and the README"),
    row(Code::KeysReadable, 500, "keys_readable", "le fichier de clés est lisible par d'autres : chmod 600", "the file of keys can be read by others: chmod 600"),
    row(Code::KeysLine, 500, "keys_line", "une ligne de clés a un usage, un numéro et 64 chiffres hexadécimaux", "a line of keys has a use, a number and 64 hexadecimal digits"),
    row(Code::KeysUse, 500, "keys_use", "il faut au moins une clé « sealing », une « attesting », et une seule « referencing »", "at least one key `sealing`, one `attesting`, and a single one `referencing` are needed"),
    row(Code::KeysThere, 500, "keys_there", "ce fichier existe : une clé ne s'écrase pas", "the file exists: a key is not overwritten"),
    row(Code::DayToCome, 422, "day_to_come", "ce jour n'est pas encore venu", "that day has not come yet"),
    row(Code::Usage, 2, "usage", "commande inconnue : voyez le README", "unknown command: see the README"),
    row(Code::Internal, 500, "internal", "le service a échoué : rien n'est fait", "the service failed: nothing was done"),
];

/// An error of the service or of the library.
#[derive(Clone, Debug, Serialize, thiserror::Error)]
#[error("{code}: {message_en}{}", .field.as_ref().map(|field| format!(" ({field})")).unwrap_or_default())]
pub struct ServiceError {
    /// Status of the answer.
    #[serde(skip)]
    pub status: u16,
    /// Stable code.
    pub code: String,
    /// Path of the field that is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}

/// What everything here returns.
pub type Result<T> = std::result::Result<T, ServiceError>;

impl From<Code> for ServiceError {
    fn from(code: Code) -> Self {
        let found = ROWS.iter().find(|row| row.code == code);
        let (status, slug, fr, en) = found.map_or((500, "internal", "", ""), |r| (r.status, r.slug, r.fr, r.en));
        Self { status, code: slug.to_owned(), field: None, message_fr: fr.to_owned(), message_en: en.to_owned() }
    }
}

impl From<Failure> for ServiceError {
    fn from(failure: Failure) -> Self {
        let Failure { code, field, message_fr, message_en, .. } = failure;
        Self { status: 422, code, field, message_fr, message_en }
    }
}

impl ServiceError {
    /// The error, with the name of what is at fault.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The error, with the status of something that the service did wrong.
    #[must_use]
    pub const fn ours(mut self) -> Self {
        self.status = 500;
        self
    }
}

/// An error of the library, as the service tells it.
pub fn coded(error: impl CodedError) -> ServiceError {
    Failure::from(error).into()
}

/// An error of the database: its text may hold values of a row, and is not told; its state is.
impl From<sqlx::Error> for ServiceError {
    fn from(error: sqlx::Error) -> Self {
        let state = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
        tracing::error!(code = "database", sqlstate = %state);
        Code::Database.into()
    }
}

impl From<serde_json::Error> for ServiceError {
    fn from(_: serde_json::Error) -> Self {
        Code::Internal.into()
    }
}
