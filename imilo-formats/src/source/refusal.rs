//! Why a row, or a whole file, could not be read.

use std::borrow::Cow;
use std::io::ErrorKind;

use imilo_core::conservation::FactsError;
use imilo_core::error::{CodedError, ErrorCode};

use crate::io_words::io_words;
use crate::tabular::{RefusalCode, RefusedRow, TabularError};

/// One row that was refused: where and why. Never what stood there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Number of the record, from 1.
    pub record: u64,
    /// Line of the file, where the format has lines.
    pub line: Option<u64>,
    /// Column of the file, from 1, where the fault is in one.
    pub column: Option<usize>,
    /// Name of the role or key at fault, where it can be said.
    pub field: Option<Box<str>>,
    /// Stable code.
    pub code: &'static str,
    /// Sentence in French.
    pub fr: Cow<'static, str>,
    /// Sentence in English.
    pub en: Cow<'static, str>,
}

/// Codes of rows that only this crate has: slug, French, English.
const OWN: &[(&str, &str, &str)] = &[
    ("boolean", "la valeur n'est ni oui ni non", "the value is neither yes nor no"),
    (
        "integer",
        "la valeur n'est pas un nombre entier dans l'étendue permise",
        "the value is not a whole number within the range allowed",
    ),
    (
        "list_length",
        "les listes d'un même dossier (début, fin…) n'ont pas la même longueur",
        "the lists of one dossier (start, end…) have not the same length",
    ),
    (
        "one_value",
        "la cellule tient une liste, et ce champ une seule valeur",
        "the cell holds a list, and this field one value",
    ),
    ("list_start", "une période n'a pas de début", "a period has no start"),
    ("cause", "la cause de l'interruption n'est pas reconnue", "the cause of the interruption is not known"),
    ("json_syntax", "le texte n'est pas du JSON valide", "the text is not valid JSON"),
    (
        "json_shape",
        "l'objet n'a pas la forme d'un dossier de l'interface",
        "the object has not the shape of a dossier of the interface",
    ),
    (
        "dossier_shape",
        "une clé n'est pas du schéma du dossier, ou une valeur n'a pas la forme attendue",
        "a key is not in the schema of the dossier, or a value has not the shape expected",
    ),
    (
        "nir_left_out",
        "un NIR est écrit dans un fichier qui dit ne pas en avoir",
        "a NIR is written in a file that says it has none",
    ),
    ("too_long", "la ligne ou le dossier dépasse 1 Mio", "the line or the dossier is longer than 1 MiB"),
    (
        "read_failed",
        "la lecture du fichier a échoué, la suite n'a pas été lue",
        "reading the file failed, the rest was not read",
    ),
];

/// Why rows are refused under a code, in French and in English; none for a code of another reader.
pub(crate) fn words_of(code: &str) -> Option<(&'static str, &'static str)> {
    let own = || OWN.iter().find(|(own, ..)| *own == code).map(|(_, fr, en)| (*fr, *en));
    let read = RefusalCode::ALL.iter().find(|read| read.code() == code);
    let core = || ErrorCode::ALL.iter().find(|row| row.slug == code).map(|row| (row.fr, row.en));
    read.map(|read| (read.message_fr(), read.message_en())).or_else(own).or_else(core)
}

impl Refusal {
    pub(super) fn own(record: u64, line: Option<u64>, code: &'static str) -> Self {
        let words = OWN.iter().find(|(own, ..)| *own == code);
        let (code, fr, en) = words.copied().unwrap_or((code, "", ""));
        Self { record, line, column: None, field: None, code, fr: fr.into(), en: en.into() }
    }

    pub(super) fn coded(record: u64, line: Option<u64>, code: ErrorCode) -> Self {
        let row = code.row();
        let (fr, en) = (row.fr.into(), row.en.into());
        Self { record, line, column: None, field: None, code: row.slug, fr, en }
    }

    /// Facts that cannot be judged, at this row.
    #[must_use]
    pub fn facts(row: &super::Row, error: &FactsError) -> Self {
        Self { field: error.field().map(Into::into), ..Self::coded(row.record, row.line, error.code()) }
    }

    pub(super) fn in_column(mut self, column: Option<usize>, field: &str) -> Self {
        self.column = column;
        self.field = Some(field.into());
        self
    }
}

impl From<RefusedRow> for Refusal {
    fn from(row: RefusedRow) -> Self {
        Self {
            record: row.record,
            line: Some(row.line),
            column: row.column,
            field: None,
            code: row.code.code(),
            fr: row.code.message_fr().into(),
            en: row.code.message_en().into(),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "record {}: {} ({})", self.record, self.en, self.code)
    }
}

