//! Requests of persons: where they stand, and the first to answer.

use imilo_core::droits::registre::EtatDemande;

use super::citations::provision;
use super::escape::Page;
use super::numbers::grouped;
use super::words::Words;
use crate::report::{RefusedLine, RegisterLine, RegisterSection};

/// Writes the section of a register.
pub(super) fn requests(page: &mut Page<'_>, section: &RegisterSection) {
    page.markup("<section id=\"demandes\" aria-labelledby=\"h-demandes\">\n");
    page.heading("h2", "h-demandes", &("Demandes de droits", "Requests of persons").into());
    page.markup("<p>").say(&("Registre : ", "Register: ").into()).value(&section.source).markup("</p>\n");
    let (rows, refused) = (grouped(section.rows), grouped(section.refused));
    let read = (
        format!("Inscriptions lues : {rows}, dont refusées, et non jugées : {refused}."),
        format!("Entries read: {rows}, of which refused, and not judged: {refused}."),
    );
    page.both("p", "", &read.into()).markup("\n");
    page.both("p", "note", &holidays(section).into()).markup("\n<ul>\n");
    for state in EtatDemande::ALL {
        let count = section.counts.of(state);
        if count > 0 {
            page.markup("<li>").say(&Words::from(state.words()).capital()).markup(" : <b>").count(count);
            page.markup("</b></li>\n");
        }
    }
    page.markup("</ul>\n");
    let soon = section.soon;
    list(page, &("En retard, sans réponse", "Overdue, not answered").into(), &section.overdue);
    let words = (format!("À répondre dans les {soon} jours"), format!("To be answered within {soon} days"));
    list(page, &words.into(), &section.due_soon);
    list(
        page,
        &("Indéterminées : il manque un fait", "Undetermined: a fact is missing").into(),
        &section.undetermined,
    );
    refused_rows(page, section);
    for notice in &section.notices {
        page.both("p", "note", &(notice.fr.clone(), notice.en.clone()).into()).markup("\n");
    }
    page.markup("</section>\n");
}

/// Whose holidays move the last days.
fn holidays(section: &RegisterSection) -> (String, String) {
    let (fr, en) = section.holidays.words();
    if section.by_structure {
        return (
            format!(
                "Jours fériés : ceux du territoire de la structure de l'inscription ; quand son code n'est pas connu : {fr}."
            ),
            format!(
                "Holidays: those of the territory of the structure of the entry; where its code is not known: {en}."
            ),
        );
    }
    (
        format!("Jours fériés, pour tout le registre : {fr}."),
        format!("Holidays, for the whole register: {en}."),
    )
}

fn list(page: &mut Page<'_>, title: &Words, lines: &[RegisterLine]) {
    if lines.is_empty() {
        return;
    }
    page.markup("<h3>")
        .say(title)
        .markup("</h3>\n<div class=\"scroll\"><table class=\"stack\">\n<thead><tr>");
    for heading in [
        ("N°", "No."),
        ("Droit", "Right"),
        ("Mission locale", "Mission locale"),
        ("Reçue le", "Received on"),
        ("Échéance", "Due date"),
        ("D'après", "By"),
    ] {
        page.column("", &heading.into());
    }
    page.markup("</tr></thead>\n<tbody>\n");
    lines.iter().for_each(|line| row(page, line));
    page.markup("</tbody></table></div>\n");
}

/// The rows whose due date nobody counts: where, and why.
fn refused_rows(page: &mut Page<'_>, section: &RegisterSection) {
    if section.refused_rows.is_empty() {
        return;
    }
    page.markup("<h3>").say(&("Refusées, non jugées", "Refused, not judged").into());
    page.markup("</h3>\n<div class=\"scroll\"><table class=\"stack\">\n<thead><tr>");
    for heading in [("Ligne", "Line"), ("Colonne", "Column"), ("Motif", "Reason")] {
        page.column("", &heading.into());
    }
    page.markup("</tr></thead>\n<tbody>\n");
    for line in &section.refused_rows {
        refused_row(page, line);
    }
    page.markup("</tbody></table></div>\n");
    let more = section.refused.saturating_sub(section.refused_rows.len() as u64);
    if more > 0 {
        let (fr, en) = (format!("Et {} autres.", grouped(more)), format!("And {} more.", grouped(more)));
        page.both("p", "note", &(fr, en).into()).markup("\n");
    }
}

