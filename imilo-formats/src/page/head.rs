//! The beginning and the end of the page.

use imilo_core::bilan::Report;
use imilo_core::calendar::Date;
use imilo_core::law;

use super::Source;
use super::escape::Page;
use super::figures::retention;
use super::numbers::{counted, french_date, grouped, share};
use super::words::{State, Words};

const STYLE: &str = include_str!("style.css");
pub(super) const SCRIPT: &str = include_str!("script.js");

/// SHA-256 of the script, in Base64: with it the browser runs this script and no other.
pub(super) const SCRIPT_HASH: &str = "mfGyZDRy6RpU1cnTcVW9OdWm0FSDcoqrLhqmjBV4Fhg=";

/// Everything down to the summary.
pub(super) fn open(page: &mut Page<'_>, report: &Report, source: &Source<'_>, beside: (bool, bool)) {
    page.markup("<!DOCTYPE html>\n<html lang=\"fr\" data-title-en=\"I-MILO report, ");
    page.text(&report.date.to_string());
    page.markup("\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.markup(
        "<meta name=\"color-scheme\" content=\"light\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
    );
    page.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    page.markup("style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; script-src 'sha256-");
    page.markup(SCRIPT_HASH).markup("'\">\n<title>Bilan I-MILO au ").text(&french_date(report.date));
    page.markup("</title>\n<style>\n").markup(STYLE).markup("</style>\n</head>\n<body>\n");
    // Before the page, so that a style can follow from which one is checked, without a script.
    page.markup("<input type=\"radio\" name=\"lang\" id=\"fr\" class=\"lang\" checked>");
    page.markup("<input type=\"radio\" name=\"lang\" id=\"en\" class=\"lang\">\n<div class=\"page\">\n");
    page.markup("<header>\n<div class=\"bar\"><p class=\"kicker\"><b>imilo</b>");
    page.both(
        "span",
        "",
        &("bilan des dossiers d'I\u{2011}MILO", "report on the dossiers of I\u{2011}MILO").into(),
    );
    page.markup("</p><p class=\"switch\"><label for=\"fr\" title=\"Français\">Français</label>");
    page.markup("<label for=\"en\" title=\"English\">English</label></p></div>\n<h1>");
    page.both("span", "", &title(report.date)).markup("</h1>\n");
    if !source.complete {
        let words = (
            "Bilan incomplet : la lecture du fichier a échoué avant sa fin. Les nombres ne portent que sur ce qui a été lu.",
            "Incomplete: reading the file failed before its end. The numbers are those of what was read only.",
        );
        page.both("p", "alert", &words.into()).markup("\n");
    }
    page.both("p", "lead", &verdict(report)).markup("\n");
    facts(page, report, source);
    contents(page, beside);
    super::tables::choice(page, report);
    page.markup("</header>\n<main>\n");
}

/// What the page was made by, and how to keep it.
pub(super) fn close(page: &mut Page<'_>, report: &Report) {
    page.markup("</main>\n<footer>\n<p>imilo ")
        .text(report.library_version)
        .markup(" · ")
        .text(report.schema);
    page.markup(" · ").say(&("droit lu jusqu'au", "law read up to").into()).markup(" ");
    version(page, report.rules_version).markup("</p>\n");
    page.both("p", "", &(
        "Cette page ne contient ni NIR ni nom de personne. Ses listes contiennent des matricules : elle se garde et se transmet comme les dossiers. Elle ne charge rien et n'envoie rien.",
        "This page holds no NIR and no name of a person. Its lists hold matricules: keep and pass it on as you would the dossiers. It loads nothing and sends nothing.",
    ).into());
    page.both("p", "", &(
        "Le bilan dit ce que les textes lus prévoient ; il ne remplace pas l'avis du délégué à la protection des données.",
        "The report says what the texts that were read provide; it does not replace the advice of the data protection officer.",
    ).into());
    page.markup("\n</footer>\n</div>\n<script>").markup(SCRIPT).markup("</script>\n</body>\n</html>\n");
}

fn title(date: Date) -> Words {
    (format!("État des dossiers au {}", french_date(date)), format!("State of the dossiers on {date}")).into()
}

