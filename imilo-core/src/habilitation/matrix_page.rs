//! The matrix of a day as a page of its own, or as Markdown: to be read and printed by whoever answers for security,
//! without a network.

use super::added_json::ListName;
use super::rules::AccessRules;
use super::table::{Language, escape, matrix_table};

/// No script, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = "\
body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem;color:#161616;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.1rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.8rem}
th,td{border:1px solid #8a8a8a;padding:.25rem .4rem;text-align:left;vertical-align:top}
th{background:#eee}
tr{break-inside:avoid}
@page{size:A3 landscape;margin:10mm}
@media print{body{margin:0}.wide{overflow:visible}table{font-size:6.5pt}}
";

/// A text in French and in English.
pub(super) type Both = (&'static str, &'static str);

/// How a cell is read.
const LEGEND: [(Both, Both); 5] = [
    (
        ("oui", "yes"),
        (
            "accordé quand les conditions sont établies et la nécessité attestée",
            "granted once the conditions are established and necessity is attested",
        ),
    ),
    (("en partie", "partly"), ("une part des données seulement", "some of the data only")),
    (
        ("avec titre", "with a title"),
        ("si l'acteur a son propre titre au NIR", "if the actor has a title of its own to the NIR"),
    ),
    (("non", "no"), ("refusé", "refused")),
    (
        ("?", "?"),
        (
            "indéterminé : aucune règle lue ne décide, et rien n'est accordé",
            "undetermined: no rule that was read decides, and nothing is granted",
        ),
    ),
];

/// The matrix of the day of some rules, as a page.
///
/// ```
/// use imilo_core::habilitation::{AccessRules, Language, Options, Tables, matrix_page};
/// let tables = Tables::built_in();
/// let rules = AccessRules::on("2018-03-14".parse()?, &tables, Options::default())?;
/// let page = matrix_page(&rules, Language::French);
/// assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">") && page.contains("D2015-59:3:I"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn matrix_page(rules: &AccessRules<'_>, language: Language) -> String {
    let table = matrix_table(&rules.matrix(), language).html();
    page(language, &matrix_title(rules, language), &format!("{}{}", lists(rules, language), wide(&table)))
}

/// The matrix of the day of some rules, as Markdown.
#[must_use]
pub fn matrix_markdown(rules: &AccessRules<'_>, language: Language) -> String {
    let lists = lists_markdown(rules, language);
    let table = matrix_table(&rules.matrix(), language).markdown();
    format!("# {}\n\n{lists}{table}\n{}", matrix_title(rules, language), legend_markdown(language))
}

fn matrix_title(rules: &AccessRules<'_>, language: Language) -> String {
    match language {
        Language::French => format!("Qui peut voir et faire quoi le {} ({})", rules.day(), rules.rule_set()),
        Language::English => format!("Who may see and do what on {} ({})", rules.day(), rules.rule_set()),
    }
}

pub(super) fn lists_markdown(rules: &AccessRules<'_>, language: Language) -> String {
    let lines: String = lists_told(rules, language).iter().map(|line| format!("- {line}\n")).collect();
    format!("## {}\n\n{lines}\n", language.of(("Les listes", "The lists")))
}

pub(super) fn legend_markdown(language: Language) -> String {
    let colon = language.of((" : ", ": "));
    let line = |(mark, meaning): &(Both, Both)| {
        format!("- {}{colon}{}\n", language.of(*mark), language.of(*meaning))
    };
    let lines: String = LEGEND.iter().map(line).collect();
    format!("## {}\n\n{lines}", language.of(HOW))
}

pub(super) fn wide(table: &str) -> String {
    // A table wider than the screen can be scrolled by the keyboard too.
    format!("<div class=\"wide\" tabindex=\"0\">\n{table}</div>\n")
}

pub(super) const fn in_full(read: bool) -> Both {
    if read {
        ("lue en entier : qui n'y est pas est refusé", "read in full: who is not in it is refused")
    } else {
        (
            "non lue en entier : qui n'y est pas est indéterminé, et rien ne lui est accordé",
            "not read in full: who is not in it is undetermined, and is granted nothing",
        )
    }
}

/// Which lists of the day were read in full.
pub(super) fn lists_told(rules: &AccessRules<'_>, language: Language) -> Vec<String> {
    let colon = language.of((" : ", ": "));
    let line = |(name, read): &(ListName, bool)| {
        format!("{}{colon}{}.", language.of(name.words()), language.of(in_full(*read)))
    };
    rules.lists_read().iter().map(line).collect()
}

pub(super) fn lists(rules: &AccessRules<'_>, language: Language) -> String {
    let lines: String = lists_told(rules, language).iter().map(|line| format!("<li>{line}</li>\n")).collect();
    format!("<h2>{}</h2>\n<ul>\n{lines}</ul>\n", language.of(("Les listes", "The lists")))
}

const HOW: Both = ("Comment lire", "How to read it");

pub(super) fn page(language: Language, title: &str, body: &str) -> String {
    let legend: String = LEGEND
        .iter()
        .map(|(mark, meaning)| format!("<dt>{}</dt><dd>{}</dd>\n", language.of(*mark), language.of(*meaning)))
        .collect();
    let code = language.code();
    let title = escape(title);
    let how = language.of(HOW);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}\
         <h2>{how}</h2>\n<dl>\n{legend}</dl>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::habilitation::{Options, Tables};

    #[test]
    fn a_page_holds_every_row_escaped_in_both_languages() {
        let row = r#"{"name": "<b>&\"x\"", "actor": "asp", "purposes": ["benefit_payment"], "operations": ["transmit"],
            "fields": ["1°"], "conditions": ["allowance_due"], "from": "2026-02-01",
            "citation": {"code": "X:<script>", "evidence": "seen"}}"#;
        let tables = Tables::built_in().with_added(&format!(r#"{{"rows": [{row}]}}"#)).unwrap();
        let rules = AccessRules::on("2026-02-01".parse().unwrap(), &tables, Options::default()).unwrap();
        for language in [Language::French, Language::English] {
            let page = matrix_page(&rules, language);
            assert!(
                page.contains("&lt;b&gt;&amp;&quot;x&quot;") && page.contains("<td>X:&lt;script&gt;</td>")
            );
            assert!(!page.contains("<script>") && !page.contains("<b>"));
            assert_eq!(page.matches("<tr>").count(), rules.matrix().len() + 1);
            let text = matrix_markdown(&rules, language);
            assert_eq!(text.lines().filter(|line| line.starts_with("| ")).count(), rules.matrix().len() + 2);
            assert!(text.starts_with("# ") && text.contains("2026-02-01 (V2026)"));
        }
    }
}
