//! The mapping: a small TOML text that says what a file does not.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::dialect::Forced;
use super::{DateFormat, Delimiter, Encoding, MappingCode, MappingError, RoleSpec, fold};

/// Which column carries which role, in which format, when the file does not tell by itself.
///
/// One line a role, `role = "name of the column"`; an optional table `[dates]` with, for a date role,
/// `"jj/mm/aaaa"` or `"aaaa-mm-jj"`; an optional table `[file]` with `delimiter` (`";"`, `","`, `"\t"`) and
/// `encoding` (`"utf-8"`, `"windows-1252"`; a byte order mark wins over it).
///
/// ```
/// use imilo_formats::tabular::Mapping;
///
/// let mapping = Mapping::parse(
///     r#"
///     surname = "Nom de famille"
///     birth_date = "Né(e) le"
///     [dates]
///     birth_date = "jj/mm/aaaa"
///     [file]
///     delimiter = ";"
///     encoding = "windows-1252"
///     "#,
/// );
/// assert!(mapping.is_ok());
/// let error = Mapping::parse("[file]\nseparator = ';'").unwrap_err();
/// assert_eq!(error.to_string(), "mapping, line 2, file.separator: unknown key");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    pub(super) columns: Vec<Entry<String>>,
    pub(super) dates: Vec<Entry<DateFormat>>,
    pub(super) forced: Forced,
}

/// What the mapping says of one role, and on which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry<T> {
    pub(super) role: String,
    pub(super) value: T,
    pub(super) line: usize,
}

impl Mapping {
    /// Reads a mapping. The roles themselves are checked when a [`Reader`](super::Reader) is made.
    ///
    /// # Errors
    ///
    /// The first fault of the text, with its key and line: not TOML, a key written twice, an unknown key, a
    /// value that is not allowed.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let table = DeTable::parse(text).map_err(|error| syntax_error(text, &error))?;
        let mut mapping = Self::default();
        for (key, value) in in_order(table.get_ref()) {
            let at = At { text, table: "", key };
            match (key.get_ref().as_ref(), value) {
                ("dates", DeValue::Table(dates)) => {
                    for (key, value) in in_order(dates) {
                        let at = At { text, table: "dates.", key };
                        let format = at.one_of(value, DateFormat::from_mapping)?;
                        mapping.dates.push(at.entry(format));
                    }
                }
                ("file", DeValue::Table(file)) => {
                    for (key, value) in in_order(file) {
                        let at = At { text, table: "file.", key };
                        match key.get_ref().as_ref() {
                            "delimiter" => {
                                mapping.forced.delimiter = Some(at.one_of(value, Delimiter::from_mapping)?);
                            }
                            "encoding" => {
                                mapping.forced.encoding = Some(at.one_of(value, encoding)?);
                            }
                            _ => return Err(at.error(MappingCode::UnknownKey)),
                        }
                    }
                }
                ("dates" | "file", _) => return Err(at.error(MappingCode::InvalidValue)),
                (_, DeValue::Table(_)) => return Err(at.error(MappingCode::UnknownKey)),
                (_, value) => {
                    let column = at.one_of(value, |column| Some(column.to_owned()))?;
                    mapping.columns.push(at.entry(column));
                }
            }
        }
        Ok(mapping)
    }

    /// The same with the names of the roles where it has another of their names, as French ones.
    ///
    /// # Errors
    /// A role written twice, under two of its names.
    pub(crate) fn by_any_name(&self, roles: &[RoleSpec]) -> Result<Self, MappingError> {
        Ok(Self {
            columns: named(&self.columns, roles, "")?,
            dates: named(&self.dates, roles, "dates.")?,
            forced: self.forced,
        })
    }

    /// The format stated for a date role.
    pub(super) fn date_format(&self, role: &str) -> Option<DateFormat> {
        self.dates.iter().find(|entry| entry.role == role).map(|entry| entry.value)
    }
}

fn named<T: Clone>(
    entries: &[Entry<T>],
    roles: &[RoleSpec],
    table: &str,
) -> Result<Vec<Entry<T>>, MappingError> {
    let mut found: Vec<Entry<T>> = Vec::new();
    for entry in entries {
        let name = fold(&entry.role);
        let bears =
            |role: &&RoleSpec| role.name == name || role.synonyms.iter().any(|other| fold(other) == name);
        let role = roles.iter().find(bears).map_or_else(|| entry.role.clone(), |role| role.name.to_owned());
        if found.iter().any(|before| before.role == role) {
            let key = Some(format!("{table}{}", entry.role));
            return Err(MappingError { code: MappingCode::Duplicate, key, line: entry.line });
        }
        found.push(Entry { role, ..entry.clone() });
    }
    Ok(found)
}

type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;

/// A key, its table and the text they are in.
struct At<'a, 't> {
    text: &'a str,
    table: &'a str,
    key: &'a Key<'t>,
}

