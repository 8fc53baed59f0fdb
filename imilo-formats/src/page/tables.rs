//! The tables: missions locales, and what cannot be judged.

use imilo_core::bilan::{Counts, MOST_STRUCTURES, Report, StructureCounts};
use imilo_core::dossier::Categorie;

use super::escape::Page;
use super::figures::{Figure, nir, retention};
use super::numbers::{grouped, share};
use super::words::{State, Words, fact};

/// Position of the column of what is due soon, behind dossiers and accessible ones.
const SOON: usize = 2;
/// Rows from which on a table gets a window of its own to scroll in.
const LONG: usize = 40;

/// What a mission locale is called: as the source does, or in words of ours when it has no code.
pub(super) fn name(structure: &StructureCounts) -> Result<&str, Words> {
    structure
        .nom
        .as_deref()
        .or(structure.code.as_deref())
        .ok_or_else(|| ("Sans code de mission locale", "Without code of a mission locale").into())
}

/// Writes the name of a mission locale, then its code.
pub(super) fn structure_cell(page: &mut Page<'_>, structure: &StructureCounts) {
    match name(structure) {
        Ok(name) => page.value(name),
        Err(ours) => page.say(&ours),
    };
    if let (Some(_), Some(code)) = (&structure.nom, &structure.code) {
        page.markup(" <code>").text(code).markup("</code>");
    }
}

/// Writes where a mission locale is chosen, if there are several.
pub(super) fn choice(page: &mut Page<'_>, report: &Report) {
    if report.structures.len() < 2 {
        return;
    }
    page.markup("<p class=\"filter\"><label for=\"filtre\">");
    page.say(&("Votre mission locale (nom ou code)", "Your mission locale (name or code)").into());
    page.markup("</label> <input id=\"filtre\" type=\"search\" list=\"missions\" autocomplete=\"off\" ");
    page.markup(
        "spellcheck=\"false\"> <output for=\"filtre\" id=\"filtres\"></output> <b id=\"aucune\" hidden>",
    );
    page.say(&("Aucune ne correspond.", "None is so called.").into());
    page.markup("</b></p>\n");
    page.markup("<datalist id=\"missions\">");
    for structure in &report.structures {
        if let (Ok(name), Some(code)) = (name(structure), &structure.code) {
            page.markup("<option value=\"").text(name);
            if structure.nom.is_some() {
                page.markup(" ").text(code);
            }
            page.markup("\"></option>");
        }
    }
    // Filled by the script, when one mission locale is left.
    page.markup("</datalist>\n<div id=\"fiche\" hidden></div>\n");
}

/// Writes the table of missions locales.
pub(super) fn missions_locales(page: &mut Page<'_>, report: &Report) {
    page.markup("<section id=\"structures\" aria-labelledby=\"h-structures\">\n");
    page.heading("h2", "h-structures", &("Par mission locale", "Per mission locale").into());
    if report.structures.is_empty() {
        page.both("p", "", &("Aucune mission locale.", "No mission locale.").into()).markup("</section>\n");
        return;
    }
    let long = if report.structures.len() > LONG { "scroll long" } else { "scroll" };
    page.markup("<div class=\"").markup(long);
    page.markup("\" role=\"region\" tabindex=\"0\" aria-labelledby=\"h-structures\">");
    page.markup("<table class=\"counts filtered sortable\">\n<caption>");
    page.say(
        &(
            "Dossiers par mission locale. « n. é. » : non évaluable, la source ne porte pas ce qu'il faut.",
            "Dossiers per mission locale. “n/a”: not assessable, the source does not carry what it takes.",
        )
            .into(),
    );
    page.markup("</caption>\n");
    head(page, report, ("Mission locale", "Mission locale"), true);
    for structure in &report.structures {
        page.markup("<tr><th scope=\"row\" class=\"ml\">");
        structure_cell(page, structure);
        page.markup("</th>");
        cells(page, report, &structure.counts, true);
        page.markup("</tr>\n");
    }
    page.markup("</tbody>\n<tfoot><tr><th scope=\"row\">").say(&("Ensemble", "All").into()).markup("</th>");
    cells(page, report, &report.total, true);
    page.markup("</tr></tfoot></table></div>\n");
    if report.structures.len() > MOST_STRUCTURES {
        page.both("p", "note", &(
            "Au-delà du nombre de structures comptées à part, les suivantes sont réunies dans la ligne sans code.",
            "Beyond the number of structures counted apart, the others are together in the row without code.",
        ).into());
    }
    page.markup("</section>\n");
}