impl std::error::Error for Refusal {}

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// Not text that can be read, no known column, a mapping that does not fit.
    #[error(transparent)]
    Tabular(TabularError),
    /// The input failed.
    #[error("the file could not be read: {}", io_words(*.0).1)]
    Io(ErrorKind),
    /// The file begins as one of our own, and its header is not that of this version.
    #[error("the header of the file is not that of imilo dossiers/1")]
    Header,
    /// A mapping was given for a JSON file, which has no columns.
    #[error("a mapping goes with a CSV file, and this is JSON")]
    MappingForJson,
    /// The text is not JSON, or not a register.
    #[error("the text is not JSON of a register: an array of entries, or an object with the key \"entries\"")]
    RegisterJson,
    /// A CSV without any column that only a register has.
    #[error(
        "no column of the file is one that only a register of requests has (receipt_date, right, outcome, reply_date…): it may be another file, as one of dossiers; docs/guide/droits.md has the names, and a mapping tells others"
    )]
    NotARegister,
    /// Not a kind of file that is read here, and known by how it begins.
    #[error("{}", .0.en)]
    OtherKind(&'static OtherKind),
}

/// A kind of file that offices have and that is neither CSV nor JSON.
#[derive(Debug, PartialEq, Eq)]
pub struct OtherKind {
    begins: &'static [u8],
    fr: &'static str,
    en: &'static str,
}

const OTHER_KINDS: &[OtherKind] = &[
    OtherKind {
        begins: b"PK\x03\x04",
        fr: "c'est un classeur (Excel, LibreOffice) ou une archive ZIP : l'enregistrer d'abord en CSV UTF-8",
        en: "it is a workbook (Excel, LibreOffice) or a ZIP archive: save it as UTF-8 CSV first",
    },
    OtherKind {
        begins: b"\xd0\xcf\x11\xe0",
        fr: "c'est un ancien document Office (.xls, .doc) : l'enregistrer d'abord en CSV UTF-8",
        en: "it is an old Office document (.xls, .doc): save it as UTF-8 CSV first",
    },
    OtherKind {
        begins: b"%PDF-",
        fr: "c'est un PDF : il faut l'export CSV ou JSON d'où il vient",
        en: "it is a PDF: what is needed is the CSV or JSON export that it came from",
    },
    OtherKind {
        begins: b"<",
        fr: "c'est une page HTML ou un fichier XML : il faut un export CSV ou JSON",
        en: "it is an HTML page or an XML file: what is needed is a CSV or JSON export",
    },
    OtherKind {
        begins: b"\x1f\x8b",
        fr: "c'est une archive compressée (gzip) : la décompresser d'abord",
        en: "it is a compressed archive (gzip): decompress it first",
    },
];

/// The kind of a file that begins like one of those that are not read.
pub(crate) fn other_kind(head: &[u8]) -> Option<&'static OtherKind> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    OTHER_KINDS.iter().find(|kind| head.starts_with(kind.begins))
}

impl Unreadable {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Tabular(error) => error.code(),
            Self::Io(_) => "io",
            Self::Header => "header",
            Self::MappingForJson => "mapping_for_json",
            Self::RegisterJson => "register_json",
            Self::NotARegister => "not_a_register",
            Self::OtherKind(_) => "other_kind",
        }
    }

    /// Sentence in French.
    #[must_use]
    pub fn message_fr(&self) -> String {
        match self {
            Self::Tabular(error) => error.message_fr(),
            Self::Io(kind) => format!("le fichier n'a pas pu être lu : {}", io_words(*kind).0),
            Self::Header => "l'en-tête du fichier n'est pas celui d'imilo dossiers/1".to_owned(),
            Self::MappingForJson => {
                "un fichier de correspondance va avec un CSV ; celui-ci est du JSON".to_owned()
            }
            Self::RegisterJson => {
                "le texte n'est pas le JSON d'un registre : un tableau d'inscriptions, ou un objet avec la clé « entries »"
                    .to_owned()
            }
            Self::NotARegister => {
                "aucune colonne du fichier n'est de celles qu'un registre de demandes est seul à avoir (date_reception, droit, suite, date_reponse…) : c'est peut-être un autre fichier, comme un fichier de dossiers ; docs/guide/droits.fr.md donne les noms, et une correspondance dit les autres"
                    .to_owned()
            }
            Self::OtherKind(kind) => kind.fr.to_owned(),
        }
    }

    /// Sentence in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        self.to_string()
    }
}
