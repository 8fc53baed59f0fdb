//! What to do next, dossier by dossier.

use std::collections::BTreeMap;

use imilo_core::bilan::Rapport;

use super::citations::provision;
use super::escape::Page;
use super::numbers::grouped;
use super::tables::structure_cell;
use super::words::{State, Words};
use super::{List, Lists, Row};

/// Rows up to which a list is shown unfolded.
const SHORT: usize = 12;

/// Writes the three lists.
pub(super) fn lists(page: &mut Page<'_>, rapport: &Rapport, lists: &Lists<'_>) {
    page.markup("<section id=\"listes\" aria-labelledby=\"h-listes\">\n");
    page.heading("h2", "h-listes", &("Dossiers à traiter", "Dossiers to act on").into());
    page.markup("<p class=\"active-filter\" hidden>");
    page.say(&("Seulement la mission locale :", "Only the mission locale:").into());
    page.markup(" <b></b></p>\n");
    for (state, list, date) in [
        (State::Anonymise, lists.due_now, ("Terme atteint le", "Term reached on")),
        (State::FseArchive, lists.fse_archive, ("Terme atteint le", "Term reached on")),
        (State::Soon, lists.due_soon, ("Terme", "Term")),
    ] {
        let total = state.of(&rapport.total.retention);
        one(page, rapport, state, list, total, &date.into());
    }
    page.markup("</section>\n");
}

fn one(page: &mut Page<'_>, rapport: &Rapport, state: State, list: List<'_>, total: u64, date: &Words) {
    let shown = u64::try_from(list.rows.len()).unwrap_or(u64::MAX);
    page.markup("<h3 class=\"")
        .markup(state.class())
        .markup(" mark\">")
        .say(&state.words())
        .markup("</h3>\n");
    if list.rows.is_empty() {
        let words = if total == 0 {
            ("Aucun dossier.", "No dossier.")
        } else {
            ("Les dossiers ne sont pas listés ici.", "The dossiers are not listed here.")
        };
        page.both("p", "", &words.into()).markup("\n");
        return;
    }
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
    page.column("", &("Mission locale", "Mission locale").into());
    page.column("", &("Matricule", "Matricule").into());
    page.column("", date);
    page.column("", &("Fondement", "Ground").into());
    page.markup("</tr></thead>\n<tbody>\n");
    let structures: BTreeMap<_, _> =
        rapport.structures.iter().filter_map(|one| one.code.as_deref().map(|code| (code, one))).collect();
    for row in list.rows {
        page.markup("<tr><td>");
        match row.structure.map(|code| structures.get(code).copied().ok_or(code)) {
            Some(Ok(structure)) => structure_cell(page, structure),
            Some(Err(code)) => {
                page.value(code);
            }
            None => {
                page.markup("–");
            }
        }
        cells(page, row);
    }
    page.markup("</tbody></table></div></details>\n");
}

fn cells(page: &mut Page<'_>, row: &Row<'_>) {
    page.markup("</td><td class=\"id\">");
    match row.matricule {
        Some(matricule) => page.value(matricule),
        None => page.markup("–"),
    };
    page.markup("</td><td>");
    match row.date {
        Some(date) => page.date(date),
        None => page.markup("–"),
    };
    page.markup("</td><td>").say(&provision(row.provision)).markup("</td></tr>\n");
}
