//! What to do next, dossier by dossier.

use std::collections::BTreeMap;

use imilo_core::bilan::{Report, StructureCounts};

use super::citations::provision;
use super::escape::Page;
use super::figures::{Figure, retention};
use super::numbers::grouped;
use super::tables::structure_cell;
use super::words::{State, Words, extending, fact};
use super::{List, Lists, Row};

/// Rows up to which a list is shown unfolded.
const SHORT: usize = 12;

/// Writes the lists.
pub(super) fn lists(page: &mut Page<'_>, report: &Report, lists: &Lists<'_>) {
    page.markup("<section id=\"listes\" aria-labelledby=\"h-listes\">\n");
    page.heading("h2", "h-listes", &("Dossiers à traiter", "Dossiers to act on").into());
    page.markup("<p class=\"active-filter\" hidden>");
    page.say(&("Seulement la mission locale :", "Only the mission locale:").into());
    page.markup(" <b></b></p>\n");
    for (state, list, date) in [
        (State::Anonymise, lists.due_now, ("Terme atteint le", "Term reached on")),
        (State::FseArchive, lists.fse_archive, ("Terme atteint le", "Term reached on")),
        (State::ArchiveUnknown, lists.archive_unknown, ("Terme atteint le", "Term reached on")),
        (State::Soon, lists.due_soon, ("Terme", "Term")),
        (State::MaybeSoon, lists.due_at_the_earliest, ("Terme au plus tôt", "Term at the earliest")),
    ] {
        if !State::drawn(&report.total.retention).any(|drawn| drawn == state) {
            continue;
        }
        let figure = retention(state, &report.total, &report.not_carried);
        one(page, report, state, list, &figure, &date.into());
    }
    page.markup("</section>\n");
}

fn one(page: &mut Page<'_>, report: &Report, state: State, list: List<'_>, figure: &Figure, date: &Words) {
    let shown = u64::try_from(list.rows.len()).unwrap_or(u64::MAX);
    page.markup("<h3 class=\"")
        .markup(state.class())
        .markup(" mark\">")
        .say(&state.words())
        .markup("</h3>\n");
    if list.rows.is_empty() {
        let words = match figure {
            Figure::Count(0) => ("Aucun dossier.", "No dossier."),
            Figure::Count(_) => ("Les dossiers ne sont pas listés ici.", "The dossiers are not listed here."),
            Figure::NotAssessable(_) => {
                ("Non évaluable d'après cette source.", "Not assessable from this source.")
            }
        };
        page.both("p", "", &words.into()).markup("\n");
        return;
    }
    let total = figure.count().unwrap_or(0);
    let summary = if shown < total {
        let (shown, total) = (grouped(shown), grouped(total));
        (
            format!("Les {shown} premiers dossiers, sur {total}"),
            format!("The first {shown} dossiers, of {total}"),
        )
    } else {
        let shown = grouped(shown);
        (format!("Tous les dossiers : {shown}"), format!("All dossiers: {shown}"))
    };
    page.markup(if list.rows.len() > SHORT { "<details>" } else { "<details open>" });
    page.markup("<summary>").say(&summary.into()).markup("</summary>\n");
    page.markup("<div class=\"scroll\"><table class=\"filtered list\">\n<caption class=\"hidden\">");
    page.say(&state.words()).markup("</caption>\n<thead><tr>");
    page.column("", &("Matricule", "Matricule").into());
    page.column("", date);
    page.column("", &("Mission locale", "Mission locale").into());
    page.column("", &("Fondement", "Ground").into());
    page.markup("</tr></thead>\n<tbody>\n");
    let structures: BTreeMap<_, _> =
        report.structures.iter().filter_map(|one| one.code.as_deref().map(|code| (code, one))).collect();
    for row in list.rows {
        let structure = row.structure.map(|code| structures.get(code).copied().ok_or(code));
        cells(page, row, structure);
    }
    page.markup("</tbody></table></div></details>\n");
}

/// A dossier; its mission locale with its name when the report has it.
fn cells(page: &mut Page<'_>, row: &Row<'_>, structure: Option<Result<&StructureCounts, &str>>) {
    page.markup("<tr><th scope=\"row\">");
    match row.matricule {
        Some(matricule) => page.value(matricule),
        None => page.none(),
    };
    page.markup("</th><td>");
    match row.date {
        Some(date) => page.date(date),
        None => page.none(),
    };
    page.markup("</td><td class=\"ml\">");
    match structure {
        Some(Ok(structure)) => structure_cell(page, structure),
        Some(Err(code)) => {
            page.value(code);
        }
        None => {
            page.none();
        }
    }
    page.markup("</td><td class=\"ground\">").say(&provision(row.provision));
    facts(page, ("manque : ", "missing: "), row.missing, |code| fact(code).0);
    facts(page, ("terme reculé si établi : ", "term put off if established: "), row.would_extend, extending);
    page.markup("</td></tr>\n");
}

/// Facts that bear on the day, on a line of their own.
fn facts(
    page: &mut Page<'_>,
    (fr, en): (&str, &str),
    codes: &[&'static str],
    word: fn(&'static str) -> Words,
) {
    if codes.is_empty() {
        return;
    }
    let names: Vec<_> = codes.iter().map(|code| word(code)).collect();
    let list = |name: fn(&Words) -> &str| names.iter().map(name).collect::<Vec<_>>().join(", ");
    let words = (format!("{fr}{}", list(|words| &words.fr)), format!("{en}{}", list(|words| &words.en)));
    page.markup(" ").both("small", "", &words.into());
}
