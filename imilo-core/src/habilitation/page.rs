//! The page `docs/droit/habilitation.md`, written from the tables.

use core::fmt::Write as _;

use crate::calendar::Date;

use super::matrix::{MatrixChange, MatrixRow, matrix_changes};
use super::matrix_page::lists_told;
use super::rules::{AccessRules, Options};
use super::table::{Language, matrix_table};
use super::tables::Tables;

const HEAD: &str = "\
# Qui peut voir et faire quoi

<!-- Page écrite par `imilo_core::habilitation::markdown` : ne pas la modifier à la main.
     Pour la refaire : IMILO_BLESS=1 cargo test -p imilo-core habilitation -->

Une ligne par ligne des textes : qui, par quelle opération, pour quelle finalité, quelles données, à quelles conditions.
*oui* : accordé quand les conditions sont établies et la nécessité attestée ; *en partie* : une part des données
seulement ; *avec titre* : si l'acteur a son propre titre au NIR ; *non* : refusé ; *?* : aucune règle lue ne décide, et
rien n'est accordé. Qui n'a pas de ligne est refusé si la liste a été lue en entier, indéterminé sinon.
*One line a row of the texts; the English words are in `imilo_core::habilitation`.*
";

/// The days on which a list changes for certain, from the tables.
fn days(tables: &Tables) -> Vec<Date> {
    let lines = [&tables.access, &tables.recipients, &tables.links, &tables.archive];
    let entries = lines.into_iter().flat_map(|line| line.rows().iter().map(|row| row.entry.certain));
    let mut days: Vec<_> = entries.collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The page: the matrix of the first day, then what changes on each later one.
#[must_use]
pub fn markdown() -> String {
    let tables = Tables::built_in();
    let mut page = String::from(HEAD);
    let mut before: Option<Vec<MatrixRow<'_>>> = None;
    for day in days(&tables) {
        let Ok(rules) = AccessRules::on(day, &tables, Options::default()) else { continue };
        let matrix = rules.matrix();
        let _ = writeln!(page, "\n## À partir du {day} ({})\n", rules.rule_set());
        lists_told(&rules, Language::French).iter().for_each(|line| {
            let _ = writeln!(page, "- {line}");
        });
        page.push('\n');
        match &before {
            None => page.push_str(&matrix_table(&matrix, Language::French).markdown()),
            Some(before) => write_changes(&mut page, &matrix_changes(before, &matrix)),
        }
        before = Some(matrix);
    }
    page
}

fn write_changes(page: &mut String, changes: &[MatrixChange<'_>]) {
    let mut added = Vec::new();
    for change in changes {
        match change {
            MatrixChange::Removed(line) => {
                let _ = writeln!(page, "- N'est plus : « {} », {}.", line.row.id, line.row.actor.words().0);
            }
            MatrixChange::Changed(..) | MatrixChange::Added(_) => {}
        }
    }
    for change in changes {
        match change {
            MatrixChange::Added(line) | MatrixChange::Changed(_, line) => added.push(line.clone()),
            MatrixChange::Removed(_) => {}
        }
    }
    if changes.is_empty() {
        page.push_str("Aucune ligne ne change.\n");
    } else if !added.is_empty() {
        page.push_str("\nNouveau ou changé :\n\n");
        page.push_str(&matrix_table(&added, Language::French).markdown());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_page_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/droit/habilitation.md");
        if std::env::var_os("IMILO_BLESS").is_some() {
            std::fs::write(path, markdown()).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(path).unwrap_or_default(),
            markdown(),
            "run with IMILO_BLESS=1 and read the change"
        );
    }
}
