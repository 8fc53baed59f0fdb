//! Which column of a file carries which role.

use super::{Mapping, MappingCode, MappingError, TabularError};

/// Longest column name that is shown, in characters.
const SHOWN_NAME: usize = 40;

/// A piece of information the caller looks for, and the names its column may bear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleSpec {
    /// Name of the role: the key in a mapping, and one more name for the column.
    pub name: &'static str,
    /// Other names of the column; compared [folded](fold).
    pub synonyms: &'static [&'static str],
}

/// A column that carries no role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmatchedColumn {
    /// Position, from 1.
    pub position: usize,
    /// Name, when it can be shown: it is not empty, holds no digit and has at most 40 characters.
    pub name: Option<String>,
}

/// Roles and columns put together. Columns are indices from 0 here.
#[derive(Debug)]
pub(super) struct Columns {
    /// For each role of the table, its column.
    pub(super) by_role: Vec<Option<usize>>,
    pub(super) unmatched: Vec<UnmatchedColumn>,
}

/// Folds a column name: case and accents off, everything that is not a letter or a digit becomes one `_`.
///
/// ```
/// use imilo_formats::tabular::fold;
/// assert_eq!(fold("  Date d’Entrée (prévue) "), "date_d_entree_prevue");
/// assert_eq!(fold("N° Sécu."), "n_secu");
/// ```
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        // Combining accents: the letter they follow is already there.
        if ('\u{300}'..='\u{36f}').contains(&c) {
            continue;
        }
        if !c.is_alphanumeric() || matches!(c, 'º' | 'ª') {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push('_');
        }
        gap = false;
        for lower in c.to_lowercase() {
            match unaccented(lower) {
                Some(letters) => folded.push_str(letters),
                None if ('\u{300}'..='\u{36f}').contains(&lower) => {}
                None => folded.push(lower),
            }
        }
    }
    folded
}

/// The plain letters of an accented one, for the languages whose names meet in French files.
const fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ý' | 'ÿ' => "y",
        'æ' => "ae",
        'œ' => "oe",
        _ => return None,
    })
}

/// What names are compared by: folded, and without the elided `d'` and `l'`.
fn key(name: &str) -> String {
    let folded = fold(name);
    let mut words = folded.split('_').peekable();
    let mut key = String::with_capacity(folded.len());
    while let Some(word) = words.next() {
        if matches!(word, "d" | "l") && words.peek().is_some() {
            continue;
        }
        if !key.is_empty() {
            key.push('_');
        }
        key.push_str(word);
    }
    key
}

/// Finds the column of each role.
pub(super) fn match_columns(
    names: &[String],
    roles: &[RoleSpec],
    mapping: Option<&Mapping>,
) -> Result<Columns, TabularError> {
    let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
    let mut matching =
        Matching { roles, by_role: vec![None; roles.len()], by_column: vec![None; names.len()] };
    for entry in mapping.map_or(&[][..], |mapping| &mapping.columns) {
        let error = |code| MappingError { code, key: Some(entry.role.clone()), line: entry.line };
        let role = roles
            .iter()
            .position(|role| role.name == entry.role)
            .ok_or_else(|| error(MappingCode::UnknownRole))?;
        // The very name first: two columns may differ by what folding takes off.
        let exact: Vec<usize> = positions(names, |name| name.trim() == entry.value.trim());
        let wanted = key(&entry.value);
        let found = if exact.is_empty() { positions(&keys, |key| *key == wanted) } else { exact };
        if wanted.is_empty() || found.is_empty() {
            return Err(error(MappingCode::ColumnMissing).into());
        }
        for column in found {
            matching.put(role, column)?;
        }
    }
    let mapped = matching.by_role.clone();
    let taken = matching.by_column.clone();
    for (role, spec) in roles.iter().enumerate() {
        if mapped.get(role).is_some_and(Option::is_some) {
            continue;
        }
        let accepted: Vec<String> =
            std::iter::once(&spec.name).chain(spec.synonyms).map(|name| key(name)).collect();
        for column in positions(&keys, |key| !key.is_empty() && accepted.contains(key)) {
            // A column the mapping gives to a role is out of reach of the synonyms of the others.
            if taken.get(column).is_some_and(Option::is_none) {
                matching.put(role, column)?;
            }
        }
    }
    if matching.by_role.iter().all(Option::is_none) {
        return Err(TabularError::NoRole);
    }
    let unmatched = matching
        .by_column
        .iter()
        .zip(names)
        .enumerate()
        .filter(|(_, (role, _))| role.is_none())
        .map(|(column, (_, name))| UnmatchedColumn { position: column + 1, name: shown(name) })
        .collect();
    Ok(Columns { by_role: matching.by_role, unmatched })
}

/// One role a column, one column a role.
struct Matching<'a> {
    roles: &'a [RoleSpec],
    by_role: Vec<Option<usize>>,
    by_column: Vec<Option<usize>>,
}

impl Matching<'_> {
    fn put(&mut self, role: usize, column: usize) -> Result<(), TabularError> {
        let name = |role: usize| self.roles.get(role).map_or("", |role| role.name);
        if let Some(Some(first)) = self.by_role.get(role) {
            return Err(TabularError::DuplicateColumn {
                role: name(role),
                first: first.min(&column) + 1,
                second: first.max(&column) + 1,
            });
        }
        if let Some(Some(other)) = self.by_column.get(column) {
            return Err(TabularError::AmbiguousColumn {
                column: column + 1,
                first: name(*other),
                second: name(role),
            });
        }
        if let (Some(by_role), Some(by_column)) = (self.by_role.get_mut(role), self.by_column.get_mut(column))
        {
            (*by_role, *by_column) = (Some(column), Some(role));
        }
        Ok(())
    }
}

fn positions(names: &[String], accept: impl Fn(&String) -> bool) -> Vec<usize> {
    names.iter().enumerate().filter(|(_, name)| accept(name)).map(|(position, _)| position).collect()
}

/// A name that may be shown: a file without header has a person's data in its place.
fn shown(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = !name.is_empty() && name.chars().count() <= SHOWN_NAME && !name.contains(char::is_numeric);
    fits.then_some(name)
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
