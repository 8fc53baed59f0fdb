//! Data of the file that the recipients of the law may not get: found once, from the counts of the fields.

use std::io::{self, Write};

use imilo_core::bilan::FieldCounts;
use imilo_core::calendar::Date;
use imilo_core::dossier::Champ;
use imilo_core::explain::Role;
use imilo_core::habilitation::{
    AccessRules, Decision, Donnee, DonneeSet, Facts, MatrixRow, Operation, Options, Request, Requester,
    Tables, answer_code,
};
use imilo_core::law::Evidence;
use serde::Serialize;

use super::sheet;

/// Header of the file.
const HEADER: [&str; 12] = [
    "destinataire",
    "ligne",
    "finalites",
    "forme",
    "champ",
    "libelle",
    "dossiers_renseignes",
    "reponse",
    "article",
    "preuve",
    "message_fr",
    "message_en",
];

/// A datum that is filled in the file and that a recipient may not get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WithheldField {
    /// Its path in the JSON of a dossier.
    pub path: &'static str,
    /// Label in French.
    pub fr: &'static str,
    /// Label in English.
    pub en: &'static str,
    /// Dossiers in which it is filled.
    pub filled: u64,
    /// `refused`, or `undetermined`: no rule that was read decides, and nothing is granted.
    pub answer: &'static str,
    /// Code of the reason.
    pub code: &'static str,
    /// The reason in French.
    pub reason_fr: String,
    /// The reason in English.
    pub reason_en: String,
    /// Code of the provision that founds it.
    pub provision: String,
    /// How well it is known.
    pub evidence: Evidence,
}

/// A recipient that the list of the day names, for some purposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recipient {
    /// Who, by its code.
    pub actor: &'static str,
    /// Who, in French.
    pub fr: &'static str,
    /// Who, in English.
    pub en: &'static str,
    /// Name of the row of the list.
    pub row: String,
    /// Code of its provision.
    pub provision: String,
    /// How well it is known.
    pub evidence: Evidence,
    /// For which purposes.
    pub purposes: Vec<&'static str>,
    /// In which form at most.
    pub form: &'static str,
    /// Filled fields that it may get, once its conditions are established and their necessity is attested.
    pub may_get: u64,
    /// Filled fields that it may not get.
    pub withheld: Vec<WithheldField>,
    /// The purposes for people, in French and in English.
    #[serde(skip)]
    pub(crate) purpose_words: Vec<(&'static str, &'static str)>,
}

/// What the recipients of the law may not get of the data of a file, with every fact told in their favour, the NIR without
/// a title of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recipients {
    /// Rule set of the day.
    pub rule_set: String,
    /// The day.
    pub date: Date,
    /// Whether the list of recipients was read in full: who is not below is then refused, and otherwise undetermined.
    pub in_full: bool,
    /// Fields that are filled.
    pub filled_fields: u64,
    /// The recipients, in the order of the list.
    pub recipients: Vec<Recipient>,
}

impl Recipients {
    /// Looks at the fields that are filled, once a field and a row of the list. None for a day before the rules.
    #[must_use]
    pub fn of(date: Date, fields: &[FieldCounts]) -> Option<Self> {
        let tables = Tables::built_in();
        let rules = AccessRules::on(date, &tables, Options::default()).ok()?;
        let champ =
            |field: &FieldCounts| Champ::ALL.iter().find(|champ| champ.row().path == field.path).copied();
        let filled: Vec<_> = fields
            .iter()
            .filter(|field| field.filled > 0)
            .filter_map(|field| Some((champ(field)?, field)))
            .collect();
        let lines = rules.matrix();
        let lines = lines.iter().filter(|line| line.operations.contains(Operation::Transmit));
        let list = rules.lists_read().into_iter().find(|(list, _)| list.code() == "recipients");
        Some(Self {
            rule_set: rules.rule_set().to_owned(),
            date,
            in_full: list.is_some_and(|(_, in_full)| in_full),
            filled_fields: u64::try_from(filled.len()).unwrap_or(u64::MAX),
            recipients: lines.filter_map(|line| recipient(&rules, line, &filled)).collect(),
        })
    }

    /// Writes a line a recipient and field that it may not get.
    pub(super) fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        sheet::begin(out, HEADER)?;
        for recipient in &self.recipients {
            let purposes = recipient.purpose_words.iter().map(|(fr, _)| *fr).collect::<Vec<_>>().join(", ");
            for field in &recipient.withheld {
                let cells = [
                    recipient.fr,
                    &recipient.row,
                    &purposes,
                    recipient.form,
                    field.path,
                    field.fr,
                    &field.filled.to_string(),
                    field.answer,
                    &field.provision,
                    field.evidence.code(),
                    &field.reason_fr,
                    &field.reason_en,
                ];
                sheet::write_row(out, cells)?;
            }
        }
        out.flush()
    }
}

fn recipient(
    rules: &AccessRules<'_>,
    line: &MatrixRow<'_>,
    filled: &[(Champ, &FieldCounts)],
) -> Option<Recipient> {
    let row = line.row;
    let request = Request {
        actor: Requester::new(row.actor),
        operation: Operation::Transmit,
        finalite: line.finalites.iter().next()?,
        form: row.form,
        mission_locale: "*",
        donnees: DonneeSet::fields_only(filled.iter().map(|(champ, _)| *champ).collect()),
        facts: Facts::NONE,
    };
    let mut request = request.with_every_fact(rules.day());
    request.facts.own_nir_title_from = None;
    let decision = rules.decide(&request);
    let withheld = filled.iter().filter_map(|(champ, field)| withheld(rules, &decision, *champ, field));
    let (fr, en) = row.actor.words();
    Some(Recipient {
        actor: row.actor.code(),
        fr,
        en,
        row: row.id.clone().into_owned(),
        provision: row.citation.code.clone().into_owned(),
        evidence: row.citation.evidence,
        purposes: line.finalites.iter().map(|it| it.code()).collect(),
        form: row.form.code(),
        may_get: u64::from(decision.granted().len()),
        withheld: withheld.collect(),
        purpose_words: line.finalites.iter().map(|it| it.words()).collect(),
    })
}

/// Why a recipient may not get a datum; none when it may.
fn withheld(
    rules: &AccessRules<'_>,
    decision: &Decision<'_>,
    champ: Champ,
    field: &FieldCounts,
) -> Option<WithheldField> {
    let donnee = Donnee::Champ(champ);
    if decision.granted().contains(donnee) {
        return None;
    }
    let findings = rules.findings_on(decision, donnee);
    // In a window each version has its reasons: the one that is told is the first that founds the answer.
    let why =
        findings.iter().find(|finding| finding.role == Role::Founds && finding.code != "habilitation_row")?;
    Some(WithheldField {
        path: field.path,
        fr: field.fr,
        en: field.en,
        filled: field.filled,
        answer: answer_code(decision.of(donnee)?),
        code: why.code,
        reason_fr: why.fr.clone().into_owned(),
        reason_en: why.en.clone().into_owned(),
        provision: why.rule.citation.code.clone().into_owned(),
        evidence: why.evidence,
    })
}
