//! The figures at the top: what is to be done, what cannot be said, each with its provisions.

use imilo_core::bilan::{AFTER_ACCESS, Counts, DUE_SOON_DAYS, Report};
use imilo_core::nir::coherence::CoherenceCode;
use imilo_core::wire::CitationAnswer;

use super::citations::{evidence, provision};
use super::escape::Page;
use super::numbers::{counted, french_date, grouped, share};
use super::words::{State, Words, extending, fact, fault, listed, refused_nirs, tally};

/// A number, or the facts for lack of which the source allows none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    Count(u64),
    /// Zero would read as *none*, where the truth is that the source cannot tell.
    NotAssessable(Vec<&'static str>),
}

impl Figure {
    /// The number, where there is one.
    pub(super) const fn count(&self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(*count),
            Self::NotAssessable(_) => None,
        }
    }
}

/// The figure of a state of retention. `not_carried` is what the source does not carry.
pub(super) fn retention(state: State, counts: &Counts, not_carried: &[&'static str]) -> Figure {
    let count = state.of(&counts.retention);
    let after = |code: &str| AFTER_ACCESS.iter().any(|fact| fact.code() == code);
    let judged = |code: &&&'static str| state != State::Soon || !after(code);
    let known = &counts.retention;
    let felt = |code: &&&'static str| {
        known.undetermined_for_lack_of.contains_key(**code)
            || known.archive_unknown_for_lack_of.contains_key(**code)
            || state == State::Soon && known.due_at_the_earliest_for_lack_of.contains_key(**code)
    };
    let lacking: Vec<_> = match state {
        State::Soon | State::Anonymise | State::FseArchive if count == 0 => {
            not_carried.iter().filter(judged).filter(felt).copied().collect()
        }
        _ => Vec::new(),
    };
    if lacking.is_empty() { Figure::Count(count) } else { Figure::NotAssessable(lacking) }
}

/// The figure of the NIR to be corrected.
pub(super) fn nir(counts: &Counts) -> Figure {
    match counts.nir.not_carried {
        0 => Figure::Count(refused_nirs(&counts.nir)),
        missing if missing < counts.dossiers => Figure::Count(refused_nirs(&counts.nir)),
        _ => Figure::NotAssessable(vec!["nir"]),
    }
}

/// Writes the figures.
pub(super) fn key_figures(page: &mut Page<'_>, report: &Report) {
    let total = &report.total;
    let terms = &report.provisions.terms[..];
    let archive = &report.provisions.fse_archive;
    let all: Vec<_> = terms.iter().chain([archive]).cloned().collect();
    page.markup("<section id=\"chiffres\" aria-labelledby=\"h-chiffres\">\n");
    page.heading("h2", "h-chiffres", &("À faire et à savoir", "To do and to know").into());
    page.both("p", "says", &(
        "La marque derrière un article dit comment la règle est connue : « lu » dans l'acte, « source secondaire », « déduit » de ce qui a été lu, « inconnu » (voir Textes et lecture).",
        "The mark behind an article says how the rule is known: “read” in the act, “secondary source”, “inferred” from what was read, “unknown” (see Texts and reading).",
    ).into());
    page.markup("<p class=\"active-filter one\" hidden>");
    page.say(
        &(
            "Les chiffres de cette partie sont ceux de tout le fichier ; ceux de la mission locale choisie sont plus haut.",
            "The numbers of this part are those of the whole file; those of the mission locale that was chosen are above.",
        )
            .into(),
    );
    page.markup("</p>\n");
    for (state, founded) in [
        (State::Anonymise, terms),
        (State::FseArchive, std::slice::from_ref(archive)),
        (State::ArchiveUnknown, &all),
        (State::Soon, terms),
        (State::MaybeSoon, terms),
        (State::Undetermined, &all),
    ] {
        if !State::drawn(&total.retention).any(|drawn| drawn == state) {
            continue;
        }
        let figure = retention(state, total, &report.not_carried);
        let sentence = match &figure {
            Figure::NotAssessable(lacking) => not_assessable(lacking),
            Figure::Count(count) => sentence(state, *count, report),
        };
        write(page, state.class(), &state.words(), &figure, total.dossiers, &sentence, founded);
    }
    let figure = nir(total);
    let sentence = nir_sentence(total, &figure);
    let title = Words::from(("NIR à corriger", "NIR to be corrected"));
    write(page, "c-nir", &title, &figure, total.dossiers, &sentence, &report.provisions.nir);
    super::donnees::figures(page, report);
    page.markup("</section>\n");
    extended(page, total);
    earlier(page, total);
    communes(page, total);
    coherence(page, total);
}

