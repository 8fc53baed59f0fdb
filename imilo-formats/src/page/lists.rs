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
    page.markup(" <b></b>. ");
    page.say(
        &(
            "Une liste coupée à ses premiers dossiers peut en omettre ; constats.csv les a tous.",
            "A list that has its first dossiers only may leave some out; constats.csv has them all.",
        )
            .into(),
    );
    page.markup("</p>\n");
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
    page.markup(if list.rows.len() > SHORT { "<details>" } else { "<details open>" });
    folded(page, shown, total);
    page.markup("<div class=\"scroll\"><table class=\"filtered list\">\n<caption class=\"hidden\">");
    page.say(&state.words()).markup("</caption>\n<thead><tr>");
    page.column("", &("Matricule", "Matricule").into());
    page.column("", date);
    page.column("", &("Mission locale", "Mission locale").into());
    page.column("", &("Fondement", "Ground").into());
    page.markup("</tr></thead>\n<tbody>\n");
    let structures = Structures::of(report);
    for row in list.rows {
        cells(page, row, structures.find(row.structure));
    }
    end(page);
}

/// Ends a list of dossiers, and says what the script shows when none of the mission locale is in it.
pub(super) fn end(page: &mut Page<'_>) {
    page.markup("</tbody></table></div><p class=\"none-left\" hidden>");
    page.say(
        &(
            "Aucun dossier de cette mission locale dans la liste.",
            "No dossier of this mission locale in the list.",
        )
            .into(),
    );
    page.markup("</p></details>\n");
}

/// Writes how many dossiers a list has, and where the script says how many of its rows are left.
pub(super) fn folded(page: &mut Page<'_>, shown: u64, total: u64) {
    page.markup("<summary>").say(&summary(shown, total)).markup(" <small class=\"left\" hidden>");
    page.say(&("lignes de cette mission locale :", "rows of this mission locale:").into());
    page.markup(" <b></b></small></summary>\n");
}

/// How many dossiers of a list are shown.
fn summary(shown: u64, total: u64) -> Words {
    if shown == 1 && total > 1 {
        let total = grouped(total);
        return (format!("Le premier dossier, sur {total}"), format!("The first dossier, of {total}")).into();
    }
    if shown < total {
        let (shown, total) = (grouped(shown), grouped(total));
        let fr = format!("Les {shown} premiers dossiers, sur {total}");
        return (fr, format!("The first {shown} dossiers, of {total}")).into();
    }
    let shown = grouped(shown);
    (format!("Tous les dossiers : {shown}"), format!("All dossiers: {shown}")).into()
}

/// The missions locales of a report by their code.
pub(super) struct Structures<'r>(BTreeMap<&'r str, &'r StructureCounts>);

/// A mission locale of the report, or the code of one that it does not have; none without a code.
pub(super) type Found<'r, 's> = Option<Result<&'r StructureCounts, &'s str>>;

impl<'r> Structures<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        Self(report.structures.iter().filter_map(|one| one.code.as_deref().map(|code| (code, one))).collect())
    }

    pub(super) fn find<'s>(&self, code: Option<&'s str>) -> Found<'r, 's> {
        code.map(|code| self.0.get(code).copied().ok_or(code))
    }
}

/// Writes a mission locale, with its name when the report has it.
pub(super) fn mission_locale(page: &mut Page<'_>, structure: Found<'_, '_>) {
    match structure {
        Some(Ok(structure)) => structure_cell(page, structure),
        Some(Err(code)) => {
            page.value(code);
        }
        None => {
            page.none();
        }
    }
}

/// A dossier.
fn cells(page: &mut Page<'_>, row: &Row<'_>, structure: Found<'_, '_>) {
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
    mission_locale(page, structure);
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
