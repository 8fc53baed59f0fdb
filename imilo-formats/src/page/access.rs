//! The access dossier as a page that is printed and handed to the person: in French, without a script.

use imilo_core::calendar::Date;
use imilo_core::conservation::State;
use imilo_core::dossier::Champ;
use imilo_core::explain::Outcome;
use imilo_core::law::Evidence;

use super::access_journal;
use super::citations::{evidence, provision};
use super::escape::Page;
use super::numbers::french_date;
use super::typography::capital;
use crate::acces::{Access, Holder, Item, NOTHING, RightTold, element};
use crate::source::NirState;

const STYLE: &str = include_str!("style.css");
/// What this page has of its own.
const OWN: &str = ".page{max-width:900px}.held th{width:38%;text-align:left;vertical-align:top;font-weight:400;color:var(--soft)}\
.held td{vertical-align:top}.held p{margin:0 0 4px;white-space:pre-wrap;overflow-wrap:anywhere}.kept{font-style:italic;color:var(--soft)}\
table{width:100%}section{margin-top:36px}h3{margin:22px 0 4px}\
@media screen and (max-width:600px){table,tbody,tr,.held th,.held td,.held th[scope=row]{display:block;width:auto}.held thead{display:none}.page{padding-left:14px;padding-right:14px}h1,h2{overflow-wrap:anywhere}.blank span{min-width:10em}}\
.agent{margin:24px 0;padding:12px 16px;border:3px solid var(--anonymise);background:#fdf0ea}.agent h2{margin:0 0 6px;border:0;padding:0}\
.blank{font-weight:600}.blank span{display:inline-block;min-width:20em;border-bottom:1px dotted}@media print{.agent{display:none}}";

/// A row of the law that names no purpose is open to all of them: they are not told again for each.
const MOST_NAMED: usize = 20;

/// Whether the persons of art. 3 and 4 may see the dossier no more.
const fn closed(access: &Access) -> bool {
    !matches!(access.retention.state, State::Accessible | State::Undetermined)
        || matches!(access.retention.outcome, Outcome::NotConforming)
        || access.retention.anonymised_on.is_some()
}

pub(super) fn write(page: &mut Page<'_>, access: &Access) {
    open(page, access);
    data(page, access);
    source(page, access);
    more(page, access);
    purposes(page, access);
    let closed = closed(access);
    if closed {
        // Whoever should have closed it has not: it may still be seen.
        let sentence = if access.retention.outcome == Outcome::NotConforming {
            "Votre dossier aurait dû être fermé : les deux listes qui suivent disent qui pouvait voir ces données tant qu'il devait rester ouvert."
        } else {
            "Votre dossier n'est plus ouvert : les deux listes qui suivent disent qui pouvait voir ces données tant qu'il l'était."
        };
        page.markup("<p class=\"alert\">").french(sentence).markup("</p>\n");
    }
    let (users, recipients) = if closed {
        ("Qui pouvait consulter ou modifier ces données", "À qui elles pouvaient être transmises")
    } else {
        ("Qui peut consulter ou modifier ces données", "À qui elles peuvent être transmises")
    };
    holders(page, "acces", users, &access.users, access.lists_in_full);
    holders(page, "destinataires", recipients, &access.recipients, access.lists_in_full);
    if !access.lists_in_full {
        page.markup("<p class=\"says\">").french("Les listes de ce jour n'ont pas toutes été lues en entier : d'autres personnes ou organismes peuvent y figurer.");
        page.markup("</p>\n");
    }
    retention(page, access);
    rights(page, access);
    access_journal::consultations(page, access);
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
    match &access.file {
        Some(file) => page.french("Voici ce que contient sur vous le fichier ").value(file),
        None => page.french("Voici ce que contient sur vous le dossier remis pour cette réponse"),
    };
    page.french(", tiré d'I\u{2011}MILO et lu le ").text(&date).markup(". ");
    page.french("Ce qui n'est pas dans ce fichier n'est pas ici. ");
    page.french("Les rubriques faites pour d'autres personnes (vos proches, les agents) sont nommées, sans leur contenu.");
    page.markup("</p>\n<p>");
    if let Some(dossier) = &access.dossier {
        page.french("Dossier : ").value(dossier).markup(" · ");
    }
    page.french("Règles appliquées : celles du ").text(&date).markup("</p>\n");
    if let Some(day) = access.retention.anonymised_on {
        let day = french_date(day);
        let sentence = if access.named_by.is_empty() {
            format!(
                "Votre dossier a été anonymisé le {day} : ce qui suit est ce que le fichier contient encore."
            )
        } else {
            format!(
                "Le fichier dit que votre dossier a été anonymisé le {day}, mais des données qui vous nomment y sont encore : elles suivent."
            )
        };
        page.markup("<p class=\"alert\">").french(&sentence).markup("</p>\n");
    }
    if access.nir == NirState::Clear {
        page.markup("<p class=\"alert\">");
        page.french("Ce document contient votre numéro de sécurité sociale : ne le laissez pas à d'autres.");
        page.markup("</p>\n");
    }
    page.markup("</header>\n");
    agent(page, access);
    page.markup("<main>\n");
    controllers(page, access);
}

