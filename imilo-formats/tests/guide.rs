//! The names of columns in the guide are those that are read.
//!
//! `IMILO_BLESS=1 cargo test -p imilo-formats --test guide` writes them again.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use std::fmt::Write as _;

use imilo_formats::source::role_fields;

const MARK: &str = "<!-- columns: IMILO_BLESS=1 cargo test -p imilo-formats --test guide -->\n";

/// Compares the end of a page with what it is to be, or writes it.
fn agree(page: &str, current: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide").join(page);
    let committed = std::fs::read_to_string(&path).unwrap();
    let (head, table) = committed.split_once(MARK).unwrap();
    if std::env::var_os("IMILO_BLESS").is_some() {
        std::fs::write(&path, [head, MARK, current].concat()).unwrap();
        return;
    }
    assert_eq!(table, current, "out of date: run again with IMILO_BLESS=1");
}

#[test]
fn the_guide_of_the_fse_has_every_name_of_a_column() {
    let mut current = "\n| column | other names |\n| --- | --- |\n".to_owned();
    for role in imilo_formats::fse::roles() {
        let names: Vec<_> = role.synonyms.iter().map(|name| format!("`{name}`")).collect();
        writeln!(current, "| `{}` | {} |", role.name, names.join(", ")).unwrap();
    }
    current
        .push_str("\nThe words that they take, compared without case, accents, blanks or marks (`_`):\n\n");
    current.push_str("| columns | words |\n| --- | --- |\n");
    for (words, columns) in imilo_formats::fse::word_lists() {
        let code =
            |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let columns =
            if columns.is_empty() { "each of these: nothing is known".to_owned() } else { code(columns) };
        writeln!(current, "| {columns} | {} |", code(&words)).unwrap();
    }
    agree("fse.md", &current);
}

#[test]
fn the_guide_has_every_name_of_a_column() {
    let mut current = "\n| column | field | other names |\n| --- | --- | --- |\n".to_owned();
    for (role, champ) in role_fields() {
        let names: Vec<_> = role.synonyms.iter().map(|name| format!("`{name}`")).collect();
        writeln!(current, "| `{}` | `{}` | {} |", role.name, champ.row().path, names.join(", ")).unwrap();
    }
    agree("import.md", &current);
}
