//! The page `docs/droit/articles.md`, written from the tables.

use core::fmt::Write as _;
use std::collections::BTreeSet;

use super::{Article, Coverage, all};
use crate::calendar::Date;
use crate::law::Evidence;

const HEAD: &str = "\
# Les articles, version par version

<!-- Page écrite par `imilo_core::law::articles::markdown` : ne pas la modifier à la main.
     Pour la refaire : IMILO_BLESS=1 cargo test -p imilo-core the_committed_page_is_current -->

Tous les articles que l'étude du droit cite, une ligne par version connue : ce que dit l'article, comment on le
sait, et où le code l'applique. *Every article cited by the study of the law, one row a version; the English
sentences are in `imilo_core::law::articles`.*

## Lire les tableaux

- **Code** : texte, puis article, puis détail. `D2015-59:6:I bis` est l'article 6, I bis, du décret n° 2015-59.
- **En vigueur** : premier et dernier jours ; `…` quand un jour n'est pas connu ou que la version court encore.
  Deux versions d'un article qui se chevauchent (13 et 14 janvier 2025, 14 au 20 janvier 2026) sont celles
  d'un acte dont le jour d'entrée n'a pas été trouvé : ces jours-là, l'une ou l'autre peut être en vigueur.
- **Connaissance** : *lu* dans l'acte même, en entier ou en partie ; lu dans une *source secondaire* ; *déduit*
  de ce qui a été lu ; *inconnu*, et alors rien n'en est tiré. Le nom renvoie à la copie publique.
- **Appliqué par** : la règle et l'épreuve qui tombe quand elle est fausse ; ou la capacité qui viendra
  (*à venir*) ; ou la raison pour laquelle rien n'en est calculé (*contexte*).
";

/// What the page says in French for a capability or a reason of [`Coverage`].
const FRENCH: &[(&str, &str)] = &[
    ("dossier and field catalogue", "dossier et catalogue des champs"),
    ("NIR and pseudonyms", "NIR et pseudonymes"),
    ("journal, rights and responsibilities", "journal, droits et responsabilités"),
    (
        "background: amounts of an allowance, which no rule here computes",
        "montants d'une allocation, qu'aucune règle ne calcule ici",
    ),
    (
        "background: describes a scheme whose dates the caller gives",
        "décrit un dispositif dont l'appelant donne les dates",
    ),
    ("execution clause: nothing to compute", "formule d'exécution : rien à calculer"),
    (
        "an opinion on the draft: explains the act and binds nobody",
        "avis sur le projet : explique l'acte et n'oblige personne",
    ),
    (
        "a recommendation: the seven months of the décret prevail",
        "recommandation : les sept mois du décret l'emportent",
    ),
    ("a candidate only: never cited as the act", "candidat seulement : jamais cité comme l'acte"),
    ("not read: founds no rule", "non lu : ne fonde aucune règle"),
    ("background: no rule here depends on its text", "aucune règle ne dépend ici de son texte"),
];

fn french(text: &'static str) -> &'static str {
    FRENCH.iter().find(|(english, _)| *english == text).map_or(text, |(_, french)| french)
}

const fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Seen => "lu",
        Evidence::Secondary => "source secondaire",
        Evidence::Inferred => "déduit",
        Evidence::Unknown => "inconnu",
    }
}

fn period(article: &Article) -> String {
    let from = if article.from.is_empty() { "…" } else { article.from };
    let last_day = article.until.parse::<Date>().map(|until| until.plus_days(-1).to_string());
    match last_day {
        Ok(last_day) => format!("{from} – {last_day}"),
        Err(_) if article.from.is_empty() => "non daté".to_owned(),
        Err(_) => format!("{from} – …"),
    }
}

fn known(article: &Article) -> String {
    let known = evidence(article.evidence);
    if article.source.url.is_empty() {
        known.to_owned()
    } else {
        format!("{known} [{}]", article.source.code)
    }
}

fn coverage(article: &Article) -> String {
    match article.coverage {
        Coverage::Rule { rule, test } => format!("`{rule}` ; `{test}`"),
        Coverage::Later(capability) => format!("à venir : {}", french(capability)),
        Coverage::Context(reason) => format!("contexte : {}", french(reason)),
    }
}

fn summary(page: &mut String) -> core::fmt::Result {
    let count = |test: fn(&Article) -> bool| all().filter(|article| test(article)).count();
    let read = |wanted: Evidence| all().filter(|article| article.evidence == wanted).count();
    writeln!(
        page,
        "\n{} lignes : {} lues, {} par une source secondaire, {} déduites, {} inconnues. Une règle en applique {}, \
         une capacité à venir en attend {}, {} sont du contexte.",
        all().count(),
        read(Evidence::Seen),
        read(Evidence::Secondary),
        read(Evidence::Inferred),
        read(Evidence::Unknown),
        count(|article| matches!(article.coverage, Coverage::Rule { .. })),
        count(|article| matches!(article.coverage, Coverage::Later(_))),
        count(|article| matches!(article.coverage, Coverage::Context(_))),
    )
}

fn write_page(page: &mut String) -> core::fmt::Result {
    page.push_str(HEAD);
    summary(page)?;
    let mut heading = None;
    let mut sources = BTreeSet::new();
    for article in all() {
        let texte = article.texte().map(|texte| (texte.code, texte.fr));
        if heading != texte {
            heading = texte;
            let (code, title) = texte.unwrap_or_default();
            writeln!(page, "\n## `{code}` : {title}\n")?;
            writeln!(page, "| code | en vigueur | connaissance | ce que dit l'article | appliqué par |")?;
            writeln!(page, "| --- | --- | --- | --- | --- |")?;
        }
        let (code, says) = (article.code, article.fr);
        let (period, known, coverage) = (period(article), known(article), coverage(article));
        writeln!(page, "| `{code}` | {period} | {known} | {says} | {coverage} |")?;
        if !article.source.url.is_empty() {
            sources.insert((article.source.code, article.source.url));
        }
    }
    page.push('\n');
    for (code, url) in &sources {
        writeln!(page, "[{code}]: <{url}>")?;
    }
    Ok(())
}

/// The whole table as a page of Markdown, in French; the same tables always give the same page.
///
/// ```
/// let page = imilo_core::law::articles::markdown();
/// assert!(page.contains("| `D2015-59:6:I bis` | 2025-01-01 – 2026-01-20 | lu [TR-6-2025] |"));
/// ```
#[must_use]
pub fn markdown() -> String {
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _ = write_page(&mut page);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_said_in_french() {
        for article in all() {
            if let Coverage::Later(text) | Coverage::Context(text) = article.coverage {
                assert!(FRENCH.iter().any(|(english, _)| *english == text), "{text}");
            }
        }
    }

    #[test]
    fn each_text_has_one_table() {
        let headings: Vec<_> =
            markdown().lines().filter(|line| line.starts_with("## `")).map(str::to_owned).collect();
        let distinct: BTreeSet<_> = headings.iter().collect();
        assert_eq!(distinct.len(), headings.len());
    }

    #[test]
    fn the_committed_page_is_current() {
        if std::env::var_os("IMILO_BLESS").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/droit/articles.md");
            std::fs::write(path, markdown()).unwrap();
            return;
        }
        let committed = include_str!("../../../../docs/droit/articles.md");
        assert!(markdown() == committed, "out of date: run again with IMILO_BLESS=1");
    }
}