/// What the agent has to do before the page is handed over. It is on the screen and not on the paper.
fn agent(page: &mut Page<'_>, access: &Access) {
    page.markup("<aside class=\"agent\" aria-labelledby=\"h-agent\">\n<h2 id=\"h-agent\">");
    page.french("Pour l'agent, avant de remettre ce document").markup("</h2>\n<p>");
    page.french("Cet encadré ne s'imprime pas. Si vous envoyez le fichier plutôt que le papier, retirez-le.")
        .markup("</p>\n<ul>\n");
    for to_do in &access.to_do {
        page.markup("<li>").french(&capital(&to_do.fr)).markup(".</li>\n");
    }
    page.markup("</ul>\n</aside>\n");
}

/// A line that the caller gave, or that is to be filled by hand.
fn given(page: &mut Page<'_>, what: &str, text: Option<&str>) {
    page.markup("<tr><th scope=\"row\">").french(what).markup("</th><td>");
    match text {
        Some(text) => page.markup("<p>").text(text),
        None => page
            .markup("<p class=\"blank\">")
            .french("à compléter par la mission locale : ")
            .markup("<span></span>"),
    };
    page.markup("</p></td></tr>\n");
}

/// RGPD, art. 15 and 14(1)(a), (b): who is responsible and whom to ask.
fn controllers(page: &mut Page<'_>, access: &Access) {
    begin(page, "responsables", "Qui est responsable de ces données");
    let told = &access.controllers;
    let who = match told.fr.as_slice() {
        [] => "Le texte de ce jour, qui dit qui est responsable, n'a pas été lu.".to_owned(),
        [one] => format!("{}.", capital(one)),
        [all @ .., last] => {
            let together = if told.joint { ", ensemble" } else { "" };
            format!("{} et {last}{together}.", capital(&all.join(", ")))
        }
    };
    page.markup("<p>").french(&who).markup("</p>\n");
    founded(page, &told.founded_by.join(" + "), told.evidence);
    page.markup("<table class=\"held\"><tbody>\n");
    given(page, "Responsable qui vous répond", access.given.controller.as_deref());
    given(page, "À qui vous adresser", access.given.contact.as_deref());
    given(page, "Délégué à la protection des données", access.given.dpo.as_deref());
    page.markup("</tbody></table>\n</section>\n");
}

/// RGPD, art. 15(1)(g). The file does not say it datum by datum, and no text that was read does.
fn source(page: &mut Page<'_>, access: &Access) {
    begin(page, "origine", "D'où viennent ces données");
    page.markup("<p>").french("Le fichier ne dit pas, donnée par donnée, qui l'a fournie.").markup("</p>\n");
    page.markup("<table class=\"held\"><tbody>\n");
    given(page, "Ce que vous n'avez pas donné vous-même vient de", access.given.source.as_deref());
    page.markup("</tbody></table>\n");
    linked(
        page,
        "D'après les textes, des données peuvent venir de ces organismes, par un lien entre leurs fichiers et I\u{2011}MILO :",
        &access.sources,
    );
    linked(
        page,
        "Les textes prévoient aussi un lien avec les fichiers de ces organismes ; ce qui en a été lu ne dit pas dans quel sens vont les données :",
        &access.links,
    );
    page.markup("</section>\n");
}

fn linked(page: &mut Page<'_>, sentence: &str, holders: &[Holder]) {
    if !holders.is_empty() {
        page.markup("<p>").french(sentence).markup("</p>\n");
        table(page, holders);
    }
}

/// RGPD, art. 15(1)(h), 15(2) and 15(3): no text that was read tells them.
fn more(page: &mut Page<'_>, access: &Access) {
    begin(page, "autres", "Décisions automatiques, envois hors d'Europe, copie");
    page.markup("<table class=\"held\"><tbody>\n");
    given(page, "Décisions prises par une machine seule", access.given.automated.as_deref());
    given(page, "Envois hors de l'Union européenne, et leurs garanties", access.given.transfers.as_deref());
    given(page, "Copie de vos données", access.given.copy.as_deref());
    page.markup("</tbody></table>\n</section>\n");
}