/// Writes the table of regions.
pub(super) fn regions(page: &mut Page<'_>, report: &Report) {
    page.markup("<section id=\"regions\" aria-labelledby=\"h-regions\">\n");
    page.heading("h2", "h-regions", &("Par région", "Per region").into());
    page.markup("<div class=\"scroll\"><table class=\"counts sortable\">\n<caption>");
    page.say(
        &(
            "La région est celle du réseau pour le code de la mission locale (liste de 2023).",
            "The region is that of the network for the code of the mission locale (list of 2023).",
        )
            .into(),
    );
    page.markup("</caption>\n");
    head(page, report, ("Région", "Region"), false);
    for region in &report.regions {
        page.markup("<tr><th scope=\"row\">");
        match &region.nom {
            Some(nom) => page.value(nom),
            None => page.say(&("Région inconnue", "Region not known").into()),
        };
        let missions = grouped(region.structures);
        let missions =
            (format!("missions locales : {missions}"), format!("missions locales: {missions}")).into();
        page.markup(" ").both("small", "", &missions).markup("</th>");
        cells(page, report, &region.counts, false);
        page.markup("</tr>\n");
    }
    page.markup("</tbody>\n<tfoot><tr><th scope=\"row\">").say(&("Ensemble", "All").into()).markup("</th>");
    cells(page, report, &report.total, false);
    page.markup("</tr></tfoot></table></div>\n</section>\n");
}

/// A column of counts: its name, its class, what it counts.
type Column = ((&'static str, &'static str), &'static str, fn(&Counts, &[&'static str]) -> Figure);

/// The columns of a group of dossiers.
const COLUMNS: [Column; 10] = [
    (("Dossiers", "Dossiers"), "num", |counts, _| Figure::Count(counts.dossiers)),
    (("Accessi\u{ad}bles", "Open"), "num", |counts, _| Figure::Count(counts.retention.accessible)),
    (("dont sous 90 jours", "of these, due in 90 days"), "num do", |counts, lacks| {
        retention(State::Soon, counts, lacks)
    }),
    (("À anony\u{ad}miser", "To ano\u{ad}nymise"), "num do", |counts, lacks| {
        retention(State::Anonymise, counts, lacks)
    }),
    (("Archive FSE", "ESF archive"), "num do", |counts, lacks| retention(State::FseArchive, counts, lacks)),
    (("À fermer, suite à établir", "To close, what follows unknown"), "num do", |counts, lacks| {
        retention(State::ArchiveUnknown, counts, lacks)
    }),
    (("Déjà anony\u{ad}misés", "Already anony\u{ad}mised"), "num", |counts, lacks| {
        retention(State::Anonymised, counts, lacks)
    }),
    (("Indéter\u{ad}minés", "Undeter\u{ad}mined"), "num", |counts, lacks| {
        retention(State::Undetermined, counts, lacks)
    }),
    (("Données non permises", "Data not allowed"), "num do", |counts, _| {
        Figure::Count(counts.data.not_conforming)
    }),
    (("NIR à corriger", "NIR to correct"), "num do", |counts, _| nir(counts)),
];

/// What is shown of one mission locale only, when it is chosen.
const MORE: [Column; 4] = [
    (("NIR vides", "NIR empty"), "more", |counts, _| match nir(counts) {
        Figure::Count(_) => Figure::Count(counts.nir.empty),
        unknown @ Figure::NotAssessable(_) => unknown,
    }),
    (("NIR dans un texte", "NIR in a text"), "more", |counts, _| Figure::Count(counts.data.with_nir_in_text)),
    (("Codes à corriger", "Codes to correct"), "more", |counts, _| {
        Figure::Count(counts.data.with_invalid_code)
    }),
    (("Données indéterminées", "Data undetermined"), "more", |counts, _| {
        Figure::Count(counts.data.undetermined)
    }),
];

/// Whether a column is of use: the one that few sources know only where it occurs.
fn of_use(report: &Report, (words, ..): &Column) -> bool {
    words.0 != "À fermer, suite à établir" || report.total.retention.to_close_now_archive_unknown > 0
}

fn head(page: &mut Page<'_>, report: &Report, first: (&'static str, &'static str), more: bool) {
    page.markup("<thead><tr>");
    page.column("", &first.into());
    for column in COLUMNS.iter().filter(|column| of_use(report, column)) {
        page.column("num", &column.0.into());
    }
    if more {
        for column in &MORE {
            page.column(column.1, &column.0.into());
        }
        for categorie in Categorie::ALL {
            let (_, fr, en) = categorie.words();
            page.column("more", &(format!("Complétude : {fr}"), format!("Completeness: {en}")).into());
        }
    }
    page.markup("</tr></thead>\n<tbody>\n");
}

