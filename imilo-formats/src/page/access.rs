//! The access dossier as a page that is printed and handed to the person: in French, without a script.

use imilo_core::calendar::Date;
use imilo_core::dossier::Champ;
use imilo_core::explain::Outcome;
use imilo_core::law::Evidence;

use super::citations::{evidence, provision};
use super::escape::Page;
use super::numbers::french_date;
use super::typography::capital;
use crate::acces::{Access, Coverage, Holder, Item, NOTHING, PurgedDay, RightTold, element};
use crate::source::NirState;

const STYLE: &str = include_str!("style.css");
/// What this page has of its own.
const OWN: &str = ".page{max-width:900px}.held th{width:38%;text-align:left;vertical-align:top;font-weight:400;color:var(--soft)}\
.held td{vertical-align:top}.held p{margin:0 0 4px;white-space:pre-wrap;overflow-wrap:anywhere}.kept{font-style:italic;color:var(--soft)}\
table{width:100%}section{margin-top:36px}h3{margin:22px 0 4px}";

/// A row of the law that names no purpose is open to all of them: they are not told again for each.
const MOST_NAMED: usize = 20;

pub(super) fn write(page: &mut Page<'_>, access: &Access) {
    open(page, access);
    data(page, access);
    purposes(page, access);
    holders(page, "acces", "Qui peut consulter ou modifier ces données", &access.users);
    holders(page, "destinataires", "À qui elles peuvent être transmises", &access.recipients);
    if !access.lists_in_full {
        page.markup("<p class=\"says\">").french("Les listes de ce jour n'ont pas toutes été lues en entier : d'autres personnes ou organismes peuvent y figurer.");
        page.markup("</p>\n");
    }
    retention(page, access);
    rights(page, access);
    consultations(page, access);
    close(page);
}

fn open(page: &mut Page<'_>, access: &Access) {
    let date = french_date(access.date);
    page.markup("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.markup(
        "<meta name=\"color-scheme\" content=\"light\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
    );
    page.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
    page.markup("<title>")
        .french("Vos données dans I\u{2011}MILO au ")
        .text(&date)
        .markup("</title>\n<style>\n");
    page.markup(STYLE).markup(OWN).markup("</style>\n</head>\n<body>\n<div class=\"page\">\n<header>\n");
    page.markup("<p class=\"kicker\"><b>imilo</b> ")
        .french("réponse à une demande d'accès")
        .markup("</p>\n<h1>");
    page.french("Vos données dans I\u{2011}MILO").markup("</h1>\n<p class=\"lead\">");
    page.french("Voici tout ce que le traitement I\u{2011}MILO contient sur vous au ")
        .text(&date)
        .markup(". ");
    page.french("Les données d'autres personnes sont masquées : la rubrique est indiquée, pas son contenu.");
    page.markup("</p>\n<p>");
    if let Some(dossier) = &access.dossier {
        page.french("Dossier : ").value(dossier).markup(" · ");
    }
    page.french("Droit appliqué : ").text(&access.rule_set).markup("</p>\n");
    if access.nir == NirState::Clear {
        page.markup("<p class=\"alert\">");
        page.french("Ce document contient votre numéro de sécurité sociale : ne le laissez pas à d'autres.");
        page.markup("</p>\n");
    }
    page.markup("</header>\n<main>\n");
}

fn begin(page: &mut Page<'_>, id: &'static str, title: &str) {
    page.markup("<section aria-labelledby=\"h-")
        .markup(id)
        .markup("\">\n<h2 id=\"h-")
        .markup(id)
        .markup("\">");
    page.french(title).markup("</h2>\n");
}

fn data(page: &mut Page<'_>, access: &Access) {
    begin(page, "donnees", "Ce qui est enregistré");
    if access.data.is_empty() {
        page.markup("<p>").french("Aucune donnée n'est renseignée.").markup("</p>\n");
    }
    for part in &access.data {
        page.markup("<h3>").french(part.fr).markup("</h3>\n<table class=\"held\"><tbody>\n");
        let mut rest = part.items.as_slice();
        while let [first, others @ ..] = rest {
            let Some(list) = first.list else {
                held(page, first);
                rest = others;
                continue;
            };
            let same = rest.iter().take_while(|item| item.list == Some(list)).count();
            let (fields, others) = rest.split_at(same);
            elements(page, list, fields);
            rest = others;
        }
        page.markup("</tbody></table>\n");
    }
    page.markup("</section>\n");
}