/// The whole bilan in one sentence.
fn verdict(report: &Report) -> Words {
    let total = &report.total;
    if total.dossiers == 0 {
        return ("Aucun dossier n'a été lu.", "No dossier was read.").into();
    }
    let part = |count: u64, fr: (&str, &str), en: &str| {
        let words = counted(count, fr, (en, en));
        let share = share(count, total.dossiers).unwrap_or_default();
        (format!("{} ({})", words.0, share.0), format!("{} ({})", words.1, share.1))
    };
    let read = counted(total.dossiers, ("dossier lu", "dossiers lus"), ("dossier read", "dossiers read"));
    let anonymised = total.retention.already_anonymised;
    let still = total.conforming.saturating_sub(anonymised);
    let mut open = part(still, ("peut rester ouvert", "peuvent rester ouverts"), "may stay open");
    if anonymised > 0 {
        let more = part(anonymised, ("déjà anonymisé", "déjà anonymisés"), "already anonymised");
        open = (format!("{}, {}", open.0, more.0), format!("{}, {}", open.1, more.1));
    }
    let closed =
        part(total.not_conforming, ("à fermer maintenant", "à fermer maintenant"), "to be closed now");
    let unknown = ("impossible à juger", "impossibles à juger");
    let unknown = part(total.undetermined, unknown, "impossible to judge");
    let data = match total.data.not_conforming {
        0 => (String::new(), String::new()),
        count => {
            let fr = ("contient une donnée non permise", "contiennent une donnée non permise");
            let (fr, en) = part(count, fr, "hold a datum that is not allowed");
            (format!(" {fr}."), format!(" {en}."))
        }
    };
    let known = |state| retention(state, total, &report.not_carried).count().is_some();
    if known(State::Anonymise) || known(State::FseArchive) {
        return (
            format!("{} : {}, {}, {}.{}", read.0, open.0, closed.0, unknown.0, data.0),
            format!("{}: {}, {}, {}.{}", read.1, open.1, closed.1, unknown.1, data.1),
        )
            .into();
    }
    // None is found to be closed, and none can be: that is not to be read as all is well.
    (
        format!(
            "{} : {}, {}. La source ne permet pas de dire lesquels sont à anonymiser ou à archiver.{}",
            read.0, open.0, unknown.0, data.0
        ),
        format!(
            "{}: {}, {}. The source does not allow to say which are to be anonymised or archived.{}",
            read.1, open.1, unknown.1, data.1
        ),
    )
        .into()
}

fn facts(page: &mut Page<'_>, report: &Report, source: &Source<'_>) {
    let term = |page: &mut Page<'_>, words: (&'static str, &'static str)| {
        page.markup("<div><dt>").say(&words.into()).markup("</dt><dd>");
    };
    page.markup("<dl class=\"facts\">");
    term(page, ("Droit appliqué au", "Law applied as of"));
    page.date(report.date).markup("</dd></div>\n");
    term(page, ("Jeu de règles", "Rule set"));
    page.text(&report.rule_set);
    for row in law::rule_sets().rows() {
        // In a window of entry the label names two.
        if report.rule_set.split('|').any(|id| id == row.id) {
            let words = Words { fr: row.value.fr.clone(), en: row.value.en.clone() };
            page.markup(" ").both("small", "", &words);
        }
    }
    page.markup("</dd></div>\n");
    term(page, ("Fichier", "File"));
    page.value(source.name);
    if !source.format.is_empty() {
        page.markup(" <small>").value(source.format).markup("</small>");
    }
    page.markup("</dd></div>\n");
    term(page, ("Dossiers lus", "Dossiers read"));
    page.count(report.total.dossiers).markup("</dd></div>\n");
    term(page, ("Lignes refusées", "Rows refused"));
    page.count(report.refused.rows);
    let rows = grouped(report.rows);
    page.markup(" ").both("small", "", &(format!("sur {rows}"), format!("of {rows}")).into());
    page.markup("</dd></div></dl>\n");
}

fn contents(page: &mut Page<'_>, (fse, register): (bool, bool)) {
    const PARTS: [(&str, &str, &str); 12] = [
        ("chiffres", "À faire", "To do"),
        ("listes", "Dossiers à traiter", "Dossiers to act on"),
        ("demandes", "Demandes", "Requests"),
        ("corriger", "À corriger", "To mend"),
        ("donnees", "Données", "Data"),
        ("graphiques", "Graphiques", "Charts"),
        ("structures", "Missions locales", "Missions locales"),
        ("regions", "Régions", "Regions"),
        ("completude", "Complétude", "Completeness"),
        ("fse", "FSE", "ESF"),
        ("manques", "Impossible à juger", "Impossible to judge"),
        ("textes", "Textes et lecture", "Texts and reading"),
    ];
    page.markup("<nav>");
    let stands = |id: &str| (id != "fse" || fse) && (id != "demandes" || register);
    for (id, fr, en) in PARTS.into_iter().filter(|(id, ..)| stands(id)) {
        page.markup("<a href=\"#").markup(id).markup("\">").say(&(fr, en).into()).markup("</a> ");
    }
    page.markup("</nav>\n");
}

/// A version that is a date is shown as one.
fn version<'p, 'w>(page: &'p mut Page<'w>, version: &str) -> &'p mut Page<'w> {
    match version.parse::<Date>() {
        Ok(date) => page.date(date),
        Err(_) => page.text(version),
    }
}