fn refused_row(page: &mut Page<'_>, line: &RefusedLine) {
    page.markup("<tr><th scope=\"row\">");
    match line.line {
        Some(number) => page.count(number),
        None => page.text("#").count(line.record),
    };
    page.markup("</th><td>");
    match (line.column, line.field_fr.as_ref().zip(line.field_en.as_ref())) {
        (Some(number), Some((fr, en))) => {
            page.count(number as u64).text(" ").say(&(fr.clone(), en.clone()).into());
        }
        (Some(number), None) => {
            page.count(number as u64);
        }
        (None, Some((fr, en))) => {
            page.say(&(fr.clone(), en.clone()).into());
        }
        (None, None) => {
            page.none();
        }
    }
    page.markup("</td><td>").say(&(line.message_fr.to_string(), line.message_en.to_string()).into());
    page.markup("</td></tr>\n");
}

fn row(page: &mut Page<'_>, line: &RegisterLine) {
    page.markup("<tr><th scope=\"row\">");
    match &line.number {
        Some(number) => page.value(number),
        None => page.text("#").count(line.record),
    };
    page.markup("</th><td>");
    match line.right {
        Some(right) => page.say(&right.words().into()),
        None => page.none(),
    };
    page.markup("</td><td>");
    match &line.mission_locale {
        Some(structure) => page.value(structure),
        None => page.none(),
    };
    for day in [line.receipt_date, line.due_date] {
        page.markup("</td><td>");
        // Undetermined between two days: both are shown.
        if let Some(first) = line.first_due_date.filter(|first| {
            line.missing.contains(&"extension_reason") && day == line.due_date && Some(*first) != day
        }) {
            page.date(first).text(" / ");
        }
        match day {
            Some(day) => page.date(day),
            None => page.none(),
        };
    }
    page.markup("</td><td>");
    if line.missing.is_empty() {
        page.say(&provision(&line.provisions));
    } else {
        let (fr, en) = (line.missing_fr.join(", "), line.missing_en.join(", "));
        page.say(&(format!("manque : {fr}"), format!("missing: {en}")).into());
    }
    for remark in &line.remarks {
        page.markup("<br>").say(&(remark.fr.to_string(), remark.en.to_string()).into());
    }
    page.markup("</td></tr>\n");
}

#[cfg(test)]
mod tests {
    use imilo_core::droits::registre::Query;

    use super::*;
    use crate::registre::{Asked, register};

    #[test]
    fn late_requests_are_on_the_page_and_escaped() {
        let file = "numero;date_reception;droit\n<1>;15/10/2026;accès\n2;30/10/2026;\n3;;accès\n4;31/02/2026;accès\n";
        let query = Query::of("2026-11-20".parse().unwrap());
        let section = RegisterSection::of(&register(file.as_bytes(), &Asked::new(query)).unwrap());
        let mut html = Vec::new();
        let mut page = Page::new(&mut html);
        requests(&mut page, &section);
        page.finish().unwrap();
        let html = String::from_utf8(html).unwrap();
        assert!(html.contains("&lt;1&gt;") && html.contains("16/11/2026"), "{html}");
        assert!(html.contains("Entries read: 4, of which refused, and not judged: 1."));
        // The row of 31 February: line 5 of the file, column 2.
        assert!(html.contains("Refused, not judged") && html.contains("not exist"), "{html}");
        assert!(!html.contains("31/02/2026"));
        assert!(html.contains("missing: receipt date") && html.contains("date de réception<"));
    }
}