/// Says which NIR do not agree with the civil identity beside them, by kind of finding.
fn coherence(page: &mut Page<'_>, total: &Counts) {
    let found = &total.nir_coherence;
    if found.with_findings == 0 {
        return;
    }
    let (count, compared) = (grouped(found.with_findings), grouped(found.compared));
    let kinds = listed(&tally(&found.by_code, disagreement));
    let note = Words::from((
        format!(
            "NIR qui ne s'accordent pas avec l'état civil du dossier : {count} sur {compared} comparés. Ce n'est pas \
             toujours une erreur : chaque constat a ses exceptions. {}. Les dossiers sont plus bas (À corriger) et dans \
             constats.csv (nir_a_verifier).",
            kinds.fr
        ),
        format!(
            "NIR that do not agree with the civil identity of the dossier: {count} of {compared} compared. It is not \
             always an error: each finding has its exceptions. {}. The dossiers are below (To mend) and in constats.csv \
             (nir_a_verifier).",
            kinds.en
        ),
    ));
    page.both("p", "note", &note).markup("\n");
}

/// What a finding of coherence is.
pub(super) fn disagreement(code: &'static str) -> Words {
    let finding = CoherenceCode::all().iter().find(|finding| finding.slug == code);
    finding.map_or((code, code), |finding| (finding.fr, finding.en)).into()
}

/// Says which dossiers would have a later term if something were established.
fn extended(page: &mut Page<'_>, total: &Counts) {
    let extended = &total.retention.would_be_extended;
    if extended.now == 0 && extended.within_90_days == 0 {
        return;
    }
    let (now, soon) = (grouped(extended.now), grouped(extended.within_90_days));
    let facts = listed(&tally(&extended.by_fact, extending));
    let note = Words::from((
        format!(
            "Dossiers dont le terme serait plus tardif si un fait était établi : {now} \
             parmi ceux à fermer maintenant, {soon} parmi ceux à échéance sous 90 jours. Ce qui le reculerait : {}.",
            facts.fr
        ),
        format!(
            "Dossiers whose term would be later if a fact were established: {now} of those \
             to be closed now, {soon} of those due within 90 days. What would put it off: {}.",
            facts.en
        ),
    ));
    page.both("p", "note", &note).markup("\n");
}

/// Says how many codes of the commune of birth are none.
fn communes(page: &mut Page<'_>, total: &Counts) {
    if total.commune_naissance.malformed == 0 {
        return;
    }
    let count = grouped(total.commune_naissance.malformed);
    let note = Words::from((
        format!(
            "Codes de commune ou de pays de naissance à corriger, dont la forme n'est pas celle du Code officiel \
             géographique : {count} (constats.csv, commune_a_corriger)."
        ),
        format!(
            "Codes of the commune or country of birth to be corrected, whose form is not that of the Code officiel \
             géographique: {count} (constats.csv, commune_a_corriger)."
        ),
    ));
    page.both("p", "note", &note).markup("\n");
}

/// Says which dossiers were due before the law of the day.
fn earlier(page: &mut Page<'_>, total: &Counts) {
    let count = total.retention.closed_by_an_earlier_version;
    if count == 0 {
        return;
    }
    let number = grouped(count);
    let note = Words::from((
        format!(
            "Dossiers qui avaient déjà atteint leur terme sous une version antérieure du texte sans avoir été \
             anonymisés : {number}. Ils sont jugés ici par la version du jour, qui peut les avoir rouverts."
        ),
        format!(
            "Dossiers that had reached their term under an earlier version of the text without being \
             anonymised: {number}. They are judged here by the version of the day, which may have reopened them."
        ),
    ));
    page.both("p", "note", &note).markup("\n");
}

