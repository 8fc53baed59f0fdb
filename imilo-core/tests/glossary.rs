//! `docs/glossary.md` explains every French name of the public API, and no other.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use imilo_core::law::articles::article;

/// A name as its words, in lower case.
type Words = Vec<String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// `NirManyAnswer`, `MOST_STRUCTURES` and `founded_by` as words; what is no letter parts them.
fn words(name: &str) -> Words {
    let characters: Vec<char> = name.chars().collect();
    let mut words = Words::new();
    let mut begins = true;
    for (index, &character) in characters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| characters.get(before));
        let after = characters.get(index + 1);
        let lower = |at: Option<&char>| at.is_some_and(|c| c.is_ascii_lowercase());
        begins |= character.is_ascii_uppercase() && (lower(before) || lower(after));
        if !character.is_ascii_alphabetic() {
            begins = true;
            continue;
        }
        if begins {
            words.push(String::new());
            begins = false;
        }
        words.last_mut().unwrap().push(character.to_ascii_lowercase());
    }
    words
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            into.push(path);
        }
    }
}

/// The identifier at the beginning of a text.
fn identifier(text: &str) -> &str {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// What a line declares to the public, by the rule of this test: a type, a constant or a function.
fn declared(line: &str) -> Option<&str> {
    let mut rest = line.trim_start().strip_prefix("pub ")?;
    let function = rest.replace("const fn ", "fn ").starts_with("fn ");
    if function {
        rest = rest.strip_prefix("const ").unwrap_or(rest);
    }
    let kinds = ["struct ", "enum ", "trait ", "type ", "const ", "static ", "fn "];
    kinds.iter().find_map(|kind| rest.strip_prefix(kind)).map(identifier)
}

/// Public names of the crate, with the file that declares each: types, constants, functions, and the variants of
/// public enums, which rustfmt sets four columns in.
fn public_names() -> BTreeMap<String, String> {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut names = BTreeMap::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let shown = file.strip_prefix(root()).unwrap().display().to_string();
        let mut in_enum = false;
        for line in text.lines() {
            if line.starts_with("#[cfg(test)]") {
                break;
            }
            let variant = || {
                line.strip_prefix("    ").filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
            };
            let name = declared(line).or_else(|| variant().filter(|_| in_enum).map(identifier));
            in_enum = line.starts_with("pub enum ") || (in_enum && line != "}");
            if let Some(name) = name {
                names.insert(name.to_owned(), shown.clone());
            }
        }
    }
    names
}

/// A row of the page: its cells, and whether its table is one that cites.
struct Row {
    cells: Vec<String>,
    cites: bool,
}

impl Row {
    fn name(&self) -> Words {
        words(self.cells.first().unwrap())
    }
}

/// The lines of the tables of the page, their headers apart.
fn rows() -> Vec<Row> {
    let page = fs::read_to_string(root().join("../docs/glossary.md")).unwrap();
    let mut cites = false;
    let mut rows = Vec::new();
    for line in page.lines() {
        if line.starts_with("| Rust name |") {
            cites = line.contains("provision");
        } else if line.starts_with("| `") {
            let cells = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
            rows.push(Row { cells, cites });
        }
    }
    rows
}

fn english() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("tests/glossary/english.txt")).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Which terms a name is made of, English words between them; none when a word stays over.
fn terms<'t>(
    name: &[String],
    english: &BTreeSet<String>,
    terms_of_page: &'t [Words],
) -> Option<Vec<&'t Words>> {
    let Some((first, rest)) = name.split_first() else { return Some(Vec::new()) };
    // The longest term first: `ContratCej` is a term of its own. A last word may bear the mark of the plural.
    let begins = |term: &&'t Words| {
        name.len() >= term.len()
            && term.iter().zip(name).enumerate().all(|(index, (wanted, found))| {
                wanted == found
                    || (index + 1 == term.len() && found.strip_suffix('s') == Some(wanted.as_str()))
            })
    };
    let mut candidates: Vec<_> = terms_of_page.iter().filter(begins).collect();
    candidates.sort_by_key(|term| std::cmp::Reverse(term.len()));
    for term in candidates {
        if let Some(mut found) = name.get(term.len()..).and_then(|rest| terms(rest, english, terms_of_page)) {
            found.push(term);
            return Some(found);
        }
    }
    if english.contains(first) { terms(rest, english, terms_of_page) } else { None }
}

#[test]
fn names_are_split_into_words() {
    for (name, expected) in [
        ("NirManyAnswer", "nir many answer"),
        ("MOST_STRUCTURES", "most structures"),
        ("founded_by", "founded by"),
        ("Sous90JoursAuPlusTot", "sous jours au plus tot"),
        ("A6b", "a b"),
        ("DECRET_2015", "decret"),
        ("FSEArchive", "fse archive"),
    ] {
        assert_eq!(words(name).join(" "), expected, "{name}");
    }
    assert_eq!(declared("    pub const fn number(self) -> u8 {"), Some("number"));
    assert_eq!(declared("pub(super) struct Hidden {"), None);
    assert_eq!(declared("pub enum Etat {"), Some("Etat"));
}

#[test]
fn every_french_name_is_explained_and_no_other() {
    let (english, names) = (english(), public_names());
    assert!(names.len() > 300, "the rule of this test finds the names");
    let page: Vec<Words> = rows().iter().map(Row::name).collect();
    let mut seen = BTreeSet::new();
    let mut unexplained = Vec::new();
    for (name, file) in &names {
        match terms(&words(name), &english, &page) {
            Some(found) => seen.extend(found),
            None => unexplained.push(format!("{name} ({file})")),
        }
    }
    assert!(
        unexplained.is_empty(),
        "French names without a row in docs/glossary.md (a general noun gets an English name, an English word a line in tests/glossary/english.txt): {unexplained:#?}"
    );
    let idle: Vec<_> = page.iter().filter(|term| !seen.contains(term)).collect();
    assert!(idle.is_empty(), "rows of docs/glossary.md that no public name needs: {idle:?}");
    let doubled: BTreeSet<_> = page.iter().collect();
    assert_eq!(doubled.len(), page.len(), "a name has two rows");
}

#[test]
fn no_noun_of_the_glossary_passes_as_english() {
    let english = english();
    let single = rows().into_iter().map(|row| row.name()).filter(|words| words.len() == 1);
    let both: Vec<_> = single.flatten().filter(|word| english.contains(word)).collect();
    assert!(both.is_empty(), "{both:?}");
}

#[test]
fn every_row_is_whole_and_what_it_cites_is_there() {
    let rows = rows();
    assert!(rows.iter().any(|row| row.cites) && rows.iter().any(|row| !row.cites));
    for Row { cells, cites } in rows {
        assert_eq!(cells.len(), 4, "{cells:?}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{cells:?}");
        let last = cells.last().unwrap();
        for code in last.split('`').skip(1).step_by(2).filter(|_| cites) {
            assert!(article(code).is_ok(), "{code} is no article of this library: {cells:?}");
        }
        for link in last.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(root().join("../docs").join(link).exists(), "{link} is not there: {cells:?}");
        }
    }
}
