//! The few lines of a bilan that a terminal shows.

use imilo_core::bilan::Report;
use imilo_core::wire::CitationAnswer;
use serde::Serialize;

use super::citations::{evidence, provision};
use super::figures::{Figure, nir, retention};
use super::words::{State, Words, extending, fact, listed, tally};

/// The lines, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Summary {
    /// Writes a line in each language.
    fn line(&mut self, words: &Words) {
        self.fr.push_str(&words.fr);
        self.en.push_str(&words.en);
        self.fr.push('\n');
        self.en.push('\n');
    }

    /// A figure with its name, and what is to be said behind it.
    fn figure(&mut self, name: &Words, figure: &Figure, more: &Words) {
        let number = |none: &str| figure.count().map_or_else(|| none.to_owned(), |count| count.to_string());
        let row = |name: &str, number: String, more: &str| format!("  {name:<34}{number:>14}{more}");
        let fr = row(&name.fr, number("non évaluable"), &more.fr);
        self.line(&(fr, row(&name.en, number("not assessable"), &more.en)).into());
    }
}

/// The lines of a report on a file of this name and format.
pub(crate) fn summary(report: &Report, source: &str, format: &str) -> Summary {
    let (total, mut lines) = (&report.total, Summary::default());
    let (date, rules, version) = (report.date, &report.rule_set, report.rules_version);
    lines.line(
        &(
            format!("{source} ({format}) au {date}, règles {rules}, droit lu jusqu'au {version}"),
            format!("{source} ({format}) on {date}, rules {rules}, law read up to {version}"),
        )
            .into(),
    );
    let refused = report.refused.rows;
    let more = (format!("   dont refusées {refused}"), format!("   of which refused {refused}")).into();
    lines.figure(&("lignes lues", "rows read").into(), &Figure::Count(report.rows), &more);
    lines.figure(&("accessibles", "open").into(), &Figure::Count(total.retention.accessible), &nothing());
    for (state, (fr, en)) in STATES {
        if State::drawn(&total.retention).any(|drawn| drawn == state) {
            let figure = retention(state, total, &report.not_carried);
            lines.figure(&(fr, en).into(), &figure, &missing(state, report));
        }
    }
    behind(&mut lines, report);
    data(&mut lines, report);
    // What may close or keep a dossier on that day.
    let terms = report.provisions.terms.iter().chain([&report.provisions.fse_archive]);
    let founded = founded(&terms.cloned().collect::<Vec<_>>());
    lines.line(&(format!("  fondé sur {}", founded.fr), format!("  founded on {}", founded.en)).into());
    if !report.not_carried.is_empty() {
        let names: Vec<_> = report.not_carried.iter().map(|code| fact(code).0).collect();
        let list = |name: fn(&Words) -> &str| names.iter().map(name).collect::<Vec<_>>().join(", ");
        let (fr, en) = (list(|words| &words.fr), list(|words| &words.en));
        lines.line(
            &(
                format!("  ! le fichier ne porte pas : {fr} ; ce qui en dépend n'est pas évaluable"),
                format!("  ! the file does not carry: {en}; what rests on it is not assessable"),
            )
                .into(),
        );
    }
    lines
}

/// What retention says, in the order in which it is told.
const STATES: [(State, (&str, &str)); 7] = [
    (State::Soon, ("  échéance sous 90 jours", "  due within 90 days")),
    (State::MaybeSoon, ("  échéance possible sous 90 jours", "  may be due within 90 days")),
    (State::Anonymise, ("à anonymiser maintenant", "to be anonymised now")),
    (State::FseArchive, ("à verser à l'archive FSE", "to be moved to the ESF archive")),
    (State::ArchiveUnknown, ("à fermer, suite à établir", "to close, what follows unknown")),
    (State::Anonymised, ("déjà anonymisés", "already anonymised")),
    (State::Undetermined, ("indéterminés", "undetermined")),
];

fn nothing() -> Words {
    ("", "").into()
}

/// The facts for lack of which dossiers are in a state.
fn missing(state: State, report: &Report) -> Words {
    let retention = &report.total.retention;
    let facts = match state {
        State::MaybeSoon => &retention.due_at_the_earliest_for_lack_of,
        State::ArchiveUnknown => &retention.archive_unknown_for_lack_of,
        State::Undetermined => &retention.undetermined_for_lack_of,
        _ => return nothing(),
    };
    if facts.is_empty() {
        return nothing();
    }
    let list = listed(&tally(facts, |code| fact(code).0));
    (format!("   il manque : {}", list.fr), format!("   missing: {}", list.en)).into()
}

/// Terms that would be later, and those that were past before.
fn behind(lines: &mut Summary, report: &Report) {
    let retention = &report.total.retention;
    let extended = &retention.would_be_extended;
    let count = extended.now + extended.within_90_days;
    if count > 0 {
        let list = listed(&tally(&extended.by_fact, extending));
        let more = (format!("   {}", list.fr), format!("   {}", list.en)).into();
        let name = ("terme plus tardif si établi", "later term if established").into();
        lines.figure(&name, &Figure::Count(count), &more);
    }
    let earlier = retention.closed_by_an_earlier_version;
    if earlier > 0 {
        let name = ("déjà échus, version antérieure", "past, by an earlier version").into();
        lines.figure(&name, &Figure::Count(earlier), &nothing());
    }
}

/// What is to be erased and corrected.
fn data(lines: &mut Summary, report: &Report) {
    let total = &report.total;
    let mut count = |name: (&'static str, &'static str), count: u64| {
        lines.figure(&name.into(), &Figure::Count(count), &nothing());
    };
    count(("avec une donnée non permise", "with a datum not allowed"), total.data.not_conforming);
    count(("avec un NIR dans un texte", "with a NIR in a text"), total.data.with_nir_in_text);
    let malformed = total.commune_naissance.malformed;
    if malformed > 0 {
        count(("codes de naissance à corriger", "codes of birth to be corrected"), malformed);
    }
    let figure = nir(total);
    let more = match figure {
        Figure::NotAssessable(_) => {
            ("   la source ne porte pas le NIR", "   the source does not carry the NIR").into()
        }
        Figure::Count(_) => {
            let (valid, short, empty) = (total.nir.valid, total.nir.valid_without_key, total.nir.empty);
            let fr = format!("   valides {valid}, sans clé {short}, vides {empty}");
            (fr, format!("   valid {valid}, without key {short}, empty {empty}")).into()
        }
    };
    lines.figure(&("NIR à corriger", "NIR to be corrected").into(), &figure, &more);
}

/// The provisions, those that are known equally well together.
fn founded(citations: &[CitationAnswer]) -> Words {
    let group = |group: &[CitationAnswer]| {
        let codes: Vec<_> = group.iter().map(|citation| citation.code.as_str()).collect();
        let name = provision(&codes.join(" + "));
        let known = group.first().map(|citation| evidence(citation.evidence).1);
        let known = known.unwrap_or_else(nothing);
        (format!("{} ({})", name.fr, known.fr), format!("{} ({})", name.en, known.en))
    };
    let (fr, en): (Vec<_>, Vec<_>) = citations.chunk_by(|a, b| a.evidence == b.evidence).map(group).unzip();
    (fr.join(" ; "), en.join("; ")).into()
}