pub(super) fn write(
    page: &mut Page<'_>,
    class: &'static str,
    title: &Words,
    figure: &Figure,
    dossiers: u64,
    sentence: &Words,
    provisions: &[CitationAnswer],
) {
    page.markup("<article class=\"figure ").markup(class).markup("\">").heading("h3", "", title);
    match figure {
        Figure::Count(count) => {
            let digits = grouped(*count);
            let long = if digits.len() > 16 { "number long" } else { "number" };
            page.markup("<p class=\"").markup(long).markup("\">").text(&digits);
            if let Some((fr, en)) = share(*count, dossiers) {
                page.both(
                    "small",
                    "",
                    &(format!("{fr} des dossiers"), format!("{en} of the dossiers")).into(),
                );
            }
            page.markup("</p>");
        }
        Figure::NotAssessable(_) => {
            page.both("p", "number none", &("non évaluable", "not assessable").into());
        }
    }
    page.both("p", "sentence", sentence).markup("<ul class=\"cites\">");
    // Provisions of one act, known equally well, stand together.
    let alike = |a: &CitationAnswer, b: &CitationAnswer| (&a.text, a.evidence) == (&b.text, b.evidence);
    for group in provisions.chunk_by(alike) {
        let codes: Vec<_> = group.iter().map(|citation| citation.code.as_str()).collect();
        page.markup("<li>").say(&provision(&codes.join(" + ")));
        if let Some(citation) = group.first() {
            let (mark, name, _) = evidence(citation.evidence);
            page.markup(" ").both("span", mark, &name);
        }
        page.markup("</li>");
    }
    page.markup("</ul></article>\n");
}

fn sentence(state: State, count: u64, report: &Report) -> Words {
    match (state, count) {
        (State::Anonymise, 0) => {
            ("Aucun dossier arrivé à son terme n'attend d'être anonymisé.", "No dossier past its term is waiting to be anonymised.").into()
        }
        (State::Anonymise, _) => (
            "Leur terme est passé : les données ne doivent plus être accessibles que sous forme anonymisée.",
            "Their term is past: the data may be reached only in anonymised form.",
        )
            .into(),
        (State::FseArchive, 0) => (
            "Aucun dossier cofinancé par le Fonds social européen n'attend d'être archivé.",
            "No dossier co-financed by the European Social Fund is waiting to be archived.",
        )
            .into(),
        (State::FseArchive, _) => (
            "Leur terme est passé, mais ils sont cofinancés par le Fonds social européen : à sortir du suivi et à garder dans une archive fermée, ouverte pour un contrôle seulement.",
            "Their term is past, but they are co-financed by the European Social Fund: to be taken out of the follow-up and kept in a closed archive, opened for a control only.",
        )
            .into(),
        (State::ArchiveUnknown, _) => {
            let missing = listed(&tally(&report.total.retention.archive_unknown_for_lack_of, lacking));
            (
                format!("Leur terme est passé : ils sont à fermer. Les anonymiser ou les archiver dépend de : {}.", missing.fr),
                format!("Their term is past: they are to be closed. Whether to anonymise or to archive them depends on: {}.", missing.en),
            )
                .into()
        }
        (State::Undetermined, 0) => {
            ("Chaque dossier lu a pu être jugé.", "Every dossier read could be judged.").into()
        }
        (State::Undetermined, _) => undetermined(&report.total),
        (State::MaybeSoon, _) => {
            let last = report.date.plus_days(DUE_SOON_DAYS);
            let missing = listed(&tally(&report.total.retention.due_at_the_earliest_for_lack_of, lacking));
            (
                format!(
                    "Ils cesseront au plus tôt d'être accessibles d'ici au {} ; ce qui manque ne peut que repousser \
                     ce jour. Il manque : {}.",
                    french_date(last),
                    missing.fr
                ),
                format!(
                    "At the earliest they close by {last}; what is missing can only put that day off. Missing: {}.",
                    missing.en
                ),
            )
                .into()
        }
        _ => {
            let last = report.date.plus_days(DUE_SOON_DAYS);
            let fr = format!("Encore accessibles, ils cesseront de l'être au plus tard le {}.", french_date(last));
            let none = format!("Aucun dossier accessible n'arrive à son terme d'ici au {}.", french_date(last));
            if count == 0 {
                (none, format!("No open dossier reaches its term until {last}.")).into()
            } else {
                (fr, format!("Still open, they close on {last} at the latest.")).into()
            }
        }
    }
}

fn lacking(code: &'static str) -> Words {
    fact(code).0
}