/// The elements of a list, a line each with what it has of each field.
fn elements(page: &mut Page<'_>, list: &str, fields: &[Item]) {
    let count = fields.iter().map(|item| item.lines.len()).max().unwrap_or_default();
    for index in 0..count {
        let told: Vec<(&Item, &String)> = fields
            .iter()
            .filter_map(|item| Some((item, item.lines.get(index)?)))
            .filter(|(_, line)| *line != NOTHING)
            .collect();
        if told.is_empty() {
            continue;
        }
        page.markup("<tr><th scope=\"row\">").french(&capital(element(list)));
        page.markup(" ").text(&(index + 1).to_string()).markup("</th><td>");
        for (item, line) in told {
            page.markup(if item.masked.is_some() { "<p class=\"kept\">" } else { "<p>" });
            page.french(&format!("{} : {line}", capital(item.label_fr))).markup("</p>");
        }
        page.markup("</td></tr>\n");
    }
}

fn held(page: &mut Page<'_>, item: &Item) {
    page.markup("<tr><th scope=\"row\">").french(&capital(item.label_fr)).markup("</th><td>");
    let free = item.field == Champ::Commentaires.row().path;
    for line in &item.lines {
        let whole = item.masked.is_some() && (item.masked != Some("nir") || line.contains("non affiché"));
        page.markup(if whole { "<p class=\"kept\">" } else { "<p>" });
        // What somebody wrote is not set anew.
        if free {
            page.text(line)
        } else {
            page.french(line)
        };
        page.markup("</p>");
    }
    if item.masked == Some("nir") && !item.lines.iter().any(|line| line.contains("non affiché")) {
        page.markup("<p class=\"kept\">")
            .french("Un numéro y est masqué : il peut s'agir d'un NIR.")
            .markup("</p>");
    }
    page.markup("</td></tr>\n");
}

fn purposes(page: &mut Page<'_>, access: &Access) {
    let told = &access.purposes;
    begin(page, "finalites", "À quoi servent ces données");
    page.markup("<ul>\n");
    for purpose in &told.fr {
        page.markup("<li>").french(&capital(purpose)).markup("</li>\n");
    }
    page.markup("</ul>\n");
    if !told.in_full {
        page.markup("<p class=\"says\">")
            .french("Le texte de ce jour n'a pas été lu en entier : d'autres finalités peuvent s'y trouver.")
            .markup("</p>\n");
    }
    founded(page, &told.provision, Some(told.evidence));
    page.markup("</section>\n");
}

fn holders(page: &mut Page<'_>, id: &'static str, title: &str, holders: &[Holder]) {
    begin(page, id, title);
    if holders.is_empty() {
        page.markup("<p>").french("Personne, d'après les textes lus.").markup("</p>\n");
    } else {
        page.markup("<table class=\"held\"><thead><tr><th scope=\"col\">Qui</th><th scope=\"col\">");
        page.french("Pour quoi faire, et d'après quel texte").markup("</th></tr></thead><tbody>\n");
        for holder in holders {
            page.markup("<tr><th scope=\"row\">").french(&capital(holder.fr)).markup("</th><td><p>");
            if holder.purposes_fr.len() > MOST_NAMED {
                page.french("toutes les finalités du traitement");
            } else {
                page.french(&holder.purposes_fr.join(", "));
            }
            if holder.form == "anonymised" {
                page.french(" (sans votre identité)");
            }
            page.markup("</p>");
            founded(page, &holder.provision, Some(holder.evidence));
            page.markup("</td></tr>\n");
        }
        page.markup("</tbody></table>\n");
    }
    page.markup("</section>\n");
}

/// A provision, and how well it is known.
fn founded(page: &mut Page<'_>, codes: &str, known: Option<Evidence>) {
    if codes.is_empty() {
        return;
    }
    page.markup("<p><small>").french(&provision(codes).fr);
    if let Some(known) = known {
        page.markup(" · ").french(&evidence(known).1.fr);
    }
    page.markup("</small></p>");
}