fn cells(page: &mut Page<'_>, report: &Report, counts: &Counts, more: bool) {
    let earliest = counts.retention.due_within_90_days_at_the_earliest;
    let shown = COLUMNS.iter().filter(|column| of_use(report, column));
    for (position, (_, class, figure)) in shown.chain(MORE.iter().filter(|_| more)).enumerate() {
        let figure = figure(counts, &report.not_carried);
        // Beside those that are due soon, those that may be.
        if position == SOON && earliest > 0 {
            page.markup("<td class=\"num do\">");
            match figure {
                Figure::Count(count) => page.count(count),
                Figure::NotAssessable(_) => page.say(&("n. é.", "n/a").into()),
            };
            let more = grouped(earliest);
            let more = (format!("+ {more} possibles"), format!("+ {more} maybe")).into();
            page.markup(" ").both("small", "", &more).markup("</td>");
            continue;
        }
        let class = if figure.count().unwrap_or(0) == 0 && *class != "more" { "num zero" } else { class };
        page.markup("<td class=\"").markup(class).markup("\">");
        match figure {
            Figure::Count(count) => page.count(count),
            Figure::NotAssessable(_) => page.say(&("n. é.", "n/a").into()),
        };
        page.markup("</td>");
    }
    for categorie in Categorie::ALL.into_iter().filter(|_| more) {
        page.markup("<td class=\"more\">");
        let filled = counts.data.categories.get(categorie.words().0);
        match filled.and_then(|of| share(of.filled, of.carried)) {
            Some(share) => page.say(&share.into()),
            None => page.say(&("n. é.", "n/a").into()),
        };
        page.markup("</td>");
    }
}

/// Writes what cannot be judged from this source, and for lack of what.
pub(super) fn not_assessable(page: &mut Page<'_>, report: &Report) {
    page.markup("<section id=\"manques\" aria-labelledby=\"h-manques\">\n");
    page.heading(
        "h2",
        "h-manques",
        &("Ce que cette source ne permet pas de juger", "What cannot be judged from this source").into(),
    );
    let lacks = &report.total.retention.undetermined_for_lack_of;
    let nir = report.total.dossiers > 0 && report.total.nir.not_carried == report.total.dossiers;
    let place = !report.structures.is_empty() && report.structures.iter().all(|one| one.code.is_none());
    if lacks.is_empty() && report.not_carried.is_empty() && !nir && !place {
        page.both(
            "p",
            "",
            &(
                "La source porte tout ce qui est utile, et rien n'y manque là où il le faut.",
                "The source carries everything of use, and lacks nothing where it is needed.",
            )
                .into(),
        );
        page.markup("</section>\n");
        return;
    }
    page.both("p", "", &(
        "Ce qui manque n'est jamais compté comme conforme. Compléter l'export réduit d'autant les indéterminés ; un même dossier peut manquer de plusieurs informations.",
        "What is missing is never counted as conforming. A fuller export has fewer undetermined dossiers; one dossier may lack several facts.",
    ).into());
    page.markup("<div class=\"scroll\"><table class=\"stack\">\n<thead><tr>");
    page.column("", &("Information", "Information").into());
    page.column("", &("Dans la source", "In the source").into());
    page.column("", &("Ce qu'on ne peut pas dire sans elle", "What cannot be said without it").into());
    page.column("num", &("Dossiers indéterminés", "Undetermined dossiers").into());
    page.markup("</tr></thead>\n<tbody>\n");
    if nir {
        let without = ("La qualité du NIR.", "The quality of the NIR.").into();
        lack(page, &("NIR", "NIR").into(), ABSENT, &without, None);
    }
    if place {
        let name = ("mission locale", "mission locale").into();
        lack(
            page,
            &name,
            ("absente ou vide", "absent or empty"),
            &("La répartition par mission locale.", "The counts per mission locale.").into(),
            None,
        );
    }
    for code in &report.not_carried {
        let (name, without) = fact(code);
        lack(page, &name, ABSENT, &without, lacks.get(code).copied());
    }
    for (code, count) in lacks.iter().filter(|(code, _)| !report.not_carried.contains(*code)) {
        let (name, without) = fact(code);
        lack(page, &name, ("incomplète", "incomplete"), &without, Some(*count));
    }
    page.markup("</tbody></table></div>\n</section>\n");
}

/// State of what no row of the source has.
const ABSENT: (&str, &str) = ("absente", "absent");

fn lack(
    page: &mut Page<'_>,
    name: &Words,
    state: (&'static str, &'static str),
    without: &Words,
    count: Option<u64>,
) {
    page.markup("<tr><th scope=\"row\" class=\"first\">").say(&name.capital()).markup("</th><td>");
    page.say(&state.into());
    page.markup("</td><td>").say(without).markup("</td><td class=\"num\">");
    match count {
        Some(count) => {
            let label = ("Dossiers indéterminés : ", "Undetermined dossiers: ").into();
            page.both("span", "label-in", &label).count(count)
        }
        None => page.none(),
    };
    page.markup("</td></tr>\n");
}
