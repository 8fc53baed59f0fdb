//! Refused rows and notices: a stable code, a place, and a sentence in French or English.
//!
//! Nothing here ever carries the content of a cell.

use std::fmt;

/// Why one row was refused. The file goes on being read, except after [`RefusalCode::ReadFailed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalCode {
    /// The line is not valid UTF-8 in a file that was decided to be UTF-8.
    Encoding,
    /// The line holds a NUL or another control character (U+0000–U+001F) that is not a tab.
    ControlCharacter,
    /// The line is longer than 1 MiB.
    TooLong,
    /// A quote is opened and not closed where a record may end.
    UnclosedQuote,
    /// The record has not as many fields as the header.
    FieldCount,
    /// A field is longer than 64 KiB.
    FieldTooLong,
    /// The row has a date in a column whose format could not be decided.
    DateUndecidable,
    /// The value is not a date in the format of its column.
    DateFormat,
    /// The date is well formed and does not exist in the calendar (30 February).
    DateInvalid,
    /// The input could not be read any further: this is the last row handed out.
    ReadFailed,
}

impl RefusalCode {
    /// All, in their order.
    pub(crate) const ALL: [Self; 10] = [
        Self::Encoding,
        Self::ControlCharacter,
        Self::TooLong,
        Self::UnclosedQuote,
        Self::FieldCount,
        Self::FieldTooLong,
        Self::DateUndecidable,
        Self::DateFormat,
        Self::DateInvalid,
        Self::ReadFailed,
    ];

    /// The code, the French sentence and the English one.
    const fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Encoding => ("encoding", "ligne illisible en UTF-8", "the line is not valid UTF-8"),
            Self::ControlCharacter => (
                "control_character",
                "la ligne contient un caractère de contrôle",
                "the line holds a control character",
            ),
            Self::TooLong => {
                ("too_long", "la ligne dépasse 1 Mio (1 048 576 octets)", "the line is longer than 1 MiB")
            }
            Self::UnclosedQuote => {
                ("unclosed_quote", "guillemet ouvert et jamais refermé", "a quote is opened and never closed")
            }
            Self::FieldCount => (
                "field_count",
                "le nombre de champs n'est pas celui de l'en-tête",
                "the number of fields is not the header's",
            ),
            Self::FieldTooLong => (
                "field_too_long",
                "le champ dépasse 64 Kio (65 536 octets)",
                "the field is longer than 64 KiB",
            ),
            Self::DateUndecidable => (
                "date_undecidable",
                "le format de date de la colonne n'a pas pu être déterminé",
                "the date format of the column could not be decided",
            ),
            Self::DateFormat => (
                "date_format",
                "la valeur n'est pas une date au format de la colonne",
                "the value is not a date in the format of its column",
            ),
            Self::DateInvalid => (
                "date_invalid",
                "cette date n'existe pas dans le calendrier",
                "this date does not exist in the calendar",
            ),
            Self::ReadFailed => (
                "read_failed",
                "la lecture du fichier a échoué, la suite n'a pas été lue",
                "reading the file failed, the rest was not read",
            ),
        }
    }

    /// The stable code, in snake case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.texts().0
    }

    /// The sentence in French.
    #[must_use]
    pub const fn message_fr(self) -> &'static str {
        self.texts().1
    }

    /// The sentence in English.
    #[must_use]
    pub const fn message_en(self) -> &'static str {
        self.texts().2
    }
}

impl fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message_en())
    }
}

/// One row that was refused: where, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RefusedRow {
    /// Number of the record after the header, from 1; refused records count too, blank lines do not.
    pub record: u64,
    /// Number of the first physical line of the record, from 1 at the head of the file.
    pub line: u64,
    /// Position of the column at fault, from 1, when one column is.
    pub column: Option<usize>,
    /// Why the row was refused.
    pub code: RefusalCode,
}

impl RefusedRow {
    /// The stable code, in snake case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code.code()
    }

    /// Place and cause in French.
    #[must_use]
    pub fn message_fr(&self) -> String {
        match self.column {
            Some(column) => format!("ligne {}, colonne {column} : {}", self.line, self.code.message_fr()),
            None => format!("ligne {} : {}", self.line, self.code.message_fr()),
        }
    }

    /// Place and cause in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        match self.column {
            Some(column) => format!("line {}, column {column}: {}", self.line, self.code.message_en()),
            None => format!("line {}: {}", self.line, self.code.message_en()),
        }
    }
}

impl fmt::Display for RefusedRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message_en())
    }
}

impl std::error::Error for RefusedRow {}

/// What a [`Notice`] says of a date column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoticeCode {
    /// The format cannot be decided: every row with a value in the column is refused.
    DatesUndecidable,
    /// Read as day/month/year although no value seen so far proves that the day comes first.
    DatesDayMonthUnproven,
}

impl NoticeCode {
    /// The stable code, in snake case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DatesUndecidable => "dates_undecidable",
            Self::DatesDayMonthUnproven => "dates_day_month_unproven",
        }
    }
}

/// One remark on a whole column, given once whatever the number of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Notice {
    /// Role of the column.
    pub role: &'static str,
    /// Position of the column, from 1.
    pub column: usize,
    /// What is remarked.
    pub code: NoticeCode,
}

impl Notice {
    /// The stable code, in snake case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code.code()
    }

    /// The sentence in French.
    #[must_use]
    pub fn message_fr(&self) -> String {
        let text = match self.code {
            NoticeCode::DatesUndecidable => {
                "format de date indéterminable, à préciser dans la correspondance des colonnes"
            }
            NoticeCode::DatesDayMonthUnproven => {
                "dates lues jour/mois/année sans qu'aucune valeur ne le prouve, à préciser dans la \
                 correspondance des colonnes"
            }
        };
        format!("colonne {} ({}) : {text}", self.column, self.role)
    }

    /// The sentence in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        let text = match self.code {
            NoticeCode::DatesUndecidable => {
                "the date format cannot be decided, state it in the column mapping"
            }
            NoticeCode::DatesDayMonthUnproven => {
                "dates read as day/month/year although no value proves it, state it in the column mapping"
            }
        };
        format!("column {} ({}): {text}", self.column, self.role)
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message_en())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_give_the_place_and_the_cause() {
        let mut row = RefusedRow { record: 3, line: 7, column: Some(2), code: RefusalCode::DateInvalid };
        assert_eq!(row.code(), "date_invalid");
        assert_eq!(row.message_fr(), "ligne 7, colonne 2 : cette date n'existe pas dans le calendrier");
        assert_eq!(row.to_string(), "line 7, column 2: this date does not exist in the calendar");
        row.column = None;
        assert_eq!(row.to_string(), "line 7: this date does not exist in the calendar");
        let notice = Notice { role: "birth_date", column: 4, code: NoticeCode::DatesUndecidable };
        assert!(notice.message_fr().starts_with("colonne 4 (birth_date) : "));
        assert_eq!(notice.code(), "dates_undecidable");
    }
}