/// The three facts that are missing most often.
fn undetermined(total: &Counts) -> Words {
    let mut facts = tally(&total.retention.undetermined_for_lack_of, lacking);
    let several = facts.len() > 1;
    facts.truncate(3);
    let Words { fr, en } = listed(&facts);
    let (more_fr, more_en) = if several {
        (" Un même dossier peut cumuler plusieurs manques.", " A dossier may lack several.")
    } else {
        ("", "")
    };
    (
        format!(
            "On ne peut pas dire ce qu'il faut en faire. Il manque surtout : {fr}.{more_fr} Ils sont dans constats.csv, \
             état indetermine."
        ),
        format!(
            "What is to be done with them cannot be said. What is missing most: {en}.{more_en} They are in constats.csv, \
             etat indetermine."
        ),
    )
        .into()
}

fn nir_sentence(total: &Counts, figure: &Figure) -> Words {
    if matches!(figure, Figure::NotAssessable(_)) {
        return ("La source ne porte pas le NIR.", "The source does not carry the NIR.").into();
    }
    // The first of the most frequent: `max_by_key` would give the last.
    let most = total.nir.refused.iter().rev().max_by_key(|(_, count)| **count);
    let (mut fr, mut en) = match most {
        None => ("Aucun NIR renseigné n'est refusé.".to_owned(), "No NIR given is refused.".to_owned()),
        Some((code, count)) => {
            let (fault, count) = (fault(code), grouped(*count));
            (
                format!("Refusés sur la forme ou sur la clé. Premier motif : {} ({count}).", fault.fr),
                format!("Refused for their form or their key. First ground: {} ({count}).", fault.en),
            )
        }
    };
    if total.nir.empty > 0 {
        let empty = counted(
            total.nir.empty,
            ("dossier n'a pas de NIR", "dossiers n'ont pas de NIR"),
            ("dossier has no NIR", "dossiers have no NIR"),
        );
        fr.push_str(&format!(" Par ailleurs, {}, ce qui n'est pas une erreur.", empty.0));
        en.push_str(&format!(" Besides, {}, which is no error.", empty.1));
    }
    (fr, en).into()
}

fn not_assessable(lacking: &[&'static str]) -> Words {
    let names: Vec<_> = lacking.iter().map(|code| fact(code).0).collect();
    let fr: Vec<_> = names.iter().map(|name| name.fr.as_ref()).collect();
    let en: Vec<_> = names.iter().map(|name| name.en.as_ref()).collect();
    (
        format!("La source ne porte pas ce qu'il faut pour le dire : {}.", fr.join(", ")),
        format!("The source does not carry what it takes to say it: {}.", en.join(", ")),
    )
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_not_said_where_the_source_cannot_tell() {
        let mut counts = Counts { dossiers: 3, ..Counts::default() };
        assert_eq!(retention(State::Anonymise, &counts, &["fse"]), Figure::Count(0));
        counts.retention.undetermined_for_lack_of.insert("fse", 2);
        let lacking = Figure::NotAssessable(vec!["fse"]);
        assert_eq!(retention(State::Anonymise, &counts, &["fse"]), lacking);
        assert_eq!(retention(State::FseArchive, &counts, &["fse"]), lacking);
        // Carried, and empty in some dossiers: the others were judged.
        assert_eq!(retention(State::Anonymise, &counts, &[]), Figure::Count(0));
        // The FSE says nothing of the end of access.
        assert_eq!(retention(State::Soon, &counts, &["fse"]), Figure::Count(0));
        // All that is known of these is the earliest day.
        counts.retention.due_at_the_earliest_for_lack_of.insert("cej_contracts", 2);
        let lacking = Figure::NotAssessable(vec!["cej_contracts"]);
        assert_eq!(retention(State::Soon, &counts, &["cej_contracts"]), lacking);
        counts.retention.to_anonymise_now = 1;
        assert_eq!(retention(State::Anonymise, &counts, &["fse"]), Figure::Count(1));
    }

    #[test]
    fn an_absent_nir_is_not_a_right_one() {
        let mut counts = Counts { dossiers: 2, ..Counts::default() };
        assert_eq!(nir(&counts), Figure::Count(0));
        counts.nir.not_carried = 2;
        assert_eq!(nir(&counts), Figure::NotAssessable(vec!["nir"]));
    }

    #[test]
    fn the_facts_missing_most_come_first() {
        let mut counts = Counts::default();
        counts.retention.undetermined_for_lack_of =
            [("birth_date", 2), ("fse", 9), ("cej_contracts", 2), ("last_record", 1)].into();
        let words = undetermined(&counts);
        assert!(
            words.fr.contains("cofinancement par le FSE (9), date de naissance (2), contrats"),
            "{}",
            words.fr
        );
    }
}