pub(super) fn begin(page: &mut Page<'_>, id: &'static str, title: &str) {
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
        // An annexe of 2015 tells nothing to a young person.
        let title = if part.category == "hors_annexe" { "Autres données" } else { part.fr };
        page.markup("<h3>").french(title).markup("</h3>\n<table class=\"held\"><tbody>\n");
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
            .french("Un numéro y est masqué : il peut s'agir d'un numéro de sécurité sociale (NIR).")
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

fn holders(page: &mut Page<'_>, id: &'static str, title: &str, holders: &[Holder], in_full: bool) {
    begin(page, id, title);
    if !holders.is_empty() {
        table(page, holders);
    } else if in_full {
        page.markup("<p>").french("Personne, d'après les textes lus.").markup("</p>\n");
    } else {
        page.markup("<p>")
            .french("Indéterminé : les listes de ce jour n'ont pas toutes été lues, et ce qui en a été lu ne nomme personne.")
            .markup("</p>\n");
    }
    page.markup("</section>\n");
}

fn table(page: &mut Page<'_>, holders: &[Holder]) {
    page.markup("<table class=\"held\"><thead><tr><th scope=\"col\">Qui</th><th scope=\"col\">");
    page.french("Pour quoi faire, et d'après quel texte").markup("</th></tr></thead><tbody>\n");
    for holder in holders {
        page.markup("<tr><th scope=\"row\">").french(&capital(holder.fr)).markup("</th><td><p>");
        if holder.purposes_fr.is_empty() {
            page.french("ce qui en a été lu ne dit pas pour quoi faire");
        } else if holder.purposes_fr.len() > MOST_NAMED {
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

/// A provision, and how well it is known.
pub(super) fn founded(page: &mut Page<'_>, codes: &str, known: Option<Evidence>) {
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
        _ if kept.anonymised_on.is_some() && !access.named_by.is_empty() => {
            "Le fichier dit le dossier anonymisé, mais des données qui vous nomment y sont encore : elles sont à effacer.".to_owned()
        }
        _ if kept.anonymised_on.is_some() => {
            "Le dossier est anonymisé : il ne peut plus être consulté à votre nom.".to_owned()
        }
        (_, Some(until), _) if closed(access) && kept.outcome != Outcome::NotConforming => {
            format!("Le dossier ne peut plus être consulté depuis le {}.", day(until))
        }
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
            let why = if kept.missing_fr.is_empty() {
                "la date exacte n'est pas connue".to_owned()
            } else {
                format!(
                    "la date exacte dépend de ce qui manque dans le fichier : {}",
                    kept.missing_fr.join(", ")
                )
            };
            format!("Le dossier peut être consulté au moins jusqu'à la veille du {} ; {why}.", day(least))
        }
        (_, None, None) if kept.missing_fr.is_empty() => no_end(&kept.running_fr),
        (_, None, None) => format!(
            "La date de fermeture ne peut pas être calculée. Il manque dans le fichier : {}.",
            kept.missing_fr.join(", ")
        ),
    };
    page.markup("<p>").french(&sentence).markup("</p>\n");
    // What runs is told whatever is missing beside it.
    let told = kept.accessible_until.is_none() && kept.at_least.is_none() && kept.missing_fr.is_empty();
    if !told && !kept.running_fr.is_empty() && !closed(access) {
        let sentence = format!("En cours, d'après le fichier : {}.", kept.running_fr.join(", "));
        page.markup("<p>").french(&sentence).markup("</p>\n");
    }
    if let Some(until) = kept.fse_archive_until {
        let sentence = format!(
            "Les données cofinancées par le Fonds social européen sont gardées en archive fermée jusqu'à la veille du {}.",
            day(until)
        );
        page.markup("<p>").french(&sentence).markup("</p>\n");
    }
    if kept.criteria.is_empty() {
        founded(page, &kept.founded_by.join(" + "), kept.evidence);
    } else {
        page.markup("<p>").french("Comment ce temps est compté :").markup("</p>\n<ul>\n");
        for rule in &kept.criteria {
            page.markup("<li>").french(&capital(&rule.fr));
            founded(page, &rule.provision, Some(rule.evidence));
            page.markup("</li>\n");
        }
        page.markup("</ul>\n");
    }
    page.markup("</section>\n");
}

/// Nothing is missing: what runs has no end, and the time is counted from it.
fn no_end(running: &[String]) -> String {
    if running.is_empty() {
        return "Il n'y a pas encore de date de fermeture : elle sera comptée d'après les règles qui suivent.".to_owned();
    }
    format!(
        "Il n'y a pas encore de date de fermeture, car elle dépend de la fin de ce qui est en cours : {}.",
        running.join(", ")
    )
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
    let who = if access.answered_by.is_some() { format!("Qui répond : {who}") } else { capital(who) };
    let sentence = format!(
        "{who}. Une demande reçue le {} doit recevoir une réponse au plus tard le {}.",
        french_date(access.received),
        french_date(access.due_date)
    );
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

fn close(page: &mut Page<'_>) {
    page.markup("</main>\n<footer>\n<p>");
    page.french("Document fait par imilo. Après le nom d'un texte, « lu » dit que le texte officiel a été lu, « source secondaire » qu'une note en parle, « déduit » qu'il a fallu raisonner : ces deux derniers sont à vérifier au Journal officiel.");
    page.markup("</p>\n</footer>\n</div>\n</body>\n</html>\n");
}
