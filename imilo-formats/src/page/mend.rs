//! What is to be mended: data that the law does not allow, NIRs where they do not belong, numbers and codes that are none.

use std::collections::{BTreeMap, BTreeSet};

use imilo_core::bilan::{FieldCounts, Report};
use imilo_core::dossier::Champ;

use super::citations::provision;
use super::donnees::name;
use super::escape::Page;
use super::figures::disagreement;
use super::lists::{Structures, mission_locale};
use super::numbers::grouped;
use super::words::{Words, fault, refused_nirs};
use super::{Mend, MendKind};

impl MendKind {
    /// In the order of the page: what is to be erased, then what is to be corrected.
    const ALL: [Self; 5] =
        [Self::NotAllowed, Self::NirInText, Self::RefusedNir, Self::InvalidCode, Self::NirDisagrees];

    /// Class of its colour.
    const fn class(self) -> &'static str {
        match self {
            Self::NotAllowed => "c-data",
            Self::NirInText | Self::RefusedNir | Self::NirDisagrees => "c-nir",
            Self::InvalidCode => "c-soon",
        }
    }

    fn words(self) -> Words {
        Words::from(match self {
            Self::NotAllowed => ("Données non permises, à effacer", "Data not allowed, to be erased"),
            Self::NirInText => ("NIR dans un texte, à effacer", "NIR in a text, to be erased"),
            Self::RefusedNir => ("NIR à corriger", "NIR to be corrected"),
            Self::InvalidCode => ("Codes à corriger", "Codes to be corrected"),
            Self::NirDisagrees => (
                "NIR à vérifier : il ne s'accorde pas avec l'état civil, ce qui n'est pas toujours une erreur",
                "NIR to be verified: it does not agree with the civil identity, which is not always an error",
            ),
        })
    }

    /// How many dossiers have it.
    fn dossiers(self, report: &Report) -> u64 {
        let (total, data) = (&report.total, &report.total.data);
        match self {
            Self::NotAllowed => data.not_conforming,
            Self::NirInText => data.with_nir_in_text,
            Self::RefusedNir => refused_nirs(&total.nir),
            Self::InvalidCode => data.with_invalid_code,
            Self::NirDisagrees => total.nir_coherence.with_findings,
        }
    }
}

/// Writes what is to be mended, dossier by dossier, then by reason.
pub(super) fn to_mend(page: &mut Page<'_>, report: &Report, rows: &[Mend<'_>]) {
    page.markup("<section id=\"corriger\" aria-labelledby=\"h-corriger\">\n");
    page.heading("h2", "h-corriger", &("À corriger", "To mend").into());
    if MendKind::ALL.iter().all(|kind| kind.dossiers(report) == 0) {
        page.both("p", "", &("Rien n'est à corriger.", "Nothing is to be mended.").into());
        page.markup("</section>\n");
        return;
    }
    page.both(
        "p",
        "",
        &(
            "Tous les dossiers sont dans constats.csv, avec le champ à reprendre.",
            "All dossiers are in constats.csv, with the field to mend.",
        )
            .into(),
    );
    let structures = Structures::of(report);
    for kind in MendKind::ALL.into_iter().filter(|kind| kind.dossiers(report) > 0) {
        list(page, report, &structures, kind, rows);
    }
    reasons(page, report);
    page.markup("</section>\n");
}

