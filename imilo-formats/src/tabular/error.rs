//! Errors that stop a whole file, or a mapping: stable codes, sentences in French and English.

use std::{fmt, io};

use super::RefusalCode;
use crate::io_words::io_words;

/// Why a file cannot be read at all.
///
/// Columns are numbered from 1; names of roles are those of the caller's table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TabularError {
    /// The input could not be read. Only the kind is kept: a caller's own message may hold data.
    Read(io::ErrorKind),
    /// The file starts with a UTF-16 byte order mark.
    Utf16,
    /// The file is not text: it holds NUL bytes, or mostly control characters.
    Binary,
    /// The file holds nothing, or blank lines only.
    Empty,
    /// The header line itself is refused.
    HeaderRefused {
        /// First physical line of the header, from 1.
        line: u64,
        /// What is wrong with it.
        cause: RefusalCode,
    },
    /// No column bears the name of a role (a file without header, or of another kind).
    NoRole,
    /// Two columns match one role.
    DuplicateColumn {
        /// The role.
        role: &'static str,
        /// Position of the first column, from 1.
        first: usize,
        /// Position of the second one.
        second: usize,
    },
    /// One column matches two roles.
    AmbiguousColumn {
        /// Position of the column, from 1.
        column: usize,
        /// One role.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// The caller names a date role that is not in its table of roles.
    UnknownDateRole(String),
    /// The mapping is wrong, by itself or for this file.
    Mapping(MappingError),
}

impl TabularError {
    /// The stable code, in snake case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Read(_) => "read_failed",
            Self::Utf16 => "utf16",
            Self::Binary => "binary",
            Self::Empty => "empty",
            Self::HeaderRefused { .. } => "header_refused",
            Self::NoRole => "no_role",
            Self::DuplicateColumn { .. } => "duplicate_column",
            Self::AmbiguousColumn { .. } => "ambiguous_column",
            Self::UnknownDateRole(_) => "unknown_date_role",
            Self::Mapping(error) => error.code(),
        }
    }

    /// The sentence in French.
    #[must_use]
    pub fn message_fr(&self) -> String {
        match self {
            Self::Read(kind) => format!("lecture impossible : {}", io_words(*kind).0),
            Self::Utf16 => "fichier en UTF-16 : l'enregistrer en UTF-8".to_owned(),
            Self::Binary => "ce fichier n'est pas un texte CSV".to_owned(),
            Self::Empty => "fichier vide".to_owned(),
            Self::HeaderRefused { line, cause } => {
                format!("en-tête refusé, ligne {line} : {}", cause.message_fr())
            }
            Self::NoRole => {
                "aucune colonne reconnue dans l'en-tête : docs/guide/import.md donne les noms connus d'un fichier de dossiers, docs/guide/fse.md ceux d'un fichier de participations, et une \
                             correspondance dit les autres"
                    .to_owned()
            }
            Self::DuplicateColumn { role, first, second } => {
                format!("les colonnes {first} et {second} correspondent toutes deux à {role}")
            }
            Self::AmbiguousColumn { column, first, second } => {
                format!("la colonne {column} correspond à la fois à {first} et à {second}")
            }
            Self::UnknownDateRole(role) => format!("rôle de date inconnu : {role}"),
            Self::Mapping(error) => error.message_fr(),
        }
    }

    /// The sentence in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        match self {
            Self::Read(kind) => format!("the input cannot be read: {}", io_words(*kind).1),
            Self::Utf16 => "the file is UTF-16: save it as UTF-8".to_owned(),
            Self::Binary => "the file is not CSV text".to_owned(),
            Self::Empty => "the file is empty".to_owned(),
            Self::HeaderRefused { line, cause } => {
                format!("header refused, line {line}: {}", cause.message_en())
            }
            Self::NoRole => "no column of the header is known: docs/guide/import.md has the names that are in a file of dossiers, docs/guide/fse.md those in a file of participations, and a mapping \
                             tells the others"
                .to_owned(),
            Self::DuplicateColumn { role, first, second } => {
                format!("columns {first} and {second} both match {role}")
            }
            Self::AmbiguousColumn { column, first, second } => {
                format!("column {column} matches both {first} and {second}")
            }
            Self::UnknownDateRole(role) => format!("unknown date role: {role}"),
            Self::Mapping(error) => error.message_en(),
        }
    }
}

impl fmt::Display for TabularError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message_en())
    }
}

impl std::error::Error for TabularError {}

