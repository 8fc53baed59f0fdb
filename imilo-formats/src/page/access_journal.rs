//! Of the access dossier as a page: when it was consulted, and which days the statement is complete for.

use imilo_core::calendar::Date;

use super::access::{begin, founded};
use super::escape::Page;
use super::numbers::french_date;
use super::typography::capital;
use crate::acces::{Access, Coverage, PurgedDay};

pub(super) fn consultations(page: &mut Page<'_>, access: &Access) {
    begin(page, "consultations", "Quand votre dossier a été consulté");
    match access.consultations.as_deref() {
        None => {
            page.markup("<p>")
                .french("Le journal des consultations n'est pas joint à ce document.")
                .markup("</p>\n");
        }
        Some(list) => {
            let sentence = if list.is_empty() {
                "Le journal joint ne contient aucune consultation de ce dossier."
            } else {
                "Les dates et les raisons, sans le nom des agents."
            };
            page.markup("<p>").french(sentence).markup("</p>\n");
            covered(page, access.coverage.as_ref());
            page.markup("<table class=\"held\"><tbody>\n");
            for consultation in list {
                page.markup("<tr><th scope=\"row\">")
                    .text(&french_date(consultation.day))
                    .markup("</th><td><p>");
                page.french(&capital(&consultation.operation)).markup(" · ").french(&consultation.actor);
                if let Some(purpose) = &consultation.purpose {
                    page.markup(" · ").french(purpose);
                }
                page.markup("</p></td></tr>\n");
            }
            page.markup("</tbody></table>\n");
        }
    }
    page.markup("</section>\n");
}

/// Which days the statement is complete for: silence on the others is no answer.
fn covered(page: &mut Page<'_>, coverage: Option<&Coverage>) {
    let Some(coverage) = coverage else {
        page.markup("<p class=\"says\">").french("Le relevé joint ne dit pas quels jours il couvre.");
        page.markup("</p>\n");
        return;
    };
    let asked = match (coverage.from, coverage.to) {
        (None, None) => "Le relevé porte sur tous les jours du journal".to_owned(),
        (Some(from), None) => format!("Le relevé porte sur les jours depuis le {}", french_date(from)),
        (None, Some(to)) => format!("Le relevé porte sur les jours jusqu'au {}", french_date(to)),
        (Some(from), Some(to)) => {
            format!("Le relevé porte sur les jours du {} au {}", french_date(from), french_date(to))
        }
    };
    let begins = coverage.begins.map_or_else(
        || ", qui est vide".to_owned(),
        |day| format!(". Le journal commence le {} : il ne dit rien d'avant", french_date(day)),
    );
    page.markup("<p>").french(&format!("{asked}{begins}.")).markup("</p>\n");
    if coverage.from.is_some() || coverage.to.is_some() {
        page.markup("<p>")
            .french("Le journal peut avoir d'autres jours : vous pouvez les demander.")
            .markup("</p>\n");
    }
    if let Some(last) = coverage.last_read() {
        let sentence =
            format!("Le dernier jour lu est le {} : ce relevé ne dit rien d'après.", french_date(last));
        page.markup("<p>").french(&sentence).markup("</p>\n");
    }
    if coverage.complete {
        page.markup("<p>").french("Aucun de ces jours ne manque.").markup("</p>\n");
    }
    for open in &coverage.open {
        let sentence = format!(
            "Le journal du {} n'est pas clos : des consultations peuvent s'y ajouter.",
            french_date(*open)
        );
        page.markup("<p class=\"says\">").french(&sentence).markup("</p>\n");
    }
    for purged in runs(coverage) {
        let held =
            if purged.held == 0 { "" } else { " ; ce qui est gardé pour un litige est dans ce relevé" };
        let sentence = format!(
            "Le détail des consultations {} a été effacé du journal{held}. Ce qui y a été effacé n'est plus connu.",
            days(purged.first, purged.last),
        );
        page.markup("<p>").french(&sentence).markup("</p>\n");
        founded(page, &purged.founded_by.join(" + "), None);
    }
    let mut told: Vec<_> = coverage.damaged.iter().map(|damaged| damaged.day).collect();
    told.sort_unstable();
    told.dedup();
    for day in told {
        let sentence = day.map_or_else(
            || "Le journal est abîmé : des consultations peuvent manquer, sans que l'on sache de quels jours.".to_owned(),
            |day| {
                format!("Le journal du {} est abîmé ou n'est pas garanti : des consultations peuvent y manquer.", french_date(day))
            },
        );
        page.markup("<p class=\"alert\">").french(&sentence).markup("</p>\n");
    }
}

/// Days that were purged by the same provisions, with no day between them that was read.
struct Run<'p> {
    first: Date,
    last: Date,
    held: u64,
    founded_by: &'p [String],
}

fn runs(coverage: &Coverage) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for PurgedDay { day, held, founded_by, .. } in &coverage.purged {
        let goes_on = |run: &&mut Run<'_>| {
            let between = |read: &Date| run.last < *read && *read < *day;
            run.founded_by == founded_by && run.held == *held && !coverage.read.iter().any(between)
        };
        match runs.last_mut().filter(goes_on) {
            Some(run) => run.last = *day,
            None => runs.push(Run { first: *day, last: *day, held: *held, founded_by }),
        }
    }
    runs
}

fn days(first: Date, last: Date) -> String {
    if first == last {
        format!("du {}", french_date(first))
    } else {
        format!("entre le {} et le {}", french_date(first), french_date(last))
    }
}
