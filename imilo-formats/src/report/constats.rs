//! `constats.csv`: one line a finding, for the agent who keeps the dossier.

use std::io::{self, Write};

use imilo_core::bilan::{Due, Judged};
use imilo_core::calendar::Date;
use imilo_core::dossier::{Champ, CodeError, Coded, FieldSet, Incoherence, NirRead, Standing};
use imilo_core::error::CodedError;
use imilo_core::explain::{Finding, Role};
use imilo_core::law::articles::article;

use super::{Rules, matricule, sheet, structure};
use crate::source::Row;

/// The provision that lists the code of the commune of birth among the data.
pub(super) const ANNEXE: &str = "D2015-59:annexe";

/// How well the annexe is known on a day.
fn annexe_evidence(day: Date) -> &'static str {
    let day = day.to_string();
    // ISO dates compare as text.
    let versions = article(ANNEXE).unwrap_or_default();
    let version = versions.iter().rev().find(|version| version.from <= day.as_str());
    version.map_or("", |version| version.evidence.code())
}

/// What retention asks for, as `constats.csv` writes it.
const fn state(due: Due) -> &'static str {
    match due {
        Due::Nothing => "accessible",
        Due::Within90Days => "echeance_sous_90_jours",
        Due::Within90DaysAtTheEarliest => "echeance_sous_90_jours_au_plus_tot",
        Due::Anonymise => "a_anonymiser",
        Due::MoveToFseArchive => "a_archiver_fse",
        Due::CloseArchiveUnknown => "a_fermer_archive_inconnue",
        Due::AlreadyAnonymised => "deja_anonymise",
        Due::Undetermined => "indetermine",
    }
}

/// Writes the findings of the dossiers of a file.
pub(super) struct Constats {
    annexe: &'static str,
    /// By field, in the order of the catalogue: the provisions that decide on it, each with its evidence.
    fields: Vec<Vec<(String, &'static str)>>,
}

impl Constats {
    pub(super) fn new(rules: Rules<'_, '_>) -> Self {
        let field = |champ: &Champ| {
            let rules = rules.data.rules(*champ);
            rules.iter().map(|rule| (rule.citation.code.to_string(), rule.citation.evidence.code())).collect()
        };
        Self {
            annexe: annexe_evidence(rules.retention.day()),
            fields: Champ::ALL.iter().map(field).collect(),
        }
    }

    /// Codes of the provisions that decide on a field, joined by ` + `.
    pub(super) fn provisions(&self, champ: Champ) -> String {
        let found = self.fields.get(champ as usize).into_iter().flatten();
        found.map(|(code, _)| code.as_str()).collect::<Vec<_>>().join(" + ")
    }

    /// One line a finding: data that the law does not allow, or under a condition that is not established; what is
    /// wrong with the NIR, a text or a code, how the NIR disagrees with the civil identity; what retention asks for now or soon, what it cannot say, what would
    /// change it. Each bears the day that its own provision gives.
    ///
    /// A field on which no list decides has no line: it is so for every dossier that holds it, and the agent can do
    /// nothing about it. The bilan counts it.
    pub(super) fn write(&self, out: &mut impl Write, row: &Row, judged: &Judged<'_>) -> io::Result<()> {
        let quiet = matches!(judged.due, Due::Nothing | Due::AlreadyAnonymised);
        let donnees = &judged.donnees;
        let mend = donnees.nir_in_text.union(donnees.invalid_codes);
        let law = donnees.sorted.not_allowed.union(donnees.sorted.conditional);
        let nir = match row.dossier.identite.nir.given() {
            Some(NirRead::Refused(error)) => Some(error),
            _ => None,
        };
        let disagrees = judged.nir_coherence.unwrap_or_default();
        let right = nir.is_none() && disagrees.is_empty() && mend.union(law).is_empty();
        if quiet && right && judged.decision.was_due.is_none() {
            return Ok(());
        }
        let record = row.record.to_string();
        let line = row.line.map(|line| line.to_string()).unwrap_or_default();
        let structure = structure(&row.dossier).unwrap_or_default();
        let matricule = matricule(&row.dossier);
        let mut write = |[code, state, day, champ, article, evidence, fr, en]: [&str; 8]| {
            let cells =
                [&record, &line, &*matricule, &structure, code, state, day, champ, article, evidence, fr, en];
            sheet::write_row(out, cells)
        };
        for (set, standing, state) in [
            (donnees.sorted.not_allowed, Standing::NotAllowed, "donnee_non_permise"),
            (donnees.sorted.conditional, Standing::Conditional, "donnee_sous_condition"),
        ] {
            let (code, fr, en) = standing.words();
            for champ in set.iter() {
                for (article, evidence) in self.fields.get(champ as usize).into_iter().flatten() {
                    write([code, state, "", champ.row().path, article, evidence, fr, en])?;
                }
            }
        }
        if let Some(error) = nir {
            let (words, citation) = (error.code().row(), error.fault.citation());
            let (path, evidence) = (Champ::Nir.row().path, citation.evidence.code());
            write([words.slug, "nir_a_corriger", "", path, &citation.code, evidence, words.fr, words.en])?;
        }
        for finding in disagrees.iter() {
            let (path, citation) = (Champ::Nir.row().path, finding.citation());
            let evidence = citation.evidence.code();
            write([
                finding.slug,
                "nir_a_verifier",
                "",
                path,
                &citation.code,
                evidence,
                finding.fr,
                finding.en,
            ])?;
        }
        if let Some(error) = row.dossier.identite.commune_naissance.given().and_then(Coded::error) {
            let (words, path) = (CodeError::code(&error).row(), Champ::CommuneNaissance.row().path);
            write([words.slug, "commune_a_corriger", "", path, ANNEXE, self.annexe, words.fr, words.en])?;
        }
        let other = donnees.invalid_codes.minus(FieldSet::of(&[Champ::CommuneNaissance]));
        for (set, kind, state) in [
            (donnees.nir_in_text, Incoherence::NirInText, "nir_dans_un_texte"),
            (other, Incoherence::InvalidCode, "code_a_corriger"),
        ] {
            let (code, fr, en) = kind.words();
            for champ in set.iter() {
                write([code, state, "", champ.row().path, "", "", fr, en])?;
            }
        }
        if quiet && judged.decision.was_due.is_none() {
            return Ok(());
        }
        let lacking = matches!(
            judged.due,
            Due::Undetermined | Due::Within90DaysAtTheEarliest | Due::CloseArchiveUnknown
        );
        let said = |finding: &&Finding<'_>| match finding.code {
            "conservation_was_due" => true,
            _ if quiet => false,
            "conservation_missing" => lacking,
            "conservation_would_extend" => true,
            _ => finding.role == Role::Founds,
        };
        for finding in judged.decision.findings().iter().filter(said) {
            let day = judged.day_of(finding).map(|day| day.to_string()).unwrap_or_default();
            let (article, evidence) = (&finding.rule.citation.code, finding.evidence.code());
            let (fr, en) = (&finding.fr, &finding.en);
            write([finding.code, state(judged.due), &day, "", article, evidence, fr, en])?;
        }
        Ok(())
    }
}
