//! The tables: missions locales, and what cannot be judged.

use imilo_core::bilan::{Counts, MOST_STRUCTURES, Rapport, StructureCounts};

use super::escape::Page;
use super::figures::{Figure, nir, retention};
use super::numbers::grouped;
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

/// Writes the table of missions locales.
pub(super) fn missions_locales(page: &mut Page<'_>, rapport: &Rapport) {
    page.markup("<section id=\"structures\" aria-labelledby=\"h-structures\">\n");
    page.heading("h2", "h-structures", &("Par mission locale", "Per mission locale").into());
    if rapport.structures.is_empty() {
        page.both("p", "", &("Aucune mission locale.", "No mission locale.").into()).markup("</section>\n");
        return;
    }
    if rapport.structures.len() > 1 {
        page.markup("<p class=\"filter\"><label for=\"filtre\">");
        page.say(
            &(
                "Ne montrer que la mission locale (nom ou code)",
                "Show only the mission locale (name or code)",
            )
                .into(),
        );
        page.markup(
            "</label> <input id=\"filtre\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"> ",
        );
        page.markup("<output for=\"filtre\" id=\"filtres\"></output></p>\n");
    }
    let long = if rapport.structures.len() > LONG { "scroll long" } else { "scroll" };
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
    page.markup("</caption>\n<thead><tr>");
    page.column("", &("Mission locale", "Mission locale").into());
    for words in [
        ("Dossiers", "Dossiers"),
        ("Accessi\u{ad}bles", "Open"),
        ("dont sous 90 jours", "of these, due in 90 days"),
        ("À anony\u{ad}miser", "To ano\u{ad}nymise"),
        ("Archive FSE", "ESF archive"),
        ("Déjà anony\u{ad}misés", "Already anony\u{ad}mised"),
        ("Indéter\u{ad}minés", "Undeter\u{ad}mined"),
        ("NIR à corriger", "NIR to correct"),
        ("NIR vides", "NIR empty"),
    ] {
        page.column("num", &words.into());
    }
    page.markup("</tr></thead>\n<tbody>\n");
    for structure in &rapport.structures {
        page.markup("<tr><th scope=\"row\" class=\"ml\">");
        structure_cell(page, structure);
        page.markup("</th>");
        cells(page, &structure.counts, &rapport.not_carried);
        page.markup("</tr>\n");
    }
    page.markup("</tbody>\n<tfoot><tr><th scope=\"row\">").say(&("Ensemble", "All").into()).markup("</th>");
    cells(page, &rapport.total, &rapport.not_carried);
    page.markup("</tr></tfoot></table></div>\n");
    if rapport.structures.len() > MOST_STRUCTURES {
        page.both("p", "note", &(
            "Au-delà du nombre de structures comptées à part, les suivantes sont réunies dans la ligne sans code.",
            "Beyond the number of structures counted apart, the others are together in the row without code.",
        ).into());
    }
    page.markup("</section>\n");
}

fn cells(page: &mut Page<'_>, counts: &Counts, not_carried: &[&'static str]) {
    let empty = match nir(counts) {
        Figure::Count(_) => Figure::Count(counts.nir.empty),
        unknown @ Figure::NotAssessable(_) => unknown,
    };
    let state = |state| retention(state, counts, not_carried);
    let columns = [
        (Figure::Count(counts.dossiers), "num"),
        (Figure::Count(counts.retention.accessible), "num"),
        (state(State::Soon), "num do"),
        (state(State::Anonymise), "num do"),
        (state(State::FseArchive), "num do"),
        (state(State::Anonymised), "num"),
        (state(State::Undetermined), "num"),
        (nir(counts), "num do"),
        (empty, "num"),
    ];
    let earliest = counts.retention.due_within_90_days_at_the_earliest;
    for (position, (figure, class)) in columns.into_iter().enumerate() {
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
        match figure {
            Figure::Count(0) => page.markup("<td class=\"num zero\">0</td>"),
            Figure::Count(count) => {
                page.markup("<td class=\"").markup(class).markup("\">").count(count).markup("</td>")
            }
            Figure::NotAssessable(_) => {
                page.markup("<td class=\"num zero\">").say(&("n. é.", "n/a").into()).markup("</td>")
            }
        };
    }
}

/// Writes what cannot be judged from this source, and for lack of what.
pub(super) fn not_assessable(page: &mut Page<'_>, rapport: &Rapport) {
    page.markup("<section id=\"manques\" aria-labelledby=\"h-manques\">\n");
    page.heading(
        "h2",
        "h-manques",
        &("Ce que cette source ne permet pas de juger", "What cannot be judged from this source").into(),
    );
    let lacks = &rapport.total.retention.undetermined_for_lack_of;
    let nir = rapport.total.dossiers > 0 && rapport.total.nir.not_carried == rapport.total.dossiers;
    let place = !rapport.structures.is_empty() && rapport.structures.iter().all(|one| one.code.is_none());
    if lacks.is_empty() && rapport.not_carried.is_empty() && !nir && !place {
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
    for code in &rapport.not_carried {
        let (name, without) = fact(code);
        lack(page, &name, ABSENT, &without, lacks.get(code).copied());
    }
    for (code, count) in lacks.iter().filter(|(code, _)| !rapport.not_carried.contains(*code)) {
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
