//! The names of columns in the guide are those that are read.
//!
//! `IMILO_BLESS=1 cargo test -p imilo-formats --test guide` writes them again.

use std::fmt::Write as _;

use imilo_formats::source::role_fields;

const MARK: &str = "<!-- columns: IMILO_BLESS=1 cargo test -p imilo-formats --test guide -->\n";

#[test]
fn the_guide_has_every_name_of_a_column() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide/import.md");
    let committed = std::fs::read_to_string(&path).unwrap();
    let (head, table) = committed.split_once(MARK).unwrap();
    let mut current = "\n| column | field | other names |\n| --- | --- | --- |\n".to_owned();
    for (role, champ) in role_fields() {
        let names: Vec<_> = role.synonyms.iter().map(|name| format!("`{name}`")).collect();
        writeln!(current, "| `{}` | `{}` | {} |", role.name, champ.row().path, names.join(", ")).unwrap();
    }
    if std::env::var_os("IMILO_BLESS").is_some() {
        std::fs::write(&path, [head, MARK, &current].concat()).unwrap();
        return;
    }
    assert_eq!(table, current, "out of date: run again with IMILO_BLESS=1");
}
