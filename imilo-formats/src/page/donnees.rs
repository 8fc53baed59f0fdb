//! Data that the law does not allow, and what is to be mended.

use imilo_core::bilan::{DataCounts, FieldCounts, Report};
use imilo_core::dossier::Categorie;

use super::citations::{evidence, provision};
use super::escape::Page;
use super::figures::{Figure, write};
use super::numbers::grouped;
use super::words::Words;

/// Writes the figures of the data.
pub(super) fn figures(page: &mut Page<'_>, report: &Report) {
    let (data, dossiers) = (&report.total.data, report.total.dossiers);
    let title = Words::from(("Données non permises", "Data not allowed"));
    let sentence = match data.not_conforming {
        0 => (
            "Aucun dossier ne contient une donnée qu'une liste lue en entier exclut.",
            "No dossier holds a datum that a list read in full excludes.",
        ),
        _ => (
            "Dossiers qui contiennent au moins une donnée que la liste de ce jour n'admet pas : à effacer.",
            "Dossiers that hold at least one datum that the list of that day does not admit: to be erased.",
        ),
    };
    let founded = &report.provisions.data;
    write(page, "c-data", &title, &Figure::Count(data.not_conforming), dossiers, &sentence.into(), founded);
    if data.with_nir_in_text > 0 {
        let title = Words::from(("NIR dans un texte", "NIR in a text"));
        let sentence = Words::from((
            "Un NIR est écrit dans un texte ou dans un champ qui n'est pas le sien : à effacer. C'est un constat de qualité ; aucun article ne le nomme.",
            "A NIR is written in a text or in a field that is not its own: to be erased. It is a finding of quality; no article names it.",
        ));
        write(page, "c-nir", &title, &Figure::Count(data.with_nir_in_text), dossiers, &sentence, &[]);
    }
}

/// Writes the data that the law of the day does not allow, by category and by field.
pub(super) fn out_of_law(page: &mut Page<'_>, report: &Report) {
    page.markup("<section id=\"donnees\" aria-labelledby=\"h-donnees\">\n");
    page.heading("h2", "h-donnees", &("Données et liste légale", "Data and the legal list").into());
    page.both("p", "", &(
        "Chaque donnée renseignée est comparée à la liste en vigueur ce jour. « Indéterminé » : la liste de ce jour n'a pas été lue pour cette donnée ; ce n'est ni un accord ni un refus.",
        "Each datum that is filled is held against the list in force on that day. “Undetermined”: the list of that day was not read for the datum; it is neither allowed nor refused.",
    ).into());
    let data = &report.total.data;
    if data.not_conforming + data.undetermined == 0 {
        page.both(
            "p",
            "",
            &("Toutes les données renseignées sont permises.", "All data that are filled are allowed.")
                .into(),
        );
        page.markup("</section>\n");
        return;
    }
    by_category(page, data);
    by_field(page, report);
    page.markup("</section>\n");
}

const KINDS: [(&str, &str); 3] = [
    ("Non permise", "Not allowed"),
    ("Condition non établie", "Condition not established"),
    ("Indéterminée", "Undetermined"),
];

fn by_category(page: &mut Page<'_>, data: &DataCounts) {
    let counted = (
        "Dossiers par catégorie de l'annexe de 2015 ; un dossier peut compter dans plusieurs.",
        "Dossiers by category of the annexe of 2015; a dossier may count in several.",
    );
    page.both("p", "says", &counted.into());
    page.markup("<div class=\"scroll\"><table class=\"stack\">\n<thead><tr>");
    page.column("", &("Catégorie", "Category").into());
    for kind in KINDS {
        page.column("num", &kind.into());
    }
    page.markup("</tr></thead>\n<tbody>\n");
    for categorie in Categorie::ALL {
        let (key, fr, en) = categorie.words();
        let Some(counts) = data.categories.get(key) else { continue };
        let kinds = [counts.not_allowed, counts.conditional, counts.undetermined];
        if kinds == [0; 3] {
            continue;
        }
        page.markup("<tr><th scope=\"row\" class=\"first\">").say(&(fr, en).into()).markup("</th>");
        numbers(page, kinds);
        page.markup("</tr>\n");
    }
    page.markup("</tbody></table></div>\n");
}

fn numbers(page: &mut Page<'_>, kinds: [u64; 3]) {
    for (count, (fr, en)) in kinds.into_iter().zip(KINDS) {
        page.markup(if count == 0 { "<td class=\"num zero\">" } else { "<td class=\"num do\">" });
        page.both("span", "label-in", &(format!("{fr} : "), format!("{en}: ")).into());
        page.count(count).markup("</td>");
    }
}

fn by_field(page: &mut Page<'_>, report: &Report) {
    let kinds = |field: &FieldCounts| [field.not_allowed, field.conditional, field.undetermined];
    let mut fields: Vec<_> = report.fields.iter().filter(|field| kinds(field) != [0; 3]).collect();
    // What is not allowed first, then what most dossiers hold; equal ones in the order of the catalogue.
    fields.sort_by_key(|field| std::cmp::Reverse(kinds(field)));
    page.markup("<details open><summary>");
    let number = grouped(u64::try_from(fields.len()).unwrap_or(u64::MAX));
    page.say(&(format!("Champ par champ ({number})"), format!("Field by field ({number})")).into());
    page.markup("</summary>\n<div class=\"scroll\"><table class=\"stack\">\n<thead><tr>");
    page.column("", &("Donnée", "Datum").into());
    for kind in KINDS {
        page.column("num", &kind.into());
    }
    page.column("", &("Fondement", "Ground").into());
    page.markup("</tr></thead>\n<tbody>\n");
    for field in fields {
        name(page, field);
        numbers(page, kinds(field));
        page.markup("<td>");
        for founded in &field.provisions {
            let (mark, name, _) = evidence(founded.evidence);
            page.say(&provision(&founded.code)).markup(" ").both("span", mark, &name).markup(" ");
        }
        page.markup("</td></tr>\n");
    }
    page.markup("</tbody></table></div></details>\n");
}

/// Begins a row with a field: its label and its path.
pub(super) fn name(page: &mut Page<'_>, field: &FieldCounts) {
    page.markup("<tr><th scope=\"row\" class=\"first\">");
    page.say(&Words::from((field.fr, field.en)).capital());
    page.markup(" <code>").text(field.path).markup("</code></th>");
}
