//! What changes between two days, as a page of its own or as Markdown: what was read of the lists, their rows, and every
//! decision.

use super::changes::Change;
use super::changes_table::decisions_table;
use super::matrix::MatrixChange;
use super::matrix_page::{in_full, legend_markdown, lists, lists_markdown, page, wide};
use super::rules::AccessRules;
use super::table::{Language, TextTable, changes_table, escape};

/// Two days and what changes between them: some or all of the lines and decisions.
#[derive(Clone, Copy, Debug)]
pub struct Between<'b, 'l> {
    /// The rules of the first day.
    pub earlier: &'b AccessRules<'l>,
    /// The rules of the second day.
    pub later: &'b AccessRules<'l>,
    /// Lines of the matrices that change.
    pub lines: &'b [MatrixChange<'l>],
    /// Decisions that change.
    pub decisions: &'b [Change],
}

/// What changes from a day to another, as a page.
#[must_use]
pub fn changes_page(between: &Between<'_, '_>, language: Language) -> String {
    let mut body = lists(between.later, language);
    for part in parts(between, language) {
        body.push_str(&format!("<h2>{}</h2>\n<p>{}</p>\n", escape(part.title), escape(part.text)));
        body.push_str(&part.table.map_or_else(String::new, |table| wide(&table.html())));
    }
    page(language, &changes_title(between, language), &body)
}

/// What changes from a day to another, as Markdown.
#[must_use]
pub fn changes_markdown(between: &Between<'_, '_>, language: Language) -> String {
    let mut body = lists_markdown(between.later, language);
    for part in parts(between, language) {
        body.push_str(&format!("## {}\n\n{}\n\n", part.title, part.text));
        body.push_str(&part.table.map_or_else(String::new, |table| table.markdown() + "\n"));
    }
    format!("# {}\n\n{body}{}", changes_title(between, language), legend_markdown(language))
}

fn changes_title(between: &Between<'_, '_>, language: Language) -> String {
    let days =
        [between.earlier, between.later].map(|rules| format!("{} ({})", rules.day(), rules.rule_set()));
    let [from, to] = &days;
    match language {
        Language::French => format!("Ce qui change du {from} au {to}"),
        Language::English => format!("What changes from {from} to {to}"),
    }
}

/// A part of what changes: its title, a sentence, and its table if there is something in it.
struct Part {
    title: &'static str,
    text: &'static str,
    table: Option<TextTable>,
}

/// The lists, the lines, the decisions.
fn parts(between: &Between<'_, '_>, language: Language) -> [Part; 3] {
    let Between { earlier, later, lines, decisions } = between;
    let changed: Vec<Vec<String>> = earlier
        .lists_read()
        .iter()
        .zip(later.lists_read())
        .filter(|((_, before), (_, after))| before != after)
        .map(|((name, before), (_, after))| {
            [name.words(), in_full(*before), in_full(after)].map(|it| language.of(it).to_owned()).to_vec()
        })
        .collect();
    let header = [("liste", "list"), ("avant", "before"), ("après", "after")];
    let lists = TextTable { header: header.map(|it| language.of(it).to_owned()).to_vec(), lines: changed };
    let part = |title, some, none, table: TextTable| {
        let is_empty = table.lines.is_empty();
        Part {
            title: language.of(title),
            text: language.of(if is_empty { none } else { some }),
            table: (!is_empty).then_some(table),
        }
    };
    [
        part(
            ("Listes lues", "Lists that were read"),
            (
                "Une liste qui n'est plus lue en entier ne refuse plus qui n'y est pas : indéterminé, et rien n'est accordé.",
                "A list that is no longer read in full no longer refuses who is not in it: undetermined, and nothing is granted.",
            ),
            (
                "Rien ne change dans ce qui a été lu des listes.",
                "Nothing changes in what was read of the lists.",
            ),
            lists,
        ),
        part(
            ("Lignes", "Rows"),
            ("Les lignes des textes qui changent.", "The rows of the texts that change."),
            ("Aucune ligne ne change.", "No row changes."),
            changes_table(lines, language),
        ),
        part(
            ("Décisions", "Decisions"),
            (
                "Chaque décision qui change, toute condition supposée établie, le NIR sans titre propre.",
                "Every decision that changes, each condition taken as established, the NIR without a title of one's own.",
            ),
            ("Aucune décision ne change.", "No decision changes."),
            decisions_table(decisions, language),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::habilitation::{Options, Tables, matrix_changes};

    #[test]
    fn a_page_tells_lists_rows_and_decisions() {
        let row = r#"{"name": "ASP", "actor": "asp", "purposes": ["benefit_payment"], "operations": ["transmit"],
            "fields": ["I.A.1"], "conditions": ["allowance_due"], "from": "2026-02-01",
            "citation": {"code": "A2025-01-03:annexe 3", "evidence": "seen"}}"#;
        let tables = Tables::built_in().with_added(&format!(r#"{{"rows": [{row}]}}"#)).unwrap();
        let on = |day: &str| AccessRules::on(day.parse().unwrap(), &tables, Options::default()).unwrap();
        let told = |before: &str, after: &str, language| {
            let (earlier, later) = (on(before), on(after));
            let lines = matrix_changes(&earlier.matrix(), &later.matrix());
            let decisions = earlier.changes_to(&later);
            let between = Between { earlier: &earlier, later: &later, lines: &lines, decisions: &decisions };
            (changes_page(&between, language), changes_markdown(&between, language))
        };
        for (language, new) in [(Language::French, "nouvelle"), (Language::English, "new")] {
            let (page, text) = told("2026-01-31", "2026-02-01", language);
            assert_eq!(page.matches(&format!("<td>{new}</td>")).count(), 1);
            assert_eq!(page.matches("<table>").count(), 2, "no list is read otherwise");
            assert!(text.contains(&format!("| {new} |")), "{text}");
            let (same, _) = told("2026-02-02", "2026-02-03", language);
            assert!(!same.contains("<table>"));
        }
        // On 23 May 2021 the lists of the décret, read in full, give way to ones that were not.
        let (page, text) = told("2021-05-22", "2021-05-23", Language::French);
        assert_eq!(page.matches("<table>").count(), 3);
        assert!(text.contains("| destinataires | lue en entier"), "{text}");
    }
}
