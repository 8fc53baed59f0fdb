//! Data of the file that recipients may not get.

use super::citations::{evidence, provision};
use super::escape::Page;
use super::numbers::{counted, grouped};
use super::words::Words;
use crate::report::{Recipient, Recipients, WithheldField};

/// Writes a block a recipient: what it may not get of what is filled, and why.
pub(super) fn recipients(page: &mut Page<'_>, found: &Recipients) {
    page.markup("<section id=\"destinataires\" aria-labelledby=\"h-destinataires\">\n");
    page.heading("h2", "h-destinataires", &("Données et destinataires", "Data and recipients").into());
    page.both("p", "", &(
        "Pour chaque destinataire que nomme la liste de ce jour, les données renseignées dans ce fichier qu'il ne peut pas recevoir, même si toutes ses conditions sont établies et la nécessité attestée. « Indéterminé » : aucune règle lue ne décide ; rien n'est accordé. Le NIR suppose un titre propre du destinataire.",
        "For each recipient that the list of that day names, the data filled in this file that it may not get, even if all its conditions are established and necessity is attested. “Undetermined”: no rule that was read decides; nothing is granted. The NIR supposes a title of the recipient's own.",
    ).into());
    let list = if found.in_full {
        (
            "La liste des destinataires de ce jour a été lue en entier : aucun autre ne peut rien recevoir.",
            "The list of recipients of that day was read in full: nobody else may get anything.",
        )
    } else {
        (
            "La liste des destinataires de ce jour n'a pas été lue en entier : ce que d'autres peuvent recevoir est indéterminé.",
            "The list of recipients of that day was not read in full: what others may get is undetermined.",
        )
    };
    page.both("p", "says", &list.into());
    for recipient in &found.recipients {
        block(page, recipient);
    }
    page.markup("</section>\n");
}

fn block(page: &mut Page<'_>, recipient: &Recipient) {
    page.markup("<details><summary><span class=\"what\">");
    page.say(&Words::from((recipient.fr, recipient.en)).capital());
    page.markup("</span> ").say(&purposes(recipient)).markup(" ");
    let refused = count(recipient, "refused");
    let undetermined = count(recipient, "undetermined");
    let (no_fr, no_en) =
        counted(refused, ("champ refusé", "champs refusés"), ("field refused", "fields refused"));
    let (maybe_fr, maybe_en) =
        counted(undetermined, ("indéterminé", "indéterminés"), ("undetermined", "undetermined"));
    let (may_fr, may_en) = counted(recipient.may_get, ("possible", "possibles"), ("possible", "possible"));
    let words = (format!("{no_fr}, {maybe_fr}, {may_fr}"), format!("{no_en}, {maybe_en}, {may_en}"));
    page.both("span", "rate", &words.into());
    page.markup("</summary>\n");
    if recipient.withheld.is_empty() {
        let words = (
            "Toutes les données renseignées peuvent lui être communiquées, si les conditions sont établies.",
            "All data that are filled may be communicated to it, if the conditions are established.",
        );
        page.both("p", "says", &words.into());
    } else {
        table(page, &recipient.withheld);
    }
    page.markup("</details>\n");
}

fn count(recipient: &Recipient, answer: &str) -> u64 {
    let count = recipient.withheld.iter().filter(|field| field.answer == answer).count();
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn purposes(recipient: &Recipient) -> Words {
    let list = |language: fn(&(&'static str, &'static str)) -> &'static str| {
        recipient.purpose_words.iter().map(language).collect::<Vec<_>>().join(", ")
    };
    let form = match recipient.form {
        "anonymised" => (", sous forme anonymisée", ", in anonymised form"),
        _ => ("", ""),
    };
    match recipient.purpose_words.len() {
        0..=5 => {
            (format!("({}{})", list(|it| it.0), form.0), format!("({}{})", list(|it| it.1), form.1)).into()
        }
        _ => (
            format!("(toute finalité du traitement{})", form.0),
            format!("(every purpose of the processing{})", form.1),
        )
            .into(),
    }
}

/// One line a reason, with the fields that it bears on: what is refused first.
fn table(page: &mut Page<'_>, withheld: &[WithheldField]) {
    let mut reasons: Vec<(&WithheldField, Vec<&WithheldField>)> = Vec::new();
    for field in withheld {
        let same = |first: &WithheldField| {
            (first.answer, first.code, &first.provision) == (field.answer, field.code, &field.provision)
        };
        match reasons.iter_mut().find(|(first, _)| same(first)) {
            Some((_, fields)) => fields.push(field),
            None => reasons.push((field, vec![field])),
        }
    }
    reasons.sort_by_key(|(first, _)| first.answer);
    page.markup("<div class=\"scroll\"><table class=\"stack\">\n<thead><tr>");
    for column in [
        ("Réponse", "Answer"),
        ("Raison", "Reason"),
        ("Données (dossiers renseignés)", "Data (dossiers filled)"),
        ("Fondement", "Ground"),
    ] {
        page.column("", &column.into());
    }
    page.markup("</tr></thead>\n<tbody>\n");
    for (first, fields) in reasons {
        let answer = if first.answer == "refused" {
            ("Refusé", "Refused")
        } else {
            ("Indéterminé", "Undetermined")
        };
        page.markup("<tr><th scope=\"row\" class=\"first\">").say(&answer.into()).markup("</th><td>");
        page.say(&(first.reason_fr.clone(), first.reason_en.clone()).into()).markup("</td><td>");
        let list = |label: fn(&WithheldField) -> &'static str| {
            let named = |field: &&WithheldField| format!("{} ({})", label(field), grouped(field.filled));
            fields.iter().map(named).collect::<Vec<_>>().join(", ")
        };
        page.say(&(list(|field| field.fr), list(|field| field.en)).into()).markup("</td><td>");
        let (mark, name, _) = evidence(first.evidence);
        page.say(&provision(&first.provision)).markup(" ").both("span", mark, &name);
        page.markup("</td></tr>\n");
    }
    page.markup("</tbody></table></div>\n");
}