impl At<'_, '_> {
    fn line(&self) -> usize {
        line_of(self.text, self.key.span().start)
    }

    fn error(&self, code: MappingCode) -> MappingError {
        let key = format!("{}{}", self.table, self.key.get_ref());
        MappingError { code, key: Some(key), line: self.line() }
    }

    fn entry<T>(&self, value: T) -> Entry<T> {
        Entry { role: self.key.get_ref().to_string(), value, line: self.line() }
    }

    fn one_of<T>(&self, value: &DeValue<'_>, read: impl Fn(&str) -> Option<T>) -> Result<T, MappingError> {
        value.as_str().and_then(read).ok_or_else(|| self.error(MappingCode::InvalidValue))
    }
}

/// The entries of a table in the order of the text, so that the first fault is the one told.
fn in_order<'a, 't>(table: &'a DeTable<'t>) -> Vec<(&'a Key<'t>, &'a DeValue<'t>)> {
    let mut entries: Vec<_> = table.iter().map(|(key, value)| (key, value.get_ref())).collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

fn encoding(name: &str) -> Option<Encoding> {
    if name.eq_ignore_ascii_case("utf-8") {
        Some(Encoding::Utf8)
    } else if name.eq_ignore_ascii_case("windows-1252") {
        Some(Encoding::Windows1252)
    } else {
        None
    }
}

fn syntax_error(text: &str, error: &toml::de::Error) -> MappingError {
    let span = error.span().unwrap_or_default();
    let line = line_of(text, span.start);
    // The parser tells a key written twice by its message alone (pinned by a test).
    if error.message().starts_with("duplicate key") {
        let key = text.get(span).map(|key| key.trim_matches(['"', '\'']).to_owned());
        MappingError { code: MappingCode::Duplicate, key, line }
    } else {
        MappingError { code: MappingCode::Syntax, key: None, line }
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (MappingCode, Option<String>, usize) {
        let error = Mapping::parse(text).unwrap_err();
        (error.code, error.key, error.line)
    }

    fn key(name: &str) -> Option<String> {
        Some(name.to_owned())
    }

    #[test]
    fn a_whole_mapping() {
        let text = "b = \"Prénom\"\na = 'Nom'\n[dates]\nc = \"AAAA-MM-JJ\"\nd = \"jj/mm/aaaa\"\n\
                    [file]\ndelimiter = \"\\t\"\nencoding = \"UTF-8\"\n";
        let mapping = Mapping::parse(text).unwrap();
        let entry = |role: &str, value: &str, line| Entry { role: role.into(), value: value.into(), line };
        assert_eq!(mapping.columns, [entry("b", "Prénom", 1), entry("a", "Nom", 2)]);
        assert_eq!(mapping.date_format("c"), Some(DateFormat::Iso));
        assert_eq!(mapping.date_format("d"), Some(DateFormat::French));
        assert_eq!(mapping.date_format("a"), None);
        assert_eq!(mapping.forced.delimiter, Some(Delimiter::Tab));
        assert_eq!(mapping.forced.encoding, Some(Encoding::Utf8));
        assert_eq!(Mapping::parse("").unwrap(), Mapping::default());
    }

    #[test]
    fn faults_say_key_and_line() {
        assert_eq!(fault("a = 'x'\n\na = 'y'"), (MappingCode::Duplicate, key("a"), 3));
        assert_eq!(fault("a = 'x'\n\"a\" = 'y'"), (MappingCode::Duplicate, key("a"), 2));
        assert_eq!(fault("[dates]\na = 'jj/mm/aaaa'\na = 'jj/mm/aaaa'").0, MappingCode::Duplicate);
        assert_eq!(fault("a = 'x'\nb = 3"), (MappingCode::InvalidValue, key("b"), 2));
        assert_eq!(fault("[dates]\na = 'mm/jj/aaaa'"), (MappingCode::InvalidValue, key("dates.a"), 2));
        assert_eq!(fault("[file]\n\nquote = 'x'"), (MappingCode::UnknownKey, key("file.quote"), 3));
        assert_eq!(fault("[file]\ndelimiter='|'"), (MappingCode::InvalidValue, key("file.delimiter"), 2));
        assert_eq!(fault("[file]\nencoding='latin1'"), (MappingCode::InvalidValue, key("file.encoding"), 2));
        assert_eq!(fault("x='y'\n[options]\na='b'"), (MappingCode::UnknownKey, key("options"), 2));
        assert_eq!(fault("dates = 'jj/mm/aaaa'"), (MappingCode::InvalidValue, key("dates"), 1));
        assert_eq!(fault("a = 'x'\nb = Nom"), (MappingCode::Syntax, None, 2));
        assert_eq!(fault("a = 'x'\nzz").2, 2);
    }
}