/// The dossiers of a kind.
fn list(
    page: &mut Page<'_>,
    report: &Report,
    structures: &Structures<'_>,
    kind: MendKind,
    rows: &[Mend<'_>],
) {
    let total = kind.dossiers(report);
    let shown: BTreeSet<u64> = rows.iter().filter(|row| row.kind == kind).map(|row| row.record).collect();
    let shown = u64::try_from(shown.len()).unwrap_or(u64::MAX);
    page.markup("<h3 class=\"").markup(kind.class()).markup(" mark\">").say(&kind.words()).markup("</h3>\n");
    if shown == 0 {
        let count = grouped(total);
        let words = (format!("Dossiers : {count}."), format!("Dossiers: {count}."));
        page.both("p", "", &words.into()).markup("\n");
        return;
    }
    page.markup("<details>");
    super::lists::folded(page, shown, total);
    page.markup("<div class=\"scroll\"><table class=\"filtered list\">\n<caption class=\"hidden\">");
    page.say(&kind.words()).markup("</caption>\n<thead><tr>");
    page.column("", &("Matricule", "Matricule").into());
    page.column("", &("Enregistrement", "Record").into());
    page.column("", &("Mission locale", "Mission locale").into());
    page.column("", &("Donnée", "Datum").into());
    page.markup("</tr></thead>\n<tbody>\n");
    for row in rows.iter().filter(|row| row.kind == kind) {
        page.markup("<tr><th scope=\"row\">");
        match row.matricule {
            Some(matricule) => page.value(matricule),
            None => page.none(),
        };
        page.markup("</th><td>");
        page.both("span", "label-in", &("enregistrement ", "record ").into()).count(row.record);
        page.markup("</td><td class=\"ml\">");
        mission_locale(page, structures.find(row.structure));
        page.markup("</td><td class=\"ground\">");
        let champ = row.champ.row();
        page.say(&Words::from((champ.fr, champ.en)).capital());
        if let Some(code) = row.fault {
            let words = if row.kind == MendKind::NirDisagrees { disagreement(code) } else { fault(code) };
            page.markup(" ").both("small", "", &words.capital());
        }
        if !row.provision.is_empty() {
            page.markup(" ").both("small", "", &provision(row.provision));
        }
        page.markup("</td></tr>\n");
    }
    super::lists::end(page);
}

/// A reason for which dossiers are to be mended.
struct Reason<'r> {
    field: Option<&'r FieldCounts>,
    why: Words,
    count: u64,
    state: &'static str,
}

/// Writes the reasons, those of most dossiers first.
fn reasons(page: &mut Page<'_>, report: &Report) {
    let (total, data) = (&report.total, &report.total.data);
    let mut reasons: Vec<_> = total
        .nir
        .refused
        .iter()
        .map(|(code, count)| Reason {
            field: None,
            why: fault(code).capital(),
            count: *count,
            state: "nir_a_corriger",
        })
        .collect();
    let text = ("Un NIR y est écrit", "A NIR is written in it");
    reasons.extend(fields(report, &data.nir_in_text, text, "nir_dans_un_texte"));
    let code = ("Ce n'est pas un code attendu", "It is not an expected code");
    reasons.extend(fields(report, &data.invalid_codes, code, "code_a_corriger"));
    reasons.extend(total.nir_coherence.by_code.iter().map(|(code, count)| Reason {
        field: None,
        why: disagreement(code).capital(),
        count: *count,
        state: "nir_a_verifier",
    }));
    if reasons.is_empty() {
        return;
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
    let number = grouped(u64::try_from(reasons.len()).unwrap_or(u64::MAX));
    page.markup("<h3>").say(&("Par motif", "By reason").into()).markup("</h3>\n<details><summary>");
    page.say(&(format!("Champs et motifs ({number})"), format!("Fields and reasons ({number})")).into());
    page.markup("</summary>\n<div class=\"scroll\"><table class=\"stack\">\n<thead><tr>");
    page.column("", &("Quoi", "What").into());
    page.column("", &("Pourquoi", "Why").into());
    page.column("num", &("Dossiers", "Dossiers").into());
    page.column("", &("Colonne « etat » de constats.csv", "Column “etat” of constats.csv").into());
    page.markup("</tr></thead>\n<tbody>\n");
    for reason in reasons {
        match reason.field {
            Some(field) => name(page, field),
            None => {
                page.markup("<tr><th scope=\"row\" class=\"first\">NIR</th>");
            }
        }
        page.markup("<td>").say(&reason.why).markup("</td><td class=\"num do\">");
        page.both("span", "label-in", &("Dossiers : ", "Dossiers: ").into()).count(reason.count);
        page.markup("</td><td><code>").markup(reason.state).markup("</code></td></tr>\n");
    }
    page.markup("</tbody></table></div></details>\n");
}

fn fields<'r>(
    report: &'r Report,
    counts: &'r BTreeMap<&'static str, u64>,
    why: (&'static str, &'static str),
    state: &'static str,
) -> impl Iterator<Item = Reason<'r>> {
    report.fields.iter().filter_map(move |field| {
        let count = *counts.get(field.path)?;
        // The code of birth had a state of its own before the others.
        let birth = field.path == Champ::CommuneNaissance.row().path && state == "code_a_corriger";
        let state = if birth { "commune_a_corriger" } else { state };
        Some(Reason { field: Some(field), why: why.into(), count, state })
    })
}