impl From<MappingError> for TabularError {
    fn from(error: MappingError) -> Self {
        Self::Mapping(error)
    }
}

/// What is wrong with a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MappingCode {
    /// The text is not TOML.
    Syntax,
    /// The same role, or the same key, is written twice.
    Duplicate,
    /// A key that is neither a role nor an option.
    UnknownKey,
    /// A role that the caller's table does not have (for dates: that holds no date).
    UnknownRole,
    /// A value that is not one of those allowed.
    InvalidValue,
    /// The column named is not in the file.
    ColumnMissing,
}

impl MappingCode {
    /// The code, the French sentence and the English one.
    const fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Syntax => ("mapping_syntax", "ce n'est pas du TOML valide", "not valid TOML"),
            Self::Duplicate => ("mapping_duplicate", "clé écrite deux fois", "key written twice"),
            Self::UnknownKey => ("mapping_unknown_key", "clé inconnue", "unknown key"),
            Self::UnknownRole => ("mapping_unknown_role", "rôle inconnu", "unknown role"),
            Self::InvalidValue => ("mapping_invalid_value", "valeur non admise", "value not allowed"),
            Self::ColumnMissing => (
                "mapping_column_missing",
                "la colonne indiquée n'est pas dans le fichier",
                "the column named is not in the file",
            ),
        }
    }

    /// The stable code, in snake case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.texts().0
    }
}

/// A fault in a [`Mapping`](super::Mapping): which key, on which line of the mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingError {
    /// What is wrong.
    pub code: MappingCode,
    /// The key at fault, with its table (`dates.birth_date`), when one is known.
    pub key: Option<String>,
    /// Line of the mapping, from 1.
    pub line: usize,
}

impl MappingError {
    /// The stable code, in snake case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code.code()
    }

    /// What the key may be, where its value is not: in French and in English.
    fn allowed(&self) -> Option<(&'static str, &'static str)> {
        let key = self.key.as_deref().filter(|_| self.code == MappingCode::InvalidValue)?;
        Some(match key {
            "dates" | "file" => ("une table", "a table"),
            "file.delimiter" => ("\";\", \",\" ou \"\\t\"", "\";\", \",\" or \"\\t\""),
            "file.encoding" => ("\"utf-8\" ou \"windows-1252\"", "\"utf-8\" or \"windows-1252\""),
            key if key.starts_with("dates.") => {
                ("\"jj/mm/aaaa\" ou \"aaaa-mm-jj\"", "\"jj/mm/aaaa\" or \"aaaa-mm-jj\"")
            }
            _ => ("le nom d'une colonne, entre guillemets", "the name of a column, quoted"),
        })
    }

    /// The sentence in French.
    #[must_use]
    pub fn message_fr(&self) -> String {
        let text = self.code.texts().1;
        match &self.key {
            Some(key) => {
                let allowed = self.allowed().map(|(fr, _)| format!(" ; il faut {fr}")).unwrap_or_default();
                format!("correspondance, ligne {}, {key} : {text}{allowed}", self.line)
            }
            None => format!("correspondance, ligne {} : {text}", self.line),
        }
    }

    /// The sentence in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        let text = self.code.texts().2;
        match &self.key {
            Some(key) => {
                let allowed = self.allowed().map(|(_, en)| format!("; it takes {en}")).unwrap_or_default();
                format!("mapping, line {}, {key}: {text}{allowed}", self.line)
            }
            None => format!("mapping, line {}: {text}", self.line),
        }
    }
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message_en())
    }
}

impl std::error::Error for MappingError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_messages() {
        let error = TabularError::DuplicateColumn { role: "surname", first: 2, second: 5 };
        assert_eq!(error.code(), "duplicate_column");
        assert_eq!(error.to_string(), "columns 2 and 5 both match surname");
        assert_eq!(error.message_fr(), "les colonnes 2 et 5 correspondent toutes deux à surname");
        let error = TabularError::from(MappingError {
            code: MappingCode::UnknownKey,
            key: Some("file.separator".to_owned()),
            line: 4,
        });
        assert_eq!(error.code(), "mapping_unknown_key");
        assert_eq!(error.to_string(), "mapping, line 4, file.separator: unknown key");
        let error = MappingError {
            code: MappingCode::InvalidValue,
            key: Some("dates.birth_date".to_owned()),
            line: 2,
        };
        assert_eq!(
            error.message_fr(),
            "correspondance, ligne 2, dates.birth_date : valeur non admise ; il faut \"jj/mm/aaaa\" ou \"aaaa-mm-jj\""
        );
    }
}