fn retention(page: &mut Page<'_>, access: &Access) {
    begin(page, "duree", "Jusqu'à quand elles sont gardées");
    let kept = &access.retention;
    let day = |day: Date| french_date(day);
    let sentence = match (kept.outcome, kept.accessible_until, kept.at_least) {
        (Outcome::NotConforming, Some(until), _) => {
            format!("Le dossier aurait dû être fermé depuis le {} : il est à fermer.", day(until))
        }
        (Outcome::NotConforming, None, _) => "Le dossier aurait dû être fermé : il est à fermer.".to_owned(),
        (_, Some(until), _) => {
            format!(
                "Le dossier peut être consulté jusqu'à la veille du {} ; il est ensuite anonymisé ou archivé.",
                day(until)
            )
        }
        (_, None, Some(least)) => {
            format!(
                "Le dossier peut être consulté au moins jusqu'à la veille du {} ; la date exacte n'est pas connue.",
                day(least)
            )
        }
        (_, None, None) => {
            "La date de fermeture n'est pas connue : il manque un fait pour la calculer.".to_owned()
        }
    };
    page.markup("<p>").french(&sentence).markup("</p>\n");
    if let Some(until) = kept.fse_archive_until {
        let sentence = format!(
            "Les données cofinancées par le Fonds social européen sont gardées en archive fermée jusqu'à la veille du {}.",
            day(until)
        );
        page.markup("<p>").french(&sentence).markup("</p>\n");
    }
    founded(page, &kept.founded_by.join(" + "), kept.evidence);
    page.markup("</section>\n");
}

fn rights(page: &mut Page<'_>, access: &Access) {
    begin(page, "droits", "Vos droits");
    let who = match access.answered_by {
        Some("director_of_mission_locale") => "le directeur de votre mission locale",
        Some(_) => "votre mission locale",
        None => {
            "qui répond n'a pas été lu dans le texte de ce jour ; vous pouvez vous adresser à votre mission locale"
        }
    };
    let sentence = if access.answered_by.is_some() {
        format!(
            "Qui répond : {who}. Une demande reçue ce jour doit recevoir une réponse au plus tard le {}.",
            french_date(access.due_date)
        )
    } else {
        format!(
            "{}. Une demande reçue ce jour doit recevoir une réponse au plus tard le {}.",
            capital(who),
            french_date(access.due_date)
        )
    };
    page.markup("<p>").french(&sentence).markup("</p>\n<table class=\"held\"><tbody>\n");
    access.rights.iter().for_each(|right| one_right(page, right));
    page.markup("</tbody></table>\n<p>");
    page.french("Si la réponse ne vous convient pas, vous pouvez adresser une réclamation à la CNIL : www.cnil.fr, ou 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07.");
    page.markup("</p>\n</section>\n");
}

fn one_right(page: &mut Page<'_>, right: &RightTold) {
    let open = match right.outcome {
        Outcome::Conforming => "ouvert",
        Outcome::NotConforming => "non ouvert",
        Outcome::Undetermined => "indéterminé",
    };
    page.markup("<tr><th scope=\"row\">").french(&capital(right.fr)).markup("</th><td><p><b>").text(open);
    page.markup("</b>");
    if right.outcome != Outcome::Conforming {
        page.french(" : ").french(&right.reason_fr);
    }
    page.markup("</p>");
    founded(page, &right.founded_by.join(" + "), right.evidence);
    page.markup("</td></tr>\n");
}

fn consultations(page: &mut Page<'_>, access: &Access) {
    begin(page, "consultations", "Quand votre dossier a été consulté");
    match access.consultations.as_deref() {
        None => {
            page.markup("<p>")
                .french("Le journal des consultations n'est pas joint à ce document.")
                .markup("</p>\n");
        }
        Some(list) => {
            let sentence = if list.is_empty() {
                "Le journal joint ne contient aucune consultation."
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
    if coverage.complete {
        page.markup("<p>").french("Aucun de ces jours ne manque.").markup("</p>\n");
    }
    for purged in runs(&coverage.purged) {
        let held =
            if purged.held == 0 { "" } else { " ; ce qui est gardé pour un litige est dans ce relevé" };
        let sentence = format!(
            "Le détail des consultations {} a été effacé du journal au bout de la durée de garde{held}. Ce qui y a été effacé n'est plus connu.",
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

/// Days that follow each other in the list of what was purged, by the same provisions.
struct Run<'p> {
    first: Date,
    last: Date,
    held: u64,
    founded_by: &'p [String],
}

fn runs(purged: &[PurgedDay]) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for PurgedDay { day, held, founded_by, .. } in purged {
        match runs.last_mut() {
            Some(run) if run.founded_by == founded_by && run.held == *held => run.last = *day,
            _ => runs.push(Run { first: *day, last: *day, held: *held, founded_by }),
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

fn close(page: &mut Page<'_>) {
    page.markup("</main>\n<footer>\n<p>");
    page.french("Document fait par imilo d'après les textes lus ; « déduite » ou « lue dans une note » signale ce qui reste à vérifier au Journal officiel. Il est à relire avant remise : un texte libre peut parler d'autres personnes.");
    page.markup("</p>\n</footer>\n</div>\n</body>\n</html>\n");
}
